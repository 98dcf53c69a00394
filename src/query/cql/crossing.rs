//! Where the edges of an area cross.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo_types::{Coord, Line};

/// A position where two edges cross, or lie on each other; edges that only touch do not cross.
///
/// The edges are walked from west to east, each against those that begin before it ends.
pub(super) fn crossing(lines: impl Iterator<Item = Line<f64>>) -> Option<Coord<f64>> {
    let edges = |line: &Line<f64>| {
        let (x1, x2) = (line.start.x, line.end.x);
        let (y1, y2) = (line.start.y, line.end.y);
        ([x1.min(x2), x1.max(x2)], [y1.min(y2), y1.max(y2)])
    };
    let mut lines: Vec<_> = lines
        .filter(|line| line.start != line.end)
        .map(|line| (edges(&line), line))
        .collect();
    lines.sort_by(|(one, _), (other, _)| one.0[0].total_cmp(&other.0[0]));
    for (n, (([_, east], [south, north]), line)) in lines.iter().enumerate() {
        let behind = lines.iter().skip(n + 1);
        for (([_, _], [low, high]), other) in behind.take_while(|(other, _)| other.0[0] <= *east) {
            if high < south || low > north {
                continue;
            }
            match line_intersection(*line, *other) {
                Some(LineIntersection::SinglePoint {
                    intersection,
                    is_proper: true,
                }) => return Some(intersection),
                Some(LineIntersection::Collinear { intersection })
                    if intersection.start != intersection.end =>
                {
                    return Some(intersection.start);
                }
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use geo::LinesIter as _;
    use geo_types::polygon;

    use super::*;

    #[test]
    fn a_bow_tie_crosses_itself_and_a_square_does_not() {
        let square = polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.), (x: 0., y: 1.)];
        assert_eq!(crossing(square.lines_iter()), None);
        let tie = polygon![(x: 0., y: 0.), (x: 1., y: 1.), (x: 1., y: 0.), (x: 0., y: 1.)];
        assert_eq!(crossing(tie.lines_iter()), Some(Coord { x: 0.5, y: 0.5 }));
        let spike = polygon![(x: 0., y: 0.), (x: 2., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.)];
        assert!(crossing(spike.lines_iter()).is_some());
        let touching = polygon![(x: 0., y: 0.), (x: 2., y: 0.), (x: 1., y: 1.), (x: 2., y: 2.), (x: 0., y: 2.), (x: 1., y: 1.)];
        assert_eq!(crossing(touching.lines_iter()), None);
    }
}
