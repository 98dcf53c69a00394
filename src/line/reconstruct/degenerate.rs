//! Settlements that lie as badly as they can: the line is drawn all the same, or there is none.

use super::*;
use crate::line::{frame::Site, islands, region::Region, share};
use proptest::prelude::*;

/// Side of the square territory, in metres.
const WIDE: f64 = 100e3;

fn coord((x, y): (f64, f64)) -> Coord<f64> {
    Coord { x, y }
}

fn territory() -> Vec<Coord<f64>> {
    let corners = [(0., 0.), (WIDE, 0.), (WIDE, WIDE), (0., WIDE), (0., 0.)];
    corners.map(coord).to_vec()
}

/// A bent base line from west to east: left of it is the north.
fn base() -> Vec<Coord<f64>> {
    let base = [(0., 50e3), (30e3, 48e3), (60e3, 53e3), (WIDE, 50e3)];
    base.map(coord).to_vec()
}

/// A settlement: where it stands, the zone that it counts to, who holds it.
type Place = ((f64, f64), bool, Holder);

/// Square metres inside a ring.
fn inside(ring: &[Coord<f64>]) -> f64 {
    let Some(&first) = ring.first() else {
        return 0.0;
    };
    let cross = |a: Coord<f64>, b: Coord<f64>| a.x * b.y - a.y * b.x;
    let next = ring.iter().cycle().skip(1);
    let twice: f64 = ring
        .iter()
        .zip(next)
        .map(|(a, b)| cross(*a - first, *b - first))
        .sum();
    (twice / 2.0).abs()
}

/// Draws the line of these places and holds it to what is always so: finite numbers, stretches that
/// follow each other, the same line again, and ground that adds up to its zone.
fn drawn(places: &[Place], base: &[Coord<f64>]) -> Result<Vec<Part>, TestCaseError> {
    let sites: Vec<Site> = places
        .iter()
        .map(|(at, left, _)| Site {
            at: coord(*at),
            left: *left,
        })
        .collect();
    let frame = Frame::new(&sites, &territory(), base);
    let mut states: Vec<CellState> = frame
        .left
        .iter()
        .map(|left| CellState {
            party: if *left { Holder::Az } else { Holder::Arm },
            open: false,
            statements: Vec::new(),
            words: Vec::new(),
        })
        .collect();
    for (at, (_, _, holder)) in places.iter().enumerate() {
        let cell = frame.cell_of.get(at).copied().flatten();
        if let Some(state) = cell.and_then(|cell| states.get_mut(cell)) {
            state.party = *holder;
            state.statements = vec![format!("c-{at}").parse().expect("an identifier")];
        }
    }
    let finite = |p: Coord<f64>| p.x.is_finite() && p.y.is_finite();
    for arc in &frame.arcs {
        prop_assert!(finite(arc.from.at) && finite(arc.to.at), "{:?}", arc);
    }
    let parts = reconstruct(&frame, &states, TOLERANCE_M);
    for part in &parts {
        prop_assert!(part.vertices.iter().all(|vertex| finite(vertex.at)));
        prop_assert!(part.length_m() > 0.0, "{:?}", part);
        let mut end = 0;
        for stretch in &part.stretches {
            prop_assert_eq!(stretch.from, end);
            prop_assert!(stretch.uncertainty_m.is_finite() && stretch.uncertainty_m >= 0.0);
            end = stretch.to;
        }
        prop_assert_eq!(end + 1, part.vertices.len());
    }
    prop_assert_eq!(&parts, &reconstruct(&frame, &states, TOLERANCE_M));
    prop_assert_eq!(&frame.arcs, &Frame::new(&sites, &territory(), base).arcs);
    let mut shares = Vec::new();
    for cell in 0..frame.cells.len() {
        let ring = share::ring(&frame, cell);
        prop_assert!(ring.iter().all(|p| finite(*p)), "{} {:?}", cell, ring);
        shares.push(inside(&ring) / 1e6);
    }
    for (zone, side) in frame.zones.iter().map(Region::ring).zip([true, false]) {
        let of_zone = shares.iter().zip(&frame.left);
        let held: Vec<f64> = of_zone
            .filter_map(|(km2, left)| (*left == side).then_some(*km2))
            .collect();
        let (sum, all) = (held.iter().sum::<f64>(), inside(&zone) / 1e6);
        prop_assert!(
            held.is_empty() || (sum / all - 1.0).abs() < 0.001,
            "{} of {} km²",
            sum,
            all
        );
    }
    let small = islands::unspoken(&frame, &states, &shares, 200.0);
    let absorbed = islands::absorbed(&states, &small);
    for part in reconstruct(&frame, &absorbed, TOLERANCE_M) {
        prop_assert!(part.vertices.iter().all(|vertex| finite(vertex.at)));
    }
    Ok(parts)
}

/// The parts of a line that is all right.
fn line(places: &[Place], base: &[Coord<f64>]) -> Vec<Part> {
    drawn(places, base).expect("a line that holds to its laws")
}

#[test]
fn settlements_in_a_row_have_a_line_between_those_that_differ() {
    for turned in [false, true] {
        let place = |n: i32| {
            let far = f64::from(n) * 9e3 + 5e3;
            let at = if turned { (far, 20e3) } else { (20e3, far) };
            let holder = if n < 5 { Holder::Az } else { Holder::Arm };
            (at, true, holder)
        };
        let places: Vec<Place> = (0..10).map(place).collect();
        let parts = line(&places, &[]);
        assert_eq!(parts.len(), 1, "{parts:?}");
        assert!((parts[0].length_m() - WIDE).abs() < 1.0, "{parts:?}");
    }
}

#[test]
fn two_at_one_point_with_different_holders_are_one_cell_on_either_side_of_the_base_line() {
    let at = (40e3, 49e3);
    let places = [(at, true, Holder::Az), (at, false, Holder::Arm)];
    let parts = line(&places, &base());
    assert_eq!(parts.len(), 1);
    let vertices: Vec<_> = parts[0].vertices.iter().map(|vertex| vertex.at).collect();
    assert_eq!(vertices, base());
    // Without a base line nothing can run between them.
    let one_zone = [(at, true, Holder::Az), (at, true, Holder::Arm)];
    assert!(line(&one_zone, &[]).is_empty());
}

#[test]
fn one_holder_everywhere_has_no_line_wherever_the_settlements_are() {
    for holder in [Holder::Az, Holder::Arm] {
        let places = [
            ((0.0, 0.0), false, holder),
            ((30e3, 48e3), false, holder),
            ((30e3, 48e3), true, holder),
            ((WIDE, 90e3), true, holder),
        ];
        assert!(line(&places, &base()).is_empty());
    }
    assert!(
        line(&[], &base()).is_empty(),
        "and none without settlements"
    );
}

#[test]
fn two_settlements_a_metre_apart_with_different_holders_have_the_line_between_them() {
    let places = [
        ((50e3, 20e3), true, Holder::Az),
        ((50e3, 20_001.0), true, Holder::Arm),
    ];
    let parts = line(&places, &[]);
    assert_eq!(parts.len(), 1);
    let off = |vertex: &Vertex| (vertex.at.y - 20_000.5).abs();
    assert!(parts[0].vertices.iter().all(|vertex| off(vertex) < 0.1));
    assert!(parts[0].stretches.iter().all(|s| s.uncertainty_m < 1.0));
}

#[test]
fn an_island_that_a_statement_made_is_closed_however_small() {
    let ring = (0..8).map(|n| {
        let turn = f64::from(n) * std::f64::consts::FRAC_PI_4;
        let at = (50e3 + 2e3 * turn.cos(), 20e3 + 2e3 * turn.sin());
        (at, true, Holder::Az)
    });
    let places: Vec<Place> = ring.chain([((50e3, 20e3), true, Holder::Arm)]).collect();
    let parts = line(&places, &[]);
    assert_eq!(parts.len(), 1);
    let vertices = &parts[0].vertices;
    assert_eq!(
        vertices.first().map(|v| v.at),
        vertices.last().map(|v| v.at)
    );
    assert!(parts[0].length_m() < 10e3, "well below the stated area");
}

/// The same places where no base line parts them.
fn in_one_zone(places: Vec<Place>) -> Vec<Place> {
    let left = |(at, _, holder): Place| (at, true, holder);
    places.into_iter().map(left).collect()
}

#[test]
fn an_island_is_drawn_alike_whoever_holds_it() {
    let at = [
        (51e3, 23e3),
        (20e3, 30e3),
        (25e3, 100e3),
        (48e3, 0.0),
        (70e3, 30e3),
    ];
    let ring = |holder: Holder| -> Vec<(i64, i64)> {
        let place = |(n, at): (usize, &(f64, f64))| {
            let held = if n == 0 { holder } else { holder.mirrored() };
            (*at, true, held)
        };
        let places: Vec<Place> = at.iter().enumerate().map(place).collect();
        let parts = line(&places, &[]);
        assert_eq!(parts.len(), 1);
        parts[0]
            .vertices
            .iter()
            .map(|vertex| key(vertex.at))
            .collect()
    };
    let mut turned = ring(Holder::Arm);
    turned.reverse();
    assert_eq!(ring(Holder::Az), turned);
}

/// Where a settlement can stand badly: on the outline and its corners, on the base line and its
/// vertices, a metre from either, in a row, out of the territory.
fn spot() -> impl Strategy<Value = (f64, f64)> {
    let on_base = (0usize..3, 0u8..=4).prop_map(|(segment, quarter)| {
        let base = base();
        let way = base[segment + 1] - base[segment];
        let there = base[segment] + way * (f64::from(quarter) / 4.0);
        (there.x, there.y)
    });
    let on_border = (0u8..4, 0u8..=4).prop_map(|(side, quarter)| {
        let along = f64::from(quarter) / 4.0 * WIDE;
        match side {
            0 => (along, 0.0),
            1 => (WIDE, along),
            2 => (along, WIDE),
            _ => (0.0, along),
        }
    });
    let in_a_row = (1u8..10).prop_map(|n| (f64::from(n) * 10e3, 30e3));
    let anywhere = (-20e3..120e3f64, -20e3..120e3f64);
    let spot = prop_oneof![on_base, on_border, in_a_row, anywhere];
    (spot, -1i8..=1, -1i8..=1)
        .prop_map(|((x, y), east, north)| (x + f64::from(east), y + f64::from(north)))
}

fn place() -> impl Strategy<Value = Place> {
    let holder = prop::sample::select(vec![Holder::Az, Holder::Arm]);
    (spot(), any::<bool>(), holder)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// However the settlements lie, and whoever holds them.
    #[test]
    fn wherever_settlements_stand_the_line_holds_to_its_laws(
        places in prop::collection::vec(place(), 0..16),
        with_base in any::<bool>(),
    ) {
        let mut places = places;
        if !with_base {
            places = in_one_zone(places);
        }
        drawn(&places, &if with_base { base() } else { Vec::new() })?;
    }

    /// All on the outline.
    #[test]
    fn settlements_on_the_border_alone_have_a_line_too(
        along in prop::collection::vec((0u8..4, 0.0..=1.0f64, any::<bool>()), 2..12),
    ) {
        let place = |(side, share, az): &(u8, f64, bool)| {
            let at = match side {
                0 => (share * WIDE, 0.0),
                1 => (WIDE, share * WIDE),
                2 => (share * WIDE, WIDE),
                _ => (0.0, share * WIDE),
            };
            (at, true, if *az { Holder::Az } else { Holder::Arm })
        };
        drawn(&along.iter().map(place).collect::<Vec<_>>(), &[])?;
    }

    /// Swapping the holders turns the line round and moves nothing.
    #[test]
    fn swapping_the_holders_draws_the_same_line_the_other_way(
        places in prop::collection::vec(place(), 2..10),
    ) {
        let places = in_one_zone(places);
        let mirrored: Vec<Place> = places
            .iter()
            .map(|(at, left, holder)| (*at, *left, holder.mirrored()))
            .collect();
        let length = |parts: Vec<Part>| parts.iter().map(Part::length_m).sum::<f64>();
        let (one, two) = (length(drawn(&places, &[])?), length(drawn(&mirrored, &[])?));
        prop_assert!((one - two).abs() < 1.0, "{one} m one way, {two} m the other");
    }
}
