//! The table of rows that were imported: which incident came of which.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{model::id::Id, store::error::StoreError};

/// What is known of a row that was imported before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The incident that came of it.
    pub incident: Id,
    /// A short hash of each part of what the row said.
    pub said: String,
}

/// What is known of the row with a key.
///
/// # Errors
/// [`StoreError`].
pub fn get(connection: &Connection, key: &str) -> Result<Option<Imported>, StoreError> {
    let row: Option<(String, String)> = connection
        .prepare_cached("select incident, said from imported where key = ?1")?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    row.map(|(incident, said)| {
        let damaged = || StoreError::Damaged(format!("incident {incident}"));
        Ok(Imported {
            incident: Id::try_from(incident.clone()).map_err(|_| damaged())?,
            said,
        })
    })
    .transpose()
}

/// Notes what a row said, and which incident came of it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn put(
    connection: &Connection,
    key: &str,
    imported: &Imported,
    now_ms: i64,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into imported (key, incident, said, at) values (?1, ?2, ?3, ?4)
             on conflict (key) do update set said = excluded.said, at = excluded.at",
        )?
        .execute((key, imported.incident.as_str(), &imported.said, now_ms))?;
    Ok(())
}

/// Whether an incident came of an imported row.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn knows(connection: &Connection, incident: &Id) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("select exists (select 1 from imported where incident = ?1)")?
        .query_row([incident.as_str()], |row| row.get(0))?)
}
