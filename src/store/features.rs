//! The table of published features, and the one way in which they are read.

use std::ops::ControlFlow;

use geo_types::{Coord, Rect};
use rusqlite::{Connection, OptionalExtension as _, ToSql, params_from_iter};
use serde::Deserialize;

use crate::{
    model::{days::day_number, feature::Feature, id::Id, shape::Shape},
    query::filter::Filter,
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

/// Withdraws the seeded features of a collection that are not to be kept.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn withdraw_seeded_except(
    connection: &Connection,
    collection: &Id,
    keep: impl Fn(&str) -> bool,
) -> Result<usize, StoreError> {
    let mut statement = connection
        .prepare_cached("select id from feature where collection = ?1 and origin = 'seed'")?;
    let gone = statement
        .query_map([collection.as_str()], |row| row.get::<_, String>(0))?
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

/// One published feature's body.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(
    connection: &Connection,
    collection: &Id,
    id: &str,
) -> Result<Option<String>, StoreError> {
    let body = connection
        .prepare_cached("select body from feature where collection = ?1 and id = ?2")?
        .query_row([collection.as_str(), id], |row| row.get(0))
        .optional()?;
    Ok(body)
}

/// West, south, east and north of a collection's features, if any has a geometry.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn extent(connection: &Connection, collection: &Id) -> Result<Option<[f64; 4]>, StoreError> {
    let extent = connection
        .prepare_cached(
            "select min(min_lon), min(min_lat), max(max_lon), max(max_lat)
             from feature where collection = ?1 and min_lon is not null",
        )?
        .query_row([collection.as_str()], |row| {
            let edge = |i| row.get::<_, Option<f64>>(i);
            Ok((edge(0)?, edge(1)?, edge(2)?, edge(3)?))
        })?;
    Ok(match extent {
        (Some(west), Some(south), Some(east), Some(north)) => Some([west, south, east, north]),
        _ => None,
    })
}

/// The first day of a collection's features and the first day after them, as days since 1970-01-01;
/// an end that some feature leaves open is `None`.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn times(
    connection: &Connection,
    collection: &Id,
) -> Result<(Option<i64>, Option<i64>), StoreError> {
    Ok(connection
        .prepare_cached(
            "select case when count(*) = count(valid_from) then min(valid_from) end,
                    case when count(*) = count(valid_to) then max(valid_to) end
             from feature where collection = ?1",
        )?
        .query_row([collection.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Shows the bodies of the features that pass the filter, ordered by identifier, to `visit`,
/// until it breaks off.
///
/// Candidates come from the R*Tree, whose edges are 32-bit and rounded outwards; the 64-bit
/// columns, and where a box cuts a feature's own box its geometry, decide.
///
/// # Errors
/// [`StoreError`], and whatever `visit` returns.
pub fn visit<E: From<StoreError>>(
    connection: &Connection,
    collection: &Id,
    filter: &Filter,
    after: Option<&Id>,
    mut visit: impl FnMut(&str, &str) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let rects = filter.rects();
    let (sql, values) = statement(collection, filter, &rects, after);
    let mut prepared = connection.prepare_cached(&sql).map_err(StoreError::from)?;
    let mut rows = prepared
        .query(params_from_iter(values.iter()))
        .map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let (id, body, decided) =
            (|| Ok::<_, rusqlite::Error>((row.get_ref(0)?, row.get_ref(1)?, row.get(2)?)))()
                .map_err(StoreError::from)?;
        let text = |value: rusqlite::types::ValueRef<'_>| {
            value
                .as_str()
                .map(str::to_owned)
                .map_err(|_| StoreError::Damaged(format!("a feature of {collection}")))
        };
        let (id, body): (String, String) = (text(id)?, text(body)?);
        let hit: bool = (decided && filter.frame.is_none()) || intersects(&body, filter, &id)?;
        if hit && visit(&id, &body)?.is_break() {
            break;
        }
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

/// The SQL of a filter. The third column says whether the feature's own box already decides that
/// it intersects (it is a point, or lies wholly inside).
fn statement(
    collection: &Id,
    filter: &Filter,
    rects: &[Rect<f64>],
    after: Option<&Id>,
) -> (String, Vec<Box<dyn ToSql>>) {
    let mut values: Vec<Box<dyn ToSql>> = vec![Box::new(collection.as_str().to_owned())];
    let mut conditions = vec!["collection = ?1".to_owned()];
    let mut bind = |value: Box<dyn ToSql>| {
        values.push(value);
        format!("?{}", values.len())
    };
    if let Some(after) = after {
        let after = bind(Box::new(after.as_str().to_owned()));
        conditions.push(format!("id > {after}"));
    }
    if let Some(interval) = filter.interval {
        if let Some(from) = interval.from() {
            let from = bind(Box::new(day_number(from)));
            conditions.push(format!("(valid_to is null or valid_to > {from})"));
        }
        if let Some(to) = interval.to() {
            let to = bind(Box::new(day_number(to)));
            conditions.push(format!("(valid_from is null or valid_from < {to})"));
        }
    }
    let mut decided = "1".to_owned();
    if !rects.is_empty() {
        let (mut overlaps, mut insides, mut candidates) = (Vec::new(), Vec::new(), Vec::new());
        for rect in rects {
            let (Coord { x: w, y: s }, Coord { x: e, y: n }) = (rect.min(), rect.max());
            let [w, s, e, n] = [w, s, e, n].map(|edge| bind(Box::new(edge)));
            let overlap = format!(
                "(min_lon <= {e} and max_lon >= {w} and min_lat <= {n} and max_lat >= {s})"
            );
            insides.push(format!(
                "(min_lon >= {w} and max_lon <= {e} and min_lat >= {s} and max_lat <= {n})"
            ));
            candidates.push(format!(
                "select feature_id from feature_bbox where {overlap}"
            ));
            overlaps.push(overlap);
        }
        conditions.push(format!(
            "feature_id in ({})",
            candidates.join(" union all ")
        ));
        conditions.push(format!("({})", overlaps.join(" or ")));
        decided = format!("({})", insides.join(" or "));
    }
    let sql = format!(
        "select id, body, {decided} from feature where {} order by id",
        conditions.join(" and ")
    );
    (sql, values)
}

/// Whether the geometry in a feature's body passes the filter.
fn intersects(body: &str, filter: &Filter, id: &str) -> Result<bool, StoreError> {
    #[derive(Deserialize)]
    struct Located {
        geometry: Option<Shape>,
    }
    let located: Located =
        serde_json::from_str(body).map_err(|_| StoreError::Damaged(format!("feature {id}")))?;
    Ok(located
        .geometry
        .is_some_and(|shape| filter.hits(shape.geometry())))
}
