//! The table of pairs that were left apart.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{model::id::Id, store::error::StoreError};

/// Two incidents that an editor said are not one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Its number.
    pub number: i64,
    /// The one that comes first in the order of identifiers.
    pub one: String,
    /// The other one.
    pub other: String,
    /// Who said so.
    pub actor: String,
    /// Why.
    pub why: Option<String>,
    /// Unix milliseconds, UTC.
    pub at: i64,
    /// When it was taken back; Unix milliseconds, UTC.
    pub undone_at: Option<i64>,
}

const COLUMNS: &str = "apart_id, one, other, actor, why, at, undone_at";

/// Two identifiers in the order in which the table has them.
#[must_use]
pub fn ordered<'a>(one: &'a Id, other: &'a Id) -> (&'a Id, &'a Id) {
    if other < one {
        (other, one)
    } else {
        (one, other)
    }
}

/// Keeps a pair apart and gives its number; `None` when it was left apart before.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn insert(
    connection: &Connection,
    pair: (&Id, &Id),
    (actor, why): (&str, Option<&str>),
    at_ms: i64,
) -> Result<Option<i64>, StoreError> {
    let (one, other) = ordered(pair.0, pair.1);
    let added = connection.execute(
        "insert into apart (one, other, actor, why, at) values (?1, ?2, ?3, ?4, ?5)
         on conflict (one, other) where undone_at is null do nothing",
        (one.as_str(), other.as_str(), actor, why, at_ms),
    )?;
    Ok((added > 0).then(|| connection.last_insert_rowid()))
}

/// Takes it back; `false` when it was before.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn undo(connection: &Connection, number: i64, at_ms: i64) -> Result<bool, StoreError> {
    let changed = connection.execute(
        "update apart set undone_at = ?2 where apart_id = ?1 and undone_at is null",
        (number, at_ms),
    )?;
    Ok(changed > 0)
}

/// A pair by its number.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(connection: &Connection, number: i64) -> Result<Option<Apart>, StoreError> {
    Ok(connection
        .prepare_cached(&format!("select {COLUMNS} from apart where apart_id = ?1"))?
        .query_row([number], read)
        .optional()?)
}

/// The pairs that are apart now, each in the order of the table.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn standing(connection: &Connection) -> Result<BTreeSet<(String, String)>, StoreError> {
    let mut statement =
        connection.prepare_cached("select one, other from apart where undone_at is null")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All of them, the newest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn all(connection: &Connection, limit: u32) -> Result<Vec<Apart>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from apart order by apart_id desc limit ?1"
    ))?;
    let rows = statement.query_map([limit], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Apart> {
    Ok(Apart {
        number: row.get(0)?,
        one: row.get(1)?,
        other: row.get(2)?,
        actor: row.get(3)?,
        why: row.get(4)?,
        at: row.get(5)?,
        undone_at: row.get(6)?,
    })
}
