-- The documents of the web that reports were read from, as they came: never altered.
create table capture (
    report       text    primary key references report (id),
    earlier      text    references report (id),            -- the report that the same address gave before
    url          text    not null,                          -- as asked for
    final_url    text    not null,                          -- after redirects
    fetched_at   integer not null,                          -- Unix milliseconds, UTC
    content_type text    not null,
    sha256       text    not null check (length(sha256) = 64),
    bytes        blob    not null                           -- without transfer compression
) strict;

create index capture_url on capture (url, fetched_at);
create index capture_final_url on capture (final_url, fetched_at);

create trigger capture_is_never_altered before update on capture begin
    select raise(abort, 'a capture is never altered');
end;
create trigger capture_is_never_removed before delete on capture begin
    select raise(abort, 'a capture is never removed');
end;

-- Whether a document of an address is a report already.
create index source_url on source (body ->> '$.url') where body ->> '$.url' is not null;
create index report_sha256 on report (sha256);

-- Feeds that are watched. One that is removed stays for the items that came from it.
create table feed (
    feed_id    integer primary key,
    url        text    not null,
    source     text    not null,                           -- title of the publisher
    side       text    not null check (side in ('az', 'arm', 'third-party')),
    etag       text,
    modified   text,
    polled_at  integer,                                    -- Unix milliseconds, UTC
    failures   integer not null default 0,                 -- in a row
    trouble    text,                                       -- why it failed last, as a sentence
    due_at     integer not null default 0,                 -- not asked by the clock before
    removed_at integer
) strict;

create unique index feed_url on feed (url) where removed_at is null;

-- What came from feeds, until an editor takes it as a report or dismisses it.
create table inbox (
    item_id   integer primary key,
    feed_id   integer not null references feed (feed_id),
    key       text    not null check (length(key) = 64),   -- SHA-256 of what the feed tells it by
    link      text,
    title     text    not null,
    text      text    not null,
    sha256    text    not null check (length(sha256) = 64), -- of the text
    published integer,                                     -- days since 1970-01-01
    seen_at   integer not null,                            -- Unix milliseconds, UTC
    state     text    not null default 'new' check (state in ('new', 'taken', 'dismissed')),
    report    text    references report (id),
    unique (feed_id, key),
    check ((state = 'taken') = (report is not null))
) strict;

create index inbox_state on inbox (state, seen_at);
create index inbox_link on inbox (link) where link is not null;
create index inbox_sha256 on inbox (sha256);
