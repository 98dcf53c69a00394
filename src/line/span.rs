//! Linear referencing of what is no point: a stretch along the line, how far off, and on which side.

use geo::{Area as _, BooleanOps as _, CoordsIter as _, Intersects as _, MapCoords as _};
use geo_types::{Coord, Geometry, Line, LineString, MultiPolygon, Polygon};

use crate::{
    line::locate::{Gauge, LocateError},
    model::position::LonLat,
};

/// Outlines are followed in steps of this many metres, or in [`MOST_STEPS`] of them if those are
/// longer.
const STEP_M: f64 = 100.0;

/// An outline is followed in so many steps at the most.
const MOST_STEPS: f64 = 5_000.0;

/// How far beyond its ends the line is drawn on, straight, to part the plane in two, in metres.
const BEYOND_M: f64 = 5_000_000.0;

/// Where a line or an area lies with regard to the line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// The first kilometre that it is nearest to.
    pub from_km: f64,
    /// The last one.
    pub to_km: f64,
    /// Distance of its nearest point in kilometres: 0 when the line meets it.
    pub nearest_km: f64,
    /// Distance of its farthest point of outline, in kilometres.
    pub farthest_km: f64,
    /// Share of its area, or of its length when it has none, to the left of the line.
    pub left: f64,
}

impl Gauge {
    /// Where a line or an area lies with regard to the line: the stretch of the line that its points
    /// are nearest to, how far off they lie, and how much of it lies to the left.
    ///
    /// The outline is followed in short steps; of an area, what the line runs through counts too.
    /// For the sides the line goes on straight beyond its ends.
    ///
    /// # Units
    /// - `geometry`: CRS84 degrees, valid
    /// - returns: kilometres on the ellipsoid, to a step of the outline; shares from 0 to 1
    ///
    /// # Errors
    /// [`LocateError::OutOfReach`] if the projection does not reach a position,
    /// [`LocateError::NoSegment`] for a geometry of points.
    ///
    /// # References
    /// - ISO 19148, *Linear referencing*
    pub fn span(&self, geometry: &Geometry<f64>) -> Result<Span, LocateError> {
        let flat = geometry.try_map_coords(|coord| self.flat(coord))?;
        let lines = outline(&flat);
        let length: f64 = lines.iter().map(|line| long(*line)).sum();
        if length <= 0.0 {
            return Err(LocateError::NoSegment);
        }
        let mut span = Span {
            from_km: f64::INFINITY,
            to_km: f64::NEG_INFINITY,
            nearest_km: f64::INFINITY,
            farthest_km: 0.0,
            left: 0.0,
        };
        let mut left_m = 0.0;
        for (point, metres) in steps(&lines) {
            let (km, offset_km) = self.off(point)?;
            span.take(km, offset_km.abs());
            if offset_km > 0.0 {
                left_m += metres;
            }
        }
        span.left = (left_m / length).clamp(0.0, 1.0);
        for own in self.lines() {
            // What of the line lies nearest to the outline may be a corner of the line.
            for corner in [own.start, own.end] {
                let feet = lines.iter().map(|line| nearest(*line, corner));
                let away = |p: &Coord<f64>| long(Line::new(*p, corner));
                if let Some(foot) = feet.min_by(|one, two| away(one).total_cmp(&away(two))) {
                    let (km, offset_km) = self.off(foot)?;
                    span.take(km, offset_km.abs());
                }
            }
            if !flat.intersects(&own) {
                continue;
            }
            span.nearest_km = 0.0;
            let mut met: Vec<Coord<f64>> = lines
                .iter()
                .filter_map(|line| {
                    crate::line::region::crossing(own.start, own.end, line.start, line.end)
                        .map(|share| own.start + (own.end - own.start) * share)
                })
                .collect();
            met.extend(
                [own.start, own.end]
                    .into_iter()
                    .filter(|end| flat.intersects(end)),
            );
            for point in met {
                let (km, _) = self.off(point)?;
                span.take(km, 0.0);
            }
        }
        if let Some(area) = polygons(&flat) {
            let whole = area.unsigned_area();
            if whole > 0.0 {
                let left = area.intersection(&MultiPolygon(vec![self.left_ground()]));
                span.left = (left.unsigned_area() / whole).clamp(0.0, 1.0);
            }
        }
        Ok(span)
    }

    /// The points by which the outline of a line or an area is followed.
    ///
    /// # Errors
    /// [`LocateError::OutOfReach`] if the projection does not reach a position.
    pub fn followed(&self, geometry: &Geometry<f64>) -> Result<Vec<LonLat>, LocateError> {
        let flat = geometry.try_map_coords(|coord| self.flat(coord))?;
        let points = steps(&outline(&flat)).into_iter();
        points.map(|(point, _)| self.position(point)).collect()
    }

    /// The ground to the left of the line, which goes on straight beyond its ends.
    ///
    /// # Units
    /// - metres on the plane
    #[must_use]
    pub fn left_ground(&self) -> Polygon<f64> {
        let vertices = self.vertices();
        let mut ring = vertices.to_vec();
        if let ([first, second, ..], [.., before, last]) = (vertices, vertices) {
            let onward = |from: Coord<f64>, to: Coord<f64>| {
                let way = to - from;
                to + way * (BEYOND_M / way.x.hypot(way.y))
            };
            let (start, end) = (onward(*second, *first), onward(*before, *last));
            let angle = |p: Coord<f64>| (p.y - first.y).atan2(p.x - first.x);
            let from = angle(end);
            let turn = (angle(start) - from).rem_euclid(std::f64::consts::TAU);
            ring.push(end);
            for step in 1..16 {
                let bearing = from + turn * f64::from(step) / 16.0;
                ring.push(Coord {
                    x: first.x + BEYOND_M * bearing.cos(),
                    y: first.y + BEYOND_M * bearing.sin(),
                });
            }
            ring.push(start);
        }
        Polygon::new(LineString(ring), Vec::new())
    }

    fn off(&self, point: Coord<f64>) -> Result<(f64, f64), LocateError> {
        let found = self.locate(self.position(point)?)?;
        Ok((found.km, found.offset_km))
    }

    fn lines(&self) -> Vec<Line<f64>> {
        LineString(self.vertices().to_vec()).lines().collect()
    }

    fn flat(&self, coord: Coord<f64>) -> Result<Coord<f64>, LocateError> {
        let position = LonLat::try_from(coord).map_err(|_| LocateError::OutOfReach)?;
        self.on_plane(position)
    }
}

impl Span {
    fn take(&mut self, km: f64, away_km: f64) {
        self.from_km = self.from_km.min(km);
        self.to_km = self.to_km.max(km);
        self.nearest_km = self.nearest_km.min(away_km);
        self.farthest_km = self.farthest_km.max(away_km);
    }
}

/// Points along an outline in short steps, each with the metres that it stands for: half a step
/// before and half a step after it.
fn steps(lines: &[Line<f64>]) -> Vec<(Coord<f64>, f64)> {
    let length: f64 = lines.iter().map(|line| long(*line)).sum();
    let step = STEP_M.max(length / MOST_STEPS);
    let mut points = Vec::new();
    for line in lines {
        let steps = (long(*line) / step).ceil().max(1.0);
        let mut taken = 0.0;
        while taken <= steps {
            let share = taken / steps;
            let ends = share <= 0.0 || share >= 1.0;
            let weight = if ends { 0.5 } else { 1.0 };
            points.push((
                line.start + (line.end - line.start) * share,
                weight * long(*line) / steps,
            ));
            taken += 1.0;
        }
    }
    points
}

/// The nearest point of a segment to a point.
fn nearest(line: Line<f64>, p: Coord<f64>) -> Coord<f64> {
    let (way, part) = (line.end - line.start, p - line.start);
    let square = way.x * way.x + way.y * way.y;
    if square > 0.0 {
        line.start + way * ((way.x * part.x + way.y * part.y) / square).clamp(0.0, 1.0)
    } else {
        line.start
    }
}

fn long(line: Line<f64>) -> f64 {
    (line.end - line.start).x.hypot((line.end - line.start).y)
}

/// The segments of a geometry: of areas those of their rings.
fn outline(geometry: &Geometry<f64>) -> Vec<Line<f64>> {
    let of = |polygon: &Polygon<f64>| {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings
            .flat_map(|ring| ring.lines().collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    match geometry {
        Geometry::LineString(line) => line.lines().collect(),
        Geometry::MultiLineString(lines) => lines.0.iter().flat_map(LineString::lines).collect(),
        Geometry::Polygon(polygon) => of(polygon),
        Geometry::MultiPolygon(polygons) => polygons.0.iter().flat_map(of).collect(),
        Geometry::MultiPoint(points) => points
            .coords_iter()
            .collect::<Vec<_>>()
            .windows(2)
            .filter_map(|pair| match *pair {
                [a, b] => Some(Line::new(a, b)),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn polygons(geometry: &Geometry<f64>) -> Option<MultiPolygon<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => Some(MultiPolygon(vec![polygon.clone()])),
        Geometry::MultiPolygon(polygons) => Some(polygons.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
