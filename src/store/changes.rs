//! The log of changes of published features.

use rusqlite::Connection;

use crate::store::error::StoreError;

/// How many changes are kept: whoever is further behind reads everything anew.
const KEPT: i64 = 100_000;

/// The numbers of the first and of the last change that is kept; 0 and 0 when there was none.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn span(connection: &Connection) -> Result<(i64, i64), StoreError> {
    Ok(connection
        .prepare_cached(
            "select coalesce((select min(seq) from feature_change), 0),
                    coalesce((select seq from sqlite_sequence where name = 'feature_change'), 0)",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// What changed after a change, as collection and identifier: each feature once, where it changed
/// last.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn since(connection: &Connection, seq: i64) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select collection, id from feature_change where seq > ?1
         group by collection, id order by max(seq)",
    )?;
    let rows = statement.query_map([seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets all but the last changes.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn prune(connection: &Connection) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "delete from feature_change where seq <= (select max(seq) from feature_change) - ?1",
        )?
        .execute([KEPT])?;
    Ok(())
}

/// The changes after one and up to another, oldest first, with their numbers; at most so many.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn between(
    connection: &Connection,
    after: i64,
    last: i64,
    most: usize,
) -> Result<Vec<(i64, String, String)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select seq, collection, id from feature_change where seq > ?1 and seq <= ?2
         order by seq limit ?3",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = statement.query_map([after, last, most], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Shows the identifiers of a collection's changed features, the last change first, until `show`
/// has enough; whether it wants more in the end. One that changed twice is shown twice.
///
/// # Errors
/// [`StoreError::Sqlite`], and those of `show`.
pub fn latest<E: From<StoreError>>(
    connection: &Connection,
    collection: &str,
    mut show: impl FnMut(&str) -> Result<bool, E>,
) -> Result<bool, E> {
    let mut statement = connection
        .prepare_cached("select id from feature_change where collection = ?1 order by seq desc")
        .map_err(StoreError::from)?;
    let mut rows = statement.query([collection]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let id: String = row.get(0).map_err(StoreError::from)?;
        if !show(&id)? {
            return Ok(false);
        }
    }
    Ok(true)
}
