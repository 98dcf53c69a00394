//! Coordinate reference systems in which features are asked for and given.

use geo_types::{Coord, LineString, Polygon, Rect};
use proj4rs::{Proj, transform::transform};
use serde_json::Value;
use thiserror::Error;

use crate::model::bbox::outline;

/// A coordinate reference system that the server knows.
///
/// # References
/// - OGC 18-058r1, *OGC API – Features – Part 2: Coordinate Reference Systems by Reference*
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Crs {
    /// WGS 84 longitude and latitude, in degrees.
    #[default]
    Crs84,
    /// WGS 84 latitude and longitude, in degrees.
    Epsg4326,
    /// Web Mercator: x and y in metres.
    Epsg3857,
    /// UTM zone 38 north: easting and northing in metres.
    Epsg32638,
}

/// A coordinate reference system that is not served.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "Coordinate reference system \"{0}\" is not served; give one of {known}.",
    known = Crs::ALL.map(Crs::uri).join(", ")
)]
pub struct NotServed(String);

/// A box that does not read in its coordinate reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "bbox does not lie on Earth in the coordinate reference system of bbox-crs; give four numbers \
     in its units and in its order of axes, the lower corner first."
)]
pub struct NotABox;

/// What lies on the edge of a box in metres is in it, however its numbers were rounded.
const EDGE_M: f64 = 0.01;

/// Half the way around the equator: no projected number on Earth is larger.
const FURTHEST_M: f64 = 20_037_508.35;

impl Crs {
    /// All of them, the default first.
    pub const ALL: [Self; 4] = [Self::Crs84, Self::Epsg4326, Self::Epsg3857, Self::Epsg32638];

    /// The identifier.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
            Self::Epsg32638 => "http://www.opengis.net/def/crs/EPSG/0/32638",
        }
    }

    /// The projection, unless it is longitude and latitude in degrees.
    fn projection(self) -> Option<Proj> {
        let text = match self {
            Self::Crs84 | Self::Epsg4326 => return None,
            Self::Epsg3857 => {
                "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m \
                 +nadgrids=@null +no_defs"
            }
            Self::Epsg32638 => "+proj=utm +zone=38 +datum=WGS84 +units=m +no_defs",
        };
        Proj::from_proj_string(text).ok()
    }

    /// The box of `bbox` in this system, as an area in CRS84 degrees: a rectangle, or a polygon whose
    /// edges follow those of the box.
    ///
    /// # Errors
    /// [`NotABox`] when a corner is not on Earth.
    pub fn area(self, bbox: [f64; 4]) -> Result<Polygon<f64>, NotABox> {
        let [x1, y1, x2, y2] = bbox;
        if !bbox.iter().all(|number| number.is_finite()) || x1 > x2 || y1 > y2 {
            return Err(NotABox);
        }
        let corner = |coord: Coord<f64>| {
            let on_earth = coord.x.abs() <= 180.0 + 1e-9 && coord.y.abs() <= 90.0 + 1e-9;
            on_earth.then_some(coord).ok_or(NotABox)
        };
        if matches!(self, Self::Crs84 | Self::Epsg4326) {
            let swap = self == Self::Epsg4326;
            let at = |x: f64, y: f64| if swap { (y, x) } else { (x, y) };
            let low = corner(at(x1, y1).into())?;
            let high = corner(at(x2, y2).into())?;
            return Ok(Rect::new(low, high).to_polygon());
        }
        if bbox.iter().any(|metres| metres.abs() > FURTHEST_M) {
            return Err(NotABox);
        }
        let back = self.back().ok_or(NotABox)?;
        let (x1, y1, x2, y2) = (x1 - EDGE_M, y1 - EDGE_M, x2 + EDGE_M, y2 + EDGE_M);
        let ring = outline([x1, y1, x2, y2])
            .map(|(x, y)| back(x, y).ok_or(NotABox).and_then(corner))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Polygon::new(LineString(ring), Vec::new()))
    }

    /// Where two numbers of this system, in the order of its axes, lie in CRS84 degrees; nowhere
    /// when they lie outside of it.
    #[must_use]
    pub fn place(self) -> Box<dyn Fn(f64, f64) -> Option<Coord<f64>>> {
        match self {
            Self::Crs84 => Box::new(|x, y| Some(Coord { x, y })),
            Self::Epsg4326 => Box::new(|lat, lon| Some(Coord { x: lon, y: lat })),
            Self::Epsg3857 | Self::Epsg32638 => {
                let back = self.back();
                Box::new(move |x, y| {
                    let near = x.abs() <= FURTHEST_M && y.abs() <= FURTHEST_M;
                    near.then(|| back.as_ref()?(x, y)).flatten()
                })
            }
        }
    }

    /// Turns metres back into CRS84 degrees.
    fn back(self) -> Option<impl Fn(f64, f64) -> Option<Coord<f64>>> {
        let (from, to) = (self.projection()?, degrees()?);
        Some(move |x, y| {
            let mut point = (x, y, 0.0);
            transform(&from, &to, &mut point).ok()?;
            let (x, y) = (point.0.to_degrees(), point.1.to_degrees());
            (x.is_finite() && y.is_finite()).then_some(Coord { x, y })
        })
    }

    /// A feature's body with its geometry in this system; as it is when that cannot be.
    #[must_use]
    pub fn written(self, body: &str) -> String {
        if self == Self::Crs84 {
            return body.to_owned();
        }
        let Ok(mut feature) = serde_json::from_str::<Value>(body) else {
            return body.to_owned();
        };
        if let Some(coordinates) = feature.pointer_mut("/geometry/coordinates") {
            self.turn(coordinates);
        }
        feature.to_string()
    }

    fn turn(self, coordinates: &mut Value) {
        let projection = self.projection().zip(degrees());
        turn(coordinates, &|lon, lat| match &projection {
            None => (lat, lon),
            Some((to, from)) => {
                let mut point = (lon.to_radians(), lat.to_radians(), 0.0);
                match transform(from, to, &mut point) {
                    Ok(()) => (centimetres(point.0), centimetres(point.1)),
                    // The projection ends before the poles: nothing of the region lies there.
                    Err(_) => (f64::NAN, f64::NAN),
                }
            }
        });
    }
}

/// To the centimetre: more would be noise of the transformation.
fn centimetres(metres: f64) -> f64 {
    (metres * 100.0).round() / 100.0
}

fn degrees() -> Option<Proj> {
    Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs").ok()
}

/// Turns every position of nested arrays.
fn turn(value: &mut Value, to: &impl Fn(f64, f64) -> (f64, f64)) {
    let Some(list) = value.as_array_mut() else {
        return;
    };
    if let [lon, lat, ..] = list.as_mut_slice()
        && let (Some(x), Some(y)) = (lon.as_f64(), lat.as_f64())
    {
        let (x, y) = to(x, y);
        (*lon, *lat) = (x.into(), y.into());
        return;
    }
    for inner in list {
        turn(inner, to);
    }
}

impl std::str::FromStr for Crs {
    type Err = NotServed;

    /// Reads an identifier: the URI, or `EPSG:32638` as many clients write it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim_start_matches('<').trim_end_matches('>');
        let short = |crs: &Self| match crs {
            Self::Crs84 => "OGC:CRS84",
            Self::Epsg4326 => "EPSG:4326",
            Self::Epsg3857 => "EPSG:3857",
            Self::Epsg32638 => "EPSG:32638",
        };
        Self::ALL
            .into_iter()
            .find(|crs| crs.uri() == text || short(crs) == text)
            .ok_or_else(|| NotServed(text.chars().take(80).collect()))
    }
}

#[cfg(test)]
mod tests {
    use geo::{Area as _, Contains as _};
    use geo_types::Point;

    use super::*;

    const STEPANAKERT: &str = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[46.75,39.82]},"properties":{}}"#;

    fn at(crs: Crs) -> [f64; 2] {
        let body: Value = serde_json::from_str(&crs.written(STEPANAKERT)).expect("JSON");
        [0, 1].map(|axis| {
            body["geometry"]["coordinates"][axis]
                .as_f64()
                .expect("a number")
        })
    }

    /// The figures are those of PROJ 9 (`cs2cs EPSG:4326 …`).
    #[test]
    fn positions_are_turned_in_the_order_of_the_axes() {
        let near = |at: [f64; 2], x: f64, y: f64| (at[0] - x).abs() + (at[1] - y).abs() < 1e-12;
        assert!(near(at(Crs::Crs84), 46.75, 39.82));
        assert!(near(at(Crs::Epsg4326), 39.82, 46.75));
        let [x, y] = at(Crs::Epsg3857);
        assert!(
            (x - 5_204_186.19).abs() < 0.02 && (y - 4_839_819.54).abs() < 0.02,
            "{x} {y}"
        );
        let [x, y] = at(Crs::Epsg32638);
        assert!(
            (x - 649_775.2).abs() < 0.02 && (y - 4_409_244.28).abs() < 0.02,
            "{x} {y}"
        );
    }

    #[test]
    fn a_box_and_its_corners_go_there_and_back() {
        for crs in Crs::ALL {
            let [x, y] = at(crs);
            let (dx, dy) = match crs {
                Crs::Crs84 | Crs::Epsg4326 => (0.1, 0.1),
                _ => (10_000.0, 10_000.0),
            };
            let area = crs.area([x - dx, y - dy, x + dx, y + dy]).expect("a box");
            assert!(area.contains(&Point::new(46.75, 39.82)), "{crs:?}");
            assert!(area.unsigned_area() < 0.1, "{crs:?}");
        }
    }

    #[test]
    fn what_is_no_box_or_no_system_is_refused() {
        assert_eq!(Crs::Epsg3857.area([1.0, 5.0, 0.0, 6.0]), Err(NotABox));
        assert_eq!(Crs::Epsg4326.area([100.0, 0.0, 101.0, 1.0]), Err(NotABox));
        assert_eq!(Crs::Crs84.area([0.0, 0.0, f64::NAN, 1.0]), Err(NotABox));
        let error = "http://www.opengis.net/def/crs/EPSG/0/9999"
            .parse::<Crs>()
            .expect_err("unknown");
        assert!(error.to_string().contains("EPSG/0/32638"), "{error}");
        assert_eq!("EPSG:3857".parse(), Ok(Crs::Epsg3857));
    }
}
