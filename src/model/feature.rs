//! Published features: what every public read is made of.

use geo_types::Rect;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::model::{id::Id, interval::Interval, shape::Shape};

/// One feature of a collection in its published form (RFC 7946, section 3.2).
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// The collection that it belongs to.
    pub collection: Id,
    /// Identifier, unique in the collection.
    pub id: Id,
    /// Where; `None` when it cannot be located.
    pub shape: Option<Shape>,
    /// When.
    pub interval: Interval,
    /// Everything else.
    pub properties: Map<String, Value>,
}

impl Feature {
    /// The feature as a `GeoJSON` object on one line.
    ///
    /// # References
    /// - RFC 7946, section 3.2
    #[must_use]
    pub fn body(&self) -> String {
        #[derive(Serialize)]
        struct Body<'a> {
            r#type: &'static str,
            id: &'a Id,
            geometry: &'a Option<Shape>,
            properties: &'a Map<String, Value>,
        }
        let body = Body {
            r#type: "Feature",
            id: &self.id,
            geometry: &self.shape,
            properties: &self.properties,
        };
        // Strings, finite numbers and maps with string keys: nothing here can fail to serialise.
        serde_json::to_string(&body).unwrap_or_default()
    }

    /// The bounding rectangle of the geometry.
    #[must_use]
    pub fn rect(&self) -> Option<Rect<f64>> {
        self.shape.as_ref().map(Shape::rect)
    }
}

/// How a `GeoJSON` feature is written in `geodata/layers`.
#[derive(Debug, Deserialize, Serialize)]
pub struct WrittenFeature {
    /// Identifier.
    pub id: Id,
    /// Geometry, checked while reading.
    pub geometry: Option<Shape>,
    /// Properties; `valid_from` and `valid_to` give the interval.
    pub properties: Map<String, Value>,
}
