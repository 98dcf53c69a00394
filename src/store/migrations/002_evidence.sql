-- Every public revision of every incident and claim, and every withdrawal: append-only.
create table publication (
    collection text    not null,
    id         text    not null,
    revision   integer not null check (revision > 0),      -- counts what the public saw
    parent     text,                                       -- a claim's incident
    state      text    not null check (state in ('published', 'withdrawn')),
    body       text    check (json_valid(body)),           -- the GeoJSON Feature; null for a withdrawal
    sha256     text    check (length(sha256) = 64),        -- of its canonical JSON (RFC 8785)
    reason     text,                                       -- of a withdrawal, as the public reads it
    at         integer not null,                           -- Unix milliseconds, UTC
    primary key (collection, id, revision),
    check ((state = 'published') = (body is not null and sha256 is not null))
) strict, without rowid;

create index publication_parent on publication (parent, collection) where parent is not null;

create trigger publication_is_never_altered before update on publication begin
    select raise(abort, 'what was published is never altered');
end;
create trigger publication_is_never_removed before delete on publication begin
    select raise(abort, 'what was published is never removed');
end;

-- What was done, by whom and why. Each entry's hash covers the entry and the hash before it.
create table audit (
    seq    integer primary key check (seq > 0),
    at     integer not null,                               -- Unix milliseconds, UTC
    actor  text    not null,
    kind   text    not null,                               -- 'incident', 'report', 'pairing', 'release', …
    entity text    not null,
    body   text    not null check (json_valid(body)),      -- canonical JSON
    prev   text    not null check (length(prev) = 64),
    hash   text    not null check (length(hash) = 64)
) strict;

create index audit_entity on audit (entity, seq);

create trigger audit_is_never_altered before update on audit begin
    select raise(abort, 'the log is append-only');
end;
create trigger audit_is_never_removed before delete on audit begin
    select raise(abort, 'the log is append-only');
end;

-- Incidents that an editor joined, and those that were split off; `undone_at` is set once.
create table pairing (
    pairing_id integer primary key,
    kind       text    not null check (kind in ('join', 'split')),
    kept       text    not null references incident (id),  -- takes claims in, or gives them off
    other      text    not null references incident (id),  -- whose claims went over, or the one split off
    state      text    not null,                           -- where `other` stood before
    body       text    not null check (json_valid(body)),  -- claims and sources as they were before
    actor      text    not null,
    why        text,
    at         integer not null,                           -- Unix milliseconds, UTC
    undone_at  integer
) strict;

create index pairing_kept on pairing (kept);
create index pairing_other on pairing (other);

create trigger pairing_is_never_altered
before update of kind, kept, other, state, body, actor, why, at on pairing begin
    select raise(abort, 'a pairing is never altered');
end;
create trigger pairing_is_never_removed before delete on pairing begin
    select raise(abort, 'a pairing is never removed');
end;

-- Dated sets of everything that was public, and the hash of each record in them: immutable.
create table release (
    date   text    primary key,                            -- YYYY-MM-DD, UTC+04:00
    root   text    not null check (length(root) = 64),     -- Merkle root (RFC 6962) of the records
    sha256 text    not null check (length(sha256) = 64),   -- of the manifest's bytes
    layers text    not null check (json_valid(layers)),    -- the layer files as they were served
    actor  text    not null,
    at     integer not null                                -- Unix milliseconds, UTC
) strict, without rowid;

create table release_record (
    date       text    not null references release (date),
    collection text    not null,
    id         text    not null,
    revision   integer not null,
    sha256     text    not null check (length(sha256) = 64),
    primary key (date, collection, id)
) strict, without rowid;

create trigger release_is_never_altered before update on release begin
    select raise(abort, 'a release is never altered');
end;
create trigger release_is_never_removed before delete on release begin
    select raise(abort, 'a release is never removed');
end;
create trigger release_record_is_never_altered before update on release_record begin
    select raise(abort, 'a release is never altered');
end;
create trigger release_record_is_never_removed before delete on release_record begin
    select raise(abort, 'a release is never removed');
end;

-- Candidates for pairs: incidents of neighbouring days, reports of neighbouring days.
create index incident_day on incident (body ->> '$.properties.date_start', id);
create index report_published on report (published, id);
