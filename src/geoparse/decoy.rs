//! Names that are spelt like a place and mean something else: actors, persons, datelines, and the
//! words `front-line` and `Karabakh` where they only describe another word.

use crate::{
    gazetteer::{fold::fold, index::Gazetteer},
    geoparse::{
        cues::Cues,
        recognise::{Cut, Name},
        token::{Token, TokenKind},
    },
    model::place::{PlaceForm, PlaceKind},
};

/// What decides whether a name is a place.
pub(crate) struct Judge<'a> {
    pub(crate) cut: &'a Cut,
    pub(crate) cues: &'a Cues,
    pub(crate) gazetteer: &'a Gazetteer,
}

impl Judge<'_> {
    /// The names that are places.
    pub(crate) fn places(&self, names: Vec<Name>) -> Vec<Name> {
        let keep: Vec<bool> = (0..names.len())
            .map(|index| {
                let Some(name) = names.get(index) else {
                    return false;
                };
                let next = names.get(index + 1);
                !(self.dateline(name)
                    || self.thing(name)
                    || self.person(&names, index)
                    || self.describes(name, next)
                    || self.qualifies(name, index.checked_sub(1).and_then(|at| names.get(at))))
            })
            .collect();
        let mut keep = keep.into_iter();
        let mut names = names;
        names.retain(|_| keep.next().unwrap_or(true));
        names
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.cut.tokens.get(at)
    }

    fn kind(&self, name: &Name) -> Option<PlaceKind> {
        let first = name.places.first()?;
        self.gazetteer.get(first).map(|place| place.kind)
    }

    /// `BAKU, September 30 –` at the head of a text or of a paragraph.
    fn dateline(&self, name: &Name) -> bool {
        let Some(next) = self.token(name.tokens.end) else {
            return false;
        };
        let sentence = self.cut.sentences.get(name.sentence);
        let slash = self.token(name.tokens.start).map(|token| token.mark) == Some(Some('/'));
        let first = sentence.is_some_and(|sentence| {
            let ahead = name.tokens.start.saturating_sub(sentence.tokens.start);
            // `A/B, October 2`: both.
            ahead == 0 || (slash && ahead <= 2)
        });
        let settled = self
            .kind(name)
            .is_some_and(|kind| kind.form() == PlaceForm::Settlement);
        if !first || !settled {
            return false;
        }
        let end = self.cut.tokens.len();
        let month = |at: usize| self.cues.months.at(&self.cut.tokens, at, end).is_some();
        let number = |at: usize| {
            self.token(at).is_some_and(|token| {
                matches!(token.kind, TokenKind::Number { .. } | TokenKind::Day(_))
            })
        };
        let at = name.tokens.end;
        let day = matches!(next.kind, TokenKind::Day(_));
        let dated = day || month(at) || (number(at) && month(at + 1));
        // After a date a clause would go on: `Shusha, 8 November 2020, was …` has no dash.
        let blank = self
            .token(name.tokens.end.saturating_sub(1))
            .and_then(|last| self.cut.chars.get(last.span.end))
            .is_some_and(|c| c.is_whitespace());
        match next.mark {
            Some(',' | '.' | '(') => dated,
            Some('—' | '–') => blank && next.capital && name.tokens.start == 0,
            Some('/') => {
                let mark = self.token(at + 1).and_then(|token| token.mark);
                matches!(mark, Some(',' | '.' | '(' | '—' | '–'))
            }
            _ => false,
        }
    }

    /// A newspaper, a ship, a club: by the word before.
    fn thing(&self, name: &Name) -> bool {
        if self.kind(name) == Some(PlaceKind::Line) {
            return false;
        }
        let start = name.tokens.start;
        let after = name.tokens.end;
        let quoted = |at: usize| {
            self.token(at).is_some_and(|token| {
                let quote = |mark| matches!(mark, '"' | '“' | '”' | '„' | '«' | '»');
                token.joined() || token.mark.is_some_and(quote)
            })
        };
        let thing = quoted(after)
            && self
                .cues
                .places
                .things
                .at(&self.cut.tokens, after, self.cut.tokens.len())
                .is_some();
        if thing && name.tokens.len() == 1 {
            return true;
        }
        let before = (start.saturating_sub(5)..start)
            .filter_map(|at| {
                self.cues
                    .places
                    .actors_before
                    .at(&self.cut.tokens, at, start)
            })
            .find(|hit| {
                (hit.end..start).all(|at| {
                    self.token(at).is_some_and(|token| {
                        matches!(
                            token.folded.as_str(),
                            "the" | "self" | "proclaimed" | "republic" | "of"
                        )
                    })
                })
            });
        let owned = before.filter(|hit| {
            // Only regions and states are what a president is president of.
            let of = self
                .token(hit.end.saturating_sub(1))
                .is_some_and(|token| token.folded == "of");
            let region = matches!(self.kind(name), Some(PlaceKind::Region));
            region || !of
        });
        owned.is_some() && quoted(start)
    }

    /// `Colonel Anar Khojali said`: a surname.
    fn person(&self, names: &[Name], index: usize) -> bool {
        let Some(name) = names.get(index) else {
            return false;
        };
        let start = name.tokens.start;
        let Some(before) = start.checked_sub(1).and_then(|at| self.token(at)) else {
            return false;
        };
        let own = self.token(start);
        let joined = own.is_some_and(|token| token.mark.is_none());
        let tokens = &self.cut.tokens;
        let end = tokens.len();
        // `resident of X in Barda`: a name in another case than its own is no surname.
        if self.inflected(name) {
            return false;
        }
        // `President A, B and C`: a list of places.
        let listed = names.get(index + 1).is_some_and(|next| {
            next.sentence == name.sentence
                && (next.tokens.start == name.tokens.end
                    || self
                        .cues
                        .conjunctions
                        .at(tokens, name.tokens.end, next.tokens.start)
                        .is_some())
        });
        if listed {
            return false;
        }
        let title = |at: usize| self.cues.places.titles.at(tokens, at, start).is_some();
        if title(start - 1) && joined && before.kind == TokenKind::Word && name.tokens.len() == 1 {
            // `resident Shusha` is no sentence; `President Aliyev` is a person.
            return !before.folded.starts_with("resident");
        }
        let given = before.capital
            && joined
            && before.kind == TokenKind::Word
            && name.tokens.len() == 1
            && before.folded.len() > 2
            && !before.possessive
            && !self.known(start - 1);
        if !given {
            return false;
        }
        let titled = (start.saturating_sub(4)..start - 1).any(|at| {
            let hit = self.cues.places.titles.at(tokens, at, start - 1);
            hit.is_some_and(|hit| hit.end + 1 == start)
        });
        // `Given Surname, 34,` and `Given Surname, a farmer`.
        let described = self.token(name.tokens.end).is_some_and(|next| {
            let age = next.number().is_some_and(|age| (1..=110).contains(&age));
            let class = matches!(next.folded.as_str(), "a" | "an" | "who");
            let title = self
                .cues
                .places
                .titles
                .at(tokens, name.tokens.end, end)
                .is_some()
                || self
                    .cues
                    .places
                    .people
                    .at(tokens, name.tokens.end, end)
                    .is_some();
            next.mark == Some(',') && (age || class || title)
        });
        let quoted = start
            .checked_sub(2)
            .is_some_and(|at| self.cues.speech.at(tokens, at, start).is_some());
        let speaks = (name.tokens.end..(name.tokens.end + 2).min(end))
            .any(|at| self.cues.speech.at(tokens, at, end).is_some());
        titled || speaks || described || quoted
    }

    /// Whether a name stands in another case than its own.
    fn inflected(&self, name: &Name) -> bool {
        let text = fold(&name.text);
        let ending = [
            "da", "de", "dan", "den", "in", "un", "nin", "nun", "um", "its",
        ];
        let places = || name.places.iter().filter_map(|id| self.gazetteer.get(id));
        ending.iter().any(|ending| text.ends_with(ending))
            && !places().any(|place| place.spellings().any(|spelling| fold(spelling) == text))
    }

    /// Whether a word is one of the vocabulary that may stand before a place name.
    fn known(&self, at: usize) -> bool {
        let tokens = &self.cut.tokens;
        let end = tokens.len();
        let places = &self.cues.places;
        [
            &places.kinds,
            &places.list,
            &places.qualifiers,
            &places.inside,
            &places.taking,
            &self.cues.conjunctions,
            &self.cues.since,
        ]
        .iter()
        .any(|lexicon| lexicon.at(tokens, at, end).is_some())
            || self.cues.before.at(tokens, at, end).is_some()
            || self.cues.adjectives.at(tokens, at, end).is_some()
            || self.cues.months.at(tokens, at, end).is_some()
            || self.cues.weekdays.at(tokens, at, end).is_some()
            || self.cues.speech.at(tokens, at, end).is_some()
    }

    /// `the frontline zone`: no line; `Karabakh officials`: no region.
    fn describes(&self, name: &Name, next: Option<&Name>) -> bool {
        let tokens = &self.cut.tokens;
        let end = tokens.len();
        let after = name.tokens.end;
        let joined = self.token(after).is_some_and(Token::joined);
        match self.kind(name) {
            Some(PlaceKind::Line) => {
                let described = self
                    .cues
                    .places
                    .attributive
                    .at(tokens, after, end)
                    .is_some();
                joined && described && name.tokens.len() <= 2 && name.region.is_none()
            }
            Some(PlaceKind::Region) => {
                let acts = joined && self.cues.actors.at(tokens, after, end).is_some();
                let bracket = self
                    .token(after)
                    .is_some_and(|token| token.mark == Some('('))
                    || self
                        .token(name.tokens.start)
                        .is_some_and(|token| token.mark == Some('('));
                let alias = bracket
                    && (after..(after + 2).min(end))
                        .any(|at| self.cues.actors.at(tokens, at, end).is_some());
                let speaks = self
                    .cues
                    .claimants
                    .find(
                        tokens,
                        name.tokens.start.saturating_sub(6),
                        (after + 4).min(end),
                    )
                    .iter()
                    .any(|hit| {
                        hit.start < name.tokens.end
                            && name.tokens.start < hit.end
                            && hit.end - hit.start > name.tokens.len()
                    });
                let owner = next.is_some_and(|next| {
                    next.sentence == name.sentence
                        && (next.tokens.start.saturating_sub(after) <= 1 && self.owns(name)
                            || self.kind_words(after, next.tokens.start))
                        && self.kind(next).is_some_and(|kind| kind != PlaceKind::Line)
                });
                acts || alias || speaks || owner
            }
            _ => false,
        }
    }

    /// Whether words for a settlement, and nothing else, stand between two names.
    fn kind_words(&self, from: usize, to: usize) -> bool {
        let word = |at: usize| {
            let places = &self.cues.places;
            places.kinds.at(&self.cut.tokens, at, to).is_some()
                || places.list.at(&self.cut.tokens, at, to).is_some()
        };
        let kind = self.cues.places.kinds.at(&self.cut.tokens, from, to);
        kind.is_some()
            && to - from <= 3
            && (from..to).all(word)
            && (from..=to).all(|at| self.token(at).is_some_and(Token::joined))
    }

    /// Whether a name is a possessive or stands right before what it contains.
    fn owns(&self, name: &Name) -> bool {
        let last = self.token(name.tokens.end.saturating_sub(1));
        let text = last.map_or("", |token| token.folded.as_str());
        let genitive = ["in", "un", "nin", "nun", "khi", "khskiy"];
        last.is_some_and(|token| token.possessive)
            || genitive.iter().any(|ending| text.ends_with(ending))
            || text.ends_with("pyan")
    }

    /// `the D district of Nagorno-Karabakh`: the region says nothing more.
    fn qualifies(&self, name: &Name, before: Option<&Name>) -> bool {
        if self.kind(name) != Some(PlaceKind::Region) {
            return false;
        }
        before.is_some_and(|before| {
            let gap = before.tokens.end..name.tokens.start;
            let unit = self
                .kind(before)
                .is_some_and(|kind| matches!(kind, PlaceKind::District | PlaceKind::Province));
            let inside = self
                .cues
                .places
                .inside
                .at(&self.cut.tokens, gap.start, gap.end);
            unit && before.sentence == name.sentence
                && inside.is_some_and(|hit| hit.end == gap.end)
                && (gap.start..=gap.end).all(|at| self.token(at).is_some_and(Token::joined))
        })
    }
}
