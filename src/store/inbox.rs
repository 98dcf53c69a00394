//! The table of what came from feeds.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{
    model::{
        days::{day_number, day_of},
        id::Id,
        inbox::{InboxItem, ItemState},
    },
    store::error::StoreError,
};

const COLUMNS: &str = "item_id, feed_id, link, title, text, published, seen_at, state, report";

/// An item that comes in.
#[derive(Debug, Clone, Copy)]
pub struct Arrival<'a> {
    /// The feed.
    pub feed: i64,
    /// SHA-256 of what the feed tells it from others by.
    pub key: &'a str,
    /// Address of its page.
    pub link: Option<&'a str>,
    /// Its title.
    pub title: &'a str,
    /// Its text.
    pub text: &'a str,
    /// SHA-256 of the text.
    pub sha256: &'a str,
    /// Day of publication.
    pub published: Option<Date>,
}

/// Puts an item into the inbox unless it, its page or its text is known, in the inbox or as a report;
/// whether it was new.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn insert(
    connection: &Connection,
    item: &Arrival<'_>,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let changed = connection
        .prepare_cached(
            "insert into inbox (feed_id, key, link, title, text, sha256, published, seen_at)
             select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 where
                 not exists (select 1 from inbox where feed_id = ?1 and key = ?2)
                 and not exists (select 1 from inbox where link = ?3)
                 and not exists (select 1 from capture where url = ?3 or final_url = ?3)
                 and not exists (select 1 from source where body ->> '$.url' = ?3)
                 and (?5 = '' or (
                     not exists (select 1 from inbox where sha256 = ?6)
                     and not exists (select 1 from report where sha256 = ?6)))",
        )?
        .execute((
            item.feed,
            item.key,
            item.link,
            item.title,
            item.text,
            item.sha256,
            item.published.map(day_number),
            now_ms,
        ))?;
    Ok(changed > 0)
}

/// How many items of a feed nobody decided on.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn waiting(connection: &Connection, feed: i64) -> Result<i64, StoreError> {
    Ok(connection
        .prepare_cached("select count(*) from inbox where feed_id = ?1 and state = 'new'")?
        .query_row([feed], |row| row.get(0))?)
}

/// The items in a state, the latest first, and how many there are in all.
///
/// # Errors
/// [`StoreError`].
pub fn in_state(
    connection: &Connection,
    state: ItemState,
    limit: u32,
) -> Result<(Vec<InboxItem>, i64), StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from inbox where state = ?1 order by seen_at desc, item_id desc limit ?2"
    ))?;
    let rows = statement.query_map((state.as_str(), limit), read)?;
    let items = rows.map(|row| item(row?)).collect::<Result<_, _>>()?;
    let total = connection
        .prepare_cached("select count(*) from inbox where state = ?1")?
        .query_row([state.as_str()], |row| row.get(0))?;
    Ok((items, total))
}

/// An item.
///
/// # Errors
/// [`StoreError`].
pub fn get(connection: &Connection, id: i64) -> Result<Option<InboxItem>, StoreError> {
    connection
        .prepare_cached(&format!("select {COLUMNS} from inbox where item_id = ?1"))?
        .query_row([id], read)
        .optional()?
        .map(item)
        .transpose()
}

/// Notes what became of an item.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn decide(
    connection: &Connection,
    id: i64,
    state: ItemState,
    report: Option<&Id>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("update inbox set state = ?2, report = ?3 where item_id = ?1")?
        .execute((id, state.as_str(), report.map(Id::as_str)))?;
    Ok(())
}

type Columns = (
    i64,
    i64,
    Option<String>,
    String,
    String,
    Option<i64>,
    i64,
    String,
    Option<String>,
);

fn read(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Columns::try_from(row)
}

fn item(row: Columns) -> Result<InboxItem, StoreError> {
    let (id, feed, link, title, text, published, seen_at, state, report) = row;
    let damaged = || StoreError::Damaged(format!("inbox {id}"));
    let mut states = ItemState::ALL.into_iter();
    Ok(InboxItem {
        id,
        feed,
        link,
        title,
        text,
        published: published
            .map(|day| day_of(day).ok_or_else(damaged))
            .transpose()?,
        seen_at,
        state: states
            .find(|known| known.as_str() == state)
            .ok_or_else(damaged)?,
        report: report
            .map(|id| Id::try_from(id).map_err(|_| damaged()))
            .transpose()?,
    })
}
