//! A drawn line on the plane: the nearest point of it, and the side on which a point lies.

use geo_types::Coord;

/// A polyline on the plane with at least one segment of positive length.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    vertices: Vec<Coord<f64>>,
}

/// The nearest point of a trace.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foot {
    /// Index of the segment that it lies on.
    pub segment: usize,
    /// Where on that segment, 0 at its start to 1 at its end.
    pub fraction: f64,
    /// The point itself, metres.
    pub point: Coord<f64>,
    /// Signed distance in metres: positive to the left of the line in its drawing direction.
    pub offset: f64,
}

impl Trace {
    /// A trace through the vertices; repeats in a row are dropped.
    ///
    /// # Units
    /// - metres
    #[must_use]
    pub fn new(vertices: impl IntoIterator<Item = Coord<f64>>) -> Option<Self> {
        let mut vertices: Vec<_> = vertices.into_iter().collect();
        vertices.dedup();
        (vertices.len() >= 2).then_some(Self { vertices })
    }

    /// Its vertices, no two the same in a row.
    ///
    /// # Units
    /// - metres
    #[must_use]
    pub fn vertices(&self) -> &[Coord<f64>] {
        &self.vertices
    }

    /// The same trace drawn from its other end.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut vertices = self.vertices.clone();
        vertices.reverse();
        Self { vertices }
    }

    /// The point of the trace nearest to `point`, and how far to which side `point` lies.
    ///
    /// At a vertex two segments are equally near and may disagree about the side; there the turn
    /// of the line decides: what is nearest to a corner lies on its outer side.
    #[must_use]
    pub fn foot(&self, point: Coord<f64>) -> Option<Foot> {
        // Most segments are out of the question by their box alone.
        let (mut best, mut square) = (None, f64::INFINITY);
        for (segment, ends) in self.vertices.windows(2).enumerate() {
            let &[a, b] = ends else { continue };
            let beyond_x = (a.x.min(b.x) - point.x)
                .max(point.x - a.x.max(b.x))
                .max(0.0);
            let beyond_y = (a.y.min(b.y) - point.y)
                .max(point.y - a.y.max(b.y))
                .max(0.0);
            if beyond_x * beyond_x + beyond_y * beyond_y > square {
                continue;
            }
            let (foot, away) = Self::on_segment(segment, a, b, point);
            if best.is_none() || away < square {
                (best, square) = (Some(foot), away);
            }
        }
        let mut foot = best?;
        foot.offset = square.sqrt() * self.side(&foot, point);
        Some(foot)
    }

    /// The foot on one segment, with the squared distance.
    fn on_segment(segment: usize, a: Coord<f64>, b: Coord<f64>, p: Coord<f64>) -> (Foot, f64) {
        let along = b - a;
        let fraction = (dot(p - a, along) / dot(along, along)).clamp(0.0, 1.0);
        let point = if fraction >= 1.0 {
            b
        } else {
            a + along * fraction
        };
        let away = p - point;
        let foot = Foot {
            segment,
            fraction,
            point,
            offset: 0.0,
        };
        (foot, dot(away, away))
    }

    /// +1 to the left, −1 to the right.
    fn side(&self, foot: &Foot, point: Coord<f64>) -> f64 {
        let vertex = |i: usize| self.vertices.get(i).copied();
        let (Some(a), Some(b)) = (vertex(foot.segment), vertex(foot.segment + 1)) else {
            return 1.0;
        };
        let before = if foot.fraction <= 0.0 {
            foot.segment
                .checked_sub(1)
                .and_then(vertex)
                .map(|z| (z, a, b))
        } else if foot.fraction >= 1.0 {
            vertex(foot.segment + 2).map(|c| (a, b, c))
        } else {
            None
        };
        let turn = before.map_or(0.0, |(p, q, r)| cross(q - p, r - q));
        if turn == 0.0 {
            cross(b - a, point - a).signum()
        } else {
            -turn.signum()
        }
    }
}

fn dot(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.x + a.y * b.y
}

fn cross(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.y - a.y * b.x
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn coord((x, y): (f64, f64)) -> Coord<f64> {
        Coord { x, y }
    }

    #[test]
    fn a_point_beyond_a_corner_lies_on_its_outer_side() {
        // East, then north: a left turn at (10, 0); south-east of the corner is right.
        let trace = Trace::new([(0., 0.), (10., 0.), (10., 10.)].map(coord)).expect("two segments");
        let foot = trace.foot(coord((13., -4.))).expect("a foot");
        assert_eq!((foot.point, foot.offset), (coord((10., 0.)), -5.0));
    }

    #[test]
    fn left_is_positive() {
        let trace = Trace::new([(0., 0.), (10., 0.)].map(coord)).expect("a segment");
        assert_eq!(
            trace.foot(coord((5., 2.))).map(|foot| foot.offset),
            Some(2.0)
        );
        assert_eq!(
            trace.foot(coord((5., -2.))).map(|foot| foot.offset),
            Some(-2.0)
        );
    }

    /// 20,000 lines, each with a point anywhere and one near a corner.
    #[test]
    fn of_very_many_lines_none_has_a_side_that_does_not_swap() {
        let mut seed = 7_u64;
        let mut random = || {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(seed >> 33).unwrap_or_default()) / f64::from(u32::MAX >> 1)
        };
        for line in 0..20_000_usize {
            let vertices: Vec<_> = (0..2 + line % 30)
                .map(|_| coord((random() * 1e5, random() * 1e5)))
                .collect();
            let corner = vertices[line % vertices.len()];
            let near = coord((
                corner.x + random() * 50.0 - 25.0,
                corner.y + random() * 50.0 - 25.0,
            ));
            let trace = Trace::new(vertices).expect("a segment");
            for point in [coord((random() * 1e5, random() * 1e5)), near] {
                let there = trace.foot(point).expect("a foot").offset;
                let back = trace.reversed().foot(point).expect("a foot").offset;
                assert!(
                    (there + back).abs() < 1e-6,
                    "line {line}: {there} m, {back} m"
                );
            }
        }
    }

    fn metres() -> impl Strategy<Value = f64> {
        -100_000.0..100_000.0f64
    }

    proptest! {
        /// The side depends on the way the line was drawn; the distance does not.
        #[test]
        fn drawing_the_line_backwards_swaps_the_sides(
            vertices in prop::collection::vec((metres(), metres()), 2..40),
            point in (metres(), metres()),
        ) {
            let trace = Trace::new(vertices.into_iter().map(coord)).expect("a segment");
            let there = trace.foot(coord(point)).expect("a foot").offset;
            let back = trace.reversed().foot(coord(point)).expect("a foot").offset;
            prop_assert!((there + back).abs() < 1e-6, "{there} m one way, {back} m the other");
        }

        /// A point that is nearest to a vertex is on the same side of the line and of its reverse
        /// only when it lies on the line (the trap that "nearest segment, then cross product"
        /// falls into).
        #[test]
        fn near_a_vertex_the_sides_swap_too(
            vertices in prop::collection::vec((metres(), metres()), 3..12),
            pick in 0usize..10, dx in -5.0..5.0f64, dy in -5.0..5.0f64,
        ) {
            let at = 1 + pick % (vertices.len() - 2);
            let near = Coord { x: vertices[at].0 + dx, y: vertices[at].1 + dy };
            let trace = Trace::new(vertices.into_iter().map(coord)).expect("segments");
            let there = trace.foot(near).expect("a foot").offset;
            let back = trace.reversed().foot(near).expect("a foot").offset;
            prop_assert!((there + back).abs() < 1e-6, "{there} m one way, {back} m the other");
        }
    }
}
