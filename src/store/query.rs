//! What a reader may ask of a collection's published features.

use geo_types::Rect;

use crate::model::{bbox::Bbox, id::Id, interval::Interval};

/// Filters that all public reads share.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Only what intersects this box.
    pub bbox: Option<Bbox>,
    /// Only what was so at some time of this interval.
    pub interval: Option<Interval>,
}

impl Filter {
    /// The rectangles of the box; empty when there is none.
    #[must_use]
    pub fn rects(&self) -> Vec<Rect<f64>> {
        self.bbox.iter().flat_map(Bbox::rects).collect()
    }
}

/// A page of a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct PageQuery {
    /// Which features.
    pub filter: Filter,
    /// How many at the most.
    pub limit: usize,
    /// Only those behind this identifier: pages stay exact while data change.
    pub after: Option<Id>,
}
