//! A region on the plane: one ring, what of a segment lies inside it, and where it is crossed.

use geo_types::Coord;

use crate::line::voronoi::cross;

/// A closed ring on the plane.
#[derive(Debug, Clone, Default)]
pub struct Region {
    sides: Vec<(Coord<f64>, Coord<f64>)>,
}

impl Region {
    /// The region inside a ring; it is closed when it is not.
    ///
    /// # Units
    /// - metres on the plane
    #[must_use]
    pub fn new(mut ring: Vec<Coord<f64>>) -> Self {
        ring.dedup();
        if ring.first() != ring.last() {
            ring.extend(ring.first().copied());
        }
        let sides = ring
            .windows(2)
            .filter_map(|ends| match *ends {
                [a, b] => Some((a, b)),
                _ => None,
            })
            .collect();
        Self { sides }
    }

    /// The vertices of the ring, each once.
    #[must_use]
    pub fn ring(&self) -> Vec<Coord<f64>> {
        self.sides.iter().map(|(start, _)| *start).collect()
    }

    /// Whether a point lies inside, by counting crossings to the east of it.
    #[must_use]
    pub fn contains(&self, p: Coord<f64>) -> bool {
        self.sides
            .iter()
            .filter(|(a, b)| (a.y > p.y) != (b.y > p.y))
            .filter(|(a, b)| p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x))
            .count()
            % 2
            == 1
    }

    /// The pieces of the segment from `a` to `b` that lie inside, in its direction.
    #[must_use]
    pub fn inside(&self, a: Coord<f64>, b: Coord<f64>) -> Vec<(Coord<f64>, Coord<f64>)> {
        let mut cuts: Vec<f64> = self
            .sides
            .iter()
            .filter_map(|(c, d)| crossing(a, b, *c, *d))
            .collect();
        cuts.sort_by(f64::total_cmp);
        let mut pieces: Vec<(Coord<f64>, Coord<f64>)> = Vec::new();
        let mut last = 0.0;
        for cut in cuts.into_iter().chain([1.0]) {
            let (from, to) = (at(a, b, last), at(a, b, cut));
            if from != to && self.contains(at(a, b, f64::midpoint(last, cut))) {
                pieces.push((from, to));
            }
            last = cut;
        }
        pieces
    }
}

/// The point at a share of the way from `a` to `b`; the ends come out exactly.
#[must_use]
pub fn at(a: Coord<f64>, b: Coord<f64>, share: f64) -> Coord<f64> {
    if share <= 0.0 {
        a
    } else if share >= 1.0 {
        b
    } else {
        a + (b - a) * share
    }
}

/// Where, as a share of `a → b`, that segment crosses `c → d`.
#[must_use]
pub fn crossing(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> Option<f64> {
    let apart = a.x.min(b.x) > c.x.max(d.x)
        || a.x.max(b.x) < c.x.min(d.x)
        || a.y.min(b.y) > c.y.max(d.y)
        || a.y.max(b.y) < c.y.min(d.y);
    if apart {
        return None;
    }
    let (along, other) = (b - a, d - c);
    let turn = cross(along, other);
    if turn == 0.0 {
        return None;
    }
    let share = cross(c - a, other) / turn;
    let there = cross(c - a, along) / turn;
    ((0.0..=1.0).contains(&share) && (0.0..1.0).contains(&there)).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring() -> Region {
        let corners = [(0., 0.), (10., 0.), (10., 10.), (5., 2.), (0., 10.)];
        Region::new(corners.map(|(x, y)| Coord { x, y }).to_vec())
    }

    #[test]
    fn a_segment_through_a_dent_has_two_pieces_inside() {
        let pieces = ring().inside(Coord { x: -5., y: 5. }, Coord { x: 15., y: 5. });
        assert_eq!(pieces.len(), 2);
        assert!(
            pieces
                .iter()
                .all(|(from, to)| from.x < to.x && to.x <= 10.0)
        );
    }

    #[test]
    fn a_segment_outside_has_none() {
        let pieces = ring().inside(Coord { x: 20., y: 5. }, Coord { x: 25., y: 5. });
        assert!(pieces.is_empty());
        assert!(
            Region::default()
                .inside(Coord { x: 0., y: 0. }, Coord { x: 1., y: 1. })
                .is_empty()
        );
    }
}
