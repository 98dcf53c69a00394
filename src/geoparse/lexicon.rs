//! Words and phrases to be found among tokens, in any of their forms.

use std::collections::HashMap;

use crate::geoparse::token::{Token, TokenKind, tokens};

/// Phrases with what they stand for.
///
/// A phrase is written as it stands in a text; a word that ends in `*` stands for every word that
/// begins so (`линия соприкосновени*`).
#[derive(Debug, Clone)]
pub struct Lexicon<T> {
    /// Entries by the first two letters of their first word.
    entries: HashMap<String, Vec<(Vec<Pattern>, T)>>,
    /// One bit for every beginning that there may be: most words are none of the lexicon's.
    begins: [u64; 16],
}

/// Which bit stands for the beginning of a word.
fn bit(beginning: &str) -> (usize, u64) {
    let mut bytes = beginning.bytes().map(usize::from);
    let (first, second) = (bytes.next().unwrap_or(0), bytes.next().unwrap_or(0));
    (first & 15, 1 << ((second ^ (first >> 4)) & 63))
}

#[derive(Debug, Clone)]
struct Pattern {
    text: String,
    stem: bool,
}

impl Pattern {
    fn matches(&self, token: &Token) -> bool {
        if token.kind != TokenKind::Word {
            return false;
        }
        if self.stem {
            token.folded.starts_with(&self.text)
        } else {
            token.folded == self.text
        }
    }
}

/// A phrase found: tokens `start..end`, and what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match<'a, T> {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// What the phrase stands for.
    pub value: &'a T,
}

impl<T> Lexicon<T> {
    /// A lexicon of phrases; a phrase without letters is left out.
    pub fn new<S: AsRef<str>>(phrases: impl IntoIterator<Item = (S, T)>) -> Self {
        let mut entries: HashMap<String, Vec<(Vec<Pattern>, T)>> = HashMap::new();
        for (phrase, value) in phrases {
            let patterns: Vec<Pattern> = phrase
                .as_ref()
                .split_whitespace()
                .flat_map(patterns)
                .collect();
            if let Some(first) = patterns.first() {
                let key = first.text.chars().take(2).collect();
                entries.entry(key).or_default().push((patterns, value));
            }
        }
        let mut begins = [0; 16];
        for key in entries.keys() {
            let (word, mask) = bit(key);
            if let Some(bits) = begins.get_mut(word) {
                *bits |= mask;
            }
        }
        Self { entries, begins }
    }

    /// The longest phrase that begins with token `at` and ends before `end`.
    #[must_use]
    pub fn at(&self, tokens: &[Token], at: usize, end: usize) -> Option<Match<'_, T>> {
        let first = tokens.get(at)?;
        let key = first.folded.get(..2).unwrap_or(&first.folded);
        let (word, mask) = bit(key);
        if self.begins.get(word).is_none_or(|bits| bits & mask == 0) {
            return None;
        }
        let candidates = self.entries.get(key)?;
        candidates
            .iter()
            .filter(|(patterns, _)| {
                at + patterns.len() <= end
                    && patterns.iter().enumerate().all(|(offset, pattern)| {
                        tokens.get(at + offset).is_some_and(|token| {
                            pattern.matches(token) && (offset == 0 || token.joined())
                        })
                    })
            })
            .max_by_key(|(patterns, _)| patterns.len())
            .map(|(patterns, value)| Match {
                start: at,
                end: at + patterns.len(),
                value,
            })
    }

    /// The phrases among tokens `from..end`: leftmost first, the longest of those that begin
    /// together, none overlapping.
    #[must_use]
    pub fn find(&self, tokens: &[Token], from: usize, end: usize) -> Vec<Match<'_, T>> {
        let mut found = Vec::new();
        let mut at = from;
        while at < end {
            if let Some(hit) = self.at(tokens, at, end) {
                at = hit.end;
                found.push(hit);
            } else {
                at += 1;
            }
        }
        found
    }
}

/// The words of one blank-separated piece of a phrase; a hyphen parts words as in a text.
fn patterns(piece: &str) -> Vec<Pattern> {
    let stem = piece.ends_with('*');
    let chars: Vec<char> = piece.trim_end_matches('*').chars().collect();
    let mut patterns: Vec<Pattern> = tokens(&chars)
        .into_iter()
        .filter(|token| !token.folded.is_empty())
        .map(|token| Pattern {
            text: token.folded,
            stem: false,
        })
        .collect();
    if let Some(last) = patterns.last_mut() {
        last.stem = stem;
    }
    patterns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &[(&str, u8)], text: &str) -> Vec<(usize, usize, u8)> {
        let lexicon = Lexicon::new(phrases.iter().copied());
        let chars: Vec<char> = text.chars().collect();
        let tokens = tokens(&chars);
        lexicon
            .find(&tokens, 0, tokens.len())
            .iter()
            .map(|m| (m.start, m.end, *m.value))
            .collect()
    }

    #[test]
    fn the_longest_phrase_wins_and_commas_part_phrases() {
        let phrases = [("line", 1), ("line of contact", 2), ("anti-tank gun*", 3)];
        assert_eq!(found(&phrases, "The line of contact"), [(1, 4, 2)]);
        assert_eq!(found(&phrases, "line, of contact"), [(0, 1, 1)]);
        assert_eq!(found(&phrases, "50 anti-tank guns"), [(1, 4, 3)]);
    }

    #[test]
    fn a_star_stands_for_any_ending() {
        let phrases = [("лини* соприкосновени*", 1), ("շփման գծ*", 2)];
        assert_eq!(found(&phrases, "вдоль линии соприкосновения"), [(1, 3, 1)]);
        assert_eq!(found(&phrases, "շփման գծի երկայնքով"), [(0, 2, 2)]);
    }
}
