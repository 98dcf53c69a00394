//! Where the geometries of a filter lie in CRS84 degrees.

use geo::MapCoords as _;
use geo_types::{Coord, Geometry, Line, LineString, MultiPolygon, Point, Polygon, Rect};

use crate::{model::bbox::outline, query::cql::error::CqlError};

/// The reference system of a filter's geometries.
#[derive(Clone, Copy)]
pub struct Reference<'a> {
    /// Its identifier, unless it is CRS84.
    pub uri: Option<&'a str>,
    /// Whether its units are degrees.
    pub degrees: bool,
    /// Where two numbers lie in CRS84 degrees.
    pub place: &'a dyn Fn(f64, f64) -> Option<Coord<f64>>,
}

impl Reference<'_> {
    /// Longitude and latitude on WGS 84.
    pub const CRS84: Self = Self {
        uri: None,
        degrees: true,
        place: &|x, y| Some(Coord { x, y }),
    };

    fn at(&self, x: f64, y: f64) -> Result<Coord<f64>, CqlError> {
        let on_earth = |at: &Coord<f64>| at.x.abs() <= 180.0 && at.y.abs() <= 90.0;
        (self.place)(x, y).filter(on_earth).ok_or_else(|| {
            CqlError::new(format!(
                "Position {x} {y} of the filter is not on Earth: give longitude and latitude in \
                 degrees, or name the reference system in filter-crs."
            ))
        })
    }

    /// A geometry in CRS84 degrees.
    pub(super) fn geometry(&self, geometry: &Geometry<f64>) -> Result<Geometry<f64>, CqlError> {
        geometry.try_map_coords(|coord| self.at(coord.x, coord.y))
    }

    /// A box in CRS84 degrees: west beyond east crosses the antimeridian.
    pub(super) fn bbox(&self, [x1, y1, x2, y2]: [f64; 4]) -> Result<Geometry<f64>, CqlError> {
        let backwards =
            || CqlError::new("A box of the filter is upside down: give its lower corner first.");
        if self.degrees {
            let (low, high) = (self.at(x1, y1)?, self.at(x2, y2)?);
            if low.y > high.y {
                return Err(backwards());
            }
            if low.x <= high.x {
                return Ok(rectangle(low, high));
            }
            let east = Rect::new(
                low,
                Coord {
                    x: 180.0,
                    y: high.y,
                },
            )
            .to_polygon();
            let west = Rect::new(
                Coord {
                    x: -180.0,
                    y: low.y,
                },
                high,
            )
            .to_polygon();
            return Ok(Geometry::MultiPolygon(MultiPolygon(vec![east, west])));
        }
        if x1 >= x2 || y1 >= y2 {
            return Err(backwards());
        }
        let ring = outline([x1, y1, x2, y2])
            .map(|(x, y)| self.at(x, y))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Polygon::new(LineString(ring), Vec::new()).into())
    }
}

/// A box, which may be as flat as a line or a point.
fn rectangle(low: Coord<f64>, high: Coord<f64>) -> Geometry<f64> {
    if low == high {
        Point(low).into()
    } else if low.x >= high.x || low.y >= high.y {
        LineString::from(Line::new(low, high)).into()
    } else {
        Rect::new(low, high).to_polygon().into()
    }
}
