//! Numbers that count people or things.

use std::ops::Range;

use crate::{
    geoparse::{cues::Cues, number::number, recognise::Cut, token::Token},
    model::claim::Hedge,
};

/// A number as the text gives it: what is open stays open, what is a range stays one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Its tokens, without the hedge.
    pub tokens: Range<usize>,
    /// Its tokens and those of the hedge.
    pub words: Range<usize>,
    /// The lower bound; none for `up to 5`.
    pub low: Option<u64>,
    /// The upper bound; none for `over 200`.
    pub high: Option<u64>,
    /// How it is hedged.
    pub hedge: Option<Hedge>,
}

/// A hedge has no more words than this.
const LONGEST_HEDGE: usize = 4;

/// The numbers of a sentence that are no dates, times, years or measures.
#[must_use]
pub fn quantities(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    dates: &[usize],
) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if dates.contains(&at) {
            at += 1;
            continue;
        }
        let Some((quantity, next)) = quantity(cut, cues, sentence, at) else {
            at += 1;
            continue;
        };
        at = next;
        if measured(cut, cues, sentence, next) {
            continue;
        }
        if let Some(last) = found.last_mut()
            && let (Some(low), Some(high)) = (last.low, quantity.high)
            && last.low == last.high
            && low < high
            && (quantity.low == quantity.high || quantity.words.start == last.tokens.end)
            && ranges(cut, cues, sentence, &last.tokens, quantity.tokens.start)
        {
            last.high = quantity.high;
            last.tokens.end = quantity.tokens.end;
            last.words.end = quantity.words.end;
            // The `up to` of `from 5 up to 8` only joins the two.
            last.hedge = last
                .hedge
                .or(quantity.hedge.filter(|_| quantity.low.is_some()));
            continue;
        }
        found.push(quantity);
    }
    found
}

/// The quantity that begins with token `at`, if one does, and where to go on.
fn quantity(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    at: usize,
) -> Option<(Quantity, usize)> {
    if let Some(vague) = cues.vague.at(&cut.tokens, at, sentence.end) {
        let times = cues.multipliers.at(&cut.tokens, vague.end, sentence.end);
        let times = times.filter(|times| joined(cut, times.start));
        let end = times.map_or(vague.end, |times| times.end);
        let least = vague
            .value
            .saturating_mul(times.map_or(1, |times| *times.value));
        let quantity = Quantity {
            tokens: at..end,
            words: at..end,
            low: Some(least),
            high: None,
            hedge: Some(Hedge::Vague),
        };
        return Some((quantity, end));
    }
    let number = number(cut, cues, at, sentence.end)?;
    let mut quantity = Quantity {
        tokens: at..number.end,
        words: at..number.end,
        low: Some(number.value),
        high: Some(number.value),
        hedge: None,
    };
    if let Some((hedge, words)) = hedge(cut, cues, sentence, &quantity.tokens) {
        quantity.hedge = Some(hedge);
        quantity.words = words;
        match hedge {
            Hedge::Over | Hedge::AtLeast | Hedge::Vague => quantity.high = None,
            Hedge::Under | Hedge::UpTo => quantity.low = None,
            Hedge::About => {}
        }
    }
    Some((quantity, number.end))
}

/// The words that hedge a number, before it (`over 200`) or after it (`200-dən çox`, `200 nəfərdən
/// çox`), and the tokens of both together.
fn hedge(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    number: &Range<usize>,
) -> Option<(Hedge, Range<usize>)> {
    let tokens = &cut.tokens;
    let first = number
        .start
        .saturating_sub(LONGEST_HEDGE)
        .max(sentence.start);
    let before = (first..number.start).find_map(|at| {
        let hit = cues.hedges.at(tokens, at, number.start)?;
        (hit.end == number.start && joined(cut, number.start)).then_some(hit)
    });
    if let Some(hit) = before {
        return Some((*hit.value, hit.start..number.end));
    }
    let after = (number.end..(number.end + 2).min(sentence.end))
        .take_while(|at| joined(cut, *at))
        .find_map(|at| cues.hedges_after.at(tokens, at, sentence.end))?;
    // A word between the number and the hedge is what is counted.
    let end = if after.start == number.end {
        after.end
    } else {
        number.end
    };
    Some((*after.value, number.start..end))
}

fn joined(cut: &Cut, at: usize) -> bool {
    cut.tokens.get(at).is_some_and(Token::joined)
}

/// Whether what is counted is a measure (`25 km`, `6 p.m.`).
fn measured(cut: &Cut, cues: &Cues, sentence: &Range<usize>, at: usize) -> bool {
    let measure = joined(cut, at) && cues.measures.at(&cut.tokens, at, sentence.end).is_some();
    measure || clock(cut, at)
}

/// `a.m.`, `p.m.`
fn clock(cut: &Cut, at: usize) -> bool {
    let word = |at: usize| cut.tokens.get(at).map(|token| token.folded.as_str());
    matches!(word(at), Some("a" | "p")) && word(at + 1) == Some("m")
}

/// Whether two numbers are the ends of a range: `5–7`, `5 to 7`, `between 5 and 7`.
fn ranges(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    first: &Range<usize>,
    to: usize,
) -> bool {
    let tokens = &cut.tokens;
    let hyphen = tokens
        .get(to)
        .is_some_and(|token| matches!(token.mark, Some('-' | '–' | '—' | '‑')));
    let one = first.end + 1 == to && joined(cut, to) && joined(cut, first.end);
    let linked = one && cues.to.at(tokens, first.end, to).is_some();
    let between = one
        && cues.conjunctions.at(tokens, first.end, to).is_some()
        && first.start > sentence.start
        && cues
            .between
            .at(tokens, first.start - 1, first.start)
            .is_some();
    (first.end == to && hyphen) || linked || between
}
