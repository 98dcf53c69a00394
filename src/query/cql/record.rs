//! What an expression asks of a feature.

use std::borrow::Cow;

use geo_types::Geometry;

use crate::query::cql::value::Value;

/// A feature as a filter sees it.
pub trait Record {
    /// The value of the n-th property named by `Query::properties`.
    fn property(&self, n: usize) -> Value<'_>;

    /// The geometry, in CRS84 degrees.
    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>>;
}

/// A feature without anything: what the constant parts of a filter are worked out with.
pub(super) struct Nothing;

impl Record for Nothing {
    fn property(&self, _: usize) -> Value<'_> {
        Value::Null
    }

    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>> {
        None
    }
}
