//! How much ground belongs to each cell.

use geo_types::Coord;

use crate::line::{frame::Frame, region::Region};

/// The ring of the part of a cell's zone that is nearer to it than to any other cell of the zone.
///
/// Where the zone is dented the ring may run twice along a chord, there and back; that encloses
/// nothing, so that areas come out right.
///
/// # Units
/// - metres on the plane
///
/// # References
/// - Sutherland, I. E. and Hodgman, G. W., "Reentrant polygon clipping", CACM 17 (1974),
///   doi:10.1145/360767.360802
#[must_use]
pub fn ring(frame: &Frame, cell: usize) -> Vec<Coord<f64>> {
    let (Some(&here), Some(&left)) = (frame.cells.get(cell), frame.left.get(cell)) else {
        return Vec::new();
    };
    let zone = frame.zones.get(usize::from(!left));
    let mut ring: Vec<Coord<f64>> = zone.map(Region::ring).unwrap_or_default();
    let mut others: Vec<(f64, Coord<f64>)> = frame
        .cells
        .iter()
        .zip(&frame.left)
        .filter(|(at, side)| **side == left && **at != here)
        .map(|(at, _)| (square(*at - here), *at))
        .collect();
    others.sort_by(|one, two| one.0.total_cmp(&two.0));
    for (away, other) in others {
        let reach = ring.iter().map(|p| square(*p - here)).fold(0.0, f64::max);
        if away > 4.0 * reach {
            break;
        }
        ring = nearer(&ring, here, other);
    }
    ring
}

/// The part of a ring that is nearer to `here` than to `other`.
fn nearer(ring: &[Coord<f64>], here: Coord<f64>, other: Coord<f64>) -> Vec<Coord<f64>> {
    let middle = (here + other) / 2.0;
    let way = other - here;
    let beyond = |p: Coord<f64>| (p.x - middle.x) * way.x + (p.y - middle.y) * way.y;
    let mut kept = Vec::new();
    for (index, &to) in ring.iter().enumerate() {
        let before = index.checked_sub(1).unwrap_or(ring.len() - 1);
        let Some(&from) = ring.get(before) else {
            continue;
        };
        let (a, b) = (beyond(from), beyond(to));
        if (a > 0.0) != (b > 0.0) {
            kept.push(from + (to - from) * (a / (a - b)));
        }
        if b <= 0.0 {
            kept.push(to);
        }
    }
    kept
}

fn square(p: Coord<f64>) -> f64 {
    p.x * p.x + p.y * p.y
}
