//! How well a line rebuilt from settlements alone agrees with a drawn one.

use geo_types::Coord;

use crate::line::{
    frame::{Frame, Site},
    islands::{absorbed, unspoken},
    reconstruct::{CellState, Part, reconstruct},
    region::{Region, at},
    trace::Trace,
};
use crate::model::control::Holder;

/// Points along the drawn line are this far apart, in metres.
const STEP_M: f64 = 200.0;

/// Side of the squares by which areas are counted, in metres.
const SQUARE_M: f64 = 500.0;

/// How the lines agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Median distance of the drawn line's points from the rebuilt line, in metres.
    pub median_m: f64,
    /// Distance within which 95 % of the points lie, in metres.
    pub within_95_m: f64,
    /// Intersection over union of the ground to the right of both lines.
    pub overlap: f64,
    /// Length of the rebuilt line on the plane, in kilometres.
    pub length_km: f64,
}

/// Rebuilds the line from settlements alone and compares: `site.left` says who holds each.
///
/// The drawn line is used for nothing but the comparison. With `least_km2` islands smaller than that
/// are left out; `tolerance` is that of smoothing.
///
/// # Units
/// - metres on the plane; `least_km2`: square kilometres
#[must_use]
pub fn agreement(
    sites: &[Site],
    territory: &[Coord<f64>],
    drawn: &[Coord<f64>],
    tolerance: f64,
    least_km2: f64,
) -> Option<Agreement> {
    let one_zone: Vec<Site> = sites
        .iter()
        .map(|site| Site {
            left: true,
            ..*site
        })
        .collect();
    let frame = Frame::new(&one_zone, territory, &[]);
    let mut states: Vec<CellState> = frame
        .cells
        .iter()
        .map(|cell| {
            let held = sites.iter().find(|site| site.at == *cell);
            let left = held.is_none_or(|site| site.left);
            CellState {
                party: if left { Holder::Az } else { Holder::Arm },
                open: false,
                statements: Vec::new(),
                words: Vec::new(),
            }
        })
        .collect();
    if least_km2 > 0.0 {
        let shares: Vec<f64> = (0..frame.cells.len())
            .map(|cell| km2(&crate::line::share::ring(&frame, cell)))
            .collect();
        states = absorbed(&states, &unspoken(&frame, &states, &shares, least_km2));
    }
    let parts = reconstruct(&frame, &states, tolerance);
    let mut away = distances(&parts, drawn);
    away.sort_by(f64::total_cmp);
    let main: Vec<Coord<f64>> = parts.first()?.vertices.iter().map(|v| v.at).collect();
    let held = |line: &[Coord<f64>]| {
        let [_, right] = Frame::new(&[], territory, line).zones;
        right
    };
    Some(Agreement {
        median_m: *away.get(away.len() / 2)?,
        within_95_m: *away.get(away.len() * 95 / 100)?,
        overlap: overlap(&held(drawn), &held(&main), drawn),
        length_km: parts.iter().map(Part::length_m).sum::<f64>() / 1000.0,
    })
}

/// Distances of points along the drawn line from the nearest part of the rebuilt one.
fn distances(parts: &[Part], drawn: &[Coord<f64>]) -> Vec<f64> {
    let traces: Vec<Trace> = parts
        .iter()
        .filter_map(|part| Trace::new(part.vertices.iter().map(|v| v.at)))
        .collect();
    let mut away = Vec::new();
    let mut next = 0.0;
    for ends in drawn.windows(2) {
        let &[a, b] = ends else { continue };
        let length = (b - a).x.hypot((b - a).y);
        while next < length {
            let point = at(a, b, next / length);
            let nearest = traces
                .iter()
                .filter_map(|trace| trace.foot(point))
                .map(|foot| foot.offset.abs())
                .min_by(f64::total_cmp);
            away.extend(nearest);
            next += STEP_M;
        }
        next -= length;
    }
    away
}

/// Intersection over union, counted in squares around the drawn line.
fn overlap(one: &Region, two: &Region, drawn: &[Coord<f64>]) -> f64 {
    const REACH_M: f64 = 120_000.0;
    let bound = |pick: fn(&Coord<f64>) -> f64, way: f64| {
        let edge = drawn
            .iter()
            .map(|p| pick(p) * way)
            .fold(f64::NEG_INFINITY, f64::max);
        (edge + REACH_M) * way
    };
    let (west, east) = (bound(|p| p.x, -1.0), bound(|p| p.x, 1.0));
    let (south, north) = (bound(|p| p.y, -1.0), bound(|p| p.y, 1.0));
    let (mut both, mut either) = (0_u32, 0_u32);
    let mut y = south;
    while y < north {
        let line = |region: &Region| -> Vec<(f64, f64)> {
            let (a, b) = (Coord { x: west, y }, Coord { x: east, y });
            region
                .inside(a, b)
                .iter()
                .map(|(from, to)| (from.x, to.x))
                .collect()
        };
        let (first, second) = (line(one), line(two));
        let mut x = west;
        while x < east {
            let within =
                |spans: &[(f64, f64)]| spans.iter().any(|(from, to)| *from <= x && x < *to);
            let (there, here) = (within(&first), within(&second));
            both += u32::from(there && here);
            either += u32::from(there || here);
            x += SQUARE_M;
        }
        y += SQUARE_M;
    }
    f64::from(both) / f64::from(either.max(1))
}

fn km2(ring: &[Coord<f64>]) -> f64 {
    let origin = ring.first().copied().unwrap_or_default();
    let twice: f64 = ring
        .windows(2)
        .filter_map(|ends| match *ends {
            [a, b] => Some(crate::line::voronoi::cross(a - origin, b - origin)),
            _ => None,
        })
        .sum();
    twice.abs() / 2e6
}
