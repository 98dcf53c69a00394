//! Published features in memory, kept as new as the file.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rusqlite::Connection;
use serde::Deserialize;

use crate::{
    model::{
        collection::{Collection, Revision},
        id::Id,
        source::Source,
    },
    query::shelf::{
        entry::{Days, Entry},
        segment::{Builder, Segment},
        snapshot::{Layer, Snapshot},
        stock::{Change, Shelf},
        touched::Touched,
    },
    store::{changes, collections, database::Transaction, error::StoreError, sources},
};

/// The sources of so many changed features are looked up one by one, those of more read anew.
const LOOKED_UP: usize = 256;

/// The last snapshot, and a connection that notices when it grew old.
pub struct Shelves {
    connection: Connection,
    /// `SQLite`'s own count of what others committed; `None` before the first reading.
    version: Option<i64>,
    snapshot: Arc<Snapshot>,
}

impl Shelves {
    /// Nothing read yet.
    #[must_use]
    pub fn new(connection: Connection) -> Self {
        Self {
            connection,
            version: None,
            snapshot: Arc::default(),
        }
    }

    /// The published features as they are now.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn current(&mut self) -> Result<Arc<Snapshot>, StoreError> {
        let version = self.data_version()?;
        if self.version != Some(version) {
            let transaction = self.connection.transaction()?;
            let known = self.version.map(|_| self.snapshot.as_ref());
            let snapshot = Arc::new(snapshot(&transaction, known)?);
            transaction.commit()?;
            self.snapshot = snapshot;
            // What was committed between the two is read the next time.
            self.version = Some(version);
        }
        Ok(Arc::clone(&self.snapshot))
    }

    fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self
            .connection
            .prepare_cached("pragma data_version")?
            .query_row([], |row| row.get(0))?)
    }
}

/// The published features as one transaction sees them, with what it wrote itself.
///
/// # Errors
/// [`StoreError`].
pub fn seen_by(transaction: &Transaction<'_>) -> Result<Snapshot, StoreError> {
    snapshot(transaction, None)
}

/// The published features as a transaction sees them: what changed since `known`, or all.
fn snapshot(connection: &Connection, known: Option<&Snapshot>) -> Result<Snapshot, StoreError> {
    let (first, last) = changes::span(connection)?;
    let known = known.filter(|known| known.change + 1 >= first && known.change <= last);
    let mut changed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    if let Some(known) = known {
        for (collection, id) in changes::since(connection, known.change)? {
            changed.entry(collection).or_default().push(id);
        }
    }
    let sources_replaced = sources::replaced(connection)?;
    let same_sources = known.is_some_and(|known| known.sources_replaced == sources_replaced);
    let mut snapshot = Snapshot {
        change: last,
        sources_replaced,
        ..Snapshot::default()
    };
    for (collection, revision) in collections::revisions(connection)? {
        let id = collection.id.to_string();
        let before = known.and_then(|known| known.layer(&id));
        let ids = changed.remove(&id).unwrap_or_default();
        let layer = match before {
            Some(before) => {
                let now = (collection, revision);
                renewed(connection, before, now, last, &ids, same_sources)?
            }
            None => Arc::new(Layer {
                sources: sources::of_collection(connection, &collection.id)?,
                shelf: whole(connection, &collection.id)?,
                collection,
                revision,
                touched: Touched::after(last),
            }),
        };
        snapshot.order.push(id.clone());
        snapshot.layers.insert(id, layer);
    }
    Ok(snapshot)
}

/// A layer after changes of some of its features, and of what is known of sources unless that is the
/// same.
fn renewed(
    connection: &Connection,
    before: &Arc<Layer>,
    (collection, revision): (Collection, Revision),
    change_number: i64,
    ids: &[String],
    same_sources: bool,
) -> Result<Arc<Layer>, StoreError> {
    let same = before.revision == revision && before.collection == collection;
    if ids.is_empty() && same_sources && same {
        return Ok(Arc::clone(before));
    }
    let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let changes = ids
        .into_iter()
        .map(|id| change(connection, &collection.id, id))
        .collect::<Result<Vec<_>, _>>()?;
    // Where a feature was is touched as well as where it is.
    let was = changes.iter().filter_map(|change| {
        let place = before.shelf.find(change.id())?;
        before.shelf.edges(place)
    });
    let is = changes.iter().filter_map(|change| match change {
        Change::Put(entry) => entry.edges,
        Change::Gone(_) => None,
    });
    let touched = before.touched.with(change_number, was.chain(is));
    let sources = if same_sources {
        sources_after(connection, before, &collection, &changes)?
    } else {
        sources::of_collection(connection, &collection.id)?
    };
    Ok(Arc::new(Layer {
        sources,
        shelf: before.shelf.changed(changes),
        collection,
        revision,
        touched,
    }))
}

/// The sources of a layer after changes: looked up for those features alone, for there may be many
/// thousands.
fn sources_after(
    connection: &Connection,
    before: &Layer,
    collection: &Collection,
    changes: &[Change],
) -> Result<Arc<[Arc<Source>]>, StoreError> {
    if changes.len() > LOOKED_UP || before.collection.sources != collection.sources {
        return sources::of_collection(connection, &collection.id);
    }
    let mut lost = BTreeSet::new();
    let mut named = BTreeSet::new();
    for change in changes {
        lost.extend(before.shelf.get(change.id()).and_then(source_of));
        if let Change::Put(entry) = change {
            named.extend(source_of(&entry.body));
        }
    }
    let mut all = before.sources.to_vec();
    let place = |all: &[Arc<Source>], id: &Id| all.binary_search_by(|one| one.id.cmp(id));
    for id in &named {
        let Some(source) = sources::get(connection, id)?.map(Arc::new) else {
            continue;
        };
        match place(&all, id) {
            Ok(at) => all[at] = source,
            Err(at) => all.insert(at, source),
        }
    }
    for id in lost.difference(&named) {
        let held = collection.sources.contains(id);
        if let Ok(at) = place(&all, id)
            && !held
            && !sources::is_named(connection, &collection.id, id)?
        {
            all.remove(at);
        }
    }
    Ok(all.into())
}

/// The source that a feature names.
fn source_of(body: &str) -> Option<Id> {
    #[derive(Deserialize)]
    struct Properties {
        source: Option<Id>,
    }
    #[derive(Deserialize)]
    struct Named {
        properties: Properties,
    }
    let named: Named = serde_json::from_str(body).ok()?;
    named.properties.source
}

/// What became of one feature.
fn change(connection: &Connection, collection: &Id, id: &str) -> Result<Change, StoreError> {
    let mut statement = connection.prepare_cached(
        "select body, valid_from, valid_to, min_lon, min_lat, max_lon, max_lat
         from feature where collection = ?1 and id = ?2",
    )?;
    let mut rows = statement.query([collection.as_str(), id])?;
    let Some(row) = rows.next()? else {
        return Ok(Change::Gone(id.to_owned()));
    };
    let edges: [Option<f64>; 4] = [row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?];
    Ok(Change::Put(Entry {
        id: id.to_owned(),
        body: row.get(0)?,
        days: Days::new(row.get(1)?, row.get(2)?),
        edges: located(edges),
    }))
}

/// All features of a collection.
fn whole(connection: &Connection, collection: &Id) -> Result<Shelf, StoreError> {
    let mut builder = Builder::default();
    let mut statement = connection.prepare_cached(
        "select id, body, valid_from, valid_to, min_lon, min_lat, max_lon, max_lat
         from feature where collection = ?1 order by id",
    )?;
    let mut rows = statement.query([collection.as_str()])?;
    let damaged = |_| StoreError::Damaged(format!("a feature of {collection}"));
    while let Some(row) = rows.next()? {
        let id = row.get_ref(0)?.as_str().map_err(damaged)?;
        let body = row.get_ref(1)?.as_str().map_err(damaged)?;
        let days = Days::new(row.get(2)?, row.get(3)?);
        let edges = [row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?];
        builder.push(id, body, located(edges), days);
    }
    let segment: Segment = builder.build();
    Ok(if segment.is_empty() {
        Shelf::default()
    } else {
        Shelf::new(segment)
    })
}

/// West, south, east, north, if there is a geometry.
fn located(edges: [Option<f64>; 4]) -> Option<[f64; 4]> {
    let [west, south, east, north] = edges;
    Some([west?, south?, east?, north?])
}
