//! What makes one of several places of a name likelier: its kind, its size, who tells of it.

use crate::{
    gazetteer::fold::fold,
    geoparse::recognise::{Cut, Name},
    model::{
        place::{Place, PlaceKind},
        side::Side,
    },
};

/// Words beside a name that say what kind of place it is, in the search form.
const KIND_WORDS: &[(&str, &[PlaceKind])] = &[
    (
        "village",
        &[PlaceKind::Village, PlaceKind::AbandonedVillage],
    ),
    (
        "villages",
        &[PlaceKind::Village, PlaceKind::AbandonedVillage],
    ),
    ("selo", &[PlaceKind::Village, PlaceKind::AbandonedVillage]),
    ("sela", &[PlaceKind::Village, PlaceKind::AbandonedVillage]),
    ("kandi", &[PlaceKind::Village, PlaceKind::AbandonedVillage]),
    (
        "kandinin",
        &[PlaceKind::Village, PlaceKind::AbandonedVillage],
    ),
    ("gyugh", &[PlaceKind::Village, PlaceKind::AbandonedVillage]),
    ("gyughi", &[PlaceKind::Village, PlaceKind::AbandonedVillage]),
    ("town", &[PlaceKind::Town, PlaceKind::City]),
    ("city", &[PlaceKind::City, PlaceKind::Town]),
    ("gorod", &[PlaceKind::City, PlaceKind::Town]),
    ("goroda", &[PlaceKind::City, PlaceKind::Town]),
    ("shahari", &[PlaceKind::City, PlaceKind::Town]),
    ("kaghak", &[PlaceKind::City, PlaceKind::Town]),
    ("river", &[PlaceKind::River]),
    ("banks", &[PlaceKind::River]),
    ("bank", &[PlaceKind::River]),
    ("reki", &[PlaceKind::River]),
    ("chayi", &[PlaceKind::River]),
    ("chayinin", &[PlaceKind::River]),
    ("apin", &[PlaceKind::River]),
    ("apʻin", &[PlaceKind::River]),
    ("reservoir", &[PlaceKind::Reservoir]),
    ("mountain", &[PlaceKind::Height]),
    ("height", &[PlaceKind::Height]),
    ("pass", &[PlaceKind::Pass]),
];

/// What it weighs that another place of a list bears the same country code in the gazetteer.
pub(super) const SAME_COUNTRY: f64 = 0.03;

/// What it weighs that the side that publishes a text calls a place so in its own language.
pub(super) const OWN_NAME: f64 = 0.03;

/// Whether a name is what a side calls a place in its own language, in any of its cases.
pub(super) fn own_name(place: &Place, side: Side, name: &str) -> bool {
    let own = match side {
        Side::Az => place.names.az.as_deref(),
        Side::Arm => place.names.hy.as_deref(),
        Side::ThirdParty => None,
    };
    own.is_some_and(|own| fold(name).starts_with(&fold(own)))
}

pub(super) fn kind_word(kind: PlaceKind, name: &Name, cut: &Cut) -> bool {
    let start = name.tokens.start;
    let beside = [
        start.checked_sub(1),
        // `the village of X`
        start.checked_sub(2),
        // `the banks of the X`
        start.checked_sub(3),
        Some(name.tokens.end),
    ];
    beside
        .into_iter()
        .flatten()
        .filter_map(|at| cut.tokens.get(at))
        .any(|token| {
            KIND_WORDS
                .iter()
                .any(|(word, kinds)| token.folded == *word && kinds.contains(&kind))
        })
}

/// A small weight by kind, population and whether the place lies in the area that the map is about.
pub(super) fn importance(place: &Place) -> f64 {
    let kind = match place.kind {
        PlaceKind::City => 0.13,
        PlaceKind::Town => 0.12,
        PlaceKind::Region | PlaceKind::Line => 0.1,
        PlaceKind::District => 0.09,
        PlaceKind::Province => 0.08,
        PlaceKind::Village => 0.06,
        PlaceKind::AbandonedVillage => 0.03,
        _ => 0.0,
    };
    let people = place.population.unwrap_or(0);
    let crowd = match people {
        0..1_000 => 0.0,
        1_000..10_000 => 0.01,
        _ => 0.02,
    };
    // The map is about the area on either side of the line: a homonym there is likelier.
    let inside = if place.province_nk.is_some() {
        0.05
    } else {
        0.0
    };
    // A place that is known by a name in every language is likelier to be told of.
    let known = match place.names.iter().count() {
        4.. => 0.03,
        3 => 0.02,
        2 => 0.01,
        _ => 0.0,
    };
    kind + crowd + inside + known
}
