-- What was said of an incident at the gate before the public; the log says who said it and why.
create table gate (
    incident  text    primary key references incident (id),
    hold      integer not null default 0 check (hold in (0, 1)),
    graphic   integer not null default 0 check (graphic in (0, 1)),
    public_at integer                                      -- Unix milliseconds, UTC
) strict, without rowid;
