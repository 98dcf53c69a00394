//! A page of a collection's features: those that lie on the shelf, and those that follow from others.

use std::sync::Arc;

use bytes::Bytes;

use crate::{
    atlas::{browse::layer, derived::Derived, error::AtlasError, facade::Atlas},
    line::stance::Stance,
    model::{feature::Feature, id::Id},
    query::{
        cql::body,
        filter::{Filter, PageQuery, Turn},
        order::{Mark, Order},
        shelf::{
            snapshot::{Layer, Snapshot},
            stock::{Place, Shelf},
        },
    },
};

/// A page of a collection's features.
#[derive(Debug)]
pub struct Page {
    layer: Arc<Layer>,
    rows: Vec<Row>,
    /// Behind what the next page begins, if there is one: the value of the parameter `after`.
    pub next: Option<String>,
    /// How many features pass the filter on all pages together.
    pub matched: usize,
}

/// A feature of a page.
#[derive(Debug)]
enum Row {
    /// It lies on the shelf.
    Stored(Place),
    /// It follows from others.
    Derived(String),
}

impl Page {
    /// The features' bodies, ordered by identifier.
    pub fn bodies(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| match row {
            Row::Stored(place) => self.layer.shelf.body(*place),
            Row::Derived(body) => body,
        })
    }

    /// The bodies in runs that lie together, with [`BETWEEN`] between them; `None` when some of the
    /// features follow from others, or there would be more than so many runs.
    ///
    /// [`BETWEEN`]: crate::query::shelf::segment::BETWEEN
    #[must_use]
    pub fn runs(&self, most: usize) -> Option<Vec<Bytes>> {
        let place = |row: &Row| match row {
            Row::Stored(place) => Some(*place),
            Row::Derived(_) => None,
        };
        let places: Option<Vec<Place>> = self.rows.iter().map(place).collect();
        let places = places?;
        let breaks = places.windows(2).filter(|pair| match pair {
            [(part, position), next] => (*part, position + 1) != *next,
            _ => false,
        });
        let few = breaks.take(most).count() < most;
        few.then(|| self.layer.shelf.runs(&places))
    }

    /// How many features are on it.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// What stands on a page.
#[derive(Debug)]
struct Rows {
    shown: Vec<Row>,
    next: Option<String>,
    matched: usize,
}

impl Atlas {
    /// A page of a collection's features, by whose statements count where that makes a difference.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such collection.
    pub fn items(
        &self,
        snapshot: &Snapshot,
        collection: &str,
        query: &PageQuery,
        stance: Stance,
    ) -> Result<Page, AtlasError> {
        let layer = layer(snapshot, collection)?;
        let derived = self.derived(&layer.collection.id, &query.filter, stance)?;
        let Rows {
            shown: rows,
            next,
            matched,
        } = match &query.turn {
            Turn::ById(after) => {
                let after = after.as_ref().map(Id::as_str);
                by_id(&layer.shelf, &derived, &query.filter, after, query.limit)
            }
            Turn::By(order, behind) => {
                let turn = (order, behind.as_ref());
                in_order(&layer.shelf, &derived, &query.filter, turn, query.limit)
            }
        };
        Ok(Page {
            layer: Arc::clone(layer),
            rows,
            next,
            matched,
        })
    }
}

/// The first features behind an identifier.
fn by_id(
    stock: &Shelf,
    derived: &Derived,
    filter: &Filter,
    after: Option<&str>,
    limit: usize,
) -> Rows {
    let (mut matched, mut more, mut found) = (derived.features.len(), false, Vec::new());
    if derived.stored_too && filter.cql.is_some() {
        // Each condition is asked once: of everything, and the page is cut out of what passes.
        let mut passing = stock.all(filter);
        matched += passing.len();
        let from = after.map_or(0, |after| {
            passing.partition_point(|place| stock.id(*place) <= after)
        });
        found = passing.split_off(from);
        more = found.len() > limit;
        found.truncate(limit);
    } else if derived.stored_too {
        let (first, number) = stock.page(filter, after, limit);
        matched += number;
        (found, more) = (first.places, first.more);
    }
    if derived.features.is_empty() {
        let last = found.last().filter(|_| more);
        return Rows {
            next: last.map(|place| stock.id(*place).to_owned()),
            shown: found.into_iter().map(Row::Stored).collect(),
            matched,
        };
    }
    let behind = |feature: &&Feature| after.is_none_or(|after| feature.id.as_str() > after);
    let mut features = derived.features.iter().filter(behind).peekable();
    let mut rows = Vec::with_capacity(found.len());
    for place in found {
        let id = stock.id(place);
        while let Some(feature) = features.next_if(|feature| feature.id.as_str() < id) {
            rows.push((feature.id.as_str(), Row::Derived(feature.body())));
        }
        rows.push((id, Row::Stored(place)));
    }
    if !more {
        rows.extend(features.map(|feature| (feature.id.as_str(), Row::Derived(feature.body()))));
    }
    more |= rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more);
    let next = last.map(|(id, _)| (*id).to_owned());
    Rows {
        shown: rows.into_iter().map(|(_, row)| row).collect(),
        next,
        matched,
    }
}

/// The first features behind a place in an order of their properties.
fn in_order(
    stock: &Shelf,
    derived: &Derived,
    filter: &Filter,
    (order, behind): (&Order, Option<&Mark>),
    limit: usize,
) -> Rows {
    let mut matched = derived.features.len();
    let mut rows: Vec<(Mark, Row)> = (derived.features.iter())
        .map(|feature| {
            let body = feature.body();
            // It was written just now: it reads.
            let values = body::values(&body, order.names()).unwrap_or_default();
            let mark = Mark::new(&values, feature.id.as_str());
            drop(values);
            (mark, Row::Derived(body))
        })
        .filter(|(mark, _)| {
            behind.is_none_or(|behind| order.compare(mark.parts(), behind.parts()).is_gt())
        })
        .collect();
    if derived.stored_too {
        let sorted = stock.sorted(filter, order, behind, limit.saturating_add(1));
        matched += sorted.matched;
        let stored = |(mark, place)| (mark, Row::Stored(place));
        rows.extend(sorted.rows.into_iter().map(stored));
    }
    rows.sort_by(|one, other| order.compare(one.0.parts(), other.0.parts()));
    let more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more);
    let next = last.map(|(mark, _)| mark.to_string());
    Rows {
        shown: rows.into_iter().map(|(_, row)| row).collect(),
        next,
        matched,
    }
}
