//! The table of the log: append-only, one entry for everything that was done.

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::store::error::StoreError;

/// An entry as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Counts up from 1 without gaps.
    pub seq: i64,
    /// Unix milliseconds, UTC.
    pub at: i64,
    /// Who did it.
    pub actor: String,
    /// What kind of thing was done.
    pub kind: String,
    /// What it was done to.
    pub entity: String,
    /// Everything else, as canonical JSON.
    pub body: String,
    /// The hash of the entry before.
    pub prev: String,
    /// The hash of this entry.
    pub hash: String,
}

const COLUMNS: &str = "seq, at, actor, kind, entity, body, prev, hash";

/// Number and hash of the last entry, if there is one.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn head(connection: &Connection) -> Result<Option<(i64, String)>, StoreError> {
    Ok(connection
        .prepare_cached("select seq, hash from audit order by seq desc limit 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Appends an entry.
///
/// # Errors
/// [`StoreError::Sqlite`], also when its number is taken.
pub fn append(connection: &Connection, row: &AuditRow) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into audit (seq, at, actor, kind, entity, body, prev, hash)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((
            row.seq,
            row.at,
            &row.actor,
            &row.kind,
            &row.entity,
            &row.body,
            &row.prev,
            &row.hash,
        ))?;
    Ok(())
}

/// The entries about one thing, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of(connection: &Connection, entity: &str) -> Result<Vec<AuditRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from audit where entity = ?1 order by seq"
    ))?;
    let rows = statement.query_map([entity], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Shows every entry to `visit`, from the first to the last.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn each(connection: &Connection, mut visit: impl FnMut(AuditRow)) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("select {COLUMNS} from audit order by seq"))?;
    for row in statement.query_map([], read)? {
        visit(row?);
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<AuditRow> {
    Ok(AuditRow {
        seq: row.get(0)?,
        at: row.get(1)?,
        actor: row.get(2)?,
        kind: row.get(3)?,
        entity: row.get(4)?,
        body: row.get(5)?,
        prev: row.get(6)?,
        hash: row.get(7)?,
    })
}
