//! What a reader may ask of a collection's published features.

use std::sync::Arc;

use geo::{BoundingRect, Intersects as _};
use geo_types::{Geometry, Point, Polygon, Rect};

use serde::Deserialize;

use crate::{
    model::{bbox::Bbox, id::Id, interval::Interval, shape::Shape},
    query::{
        cql::{body::Body, query::Query},
        order::{Mark, Order},
        shelf::bound::Extent,
    },
};

/// Filters that all public reads share.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Only what intersects this box.
    pub bbox: Option<Bbox>,
    /// Only what intersects this area in degrees: a box of a projected system, whose edges are no
    /// parallels and meridians.
    pub frame: Option<Polygon<f64>>,
    /// Only what was so at some time of this interval.
    pub interval: Option<Interval>,
    /// Only what this condition holds for.
    pub cql: Option<Arc<Query>>,
}

impl Filter {
    /// The rectangles of the box, or the one around the frame; empty when there is neither.
    #[must_use]
    pub fn rects(&self) -> Vec<Rect<f64>> {
        let around = self.frame.as_ref().and_then(BoundingRect::bounding_rect);
        let boxes = self.bbox.iter().flat_map(Bbox::rects);
        boxes.chain(around).collect()
    }

    /// Whether the condition holds for a feature's body, if there is one.
    #[must_use]
    pub fn passes(&self, body: &str) -> bool {
        self.cql.as_ref().is_none_or(|query| {
            // What is published was written by us: it reads.
            Body::read(body, query).is_ok_and(|body| query.matches(&body))
        })
    }

    /// Whether there is neither a box nor a frame.
    #[must_use]
    pub const fn is_everywhere(&self) -> bool {
        self.bbox.is_none() && self.frame.is_none()
    }

    /// Whether a geometry intersects the box and the frame, as far as there are any.
    #[must_use]
    pub fn hits(&self, geometry: &Geometry<f64>) -> bool {
        let boxed = self
            .bbox
            .is_none_or(|bbox| bbox.rects().any(|rect| geometry.intersects(&rect)));
        boxed && (self.frame.as_ref()).is_none_or(|frame| geometry.intersects(frame))
    }

    /// Whether the geometry in a feature's body intersects the box and the frame.
    #[must_use]
    pub fn hits_body(&self, extent: &Extent, body: &str) -> bool {
        #[derive(Deserialize)]
        struct Located {
            geometry: Option<Shape>,
        }
        if extent.is_point() {
            let [lon, lat, ..] = extent.edges;
            return self.hits(&Geometry::Point(Point::new(lon, lat)));
        }
        // What is published was written by us.
        let located = serde_json::from_str(body).unwrap_or(Located { geometry: None });
        let shape = located.geometry;
        shape.is_some_and(|shape| self.hits(shape.geometry()))
    }
}

/// A page of a collection.
#[derive(Debug, Clone, PartialEq)]
pub struct PageQuery {
    /// Which features.
    pub filter: Filter,
    /// How many at the most.
    pub limit: usize,
    /// In which order, and from where on.
    pub turn: Turn,
}

/// In which order features come, and behind which of them a page begins: pages stay exact while data
/// change.
#[derive(Debug, Clone, PartialEq)]
pub enum Turn {
    /// By identifier, behind this one.
    ById(Option<Id>),
    /// By properties, behind this place.
    By(Order, Option<Mark>),
}
