//! The table of feeds that are watched.

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{
    model::{inbox::Feed, side::Side},
    store::error::StoreError,
};

const COLUMNS: &str =
    "feed_id, url, source, side, etag, modified, polled_at, failures, trouble, due_at";

/// Adds a feed; gives its number, or `None` when its address is watched already.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn insert(
    connection: &Connection,
    url: &str,
    source: &str,
    side: Side,
) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached(
            "insert into feed (url, source, side) values (?1, ?2, ?3)
             on conflict (url) where removed_at is null do nothing returning feed_id",
        )?
        .query_row((url, source, side.as_str()), |row| row.get(0))
        .optional()?)
}

/// Takes a feed from those that are watched; `false` when it is none.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn remove(connection: &Connection, id: i64, now_ms: i64) -> Result<bool, StoreError> {
    let changed = connection
        .prepare_cached(
            "update feed set removed_at = ?2 where feed_id = ?1 and removed_at is null",
        )?
        .execute((id, now_ms))?;
    Ok(changed > 0)
}

/// Notes what became of asking a feed.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn note(connection: &Connection, feed: &Feed) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "update feed set etag = ?2, modified = ?3, polled_at = ?4, failures = ?5, trouble = ?6,
                 due_at = ?7
             where feed_id = ?1",
        )?
        .execute((
            feed.id,
            &feed.etag,
            &feed.modified,
            feed.polled_at,
            feed.failures,
            &feed.trouble,
            feed.due_at,
        ))?;
    Ok(())
}

/// The feeds that are watched, by number.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<Feed>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from feed where removed_at is null order by feed_id"
    ))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A feed, watched or removed.
///
/// # Errors
/// [`StoreError`].
pub fn get(connection: &Connection, id: i64) -> Result<Option<Feed>, StoreError> {
    Ok(connection
        .prepare_cached(&format!("select {COLUMNS} from feed where feed_id = ?1"))?
        .query_row([id], read)
        .optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Feed> {
    let side: String = row.get(3)?;
    Ok(Feed {
        id: row.get(0)?,
        url: row.get(1)?,
        source: row.get(2)?,
        // The table holds no other words than those of the sides.
        side: side.parse().unwrap_or(Side::ThirdParty),
        etag: row.get(4)?,
        modified: row.get(5)?,
        polled_at: row.get(6)?,
        failures: row.get(7)?,
        trouble: row.get(8)?,
        due_at: row.get(9)?,
    })
}
