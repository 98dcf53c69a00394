//! Numbers that count people or things.

use std::ops::Range;

use crate::geoparse::{
    cues::Cues,
    recognise::Cut,
    token::{Token, TokenKind},
};

/// A number as the text gives it; "about" and "over" stay in the quote, a range stays a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The least.
    pub low: u64,
    /// The most.
    pub high: u64,
}

/// Case endings that a number may bear and still count (`130-dan çox`), in the search form.
const CASE_ENDINGS: &[&str] = &[
    "a", "e", "ya", "ye", "dan", "den", "i", "its", "n", "in", "ti",
];

/// The numbers of a sentence that are no dates, times, years or measures.
#[must_use]
pub fn quantities(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    dates: &[usize],
) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    for at in sentence.clone() {
        let Some(token) = cut.tokens.get(at) else {
            continue;
        };
        let value = match token.kind {
            TokenKind::Number { .. } if dates.contains(&at) || !counts(token) => None,
            TokenKind::Number { value, .. } => Some(value),
            TokenKind::Word => {
                let word = cues.numbers.at(&cut.tokens, at, sentence.end);
                word.map(|word| *word.value)
            }
            TokenKind::Day(_) => None,
        };
        let measured = cues
            .measures
            .at(&cut.tokens, at + 1, sentence.end)
            .is_some()
            || clock(cut, at + 1);
        let Some(value) = value.filter(|_| !measured) else {
            continue;
        };
        if let Some(last) = found.last_mut()
            && last.low == last.high
            && last.high < value
            && ranges(cut, cues, last.tokens.end, at)
        {
            last.high = value;
            last.tokens.end = at + 1;
            continue;
        }
        found.push(Quantity {
            tokens: at..at + 1,
            low: value,
            high: value,
        });
    }
    found
}

/// Whether a number stands for a count: no year, and no letters glued to it but case endings.
fn counts(token: &Token) -> bool {
    let TokenKind::Number { value, suffixed } = token.kind else {
        return false;
    };
    let year = (1990..=2030).contains(&value) && token.span.end - token.span.start == 4;
    let ending = !suffixed || CASE_ENDINGS.contains(&token.folded.as_str());
    !year && ending
}

/// `a.m.`, `p.m.`
fn clock(cut: &Cut, at: usize) -> bool {
    let word = |at: usize| cut.tokens.get(at).map(|token| token.folded.as_str());
    matches!(word(at), Some("a" | "p")) && word(at + 1) == Some("m")
}

/// Whether two numbers are the ends of a range: `5–7`, `5 to 7`.
fn ranges(cut: &Cut, cues: &Cues, from: usize, to: usize) -> bool {
    let hyphen = cut
        .tokens
        .get(to)
        .is_some_and(|token| matches!(token.mark, Some('-' | '–' | '—' | '‑')));
    (from == to && hyphen) || (from + 1 == to && cues.to.at(&cut.tokens, from, to).is_some())
}
