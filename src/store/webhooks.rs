//! The table of addresses that are told of changes.

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{model::webhook::Webhook, store::error::StoreError};

const COLUMNS: &str = "webhook_id, url, secret, told, failures, trouble, due_at";

/// Adds an address; gives its number, or `None` when it is told already.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn insert(
    connection: &Connection,
    url: &str,
    secret: &str,
    told: i64,
) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached(
            "insert into webhook (url, secret, told) values (?1, ?2, ?3)
             on conflict (url) do nothing returning webhook_id",
        )?
        .query_row((url, secret, told), |row| row.get(0))
        .optional()?)
}

/// Removes an address; `false` when there is none of this number.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn remove(connection: &Connection, id: i64) -> Result<bool, StoreError> {
    let changed = connection
        .prepare_cached("delete from webhook where webhook_id = ?1")?
        .execute([id])?;
    Ok(changed > 0)
}

/// Notes what became of telling an address; one that was removed meanwhile stays so.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn note(connection: &Connection, hook: &Webhook) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "update webhook set told = ?2, failures = ?3, trouble = ?4, due_at = ?5
             where webhook_id = ?1",
        )?
        .execute((
            hook.id,
            hook.told,
            hook.failures,
            &hook.trouble,
            hook.due_at,
        ))?;
    Ok(())
}

/// All addresses, by number.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn all(connection: &Connection) -> Result<Vec<Webhook>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from webhook order by webhook_id"
    ))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Webhook> {
    Ok(Webhook {
        id: row.get(0)?,
        url: row.get(1)?,
        secret: row.get(2)?,
        told: row.get(3)?,
        failures: row.get(4)?,
        trouble: row.get(5)?,
        due_at: row.get(6)?,
    })
}
