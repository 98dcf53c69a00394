//! Which place a name means: spelling, district words beside it, the other places of the text, the
//! line of that day, and importance. "None" is an answer.

use std::collections::HashMap;

use crate::{
    gazetteer::{fold::fold, index::Gazetteer, nearby::kilometres, unit::base},
    geoparse::{
        chain::{Chains, lies_in},
        reading::Candidate,
        recognise::{Cut, Name},
    },
    line::history::Answer,
    model::{
        id::Id,
        place::{Place, PlaceForm, PlaceKind},
        position::LonLat,
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
    ("reservoir", &[PlaceKind::Reservoir]),
    ("mountain", &[PlaceKind::Height]),
    ("height", &[PlaceKind::Height]),
    ("pass", &[PlaceKind::Pass]),
];

/// Two candidates whose scores differ by less cannot be told apart.
const TOO_CLOSE: f64 = 0.02;

/// A candidate with a lower score is no answer.
const LEAST: f64 = 0.2;

/// So many places of a text, at most, are compared with the candidates of a name.
const MOST_ANCHORS: usize = 100;

/// Candidates nearer to each other than this are one place for a reader, in kilometres.
const SAME_PLACE: f64 = 5.0;

/// The candidates of every name, best first.
#[must_use]
pub fn candidates(
    names: &[Name],
    chains: &Chains,
    cut: &Cut,
    gazetteer: &Gazetteer,
    line: Option<Answer<'_>>,
) -> Vec<Vec<Candidate>> {
    let mut offsets: HashMap<&Id, Option<f64>> = HashMap::new();
    let mut anchors: Vec<(&Id, LonLat)> = Vec::new();
    for name in names {
        if let [only] = name.places.as_slice()
            && anchors.len() < MOST_ANCHORS
            && anchors.iter().all(|(known, _)| *known != only)
            && let Some(place) = gazetteer.get(only)
            && place.kind.form() == PlaceForm::Settlement
        {
            anchors.push((only, place.position));
        }
    }
    let units: Vec<Vec<(usize, Unit)>> = cut
        .sentences
        .iter()
        .enumerate()
        .map(|(sentence, _)| units(names, sentence, gazetteer))
        .collect();
    names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let places: Vec<&Place> = name
                .places
                .iter()
                .filter_map(|id| gazetteer.get(id))
                .collect();
            let beside = units
                .get(name.sentence)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let governor = chains.inside.get(index).copied().flatten();
            let governing = governor.and_then(|at| names.get(at));
            let governing: Vec<&Place> = governing
                .iter()
                .flat_map(|name| &name.places)
                .filter_map(|id| gazetteer.get(id))
                .collect();
            let mut scored: Vec<Candidate> = places
                .iter()
                .map(|place| {
                    let contradicts = !governing.is_empty() && contradicts(place, &governing);
                    if places.len() == 1 && contradicts {
                        return Candidate {
                            id: place.id.clone(),
                            score: 0.4,
                            why: "the only place of this name, and not in the district that the \
                                  text names"
                                .to_owned(),
                        };
                    }
                    if places.len() == 1 {
                        return Candidate {
                            id: place.id.clone(),
                            score: 0.95,
                            why: "the only place of this name".to_owned(),
                        };
                    }
                    let near = anchors
                        .iter()
                        .map(|(_, position)| kilometres(place.position, *position))
                        .min_by(f64::total_cmp);
                    let offset = *offsets.entry(&place.id).or_insert_with(|| {
                        let found = line?.locate(place.position).ok()?;
                        Some(found.offset_km.abs())
                    });
                    let distances = Distances { near, line: offset };
                    score(place, index, name, cut, (beside, &governing), &distances)
                })
                .collect();
            scored.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
            scored
        })
        .collect()
}

/// Whether a place is known to lie in none of the districts that it is said to lie in.
fn contradicts(place: &Place, units: &[&Place]) -> bool {
    let settled = place.kind.form() == PlaceForm::Settlement;
    let known = |unit: &&Place| match unit.kind {
        PlaceKind::District => place.district_az.is_some(),
        PlaceKind::Province => place.province_nk.is_some(),
        _ => false,
    };
    let far = |unit: &&Place| {
        let reach = unit.accuracy_m.value() / 1000.0 * 2.0 + 15.0;
        kilometres(place.position, unit.position) > reach
    };
    settled
        && units
            .iter()
            .all(|unit| known(unit) && !lies_in(place, unit) && far(unit))
}

/// The best candidate, unless the next one is as good and somewhere else.
#[must_use]
pub fn choice<'a>(candidates: &[Candidate], gazetteer: &'a Gazetteer) -> Option<&'a Place> {
    let best = candidates.first().filter(|best| best.score >= LEAST)?;
    let place = gazetteer.get(&best.id)?;
    let rival = candidates
        .iter()
        .skip(1)
        .filter(|rival| best.score - rival.score < TOO_CLOSE)
        .filter_map(|rival| gazetteer.get(&rival.id))
        .any(|rival| kilometres(place.position, rival.position) > same_place(place, rival));
    (!rival).then_some(place)
}

/// How far two candidates may be apart and still be one place for a reader, in kilometres: two
/// areas that cover each other in the main (a district and a province of the same ground) are.
fn same_place(a: &Place, b: &Place) -> f64 {
    let areas = a.kind.form() == PlaceForm::Area && b.kind.form() == PlaceForm::Area;
    if areas {
        a.accuracy_m.value().min(b.accuracy_m.value()) / 1000.0
    } else {
        SAME_PLACE
    }
}

/// A district or province that a sentence names.
enum Unit {
    /// By its Azerbaijani name.
    District(String),
    /// By its English name.
    Province(String),
    /// The seat of a district, by its Azerbaijani name, which may stand for the district.
    Seat(String),
}

fn units(names: &[Name], sentence: usize, gazetteer: &Gazetteer) -> Vec<(usize, Unit)> {
    let mut units = Vec::new();
    let first = names.partition_point(|name| name.sentence < sentence);
    let here = names.iter().enumerate().skip(first);
    for (index, name) in here.take_while(|(_, name)| name.sentence == sentence) {
        for place in name.places.iter().filter_map(|id| gazetteer.get(id)) {
            let unit = match place.kind {
                PlaceKind::District => {
                    let name = place.names.az.as_deref().and_then(base);
                    name.map(|name| Unit::District(fold(&name)))
                }
                PlaceKind::Province => {
                    let name = place.names.en.as_deref().and_then(base);
                    name.map(|name| Unit::Province(fold(&name)))
                }
                PlaceKind::City | PlaceKind::Town => {
                    place.names.az.as_deref().map(|name| Unit::Seat(fold(name)))
                }
                _ => None,
            };
            units.extend(unit.map(|unit| (index, unit)));
        }
    }
    units
}

/// How far a candidate lies from what else is known.
///
/// # Units
/// - kilometres
struct Distances {
    /// From the nearest other place of the text that has one meaning only.
    near: Option<f64>,
    /// From the line of the report's day.
    line: Option<f64>,
}

fn score(
    place: &Place,
    index: usize,
    name: &Name,
    cut: &Cut,
    (units, governing): (&[(usize, Unit)], &[&Place]),
    distances: &Distances,
) -> Candidate {
    let mut score = 0.25;
    let mut why: Vec<String> = Vec::new();
    if place
        .names
        .iter()
        .any(|(_, spelling)| spelling == name.text)
    {
        score += 0.12;
        why.push("a main name, as spelt".to_owned());
    } else if place.variants.contains(&name.text) {
        score += 0.06;
        why.push("a variant, as spelt".to_owned());
    }
    let district = place.district_az.as_deref().map(fold);
    let province = place.province_nk.as_deref().map(fold);
    let is = |own: &Option<String>, named: &String| own.as_ref() == Some(named);
    let named = units
        .iter()
        .filter(|(other, _)| *other != index)
        .map(|(_, unit)| match unit {
            Unit::District(named) if is(&district, named) => 0.3,
            Unit::Province(named) if is(&province, named) => 0.3,
            Unit::Seat(named) if is(&district, named) => 0.1,
            _ => 0.0,
        });
    let named = named.fold(0.0, f64::max);
    if governing.iter().any(|unit| lies_in(place, unit)) {
        score += 0.4;
        why.push("the text says that it lies in this district".to_owned());
    } else if !governing.is_empty() && contradicts(place, governing) {
        score -= 0.1;
        why.push("the text names another district".to_owned());
    } else if named > 0.0 {
        score += named;
        why.push("its district is named in the sentence".to_owned());
    }
    if let Some(distance) = distances.near {
        score += 0.16 * (-distance / 40.0).exp();
        why.push(format!("{distance:.0} km from another place of the text"));
    }
    if let Some(distance) = distances.line {
        score += 0.02 * (-distance / 30.0).exp();
        why.push(format!("{distance:.0} km from the line of that day"));
    }
    if kind_word(place.kind, name, cut) {
        score += 0.15;
        why.push("the word for its kind stands beside it".to_owned());
    }
    score += importance(place);
    Candidate {
        id: place.id.clone(),
        score: (score.clamp(0.0, 1.0) * 1000.0).round() / 1000.0,
        why: if why.is_empty() {
            "by importance only".to_owned()
        } else {
            why.join("; ")
        },
    }
}

fn kind_word(kind: PlaceKind, name: &Name, cut: &Cut) -> bool {
    let start = name.tokens.start;
    let beside = [
        start.checked_sub(1),
        // `the village of X`
        start.checked_sub(2),
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
fn importance(place: &Place) -> f64 {
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
