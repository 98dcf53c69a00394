-- Which published features changed, in which order: what a copy in memory is brought up to date from,
-- and what listeners are told. Only numbers count: what a feature is now stands in `feature`.
create table feature_change (
    seq        integer primary key autoincrement,
    collection text    not null,
    id         text    not null
) strict;

create trigger feature_change_insert after insert on feature begin
    insert into feature_change (collection, id) values (new.collection, new.id);
end;
create trigger feature_change_update after update on feature begin
    insert into feature_change (collection, id) values (new.collection, new.id);
end;
create trigger feature_change_delete after delete on feature begin
    insert into feature_change (collection, id) values (old.collection, old.id);
end;

-- The sources that a collection's features name.
create index feature_source on feature (collection, body ->> '$.properties.source');

-- Boxes are searched in memory.
drop trigger feature_insert;
drop trigger feature_update;
drop trigger feature_delete;
drop table feature_bbox;
