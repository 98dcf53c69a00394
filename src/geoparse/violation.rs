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
    mentions: &[Mention],
    counted: &[Quantity],
) -> Option<Violation> {
    let tokens = &cut.tokens;
    let (from, end) = (sentence.start, sentence.end);
    let times = times(cut, cues, sentence, counted);
    let fire = cues.events.find(tokens, from, end).iter().any(|hit| {
        let predicate = hit.value.1.predicate.as_str();
        matches!(predicate, "violation" | "shelling") || (predicate == "clash" && times.is_some())
    });
    if !fire {
        return None;
    }
    let first = cut.tokens.get(from)?.span.start;
    let last = cut.tokens.get(end.checked_sub(1)?)?.span.end;
    let of = |role: Role| -> Vec<usize> {
        let start = mentions.partition_point(|mention| mention.span.start < first);
        let here = mentions.iter().enumerate().skip(start);
        here.take_while(|(_, mention)| mention.span.start < last)
            .filter(|(_, mention)| mention.role == role)
            .map(|(index, _)| index)
            .collect()
    };
    let mut weapons: Vec<String> = Vec::new();
    for hit in cues.arms.find(tokens, from, end) {
        if !weapons.contains(hit.value) {
            weapons.push(hit.value.clone());
        }
    }
    let found = Violation {
        at: of(Role::Event),
        from: of(Role::Origin),
        times,
        weapons,
        day: !cues.daily.find(tokens, from, end).is_empty(),
    };
    let directed = !found.from.is_empty() && !found.at.is_empty();
    let position = !cues.places.positions.find(tokens, from, end).is_empty();
    (found.times.is_some() || (directed && position)).then_some(found)
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

/// The day and night before a statement.
#[must_use]
pub fn last_day(published: Date) -> Option<Period> {
    Some(Period {
        start: published.checked_sub(1.day()).ok()?,
        end: published,
    })
}
