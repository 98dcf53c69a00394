//! The geometry of a feature, read from its `GeoJSON` straight onto the square of the map.

use geo_types::{
    Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon,
};
use serde::Deserialize;

use crate::tile::mercator::project;

/// A feature, as far as its geometry.
#[derive(Deserialize)]
struct Feature {
    geometry: Option<Written>,
}

/// A geometry as it is written (RFC 7946, section 3.1).
#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Written {
    Point(Position),
    MultiPoint(Vec<Position>),
    LineString(Vec<Position>),
    MultiLineString(Vec<Vec<Position>>),
    Polygon(Vec<Vec<Position>>),
    MultiPolygon(Vec<Vec<Vec<Position>>>),
}

/// Longitude and latitude.
type Position = [f64; 2];

/// The geometry in a feature's body, as fractions of the square; `None` when it has none, or none
/// that reads.
#[must_use]
pub fn geometry(body: &str) -> Option<Geometry<f64>> {
    let feature: Feature = serde_json::from_str(body).ok()?;
    Some(match feature.geometry? {
        Written::Point(at) => Geometry::Point(Point(coord(at))),
        Written::MultiPoint(all) => {
            let points = all.into_iter().map(|at| Point(coord(at)));
            Geometry::MultiPoint(MultiPoint(points.collect()))
        }
        Written::LineString(line) => Geometry::LineString(path(line)),
        Written::MultiLineString(lines) => {
            let lines = lines.into_iter().map(path).collect();
            Geometry::MultiLineString(MultiLineString(lines))
        }
        Written::Polygon(rings) => Geometry::Polygon(polygon(rings)),
        Written::MultiPolygon(many) => {
            let polygons = many.into_iter().map(polygon).collect();
            Geometry::MultiPolygon(MultiPolygon(polygons))
        }
    })
}

fn coord([x, y]: Position) -> Coord<f64> {
    project(Coord { x, y })
}

fn path(positions: Vec<Position>) -> LineString<f64> {
    LineString(positions.into_iter().map(coord).collect())
}

fn polygon(rings: Vec<Vec<Position>>) -> Polygon<f64> {
    let mut rings = rings.into_iter().map(path);
    let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
    Polygon::new(outer, rings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_geometry_reads() {
        for (kind, coordinates) in [
            ("Point", "[0, 0]"),
            ("MultiPoint", "[[0, 0]]"),
            ("LineString", "[[0, 0], [180, 0]]"),
            ("MultiLineString", "[[[0, 0], [180, 0]]]"),
            ("Polygon", "[[[0, 0], [180, 0], [180, 60], [0, 0]]]"),
            ("MultiPolygon", "[[[[0, 0], [180, 0], [180, 60], [0, 0]]]]"),
        ] {
            let body = format!(
                r#"{{"type":"Feature","id":"a","geometry":{{"type":"{kind}","coordinates":{coordinates}}},"properties":{{"type":"x"}}}}"#
            );
            let geometry = geometry(&body).unwrap_or_else(|| panic!("{kind}"));
            let first = geo::CoordsIter::coords_iter(&geometry).next();
            assert_eq!(first, Some(Coord { x: 0.5, y: 0.5 }), "{kind}");
        }
        assert_eq!(geometry(r#"{"geometry":null}"#), None);
        assert_eq!(
            geometry(r#"{"geometry":{"type":"Curve","coordinates":[]}}"#),
            None
        );
        assert_eq!(geometry("no JSON"), None);
    }
}
