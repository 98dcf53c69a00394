//! A feature in a segment as a filter sees it.

use std::{borrow::Cow, cell::OnceCell, sync::Arc};

use geo_types::{Geometry, Point};

use crate::query::{
    cql::{
        body::{self, Body},
        condition::Condition,
        query::Query,
        record::Record,
        value::Value,
    },
    shelf::{
        column::{Column, Kept},
        segment::Segment,
    },
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
    /// Conditions that one column decides: they are asked first.
    quick: Vec<Quick<'a>>,
    /// The others.
    slow: Vec<&'a Condition>,
}

impl<'a> Asking<'a> {
    /// What a condition asks of a segment.
    #[must_use]
    pub fn new(query: &'a Query, segment: &'a Segment) -> Self {
        let properties = Properties::new(segment, query.properties());
        let columns = properties.columns.as_deref().unwrap_or_default();
        let (mut quick, mut slow) = (Vec::new(), Vec::new());
        for condition in query.conditions() {
            match Quick::new(condition, columns) {
                Some(one) => quick.push(one),
                None => slow.push(condition),
            }
        }
        Self {
            query,
            properties,
            quick,
            slow,
        }
    }

    /// Whether columns decide, so that asking costs less than remembering to ask.
    #[must_use]
    pub const fn is_quick(&self) -> bool {
        self.slow.is_empty()
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
        if !self.quick.iter().all(|one| one.holds(properties, position)) {
            return false;
        }
        let row = Row {
            properties,
            position,
            geometry: OnceCell::new(),
        };
        self.slow.iter().all(|one| one.holds(&row))
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

/// A condition that one property decides: of values that many features share it is asked once.
#[derive(Debug)]
struct Quick<'a> {
    condition: &'a Condition,
    /// Which of the properties.
    property: usize,
    column: Arc<Column>,
    /// Whether it holds for the words of the column.
    words: Vec<bool>,
}

impl<'a> Quick<'a> {
    /// What a condition asks of a column, if it asks of one alone.
    fn new(condition: &'a Condition, columns: &[Arc<Column>]) -> Option<Self> {
        let property = condition.only()?;
        let column = Arc::clone(columns.get(property)?);
        let words = column.words().map(|word| condition.holds(&One(word)));
        Some(Self {
            words: words.collect(),
            condition,
            property,
            column,
        })
    }

    fn holds(&self, properties: &Properties<'_>, position: u32) -> bool {
        match self.column.kept(position) {
            Kept::Word(n) => self.words.get(n).copied().unwrap_or(false),
            Kept::Number(number) => self.condition.holds(&One(Value::Number(number))),
            Kept::Elsewhere => {
                let value = properties.value(position, self.property);
                self.condition.holds(&One(value))
            }
        }
    }
}

/// A feature of which one property is looked at.
struct One<'a>(Value<'a>);

impl Record for One<'_> {
    fn property(&self, _: usize) -> Value<'_> {
        self.0.borrowed()
    }

    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>> {
        None
    }
}
