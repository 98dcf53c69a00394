//! Islands that no statement made.

use std::collections::BTreeMap;

use crate::{
    line::{frame::Frame, reconstruct::CellState},
    model::control::Holder,
};

/// The cells that lie, smaller together than `least_km2`, inside ground of the other holder
/// although no statement speaks of any of them: what is left over when everything around a place
/// changed hands and nobody named it.
///
/// # Units
/// - `shares_km2`: area of each cell; `least_km2`: square kilometres
#[must_use]
pub fn unspoken(
    frame: &Frame,
    states: &[CellState],
    shares_km2: &[f64],
    least_km2: f64,
) -> Vec<usize> {
    let mut group: Vec<usize> = (0..states.len()).collect();
    loop {
        let mut joined = false;
        for arc in &frame.arcs {
            let party = |cell: usize| states.get(cell).map(|state| state.party);
            let (Some(&one), Some(&two)) = (group.get(arc.left), group.get(arc.right)) else {
                continue;
            };
            if one != two && party(arc.left) == party(arc.right) {
                let (least, most) = (one.min(two), one.max(two));
                for member in &mut group {
                    if *member == most {
                        *member = least;
                    }
                }
                joined = true;
            }
        }
        if !joined {
            break;
        }
    }
    let mut sizes: BTreeMap<usize, (f64, bool)> = BTreeMap::new();
    for ((state, share), group) in states.iter().zip(shares_km2).zip(&group) {
        let size = sizes.entry(*group).or_default();
        size.0 += share;
        size.1 |= !state.statements.is_empty();
    }
    let left_over = |group: &usize| {
        sizes
            .get(group)
            .is_some_and(|(km2, spoken)| *km2 < least_km2 && !spoken)
    };
    (0..group.len())
        .filter(|cell| group.get(*cell).is_some_and(left_over))
        .collect()
}

/// The states with those cells counted to the holder around them.
#[must_use]
pub fn absorbed(states: &[CellState], cells: &[usize]) -> Vec<CellState> {
    let mut states = states.to_vec();
    for cell in cells {
        if let Some(state) = states.get_mut(*cell) {
            state.party = match state.party {
                Holder::Az => Holder::Arm,
                Holder::Arm => Holder::Az,
                other => other,
            };
        }
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::frame::Site;
    use geo_types::Coord;

    #[test]
    fn a_place_that_nobody_named_is_no_island_and_a_named_one_is() {
        let coord = |(x, y): (f64, f64)| Coord { x, y };
        let corners = [(0., 0.), (90e3, 0.), (90e3, 90e3), (0., 90e3), (0., 0.)].map(coord);
        let places = [
            (10e3, 10e3),
            (80e3, 10e3),
            (80e3, 80e3),
            (10e3, 80e3),
            (45e3, 45e3),
        ];
        let sites = places.map(|at| Site {
            at: coord(at),
            left: false,
        });
        let frame = Frame::new(&sites, &corners, &[]);
        let state = |(cell, party): (usize, Holder)| CellState {
            party,
            open: false,
            statements: if cell < 4 {
                vec!["c".parse().expect("an id")]
            } else {
                Vec::new()
            },
            words: Vec::new(),
        };
        let parties = [Holder::Az, Holder::Az, Holder::Az, Holder::Az, Holder::Arm];
        let mut states: Vec<CellState> = parties.into_iter().enumerate().map(state).collect();
        let shares = [50.0; 5];
        assert_eq!(unspoken(&frame, &states, &shares, 100.0), [4]);
        assert_eq!(unspoken(&frame, &states, &shares, 40.0), [0usize; 0]);
        assert_eq!(absorbed(&states, &[4])[4].party, Holder::Az);
        states[4].statements = vec!["d".parse().expect("an id")];
        assert_eq!(unspoken(&frame, &states, &shares, 100.0), [0usize; 0]);
    }
}
