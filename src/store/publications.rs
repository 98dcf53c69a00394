//! The table of public revisions: every version that the public saw, and every withdrawal.

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{model::id::Id, store::error::StoreError};

/// What the public saw of a record from some moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The collection.
    pub collection: String,
    /// The record.
    pub id: String,
    /// Counts what the public saw, from 1.
    pub revision: u32,
    /// A claim's incident.
    pub parent: Option<String>,
    /// The feature's body; `None` for a withdrawal.
    pub body: Option<String>,
    /// SHA-256 of the body's canonical JSON; `None` for a withdrawal.
    pub sha256: Option<String>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// Unix milliseconds, UTC.
    pub at: i64,
}

const COLUMNS: &str = "collection, id, revision, parent, body, sha256, reason, at";

/// Appends a public revision or a withdrawal.
///
/// # Errors
/// [`StoreError::Sqlite`], also when the revision is there.
pub fn append(connection: &Connection, publication: &Publication) -> Result<(), StoreError> {
    let state = match publication.body {
        Some(_) => "published",
        None => "withdrawn",
    };
    connection
        .prepare_cached(
            "insert into publication (collection, id, revision, parent, state, body, sha256, reason, at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            &publication.collection,
            &publication.id,
            publication.revision,
            &publication.parent,
            state,
            &publication.body,
            &publication.sha256,
            &publication.reason,
            publication.at,
        ))?;
    Ok(())
}

/// What the public saw last of a record.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn last(
    connection: &Connection,
    collection: &Id,
    id: &str,
) -> Result<Option<Publication>, StoreError> {
    Ok(connection
        .prepare_cached(&format!(
            "select {COLUMNS} from publication where collection = ?1 and id = ?2
             order by revision desc limit 1"
        ))?
        .query_row([collection.as_str(), id], read)
        .optional()?)
}

/// Everything that the public saw of a record, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of(
    connection: &Connection,
    collection: &Id,
    id: &str,
) -> Result<Vec<Publication>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from publication where collection = ?1 and id = ?2 order by revision"
    ))?;
    let rows = statement.query_map([collection.as_str(), id], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The claims of an incident that are public: each with its last revision.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn standing_children(
    connection: &Connection,
    collection: &Id,
    parent: &Id,
) -> Result<Vec<Publication>, StoreError> {
    // The plus has the incident's own few rows looked up, not all of the collection in their order.
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from publication as one
         where parent = ?1 and +collection = ?2 and state = 'published' and not exists (
             select 1 from publication as later where later.collection = one.collection
             and later.id = one.id and later.revision > one.revision)
         order by id"
    ))?;
    let rows = statement.query_map([parent.as_str(), collection.as_str()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Shows every public revision and every withdrawal to `visit`, with whether it is the last of
/// its record.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn each(
    connection: &Connection,
    mut visit: impl FnMut(Publication, bool),
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS}, revision = max(revision) over (partition by collection, id)
         from publication order by collection, id, revision"
    ))?;
    let rows = statement.query_map([], |row| Ok((read(row)?, row.get(8)?)))?;
    for row in rows {
        let (publication, last) = row?;
        visit(publication, last);
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Publication> {
    Ok(Publication {
        collection: row.get(0)?,
        id: row.get(1)?,
        revision: row.get(2)?,
        parent: row.get(3)?,
        body: row.get(4)?,
        sha256: row.get(5)?,
        reason: row.get(6)?,
        at: row.get(7)?,
    })
}

/// When the first and the last version of an incident were published, Unix milliseconds, UTC;
/// `None` when none was.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn times(connection: &Connection, id: &str) -> Result<Option<(i64, i64)>, StoreError> {
    let (first, last): (Option<i64>, Option<i64>) = connection
        .prepare_cached(
            "select min(at), max(at) from publication
             where collection = 'incidents' and id = ?1 and body is not null",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(first.zip(last))
}

/// Shows the identifiers of a collection's records, the one published last first, until `show` has
/// enough.
///
/// # Errors
/// [`StoreError::Sqlite`], and those of `show`.
pub fn newest_first<E: From<StoreError>>(
    connection: &Connection,
    collection: &str,
    mut show: impl FnMut(&str) -> Result<bool, E>,
) -> Result<(), E> {
    let mut statement = connection
        .prepare_cached(
            "select id from publication where collection = ?1 group by id order by max(at) desc, id",
        )
        .map_err(StoreError::from)?;
    let mut rows = statement.query([collection]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let id: String = row.get(0).map_err(StoreError::from)?;
        if !show(&id)? {
            break;
        }
    }
    Ok(())
}
