//! Smoothing that never moves a settlement to the other side.

use geo_types::Coord;

use crate::line::{
    region::{at, crossing},
    voronoi::cross,
};

/// One straight piece of a boundary, from its vertex to the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// The cells to its left and right; several when pieces were joined.
    pub cells: Vec<(usize, usize)>,
    /// Whether it is a piece of the base line, which stays as it is.
    pub base: bool,
}

/// Takes out corners as long as no settlement is passed over and the boundary moves by no more
/// than `tolerance`, and rounds those that are left. Pieces of the base line, their ends and the
/// ends of the boundary stay where they are.
///
/// `corners` has one vertex more than `pieces`.
///
/// # Units
/// - metres
pub fn smooth<V: Copy>(
    corners: &mut Vec<V>,
    pieces: &mut Vec<Piece>,
    settlements: &[Coord<f64>],
    tolerance: f64,
    place: impl Fn(&V) -> Coord<f64>,
    made: impl Fn(Coord<f64>) -> V,
) {
    straighten(corners, pieces, settlements, tolerance, &place);
    for _ in 0..2 {
        round(corners, pieces, settlements, tolerance, &place, &made);
    }
}

fn straighten<V: Copy>(
    corners: &mut Vec<V>,
    pieces: &mut Vec<Piece>,
    settlements: &[Coord<f64>],
    tolerance: f64,
    place: &impl Fn(&V) -> Coord<f64>,
) {
    loop {
        // Of corners that are equally deep the westernmost goes first, whichever way the boundary runs.
        let mut least: Option<((i64, i64, i64), usize)> = None;
        for corner in 1..corners.len().saturating_sub(1) {
            let Some([a, b, c]) = around(corners, corner, place) else {
                continue;
            };
            let free = !is_base(pieces, corner - 1) && !is_base(pieces, corner);
            let depth = depth(a, b, c);
            let rank = (cm(depth), cm(b.x), cm(b.y));
            let better = least.is_none_or(|(known, _)| rank < known);
            if free && better && depth <= tolerance && is_clear(a, b, c, settlements) {
                let crossed = corners.windows(2).enumerate().any(|(at, ends)| {
                    let near = at + 2 >= corner && at <= corner + 1;
                    match ends {
                        [from, to] if !near => {
                            let (from, to) = (place(from), place(to));
                            // A closed boundary comes back to the end at which it began.
                            let meets = |p: &Coord<f64>| same(*p, a) || same(*p, c);
                            crossing(a, c, from, to).is_some() && ![from, to].iter().any(meets)
                        }
                        _ => false,
                    }
                });
                if !crossed {
                    least = Some((rank, corner));
                }
            }
        }
        let Some((_, corner)) = least else { return };
        corners.remove(corner);
        let gone = pieces.remove(corner);
        if let Some(kept) = pieces.get_mut(corner - 1) {
            kept.cells.extend(gone.cells);
        }
    }
}

fn round<V: Copy>(
    corners: &mut Vec<V>,
    pieces: &mut Vec<Piece>,
    settlements: &[Coord<f64>],
    tolerance: f64,
    place: &impl Fn(&V) -> Coord<f64>,
    made: &impl Fn(Coord<f64>) -> V,
) {
    let (mut round, mut parts) = (Vec::new(), Vec::new());
    round.extend(corners.first().copied());
    for (index, piece) in pieces.iter().enumerate() {
        parts.push(piece.clone());
        let corner = index + 1;
        let Some([a, b, c]) = around(corners, corner, place) else {
            round.extend(corners.get(corner).copied());
            continue;
        };
        let (before, after) = (at(b, a, 0.25), at(b, c, 0.25));
        let free = !is_base(pieces, index) && !is_base(pieces, corner);
        if free && depth(before, b, after) <= tolerance && is_clear(before, b, after, settlements) {
            round.extend([made(before), made(after)]);
            parts.push(piece.clone());
        } else {
            round.extend(corners.get(corner).copied());
        }
    }
    (*corners, *pieces) = (round, parts);
}

fn around<V>(
    corners: &[V],
    at: usize,
    place: impl Fn(&V) -> Coord<f64>,
) -> Option<[Coord<f64>; 3]> {
    let [a, b, c] = corners.get(at.checked_sub(1)?..at + 2)? else {
        return None;
    };
    Some([place(a), place(b), place(c)])
}

fn is_base(pieces: &[Piece], at: usize) -> bool {
    pieces.get(at).is_none_or(|piece| piece.base)
}

/// Metres in whole centimetres.
#[must_use]
pub fn cm(metres: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the plane is some 1e9 cm wide"
    )]
    let whole = (metres * 100.0).round() as i64;
    whole
}

/// Whether two points are one, to the centimetre.
fn same(p: Coord<f64>, q: Coord<f64>) -> bool {
    (cm(p.x), cm(p.y)) == (cm(q.x), cm(q.y))
}

/// How far `b` lies off the straight line from `a` to `c`.
fn depth(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> f64 {
    let base = (c - a).x.hypot((c - a).y);
    if base == 0.0 {
        (b - a).x.hypot((b - a).y)
    } else {
        (cross(c - a, b - a) / base).abs()
    }
}

/// Whether no settlement lies in a triangle or on its edge.
fn is_clear(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, settlements: &[Coord<f64>]) -> bool {
    settlements.iter().all(|p| {
        let turns = [
            cross(b - a, *p - a),
            cross(c - b, *p - b),
            cross(a - c, *p - c),
        ];
        turns.iter().any(|turn| *turn > 0.0) && turns.iter().any(|turn| *turn < 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn coord((x, y): (f64, f64)) -> Coord<f64> {
        Coord { x, y }
    }

    /// Whether `p` lies above the function graph of a line whose x only grows.
    fn above(line: &[Coord<f64>], p: Coord<f64>) -> bool {
        line.windows(2).any(|ends| {
            ends[0].x <= p.x && p.x < ends[1].x && cross(ends[1] - ends[0], p - ends[0]) > 0.0
        })
    }

    proptest! {
        /// Whatever is smoothed away, every settlement stays on its side, and the ends stay.
        #[test]
        fn no_settlement_changes_sides(
            heights in prop::collection::vec(-3000.0..3000.0f64, 3..30),
            points in prop::collection::vec((0.0..30_000.0f64, -4000.0..4000.0f64), 0..30),
            tolerance in 0.0..4000.0f64,
        ) {
            let line: Vec<Coord<f64>> = heights
                .iter()
                .zip(0_i32..)
                .map(|(y, x)| Coord { x: f64::from(x) * 1000.0, y: *y })
                .collect();
            let settlements: Vec<Coord<f64>> = points.into_iter().map(coord).collect();
            let mut corners = line.clone();
            let mut pieces = vec![Piece { cells: vec![(0, 1)], base: false }; line.len() - 1];
            smooth(&mut corners, &mut pieces, &settlements, tolerance, |c| *c, |c| c);
            prop_assert_eq!(corners.len(), pieces.len() + 1);
            prop_assert_eq!((corners.first(), corners.last()), (line.first(), line.last()));
            for p in settlements {
                prop_assert_eq!(above(&line, p), above(&corners, p), "{:?}", p);
            }
        }
    }

    #[test]
    fn the_base_line_is_left_alone() {
        let line = [(0., 0.), (10., 5.), (20., 0.), (30., 5.)]
            .map(coord)
            .to_vec();
        let mut corners = line.clone();
        let mut pieces = vec![
            Piece {
                cells: vec![(0, 1)],
                base: true
            };
            3
        ];
        smooth(&mut corners, &mut pieces, &[], 1e6, |c| *c, |c| c);
        assert_eq!(corners, line);
    }
}
