//! Numbers in figures and in words: `2,300`, `twenty-five`, `two hundred and five`, `3 thousand`.

use crate::geoparse::{
    cues::Cues,
    recognise::Cut,
    token::{Token, TokenKind},
};

/// A number and one past its last token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// The value.
    pub value: u64,
    /// One past the last token.
    pub end: usize,
}

/// Case endings that a number may bear and still count (`130-dan çox`), in the search form.
const CASE_ENDINGS: &[&str] = &[
    "a", "e", "ya", "ye", "dan", "den", "i", "its", "n", "in", "ti", "dek", "dak", "u", "nu", "ni",
    "um", "ov", "y", "yi", "x", "kh", "mi", "s", "ts",
];

/// More words than this no number has.
const LONGEST: usize = 8;

/// The number that begins with token `at` and ends before `end`.
#[must_use]
pub fn number(cut: &Cut, cues: &Cues, at: usize, end: usize) -> Option<Number> {
    let token = cut.tokens.get(at)?;
    let first = match token.kind {
        TokenKind::Number { value, .. } if counts(token) => Number { value, end: at + 1 },
        TokenKind::Word => in_words(cut, cues, at, end)?,
        TokenKind::Number { .. } | TokenKind::Day(_) => return None,
    };
    let times = joined(cut, first.end).then(|| cues.multipliers.at(&cut.tokens, first.end, end));
    Some(times.flatten().map_or(first, |times| Number {
        value: first.value.saturating_mul(*times.value),
        end: times.end,
    }))
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

fn joined(cut: &Cut, at: usize) -> bool {
    cut.tokens.get(at).is_some_and(Token::joined)
}

/// Words that make one number: tens before units, hundreds before tens.
fn in_words(cut: &Cut, cues: &Cues, at: usize, end: usize) -> Option<Number> {
    let first = cues.numbers.at(&cut.tokens, at, end)?;
    let mut number = Number {
        value: *first.value,
        end: first.end,
    };
    let most = end.min(at + LONGEST);
    while number.end < most && joined(cut, number.end) {
        let links = number.value >= 100
            && cues
                .conjunctions
                .at(&cut.tokens, number.end, most)
                .is_some();
        let next = number.end + usize::from(links);
        let Some(word) = cues.numbers.at(&cut.tokens, next, most) else {
            break;
        };
        let Some(value) = follow(number.value, *word.value) else {
            break;
        };
        number = Number {
            value,
            end: word.end,
        };
    }
    Some(number)
}

/// What `so_far` and `next` make together, if they are parts of one number.
fn follow(so_far: u64, next: u64) -> Option<u64> {
    let hundreds = next == 100 && (1..10).contains(&so_far);
    let rest = match next {
        1..10 => so_far.is_multiple_of(10) && (20..1000).contains(&so_far),
        10..100 => so_far.is_multiple_of(100) && (100..1000).contains(&so_far),
        _ => false,
    };
    if hundreds {
        Some(so_far * 100)
    } else {
        rest.then_some(so_far + next)
    }
}
