//! What of a geometry is drawn in a tile, in whole units.

use geo::{BoundingRect as _, Simplify as _};
use geo_types::{Coord, Geometry, LineString, Polygon, Rect};

use crate::tile::{
    address::{Address, frame},
    clip,
};

/// How far a line may be moved to be drawn with fewer positions: a sixteenth of a pixel on a screen
/// that shows a tile on 256.
///
/// # Units
/// - units of a tile
const TOLERANCE: f64 = 1.0;

/// A path in whole units of a tile.
pub type Path = Vec<Coord<i32>>;

/// The parts of a geometry that are drawn; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outline {
    /// Points, each once.
    Points(Path),
    /// Lines of two or more positions, none equal to the one before it.
    Lines(Vec<Path>),
    /// Areas: the outer ring, and those of the holes in it. Rings come without their last position,
    /// which is their first, and enclose an area.
    Areas(Vec<Vec<Path>>),
}

impl Outline {
    /// How much there is to see of it: what is least is left out first where there is too much.
    ///
    /// # Units
    /// - units along the longest edge of its box
    #[must_use]
    pub fn size(&self) -> u32 {
        let paths: Vec<&Path> = match self {
            Self::Points(points) => vec![points],
            Self::Lines(lines) => lines.iter().collect(),
            Self::Areas(areas) => areas.iter().filter_map(|rings| rings.first()).collect(),
        };
        let span = |axis: fn(&Coord<i32>) -> i32| {
            let along = || paths.iter().copied().flatten().map(axis);
            let (least, most) = (along().min(), along().max());
            least
                .zip(most)
                .map_or(0, |(least, most)| most.abs_diff(least))
        };
        span(|at| at.x).max(span(|at| at.y))
    }
}

/// What of a geometry is drawn in a tile: cut to the tile and its surroundings, with fewer positions
/// where nobody sees the difference, in whole units. What collapses to less than a unit is left out.
///
/// # Units
/// - `geometry`: fractions of the square of [`crate::tile::mercator`]
///
/// # References
/// - Mapbox Vector Tile Specification 2.1, section 4.3
#[must_use]
pub fn outline(geometry: &Geometry<f64>, tile: Address) -> Option<Outline> {
    let frame = frame();
    let paths = |path: &LineString<f64>| pieces(path, tile, &frame);
    let area = |polygon: &Polygon<f64>| area(polygon, tile, &frame);
    let full = |outline: Outline| match &outline {
        Outline::Points(all) if all.is_empty() => None,
        Outline::Lines(all) if all.is_empty() => None,
        Outline::Areas(all) if all.is_empty() => None,
        _ => Some(outline),
    };
    full(match geometry {
        Geometry::Point(point) => Outline::Points(points(&[point.0], tile, &frame)),
        Geometry::MultiPoint(many) => {
            let all: Vec<Coord<f64>> = many.iter().map(|point| point.0).collect();
            Outline::Points(points(&all, tile, &frame))
        }
        Geometry::LineString(line) => Outline::Lines(paths(line)),
        Geometry::MultiLineString(many) => Outline::Lines(many.iter().flat_map(paths).collect()),
        Geometry::Polygon(polygon) => Outline::Areas(area(polygon).into_iter().collect()),
        Geometry::MultiPolygon(many) => Outline::Areas(many.iter().filter_map(area).collect()),
        // A shape is one of the six.
        _ => return None,
    })
}

fn points(all: &[Coord<f64>], tile: Address, frame: &Rect<f64>) -> Path {
    let mut inside: Path = all
        .iter()
        .map(|at| tile.units(*at))
        .filter(|at| touches(Rect::new(*at, *at), frame))
        .map(whole)
        .collect();
    inside.sort_unstable_by_key(|at| (at.y, at.x));
    inside.dedup();
    inside
}

/// The nearest whole units: what is in the frame stays in it, as its edges are whole.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what is cut to the frame is far below 2^31"
)]
fn whole(at: Coord<f64>) -> Coord<i32> {
    Coord {
        x: at.x.round() as i32,
        y: at.y.round() as i32,
    }
}

fn touches(one: Rect<f64>, frame: &Rect<f64>) -> bool {
    one.min().x <= frame.max().x
        && one.max().x >= frame.min().x
        && one.min().y <= frame.max().y
        && one.max().y >= frame.min().y
}

/// The box of a path in the tile's units.
fn span(path: &LineString<f64>, tile: Address) -> Option<Rect<f64>> {
    let on = path.bounding_rect()?;
    Some(Rect::new(tile.units(on.min()), tile.units(on.max())))
}

/// The pieces of a line that are drawn.
fn pieces(path: &LineString<f64>, tile: Address, frame: &Rect<f64>) -> Vec<Path> {
    if !span(path, tile).is_some_and(|span| touches(span, frame)) {
        return Vec::new();
    }
    let units: Vec<Coord<f64>> = path.coords().map(|at| tile.units(*at)).collect();
    clip::line(&units, frame)
        .into_iter()
        .map(|piece| distinct(LineString(piece).simplify(TOLERANCE).0))
        .filter(|piece| piece.len() > 1)
        .collect()
}

/// The rings of an area that are drawn, the outer one first; `None` when that one is not.
fn area(polygon: &Polygon<f64>, tile: Address, frame: &Rect<f64>) -> Option<Vec<Path>> {
    let outer = ring(polygon.exterior(), tile, frame)?;
    let holes = polygon.interiors().iter();
    let holes = holes.filter_map(|hole| ring(hole, tile, frame));
    Some(std::iter::once(outer).chain(holes).collect())
}

/// A ring in whole units, if it still encloses an area.
fn ring(closed: &LineString<f64>, tile: Address, frame: &Rect<f64>) -> Option<Path> {
    let span = span(closed, tile).filter(|span| touches(*span, frame))?;
    if span.width() < 0.5 && span.height() < 0.5 {
        return None;
    }
    let open = closed.0.split_last().map(|(_, open)| open)?;
    let units: Vec<Coord<f64>> = open.iter().map(|at| tile.units(*at)).collect();
    let mut cut = clip::ring(&units, frame);
    cut.push(*cut.first()?);
    let closed = LineString(cut);
    let open = |ring: LineString<f64>| {
        let mut ring = distinct(ring.0);
        ring.pop();
        ring
    };
    let simple = open(closed.simplify(TOLERANCE));
    // A sliver may be no more than a line when it is made simpler, and an area before.
    [simple, open(closed)]
        .into_iter()
        .find(|ring| twice_area(ring) != 0)
}

/// Whole units, none equal to the one before it.
fn distinct(path: Vec<Coord<f64>>) -> Path {
    let mut path: Path = path.into_iter().map(whole).collect();
    path.dedup();
    path
}

/// Twice the area that a ring encloses; its sign says which way round it runs.
#[must_use]
pub fn twice_area(open: &[Coord<i32>]) -> i64 {
    let next = open.iter().cycle().skip(1);
    let turns = open.iter().zip(next).map(|(one, other)| {
        i64::from(one.x) * i64::from(other.y) - i64::from(other.x) * i64::from(one.y)
    });
    turns.sum()
}

#[cfg(test)]
mod tests {
    use geo_types::{line_string, polygon};
    use proptest::prelude::*;

    use super::*;
    use crate::tile::address::{BUFFER, EXTENT};

    fn world() -> Address {
        Address::new(0, 0, 0).expect("the whole square")
    }

    #[test]
    fn an_area_below_a_unit_is_left_out_and_its_holes_with_it() {
        let tiny = polygon![
            (x: 0.5, y: 0.5), (x: 0.500_01, y: 0.5), (x: 0.500_01, y: 0.500_01), (x: 0.5, y: 0.5)
        ];
        assert_eq!(outline(&tiny.into(), world()), None);
        let holed = polygon!(
            exterior: [(x: 0.25, y: 0.25), (x: 0.75, y: 0.25), (x: 0.75, y: 0.75), (x: 0.25, y: 0.25)],
            interiors: [
                [(x: 0.6, y: 0.4), (x: 0.7, y: 0.4), (x: 0.7, y: 0.5), (x: 0.6, y: 0.4)],
                [(x: 0.5, y: 0.4), (x: 0.500_01, y: 0.4), (x: 0.5, y: 0.400_01), (x: 0.5, y: 0.4)]
            ],
        );
        let Some(Outline::Areas(areas)) = outline(&holed.into(), world()) else {
            panic!("an area");
        };
        assert_eq!(areas.len(), 1);
        assert_eq!(areas[0].len(), 2, "{areas:?}");
    }

    #[test]
    fn positions_that_nobody_sees_are_left_out() {
        let line = line_string![
            (x: 0.1, y: 0.1), (x: 0.2, y: 0.200_01), (x: 0.3, y: 0.3), (x: 0.3, y: 0.3)
        ];
        let Some(Outline::Lines(lines)) = outline(&line.into(), world()) else {
            panic!("a line");
        };
        assert_eq!(
            lines,
            [[Coord { x: 410, y: 410 }, Coord { x: 1229, y: 1229 }]]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn what_is_drawn_stays_in_the_frame_and_encloses_something(
            corners in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64), 3..24),
            zoom in 0_u32..5,
            area in any::<bool>(),
        ) {
            let path: LineString<f64> = corners.into_iter().collect();
            let geometry: Geometry<f64> = if area {
                Polygon::new(path, Vec::new()).into()
            } else {
                path.into()
            };
            let middle = (1_u32 << zoom) / 2;
            let tile = Address::new(zoom, middle, middle).expect("a tile");
            let most = i32::from(EXTENT + BUFFER);
            let framed = |at: &Coord<i32>| {
                let room = -i32::from(BUFFER)..=most;
                room.contains(&at.x) && room.contains(&at.y)
            };
            match outline(&geometry, tile) {
                // It lies elsewhere, or comes to less than a unit.
                None => {}
                Some(Outline::Areas(areas)) => {
                    for ring in areas.iter().flatten() {
                        prop_assert!(ring.iter().all(framed) && twice_area(ring) != 0);
                        prop_assert!(ring.first() != ring.last());
                    }
                }
                Some(Outline::Lines(lines)) => {
                    for line in &lines {
                        prop_assert!(line.len() > 1 && line.iter().all(framed));
                        prop_assert!(line.windows(2).all(|two| two[0] != two[1]));
                    }
                }
                Some(Outline::Points(_)) => prop_assert!(false, "no points were given"),
            }
        }
    }
}
