//! A feature in a segment as a filter sees it.

use std::{borrow::Cow, cell::OnceCell, sync::Arc};

use geo_types::{Geometry, Point};

use crate::query::{
    cql::{
        body::{self, Body},
        query::Query,
        record::Record,
        value::Value,
    },
    shelf::{column::Column, segment::Segment},
};

/// The values of some properties of a segment's features.
#[derive(Debug)]
pub struct Properties<'a> {
    segment: &'a Segment,
    names: &'a [String],
    /// In the order of the names; `None` when bodies are read.
    columns: Option<Vec<Arc<Column>>>,
}

impl<'a> Properties<'a> {
    /// Those of these names.
    #[must_use]
    pub fn new(segment: &'a Segment, names: &'a [String]) -> Self {
        Self {
            segment,
            names,
            columns: segment.columns(names),
        }
    }

    /// The value of the nth of them that the feature at a position has.
    #[must_use]
    pub fn value(&self, position: u32, n: usize) -> Value<'_> {
        let column = self.columns.as_ref().and_then(|columns| columns.get(n));
        if let Some(value) = column.and_then(|column| column.value(self.segment, position)) {
            return value;
        }
        let names = self.names.get(n..=n).unwrap_or_default();
        let values = body::values(self.segment.body(position), names);
        // What is published was written by us: it reads.
        let value = values.ok().and_then(|values| values.into_iter().next());
        value.unwrap_or(Value::Null)
    }
}

/// The condition of a filter with the columns that it asks for.
#[derive(Debug)]
pub struct Asking<'a> {
    query: &'a Query,
    properties: Properties<'a>,
}

impl<'a> Asking<'a> {
    /// What a condition asks of a segment.
    #[must_use]
    pub fn new(query: &'a Query, segment: &'a Segment) -> Self {
        Self {
            query,
            properties: Properties::new(segment, query.properties()),
        }
    }

    /// Whether the condition holds for the feature at a position.
    #[must_use]
    pub fn holds(&self, position: u32) -> bool {
        let properties = &self.properties;
        if properties.columns.is_none() {
            let body = properties.segment.body(position);
            // What is published was written by us: it reads.
            return Body::read(body, self.query).is_ok_and(|body| self.query.matches(&body));
        }
        self.query.matches(&Row {
            properties,
            position,
            geometry: OnceCell::new(),
        })
    }
}

struct Row<'a> {
    properties: &'a Properties<'a>,
    position: u32,
    geometry: OnceCell<Option<Geometry<f64>>>,
}

impl Record for Row<'_> {
    fn property(&self, n: usize) -> Value<'_> {
        self.properties.value(self.position, n)
    }

    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>> {
        let geometry = self.geometry.get_or_init(|| {
            let segment = self.properties.segment;
            let extent = segment.extent(self.position);
            if extent.is_point() {
                let [lon, lat, ..] = extent.edges;
                return Some(Geometry::Point(Point::new(lon, lat)));
            }
            body::geometry(segment.body(self.position))
        });
        geometry.as_ref().map(Cow::Borrowed)
    }
}
