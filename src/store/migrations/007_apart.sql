-- Pairs of incidents that an editor said are not one event: they are not suggested again.
create table apart (
    apart_id  integer primary key,
    one       text    not null references incident (id),
    other     text    not null references incident (id) check (other > one),
    actor     text    not null,
    why       text,
    at        integer not null,                            -- Unix milliseconds, UTC
    undone_at integer
) strict;

create unique index apart_pair on apart (one, other) where undone_at is null;

create trigger apart_is_never_altered before update of one, other, actor, why, at on apart begin
    select raise(abort, 'what was left apart is never altered');
end;
create trigger apart_is_never_removed before delete on apart begin
    select raise(abort, 'what was left apart is never removed');
end;
