//! What was published of late: changes one by one, and the newest incidents.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;

use crate::{
    atlas::{browse::layer, error::AtlasError, facade::Atlas},
    format::atom::Entry,
    model::shape::Shape,
    query::{
        filter::Filter,
        shelf::stock::{Shelf, window},
    },
    store::{changes, publications},
};

/// The most changes that are told one by one.
pub const MOST_TOLD: usize = 1_000;

/// Incidents in a feed.
const MOST_ENTRIES: usize = 50;

/// A change of a published feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The number of the change.
    pub seq: i64,
    /// The collection.
    pub collection: String,
    /// The feature.
    pub id: String,
    /// Whether it is public now; else it was withdrawn.
    pub public: bool,
}

/// What changed after some change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The changes, oldest first; `None` when there are too many, or when they are forgotten.
    pub changes: Option<Vec<Change>>,
    /// The number of the last change.
    pub last: i64,
}

/// The newest incidents that pass a filter.
#[derive(Debug, Clone)]
pub struct Newest {
    /// What the collection is called.
    pub title: String,
    /// Its licence.
    pub licence: String,
    /// When it last changed.
    pub updated: Timestamp,
    /// The incidents, the newest first.
    pub entries: Vec<Entry>,
}

/// An incident, as far as a feed shows it.
#[derive(Deserialize)]
struct Written {
    geometry: Option<Shape>,
    properties: Properties,
}

#[derive(Deserialize)]
struct Properties {
    #[serde(default)]
    summary: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    date_start: String,
    #[serde(default)]
    date_end: String,
}

impl Atlas {
    /// The number of the last change of a published feature.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn last_change(&self) -> Result<i64, AtlasError> {
        Ok(self.snapshot()?.change)
    }

    /// What changed after a change.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn news(&self, after: i64) -> Result<News, AtlasError> {
        let snapshot = self.snapshot()?;
        let last = snapshot.change;
        if after == last {
            let changes = Some(Vec::new());
            return Ok(News { changes, last });
        }
        let (first, rows) = self.database.read(|transaction| {
            let (first, _) = changes::span(transaction)?;
            let rows = changes::between(transaction, after, last, MOST_TOLD + 1)?;
            Ok::<_, AtlasError>((first, rows))
        })?;
        let known = (first..=last + 1).contains(&(after + 1)) && rows.len() <= MOST_TOLD;
        let told = rows.into_iter().map(|(seq, collection, id)| Change {
            public: (snapshot.layer(&collection))
                .is_some_and(|layer| layer.shelf.get(&id).is_some()),
            seq,
            collection,
            id,
        });
        let changes = known.then(|| told.collect());
        Ok(News { changes, last })
    }

    /// The newest incidents that pass a filter; `base` is the address of the server.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn newest(&self, filter: &Filter, base: &str) -> Result<Newest, AtlasError> {
        let snapshot = self.snapshot()?;
        let layer = layer(&snapshot, "incidents")?;
        let mut seen = BTreeSet::new();
        let mut entries = Vec::new();
        self.database.read(|transaction| {
            let mut add = |id: &str| {
                if seen.insert(id.to_owned())
                    && let Some(body) = passing(&layer.shelf, id, filter)
                    && let Some((published, updated)) = publications::times(transaction, id)?
                {
                    entries.extend(entry(body, id, base, published, updated));
                }
                Ok::<_, AtlasError>(entries.len() < MOST_ENTRIES)
            };
            // What changed last stands in the log of changes; what is older, in that of revisions.
            let more = changes::latest(transaction, "incidents", &mut add)?;
            if more {
                publications::newest_first(transaction, "incidents", &mut add)?;
            }
            Ok::<_, AtlasError>(())
        })?;
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.updated));
        let collection = &layer.collection;
        Ok(Newest {
            title: collection.title.plain().unwrap_or("Incidents").to_owned(),
            licence: collection.licence.clone(),
            updated: moment(layer.revision.changed_at),
            entries,
        })
    }
}

/// The body of a feature that passes a filter.
fn passing<'a>(shelf: &'a Shelf, id: &str, filter: &Filter) -> Option<&'a str> {
    let (part, position) = shelf.find(id)?;
    let extent = shelf.parts().get(part)?.segment().extent(position);
    let body = shelf.body((part, position));
    let sought = window(filter);
    let there = sought.is_open() || sought.touches(extent);
    let decided = filter.frame.is_none() && sought.decides(extent);
    let there = there && (decided || filter.hits_body(extent, body));
    (there && filter.passes(body)).then_some(body)
}

fn moment(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn entry(body: &str, id: &str, base: &str, published: i64, updated: i64) -> Option<Entry> {
    let written: Written = serde_json::from_str(body).ok()?;
    let Properties {
        summary,
        kind,
        date_start,
        date_end,
    } = written.properties;
    let when = if date_start == date_end {
        date_start
    } else {
        format!("{date_start} to {date_end}")
    };
    let page = format!("{base}/i/{id}");
    Some(Entry {
        data: format!("{page}?f=geojson"),
        summary: format!("{when}: {summary} Who claims what stands at {page}."),
        title: summary,
        page,
        category: kind,
        published: moment(published),
        updated: moment(updated),
        place: written.geometry.map(|shape| shape.geometry().clone()),
    })
}
