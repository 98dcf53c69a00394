-- Addresses that are told of what changes in public.
create table webhook (
    webhook_id integer primary key,
    url        text    not null unique,
    secret     text    not null,             -- what messages are signed with
    told       integer not null,             -- the last change that the address knows of
    failures   integer not null default 0,
    trouble    text,
    due_at     integer not null default 0    -- not tried again before, Unix milliseconds, UTC
) strict;
