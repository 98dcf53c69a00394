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
