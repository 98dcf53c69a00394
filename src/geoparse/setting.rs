//! What the role of a name is decided from, and the words around it.

use std::ops::Range;

use crate::{
    geoparse::{
        chain::Chains,
        cues::Cues,
        recognise::{Cut, Name},
        relation::Related,
        token::Token,
    },
    model::place::Place,
};

/// What the role of a name is decided from.
#[derive(Debug)]
pub struct Setting<'a> {
    /// The text.
    pub cut: &'a Cut,
    /// The words.
    pub cues: &'a Cues,
    /// All names, with the place that each means.
    pub names: &'a [(Name, Option<&'a Place>)],
    /// The lists that they stand in.
    pub chains: &'a Chains,
    /// Their relations.
    pub related: &'a [Related],
    /// The tokens of claimants' names.
    pub claimants: &'a [Range<usize>],
    /// For each sentence: whether it tells of places taken or held.
    pub control: &'a [bool],
}

impl Setting<'_> {
    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.cut.tokens.get(at)
    }

    /// The part of the sentence between semicolons and words such as `, while`.
    pub(super) fn clause(&self, name: &Name) -> Range<usize> {
        let whole = 0..self.cut.tokens.len();
        let sentence = self
            .cut
            .sentences
            .get(name.sentence)
            .map_or(whole, |sentence| sentence.tokens.clone());
        let breaks = |at: usize| {
            self.token(at).is_some_and(|token| match token.mark {
                Some(';') => true,
                Some(',') | None => self
                    .cues
                    .places
                    .clauses
                    .at(&self.cut.tokens, at, sentence.end)
                    .is_some(),
                _ => false,
            })
        };
        let start = (sentence.start..=name.tokens.start)
            .rev()
            .find(|at| breaks(*at))
            .unwrap_or(sentence.start);
        let end = (name.tokens.end..sentence.end)
            .find(|at| breaks(*at))
            .unwrap_or(sentence.end);
        start..end
    }

    /// Whether few words and no conjunction stand between two names; `comma` whether a comma alone
    /// may (`Horadiz, Fuzuli district`).
    pub(super) fn close(&self, from: usize, to: usize, most: usize, comma: bool) -> bool {
        let joined = |at: usize| {
            self.token(at).is_some_and(|token| {
                let direct = comma && from == to && matches!(token.mark, Some(',' | '('));
                token.joined() || direct
            })
        };
        let tokens = &self.cut.tokens;
        let conjunction = |at: usize| {
            self.cues.conjunctions.at(tokens, at, to).is_some()
                || self.cues.events.at(tokens, at, to).is_some()
        };
        to.saturating_sub(from) <= most && (from..=to).all(joined) && !(from..to).any(conjunction)
    }
}
