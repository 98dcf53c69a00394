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

/// The condition of a filter with the columns that it asks for.
#[derive(Debug)]
pub struct Asking<'a> {
    query: &'a Query,
    /// In the order of the query's properties; `None` when bodies are read.
    columns: Option<Vec<Arc<Column>>>,
}

impl<'a> Asking<'a> {
    /// What a condition asks of a segment.
    #[must_use]
    pub fn new(query: &'a Query, segment: &Segment) -> Self {
        Self {
            query,
            columns: segment.columns(query.properties()),
        }
    }

    /// Whether the condition holds for the feature at a position.
    #[must_use]
    pub fn holds(&self, segment: &Segment, position: u32) -> bool {
        let body = segment.body(position);
        let Some(columns) = &self.columns else {
            // What is published was written by us: it reads.
            return Body::read(body, self.query).is_ok_and(|body| self.query.matches(&body));
        };
        self.query.matches(&Row {
            segment,
            position,
            columns,
            names: self.query.properties(),
            geometry: OnceCell::new(),
        })
    }
}

struct Row<'a> {
    segment: &'a Segment,
    position: u32,
    columns: &'a [Arc<Column>],
    names: &'a [String],
    geometry: OnceCell<Option<Geometry<f64>>>,
}

impl Record for Row<'_> {
    fn property(&self, n: usize) -> Value<'_> {
        let known = self.columns.get(n);
        if let Some(value) = known.and_then(|column| column.value(self.segment, self.position)) {
            return value;
        }
        let names = self.names.get(n..=n).unwrap_or_default();
        let values = body::values(self.segment.body(self.position), names);
        let value = values.ok().and_then(|values| values.into_iter().next());
        value.unwrap_or(Value::Null)
    }

    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>> {
        let geometry = self.geometry.get_or_init(|| {
            let extent = self.segment.extent(self.position);
            if extent.is_point() {
                let [lon, lat, ..] = extent.edges;
                return Some(Geometry::Point(Point::new(lon, lat)));
            }
            body::geometry(self.segment.body(self.position))
        });
        geometry.as_ref().map(Cow::Borrowed)
    }
}
