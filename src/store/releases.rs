//! The tables of releases: immutable.

use rusqlite::{Connection, OptionalExtension as _};

use crate::store::error::StoreError;

/// A release as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseRow {
    /// YYYY-MM-DD.
    pub date: String,
    /// Merkle root of the records.
    pub root: String,
    /// SHA-256 of the manifest's bytes.
    pub sha256: String,
    /// The layer files, as JSON.
    pub layers: String,
    /// Who made it.
    pub actor: String,
    /// Unix milliseconds, UTC.
    pub at: i64,
    /// How many records it has.
    pub records: i64,
}

/// Collection, identifier, public revision and SHA-256 of a record.
pub type RecordRow = (String, String, u32, String);

/// Keeps a release.
///
/// # Errors
/// [`StoreError::Sqlite`], also when there is one of this day.
pub fn insert(
    connection: &Connection,
    release: &ReleaseRow,
    records: &[RecordRow],
) -> Result<(), StoreError> {
    connection.execute(
        "insert into release (date, root, sha256, layers, actor, at) values (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            &release.date,
            &release.root,
            &release.sha256,
            &release.layers,
            &release.actor,
            release.at,
        ),
    )?;
    let mut statement = connection.prepare_cached(
        "insert into release_record (date, collection, id, revision, sha256)
         values (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (collection, id, revision, sha256) in records {
        statement.execute((&release.date, collection, id, revision, sha256))?;
    }
    Ok(())
}

const COLUMNS: &str = "date, root, sha256, layers, actor, at,
    (select count(*) from release_record where release_record.date = release.date)";

/// All releases, the newest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn all(connection: &Connection) -> Result<Vec<ReleaseRow>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("select {COLUMNS} from release order by date desc"))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The release of a day.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(connection: &Connection, date: &str) -> Result<Option<ReleaseRow>, StoreError> {
    Ok(connection
        .prepare_cached(&format!("select {COLUMNS} from release where date = ?1"))?
        .query_row([date], read)
        .optional()?)
}

/// The records of a release, ordered by collection and identifier.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn records(connection: &Connection, date: &str) -> Result<Vec<RecordRow>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select collection, id, revision, sha256 from release_record where date = ?1
         order by collection, id",
    )?;
    let rows = statement.query_map([date], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ReleaseRow> {
    Ok(ReleaseRow {
        date: row.get(0)?,
        root: row.get(1)?,
        sha256: row.get(2)?,
        layers: row.get(3)?,
        actor: row.get(4)?,
        at: row.get(5)?,
        records: row.get(6)?,
    })
}
