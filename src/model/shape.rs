//! Geometries that passed the door: every position checked before anything is converted.

use geo::{Area, BoundingRect, Orient, Validation, orient::Direction};
use geo_types::{
    Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, Rect,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;
use thiserror::Error;

use crate::model::position::LonLat;

/// The most positions in a geometry that somebody hands in. Checking validity is quadratic, so
/// that this bound is also one on time (2,000 positions: about 25 ms).
const MOST_POSITIONS: usize = 2_000;

/// The longest geometry in bytes of JSON that somebody hands in.
const LONGEST_TEXT: usize = 128 * 1024;

/// A geometry with checked positions: Point, `LineString`, Polygon or the Multi form of one, in
/// CRS84 degrees, with at least one position and polygons oriented by the right-hand rule.
///
/// # References
/// - RFC 7946, section 3.1
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    geometry: Geometry<f64>,
    rect: Rect<f64>,
}

/// Why a JSON value is not a geometry that can be stored.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ShapeError {
    /// Not JSON, or not an object with `type` and `coordinates` alone.
    #[error("The geometry is not readable as GeoJSON: give an object with type and coordinates.")]
    Malformed,
    /// Not one of the six types.
    #[error(
        "Geometry type \"{0}\" is not accepted; give Point, MultiPoint, LineString, \
         MultiLineString, Polygon or MultiPolygon."
    )]
    Type(String),
    /// Arrays nested too little or too much, or something that is no array.
    #[error("The coordinates of a {0} are not nested as RFC 7946 section 3.1 says.")]
    Nesting(&'static str),
    /// A position has fewer than two or more than three numbers, or something that is no number.
    #[error("Position {at} needs two numbers, longitude and latitude (a height may follow).")]
    Position {
        /// Ordinal of the position in the geometry, counted from 1.
        at: usize,
    },
    /// A position is not on Earth.
    #[error(
        "Position {at} ({lon}, {lat}) is not on Earth: longitude runs from -180 to 180, latitude from -90 to 90, in degrees and not in metres."
    )]
    Range {
        /// Ordinal of the position in the geometry, counted from 1.
        at: usize,
        /// First number.
        lon: f64,
        /// Second number.
        lat: f64,
    },
    /// Too few positions.
    #[error("A line needs two different positions and a ring four, the last equal to the first.")]
    TooShort,
    /// Nothing in it.
    #[error("The geometry is empty; leave it out instead.")]
    Empty,
    /// Too many positions.
    #[error("The geometry has more than 2,000 positions; simplify it.")]
    TooLong,
    /// A ring does not come back to where it began.
    #[error("A ring is not closed: its last position must equal its first.")]
    Unclosed,
    /// A polygon encloses nothing.
    #[error("A polygon encloses no area.")]
    NoArea,
    /// A polygon crosses or overlaps itself.
    #[error("The geometry is not valid: {0}; redraw it.")]
    Invalid(String),
    /// Latitude and longitude look swapped.
    #[error(
        "Position {lon}, {lat} looks swapped: write longitude before latitude, such as \
         46.75, 39.82 for Stepanakert."
    )]
    Swapped {
        /// First number.
        lon: f64,
        /// Second number.
        lat: f64,
    },
    /// Outside the region that the map is about.
    #[error(
        "Position {lon}, {lat} is outside the map's region (longitude 43 to 50.5, latitude 37.5 \
         to 42)."
    )]
    Elsewhere {
        /// First number.
        lon: f64,
        /// Second number.
        lat: f64,
    },
}

/// The map's region: west, south, east, north in degrees.
pub const REGION: [f64; 4] = [43.0, 37.5, 50.5, 42.0];

impl Shape {
    /// A shape of one point.
    #[must_use]
    pub fn point(position: LonLat) -> Self {
        let point = position.point();
        Self {
            geometry: Geometry::Point(point),
            rect: Rect::new(point, point),
        }
    }

    /// A shape of one line, if it has two different positions or more.
    #[must_use]
    pub fn line(line: LineString<f64>) -> Option<Self> {
        let rect = line.bounding_rect()?;
        (line.0.len() >= 2 && rect.min() != rect.max()).then_some(Self {
            geometry: Geometry::LineString(line),
            rect,
        })
    }

    /// Reads a geometry that the project itself carries: positions and nesting are checked,
    /// validity is a matter of the data's own tests.
    ///
    /// # Errors
    /// [`ShapeError`] for whatever is not a geometry.
    pub fn from_json(value: &Value) -> Result<Self, ShapeError> {
        let object = value.as_object().ok_or(ShapeError::Malformed)?;
        let kind = object
            .get("type")
            .and_then(Value::as_str)
            .ok_or(ShapeError::Malformed)?;
        let coordinates = object.get("coordinates").ok_or(ShapeError::Malformed)?;
        let mut reader = Reader { positions: 0 };
        let geometry = match kind {
            "Point" => Geometry::Point(Point(reader.coord(coordinates)?)),
            "MultiPoint" => Geometry::MultiPoint(MultiPoint(reader.many(
                coordinates,
                "MultiPoint",
                |r, v| r.coord(v).map(Point),
            )?)),
            "LineString" => Geometry::LineString(reader.line(coordinates, "LineString")?),
            "MultiLineString" => Geometry::MultiLineString(MultiLineString(reader.many(
                coordinates,
                "MultiLineString",
                |r, v| r.line(v, "MultiLineString"),
            )?)),
            "Polygon" => Geometry::Polygon(reader.polygon(coordinates, "Polygon")?),
            "MultiPolygon" => Geometry::MultiPolygon(MultiPolygon(reader.many(
                coordinates,
                "MultiPolygon",
                |r, v| r.polygon(v, "MultiPolygon"),
            )?)),
            other => return Err(ShapeError::Type(other.chars().take(40).collect())),
        };
        Self::of(geometry)
    }

    /// Reads a geometry that somebody hands in: besides what [`Shape::from_json`] checks, it must
    /// be small, valid, and lie in the map's region.
    ///
    /// # Errors
    /// [`ShapeError`] with a sentence for whoever drew it.
    pub fn from_input(text: &str) -> Result<Self, ShapeError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Input {
            r#type: String,
            coordinates: Value,
            #[serde(default, rename = "bbox")]
            _bbox: Option<serde::de::IgnoredAny>,
        }
        if text.len() > LONGEST_TEXT {
            return Err(ShapeError::TooLong);
        }
        let input: Input = serde_json::from_str(text).map_err(|_| ShapeError::Malformed)?;
        let shape = Self::from_json(&serde_json::json!({
            "type": input.r#type, "coordinates": input.coordinates,
        }))?;
        shape.check()?;
        Ok(shape)
    }

    /// Checks position count and region before validity, which is dear, and area.
    fn check(&self) -> Result<(), ShapeError> {
        use geo::CoordsIter;
        if self.geometry.coords_count() > MOST_POSITIONS {
            return Err(ShapeError::TooLong);
        }
        for coord in self.geometry.coords_iter() {
            in_region(coord.x, coord.y)?;
        }
        self.geometry
            .check_validation()
            .map_err(|error| ShapeError::Invalid(error.to_string()))?;
        // The library calls a ring of no area valid.
        let polygons: &[Polygon<f64>] = match &self.geometry {
            Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
            Geometry::MultiPolygon(many) => &many.0,
            _ => &[],
        };
        for polygon in polygons {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            for ring in rings {
                if Polygon::new(ring.clone(), Vec::new()).unsigned_area() < 1e-12 {
                    return Err(ShapeError::NoArea);
                }
            }
        }
        Ok(())
    }

    /// Orients polygons and takes the bounding rectangle.
    fn of(geometry: Geometry<f64>) -> Result<Self, ShapeError> {
        let geometry = match geometry {
            Geometry::Polygon(polygon) => Geometry::Polygon(polygon.orient(Direction::Default)),
            Geometry::MultiPolygon(many) => Geometry::MultiPolygon(many.orient(Direction::Default)),
            other => other,
        };
        let rect = geometry.bounding_rect().ok_or(ShapeError::Empty)?;
        Ok(Self { geometry, rect })
    }

    /// The geometry for the `geo` crates.
    #[must_use]
    pub const fn geometry(&self) -> &Geometry<f64> {
        &self.geometry
    }

    /// The geometry itself.
    #[must_use]
    pub fn into_geometry(self) -> Geometry<f64> {
        self.geometry
    }

    /// The bounding rectangle in degrees.
    #[must_use]
    pub const fn rect(&self) -> Rect<f64> {
        self.rect
    }
}

/// Whether a position lies in the map's region, and if not whether it looks swapped.
///
/// # Errors
/// [`ShapeError::Swapped`] or [`ShapeError::Elsewhere`].
pub fn in_region(lon: f64, lat: f64) -> Result<(), ShapeError> {
    let [west, south, east, north] = REGION;
    let inside =
        |lon: f64, lat: f64| (west..=east).contains(&lon) && (south..=north).contains(&lat);
    if inside(lon, lat) {
        Ok(())
    } else if inside(lat, lon) {
        Err(ShapeError::Swapped { lon, lat })
    } else {
        Err(ShapeError::Elsewhere { lon, lat })
    }
}

/// Walks nested arrays and counts positions for the error messages.
struct Reader {
    positions: usize,
}

impl Reader {
    fn coord(&mut self, value: &Value) -> Result<Coord<f64>, ShapeError> {
        self.positions += 1;
        let at = self.positions;
        let numbers = value.as_array().ok_or(ShapeError::Position { at })?;
        if !(2..=3).contains(&numbers.len()) || !numbers.iter().all(Value::is_number) {
            return Err(ShapeError::Position { at });
        }
        let number = |i: usize| {
            numbers
                .get(i)
                .and_then(Value::as_f64)
                .ok_or(ShapeError::Position { at })
        };
        let (lon, lat) = (number(0)?, number(1)?);
        let position = LonLat::new(lon, lat).map_err(|_| ShapeError::Range { at, lon, lat })?;
        Ok(position.point().0)
    }

    fn many<T>(
        &mut self,
        value: &Value,
        kind: &'static str,
        mut one: impl FnMut(&mut Self, &Value) -> Result<T, ShapeError>,
    ) -> Result<Vec<T>, ShapeError> {
        let parts = value.as_array().ok_or(ShapeError::Nesting(kind))?;
        if parts.is_empty() {
            return Err(ShapeError::Empty);
        }
        parts.iter().map(|part| one(self, part)).collect()
    }

    fn line(&mut self, value: &Value, kind: &'static str) -> Result<LineString<f64>, ShapeError> {
        let coords = self.many(value, kind, Self::coord)?;
        let first = coords.first();
        if coords.len() < 2 || coords.iter().all(|coord| Some(coord) == first) {
            return Err(ShapeError::TooShort);
        }
        Ok(LineString(coords))
    }

    fn polygon(&mut self, value: &Value, kind: &'static str) -> Result<Polygon<f64>, ShapeError> {
        let mut rings = self.many(value, kind, |reader, ring| {
            let coords = reader.many(ring, kind, Self::coord)?;
            if coords.len() < 4 {
                return Err(ShapeError::TooShort);
            }
            if coords.first() != coords.last() {
                return Err(ShapeError::Unclosed);
            }
            Ok(LineString(coords))
        })?;
        let interiors = rings.split_off(1);
        let exterior = rings.pop().ok_or(ShapeError::Empty)?;
        Ok(Polygon::new(exterior, interiors))
    }
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        geojson::GeometryValue::from(&self.geometry).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::from_json(&value).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests;
