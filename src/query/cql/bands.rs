//! The edges of an area by latitude, so that a position is looked up among a few of them.

use geo::coordinate_position::CoordPos;
use geo::{Kernel as _, LinesIter as _, Orientation, algorithm::kernels::RobustKernel};
use geo_types::{Coord, Line, MultiPolygon, Rect};

/// The most bands: an edge stands in each of those that it crosses.
const MOST_BANDS: usize = 256;

/// Edges in bands of equal height, of polygons whose outlines run against their holes.
pub(super) struct Bands {
    rect: Rect<f64>,
    bands: Vec<Vec<Line<f64>>>,
}

impl Bands {
    /// Sorts the edges of an area.
    pub(super) fn new(area: &MultiPolygon<f64>, rect: Rect<f64>) -> Self {
        let count = (area.lines_iter().count() / 4).clamp(1, MOST_BANDS);
        let mut bands = Self {
            rect,
            bands: vec![Vec::new(); count],
        };
        for line in area.lines_iter() {
            let (one, other) = (bands.at(line.start.y), bands.at(line.end.y));
            let crossed = one.min(other)..=one.max(other);
            for band in bands.bands.get_mut(crossed).into_iter().flatten() {
                band.push(line);
            }
        }
        bands
    }

    /// The band of a latitude.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a small number of bands, and what lies outside is cut to the first and last"
    )]
    fn at(&self, y: f64) -> usize {
        let share = (y - self.rect.min().y) / self.rect.height();
        let band = (share * self.bands.len() as f64) as usize;
        band.min(self.bands.len() - 1)
    }

    /// Where a position lies, by the winding number.
    ///
    /// # References
    /// - D. Sunday, *Inclusion of a Point in a Polygon* (2001)
    pub(super) fn position(&self, at: Coord<f64>) -> CoordPos {
        let mut winding = 0;
        let edges = self.bands.get(self.at(at.y)).into_iter().flatten();
        for Line { start, end } in edges {
            let (low, high) = if start.y <= end.y {
                (start, end)
            } else {
                (end, start)
            };
            if at.y < low.y || at.y > high.y {
                continue;
            }
            let side = RobustKernel::orient2d(*low, *high, at);
            let between = start.x.min(end.x) <= at.x && at.x <= start.x.max(end.x);
            if side == Orientation::Collinear && between {
                return CoordPos::OnBoundary;
            }
            // The upper end of an edge is the lower end of the next one, or none.
            if at.y < high.y && side == Orientation::CounterClockwise {
                winding += if start.y <= end.y { 1 } else { -1 };
            }
        }
        if winding == 0 {
            CoordPos::Outside
        } else {
            CoordPos::Inside
        }
    }
}

#[cfg(test)]
mod tests {
    use geo::{CoordinatePosition as _, Orient as _, orient::Direction};
    use geo_types::{LineString, Polygon, coord};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The same as by looking at every edge; on a small lattice, so that edges and corners are
        /// met often.
        #[test]
        fn a_position_lies_where_it_lies_by_all_edges(
            corners in prop::collection::vec(0.1_f64..1.0, 3..30),
            x in -6_i32..6, y in -6_i32..6, hole in any::<bool>(),
        ) {
            // A star around the middle never crosses itself.
            let turn = std::f64::consts::TAU / f64::from(u32::try_from(corners.len()).unwrap_or(3));
            let star = |size: f64| -> LineString<f64> {
                let at = |(n, r): (u32, &f64)| {
                    let angle = f64::from(n) * turn;
                    coord! { x: (r * size * angle.cos()).round(), y: (r * size * angle.sin()).round() }
                };
                (0..).zip(&corners).map(at).collect()
            };
            let holes = if hole { vec![LineString::from(vec![(-1., -1.), (1., -1.), (1., 1.), (-1., 1.), (-1., -1.)])] } else { vec![] };
            let outline = if hole { LineString::from(vec![(-5., -5.), (5., -4.), (4., 5.), (-5., 3.), (-5., -5.)]) } else { star(5.0) };
            let polygon = Polygon::new(outline, holes).orient(Direction::Default);
            prop_assume!(geo::Validation::is_valid(&polygon));
            let at = coord! { x: f64::from(x), y: f64::from(y) };
            let rect = geo::BoundingRect::bounding_rect(&polygon).expect("not empty");
            let bands = Bands::new(&MultiPolygon(vec![polygon.clone()]), rect);
            let inside = rect.min().y <= at.y && at.y <= rect.max().y;
            if inside {
                prop_assert_eq!(bands.position(at), polygon.coordinate_position(&at));
            }
        }
    }
}
