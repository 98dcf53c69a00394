//! Which place a name means: spelling, district words beside it, the other places of the text, the
//! line of that day, and importance. "None" is an answer.

use std::collections::HashMap;

use crate::{
    gazetteer::{index::Gazetteer, nearby::kilometres},
    geoparse::{
        chain::Chains,
        reading::Candidate,
        recognise::{Cut, Name},
        weight::{OWN_NAME, SAME_COUNTRY, importance, kind_word, own_name},
    },
    line::history::Answer,
    model::{
        id::Id,
        place::{Place, PlaceForm, PlaceKind},
        position::LonLat,
        side::Side,
    },
};

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
    (line, side): (Option<Answer<'_>>, Option<Side>),
) -> Vec<Vec<Candidate>> {
    let mut offsets: HashMap<&Id, Option<f64>> = HashMap::new();
    let (anchors, listed) = certain(names, chains, gazetteer);
    let units: Vec<Vec<(usize, Unit<'_>)>> = cut
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
            let here = units
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
                    let contradicts =
                        !governing.is_empty() && contradicts(gazetteer, place, &governing);
                    if places.len() == 1 && contradicts {
                        return Candidate {
                            id: place.id.clone(),
                            score: 0.15,
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
                    let list = chains.of.get(index).and_then(|list| listed.get(list));
                    let beside = list
                        .zip(place.country.as_deref())
                        .is_some_and(|(list, country)| list.contains(&country));
                    let distances = Distances {
                        near,
                        beside,
                        line: offset,
                        own: side.is_some_and(|side| {
                            own_name(gazetteer.facts(&place.id), side, &name.text)
                        }),
                    };
                    score(
                        (place, gazetteer),
                        (index, name),
                        cut,
                        (here, &governing),
                        &distances,
                    )
                })
                .collect();
            scored.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
            scored
        })
        .collect()
}

/// The countries of each list's settlements that have one meaning only.
type Listed<'a> = HashMap<usize, Vec<&'a str>>;

/// The settlements whose names have one meaning only: where they lie, and the countries of each list.
fn certain<'a>(
    names: &'a [Name],
    chains: &Chains,
    gazetteer: &'a Gazetteer,
) -> (Vec<(&'a Id, LonLat)>, Listed<'a>) {
    let mut anchors: Vec<(&Id, LonLat)> = Vec::new();
    let mut listed = Listed::new();
    for (index, name) in names.iter().enumerate() {
        let [only] = name.places.as_slice() else {
            continue;
        };
        let settled = |place: &&Place| place.kind.form() == PlaceForm::Settlement;
        let Some(place) = gazetteer.get(only).filter(settled) else {
            continue;
        };
        if let Some(country) = place.country.as_deref() {
            let list = chains.of.get(index).copied().unwrap_or(index);
            let known = listed.entry(list).or_default();
            if !known.contains(&country) {
                known.push(country);
            }
        }
        if anchors.len() < MOST_ANCHORS && anchors.iter().all(|(known, _)| *known != only) {
            anchors.push((only, place.position));
        }
    }
    (anchors, listed)
}

/// Whether a place is known to lie in none of the districts that it is said to lie in.
fn contradicts(gazetteer: &Gazetteer, place: &Place, units: &[&Place]) -> bool {
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
            .all(|unit| known(unit) && !gazetteer.lies_in(place, unit) && far(unit))
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
enum Unit<'a> {
    /// By its Azerbaijani name.
    District(&'a str),
    /// By its English name.
    Province(&'a str),
    /// The seat of a district, by its Azerbaijani name, which may stand for the district.
    Seat(&'a str),
}

fn units<'a>(names: &[Name], sentence: usize, gazetteer: &'a Gazetteer) -> Vec<(usize, Unit<'a>)> {
    let mut units = Vec::new();
    let first = names.partition_point(|name| name.sentence < sentence);
    let here = names.iter().enumerate().skip(first);
    for (index, name) in here.take_while(|(_, name)| name.sentence == sentence) {
        for place in name.places.iter().filter_map(|id| gazetteer.get(id)) {
            let facts = || gazetteer.facts(&place.id);
            let called = || facts()?.unit.as_deref();
            let unit = match place.kind {
                PlaceKind::District => called().map(Unit::District),
                PlaceKind::Province => called().map(Unit::Province),
                PlaceKind::City | PlaceKind::Town => facts()
                    .and_then(|facts| facts.own_name(Side::Az))
                    .map(Unit::Seat),
                _ => None,
            };
            units.extend(unit.map(|unit| (index, unit)));
        }
    }
    units
}

/// How a candidate stands to what else is known.
///
/// # Units
/// - kilometres
struct Distances {
    /// From the nearest other place of the text that has one meaning only.
    near: Option<f64>,
    /// Whether another of its list that has one meaning only bears the same country code.
    beside: bool,
    /// From the line of the report's day.
    line: Option<f64>,
    /// Whether it is called so in the language of the side that publishes the text.
    own: bool,
}

fn score(
    (place, gazetteer): (&Place, &Gazetteer),
    (index, name): (usize, &Name),
    cut: &Cut,
    (units, governing): (&[(usize, Unit<'_>)], &[&Place]),
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
    let facts = gazetteer.facts(&place.id);
    let district = facts.and_then(|facts| facts.district.as_deref());
    let province = facts.and_then(|facts| facts.province.as_deref());
    let is = |own: Option<&str>, named: &str| own == Some(named);
    let named = units
        .iter()
        .filter(|(other, _)| *other != index)
        .map(|(_, unit)| match unit {
            Unit::District(named) if is(district, named) => 0.3,
            Unit::Province(named) if is(province, named) => 0.3,
            Unit::Seat(named) if is(district, named) => 0.1,
            _ => 0.0,
        });
    let named = named.fold(0.0, f64::max);
    if governing.iter().any(|unit| gazetteer.lies_in(place, unit)) {
        score += 0.4;
        why.push("the text says that it lies in this district".to_owned());
    } else if !governing.is_empty() && contradicts(gazetteer, place, governing) {
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
    if distances.beside {
        score += SAME_COUNTRY;
        why.push("the country code of another place of its list".to_owned());
    }
    if distances.own {
        score += OWN_NAME;
        why.push("the publisher's side calls it so".to_owned());
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
