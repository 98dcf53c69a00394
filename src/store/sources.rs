//! The table of sources.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    model::{id::Id, source::Source},
    store::{error::StoreError, meta},
};

/// Stores a source, or replaces what is known of it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn put(connection: &Connection, source: &Source) -> Result<(), StoreError> {
    let body =
        serde_json::to_string(source).map_err(|_| StoreError::Damaged(source.id.to_string()))?;
    let known: Option<String> = connection
        .prepare_cached("select body from source where id = ?1")?
        .query_row([source.id.as_str()], |row| row.get(0))
        .optional()?;
    if known.as_ref() == Some(&body) {
        return Ok(());
    }
    if known.is_some() {
        meta::set(
            connection,
            REPLACED,
            &(replaced(connection)? + 1).to_string(),
        )?;
    }
    connection
        .prepare_cached(
            "insert into source (id, body) values (?1, ?2)
             on conflict (id) do update set body = excluded.body",
        )?
        .execute([source.id.as_str(), &body])?;
    Ok(())
}

/// The key of the number below.
const REPLACED: &str = "sources replaced";

/// How often something else became known of a source: as long as it stays, what a layer says of its
/// sources is as new as its features.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn replaced(connection: &Connection) -> Result<u64, StoreError> {
    let number = meta::get(connection, REPLACED)?;
    Ok(number.and_then(|number| number.parse().ok()).unwrap_or(0))
}

/// The source under a key.
///
/// # Errors
/// [`StoreError`].
pub fn get(connection: &Connection, id: &Id) -> Result<Option<Source>, StoreError> {
    let body: Option<String> = connection
        .prepare_cached("select body from source where id = ?1")?
        .query_row([id.as_str()], |row| row.get(0))
        .optional()?;
    body.map(|body| read(&body, id.as_str())).transpose()
}

/// Whether a published feature of a collection names a source.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn is_named(connection: &Connection, collection: &Id, source: &Id) -> Result<bool, StoreError> {
    let sql = "select exists (select 1 from feature
                              where collection = ?1 and body ->> '$.properties.source' = ?2)";
    let mut named = connection.prepare_cached(sql)?;
    Ok(named.query_row([collection.as_str(), source.as_str()], |row| row.get(0))?)
}

/// The sources that the published features of a collection name, by key.
///
/// # Errors
/// [`StoreError`].
pub fn of_collection(
    connection: &Connection,
    collection: &Id,
) -> Result<Arc<[Arc<Source>]>, StoreError> {
    let mut statement = connection.prepare_cached(
        // From one name to the next in the index: a million features may name three sources.
        "with recursive named (id) as (
             select ''
             union all
             select (select body ->> '$.properties.source' from feature
                     where collection = ?1 and body ->> '$.properties.source' > named.id
                     order by body ->> '$.properties.source' limit 1)
             from named where named.id is not null)
         select id, body from source where id in (
             select id from named
             union
             select value from collection, json_each(collection.body, '$.sources')
             where collection.id = ?1)
         order by id",
    )?;
    let rows = statement.query_map([collection.as_str()], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (id, body) = row?;
        read(&body, &id).map(Arc::new)
    })
    .collect()
}

fn read(body: &str, id: &str) -> Result<Source, StoreError> {
    serde_json::from_str(body).map_err(|_| StoreError::Damaged(format!("source {id}")))
}
