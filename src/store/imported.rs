//! The table of rows that were imported: which incident came of which.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{model::id::Id, store::error::StoreError};

/// What is known of a row that was imported before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The incident that came of it.
    pub incident: Id,
    /// That incident's revision, as the row left it.
    pub revision: u32,
    /// SHA-256 of what the row said.
    pub hash: String,
}

/// What is known of the row with a key.
///
/// # Errors
/// [`StoreError`].
pub fn get(connection: &Connection, key: &str) -> Result<Option<Imported>, StoreError> {
    let row: Option<(String, u32, String)> = connection
        .prepare_cached("select incident, revision, hash from imported where key = ?1")?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    row.map(|(incident, revision, hash)| {
        let damaged = || StoreError::Damaged(format!("incident {incident}"));
        Ok(Imported {
            incident: Id::try_from(incident.clone()).map_err(|_| damaged())?,
            revision,
            hash,
        })
    })
    .transpose()
}

/// Notes what a row said, and which revision of which incident came of it.
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
            "insert into imported (key, incident, revision, hash, at) values (?1, ?2, ?3, ?4, ?5)
             on conflict (key) do update set
                 revision = excluded.revision, hash = excluded.hash, at = excluded.at",
        )?
        .execute((
            key,
            imported.incident.as_str(),
            imported.revision,
            &imported.hash,
            now_ms,
        ))?;
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
