//! The line of one day, in one or several parts, made ready to measure against.

use geo::{BoundingRect as _, Euclidean, InterpolatableLine as _, Intersects as _};
use geo_types::{Coord, Geometry, LineString};

use crate::{
    line::locate::{self, Gauge, LinearPosition, LocateError},
    model::{
        id::Id, interval::Interval, length::Metres, line_version::LineVersion, position::LonLat,
    },
};

/// So many points on a side has the grid by which shares are told.
const GRID: u16 = 24;

/// The line of one day.
#[derive(Debug)]
pub struct DayLine {
    /// The version that held.
    pub id: Id,
    /// How far it may be off.
    pub accuracy_m: Metres,
    parts: Vec<(LineVersion, Gauge)>,
}

impl DayLine {
    /// A line of these parts, longest first; `None` when none of them can be measured against.
    #[must_use]
    pub fn new(
        id: &Id,
        interval: Interval,
        accuracy_m: Metres,
        traces: impl IntoIterator<Item = LineString<f64>>,
    ) -> Option<Self> {
        let parts: Vec<(LineVersion, Gauge)> = traces
            .into_iter()
            .filter_map(|trace| {
                let version = LineVersion {
                    id: id.clone(),
                    interval,
                    accuracy_m,
                    trace,
                };
                let gauge = Gauge::new(&version).ok()?;
                Some((version, gauge))
            })
            .collect();
        (!parts.is_empty()).then(|| Self {
            id: id.clone(),
            accuracy_m,
            parts,
        })
    }

    /// Where a position lies with regard to the nearest part.
    ///
    /// # Units
    /// - kilometres along that part and off it, positive to its left
    ///
    /// # Errors
    /// [`LocateError::OutOfReach`] if the projection does not reach the position.
    pub fn locate(&self, position: LonLat) -> Result<LinearPosition, LocateError> {
        let mut nearest: Option<LinearPosition> = None;
        for (_, gauge) in &self.parts {
            let found = gauge.locate(position)?;
            if nearest.is_none_or(|known| found.offset_km.abs() < known.offset_km.abs()) {
                nearest = Some(found);
            }
        }
        nearest.ok_or(LocateError::NoSegment)
    }

    /// Its parts, longest first.
    ///
    /// # Units
    /// - CRS84 degrees
    pub fn traces(&self) -> impl Iterator<Item = &LineString<f64>> {
        self.parts.iter().map(|(version, _)| &version.trace)
    }

    /// How much of an area, or of a line, lies to the left: each of its points to that of the part
    /// that is nearest. `None` for points and for what is out of reach.
    ///
    /// An area is told by points on a grid of [`GRID`] by [`GRID`], a line by as many of its own.
    ///
    /// # Units
    /// - share from 0 to 1
    #[must_use]
    pub fn left(&self, geometry: &Geometry<f64>) -> Option<f64> {
        let points = match geometry {
            Geometry::Polygon(_) | Geometry::MultiPolygon(_) => grid(geometry),
            Geometry::LineString(line) => beads(line),
            Geometry::MultiLineString(lines) => lines.0.iter().flat_map(beads).collect(),
            _ => Vec::new(),
        };
        let (mut left, mut all) = (0.0, 0.0);
        for point in points {
            let found = self.locate(LonLat::try_from(point).ok()?).ok()?;
            all += 1.0;
            if found.offset_km > 0.0 {
                left += 1.0;
            }
        }
        (all > 0.0).then_some(left / all)
    }

    /// The point half-way along the first part.
    #[must_use]
    pub fn middle(&self) -> Option<LonLat> {
        let (version, _) = self.parts.first()?;
        locate::middle(version)
    }
}

/// The points of a grid over the bounds of an area that lie in it.
fn grid(area: &Geometry<f64>) -> Vec<Coord<f64>> {
    let Some(rect) = area.bounding_rect() else {
        return Vec::new();
    };
    let step = |n: u16| (f64::from(n) + 0.5) / f64::from(GRID);
    let row = |y: f64| (0..GRID).map(move |n| (rect.min().x + rect.width() * step(n), y));
    (0..GRID)
        .flat_map(|n| row(rect.min().y + rect.height() * step(n)))
        .map(|(x, y)| Coord { x, y })
        .filter(|point| area.intersects(point))
        .collect()
}

/// Points along a line, the middles of as many equal pieces.
fn beads(line: &LineString<f64>) -> Vec<Coord<f64>> {
    let at = |n: u16| (f64::from(n) + 0.5) / f64::from(GRID);
    (0..GRID)
        .filter_map(|n| line.point_at_ratio_from_start(&Euclidean, at(n)))
        .map(|point| point.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_nearest_part_says_how_far_and_on_which_side() {
        let at = |lon, lat| LonLat::new(lon, lat).expect("on Earth");
        let part = |ends: [(f64, f64); 2]| LineString::from(ends.to_vec());
        // Two parts that run south; left of them is the east.
        let parts = [
            part([(46.0, 40.0), (46.0, 39.5)]),
            part([(47.0, 40.0), (47.0, 39.5)]),
        ];
        let day = date(2020, 10, 4);
        let id = "rebuilt-2020-10-04-agreed".parse().expect("an identifier");
        let interval = Interval::days(day, day).expect("a day");
        let line = DayLine::new(&id, interval, Metres::default(), parts).expect("two parts");
        let offset = |lon| line.locate(at(lon, 39.8)).expect("in reach").offset_km;
        assert!(offset(46.1) > 8.0 && offset(45.9) < -8.0);
        assert!(offset(47.1) > 8.0 && offset(46.9) < -8.0);
        assert!((offset(46.1) - offset(47.1)).abs() < 0.1);
        assert!(DayLine::new(&id, interval, Metres::default(), []).is_none());
        let square = |west: f64, east: f64| {
            let rect = geo_types::Rect::new((west, 39.6), (east, 39.9));
            line.left(&Geometry::from(rect.to_polygon()))
                .expect("an area")
        };
        assert!((square(45.9, 46.1) - 0.5).abs() < 1e-9, "across a part");
        assert!(square(46.1, 46.2) >= 1.0 && square(45.8, 45.9) <= 0.0);
        assert!((square(46.3, 46.7) - 0.5).abs() < 0.05, "between the parts");
        let across = part([(46.8, 39.7), (47.2, 39.7)]);
        assert!((line.left(&across.into()).expect("a line") - 0.5).abs() < 0.05);
        assert_eq!(line.left(&Geometry::Point((46.1, 39.8).into())), None);
    }
}
