//! How a place name is related to what happened: `near X`, `6 km north-west of X`, `X
//! istiqamətində`.

use std::ops::Range;

use crate::geoparse::{
    cues::Cues,
    lexicon::Lexicon,
    people::ablative,
    recognise::Cut,
    token::{Token, TokenKind},
    vocabulary::Relation,
};

/// A distance that a text gives.
///
/// # Units
/// - kilometres
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distance {
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
}

/// The middle of a district or of a settlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Middle {
    /// The part in the middle (`central`).
    Part,
    /// The town that it is governed from (`the centre of`).
    Seat,
}

/// A relation with the tokens of the whole phrase, the name included.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// Which relation.
    pub relation: Relation,
    /// The tokens from the relation's words to the name.
    pub tokens: Range<usize>,
    /// Whether the relation's words stand before the name.
    pub before: bool,
    /// Whether the text gives a distance.
    pub measured: bool,
    /// The distance.
    pub distance: Option<Distance>,
    /// Degrees from north that the text gives.
    pub bearing: Option<u16>,
    /// Which middle the text speaks of.
    pub middle: Option<Middle>,
}

impl Related {
    /// No relation named.
    #[must_use]
    pub const fn none(tokens: Range<usize>) -> Self {
        Self {
            relation: Relation::In,
            tokens,
            before: false,
            measured: false,
            distance: None,
            bearing: None,
            middle: None,
        }
    }
}

/// So many words (`the village of`) may stand between a relation's words and the name.
const REACH: usize = 5;

/// So far before a name a distance may stand (`6 km to the north-west of the village of X`).
const MEASURED: usize = 11;

/// Between `from` and the name so many words may stand (`from the positions located near`).
const FROM: usize = 8;

/// The relation that the words around a name state; [`Relation::In`] if they state none.
///
/// Words after the name (Azerbaijani, Armenian) win over words before it. Between the words before
/// and the name only small words may stand, no name, number or comma.
#[must_use]
pub fn relation(cut: &Cut, cues: &Cues, name: &Range<usize>, sentence: &Range<usize>) -> Related {
    let reader = Reader {
        cut,
        cues,
        name,
        sentence,
    };
    let mut related = reader
        .after()
        .or_else(|| reader.before())
        .unwrap_or_else(|| Related::none(name.clone()));
    if related.relation != Relation::From && reader.comes_from(&related) {
        related.relation = Relation::From;
    }
    reader.measure(&mut related);
    reader.compass(&mut related);
    related
}

struct Reader<'a> {
    cut: &'a Cut,
    cues: &'a Cues,
    name: &'a Range<usize>,
    sentence: &'a Range<usize>,
}

impl Reader<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.cut.tokens.get(at)
    }

    fn joined(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::joined)
    }

    /// A small word: no name, no number.
    fn small(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|token| !token.capital && token.kind == TokenKind::Word)
    }

    fn after(&self) -> Option<Related> {
        for at in self.name.end..self.sentence.end.min(self.name.end + 3) {
            let kind = at == self.name.end
                || self
                    .cues
                    .places
                    .kinds
                    .at(&self.cut.tokens, at - 1, at)
                    .is_some()
                || self
                    .cues
                    .places
                    .list
                    .at(&self.cut.tokens, at - 1, at)
                    .is_some();
            if !self.joined(at) || !kind {
                break;
            }
            if let Some(hit) = self.cues.after.at(&self.cut.tokens, at, self.sentence.end) {
                return Some(Related {
                    relation: *hit.value,
                    ..Related::none(self.name.start..hit.end)
                });
            }
        }
        None
    }

    fn before(&self) -> Option<Related> {
        let name = self.name.start;
        let tokens = &self.cut.tokens;
        let first = self.sentence.start.max(name.saturating_sub(REACH));
        for at in (first..name).rev() {
            let Some(hit) = self.cues.before.at(tokens, at, name) else {
                continue;
            };
            // A longer phrase may have begun earlier (`in the direction of`).
            let longer = (first..at)
                .filter_map(|earlier| self.cues.before.at(tokens, earlier, name))
                .find(|earlier| earlier.end >= hit.end);
            let hit = longer.unwrap_or(hit);
            let linked = (hit.end..=name)
                .all(|at| (at >= name || self.small(at)) && (self.joined(at) || at == hit.end));
            return linked.then(|| Related {
                relation: *hit.value,
                before: true,
                ..Related::none(hit.start..self.name.end)
            });
        }
        None
    }

    /// `from the positions located near X`; `X yaxınlığında yerləşən mövqelərdən`.
    fn comes_from(&self, related: &Related) -> bool {
        let tokens = &self.cut.tokens;
        let start = related.tokens.start;
        let first = self.sentence.start.max(start.saturating_sub(FROM));
        let before = (first..start)
            .filter_map(|at| self.cues.before.at(tokens, at, start))
            .any(|hit| {
                *hit.value == Relation::From
                    && (hit.end..=start)
                        .all(|at| (at == start || self.small(at)) && self.joined(at))
                    && (hit.start..self.name.start).any(|at| {
                        let positions = self.cues.places.positions.at(tokens, at, self.name.start);
                        positions.is_some()
                    })
            });
        if before {
            return true;
        }
        // `X rayonunun adsız yüksəkliklərindən`: the relation's own last word.
        let own = related
            .tokens
            .end
            .checked_sub(1)
            .filter(|last| !related.before && *last >= self.name.end);
        let leaves = own.and_then(|last| self.token(last)).is_some_and(|token| {
            let ablative = ["dan", "den", "its"].iter();
            ablative
                .into_iter()
                .any(|ending| token.folded.ends_with(ending))
        });
        if leaves && related.relation == Relation::Heights {
            return true;
        }
        let mut at = self.name.end.max(related.tokens.end.min(self.sentence.end));
        let last = self.sentence.end.min(at + FROM);
        while at < last && self.small(at) && self.joined(at) {
            let from = self.cues.places.positions.at(tokens, at, self.sentence.end);
            if from.is_some() {
                // Only case endings that mean `from`.
                return self.token(at).is_some_and(|token| {
                    ["dan", "den", "its"]
                        .iter()
                        .any(|ending| token.folded.ends_with(ending))
                });
            }
            at += 1;
        }
        false
    }

    /// A distance before the name (`6 km from X`) or after it (`X-dan 6 km`).
    fn measure(&self, related: &mut Related) {
        let tokens = &self.cut.tokens;
        let start = related.tokens.start.min(self.name.start);
        let first = self.sentence.start.max(start.saturating_sub(MEASURED));
        let before = (first..start).rev().find(|at| {
            let unit = self.cues.places.lengths.at(tokens, *at, self.name.start);
            let lies = |at: usize| self.cues.places.lying.at(tokens, at, start).is_some();
            unit.is_some_and(|hit| {
                !(hit.end..start).any(lies)
                    && (hit.end..=self.name.start)
                        .all(|at| (at == self.name.start || self.small(at)) && self.joined(at))
            })
        });
        let after = || {
            (self.name.end..self.sentence.end.min(self.name.end + 6)).find(|at| {
                self.cues
                    .places
                    .lengths
                    .at(tokens, *at, self.sentence.end)
                    .is_some()
                    && (self.name.end..*at).all(|at| self.joined(at))
            })
        };
        let Some(unit) = before.or_else(after) else {
            return;
        };
        let Some((number, distance)) = self.kilometres(unit) else {
            return;
        };
        let metres = self.cues.places.lengths.at(tokens, unit, tokens.len());
        let share = metres.map_or(1.0, |hit| f64::from(*hit.value) / 1000.0);
        let distance = Distance {
            low: distance.low * share,
            high: distance.high * share,
        };
        // `6 km from X` and no name, but `X, 6 km from Y`: the distance belongs to Y.
        related.measured = true;
        related.distance = Some(distance);
        related.tokens = related.tokens.start.min(number)..related.tokens.end.max(unit + 1);
        if before.is_some() {
            related.before = true;
        }
    }

    /// The number before the word for kilometres, with its token.
    fn kilometres(&self, unit: usize) -> Option<(usize, Distance)> {
        let tokens = &self.cut.tokens;
        let number = |at: usize| {
            let token = tokens.get(at)?;
            match token.kind {
                TokenKind::Number { value, .. } => u32::try_from(value).ok().map(f64::from),
                TokenKind::Word => {
                    let hit = self.cues.numbers.at(tokens, at, unit)?;
                    u32::try_from(*hit.value).ok().map(f64::from)
                }
                TokenKind::Day(_) => None,
            }
        };
        let last = unit.checked_sub(1)?;
        if let Some(high) = number(last) {
            // `10-15 km`, `10 to 15 km`.
            let hyphen = tokens
                .get(last)
                .is_some_and(|token| matches!(token.mark, Some('-' | '–' | '—')));
            let low = last.checked_sub(1).and_then(|at| {
                if hyphen {
                    return number(at).map(|low| (at, low));
                }
                self.cues.to.at(tokens, at, last)?;
                let at = at.checked_sub(1)?;
                number(at).map(|low| (at, low))
            });
            return Some(match low.filter(|(_, low)| *low < high) {
                Some((at, low)) => (at, Distance { low, high }),
                None => (last, Distance { low: high, high }),
            });
        }
        let some = (last.saturating_sub(1)..=last)
            .find(|at| self.cues.places.some.at(tokens, *at, unit).is_some())?;
        Some((
            some,
            Distance {
                low: 2.0,
                high: 8.0,
            },
        ))
    }

    /// The point of the compass in the words of the relation or right beside them.
    fn compass(&self, related: &mut Related) {
        let tokens = &self.cut.tokens;
        let from = related.tokens.start;
        let start = (self.sentence.start.max(from.saturating_sub(4))..from)
            .rev()
            .take_while(|at| self.small(*at) && self.joined(*at + 1))
            .last()
            .unwrap_or(from);
        let end = (related.tokens.end..self.sentence.end.min(related.tokens.end + 3))
            .take_while(|at| self.small(*at) && self.joined(*at))
            .last()
            .map_or(related.tokens.end, |at| at + 1);
        let found = |range: Range<usize>| {
            let mut at = range.start;
            while at < range.end {
                if let Some(hit) = self.cues.places.compass.at(tokens, at, range.end) {
                    return Some((hit.start, hit.end, *hit.value));
                }
                at += 1;
            }
            None
        };
        let before = found(start..self.name.start);
        let hit = before.or_else(|| {
            // After the name only Azerbaijani and Armenian give the direction.
            let hit = found(self.name.end..end)?;
            let first = tokens.get(hit.0)?;
            let english = ["north", "south", "east", "west"];
            let english = english.iter().any(|word| first.folded.starts_with(word));
            (!english).then_some(hit)
        });
        if let Some((first, last, bearing)) = hit {
            related.bearing = Some(bearing);
            let own = self
                .name
                .end
                .checked_sub(1)
                .and_then(|last| tokens.get(last));
            let leaves = own.is_some_and(|token| {
                let word = self.cut.slice(token.span);
                ablative(&word, &token.folded)
            });
            if first == self.name.end && leaves && related.relation == Relation::In {
                related.relation = Relation::Near;
            }
            related.tokens = related.tokens.start.min(first)..related.tokens.end.max(last);
        }
        // A word for a kind of place may be written with a capital (`Zentrum des Rayons`).
        let places = &self.cues.places;
        let first = self.sentence.start.max(from.saturating_sub(4));
        let start = (first..from)
            .rev()
            .take_while(|at| {
                let kind = places.list.at(tokens, *at, self.name.start).is_some()
                    || places.centre.at(tokens, *at, self.name.start).is_some();
                (self.small(*at) || kind) && self.joined(*at + 1)
            })
            .last()
            .unwrap_or(start);
        let within = |lexicon: &Lexicon<()>, range: Range<usize>| {
            let (from, to) = (range.start, range.end);
            (from..to).any(|at| lexicon.at(tokens, at, to).is_some())
        };
        let beside = |lexicon: &Lexicon<()>| {
            within(lexicon, start..self.name.start) || within(lexicon, self.name.end..end)
        };
        related.middle = if beside(&places.central) {
            Some(Middle::Part)
        } else {
            beside(&places.centre).then_some(Middle::Seat)
        };
    }
}
