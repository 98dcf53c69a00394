//! The control ledger: who holds a place on a day, by whose word, and by which statements.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};

use crate::{
    line::stance::{Rules, Stance},
    model::{
        control::{Holder, Statement, StatementKind},
        id::Id,
        side::Side,
    },
};

/// Statements by place, on top of a baseline.
#[derive(Debug, Clone)]
pub struct Ledger {
    rules: Rules,
    places: BTreeMap<Id, Entry>,
    stops: Vec<Statement>,
    /// Statements of places that the ledger does not know: they move nothing.
    unused: Vec<Statement>,
    /// Statements that take each other back in a circle: they move nothing.
    circled: Vec<Statement>,
    /// The day from which a statement is known to be taken back.
    corrected: BTreeMap<Id, Date>,
}

/// What is known of one place.
#[derive(Debug, Clone)]
struct Entry {
    baseline: Holder,
    statements: Vec<Statement>,
}

/// Who holds a place, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The holder.
    pub holder: Holder,
    /// The statements that decide it; none when only the baseline does.
    pub decided_by: Vec<&'a Statement>,
}

/// What one speaker says of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word<'a> {
    holder: Holder,
    statements: Vec<&'a Statement>,
}

impl Ledger {
    /// A ledger of places with their holders on the day before the first statement that counts.
    ///
    /// Duplicates of a statement are dropped. Statements of an area are kept under the area; those
    /// that spread must be handed in once for each place of it, with `of_area` set. The outcome
    /// does not depend on the order in which statements are given.
    #[must_use]
    pub fn new(
        rules: Rules,
        baseline: impl IntoIterator<Item = (Id, Holder)>,
        statements: impl IntoIterator<Item = Statement>,
    ) -> Self {
        let mut places: BTreeMap<Id, Entry> = baseline
            .into_iter()
            .map(|(place, baseline)| {
                let statements = Vec::new();
                (
                    place,
                    Entry {
                        baseline,
                        statements,
                    },
                )
            })
            .collect();
        let (mut stops, mut unused) = (Vec::new(), Vec::new());
        let mut corrected: BTreeMap<Id, Date> = BTreeMap::new();
        for statement in statements {
            if let Some(gone) = &statement.corrects {
                let known = statement.known;
                corrected
                    .entry(gone.clone())
                    .and_modify(|day| *day = known.min(*day))
                    .or_insert(known);
            }
            let mut used = false;
            if statement.place.as_str() == rules.stop_place
                && statement.holder == Holder::Unknown
                && statement.kind != StatementKind::Denial
            {
                stops.push(statement.clone());
                used = true;
            }
            if let Some(entry) = places.get_mut(&statement.place) {
                entry.statements.push(statement);
            } else if !used {
                unused.push(statement);
            }
        }
        for entry in places.values_mut() {
            entry.statements.sort_by(|a, b| {
                (a.date, a.known, &a.id, a.holder).cmp(&(b.date, b.known, &b.id, b.holder))
            });
            entry.statements.dedup();
        }
        unused.sort_by(|a, b| (a.date, &a.id, &a.place).cmp(&(b.date, &b.id, &b.place)));
        unused.dedup();
        Self {
            rules,
            places,
            stops,
            unused,
            circled: Vec::new(),
            corrected,
        }
    }

    /// The same ledger with statements that were left out because they take each other back in a
    /// circle.
    #[must_use]
    pub fn without(mut self, circled: Vec<Statement>) -> Self {
        self.circled = circled;
        self
    }

    /// Statements that take each other back in a circle, so that none of them is the last word.
    #[must_use]
    pub fn circled(&self) -> &[Statement] {
        &self.circled
    }

    /// The rule table.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The places, in the order of their identifiers.
    pub fn places(&self) -> impl Iterator<Item = &Id> {
        self.places.keys()
    }

    /// The holder of a place before any statement.
    #[must_use]
    pub fn baseline(&self, place: &Id) -> Option<Holder> {
        self.places.get(place).map(|entry| entry.baseline)
    }

    /// Statements that move nothing, as the ledger does not know who held their place before.
    #[must_use]
    pub fn unused(&self) -> &[Statement] {
        &self.unused
    }

    /// All statements, those that move nothing last.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.places
            .values()
            .flat_map(|entry| &entry.statements)
            .chain(&self.stops)
            .chain(&self.unused)
            .chain(&self.circled)
    }

    /// The last word of one speaker on a place: the statements that make it up.
    #[must_use]
    pub fn last_said(&self, place: &Id, speaker: Side, on: Date, as_of: Date) -> Vec<&Statement> {
        self.places.get(place).map_or_else(Vec::new, |entry| {
            self.word(entry, speaker, on, as_of).statements
        })
    }

    /// Whether a statement is known to be taken back.
    fn is_corrected(&self, statement: &Statement, as_of: Date) -> bool {
        self.corrected
            .get(&statement.id)
            .is_some_and(|known| *known <= as_of)
    }

    /// The days on which some place or the state of a claim may change, in order.
    #[must_use]
    pub fn dates(&self) -> Vec<Date> {
        let mut dates: Vec<Date> = self
            .places
            .values()
            .flat_map(|entry| &entry.statements)
            .chain(&self.stops)
            .map(|statement| statement.date)
            .collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    /// Who holds a place on the day `on`, by `stance`, by what was known on `as_of`; `None` for a
    /// place that the ledger does not know.
    #[must_use]
    pub fn standing(
        &self,
        place: &Id,
        on: Date,
        stance: Stance,
        as_of: Date,
    ) -> Option<Standing<'_>> {
        let entry = self.places.get(place)?;
        let rule = self.rules.of(stance)?;
        let words: Vec<Word<'_>> = rule
            .speakers
            .iter()
            .map(|speaker| self.word(entry, *speaker, on, as_of))
            .collect();
        let mut decided_by: Vec<&Statement> = Vec::new();
        for statement in words.iter().flat_map(|word| &word.statements) {
            if !decided_by.contains(statement) {
                decided_by.push(statement);
            }
        }
        decided_by.sort_by_key(|statement| (statement.date, statement.known, &statement.id));
        let mut holders: Vec<Holder> = words.iter().map(|word| word.holder).collect();
        holders.sort_unstable();
        holders.dedup();
        let holder = match *holders.as_slice() {
            [holder] => holder,
            _ if rule.settled_by_stop => self
                .settled(entry, &decided_by, on, as_of)
                .unwrap_or(Holder::Contested),
            _ => Holder::Contested,
        };
        Some(Standing { holder, decided_by })
    }

    /// The party that held the place last without dispute: itself, when one of the two does.
    #[must_use]
    pub fn last_party(&self, place: &Id, on: Date, stance: Stance, as_of: Date) -> Option<Holder> {
        let entry = self.places.get(place)?;
        let now = self.standing(place, on, stance, as_of)?.holder;
        if now.is_party() {
            return Some(now);
        }
        let mut days: Vec<Date> = entry.statements.iter().map(|s| s.date).collect();
        days.dedup();
        let before = days
            .into_iter()
            .rev()
            .filter(|day| *day < on)
            .filter_map(|day| self.standing(place, day, stance, as_of))
            .map(|standing| standing.holder)
            .find(|holder| holder.is_party());
        Some(before.unwrap_or(entry.baseline))
    }

    /// The last word of one speaker: what it says of the latest day that is not after `on`, where a
    /// later admission overrides what was said before it. Two words of one day that differ make the
    /// place contested; a word on the place itself goes before one on the area around it.
    fn word<'a>(&self, entry: &'a Entry, speaker: Side, on: Date, as_of: Date) -> Word<'a> {
        let counting: Vec<&Statement> = entry
            .statements
            .iter()
            .filter(|s| s.date <= on && s.known <= as_of && self.rules.counts(s, speaker))
            .filter(|s| !self.is_corrected(s, as_of))
            .collect();
        let rank = |s: &Statement| (s.last_word(), !s.of_area, s.date);
        let Some(last) = counting.iter().map(|s| rank(s)).max() else {
            return Word {
                holder: entry.baseline,
                statements: Vec::new(),
            };
        };
        let statements: Vec<&Statement> =
            counting.into_iter().filter(|s| rank(s) == last).collect();
        let mut holders: Vec<Holder> = statements.iter().map(|s| s.holder).collect();
        holders.sort_unstable();
        holders.dedup();
        Word {
            holder: match *holders.as_slice() {
                [holder] => holder,
                _ => Holder::Contested,
            },
            statements,
        }
    }

    /// The holder by a claim that stood when both sides stopped and that nobody denies any more. A
    /// denial made after the stop does not lapse.
    fn settled(
        &self,
        entry: &Entry,
        words: &[&Statement],
        on: Date,
        as_of: Date,
    ) -> Option<Holder> {
        let stop = self
            .stops
            .iter()
            .filter(|stop| stop.date <= on && stop.known <= as_of)
            .filter(|stop| !self.is_corrected(stop, as_of))
            .map(|stop| stop.date)
            .max()?;
        let since = on
            .checked_sub(self.rules.denial_lapses_after_days.days())
            .unwrap_or(Date::MIN);
        let mut claimed: Vec<Holder> = words
            .iter()
            .filter(|s| s.kind != StatementKind::Denial && s.date <= stop)
            .filter(|s| s.holder.is_party() && s.holder != entry.baseline)
            .map(|s| s.holder)
            .collect();
        claimed.sort_unstable();
        claimed.dedup();
        let &[claimed] = claimed.as_slice() else {
            return None;
        };
        let denied = entry.statements.iter().any(|s| {
            let stands = s.date > since || s.date >= stop;
            let said = s.date <= on && s.known <= as_of && !self.is_corrected(s, as_of);
            said && stands && s.holder != claimed
        });
        (!denied).then_some(claimed)
    }
}

#[cfg(test)]
mod tests;
