//! Statements on violations of the ceasefire, a genre with fixed words: positions in these villages
//! underwent fire from positions near those; so many times in a day.

use std::ops::Range;

use jiff::{ToSpan as _, civil::Date};

use crate::geoparse::{
    cues::Cues,
    period::Period,
    reading::{Mention, Role},
    recognise::Cut,
    token::TokenKind,
};

/// What one sentence of such a statement says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violation {
    /// The places that came under fire, as indices of mentions.
    pub at: Vec<usize>,
    /// The places that the fire came from, as indices of mentions.
    pub from: Vec<usize>,
    /// How often.
    pub times: Option<u64>,
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
) -> Option<Violation> {
    let tokens = &cut.tokens;
    let (from, end) = (sentence.start, sentence.end);
    let fire = cues.events.find(tokens, from, end).iter().any(|hit| {
        matches!(
            hit.value.1.predicate.as_str(),
            "violation" | "shelling" | "clash"
        )
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
        times: times(cut, cues, sentence),
        weapons,
        day: !cues.daily.find(tokens, from, end).is_empty(),
    };
    let directed = !found.from.is_empty() && !found.at.is_empty();
    let position = !cues.places.positions.find(tokens, from, end).is_empty();
    (found.times.is_some() || (directed && position)).then_some(found)
}

/// `98 times`, `98 раз`, `98 dəfə`, `98 անգամ`, `98 violations`.
fn times(cut: &Cut, cues: &Cues, sentence: &Range<usize>) -> Option<u64> {
    sentence.clone().find_map(|at| {
        let token = cut.tokens.get(at)?;
        let value = match token.kind {
            TokenKind::Number { value, .. } => value,
            TokenKind::Word => *cues.numbers.at(&cut.tokens, at, sentence.end)?.value,
            TokenKind::Day(_) => return None,
        };
        (at + 1..(at + 4).min(sentence.end))
            .take_while(|next| {
                cut.tokens
                    .get(*next)
                    .is_some_and(super::token::Token::joined)
            })
            .any(|next| cues.times.at(&cut.tokens, next, sentence.end).is_some())
            .then_some(value)
    })
}

/// The day and night before a statement.
#[must_use]
pub fn last_day(published: Date) -> Option<Period> {
    Some(Period {
        start: published.checked_sub(1.day()).ok()?,
        end: published,
    })
}
