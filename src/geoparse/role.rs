//! What a mention of a place is there for.

use crate::{
    geoparse::{
        claimant::overlaps, reading::Role, recognise::Name, relation::Related, setting::Setting,
        token::Token, vocabulary::Relation, within::lies_in,
    },
    model::place::{PlaceForm, PlaceKind},
};

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
            || (self.elsewhere(name) && self.another(index))
            || (self.speaks(name, related) && self.another(index))
            || self.stations(index, related)
            || self.places_next(index, related)
            || self.spared(index)
        {
            return Role::Context;
        }
        let described = self.described(index, related);
        if self.guns(index, related) || self.fires(name, related) {
            return Role::Origin;
        }
        let section = related.relation == Relation::Section && related.bearing.is_none();
        if !section && (self.chains.contains(index) || self.contains_another(index, *place)) {
            return match related.relation {
                Relation::From if !related.measured => Role::Origin,
                _ => Role::Context,
            };
        }
        match related.relation {
            _ if described => Role::Context,
            Relation::From if self.withdrawn(related) => Role::Control,
            Relation::From if self.reported(related) => Role::Event,
            Relation::From if !related.measured => Role::Origin,
            Relation::Outskirts | Relation::Direction | Relation::Section => Role::Event,
            _ if self.is_taken(index) => Role::Control,
            _ => Role::Event,
        }
    }

    /// `had withdrawn from X`: the relation's word belongs to a word for taking or leaving.
    fn withdrawn(&self, related: &Related) -> bool {
        let start = related.tokens.start;
        let end = related.tokens.end;
        (start.saturating_sub(3)..start).any(|at| {
            let hit = self.cues.places.taking.at(&self.cut.tokens, at, end);
            hit.is_some_and(|hit| hit.end > start)
        })
    }

    /// `Mortar fire was reported from X`: it happened there.
    fn reported(&self, related: &Related) -> bool {
        let start = related.tokens.start;
        related.before
            && start.checked_sub(1).is_some_and(|at| {
                let word = self.token(at).map_or("", |token| token.folded.as_str());
                matches!(word, "reported" | "soobshchili" | "soobshchayut")
            })
    }

    /// Whether a place has an ending that means `from` where its clause tells of fire.
    fn fires(&self, name: &Name, related: &Related) -> bool {
        let clause = self.clause(name);
        let fire = || {
            let events = self
                .cues
                .events
                .find(&self.cut.tokens, clause.start, clause.end);
            events
                .iter()
                .any(|hit| matches!(hit.value.1.predicate.as_str(), "shelling" | "air-strike"))
        };
        related.relation == Relation::In && !related.measured && self.leaves(name) && fire()
    }

    /// `guns stationed in X shelled Y`: fire from X.
    fn guns(&self, index: usize, related: &Related) -> bool {
        let Some((name, _)) = self.names.get(index) else {
            return false;
        };
        let tokens = &self.cut.tokens;
        let (start, end) = (name.tokens.start, name.tokens.end);
        let arms = |at: usize, until: usize| {
            self.cues.arms.at(tokens, at, until).is_some()
                || self.cues.items.at(tokens, at, until).is_some()
        };
        let placed = (start.saturating_sub(4)..start).any(|at| {
            self.cues.places.lying.at(tokens, at, start).is_some()
                && (at.saturating_sub(2)..at).any(|gun| arms(gun, at))
                && (at..=start).all(|at| self.token(at).is_some_and(Token::joined))
        });
        let fire = || {
            let events = self
                .cues
                .events
                .find(tokens, end, (end + 4).min(tokens.len()));
            events.iter().any(|hit| {
                hit.value.1.predicate == "shelling"
                    && (end..=hit.start).all(|at| self.token(at).is_some_and(Token::joined))
            })
        };
        placed && !related.measured && fire()
    }

    /// Whether a place is said to have been left in peace: `X was not shelled`, `not X`.
    fn spared(&self, index: usize) -> bool {
        let Some((name, _)) = self.names.get(index) else {
            return false;
        };
        let (start, end) = (name.tokens.start, name.tokens.end);
        let word = |at: usize| self.token(at).map_or("", |token| token.folded.as_str());
        let apart = |at: usize| self.token(at).is_none_or(|token| !token.joined());
        let little = |at: usize| {
            matches!(
                word(at),
                "the" | "of" | "te" | "in" | "near" | "v" | "tʻe" | "t'e"
            ) || self
                .cues
                .places
                .kinds
                .at(&self.cut.tokens, at, start)
                .is_some()
        };
        // `A, not B`.
        let instead = (start.saturating_sub(4)..start)
            .rev()
            .find(|at| matches!(word(*at), "not" | "ne" | "voch"))
            .is_some_and(|not| {
                (not + 1..start).all(little)
                    && (not + 1..=start).all(|at| !apart(at))
                    && (apart(not) || matches!(word(not.saturating_sub(1)), "a" | "and" | "but"))
            });
        // `A was not shelled`: nothing else is told between the commas around it.
        let whole = self.cut.sentences.get(name.sentence);
        let sentence = whole.map_or(0..0, |sentence| sentence.tokens.clone());
        let until = (end..sentence.end)
            .find(|at| apart(*at))
            .unwrap_or(sentence.end);
        let verb = (end..until.min(end + 4))
            .find(|at| matches!(word(*at), "not" | "ne" | "chi" | "chen" | "cher" | "chein"));
        let left = verb.is_some_and(|not| {
            let tokens = &self.cut.tokens;
            let told = self.cues.events.find(tokens, not, until);
            let plain = |at: usize| {
                matches!(
                    word(at),
                    "was" | "were" | "is" | "itself" | "has" | "had" | "been"
                )
            };
            let shelled = told.iter().any(|hit| hit.value.1.predicate == "shelling");
            (end..not).all(plain) && (not + 1 == until || shelled)
        });
        instead || (left && self.another(index))
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
        held || whole || self.lost(index)
    }

    /// Whether a word for taking or leaving a place stands right before its name or its list.
    fn lost(&self, index: usize) -> bool {
        let Some((name, _)) = self.names.get(index) else {
            return false;
        };
        let tokens = &self.cut.tokens;
        let clause = self.clause(name);
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
