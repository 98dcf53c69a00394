//! Words and phrases to be found among tokens, in any of their forms.

use std::ops::Range;

use crate::geoparse::token::{Token, TokenKind, tokens};

/// Phrases with what they stand for.
///
/// A phrase is written as it stands in a text; a word that ends in `*` stands for every word that
/// begins so (`линия соприкосновени*`).
#[derive(Debug, Clone)]
pub struct Lexicon<T> {
    /// The phrases, by how their first words begin.
    entries: Vec<(Vec<Pattern>, T)>,
    /// Of each phrase, the first letters of its first word, and which of a word's they are compared
    /// with.
    heads: Vec<(u64, u64)>,
    /// The beginnings in order, each with its entries.
    groups: Vec<(u16, Range<usize>)>,
    /// The bit by which tokens know it; all bits before it has one of its own.
    bit: u128,
}

/// How a word begins: its first two letters, by which a lexicon is searched, and its first eight,
/// which decide most comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    pair: u16,
    head: u64,
}

impl Beginning {
    /// How many letters, digits and others there are in a search form, and nothing at all.
    const LETTERS: u16 = 38;

    /// How a word in the search form begins.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let mut head = [0; 8];
        for (to, from) in head.iter_mut().zip(folded.bytes()) {
            *to = from;
        }
        let mut letters = folded.bytes().map(|byte| match byte {
            b'0'..=b'9' => u16::from(byte - b'0') + 1,
            b'a'..=b'z' => u16::from(byte - b'a') + 11,
            _ => 37,
        });
        let (first, second) = (letters.next().unwrap_or(0), letters.next().unwrap_or(0));
        Self {
            pair: first * Self::LETTERS + second,
            head: u64::from_be_bytes(head),
        }
    }

    /// The first two letters as one number.
    #[must_use]
    pub const fn pair(self) -> u16 {
        self.pair
    }
}

#[derive(Debug, Clone)]
struct Pattern {
    text: String,
    stem: bool,
    /// Its first letters, and which of a word's they are compared with.
    head: u64,
    mask: u64,
}

impl Pattern {
    fn matches(&self, token: &Token) -> bool {
        if token.begins.head & self.mask != self.head || token.kind != TokenKind::Word {
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
        let mut entries: Vec<(Vec<Pattern>, T)> = phrases
            .into_iter()
            .map(|(phrase, value)| {
                let words = phrase.as_ref().split_whitespace();
                (words.flat_map(patterns).collect(), value)
            })
            .filter(|(patterns, _): &(Vec<Pattern>, T)| !patterns.is_empty())
            .collect();
        let beginning = |entry: &(Vec<Pattern>, T)| {
            let first = entry.0.first();
            Beginning::of(first.map_or("", |first| first.text.as_str()))
        };
        entries.sort_by_key(|entry| beginning(entry).pair);
        let mut groups = Vec::new();
        let mut from = 0;
        for group in entries.chunk_by(|a, b| beginning(a).pair == beginning(b).pair) {
            let to = from + group.len();
            if let Some(first) = group.first().map(beginning) {
                groups.push((first.pair, from..to));
            }
            from = to;
        }
        let head = |(patterns, _): &(Vec<Pattern>, T)| {
            let first = patterns.first();
            first.map_or((0, 0), |first| (first.head, first.mask))
        };
        Self {
            heads: entries.iter().map(head).collect(),
            entries,
            groups,
            bit: u128::MAX,
        }
    }

    /// The first words of the phrases in the search form, and which of them are stems.
    pub fn first_words(&self) -> impl Iterator<Item = (&str, bool)> {
        let first = self.entries.iter().filter_map(|entry| entry.0.first());
        first.map(|first| (first.text.as_str(), first.stem))
    }

    /// Gives it the bit by which tokens know it from now on.
    pub const fn known_by(&mut self, bit: u128) {
        self.bit = bit;
    }

    /// The longest phrase that begins with token `at` and ends before `end`.
    #[must_use]
    #[inline]
    pub fn at(&self, tokens: &[Token], at: usize, end: usize) -> Option<Match<'_, T>> {
        let token = tokens.get(at)?;
        if token.lexicons & self.bit == 0 {
            return None;
        }
        self.longest(tokens, at, end, token.begins)
    }

    fn longest(
        &self,
        tokens: &[Token],
        at: usize,
        end: usize,
        begins: Beginning,
    ) -> Option<Match<'_, T>> {
        let group = self
            .groups
            .binary_search_by_key(&begins.pair, |group| group.0);
        let (_, group) = self.groups.get(group.ok()?)?;
        let candidates = self.entries.get(group.clone())?;
        let heads = self.heads.get(group.clone())?;
        candidates
            .iter()
            .zip(heads)
            .filter(|(_, (head, mask))| begins.head & mask == *head)
            .map(|(candidate, _)| candidate)
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
            head: token.begins.head,
            mask: u64::MAX,
            text: token.folded.into(),
            stem: false,
        })
        .collect();
    if let Some(last) = patterns.last_mut().filter(|_| stem) {
        last.stem = true;
        let rest = 8_usize.saturating_sub(last.text.len());
        last.mask = u64::MAX << (8 * rest.min(7));
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
