//! Voronoi edges: where two settlements are equally near and no other is nearer.

use geo_types::Coord;
use spade::{DelaunayTriangulation, Point2, Triangulation as _};

/// How far outside everything the four corner points stand that make all cells finite, in metres.
const FAR_M: f64 = 2_000_000.0;

/// The edge between two cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// Index of the site on the left of `from → to`.
    pub left: usize,
    /// Index of the site on its right.
    pub right: usize,
    /// One end, metres.
    pub from: Coord<f64>,
    /// The other end, metres.
    pub to: Coord<f64>,
}

/// Beyond this many metres from the origin nothing is on the plane.
pub const REACH_M: f64 = 1e7;

/// The Voronoi edges of the sites, in an order that depends on the sites alone.
///
/// Sites beyond [`REACH_M`], or not finite, are left out, and of several at one point the first stands for all.
///
/// # Units
/// - metres on the plane
///
/// # References
/// - Fortune, S., "A sweepline algorithm for Voronoi diagrams", Algorithmica 2 (1987),
///   doi:10.1007/BF01840357
#[must_use]
pub fn edges(sites: &[Coord<f64>]) -> Vec<Edge> {
    let mut delaunay: DelaunayTriangulation<Point2<f64>> = DelaunayTriangulation::new();
    let mut site_of = std::collections::HashMap::new();
    let corners = [(-1.0, -1.1), (1.1, -1.0), (1.0, 1.2), (-1.2, 1.0)];
    let mean = mean(sites);
    for (x, y) in corners {
        let _ = delaunay.insert(Point2::new(mean.x + x * FAR_M, mean.y + y * FAR_M));
    }
    let reached = |site: &Coord<f64>| site.x.abs() < REACH_M && site.y.abs() < REACH_M;
    for (index, site) in sites.iter().enumerate().filter(|(_, site)| reached(site)) {
        let point = Point2::new(site.x, site.y);
        if let Some(near) = delaunay.locate_vertex(point) {
            site_of.entry(near.fix()).or_insert(index);
        } else if let Ok(vertex) = delaunay.insert(point) {
            site_of.insert(vertex, index);
        }
    }
    let mut edges: Vec<Edge> = delaunay
        .undirected_voronoi_edges()
        .filter_map(|edge| {
            let dual = edge.as_delaunay_edge();
            let [one, two] = dual.vertices().map(|vertex| site_of.get(&vertex.fix()));
            let (&one, &two) = (one?, two?);
            let [from, to] = edge.vertices().map(|vertex| vertex.position());
            let (from, to) = (from?, to?);
            let (from, to) = (
                Coord {
                    x: from.x,
                    y: from.y,
                },
                Coord { x: to.x, y: to.y },
            );
            if from == to {
                return None;
            }
            let site = sites.get(one)?;
            let on_left = cross(to - from, *site - from) > 0.0;
            let (left, right) = if on_left { (one, two) } else { (two, one) };
            Some(Edge {
                left,
                right,
                from,
                to,
            })
        })
        .collect();
    edges.sort_by_key(|edge| (edge.left.min(edge.right), edge.left.max(edge.right)));
    edges
}

fn mean(sites: &[Coord<f64>]) -> Coord<f64> {
    let finite: Vec<_> = sites
        .iter()
        .filter(|site| site.x.abs() < REACH_M && site.y.abs() < REACH_M)
        .collect();
    let count = f64::from(u32::try_from(finite.len()).unwrap_or(u32::MAX)).max(1.0);
    let sum = finite
        .iter()
        .fold(Coord { x: 0.0, y: 0.0 }, |sum, site| sum + **site);
    // Whole kilometres, so that the corners do not follow every small move of a site.
    Coord {
        x: (sum.x / count / 1000.0).round() * 1000.0,
        y: (sum.y / count / 1000.0).round() * 1000.0,
    }
}

/// Twice the signed area of the triangle of two vectors.
#[must_use]
pub fn cross(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.y - a.y * b.x
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn between_two_sites_runs_the_bisector() {
        let sites = [(0.0, 0.0), (10.0, 0.0)].map(|(x, y)| Coord { x, y });
        let edges = edges(&sites);
        assert_eq!(edges.len(), 1);
        let edge = edges[0];
        assert!(
            (edge.from.x - 5.0).abs() < 0.1 && (edge.to.x - 5.0).abs() < 0.1,
            "{edge:?}"
        );
        let north = edge.to.y > edge.from.y;
        assert_eq!(
            edge.left,
            usize::from(!north),
            "left of a line to the north is the west"
        );
    }

    proptest! {
        /// Collinear, coinciding or not finite: there are edges or there are none.
        #[test]
        fn degenerate_sites_never_panic(
            points in prop::collection::vec((0i32..4, 0i32..2), 0..12),
            odd in prop::option::of(prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(1e300)]),
        ) {
            let mut sites: Vec<Coord<f64>> = points
                .iter()
                .map(|(x, y)| Coord { x: f64::from(*x) * 1000.0, y: f64::from(*y) * 1000.0 })
                .collect();
            sites.extend(odd.map(|odd| Coord { x: odd, y: 0.0 }));
            for edge in edges(&sites) {
                prop_assert!(edge.left != edge.right);
                prop_assert!(edge.from.x.is_finite() && edge.to.y.is_finite());
            }
        }
    }
}
