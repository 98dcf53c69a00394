//! The table of published features. Readers see them through `store::shelves`.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    model::{days::day_number, feature::Feature, id::Id},
    store::error::StoreError,
};

/// Whether a write changed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The feature is new.
    New,
    /// The feature was there and differs now.
    Changed,
    /// The feature was there just so.
    Unchanged,
}

/// The origin of features that are built in.
pub const ORIGIN_SEED: &str = "seed";

/// The origin of features that somebody imported: seeding leaves them alone.
pub const ORIGIN_IMPORT: &str = "import";

/// Where a feature comes from: `seed`, `review` or `import`; `None` when it is not there.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn origin(
    connection: &Connection,
    collection: &Id,
    id: &Id,
) -> Result<Option<String>, StoreError> {
    let origin = connection
        .prepare_cached("select origin from feature where collection = ?1 and id = ?2")?
        .query_row([collection.as_str(), id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(origin)
}

/// Publishes a feature, or replaces what is published under its identifier.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn put(
    connection: &Connection,
    feature: &Feature,
    parent: Option<&Id>,
    origin: &str,
) -> Result<Change, StoreError> {
    let rect = feature.rect();
    let body = feature.body();
    let known: Option<String> = connection
        .prepare_cached("select body from feature where collection = ?1 and id = ?2")?
        .query_row([feature.collection.as_str(), feature.id.as_str()], |row| {
            row.get(0)
        })
        .optional()?;
    let change = match known {
        Some(known) if known == body => return Ok(Change::Unchanged),
        Some(_) => Change::Changed,
        None => Change::New,
    };
    connection
        .prepare_cached(
            "insert into feature (collection, id, parent, origin, valid_from, valid_to,
                                  min_lon, min_lat, max_lon, max_lat, body)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             on conflict (collection, id) do update set
                 parent = excluded.parent, origin = excluded.origin, revision = revision + 1,
                 valid_from = excluded.valid_from, valid_to = excluded.valid_to,
                 min_lon = excluded.min_lon, min_lat = excluded.min_lat,
                 max_lon = excluded.max_lon, max_lat = excluded.max_lat, body = excluded.body",
        )?
        .execute((
            feature.collection.as_str(),
            feature.id.as_str(),
            parent.map(Id::as_str),
            origin,
            feature.interval.from().map(day_number),
            feature.interval.to().map(day_number),
            rect.map(|rect| rect.min().x),
            rect.map(|rect| rect.min().y),
            rect.map(|rect| rect.max().x),
            rect.map(|rect| rect.max().y),
            body,
        ))?;
    Ok(change)
}

/// Withdraws the features of a collection that came from somewhere and are not to be kept.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn withdraw_except(
    connection: &Connection,
    collection: &Id,
    origin: &str,
    keep: impl Fn(&str) -> bool,
) -> Result<usize, StoreError> {
    let mut statement = connection
        .prepare_cached("select id from feature where collection = ?1 and origin = ?2")?;
    let gone = statement
        .query_map([collection.as_str(), origin], |row| row.get::<_, String>(0))?
        .filter(|id| id.as_ref().map_or(true, |id| !keep(id.as_str())))
        .collect::<Result<Vec<_>, _>>()?;
    for id in &gone {
        connection.execute(
            "delete from feature where collection = ?1 and id = ?2",
            [collection.as_str(), id],
        )?;
    }
    Ok(gone.len())
}

/// Withdraws one feature; `false` when it was not there.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn withdraw(connection: &Connection, collection: &Id, id: &Id) -> Result<bool, StoreError> {
    let gone = connection
        .prepare_cached("delete from feature where collection = ?1 and id = ?2")?
        .execute([collection.as_str(), id.as_str()])?;
    Ok(gone > 0)
}

/// Shows the bodies of a collection's features, ordered by identifier, as a transaction sees them
/// with what it wrote itself. What readers see comes from the snapshot.
///
/// # Errors
/// [`StoreError`].
pub fn each(
    connection: &Connection,
    collection: &Id,
    mut visit: impl FnMut(&str),
) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("select body from feature where collection = ?1 order by id")?;
    let mut rows = statement.query([collection.as_str()])?;
    while let Some(row) = rows.next()? {
        let body = row.get_ref(0)?.as_str();
        visit(body.map_err(|_| StoreError::Damaged(format!("a feature of {collection}")))?);
    }
    Ok(())
}

/// The last day on which a feature of the collection begins, as days since 1970-01-01.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn last_beginning(connection: &Connection, collection: &Id) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .prepare_cached("select max(valid_from) from feature where collection = ?1")?
        .query_row([collection.as_str()], |row| row.get(0))?)
}
