//! What a change of the ledger touches, and where its statements do not go together.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{
    line::{
        ledger::Ledger,
        stance::{Rules, Stance},
    },
    model::{control::Statement, id::Id, side::Side},
};

/// What one speaker says of one place on one day, when that is two things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The place.
    pub place: Id,
    /// The day of which both speak.
    pub date: Date,
    /// The speaker.
    pub side: Side,
    /// The statements, in order.
    pub statements: Vec<Id>,
}

/// The statements that one of two ledgers has and the other has not; `None` when the places or
/// their holders before any statement differ, so that everything must be made anew.
#[must_use]
pub fn difference<'a>(one: &'a Ledger, two: &'a Ledger) -> Option<Vec<&'a Statement>> {
    let same = one.rules() == two.rules()
        && one.places().eq(two.places())
        && one
            .places()
            .all(|place| one.baseline(place) == two.baseline(place));
    if !same {
        return None;
    }
    let mut changed = Vec::new();
    for (here, there) in [(one, two), (two, one)] {
        let known: BTreeSet<String> = there.statements().map(|s| format!("{s:?}")).collect();
        changed.extend(
            here.statements()
                .filter(|s| !known.contains(&format!("{s:?}"))),
        );
    }
    Some(changed)
}

/// Whether a statement can have a part in what is so on the day `on` by `stance`, by what was known
/// on `as_of`.
///
/// Where a stop settles claims, every statement may be the denial that stands against it; and what
/// takes another statement back counts on whatever day that one spoke of.
#[must_use]
pub fn touches(
    rules: &Rules,
    statement: &Statement,
    on: Date,
    stance: Stance,
    as_of: Date,
) -> bool {
    if statement.known > as_of || (statement.date > on && statement.corrects.is_none()) {
        return false;
    }
    rules.of(stance).is_none_or(|rule| {
        rule.settled_by_stop
            || statement.corrects.is_some()
            || rule
                .speakers
                .iter()
                .any(|speaker| rules.counts(statement, *speaker))
    })
}

/// Places of which one speaker says two things that stand against each other on one day.
#[must_use]
pub fn contradictions(
    ledger: &Ledger,
    on: Date,
    stance: Stance,
    as_of: Date,
) -> Vec<Contradiction> {
    let Some(rule) = ledger.rules().of(stance) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for place in ledger.places() {
        for side in &rule.speakers {
            let said = ledger.last_said(place, *side, on, as_of);
            let differ = said.windows(2).any(|pair| match pair {
                [one, two] => one.holder != two.holder,
                _ => false,
            });
            if let (true, Some(first)) = (differ, said.first()) {
                found.push(Contradiction {
                    place: place.clone(),
                    date: first.date,
                    side: *side,
                    statements: said.iter().map(|s| s.id.clone()).collect(),
                });
            }
        }
    }
    found
}

/// Statements that take each other back in a circle, if any do: the circle, from the one with the
/// least identifier.
#[must_use]
pub fn circle(corrections: &std::collections::BTreeMap<Id, Id>) -> Option<Vec<Id>> {
    for start in corrections.keys() {
        let mut way = vec![start.clone()];
        while let Some(next) = way.last().and_then(|last| corrections.get(last)) {
            if next == start {
                return Some(way);
            }
            if way.contains(next) {
                break;
            }
            way.push(next.clone());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn corrections(pairs: &[(&str, &str)]) -> BTreeMap<Id, Id> {
        let id = |text: &str| text.parse().expect("an identifier");
        pairs.iter().map(|(a, b)| (id(a), id(b))).collect()
    }

    #[test]
    fn a_circle_of_corrections_is_found_and_a_chain_is_none() {
        assert_eq!(circle(&corrections(&[("b", "a"), ("c", "b")])), None);
        let found = circle(&corrections(&[("z", "a"), ("a", "b"), ("b", "a")]));
        let ids: Vec<String> = found
            .into_iter()
            .flatten()
            .map(|id| id.to_string())
            .collect();
        assert_eq!(ids, ["a", "b"]);
        assert_eq!(
            circle(&corrections(&[("a", "a")])).map(|way| way.len()),
            Some(1)
        );
    }
}
