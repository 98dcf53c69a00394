//! Losses that a sentence tells of: how many, of whom or of what, and what became of them.

use std::ops::Range;

use crate::{
    geoparse::{
        claimant::overlaps, cues::Cues, quantity::Quantity, recognise::Cut, token::Token,
        vocabulary::Words,
    },
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
    /// The tokens of who or what is counted.
    pub noun: Option<Range<usize>>,
    /// The tokens of what became of them.
    pub fate: Option<Range<usize>>,
}

/// Outcomes that stand together (`killed and wounded`).
struct Group {
    tokens: Range<usize>,
    outcomes: Vec<Outcome>,
}

impl Group {
    fn people(&self) -> bool {
        self.outcomes.iter().any(|outcome| {
            matches!(
                outcome,
                Outcome::Killed | Outcome::Wounded | Outcome::Missing
            )
        })
    }
}

/// A noun after a number.
enum Noun {
    People(VictimClass, Range<usize>),
    Item(String, Range<usize>),
}

/// Whose something is; a third party's enemy is nobody known.
struct Owner(Option<Side>);

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
                    let fate = self.people(quantity, Some(&noun), &groups);
                    fate.map(|group| Loss {
                        quantity: quantity.clone(),
                        class: Some(class),
                        side: self
                            .side(quantity.tokens.start, &noun, class != VictimClass::Military)
                            .or_else(|| self.by_own(class, group)),
                        outcomes: self.of_people(group),
                        item: None,
                        noun: Some(noun),
                        fate: Some(group.tokens.clone()),
                    })
                }
                None => self.people(quantity, None, &groups).map(|group| {
                    // `killed 3 civilians and wounded 11`: eleven civilians.
                    let before = losses.iter().rev().find(|loss| loss.item.is_none());
                    Loss {
                        quantity: quantity.clone(),
                        class: before.and_then(|loss| loss.class),
                        side: before.and_then(|loss| loss.side),
                        outcomes: self.of_people(group),
                        item: None,
                        noun: None,
                        fate: Some(group.tokens.clone()),
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
                    None => self.listed(hit.value, hit.start..hit.end, limit),
                });
            }
            if let Some(hit) = self.cues.victims.at(tokens, at, self.sentence.end) {
                return Some(Noun::People(*hit.value, hit.start..hit.end));
            }
        }
        None
    }

    /// Several classes under one figure (`130 tanks and other armoured vehicles`): the class that
    /// they make together, or else the first.
    fn listed(&self, first: &str, noun: Range<usize>, limit: usize) -> Noun {
        let tokens = &self.cut.tokens;
        let (mut classes, mut end) = (vec![first], noun.end);
        loop {
            let comma = tokens.get(end).is_some_and(|token| token.mark == Some(','));
            let linked = self.conjunction(end);
            if end >= limit || !(comma || linked) {
                break;
            }
            let mut next = end + usize::from(linked);
            next += usize::from(self.cues.other.at(tokens, next, limit).is_some());
            let Some(hit) = self.cues.items.at(tokens, next, limit) else {
                break;
            };
            classes.push(hit.value);
            end = hit.end;
        }
        let makes = |group: &&Words<String>| {
            let part = |class: &&str| group.words.iter().any(|word| word == class);
            classes.iter().all(part) && classes.iter().any(|class| *class != first)
        };
        match self.cues.together.iter().find(makes) {
            Some(group) => Noun::Item(group.value.clone(), noun.start..end),
            None => Noun::Item(first.to_owned(), noun),
        }
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
        let fate = after.or_else(before);
        let outcomes = if let Some(group) = fate {
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
                .side(quantity.tokens.start, noun, false)
                .or_else(|| self.enemy())
                .or_else(|| self.by_own(VictimClass::Equipment, fate?)),
            outcomes,
            item: Some(item),
            noun: Some(noun.clone()),
            fate: fate.map(|group| group.tokens.clone()),
        })
    }

    /// Outcomes of people: whoever is destroyed is killed.
    fn of_people(&self, group: &Group) -> Vec<Outcome> {
        let slain = self.slain(group);
        let outcomes = group.outcomes.iter().map(|outcome| match outcome {
            Outcome::Destroyed if slain => Outcome::Killed,
            other => *other,
        });
        outcomes.collect()
    }

    fn slain(&self, group: &Group) -> bool {
        let slain = &self.cues.slain;
        !slain
            .find(&self.cut.tokens, group.tokens.start, group.tokens.end)
            .is_empty()
    }

    /// What became of so many people.
    fn people<'a>(
        &self,
        quantity: &Quantity,
        noun: Option<&Range<usize>>,
        groups: &'a [Group],
    ) -> Option<&'a Group> {
        let end = noun.map_or(quantity.tokens.end, |noun| noun.end);
        let usable = |group: &&Group| {
            let prisoners = noun.is_some() && group.outcomes.contains(&Outcome::Captured);
            group.people() || prisoners || (noun.is_some() && self.slain(group))
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
        direct.or_else(before).or_else(later)
    }

    /// Whether no comma parts two tokens.
    fn unbroken(&self, from: usize, to: usize) -> bool {
        (from..=to).all(|at| self.cut.tokens.get(at).is_none_or(Token::joined))
    }

    /// Whose people or things: said between the number and the noun, or right after the noun. Who
    /// did it (`destroyed by our units`) is not whose they were: soldiers and things were the other
    /// side's, of `others` it cannot be told.
    fn side(&self, from: usize, noun: &Range<usize>, others: bool) -> Option<Side> {
        let tokens = &self.cut.tokens;
        let end = self.sentence.end;
        let spoken = |at: usize| overlaps(self.voices, &(at..at + 1));
        let first = from.saturating_sub(1).max(self.sentence.start);
        for at in (from..noun.end)
            .chain(noun.end..end.min(noun.end + 5))
            .chain(first..from)
        {
            if at >= noun.end && !self.unbroken(noun.end, at) {
                continue;
            }
            let Some(Owner(side)) = self.owner(at, end).filter(|_| !spoken(at)) else {
                continue;
            };
            let doer = at >= noun.end
                && (at.saturating_sub(2).max(noun.end)..at)
                    .any(|before| self.cues.agents.at(tokens, before, at).is_some());
            if !doer {
                return side;
            }
            return side
                .map(Side::mirrored)
                .filter(|whose| !others && Some(*whose) != side);
        }
        None
    }

    /// The side that a word names, if it names one: by an adjective, as the speaker's own or as the
    /// enemy's.
    fn owner(&self, at: usize, end: usize) -> Option<Owner> {
        let tokens = &self.cut.tokens;
        if let Some(hit) = self.cues.adjectives.at(tokens, at, end) {
            return Some(Owner(Some(*hit.value)));
        }
        if self.cues.own.at(tokens, at, end).is_some() {
            return Some(Owner(Some(self.speaker)));
        }
        let enemy = self.cues.enemy.at(tokens, at, end).is_some();
        enemy.then(|| Owner(self.opponent()))
    }

    /// What the speaker's own forces did away with (`its forces destroyed 3 tanks`) was the other
    /// side's.
    fn by_own(&self, class: VictimClass, fate: &Group) -> Option<Side> {
        let deadly = self.slain(fate) || class == VictimClass::Equipment;
        let first = fate.tokens.start.saturating_sub(4).max(self.sentence.start);
        let own = (first..fate.tokens.start).any(|at| {
            self.cues
                .own
                .at(&self.cut.tokens, at, fate.tokens.start)
                .is_some()
        });
        (own && deadly).then(|| self.opponent())?
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
