//! The frame of a reconstruction: the cells of the settlements on either side of the base line, and
//! every piece of boundary between two cells. It does not depend on the date.

use std::collections::BTreeMap;

use geo_types::Coord;

use crate::line::{
    region::{Region, at, crossing},
    voronoi::{self, Edge, REACH_M, cross},
};

/// A settlement on the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    /// Metres.
    pub at: Coord<f64>,
    /// Whether it lies in the first zone, to the left of the base line; without a base line all
    /// sites share one zone.
    pub left: bool,
}

/// A vertex of a boundary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vertex {
    /// Metres.
    pub at: Coord<f64>,
    /// Index of the base line's vertex that it is.
    pub base: Option<usize>,
}

/// A straight piece of boundary between two cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arc {
    /// Index of the cell on the left of `from → to`.
    pub left: usize,
    /// Index of the cell on its right.
    pub right: usize,
    /// One end.
    pub from: Vertex,
    /// The other end.
    pub to: Vertex,
    /// Whether it is a piece of the base line.
    pub base: bool,
}

/// The cells and the boundaries between them.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Where the settlements of each cell stand: one point for each cell.
    pub cells: Vec<Coord<f64>>,
    /// Whether a cell lies left of the base line.
    pub left: Vec<bool>,
    /// The cell of each site, in the order in which the sites were given; `None` for a site that is
    /// nowhere.
    pub cell_of: Vec<Option<usize>>,
    /// The boundaries.
    pub arcs: Vec<Arc>,
    /// The outline of the territory.
    pub territory: Region,
    /// The zones to the left and right of the base line.
    pub zones: [Region; 2],
}

impl Frame {
    /// The frame of settlements in a territory, cut in two by a base line.
    ///
    /// With a base line of fewer than two vertices the territory is one zone. Sites at one point
    /// share a cell.
    ///
    /// # Units
    /// - metres on the plane
    #[must_use]
    pub fn new(sites: &[Site], territory: &[Coord<f64>], base: &[Coord<f64>]) -> Self {
        let (cells, left, cell_of) = cells(sites);
        let zones = zones(territory, base);
        let mut frame = Self {
            cells,
            left,
            cell_of,
            arcs: Vec::new(),
            territory: Region::new(territory.to_vec()),
            zones,
        };
        let mut cuts: BTreeMap<usize, Vec<Coord<f64>>> = BTreeMap::new();
        for (zone, side) in [true, false].into_iter().enumerate() {
            let members: Vec<usize> = (0..frame.cells.len())
                .filter(|cell| frame.left.get(*cell) == Some(&side))
                .collect();
            for edge in frame.edges_of(&members) {
                frame.arcs.extend(within(&frame.zones, zone, edge));
                for (segment, ends) in base.windows(2).enumerate() {
                    let &[c, d] = ends else { continue };
                    if let Some(share) = crossing(edge.from, edge.to, c, d) {
                        cuts.entry(segment)
                            .or_default()
                            .push(at(edge.from, edge.to, share));
                    }
                }
            }
        }
        frame.lay_base(base, cuts);
        frame
    }

    /// The Voronoi edges between some of the cells, with the cells' own indices.
    fn edges_of(&self, members: &[usize]) -> Vec<Edge> {
        let points: Vec<Coord<f64>> = members
            .iter()
            .filter_map(|cell| self.cells.get(*cell).copied())
            .collect();
        voronoi::edges(&points)
            .into_iter()
            .filter_map(|edge| {
                let left = *members.get(edge.left)?;
                let right = *members.get(edge.right)?;
                Some(Edge {
                    left,
                    right,
                    ..edge
                })
            })
            .collect()
    }

    /// The base line in pieces that have one cell on either side.
    fn lay_base(&mut self, base: &[Coord<f64>], mut cuts: BTreeMap<usize, Vec<Coord<f64>>>) {
        for (segment, ends) in base.windows(2).enumerate() {
            let &[start, end] = ends else { continue };
            let mut stops = cuts.remove(&segment).unwrap_or_default();
            let along = |p: &Coord<f64>| {
                let (way, part) = (end - start, *p - start);
                way.x * part.x + way.y * part.y
            };
            stops.sort_by(|a, b| along(a).total_cmp(&along(b)));
            let mut from = Vertex {
                at: start,
                base: Some(segment),
            };
            let last = Vertex {
                at: end,
                base: Some(segment + 1),
            };
            let stops = stops.into_iter().map(|at| Vertex { at, base: None });
            for to in stops.chain([last]) {
                let middle = at(from.at, to.at, 0.5);
                let sides = (self.nearest(middle, true), self.nearest(middle, false));
                if let ((Some(left), Some(right)), true) = (sides, from.at != to.at) {
                    self.arcs.push(Arc {
                        left,
                        right,
                        from,
                        to,
                        base: true,
                    });
                }
                from = to;
            }
        }
    }

    /// The nearest cell on one side of the base line.
    #[must_use]
    pub fn nearest(&self, p: Coord<f64>, left: bool) -> Option<usize> {
        let square = |cell: &Coord<f64>| (cell.x - p.x).powi(2) + (cell.y - p.y).powi(2);
        self.cells
            .iter()
            .zip(&self.left)
            .enumerate()
            .filter(|(_, (_, side))| **side == left)
            .min_by(|(_, (one, _)), (_, (two, _))| square(one).total_cmp(&square(two)))
            .map(|(cell, _)| cell)
    }
}

/// One cell for each place where sites of one side stand.
fn cells(sites: &[Site]) -> (Vec<Coord<f64>>, Vec<bool>, Vec<Option<usize>>) {
    let mut known: BTreeMap<(bool, u64, u64), usize> = BTreeMap::new();
    let (mut cells, mut left) = (Vec::new(), Vec::new());
    let cell_of = sites
        .iter()
        .map(|site| {
            let reach = |v: f64| v.abs() < REACH_M;
            if !reach(site.at.x) || !reach(site.at.y) {
                return None;
            }
            let key = (site.left, site.at.x.to_bits(), site.at.y.to_bits());
            Some(*known.entry(key).or_insert_with(|| {
                cells.push(site.at);
                left.push(site.left);
                cells.len() - 1
            }))
        })
        .collect();
    (cells, left, cell_of)
}

/// The pieces of an edge that lie in its zone.
fn within(zones: &[Region; 2], zone: usize, edge: Edge) -> Vec<Arc> {
    let Some(region) = zones.get(zone) else {
        return Vec::new();
    };
    let vertex = |at| Vertex { at, base: None };
    region
        .inside(edge.from, edge.to)
        .into_iter()
        .map(|(from, to)| Arc {
            left: edge.left,
            right: edge.right,
            from: vertex(from),
            to: vertex(to),
            base: false,
        })
        .collect()
}

/// The territory to the left and to the right of the base line, whose ends are tied to the nearest
/// points of the outline.
fn zones(territory: &[Coord<f64>], base: &[Coord<f64>]) -> [Region; 2] {
    let whole = || Region::new(territory.to_vec());
    let (Some(&first), Some(&last)) = (base.first(), base.last()) else {
        return [whole(), whole()];
    };
    let (Some(start), Some(end)) = (foot(territory, first), foot(territory, last)) else {
        return [whole(), whole()];
    };
    if base.len() < 2 {
        return [whole(), whole()];
    }
    // From the end of the base line along the outline, one way and the other, back to its start.
    let mut onward = base.to_vec();
    onward.push(end.1);
    onward.extend(walk(territory, end.0, start.0));
    onward.push(start.1);
    let mut back = base.to_vec();
    back.push(end.1);
    back.extend(walk(territory, start.0, end.0).into_iter().rev());
    back.push(start.1);
    // A ring that encloses what is left of the line turns to the left.
    if turn(&onward) > 0.0 {
        [Region::new(onward), Region::new(back)]
    } else {
        [Region::new(back), Region::new(onward)]
    }
}

/// Twice the signed area of a ring.
fn turn(ring: &[Coord<f64>]) -> f64 {
    let origin = ring.first().copied().unwrap_or_default();
    ring.windows(2)
        .filter_map(|ends| match *ends {
            [a, b] => Some(cross(a - origin, b - origin)),
            _ => None,
        })
        .sum()
}

/// The side of a ring that is nearest to a point, and the nearest point of it.
fn foot(ring: &[Coord<f64>], p: Coord<f64>) -> Option<(usize, Coord<f64>)> {
    let dot = |a: Coord<f64>, b: Coord<f64>| a.x * b.x + a.y * b.y;
    ring.windows(2)
        .enumerate()
        .filter_map(|(side, ends)| match *ends {
            [a, b] if a != b => {
                let near = at(a, b, dot(p - a, b - a) / dot(b - a, b - a));
                Some((side, near, dot(p - near, p - near)))
            }
            _ => None,
        })
        .min_by(|one, two| one.2.total_cmp(&two.2))
        .map(|(side, near, _)| (side, near))
}

/// The vertices of a closed ring after its side `from` up to the start of its side `to`.
fn walk(ring: &[Coord<f64>], from: usize, to: usize) -> Vec<Coord<f64>> {
    let count = ring.len().saturating_sub(1).max(1);
    let steps = (to + count - from) % count;
    (1..=steps)
        .filter_map(|step| ring.get((from + step) % count).copied())
        .collect()
}
