//! The table of collections.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    model::{
        collection::{Collection, Revision},
        id::Id,
    },
    store::error::StoreError,
};

/// Stores the description of a collection at its place in the list.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn put(
    connection: &Connection,
    position: i64,
    collection: &Collection,
) -> Result<(), StoreError> {
    let body = serde_json::to_string(collection)
        .map_err(|_| StoreError::Damaged(collection.id.to_string()))?;
    connection
        .prepare_cached(
            "insert into collection (id, position, body) values (?1, ?2, ?3)
             on conflict (id) do update set position = excluded.position, body = excluded.body",
        )?
        .execute((collection.id.as_str(), position, body))?;
    Ok(())
}

/// Notes that published features of the collection changed.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn touch(connection: &Connection, id: &Id, now_ms: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "update collection set revision = revision + 1, changed_at = ?2 where id = ?1",
        )?
        .execute((id.as_str(), now_ms))?;
    Ok(())
}

/// All collections, in their order.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<Collection>, StoreError> {
    let mut statement =
        connection.prepare_cached("select id, body from collection order by position, id")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    rows.map(|row| {
        let (id, body) = row?;
        read(&body, &id)
    })
    .collect()
}

/// All collections with their revisions, in their order.
///
/// # Errors
/// [`StoreError`].
pub fn revisions(connection: &Connection) -> Result<Vec<(Collection, Revision)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select id, body, revision, changed_at from collection order by position, id",
    )?;
    let rows = statement.query_map([], |row| {
        let revision = Revision {
            number: row.get(2)?,
            changed_at: row.get(3)?,
        };
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, revision))
    })?;
    rows.map(|row| {
        let (id, body, revision) = row?;
        Ok((read(&body, &id)?, revision))
    })
    .collect()
}

/// One collection with its revision.
///
/// # Errors
/// [`StoreError`].
pub fn get(
    connection: &Connection,
    id: &str,
) -> Result<Option<(Collection, Revision)>, StoreError> {
    let row: Option<(String, Revision)> = connection
        .prepare_cached("select body, revision, changed_at from collection where id = ?1")?
        .query_row([id], |row| {
            let revision = Revision {
                number: row.get(1)?,
                changed_at: row.get(2)?,
            };
            Ok((row.get(0)?, revision))
        })
        .optional()?;
    row.map(|(body, revision)| Ok((read(&body, id)?, revision)))
        .transpose()
}

fn read(body: &str, id: &str) -> Result<Collection, StoreError> {
    serde_json::from_str(body).map_err(|_| StoreError::Damaged(format!("collection {id}")))
}
