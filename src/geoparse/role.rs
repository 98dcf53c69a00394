//! What a mention of a place is there for.

use std::ops::Range;

use crate::{
    geoparse::{
        chain::{Chains, lies_in},
        claimant::overlaps,
        cues::Cues,
        reading::Role,
        recognise::{Cut, Name},
        relation::Related,
        token::Token,
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
    /// The lists that they stand in.
    pub chains: &'a Chains,
    /// Their relations.
    pub related: &'a [Related],
    /// The tokens of claimants' names.
    pub claimants: &'a [Range<usize>],
    /// For each sentence: whether it tells of places taken or held.
    pub control: &'a [bool],
}

/// So many words may stand between a place and the distance that describes it (`A, about 30 km
/// north of B`).
const DESCRIBED: usize = 4;

impl Setting<'_> {
    /// The roles of all names.
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        let mut roles: Vec<Role> = (0..self.names.len())
            .map(|index| self.role(index))
            .collect();
        // A district in which the same sentence names the very place only says where that lies.
        let wide: Vec<usize> = (0..roles.len())
            .filter(|index| matches!(roles.get(*index), Some(Role::Event | Role::Control)))
            .filter(|index| self.holds_another(*index, &roles))
            .collect();
        // With one district of a list, all of them.
        let wide: Vec<usize> = wide
            .iter()
            .flat_map(|index| self.chains.list(*index))
            .filter(|index| {
                self.names.get(*index).is_some_and(|(_, place)| {
                    place.is_some_and(|place| place.kind.form() == PlaceForm::Area)
                })
            })
            .collect();
        for index in wide {
            if let Some(role) = roles.get_mut(index) {
                *role = Role::Context;
            }
        }
        roles
    }

    fn role(&self, index: usize) -> Role {
        let (Some((name, place)), Some(related)) = (self.names.get(index), self.related.get(index))
        else {
            return Role::Context;
        };
        if overlaps(self.claimants, &name.tokens)
            || self.acts(name)
            || (self.belongs(name, related) && self.another(index))
            || self.stations(index, related)
        {
            return Role::Context;
        }
        let described = self.described(index, related);
        if self.chains.contains(index) || self.contains_another(index, *place) {
            return match related.relation {
                Relation::From if !related.measured => Role::Origin,
                _ => Role::Context,
            };
        }
        match related.relation {
            _ if described => Role::Context,
            Relation::From if !related.measured => Role::Origin,
            Relation::Outskirts | Relation::Direction | Relation::Section => Role::Event,
            _ if self.is_taken(index) => Role::Control,
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

    /// Whether the sentence names a place besides this one that people do not only come from.
    fn another(&self, index: usize) -> bool {
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
    fn belongs(&self, name: &Name, related: &Related) -> bool {
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

    /// `forces in X shot at Y near Z`: where those who act are stationed, not where it happened.
    fn stations(&self, index: usize, related: &Related) -> bool {
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

    /// `A, 15 km from X`; `A, near X`: X only says where A lies.
    fn described(&self, index: usize, related: &Related) -> bool {
        let list = self.chains.list(index);
        if self.lies(index, &list) {
            return true;
        }
        let near = matches!(
            related.relation,
            Relation::Near | Relation::Outskirts | Relation::From
        );
        let Some((name, _)) = self.names.get(index).filter(|_| near || related.measured) else {
            return false;
        };
        let first = if related.measured {
            index
        } else {
            list.start.min(index)
        };
        let head = self.names.get(first).zip(self.related.get(first));
        let head = head.map_or(name.tokens.start, |((head, _), related)| {
            related.tokens.start.min(head.tokens.start)
        });
        let start = related.tokens.start.min(name.tokens.start).min(head);
        let settled = |place: Option<&Place>| {
            place.is_none_or(|place| place.kind.form() == PlaceForm::Settlement)
        };
        let before = self.names.get(..first).unwrap_or_default().iter().rev();
        let other = before
            .take_while(|(other, _)| other.sentence == name.sentence)
            .find(|(_, place)| {
                let line = place.is_some_and(|place| place.kind == PlaceKind::Line);
                related.measured || settled(*place) || line
            });
        let Some((other, place)) = other else {
            return false;
        };
        let known = settled(*place)
            || place.is_some_and(|place| matches!(place.kind, PlaceKind::Region | PlaceKind::Line));
        if !known || start < other.tokens.end {
            return false;
        }
        let gap = other.tokens.end..start;
        if related.measured {
            let comma = gap
                .clone()
                .chain(std::iter::once(start))
                .rev()
                .find(|at| self.token(*at).is_some_and(|token| !token.joined()));
            let tokens = &self.cut.tokens;
            return match comma {
                Some(at) => (at..start).all(|at| {
                    self.cues.conjunctions.at(tokens, at, start).is_none()
                        && self.cues.events.at(tokens, at, start).is_none()
                }),
                None => {
                    gap.len() <= DESCRIBED
                        && gap.clone().all(|at| {
                            self.cues.conjunctions.at(tokens, at, start).is_none()
                                && self.cues.events.at(tokens, at, start).is_none()
                        })
                }
            };
        }
        // Nothing but the word for its kind: `A heights near X`.
        related.relation != Relation::From
            && gap.len() <= 1
            && gap.clone().all(|at| {
                let kind = self.cues.places.kinds.at(&self.cut.tokens, at, start);
                let heights = self.cues.after.at(&self.cut.tokens, at, start);
                self.token(at)
                    .is_some_and(|token| !token.capital && token.joined())
                    && (kind.is_some() || heights.is_some())
            })
            && self
                .cues
                .conjunctions
                .at(&self.cut.tokens, gap.start, start)
                .is_none()
            && related.before
    }

    /// `A, which lies between X and Y`; `A, located near X`: all of the list only says where A lies.
    fn lies(&self, index: usize, list: &Range<usize>) -> bool {
        let first = list.start.min(index);
        let head = self.names.get(first).zip(self.related.get(first));
        let Some(((name, _), related)) = head else {
            return false;
        };
        let before = first.checked_sub(1).and_then(|at| self.names.get(at));
        let Some((other, _)) = before.filter(|(other, _)| other.sentence == name.sentence) else {
            return false;
        };
        let start = related.tokens.start.min(name.tokens.start);
        let word = (start.saturating_sub(2).max(other.tokens.end)..start).any(|at| {
            let hit = self.cues.places.lying.at(&self.cut.tokens, at, start);
            hit.is_some_and(|hit| {
                (hit.end..=start).all(|at| self.token(at).is_some_and(Token::joined))
            })
        });
        let close = start.saturating_sub(other.tokens.end) <= 4;
        let positions = (other.tokens.end..start).any(|at| {
            let tokens = &self.cut.tokens;
            self.cues.places.positions.at(tokens, at, start).is_some()
        });
        word && close && !positions && related.relation != Relation::In
    }

    /// A district, region or line that only tells where the settlement beside it lies; a region
    /// that tells which line is meant.
    fn contains_another(&self, index: usize, place: Option<&Place>) -> bool {
        let Some(place) = place else {
            return false;
        };
        let area = place.kind.form() == PlaceForm::Area;
        let line = place.kind == PlaceKind::Line;
        let Some((name, _)) = self.names.get(index) else {
            return false;
        };
        let before = index.checked_sub(1).and_then(|other| self.names.get(other));
        let after = self.names.get(index + 1);
        let settled = |other: Option<&Place>| {
            other.is_none_or(|other| other.kind.form() == PlaceForm::Settlement)
        };
        if let Some((other, other_place)) = before
            && (area || line)
            && other.sentence == name.sentence
        {
            let lined = other_place.is_some_and(|place| place.kind == PlaceKind::Line);
            let section = self
                .related
                .get(index.saturating_sub(1))
                .is_some_and(|before| before.relation == Relation::Section && !before.before);
            let inner = (lined && area) || settled(*other_place) || (line && section);
            // `the A–B section of the line`; but not `A and the line`.
            let section = !line || self.attached(other.tokens.end, name.tokens.start);
            if inner && section && self.close(other.tokens.end, name.tokens.start, 4, area) {
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

    /// Whether an `of` (or nothing at all) ties what follows to the name before.
    fn attached(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            self.token(at).is_some_and(|token| {
                matches!(
                    token.folded.as_str(),
                    "of" | "section" | "sector" | "uchastke" | "hissasinda"
                )
            })
        })
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
        let tokens = &self.cut.tokens;
        let conjunction = |at: usize| {
            self.cues.conjunctions.at(tokens, at, to).is_some()
                || self.cues.events.at(tokens, at, to).is_some()
        };
        to.saturating_sub(from) <= most && (from..=to).all(joined) && !(from..to).any(conjunction)
    }

    /// Whether the place is said to be taken, held or lost: the clause says so of all its places,
    /// or the verb stands right before the name or its list.
    fn is_taken(&self, index: usize) -> bool {
        let Some((name, _)) = self.names.get(index) else {
            return false;
        };
        let tokens = &self.cut.tokens;
        let clause = self.clause(name);
        let held = !self
            .cues
            .places
            .held
            .find(tokens, clause.start, clause.end)
            .is_empty();
        let whole = self.control.get(name.sentence).copied().unwrap_or(false)
            && self
                .cues
                .events
                .find(tokens, clause.start, clause.end)
                .iter()
                .any(|hit| hit.value.1.predicate == "capture");
        if held || whole {
            return true;
        }
        let list = self.chains.list(index);
        let first = self.names.get(list.start).map_or(name, |(first, _)| first);
        let start = first.tokens.start;
        (start.saturating_sub(5).max(clause.start)..start)
            .filter_map(|at| self.cues.places.taking.at(tokens, at, start))
            .any(|verb| {
                let event = (verb.start..start)
                    .any(|at| self.token(at).is_some_and(|token| token.folded == "place"));
                !event
                    && (verb.end..=start).all(|at| {
                        self.token(at).is_some_and(|token| {
                            token.joined()
                                && (at == start || (!token.capital && token.number().is_none()))
                        })
                    })
            })
    }

    /// The part of the sentence between semicolons and words such as `, while`.
    fn clause(&self, name: &Name) -> Range<usize> {
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

    /// Whether a sentence names, as a place where something happened, a settlement in this area.
    fn holds_another(&self, index: usize, roles: &[Role]) -> bool {
        let Some((name, Some(place))) = self.names.get(index) else {
            return false;
        };
        if !matches!(
            place.kind,
            PlaceKind::District | PlaceKind::Province | PlaceKind::Region
        ) {
            return false;
        }
        let first = self
            .names
            .partition_point(|(other, _)| other.sentence < name.sentence);
        (first..self.names.len())
            .take_while(|at| {
                self.names
                    .get(*at)
                    .is_some_and(|(other, _)| other.sentence == name.sentence)
            })
            .filter(|at| matches!(roles.get(*at), Some(Role::Event | Role::Control)))
            .filter_map(|at| self.names.get(at))
            .filter(|(other, _)| self.clause(other) == self.clause(name))
            .filter_map(|(_, place)| *place)
            .any(|inner| inner.kind.form() == PlaceForm::Settlement && lies_in(inner, place))
    }
}
