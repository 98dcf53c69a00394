//! One of the conditions of a filter that must all hold.

use geo_types::Rect;

use crate::query::cql::{
    build::Builder,
    error::CqlError,
    expr::{Expr, Spatial},
    record::Record,
    test::Test,
};

/// A condition, and what of a feature decides whether it holds.
#[derive(Debug)]
pub struct Condition {
    test: Test,
    /// Which of the filter's properties it asks for, each once.
    properties: Vec<usize>,
    /// Whether it asks for the geometry.
    geometry: bool,
}

impl Condition {
    /// Checks an expression.
    pub(super) fn new(expr: &Expr, builder: &mut Builder<'_>) -> Result<Self, CqlError> {
        let before = std::mem::take(&mut builder.geometry);
        let test = builder.test(expr)?;
        let geometry = builder.geometry;
        builder.geometry |= before;
        Ok(Self {
            test,
            properties: std::mem::take(&mut builder.asked),
            geometry,
        })
    }

    /// Whether it is known to hold for a feature.
    #[must_use]
    pub fn holds(&self, record: &dyn Record) -> bool {
        self.test.holds(record) == Some(true)
    }

    /// Which of the filter's properties decides, if one alone does.
    #[must_use]
    pub const fn only(&self) -> Option<usize> {
        match self.properties.as_slice() {
            [only] if !self.geometry => Some(*only),
            _ => None,
        }
    }

    /// A box, in CRS84 degrees, that the geometry of whatever passes meets, if there is one.
    pub(super) fn bounds(&self) -> Option<Rect<f64>> {
        match &self.test {
            Test::Spatial(Spatial::Disjoint, _) => None,
            Test::Spatial(_, area) => Some(area.rect()),
            _ => None,
        }
    }
}
