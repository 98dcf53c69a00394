-- Small facts about the data folder itself.
create table meta (
    key   text primary key,
    value text not null
) strict, without rowid;

-- Publishers, data sets and speakers that features rest on.
create table source (
    id   text primary key,
    body text not null check (json_valid(body))            -- model::source::Source
) strict, without rowid;

-- The layers. `revision` counts up with every change of a published feature: a layer's ETag.
create table collection (
    id         text    primary key,
    position   integer not null,
    body       text    not null check (json_valid(body)),  -- model::collection::Collection
    revision   integer not null default 0,
    changed_at integer not null default 0                  -- Unix milliseconds, UTC
) strict, without rowid;

-- Published features of every collection: what each public read is made of, and nothing else.
create table feature (
    feature_id integer primary key,
    collection text    not null references collection (id),
    id         text    not null,                           -- the OGC API feature id
    parent     text,                                       -- a claim's incident
    origin     text    not null,                           -- 'seed', 'seed-incident', 'review' or 'import'
    revision   integer not null default 1 check (revision > 0),
    valid_from integer,                                    -- days since 1970-01-01 at UTC+04:00; null = unbounded
    valid_to   integer check (valid_to > valid_from),      -- half-open: [valid_from, valid_to)
    min_lon    real, min_lat real, max_lon real, max_lat real,
    body       text    not null check (json_valid(body)),  -- one GeoJSON Feature (RFC 7946)
    unique (collection, id),
    check ((min_lon is null) = (max_lat is null))
) strict;

create index feature_time on feature (collection, valid_from, valid_to);
create index feature_parent on feature (parent) where parent is not null;

-- Candidates for `bbox`: 32-bit and rounded outwards, so the columns of `feature` decide.
create virtual table feature_bbox using rtree (feature_id, min_lon, max_lon, min_lat, max_lat);

create trigger feature_insert after insert on feature when new.min_lon is not null begin
    insert into feature_bbox values (new.feature_id, new.min_lon, new.max_lon, new.min_lat, new.max_lat);
end;
create trigger feature_update after update of min_lon, max_lon, min_lat, max_lat on feature begin
    delete from feature_bbox where feature_id = old.feature_id;
    insert into feature_bbox select new.feature_id, new.min_lon, new.max_lon, new.min_lat, new.max_lat
        where new.min_lon is not null;
end;
create trigger feature_delete after delete on feature begin
    delete from feature_bbox where feature_id = old.feature_id;
end;

-- Reports as captured: never altered.
create table report (
    id        text    primary key,
    sha256    text    not null check (length(sha256) = 64),
    source    text    not null references source (id),
    published integer not null,                            -- days since 1970-01-01
    language  text,
    text      text    not null,
    stored_at integer not null                             -- Unix milliseconds, UTC
) strict, without rowid;

create trigger report_is_never_altered before update on report begin
    select raise(abort, 'a report is never altered');
end;
create trigger report_is_never_removed before delete on report begin
    select raise(abort, 'a report is never removed');
end;

-- Incidents as editors see them; `feature` holds what of them is public.
create table incident (
    id       text    primary key,
    report   text    references report (id),               -- null for the built-in ones
    state    text    not null check (state in ('draft', 'published', 'rejected')),
    revision integer not null check (revision > 0),
    body     text    not null check (json_valid(body))     -- one GeoJSON Feature
) strict, without rowid;

create index incident_state on incident (state, id);
create index incident_report on incident (report) where report is not null;

-- Every version of every incident, with who made it and why: append-only.
create table incident_revision (
    incident text    not null references incident (id),
    revision integer not null,
    state    text    not null,
    body     text    not null,
    actor    text    not null,
    why      text,
    at       integer not null,                             -- Unix milliseconds, UTC
    primary key (incident, revision)
) strict, without rowid;

create trigger history_is_never_altered before update on incident_revision begin
    select raise(abort, 'history is append-only');
end;
create trigger history_is_never_removed before delete on incident_revision begin
    select raise(abort, 'history is append-only');
end;

-- API tokens; only their hash is kept.
create table token (
    id         text    primary key,
    hash       text    not null check (length(hash) = 64), -- SHA-256 of the secret, hexadecimal
    label      text    not null,
    scope      text    not null,
    created_at integer not null,                           -- Unix milliseconds, UTC
    expires_at integer not null,
    revoked_at integer
) strict, without rowid;
