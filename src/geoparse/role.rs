//! What a mention of a place is there for.

use crate::{
    geoparse::{
        chain::lies_in, claimant::overlaps, reading::Role, setting::Setting, token::Token,
        vocabulary::Relation,
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
