-- Rows of imported tables: which incident came of which row, and what the row said last.
create table imported (
    key      text    primary key check (length(key) = 64),  -- SHA-256 of the source and the row's own key
    incident text    not null references incident (id) deferrable initially deferred,
    said     text    not null,                               -- a short hash of each part of what the row said
    at       integer not null                                -- Unix milliseconds, UTC
) strict, without rowid;

create index imported_incident on imported (incident);
