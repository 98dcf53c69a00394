//! What a mention of a place is there for.

use std::ops::Range;

use crate::{
    geoparse::{
        claimant::overlaps,
        cues::Cues,
        reading::Role,
        recognise::{Cut, Name},
        relation::Related,
        token::{Token, TokenKind},
        vocabulary::Relation,
    },
    model::place::{Place, PlaceForm, PlaceKind},
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
    /// The tokens of claimants' names.
    pub claimants: &'a [Range<usize>],
    /// For each sentence: whether it tells of places taken or held.
    pub control: &'a [bool],
}

impl Setting<'_> {
    /// The role of one name.
    #[must_use]
    pub fn role(&self, index: usize, related: &Related) -> Role {
        let Some((name, place)) = self.names.get(index) else {
            return Role::Context;
        };
        let speaks = overlaps(self.claimants, &name.tokens) || self.acts(name);
        if speaks || self.dateline(name) || self.contains_another(index, *place) {
            return Role::Context;
        }
        let measured = self.measured(name, related);
        if measured && self.follows_a_settlement(index) {
            return Role::Context;
        }
        match related.relation {
            Relation::From if !measured => Role::Origin,
            Relation::From => Role::Context,
            _ if self.control.get(name.sentence).copied().unwrap_or(false) => Role::Control,
            _ => Role::Event,
        }
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.cut.tokens.get(at)
    }

    /// `X authorities`, `X army`: the name is part of an actor.
    fn acts(&self, name: &Name) -> bool {
        let joined = self.token(name.tokens.end).is_some_and(Token::joined);
        let end = self.cut.tokens.len();
        joined
            && self
                .cues
                .actors
                .at(&self.cut.tokens, name.tokens.end, end)
                .is_some()
    }

    /// `BAKU, September 30 –` at the head of a text.
    fn dateline(&self, name: &Name) -> bool {
        let Some(next) = self.token(name.tokens.end) else {
            return false;
        };
        if name.sentence != 0 || name.tokens.start > 0 {
            return false;
        }
        let end = self.cut.tokens.len();
        let dated = self
            .cues
            .months
            .at(&self.cut.tokens, name.tokens.end, end)
            .is_some()
            || matches!(next.kind, TokenKind::Number { .. } | TokenKind::Day(_));
        match next.mark {
            Some(',' | '.' | '(') => dated,
            Some('—' | '–' | '/' | ':') => true,
            _ => false,
        }
    }

    /// A district, region or line that only tells where the settlement beside it lies; a region
    /// that tells which line is meant.
    fn contains_another(&self, index: usize, place: Option<&Place>) -> bool {
        let Some(place) = place else {
            return false;
        };
        let area = place.kind.form() == PlaceForm::Area;
        let Some((name, _)) = self.names.get(index) else {
            return false;
        };
        let before = index.checked_sub(1).and_then(|other| self.names.get(other));
        let after = self.names.get(index + 1);
        let settled = |other: Option<&Place>| {
            other.is_none_or(|other| other.kind.form() == PlaceForm::Settlement)
        };
        if let Some((other, other_place)) = before
            && area
            && other.sentence == name.sentence
        {
            let line = other_place.is_some_and(|place| place.kind == PlaceKind::Line);
            let inner = line || settled(*other_place);
            if inner && self.close(other.tokens.end, name.tokens.start, 4, true) {
                return true;
            }
        }
        if let Some((other, other_place)) = after
            && area
            && other.sentence == name.sentence
        {
            return settled(*other_place)
                && self.close(name.tokens.end, other.tokens.start, 2, false);
        }
        false
    }

    /// Whether few words and no conjunction stand between two names; `comma` whether a comma alone
    /// may (`Horadiz, Fuzuli district`).
    fn close(&self, from: usize, to: usize, most: usize, comma: bool) -> bool {
        let joined = |at: usize| {
            self.token(at).is_some_and(|token| {
                let direct = comma && from == to && matches!(token.mark, Some(',' | '('));
                token.joined() || direct
            })
        };
        let conjunction = |at: usize| {
            self.cues
                .conjunctions
                .at(&self.cut.tokens, at, to)
                .is_some()
        };
        to.saturating_sub(from) <= most && (from..=to).all(joined) && !(from..to).any(conjunction)
    }

    /// Whether the relation is a distance: `15 km from X`.
    fn measured(&self, name: &Name, related: &Related) -> bool {
        let start = related.tokens.start.min(name.tokens.start);
        let end = self.cut.tokens.len();
        (start.saturating_sub(3)..start)
            .any(|at| self.cues.measures.at(&self.cut.tokens, at, end).is_some())
    }

    fn follows_a_settlement(&self, index: usize) -> bool {
        let Some((name, _)) = self.names.get(index) else {
            return false;
        };
        let before = self.names.get(..index).unwrap_or_default();
        before
            .iter()
            .rev()
            .take_while(|(other, _)| other.sentence == name.sentence)
            .any(|(_, place)| place.is_some_and(|place| place.kind.form() == PlaceForm::Settlement))
    }
}
