//! Losses that a sentence tells of: how many, of whom or of what, and what became of them.

use std::ops::Range;

use crate::{
    geoparse::{claimant::overlaps, cues::Cues, quantity::Quantity, recognise::Cut, token::Token},
    model::{
        claim::{Outcome, VictimClass},
        side::Side,
    },
};

/// One figure of losses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The figure.
    pub quantity: Quantity,
    /// People or things.
    pub class: Option<VictimClass>,
    /// Whose.
    pub side: Option<Side>,
    /// What became of them; several when one figure is given for them together.
    pub outcomes: Vec<Outcome>,
    /// Class of materiel; `None` for people.
    pub item: Option<String>,
}

/// Outcomes that stand together (`killed and wounded`).
struct Group {
    tokens: Range<usize>,
    outcomes: Vec<Outcome>,
}

impl Group {
    fn people(&self) -> bool {
        self.outcomes
            .iter()
            .any(|outcome| matches!(outcome, Outcome::Killed | Outcome::Wounded))
    }
}

/// A noun after a number.
enum Noun {
    People(VictimClass, Range<usize>),
    Item(String, Range<usize>),
}

/// So many words after a number its noun is looked for.
const NOUN_REACH: usize = 6;

/// What the losses of a sentence are read from.
#[derive(Debug)]
pub struct Losses<'a> {
    /// The text.
    pub cut: &'a Cut,
    /// The words.
    pub cues: &'a Cues,
    /// The tokens of the sentence.
    pub sentence: &'a Range<usize>,
    /// The tokens of speakers' names.
    pub voices: &'a [Range<usize>],
    /// The speaker's side.
    pub speaker: Side,
}

impl Losses<'_> {
    /// One loss for each figure. A figure takes the outcome right before it (`killed 3`) or the
    /// one that follows (`3 civilians were killed`); `killed and wounded` after one figure is one
    /// loss with two outcomes.
    #[must_use]
    pub fn read(&self, quantities: &[Quantity]) -> Vec<Loss> {
        let groups = self.groups();
        let mut losses: Vec<Loss> = Vec::new();
        for (index, quantity) in quantities.iter().enumerate() {
            let next = quantities.get(index + 1);
            let limit = next.map_or(self.sentence.end, |next| next.tokens.start);
            let loss = match self.noun(quantity.tokens.end, limit) {
                Some(Noun::Item(item, noun)) => self.items(quantity, item, &noun, &groups),
                Some(Noun::People(class, noun)) => {
                    let outcomes = self.people(quantity, Some(&noun), &groups);
                    outcomes.map(|outcomes| Loss {
                        quantity: quantity.clone(),
                        class: Some(class),
                        side: self.side(quantity.tokens.start, &noun),
                        outcomes,
                        item: None,
                    })
                }
                None => self.people(quantity, None, &groups).map(|outcomes| {
                    // `killed 3 civilians and wounded 11`: eleven civilians.
                    let before = losses.iter().rev().find(|loss| loss.item.is_none());
                    Loss {
                        quantity: quantity.clone(),
                        class: before.and_then(|loss| loss.class),
                        side: before.and_then(|loss| loss.side),
                        outcomes,
                        item: None,
                    }
                }),
            };
            losses.extend(loss);
        }
        losses
    }

    fn groups(&self) -> Vec<Group> {
        let tokens = &self.cut.tokens;
        let mut groups: Vec<Group> = Vec::new();
        for hit in self
            .cues
            .outcomes
            .find(tokens, self.sentence.start, self.sentence.end)
        {
            if let Some(last) = groups.last_mut()
                && (last.tokens.end..hit.start).all(|at| self.conjunction(at))
                && hit.start - last.tokens.end <= 2
            {
                last.tokens.end = hit.end;
                if !last.outcomes.contains(hit.value) {
                    last.outcomes.push(*hit.value);
                }
                continue;
            }
            groups.push(Group {
                tokens: hit.start..hit.end,
                outcomes: vec![*hit.value],
            });
        }
        groups
    }

    fn conjunction(&self, at: usize) -> bool {
        self.cues
            .conjunctions
            .at(&self.cut.tokens, at, at + 1)
            .is_some()
    }

    /// The first noun after a number, before the next number and the next comma.
    fn noun(&self, from: usize, limit: usize) -> Option<Noun> {
        let tokens = &self.cut.tokens;
        for at in from..limit.min(from + NOUN_REACH) {
            if !tokens.get(at)?.joined() {
                return None;
            }
            if let Some(hit) = self.cues.items.at(tokens, at, self.sentence.end) {
                // `tank crew members`: people.
                let people = self.cues.victims.at(tokens, hit.end, self.sentence.end);
                return Some(match people {
                    Some(people) => Noun::People(*people.value, people.start..people.end),
                    None => Noun::Item(hit.value.clone(), hit.start..hit.end),
                });
            }
            if let Some(hit) = self.cues.victims.at(tokens, at, self.sentence.end) {
                return Some(Noun::People(*hit.value, hit.start..hit.end));
            }
        }
        None
    }

    fn items(
        &self,
        quantity: &Quantity,
        item: String,
        noun: &Range<usize>,
        groups: &[Group],
    ) -> Option<Loss> {
        let after = groups
            .iter()
            .find(|group| group.tokens.start >= noun.end && !group.people());
        let before = || {
            let mut before = groups.iter().rev();
            before.find(|group| group.tokens.end <= quantity.tokens.start && !group.people())
        };
        let outcomes = if let Some(group) = after.or_else(before) {
            group.outcomes.clone()
        } else {
            let tokens = &self.cut.tokens;
            let lost = self
                .cues
                .losses
                .find(tokens, self.sentence.start, self.sentence.end);
            if lost.is_empty() {
                return None;
            }
            Vec::new()
        };
        Some(Loss {
            quantity: quantity.clone(),
            class: Some(VictimClass::Equipment),
            side: self
                .side(quantity.tokens.start, noun)
                .or_else(|| self.enemy()),
            outcomes,
            item: Some(item),
        })
    }

    /// What became of so many people.
    fn people(
        &self,
        quantity: &Quantity,
        noun: Option<&Range<usize>>,
        groups: &[Group],
    ) -> Option<Vec<Outcome>> {
        let end = noun.map_or(quantity.tokens.end, |noun| noun.end);
        let usable = |group: &&Group| {
            let prisoners = noun.is_some() && group.outcomes.contains(&Outcome::Captured);
            group.people() || prisoners
        };
        let direct = groups.iter().filter(usable).find(|group| {
            let gap = end..group.tokens.start;
            group.tokens.start >= end
                && self.unbroken(end, group.tokens.start)
                && (noun.is_some() || gap.len() <= 3)
                && gap.clone().all(|at| {
                    let little = self
                        .cues
                        .auxiliaries
                        .at(&self.cut.tokens, at, at + 1)
                        .is_some();
                    !self.conjunction(at) && (noun.is_some() || little)
                })
        });
        let before = || {
            groups.iter().filter(usable).rev().find(|group| {
                let start = quantity.tokens.start;
                let near = start
                    .checked_sub(group.tokens.end)
                    .is_some_and(|gap| gap <= 3);
                near && self.unbroken(group.tokens.end, start)
            })
        };
        let later = || {
            let counted = noun.is_some();
            groups
                .iter()
                .filter(usable)
                .find(|group| counted && group.tokens.start >= end)
        };
        let group = direct.or_else(before).or_else(later)?;
        Some(group.outcomes.clone())
    }

    /// Whether no comma parts two tokens.
    fn unbroken(&self, from: usize, to: usize) -> bool {
        (from..=to).all(|at| self.cut.tokens.get(at).is_none_or(Token::joined))
    }

    /// Whose people or things: said between the number and the noun, or right after the noun.
    fn side(&self, from: usize, noun: &Range<usize>) -> Option<Side> {
        let tokens = &self.cut.tokens;
        let end = self.sentence.end;
        let spoken = |at: usize| overlaps(self.voices, &(at..at + 1));
        let first = from.saturating_sub(1).max(self.sentence.start);
        for at in (from..noun.end)
            .chain(noun.end..end.min(noun.end + 4))
            .chain(first..from)
        {
            if at >= noun.end && !self.unbroken(noun.end, at) {
                continue;
            }
            if let Some(hit) = self
                .cues
                .adjectives
                .at(tokens, at, end)
                .filter(|_| !spoken(at))
            {
                return Some(*hit.value);
            }
            if self.cues.own.at(tokens, at, end).is_some() {
                return Some(self.speaker);
            }
            if self.cues.enemy.at(tokens, at, end).is_some() {
                return self.opponent();
            }
        }
        None
    }

    /// The other side, if the sentence speaks of "the enemy".
    fn enemy(&self) -> Option<Side> {
        let tokens = &self.cut.tokens;
        let enemy = self
            .cues
            .enemy
            .find(tokens, self.sentence.start, self.sentence.end);
        (!enemy.is_empty()).then(|| self.opponent())?
    }

    fn opponent(&self) -> Option<Side> {
        (self.speaker != Side::ThirdParty).then(|| self.speaker.mirrored())
    }
}
