//! Lists of place names, and the district that a list names for its settlements.
//!
//! `the villages A and B of the D district, C of the E district`: one list; A and B lie in D, C in
//! E. A list that begins with a district names it before its settlements (`D rayonunun A və B`).

use std::ops::Range;

use crate::{
    gazetteer::{fold::fold, index::Gazetteer, unit::base},
    geoparse::{
        cues::Cues,
        recognise::{Cut, Name},
        vocabulary::Relation,
    },
    model::{
        id::Id,
        place::{Place, PlaceForm, PlaceKind},
    },
};

/// So many words may stand between two names of a list.
const REACH: usize = 5;

/// The lists of a text.
#[derive(Debug, Clone, Default)]
pub struct Chains {
    /// The lists, as ranges of names; every name is in one.
    pub lists: Vec<Range<usize>>,
    /// For each name the index of its list.
    pub of: Vec<usize>,
    /// For each name the name of the district that it is said to lie in.
    pub inside: Vec<Option<usize>>,
}

impl Chains {
    /// The lists of a text, after the names of seats that stand for their districts were given
    /// these as their places.
    #[must_use]
    pub fn new(cut: &Cut, cues: &Cues, gazetteer: &Gazetteer, names: &mut [Name]) -> Self {
        let mut lists: Vec<Range<usize>> = Vec::new();
        for index in 0..names.len() {
            let follows = index > 0
                && names
                    .get(index - 1)
                    .zip(names.get(index))
                    .is_some_and(|(a, b)| listed(cut, cues, a, b));
            match lists.last_mut().filter(|_| follows) {
                Some(last) => last.end = index + 1,
                None => lists.push(index..index + 1),
            }
        }
        for name in names.iter_mut() {
            introduced(cut, cues, gazetteer, name);
        }
        for list in &lists {
            plural(cut, cues, gazetteer, names, list);
            listed_units(cut, cues, gazetteer, names, list);
            seats(cut, cues, gazetteer, names, list);
        }
        let mut of = vec![0; names.len()];
        let mut inside = vec![None; names.len()];
        for (number, list) in lists.iter().enumerate() {
            for index in list.clone() {
                if let Some(slot) = of.get_mut(index) {
                    *slot = number;
                }
            }
            govern(gazetteer, names, list, &mut inside);
        }
        Self { lists, of, inside }
    }

    /// The list of a name.
    #[must_use]
    pub fn list(&self, index: usize) -> Range<usize> {
        let number = self.of.get(index).copied().unwrap_or_default();
        self.lists
            .get(number)
            .cloned()
            .unwrap_or(index..index.saturating_add(1))
    }

    /// Whether other names of its list lie in what this name means.
    #[must_use]
    pub fn contains(&self, index: usize) -> bool {
        let list = self.list(index);
        let inside = self.inside.get(list).unwrap_or_default();
        inside.contains(&Some(index))
    }
}

/// Whether nothing but the words of a list stands between two names.
fn listed(cut: &Cut, cues: &Cues, a: &Name, b: &Name) -> bool {
    let (from, to) = (a.tokens.end, b.tokens.start);
    if a.sentence != b.sentence || to < from || to - from > REACH {
        return false;
    }
    let marks = (from..=to).all(|at| {
        cut.tokens
            .get(at)
            .is_some_and(|token| token.joined() || matches!(token.mark, Some(',' | '(')))
    });
    // `from positions near A the B district was hit`: an article alone joins nothing.
    let article = |at: usize| {
        let token = cut.tokens.get(at);
        token.is_some_and(|token| token.folded == "the" && token.mark.is_none())
    };
    let comma = cut.tokens.get(to).is_some_and(|token| !token.joined());
    if to > from && (from..to).all(article) && !comma {
        return false;
    }
    let mut at = from;
    while at < to {
        let word = [
            &cues.conjunctions,
            &cues.places.list,
            &cues.places.kinds,
            &cues.places.plural,
        ]
        .iter()
        .filter_map(|lexicon| lexicon.at(&cut.tokens, at, to))
        .map(|hit| hit.end)
        .max();
        let Some(end) = word else {
            return false;
        };
        at = end;
    }
    marks
}

/// Whether a name can only mean a district or a province.
#[must_use]
pub fn is_unit(gazetteer: &Gazetteer, name: &Name) -> bool {
    !name.places.is_empty()
        && name
            .places
            .iter()
            .filter_map(|id| gazetteer.get(id))
            .all(|place| matches!(place.kind, PlaceKind::District | PlaceKind::Province))
}

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
fn introduced(cut: &Cut, cues: &Cues, gazetteer: &Gazetteer, name: &mut Name) {
    let start = name.tokens.start;
    let word = (start.saturating_sub(2)..start).any(|at| {
        let hit = cues.places.unit_before.at(&cut.tokens, at, start);
        hit.is_some_and(|hit| hit.end == start)
    });
    let joined = |at: usize| cut.tokens.get(at).is_some_and(super::token::Token::joined);
    let dashed = |at: usize| {
        let token = cut.tokens.get(at);
        token.is_some_and(|token| matches!(token.mark, Some('-' | '–' | '—')))
    };
    let end = name.tokens.end;
    let section = joined(end)
        && !dashed(start)
        && !dashed(end)
        && cues
            .after
            .at(&cut.tokens, end, cut.tokens.len())
            .is_some_and(|hit| *hit.value == Relation::Section);
    if (word && joined(start)) || section {
        let units = units_of(gazetteer, name);
        if !units.is_empty() {
            name.places = units;
        }
    }
}

/// `the A, B and C districts`: all of them are districts.
fn plural(cut: &Cut, cues: &Cues, gazetteer: &Gazetteer, names: &mut [Name], list: &Range<usize>) {
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
            && cut
                .tokens
                .get(name.tokens.end)
                .is_some_and(super::token::Token::joined);
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
fn listed_units(
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
fn seats(cut: &Cut, cues: &Cues, gazetteer: &Gazetteer, names: &mut [Name], list: &Range<usize>) {
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
            next.sentence == name.sentence && gap.len() <= 1 && genitive(cut, name, gap.start)
        });
        let Some(inner) = inner.or(outer) else {
            continue;
        };
        let units: Vec<Id> = units_of(gazetteer, name)
            .into_iter()
            .filter(|unit| {
                gazetteer.get(unit).is_some_and(|unit| {
                    let places = inner.places.iter().filter_map(|id| gazetteer.get(id));
                    places.into_iter().any(|place| lies_in(place, unit))
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

/// Whether a place lies in a district or province, by what the gazetteer says of it.
#[must_use]
pub fn lies_in(place: &Place, unit: &Place) -> bool {
    let same = |own: &Option<String>, name: &Option<String>| {
        own.as_deref()
            .zip(name.as_deref().and_then(base).as_deref())
            .is_some_and(|(own, unit)| fold(own) == fold(unit))
    };
    match unit.kind {
        PlaceKind::District => same(&place.district_az, &unit.names.az),
        PlaceKind::Province => same(&place.province_nk, &unit.names.en),
        PlaceKind::Region => unit.id.as_str() == "nagorno-karabakh" && place.province_nk.is_some(),
        _ => false,
    }
}

/// Gives every settlement of a list its district.
fn govern(
    gazetteer: &Gazetteer,
    names: &[Name],
    list: &Range<usize>,
    inside: &mut [Option<usize>],
) {
    let unit = |index: usize| {
        names
            .get(index)
            .is_some_and(|name| is_unit(gazetteer, name))
    };
    let before = unit(list.start);
    let mut current: Option<usize> = None;
    let order: Vec<usize> = if before {
        list.clone().collect()
    } else {
        list.clone().rev().collect()
    };
    for index in order {
        if unit(index) {
            current = Some(index);
        } else if let Some(slot) = inside.get_mut(index) {
            *slot = current;
        }
    }
}
