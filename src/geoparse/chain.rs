//! Lists of place names, and the district that a list names for its settlements.
//!
//! `the villages A and B of the D district, C of the E district`: one list; A and B lie in D, C in
//! E. A list that begins with a district names it before its settlements (`D rayonunun A və B`).

use std::ops::Range;

use crate::{
    gazetteer::index::Gazetteer,
    geoparse::{
        cues::Cues,
        recognise::{Cut, Name},
        seat::{introduced, listed_units, plural, seats},
        within::is_unit,
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
