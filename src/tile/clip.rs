//! What of a line and of a ring lies in a box.

use geo_types::{Coord, Rect};

/// The pieces of a line that lie in a box.
///
/// # References
/// - Liang, Y.-D. and Barsky, B. A., "A new concept and method for line clipping", ACM TOG 3 (1984),
///   doi:10.1145/357332.357333
#[must_use]
pub fn line(coords: &[Coord<f64>], to: &Rect<f64>) -> Vec<Vec<Coord<f64>>> {
    let mut pieces: Vec<Vec<Coord<f64>>> = Vec::new();
    // Whether the last piece ends where the next segment begins.
    let mut joined = false;
    for (from, till) in coords.iter().zip(coords.iter().skip(1)) {
        let Some((first, last)) = segment(*from, *till, to) else {
            joined = false;
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if joined => piece.push(last),
            _ => pieces.push(vec![first, last]),
        }
        joined = last == *till;
    }
    pieces
}

/// The part of a segment that lies in a box, its ends kept to the bit where they lie in it.
fn segment(from: Coord<f64>, till: Coord<f64>, to: &Rect<f64>) -> Option<(Coord<f64>, Coord<f64>)> {
    let way = till - from;
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    for (step, room) in [
        (-way.x, from.x - to.min().x),
        (way.x, to.max().x - from.x),
        (-way.y, from.y - to.min().y),
        (way.y, to.max().y - from.y),
    ] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            enters = enters.max(room / step);
        } else {
            leaves = leaves.min(room / step);
        }
    }
    let at = |part: f64| kept(from + way * part, to);
    (enters <= leaves).then(|| {
        (
            if enters > 0.0 { at(enters) } else { from },
            if leaves < 1.0 { at(leaves) } else { till },
        )
    })
}

/// A coordinate that rounding carried out of the box, brought back to its edge.
fn kept(at: Coord<f64>, to: &Rect<f64>) -> Coord<f64> {
    Coord {
        x: at.x.clamp(to.min().x, to.max().x),
        y: at.y.clamp(to.min().y, to.max().y),
    }
}

/// The part of a ring that lies in a box, as one ring: where it leaves the box it follows its edge.
/// The ring comes and goes without its last position, which is its first.
///
/// # References
/// - Sutherland, I. E. and Hodgman, G. W., "Reentrant polygon clipping", CACM 17 (1974),
///   doi:10.1145/360767.360802
#[must_use]
pub fn ring(coords: &[Coord<f64>], to: &Rect<f64>) -> Vec<Coord<f64>> {
    type Edge = (fn(Coord<f64>) -> f64, f64, f64);
    let (x, y): (fn(Coord<f64>) -> f64, fn(Coord<f64>) -> f64) = (|at| at.x, |at| at.y);
    let edges: [Edge; 4] = [
        (x, to.min().x, 1.0),
        (x, to.max().x, -1.0),
        (y, to.min().y, 1.0),
        (y, to.max().y, -1.0),
    ];
    let mut left = coords.to_vec();
    for (axis, edge, inwards) in edges {
        let depth = |at: Coord<f64>| (axis(at) - edge) * inwards;
        if left.iter().all(|at| depth(*at) >= 0.0) {
            continue;
        }
        let whole = std::mem::take(&mut left);
        let Some(mut before) = whole.last().copied() else {
            return whole;
        };
        for at in whole {
            let (was, is) = (depth(before), depth(at));
            if (was < 0.0) != (is < 0.0) {
                left.push(before + (at - before) * (was / (was - is)));
            }
            if is >= 0.0 {
                left.push(at);
            }
            before = at;
        }
    }
    left.into_iter().map(|at| kept(at, to)).collect()
}

#[cfg(test)]
mod tests {
    use geo::{Area as _, Intersects as _};
    use geo_types::{Line, LineString, Point, Polygon};
    use proptest::prelude::*;

    use super::*;

    fn square() -> Rect<f64> {
        Rect::new((0.0, 0.0), (10.0, 10.0))
    }

    fn path(coords: &[(f64, f64)]) -> Vec<Coord<f64>> {
        coords.iter().map(|(x, y)| Coord { x: *x, y: *y }).collect()
    }

    #[test]
    fn a_line_that_comes_back_is_two_pieces() {
        let pieces = line(
            &path(&[
                (-5.0, 5.0),
                (5.0, 5.0),
                (15.0, 5.0),
                (15.0, 8.0),
                (5.0, 8.0),
            ]),
            &square(),
        );
        assert_eq!(
            pieces,
            [
                path(&[(0.0, 5.0), (5.0, 5.0), (10.0, 5.0)]),
                path(&[(10.0, 8.0), (5.0, 8.0)])
            ]
        );
        assert!(line(&path(&[(-5.0, 5.0), (5.0, -6.0)]), &square()).is_empty());
    }

    #[test]
    fn a_ring_around_the_box_becomes_the_box() {
        let around = path(&[(-5.0, -5.0), (15.0, -5.0), (15.0, 15.0), (-5.0, 15.0)]);
        let left = Polygon::new(LineString(ring(&around, &square())), Vec::new());
        assert!((left.unsigned_area() - 100.0).abs() < 1e-9);
        assert!(ring(&path(&[(11.0, 1.0), (12.0, 1.0), (12.0, 3.0)]), &square()).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn pieces_lie_in_the_box_and_on_the_line(
            coords in prop::collection::vec((-20.0..30.0_f64, -20.0..30.0_f64), 2..12),
        ) {
            let whole = path(&coords);
            let pieces = line(&whole, &square());
            for at in pieces.iter().flatten() {
                prop_assert!(square().intersects(&Point(*at)));
                let near = whole.iter().zip(&whole[1..]).any(|(one, other)| {
                    use geo::{Distance as _, Euclidean};
                    Euclidean.distance(&Point(*at), &Line::new(*one, *other)) < 1e-9
                });
                prop_assert!(near);
            }
            // What lies in the box is not lost.
            let inside = whole.iter().filter(|at| square().intersects(&Point(**at)));
            for at in inside {
                prop_assert!(pieces.iter().flatten().any(|kept| kept == at));
            }
        }

        #[test]
        fn a_triangle_keeps_the_area_that_it_shares_with_the_box(
            corners in prop::collection::vec((-20.0..30.0_f64, -20.0..30.0_f64), 3),
        ) {
            use geo::BooleanOps as _;
            let whole = path(&corners);
            let left = Polygon::new(LineString(ring(&whole, &square())), Vec::new());
            let triangle = Polygon::new(LineString(whole), Vec::new());
            let shared = triangle.intersection(&square().to_polygon());
            prop_assert!((left.unsigned_area() - shared.unsigned_area()).abs() < 1e-4);
        }
    }
}
