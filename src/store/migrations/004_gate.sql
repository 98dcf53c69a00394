-- What was said of an incident at the gate before the public; the log says who said it and why.
create table gate (
    incident  text    primary key references incident (id),
    hold      integer not null default 0 check (hold in (0, 1)),
    graphic   integer not null default 0 check (graphic in (0, 1)),
    coarse    text    check (json_valid(coarse)),          -- model::gate::Coarse; null: as the rules say
    public_at integer                                      -- Unix milliseconds, UTC
) strict, without rowid;

-- Reports that were handed in by others than editors.
create table suggestion (
    report text    primary key references report (id),
    user   text,                                           -- null: the anonymous public
    at     integer not null                                -- Unix milliseconds, UTC
) strict, without rowid;
