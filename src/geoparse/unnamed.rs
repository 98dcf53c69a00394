//! Names of settlements that the gazetteer does not have: seen by the words around them, never
//! resolved.

use std::ops::Range;

use crate::{
    geoparse::{
        cues::Cues,
        recognise::{Cut, Name},
        token::{Token, TokenKind},
    },
    model::report::Span,
};

/// A name has so many words at the most.
const LONGEST: usize = 2;

/// A list of unknown names goes on for so many names at the most.
const MOST: usize = 40;

/// The unknown names beside a word for a settlement, and those that go on a list of names.
pub(crate) fn unnamed(cut: &Cut, cues: &Cues, known: &[Name]) -> Vec<Name> {
    let reader = Reader { cut, cues, known };
    let mut found: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < cut.tokens.len() {
        let Some(hit) = cues.places.kinds.at(&cut.tokens, at, cut.tokens.len()) else {
            at += 1;
            continue;
        };
        if let Some(name) = reader.before(hit.start)
            && found
                .last()
                .is_none_or(|last| last.tokens.end <= name.start)
        {
            found.extend(reader.name(name));
        }
        let mut next = hit.end;
        for _ in 0..MOST {
            next = reader.skip(next);
            let Some(name) = reader.after(next) else {
                break;
            };
            let end = name.end;
            if !reader.is_known(&name)
                && found
                    .last()
                    .is_none_or(|last| last.tokens.end <= name.start)
            {
                found.extend(reader.name(name));
            }
            next = end;
            // Another follows after a comma or a conjunction alone.
            let comma = reader
                .token(next)
                .is_some_and(|token| token.mark == Some(','));
            let joined = cues.conjunctions.at(&cut.tokens, next, cut.tokens.len());
            if !comma && joined.is_none() {
                break;
            }
            next = joined.map_or(next, |hit| hit.end);
        }
        at = hit.end;
    }
    found.extend(reader.between());
    found.sort_by_key(|name| name.span.start);
    found.dedup_by_key(|name| name.span.start);
    found
}

struct Reader<'a> {
    cut: &'a Cut,
    cues: &'a Cues,
    known: &'a [Name],
}

impl Reader<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.cut.tokens.get(at)
    }

    /// `A, X, B` and `A, X and B`, where A and B are known.
    fn between(&self) -> Vec<Name> {
        let mut found = Vec::new();
        for ends in self.known.windows(2) {
            let [a, b] = ends else { continue };
            let gap = b.tokens.start.saturating_sub(a.tokens.end);
            if a.sentence != b.sentence || gap == 0 || gap > MOST {
                continue;
            }
            let mut at = a.tokens.end;
            let mut here = Vec::new();
            while at < b.tokens.start {
                if let Some(hit) = self
                    .cues
                    .conjunctions
                    .at(&self.cut.tokens, at, b.tokens.start)
                {
                    at = hit.end;
                    continue;
                }
                let Some(name) = self.after(at).filter(|name| name.end <= b.tokens.start) else {
                    break;
                };
                let comma = self.token(at).is_some_and(|token| token.mark == Some(','));
                if !comma && here.is_empty() {
                    break;
                }
                at = name.end;
                here.push(name);
            }
            let comma = self.token(at).is_some_and(|token| token.mark == Some(','));
            let conjunction = at > a.tokens.end
                && self
                    .cues
                    .conjunctions
                    .at(&self.cut.tokens, at - 1, at)
                    .is_some();
            if at == b.tokens.start && (comma || conjunction) {
                found.extend(here.into_iter().filter_map(|name| self.name(name)));
            }
        }
        found
    }

    /// `of`, `the`.
    fn skip(&self, at: usize) -> usize {
        let little = |at: usize| {
            self.token(at).is_some_and(|token| {
                matches!(token.folded.as_str(), "of" | "the" | "di" | "de" | "do")
            })
        };
        let mut at = at;
        while little(at) {
            at += 1;
        }
        at
    }

    fn is_known(&self, name: &Range<usize>) -> bool {
        let at = self
            .known
            .partition_point(|known| known.tokens.end <= name.start);
        self.known
            .get(at)
            .is_some_and(|known| known.tokens.start < name.end)
    }

    /// A word that may be a name: capitalised, and none of the vocabulary.
    fn proper(&self, at: usize) -> bool {
        let tokens = &self.cut.tokens;
        let end = tokens.len();
        let Some(token) = self.token(at) else {
            return false;
        };
        let plain = token.kind == TokenKind::Word && token.capital && token.folded.len() > 2;
        let places = &self.cues.places;
        let word = [
            &places.kinds,
            &places.list,
            &places.taking,
            &places.titles,
            &self.cues.conjunctions,
            &self.cues.since,
            &self.cues.anaphors,
            &self.cues.weapons,
            &self.cues.actors,
            &self.cues.both,
            &self.cues.enemy,
        ]
        .iter()
        .any(|lexicon| lexicon.at(tokens, at, end).is_some());
        plain
            && !word
            && self.cues.months.at(tokens, at, end).is_none()
            && self.cues.weekdays.at(tokens, at, end).is_none()
            && self.cues.days.at(tokens, at, end).is_none()
            && self.cues.numbers.at(tokens, at, end).is_none()
            && self.cues.adjectives.at(tokens, at, end).is_none()
            && self.cues.before.at(tokens, at, end).is_none()
            && self.cues.events.at(tokens, at, end).is_none()
            && self.cues.claimants.at(tokens, at, end).is_none()
            && self.cues.speech.at(tokens, at, end).is_none()
            && self.cues.items.at(tokens, at, end).is_none()
            && self.cues.victims.at(tokens, at, end).is_none()
    }

    /// The name that ends right before a word for a settlement: `X village`. A word that begins the
    /// sentence has its capital from there.
    fn before(&self, kind: usize) -> Option<Range<usize>> {
        if !self.token(kind)?.joined() {
            return None;
        }
        let start = kind.checked_sub(1)?;
        let first = self
            .cut
            .sentences
            .binary_search_by(|sentence| sentence.tokens.start.cmp(&start))
            .is_ok();
        // `Nor Shen village`: the word that belongs to the name too.
        let whole = start.checked_sub(1).filter(|at| {
            let own = self.token(start).is_some_and(|token| token.mark.is_none());
            let capital = self.token(*at).is_some_and(|token| token.capital);
            let places = &self.cues.places;
            own && capital && places.qualifiers.at(&self.cut.tokens, *at, start).is_some()
        });
        let name = whole.unwrap_or(start)..kind;
        let possessive = self.token(start)?.possessive;
        (self.proper(start) && !first && !possessive && !self.is_known(&name)).then_some(name)
    }

    /// The name that begins here, known or not.
    fn after(&self, at: usize) -> Option<Range<usize>> {
        let word = at..at + 1;
        if self.is_known(&word) {
            let index = self.known.partition_point(|known| known.tokens.end <= at);
            return self.known.get(index).map(|known| known.tokens.clone());
        }
        if !self.proper(at) {
            return None;
        }
        let marked = self.token(at)?.mark;
        if !matches!(marked, None | Some(',' | '"' | '“' | '«' | '„')) {
            return None;
        }
        let mut end = at + 1;
        while end - at < LONGEST
            && self.proper(end)
            && self.token(end).is_some_and(|token| token.mark.is_none())
            && !self.is_known(&(end..end + 1))
        {
            end += 1;
        }
        Some(at..end)
    }

    fn name(&self, tokens: Range<usize>) -> Option<Name> {
        let first = self.token(tokens.start)?;
        let last = self.token(tokens.end.checked_sub(1)?)?;
        let span = Span {
            start: first.span.start,
            end: last.span.end,
        };
        let sentence = self
            .cut
            .sentences
            .partition_point(|sentence| sentence.span.end <= span.start);
        Some(Name {
            span,
            text: self.cut.slice(span),
            tokens,
            sentence,
            places: Vec::new(),
            region: None,
        })
    }
}
