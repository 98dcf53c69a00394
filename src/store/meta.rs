//! Small facts about the data folder itself.

use rusqlite::{Connection, OptionalExtension as _};

use crate::store::error::StoreError;

/// The value under a key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let value = connection
        .prepare_cached("select value from meta where key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(value)
}

/// Sets the value under a key.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set(connection: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into meta (key, value) values (?1, ?2)
             on conflict (key) do update set value = excluded.value",
        )?
        .execute([key, value])?;
    Ok(())
}
