//! Places that are named for people: who comes from there, who acts from there.

use crate::{
    gazetteer::{fold::fold, letters::Script},
    geoparse::{
        lexicon::Lexicon, recognise::Name, relation::Related, setting::Setting, token::Token,
        vocabulary::Relation,
    },
};

impl Setting<'_> {
    /// `X authorities`, `X army`: the name is part of an actor.
    pub(super) fn acts(&self, name: &Name) -> bool {
        let joined = self.token(name.tokens.end).is_some_and(Token::joined);
        let end = self.cut.tokens.len();
        let capital = self.token(name.tokens.end).is_some_and(|t| t.capital);
        let at = |words: &Lexicon<()>| words.at(&self.cut.tokens, name.tokens.end, end).is_some();
        joined && (at(&self.cues.actors) || (capital && at(&self.cues.publishers)))
    }

    /// Whether the sentence names a place besides this one that people do not only come from.
    pub(super) fn another(&self, index: usize) -> bool {
        let Some((own, _)) = self.names.get(index) else {
            return false;
        };
        let first = self
            .names
            .partition_point(|(other, _)| other.sentence < own.sentence);
        (first..self.names.len())
            .map_while(|at| {
                self.names
                    .get(at)
                    .zip(self.related.get(at))
                    .map(|n| (at, n))
            })
            .take_while(|(_, ((other, _), _))| other.sentence == own.sentence)
            .any(|(at, ((other, _), related))| at != index && !self.belongs(other, related))
    }

    /// `a woman from X`, `the mayor of X`: people of a place.
    pub(super) fn belongs(&self, name: &Name, related: &Related) -> bool {
        let tokens = &self.cut.tokens;
        let start = name.tokens.start;
        let from = related.relation == Relation::From && related.before;
        let word = |at: usize| self.token(at).map_or("", |token| token.folded.as_str());
        let little = |at: usize| {
            matches!(word(at), "the" | "of" | "nearby")
                || self.cues.places.kinds.at(tokens, at, start).is_some()
        };
        (start.saturating_sub(6)..start.saturating_sub(1)).any(|at| {
            let person = self.cues.places.people.at(tokens, at, start);
            person.is_some_and(|hit| {
                let linked = (from && matches!(word(hit.end), "from" | "iz"))
                    || (hit.end < start && word(hit.end) == "of");
                linked
                    && (hit.end + 1..start).all(little)
                    && (hit.end..=start).all(|at| self.token(at).is_some_and(Token::joined))
            })
        })
    }

    /// `talks in X`, `families who had fled X`: what happened there is another matter.
    pub(super) fn elsewhere(&self, name: &Name) -> bool {
        let tokens = &self.cut.tokens;
        let start = name.tokens.start;
        let little = |at: usize| {
            let word = self.token(at).map_or("", |token| token.folded.as_str());
            matches!(word, "the" | "of") || self.cues.places.kinds.at(tokens, at, start).is_some()
        };
        (start.saturating_sub(5)..start).any(|at| {
            let hit = self.cues.places.elsewhere.at(tokens, at, start);
            hit.is_some_and(|hit| {
                (hit.end..start).all(little)
                    && (hit.start + 1..=start).all(|at| self.token(at).is_some_and(Token::joined))
            })
        })
    }

    /// `Из X сообщают`, `X-dən verilən məlumata görə`, `В X опровергли`: where it is said.
    pub(super) fn speaks(&self, name: &Name, related: &Related) -> bool {
        let tokens = &self.cut.tokens;
        let end = name.tokens.end;
        let verb = |at: usize| self.cues.speech.at(tokens, at, tokens.len()).is_some();
        let joined = |at: usize| self.token(at).is_some_and(Token::joined);
        let head = self
            .cut
            .sentences
            .get(name.sentence)
            .is_some_and(|sentence| {
                sentence.tokens.start + 1 == name.tokens.start
                    && self
                        .token(sentence.tokens.start)
                        .is_some_and(|token| matches!(token.folded.as_str(), "v" | "vo"))
            });
        let from = (related.relation == Relation::From && !related.measured) || self.leaves(name);
        joined(end) && ((head || from) && verb(end) || from && joined(end + 1) && verb(end + 1))
    }

    /// Whether a name has an ending that means `from` (`X-dan`, `X-ից`).
    pub(super) fn leaves(&self, name: &Name) -> bool {
        let last = name.tokens.end.saturating_sub(1);
        let word = self.token(last).map_or("", |token| token.folded.as_str());
        ablative(&name.text, word) && !self.bare(name)
    }

    /// Whether a name stands as its place is called, in no other case.
    pub(super) fn bare(&self, name: &Name) -> bool {
        let place = self
            .names
            .iter()
            .find(|(other, _)| other.tokens == name.tokens)
            .and_then(|(_, place)| *place);
        let text = fold(&name.text);
        place.is_some_and(|place| place.spellings().any(|spelling| fold(spelling) == text))
    }

    /// `forces in X shot at Y near Z`: where those who act are stationed, not where it happened.
    pub(super) fn stations(&self, index: usize, related: &Related) -> bool {
        let Some((name, _)) = self.names.get(index) else {
            return false;
        };
        let tokens = &self.cut.tokens;
        let Some(link) = name.tokens.start.checked_sub(1) else {
            return false;
        };
        let inside = self.token(link).is_some_and(|token| token.folded == "in");
        let acts = link.checked_sub(1).is_some_and(|at| {
            (at.saturating_sub(1)..=at).any(|from| {
                let hit = self.cues.actors.at(tokens, from, link);
                hit.is_some_and(|hit| hit.end == link)
            })
        });
        let later = self.names.get(index + 1).zip(self.related.get(index + 1));
        let elsewhere = later.is_some_and(|((other, _), later)| {
            other.sentence == name.sentence
                && later.before
                && matches!(later.relation, Relation::Near | Relation::Direction)
                && other.tokens.start - name.tokens.end > 2
        });
        related.relation == Relation::In && inside && acts && elsewhere
    }
}

/// Whether a word, given as written and folded, ends as the Azerbaijani or the Armenian ablative
/// does.
pub(super) fn ablative(text: &str, folded: &str) -> bool {
    let endings: &[&str] = match text.chars().next().map(Script::of) {
        Some(Script::Latin) => &["dan", "den"],
        Some(Script::Armenian) => &["its", "uts"],
        _ => &[],
    };
    endings
        .iter()
        .filter_map(|ending| folded.strip_suffix(ending))
        .any(|stem| stem.chars().count() > 2)
}
