//! Statements on violations of the ceasefire, a genre with fixed words: positions in these villages
//! underwent fire from positions near those; so many times in a day.

use std::ops::Range;

use jiff::{ToSpan as _, civil::Date};

use crate::geoparse::{
    cues::Cues,
    period::Period,
    quantity::Quantity,
    reading::{Mention, Role},
    recognise::Cut,
    token::Token,
};

/// What one sentence of such a statement says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violation {
    /// The places that came under fire, as indices of mentions.
    pub at: Vec<usize>,
    /// The places that the fire came from, as indices of mentions.
    pub from: Vec<usize>,
    /// Which fired at which: pairs of a place of origin and a place under fire, as indices of
    /// mentions. Each clause of the sentence has its own; a clause that names only one end takes the
    /// other from the whole sentence.
    pub pairs: Vec<(usize, usize)>,
    /// How often.
    pub times: Option<Quantity>,
    /// With what.
    pub weapons: Vec<String>,
    /// Whether it speaks of the last day and night.
    pub day: bool,
}

/// What a sentence says of violations; `None` if it does not speak of fire between positions or of
/// a number of violations.
#[must_use]
pub fn violation(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    (mentions, holders): (&[Mention], &[bool]),
    counted: &[Quantity],
) -> Option<Violation> {
    let tokens = &cut.tokens;
    let (first_token, end) = (sentence.start, sentence.end);
    let times = times(cut, cues, sentence, counted);
    let fire = cues
        .events
        .find(tokens, first_token, end)
        .iter()
        .any(|hit| {
            let predicate = hit.value.1.predicate.as_str();
            matches!(predicate, "violation" | "shelling")
                || (predicate == "clash" && times.is_some())
        });
    if !fire {
        return None;
    }
    let first = cut.tokens.get(first_token)?.span.start;
    let last = cut.tokens.get(end.checked_sub(1)?)?.span.end;
    let of = |role: Role| -> Vec<usize> {
        let start = mentions.partition_point(|mention| mention.span.start < first);
        let here = mentions.iter().enumerate().skip(start);
        here.take_while(|(_, mention)| mention.span.start < last)
            .filter(|(_, mention)| mention.role == role)
            .filter(|(index, _)| holders.get(*index) != Some(&true))
            .map(|(index, _)| index)
            .collect()
    };
    let mut weapons: Vec<String> = Vec::new();
    for hit in cues.arms.find(tokens, first_token, end) {
        if !weapons.contains(hit.value) {
            weapons.push(hit.value.clone());
        }
    }
    let (at, from) = (of(Role::Event), of(Role::Origin));
    let pairs = pairs(cut, cues, sentence, mentions, (&from, &at));
    let found = Violation {
        at,
        from,
        pairs,
        times,
        weapons,
        day: !cues.daily.find(tokens, first_token, end).is_empty(),
    };
    let directed = !found.from.is_empty() && !found.at.is_empty();
    let position = !cues
        .places
        .positions
        .find(tokens, first_token, end)
        .is_empty();
    (found.times.is_some() || (directed && position)).then_some(found)
}

/// Which place fired at which: in each clause every origin at every place under fire.
fn pairs(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    mentions: &[Mention],
    (from, at): (&[usize], &[usize]),
) -> Vec<(usize, usize)> {
    let seam = |token: &usize| {
        let mark = cut.tokens.get(*token).and_then(|token| token.mark);
        let clause = || {
            let word = cues.places.clauses.at(&cut.tokens, *token, sentence.end);
            word.is_some()
        };
        mark == Some(';') || (mark == Some(',') && clause())
    };
    let mut pairs = Vec::new();
    let mut start = sentence.start;
    for end in (sentence.start + 1..sentence.end)
        .filter(seam)
        .chain([sentence.end])
    {
        let first = cut.tokens.get(start).map_or(0, |token| token.span.start);
        let last = end.checked_sub(1).and_then(|last| cut.tokens.get(last));
        let last = last.map_or(0, |token| token.span.end);
        let here = |all: &[usize]| -> Vec<usize> {
            let inside = |index: &&usize| {
                let mention = mentions.get(**index);
                mention.is_some_and(|m| m.span.start >= first && m.span.start < last)
            };
            all.iter().filter(inside).copied().collect()
        };
        let (mut origins, mut aims) = (here(from), here(at));
        start = end;
        if origins.is_empty() && aims.is_empty() {
            continue;
        }
        if origins.is_empty() {
            origins = from.to_vec();
        }
        if aims.is_empty() {
            aims = at.to_vec();
        }
        for origin in origins {
            for aim in &aims {
                if !pairs.contains(&(origin, *aim)) {
                    pairs.push((origin, *aim));
                }
            }
        }
    }
    pairs
}

/// `98 times`, `98 раз`, `98 dəfə`, `98 անգամ`, `98 violations`.
fn times(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    counted: &[Quantity],
) -> Option<Quantity> {
    let often = |quantity: &&Quantity| {
        let end = quantity.tokens.end;
        (end..(end + 3).min(sentence.end))
            .take_while(|next| cut.tokens.get(*next).is_some_and(Token::joined))
            .any(|next| cues.times.at(&cut.tokens, next, sentence.end).is_some())
    };
    counted.iter().find(often).cloned()
}

/// What a sentence says that goes on with a statement: with the same weapons, in the same day,
/// where it names none.
#[must_use]
pub fn continued(mut told: Violation, before: Option<&Violation>) -> Violation {
    if let Some(before) = before {
        if told.weapons.is_empty() {
            told.weapons.clone_from(&before.weapons);
        }
        told.day |= before.day;
    }
    told
}

/// The day and night before a statement.
#[must_use]
pub fn last_day(published: Date) -> Option<Period> {
    Some(Period {
        start: published.checked_sub(1.day()).ok()?,
        end: published,
    })
}
