//! Names of seats that stand for their districts: `the district of A`, `the A and B districts`, `C in
//! A`.

use std::ops::Range;

use crate::{
    gazetteer::{fold::fold, index::Gazetteer, nearby::kilometres},
    geoparse::{
        cues::Cues,
        recognise::{Cut, Name},
        token::Token,
        vocabulary::Relation,
        within::{is_unit, lies_in},
    },
    model::{
        id::Id,
        place::{Place, PlaceForm},
        position::LonLat,
    },
};

/// Two places nearer to each other than this are in one town, in kilometres.
const IN_TOWN: f64 = 2.5;

/// The districts and provinces that are called after what a name may mean.
fn units_of(gazetteer: &Gazetteer, name: &Name) -> Vec<Id> {
    let mut units: Vec<Id> = Vec::new();
    let seats = name.places.iter().filter_map(|id| gazetteer.get(id));
    for place in seats
        .filter(|place| place.kind.form() == PlaceForm::Settlement)
        .take(8)
    {
        for spelling in place.spellings() {
            for word in ["district", "province"] {
                let found = gazetteer.named(&format!("{} {word}", fold(spelling)));
                for id in found {
                    if !units.contains(id) {
                        units.push(id.clone());
                    }
                }
            }
        }
    }
    units
}

/// `the district of A`, `the A section of the front`: the district, where one is called so.
pub(super) fn introduced(cut: &Cut, cues: &Cues, gazetteer: &Gazetteer, name: &mut Name) {
    let start = name.tokens.start;
    let word = (start.saturating_sub(2)..start).any(|at| {
        let hit = cues.places.unit_before.at(&cut.tokens, at, start);
        hit.is_some_and(|hit| hit.end == start)
    });
    let joined = |at: usize| cut.tokens.get(at).is_some_and(Token::joined);
    let dashed = |at: usize| {
        let token = cut.tokens.get(at);
        token.is_some_and(|token| matches!(token.mark, Some('-' | '–' | '—')))
    };
    let end = name.tokens.end;
    let unit = joined(end)
        && !dashed(end)
        && cues
            .places
            .unit_after
            .at(&cut.tokens, end, cut.tokens.len())
            .is_some();
    let section = joined(end)
        && !dashed(start)
        && !dashed(end)
        && cues
            .after
            .at(&cut.tokens, end, cut.tokens.len())
            .is_some_and(|hit| *hit.value == Relation::Section);
    if (word && joined(start)) || section || unit {
        let units = units_of(gazetteer, name);
        if !units.is_empty() {
            name.places = units;
        }
    }
}

/// `the A, B and C districts`: all of them are districts.
pub(super) fn plural(
    cut: &Cut,
    cues: &Cues,
    gazetteer: &Gazetteer,
    names: &mut [Name],
    list: &Range<usize>,
) {
    for index in list.clone().rev() {
        let Some(name) = names.get_mut(index) else {
            continue;
        };
        let word = name.tokens.end.saturating_sub(1);
        let after = cues
            .places
            .plural
            .at(&cut.tokens, name.tokens.end, cut.tokens.len())
            .is_some()
            && cut.tokens.get(name.tokens.end).is_some_and(Token::joined);
        let own =
            name.tokens.len() > 1 && cues.places.plural.at(&cut.tokens, word, word + 1).is_some();
        if !after && !own {
            continue;
        }
        if after && !is_unit(gazetteer, name) {
            let units = units_of(gazetteer, name);
            if units.is_empty() {
                continue;
            }
            name.places = units;
            name.extend(cut, name.tokens.end + 1);
        }
        for earlier in (list.start..index).rev() {
            let gap = names.get(earlier).zip(names.get(earlier + 1));
            let enumerated = gap.is_some_and(|(a, b)| {
                (a.tokens.end..b.tokens.start).all(|at| {
                    cues.conjunctions
                        .at(&cut.tokens, at, b.tokens.start)
                        .is_some()
                }) && cues
                    .places
                    .kinds
                    .at(&cut.tokens, a.tokens.end.saturating_sub(1), a.tokens.end)
                    .is_none()
            });
            if !enumerated {
                break;
            }
            let Some(name) = names.get_mut(earlier) else {
                break;
            };
            if is_unit(gazetteer, name) {
                break;
            }
            let units = units_of(gazetteer, name);
            if units.is_empty() {
                break;
            }
            name.places = units;
        }
    }
}

/// `the districts of A and B`: all of them are districts.
pub(super) fn listed_units(
    cut: &Cut,
    cues: &Cues,
    gazetteer: &Gazetteer,
    names: &mut [Name],
    list: &Range<usize>,
) {
    let Some(first) = names.get(list.start) else {
        return;
    };
    let start = first.tokens.start;
    let said = (start.saturating_sub(3)..start).any(|at| {
        let plural = cues.places.plural.at(&cut.tokens, at, start).is_some();
        let hit = cues.places.unit_before.at(&cut.tokens, at, start);
        plural && hit.is_some_and(|hit| hit.end == start)
    });
    if !said || !is_unit(gazetteer, first) {
        return;
    }
    for name in names.get_mut(list.clone()).unwrap_or_default() {
        let units = units_of(gazetteer, name);
        if !is_unit(gazetteer, name) && !units.is_empty() {
            name.places = units;
        }
    }
}

/// `A in B`, `B's A`, `B: A and C`: B is the district that A lies in, if there is one.
pub(super) fn seats(
    cut: &Cut,
    cues: &Cues,
    gazetteer: &Gazetteer,
    names: &mut [Name],
    list: &Range<usize>,
) {
    for index in list.clone() {
        let Some(name) = names.get(index) else {
            continue;
        };
        if is_unit(gazetteer, name) {
            continue;
        }
        let before = index.checked_sub(1).filter(|before| list.contains(before));
        let inner = before.and_then(|before| names.get(before)).filter(|inner| {
            let gap = inner.tokens.end..name.tokens.start;
            // `A in B`, `A village in B`.
            let first = cues.places.kinds.at(&cut.tokens, gap.start, gap.end);
            let first = first.map_or(gap.start, |hit| hit.end);
            let joined = cues.places.inside.at(&cut.tokens, first, gap.end);
            joined.is_some_and(|hit| hit.end == gap.end)
        });
        let outer = names.get(index + 1).filter(|next| {
            let gap = name.tokens.end..next.tokens.start;
            let listed = cues
                .conjunctions
                .at(&cut.tokens, gap.start, gap.end)
                .is_some()
                || gap.is_empty()
                    && cut
                        .tokens
                        .get(gap.start)
                        .is_some_and(|token| token.mark == Some(','));
            next.sentence == name.sentence
                && gap.len() <= 1
                && !listed
                && genitive(cut, name, gap.start)
        });
        let Some(inner) = inner.or(outer) else {
            continue;
        };
        // What stands in the town itself: the town is meant.
        let towns: Vec<LonLat> = name
            .places
            .iter()
            .filter_map(|id| gazetteer.get(id))
            .map(|town| town.position)
            .collect();
        let beside = |place: &Place| {
            let near = |town: &LonLat| kilometres(place.position, *town) < IN_TOWN;
            towns.iter().any(near)
        };
        let units: Vec<Id> = units_of(gazetteer, name)
            .into_iter()
            .filter(|unit| {
                gazetteer.get(unit).is_some_and(|unit| {
                    let places = inner.places.iter().filter_map(|id| gazetteer.get(id));
                    places
                        .into_iter()
                        .any(|place| lies_in(place, unit) && !beside(place))
                })
            })
            .collect();
        if !units.is_empty()
            && let Some(name) = names.get_mut(index)
        {
            name.places = units;
        }
    }
}

/// Whether a name owns what follows it: by its ending, or by a dash or colon after it.
fn genitive(cut: &Cut, name: &Name, next: usize) -> bool {
    let Some(last) = cut.tokens.get(name.tokens.end.saturating_sub(1)) else {
        return false;
    };
    let introduces = cut
        .tokens
        .get(next)
        .is_some_and(|token| matches!(token.mark, Some('–' | '—' | '-' | ':')));
    let spaced = introduces
        && cut
            .chars
            .get(last.span.end)
            .is_some_and(|c| c.is_whitespace() || *c == ':');
    let ending = ["in", "un", "nin", "nun"]
        .iter()
        .any(|ending| last.folded.len() > 5 && last.folded.ends_with(ending));
    let armenian = cut
        .chars
        .get(last.span.end.saturating_sub(1))
        .is_some_and(|c| matches!(c, 'ի' | 'ւ'));
    last.possessive || spaced || ((ending || armenian) && next < cut.tokens.len())
}
