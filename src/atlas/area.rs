//! Areas on the plane: rings, sectors, corridors, parts of a district.

use geo::{
    BooleanOps, BoundingRect, Buffer, Centroid, Euclidean, InteriorPoint, InterpolatableLine,
    Intersects, LineLocatePoint, Translate,
};
use geo_types::{Coord, Geometry, LineString, MultiLineString, MultiPolygon, Point, Polygon, Rect};

use crate::{
    line::plane::Plane,
    model::{position::LonLat, shape::Shape},
};

/// The plane with the shapes that are drawn on it.
///
/// # Units
/// - metres everywhere, bearings in degrees from north
pub struct Canvas(Plane);

/// So many corners a circle has.
const CORNERS: u16 = 48;

impl Canvas {
    /// A canvas, if the projection is known.
    #[must_use]
    pub fn new() -> Option<Self> {
        Plane::new().ok().map(Self)
    }

    /// A position on the plane.
    #[must_use]
    pub fn at(&self, position: LonLat) -> Option<Coord<f64>> {
        self.0.project(position).ok()
    }

    /// A line on the plane.
    #[must_use]
    pub fn line(&self, line: &LineString<f64>) -> Option<LineString<f64>> {
        line.0
            .iter()
            .map(|coord| self.at(LonLat::try_from(*coord).ok()?))
            .collect()
    }

    /// An outline on the plane.
    #[must_use]
    pub fn outline(&self, shape: &Shape) -> Option<MultiPolygon<f64>> {
        let ring = |polygon: &Polygon<f64>| {
            let inner = polygon.interiors().iter().map(|ring| self.line(ring));
            Some(Polygon::new(
                self.line(polygon.exterior())?,
                inner.collect::<Option<Vec<_>>>()?,
            ))
        };
        match shape.geometry() {
            Geometry::Polygon(polygon) => Some(MultiPolygon(vec![ring(polygon)?])),
            Geometry::MultiPolygon(many) => many.0.iter().map(ring).collect::<Option<_>>(),
            _ => None,
        }
    }

    /// The shape in degrees, with a point inside it. Polygons that are slivers are left out.
    #[must_use]
    pub fn shape(&self, area: &MultiPolygon<f64>) -> Option<(Shape, LonLat)> {
        use geo::Area as _;
        let whole = area.unsigned_area();
        let kept: Vec<Polygon<f64>> = area
            .0
            .iter()
            .filter(|polygon| polygon.unsigned_area() > whole / 1000.0)
            .cloned()
            .collect();
        let kept = MultiPolygon(kept);
        let inside = kept
            .centroid()
            .filter(|centre| kept.intersects(centre))
            .or_else(|| kept.interior_point())?;
        let point = LonLat::try_from(self.0.unproject(inside.0).ok()?).ok()?;
        let ring = |ring: &LineString<f64>| {
            let coords = ring.0.iter().map(|coord| {
                let there = self.0.unproject(*coord).ok()?;
                // To the metre or so: more figures would claim too much.
                let places = 100_000.0;
                Some(vec![
                    (there.x * places).round() / places,
                    (there.y * places).round() / places,
                ])
            });
            coords.collect::<Option<Vec<_>>>()
        };
        let mut polygons = Vec::new();
        for polygon in &kept.0 {
            let mut rings = vec![ring(polygon.exterior())?];
            for inner in polygon.interiors() {
                rings.push(ring(inner)?);
            }
            polygons.push(rings);
        }
        let json = match polygons.as_slice() {
            [one] => serde_json::json!({"type": "Polygon", "coordinates": one}),
            many => serde_json::json!({"type": "MultiPolygon", "coordinates": many}),
        };
        Some((Shape::from_json(&json).ok()?, point))
    }
}

/// A disc.
#[must_use]
pub fn disc(centre: Coord<f64>, radius: f64) -> MultiPolygon<f64> {
    sector(centre, 0.0, radius, None)
}

/// A ring between two radii, or the part of it that lies in one direction, 45° wide on either side.
#[must_use]
pub fn sector(
    centre: Coord<f64>,
    inner: f64,
    outer: f64,
    bearing: Option<u16>,
) -> MultiPolygon<f64> {
    let at = |radius: f64, degrees: f64| {
        let angle = degrees.to_radians();
        Coord {
            x: centre.x + radius * angle.sin(),
            y: centre.y + radius * angle.cos(),
        }
    };
    let Some(bearing) = bearing else {
        let circle = |radius: f64| {
            let step = 360.0 / f64::from(CORNERS);
            let corners = (0..CORNERS).map(|n| at(radius, f64::from(n) * step));
            LineString::new(corners.collect::<Vec<_>>())
        };
        let hole = if inner > 0.0 {
            vec![circle(inner)]
        } else {
            Vec::new()
        };
        return MultiPolygon(vec![Polygon::new(circle(outer), hole)]);
    };
    let from = f64::from(bearing) - 45.0;
    let steps = 0..=15_u8;
    let mut corners: Vec<Coord<f64>> = steps
        .clone()
        .map(|n| at(outer, from + f64::from(n) * 6.0))
        .collect();
    if inner > 0.0 {
        corners.extend(steps.rev().map(|n| at(inner, from + f64::from(n) * 6.0)));
    } else {
        corners.push(centre);
    }
    MultiPolygon(vec![Polygon::new(LineString::new(corners), Vec::new())])
}

/// Everything within a distance of a line.
#[must_use]
pub fn corridor(line: &LineString<f64>, half_width: f64) -> MultiPolygon<f64> {
    line.buffer(half_width)
}

/// Everything within a distance of several lines; `None` without a line.
#[must_use]
pub fn strips(lines: &[LineString<f64>], half_width: f64) -> Option<MultiPolygon<f64>> {
    (!lines.is_empty()).then(|| MultiLineString(lines.to_vec()).buffer(half_width))
}

/// The section of a line between two points of it.
#[must_use]
pub fn section(line: &LineString<f64>, a: Coord<f64>, b: Coord<f64>) -> Option<LineString<f64>> {
    let at = |point: Coord<f64>| line.line_locate_point(&Point(point));
    let (a, b) = (at(a)?, at(b)?);
    let (from, to) = (a.min(b), a.max(b));
    let part = |share: f64| line.point_at_ratio_from_start(&Euclidean, share);
    let mut corners = vec![part(from)?.0];
    for coord in &line.0 {
        let share = at(*coord)?;
        if share > from && share < to {
            corners.push(*coord);
        }
    }
    corners.push(part(to)?.0);
    Some(LineString::new(corners))
}

/// The straight corridor between two points.
#[must_use]
pub fn between(a: Coord<f64>, b: Coord<f64>, half_width: f64) -> MultiPolygon<f64> {
    corridor(&LineString::new(vec![a, b]), half_width)
}

/// The part of an area in one direction: what lies beyond its middle; without a bearing the middle
/// itself, a third of it each way.
#[must_use]
pub fn part(area: &MultiPolygon<f64>, bearing: Option<u16>) -> Option<MultiPolygon<f64>> {
    let rect = area.bounding_rect()?;
    let centre = area.centroid()?.0;
    let (width, height) = (rect.width(), rect.height());
    let Some(bearing) = bearing else {
        let middle = Rect::new(
            Coord {
                x: centre.x - width / 6.0,
                y: centre.y - height / 6.0,
            },
            Coord {
                x: centre.x + width / 6.0,
                y: centre.y + height / 6.0,
            },
        );
        return some(area.intersection(&MultiPolygon(vec![middle.to_polygon()])));
    };
    // A half plane beyond the middle, as a square that is large enough.
    let reach = width + height;
    let angle = f64::from(bearing).to_radians();
    let (dx, dy) = (angle.sin(), angle.cos());
    let corner = |along: f64, across: f64| Coord {
        x: dx * along + dy * across,
        y: dy * along - dx * across,
    };
    let square = Polygon::new(
        LineString::new(vec![
            corner(0.0, -reach),
            corner(0.0, reach),
            corner(reach, reach),
            corner(reach, -reach),
        ]),
        Vec::new(),
    )
    .translate(centre.x, centre.y);
    some(area.intersection(&MultiPolygon(vec![square])))
}

/// What two areas have in common, if they have any.
#[must_use]
pub fn common(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    some(a.intersection(b))
}

/// The strip on either side of an outline.
#[must_use]
pub fn border(area: &MultiPolygon<f64>, half_width: f64) -> MultiPolygon<f64> {
    let mut strip = MultiPolygon(Vec::new());
    for polygon in &area.0 {
        strip = strip.union(&corridor(polygon.exterior(), half_width));
    }
    strip
}

/// The point of a line that is nearest to another point.
#[must_use]
pub fn nearest(line: &LineString<f64>, to: Coord<f64>) -> Option<Coord<f64>> {
    use geo::{Closest, ClosestPoint};
    match line.closest_point(&Point(to)) {
        Closest::Intersection(point) | Closest::SinglePoint(point) => Some(point.0),
        Closest::Indeterminate => None,
    }
}

fn some(area: MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    use geo::Area as _;
    (area.unsigned_area() > 1.0).then_some(area)
}
