//! Sentences of a text.

use std::ops::Range;

use crate::{
    gazetteer::letters::{Script, is_apostrophe, is_joint},
    geoparse::token::Token,
    model::report::Span,
};

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where, in code points, without blanks around it.
    pub span: Span,
    /// Its tokens, as indices.
    pub tokens: Range<usize>,
}

/// A text without full stops is cut after so many words: the work on one sentence is bounded.
const LONGEST: usize = 200;

/// Words before a full stop that do not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj", "capt", "sgt", "st", "no", "vs", "approx",
    "im", "g", "gg", "t", "ul", "obl", "r", "km", "mm", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sept", "sep", "oct", "nov", "dec",
];

/// Cuts a text into sentences: at `.`, `!`, `?`, `…`, the Armenian `։` (and the colon that stands
/// for it), where a blank and no small letter follow; and at blank lines.
#[must_use]
pub fn sentences(chars: &[char], tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < chars.len() {
        let end = ending(chars, at);
        if let Some(end) = end {
            push(&mut sentences, chars, tokens, start, end);
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    push(&mut sentences, chars, tokens, start, chars.len());
    sentences
}

/// One past the end of the sentence whose last mark is at `at`.
fn ending(chars: &[char], at: usize) -> Option<usize> {
    let get = |index: usize| chars.get(index).copied();
    let mark = get(at)?;
    if mark == '\n' {
        let blank = chars
            .iter()
            .skip(at + 1)
            .take_while(|c| c.is_whitespace())
            .any(|c| *c == '\n');
        return blank.then_some(at + 1);
    }
    let armenian = || {
        let before = at.checked_sub(1).and_then(get).unwrap_or(' ');
        Script::of(before) == Script::Armenian
    };
    let stops = matches!(mark, '.' | '!' | '?' | '…' | '։') || (mark == ':' && armenian());
    if !stops {
        return None;
    }
    let mut end = at + 1;
    while get(end).is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | ')' | ']') || quote(c)) {
        end += 1;
    }
    let next = get(end)?;
    if !next.is_whitespace() {
        return None;
    }
    let follower = chars
        .iter()
        .skip(end)
        .find(|c| !c.is_whitespace() && !quote(**c) && !is_joint(**c));
    let small = follower.is_some_and(|c| c.is_lowercase());
    let goes_on = small || (mark == '.' && abbreviation(chars, at));
    (!goes_on).then_some(end)
}

/// Whether a character closes or opens a quotation.
fn quote(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›')
}

/// Whether the full stop at `at` belongs to an abbreviation or to an initial.
fn abbreviation(chars: &[char], at: usize) -> bool {
    let word: Vec<char> = chars
        .iter()
        .take(at)
        .rev()
        .take_while(|c| c.is_alphabetic())
        .take(6)
        .copied()
        .collect();
    let word: String = word.into_iter().rev().collect();
    let before = at
        .checked_sub(word.chars().count() + 1)
        .and_then(|index| chars.get(index));
    if word.chars().count() == 1 {
        // `a.m.` and `p.m.` may end a sentence; an initial does not.
        return !(matches!(word.as_str(), "m" | "M") && before == Some(&'.'));
    }
    let folded = crate::gazetteer::fold::fold(&word);
    ABBREVIATIONS.contains(&folded.as_str())
}

fn push(sentences: &mut Vec<Sentence>, chars: &[char], tokens: &[Token], start: usize, end: usize) {
    let piece = chars.get(start..end).unwrap_or_default();
    let lead = piece.iter().take_while(|c| c.is_whitespace()).count();
    let tail = piece.iter().rev().take_while(|c| c.is_whitespace()).count();
    if lead == piece.len() {
        return;
    }
    let span = Span {
        start: start + lead,
        end: end - tail,
    };
    let first = tokens.partition_point(|token| token.span.start < span.start);
    let last = tokens.partition_point(|token| token.span.start < span.end);
    if last - first <= LONGEST {
        sentences.push(Sentence {
            span,
            tokens: first..last,
        });
        return;
    }
    for from in (first..last).step_by(LONGEST) {
        let to = last.min(from + LONGEST);
        let part = tokens.get(from).zip(tokens.get(to - 1));
        if let Some((from_token, to_token)) = part {
            let span = Span {
                start: from_token.span.start,
                end: to_token.span.end,
            };
            let tokens = from..to;
            sentences.push(Sentence { span, tokens });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geoparse::token::tokens;

    fn cut(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let tokens = tokens(&chars);
        sentences(&chars, &tokens)
            .iter()
            .map(|s| chars[s.span.start..s.span.end].iter().collect())
            .collect()
    }

    #[test]
    fn numbers_times_and_initials_do_not_end_a_sentence() {
        assert_eq!(
            cut(
                "About 2,300 fell at 2 p.m. near Lachin. Gen. A. Ali spoke, No. 5 was hit! “Why?” he asked."
            ),
            [
                "About 2,300 fell at 2 p.m. near Lachin.",
                "Gen. A. Ali spoke, No. 5 was hit!",
                "“Why?” he asked.",
            ]
        );
    }

    #[test]
    fn armenian_and_blank_lines_end_a_sentence() {
        assert_eq!(
            cut("Շուշին հրետակոծվել է։ Կան վիրավորներ: Լռում են\n\nheadline\nsame"),
            [
                "Շուշին հրետակոծվել է։",
                "Կան վիրավորներ:",
                "Լռում են",
                "headline\nsame"
            ]
        );
    }
}
