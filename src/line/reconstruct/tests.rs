//! Tests of the reconstruct.

use super::*;
use crate::line::frame::Site;
use proptest::prelude::*;

fn coord((x, y): (f64, f64)) -> Coord<f64> {
    Coord { x, y }
}

/// A square of 100 km that a bent base line crosses from west to east: left of it is the north.
fn square() -> (Vec<Coord<f64>>, Vec<Coord<f64>>) {
    let corners = [(0., 0.), (100e3, 0.), (100e3, 100e3), (0., 100e3), (0., 0.)];
    let base = [(0., 50e3), (30e3, 48e3), (60e3, 53e3), (100e3, 50e3)];
    (corners.map(coord).to_vec(), base.map(coord).to_vec())
}

fn states(frame: &Frame, turned: &[usize]) -> Vec<CellState> {
    let state = |(cell, left): (usize, &bool)| CellState {
        party: if *left == turned.contains(&cell) {
            Holder::Arm
        } else {
            Holder::Az
        },
        open: false,
        statements: vec![format!("c-{cell}").parse().expect("an identifier")],
        words: Vec::new(),
    };
    frame.left.iter().enumerate().map(state).collect()
}

fn sites(points: &[(f64, f64)]) -> Vec<Site> {
    let site = |(x, y): &(f64, f64)| Site {
        at: coord((*x, *y)),
        left: *y > 50e3,
    };
    points.iter().map(site).collect()
}

#[test]
fn what_nothing_touched_is_the_base_line_vertex_by_vertex() {
    let (territory, base) = square();
    let points = [
        (20e3, 70e3),
        (70e3, 60e3),
        (20e3, 20e3),
        (50e3, 40e3),
        (80e3, 30e3),
    ];
    let frame = Frame::new(&sites(&points), &territory, &base);
    let parts = reconstruct(&frame, &states(&frame, &[]), TOLERANCE_M);
    assert_eq!(parts.len(), 1);
    let places: Vec<_> = parts[0].vertices.iter().map(|v| v.at).collect();
    assert_eq!(places, base);
    assert!(
        parts[0]
            .stretches
            .iter()
            .all(|s| s.base && s.statements.is_empty())
    );
}

#[test]
fn a_place_that_changed_hands_bends_the_line_there_and_nowhere_else() {
    let (territory, base) = square();
    let points = [
        (20e3, 70e3),
        (70e3, 60e3),
        (20e3, 20e3),
        (50e3, 40e3),
        (80e3, 30e3),
    ];
    let frame = Frame::new(&sites(&points), &territory, &base);
    let parts = reconstruct(&frame, &states(&frame, &[3]), TOLERANCE_M);
    assert_eq!(parts.len(), 1, "{parts:?}");
    let part = &parts[0];
    assert_eq!(part.vertices[0].at, base[0]);
    assert_eq!(part.vertices.last().map(|v| v.at), base.last().copied());
    let made: Vec<_> = part.stretches.iter().filter(|s| !s.base).collect();
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].statements, ["c-3".parse().expect("an identifier")]);
    // Half the distance to the farther of its two neighbours.
    assert!((made[0].uncertainty_m - (30e3f64.hypot(20e3) / 2.0)).abs() < 1.0);
}

#[test]
fn one_holder_everywhere_leaves_no_line() {
    let (territory, base) = square();
    let points = [(20e3, 70e3), (20e3, 20e3), (50e3, 40e3)];
    let frame = Frame::new(&sites(&points), &territory, &base);
    assert!(reconstruct(&frame, &states(&frame, &[1, 2]), TOLERANCE_M).is_empty());
}

proptest! {
    /// Collinear, coinciding, on the line, all on one side: never a panic, ends on the outline
    /// or nowhere, and the same bytes again.
    #[test]
    fn degenerate_settlements_never_panic(
        points in prop::collection::vec((0i32..6, 0i32..6), 0..14),
        turned in prop::collection::vec(0usize..14, 0..6),
        cut in any::<bool>(),
    ) {
        let (territory, base) = square();
        let points: Vec<_> = points
            .iter()
            .map(|(x, y)| (f64::from(*x) * 20e3, f64::from(*y) * 20e3))
            .collect();
        let base = if cut { base } else { Vec::new() };
        let frame = Frame::new(&sites(&points), &territory, &base);
        let states = states(&frame, &turned);
        let parts = reconstruct(&frame, &states, TOLERANCE_M);
        for part in &parts {
            prop_assert!(part.vertices.len() >= 2);
            prop_assert_eq!(part.stretches.last().map(|s| s.to), Some(part.vertices.len() - 1));
        }
        prop_assert_eq!(parts, reconstruct(&frame, &states, TOLERANCE_M));
    }
}
