//! The table of joins and splits.

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{model::id::Id, store::error::StoreError};

/// A join or a split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// Its number.
    pub number: i64,
    /// `join` or `split`.
    pub kind: String,
    /// The incident that took claims in, or gave them off.
    pub kept: String,
    /// The incident whose claims went over, or that was split off.
    pub other: String,
    /// Where `other` stood before.
    pub state: String,
    /// Claims and sources of `kept` as they were before, as JSON.
    pub body: String,
    /// Who did it.
    pub actor: String,
    /// Why.
    pub why: Option<String>,
    /// Unix milliseconds, UTC.
    pub at: i64,
    /// When it was undone; Unix milliseconds, UTC.
    pub undone_at: Option<i64>,
}

const COLUMNS: &str = "pairing_id, kind, kept, other, state, body, actor, why, at, undone_at";

/// Keeps a join or a split and gives its number; the number in `pairing` does not count.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn insert(connection: &Connection, pairing: &Pairing) -> Result<i64, StoreError> {
    connection.execute(
        "insert into pairing (kind, kept, other, state, body, actor, why, at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            &pairing.kind,
            &pairing.kept,
            &pairing.other,
            &pairing.state,
            &pairing.body,
            &pairing.actor,
            &pairing.why,
            pairing.at,
        ),
    )?;
    Ok(connection.last_insert_rowid())
}

/// Notes that a join or a split was undone; `false` when it was before.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn undo(connection: &Connection, number: i64, at_ms: i64) -> Result<bool, StoreError> {
    let changed = connection.execute(
        "update pairing set undone_at = ?2 where pairing_id = ?1 and undone_at is null",
        (number, at_ms),
    )?;
    Ok(changed > 0)
}

/// A join or a split by its number.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(connection: &Connection, number: i64) -> Result<Option<Pairing>, StoreError> {
    Ok(connection
        .prepare_cached(&format!(
            "select {COLUMNS} from pairing where pairing_id = ?1"
        ))?
        .query_row([number], read)
        .optional()?)
}

/// The last join or split that still holds and that concerns an incident.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn last_of(connection: &Connection, incident: &Id) -> Result<Option<Pairing>, StoreError> {
    Ok(connection
        .prepare_cached(&format!(
            "select {COLUMNS} from pairing
             where (kept = ?1 or other = ?1) and undone_at is null order by pairing_id desc limit 1"
        ))?
        .query_row([incident.as_str()], read)
        .optional()?)
}

/// The joins and splits, the newest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn all(connection: &Connection, limit: u32) -> Result<Vec<Pairing>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from pairing order by pairing_id desc limit ?1"
    ))?;
    let rows = statement.query_map([limit], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Pairing> {
    Ok(Pairing {
        number: row.get(0)?,
        kind: row.get(1)?,
        kept: row.get(2)?,
        other: row.get(3)?,
        state: row.get(4)?,
        body: row.get(5)?,
        actor: row.get(6)?,
        why: row.get(7)?,
        at: row.get(8)?,
        undone_at: row.get(9)?,
    })
}
