//! Who says what: the claims of a text, sentence by sentence.

use std::ops::Range;

use crate::{
    geoparse::{
        claimant::{self, Speaker, Voice},
        cues::Cues,
        event::event,
        losses::{Loss, Losses},
        period::{self, Period},
        quantity::quantities,
        reading::{Context, FoundClaim, FoundLocation, Mention, Role},
        recognise::Cut,
        violation::{last_day, violation},
        vocabulary::{Event, Parties},
    },
    model::{
        claim::{ANSWER, Claim, Modality, VictimClass, VictimSide},
        id::Id,
        location::LocationKind,
        report::Span,
        side::Side,
    },
};

/// What the claims of a text are read from.
#[derive(Debug)]
pub struct Claims<'a> {
    /// The text.
    pub cut: &'a Cut,
    /// The words.
    pub cues: &'a Cues,
    /// The parties.
    pub parties: &'a Parties,
    /// What is known of the text.
    pub context: &'a Context,
    /// The tokens of speakers' names.
    pub voices: &'a [Range<usize>],
    /// The place names.
    pub mentions: &'a [Mention],
    /// The locations.
    pub locations: &'a [FoundLocation],
    /// The location of the text's event.
    pub event_location: Option<usize>,
}

/// How many times something is said to have happened.
fn count(claim: &mut Claim, times: Option<u64>) {
    if times.is_some() {
        claim.quantity_low = times;
        claim.quantity_high = times;
        claim.unit = Some("times".to_owned());
    }
}

/// What neither denies what it answers nor gives figures of its own is an answer, and no assertion
/// of what the other side said.
fn as_answer(claim: &mut Claim) {
    if claim.modality == Modality::Asserts
        && claim.quantity_low.is_none()
        && claim.outcome.is_empty()
    {
        ANSWER.clone_into(&mut claim.predicate);
    }
}

/// The location of what a claim answers: the other side said something of the same kind in the
/// sentence before.
fn answered(claims: &[FoundClaim], claim: &Claim, kind: &str, previous: Span) -> Option<usize> {
    let other = claim.claimant_side.mirrored();
    if other == claim.claimant_side {
        return None;
    }
    claims
        .iter()
        .rev()
        .take_while(|said| said.sentence.start >= previous.start)
        .find(|said| {
            said.sentence == previous && said.kind == kind && said.claim.claimant_side == other
        })?
        .location
}

/// The claimant of the sentence before, with what its claims were about.
struct Last {
    voice: Voice,
    sentence: usize,
    period: Option<Period>,
    location: Option<usize>,
    /// Whose losses it told of last.
    losses: Option<Side>,
}

impl Claims<'_> {
    /// The claims, in the order of the text.
    #[must_use]
    pub fn read(&self) -> Vec<FoundClaim> {
        let year = period::year_of(self.cut);
        let published = self.context.published;
        let mut claims = Vec::new();
        let mut last: Option<Last> = None;
        for (index, sentence) in self.cut.sentences.iter().enumerate() {
            let range = &sentence.tokens;
            let dates = period::dates(self.cut, self.cues, range, published, year);
            let voices = self.speakers(index, range, last.as_ref());
            let several = voices.len() > 1;
            let event = event(self.cut, self.cues, range);
            let violation = violation(self.cut, self.cues, range, self.mentions);
            let counted = quantities(self.cut, self.cues, range, &dates.tokens);
            for (voice, named) in voices {
                let losses = Losses {
                    cut: self.cut,
                    cues: self.cues,
                    sentence: range,
                    voices: self.voices,
                    speaker: voice.side,
                };
                let mut losses = losses.read(&counted);
                let opponent = voice.side.mirrored();
                let theirs = last
                    .as_ref()
                    .filter(|last| index - last.sentence <= 1 && last.voice.name == voice.name)
                    .is_some_and(|last| last.losses == Some(opponent));
                if theirs && voice.side != Side::ThirdParty {
                    // A list of losses that goes on: `It also destroyed 130 tanks`.
                    for loss in losses.iter_mut().filter(|loss| loss.item.is_some()) {
                        loss.side = loss.side.or(Some(opponent));
                    }
                }
                // A count without a speaker of its own belongs to the speaker before; what happened
                // without a speaker belongs to the publisher alone.
                let carried = !named && losses.is_empty();
                let voice = if carried {
                    let Some(own) = self.publisher() else {
                        continue;
                    };
                    own
                } else {
                    voice
                };
                let before = last.as_ref().filter(|last| last.voice.name == voice.name);
                let own = dates.period;
                let follows =
                    before.filter(|last| index - last.sentence <= 1 && !losses.is_empty());
                let period = own.or_else(|| follows.and_then(|last| last.period));
                let known = !self.unresolved(sentence.span);
                let here = self.location(index, event.as_ref());
                let elsewhere = || before.and_then(|last| last.location).or(self.whole());
                let location = here.or_else(|| known.then(elsewhere)?);
                let previous = index.checked_sub(1).and_then(|i| self.cut.sentences.get(i));
                let made = match &violation {
                    Some(_) if losses.is_empty() => vec![genre()],
                    _ => made(&voice, &losses, event.as_ref()),
                };
                let any = !made.is_empty();
                for (predicate, kind, loss) in made {
                    let id = format!("c-{}", claims.len() + 1);
                    let Ok(id) = id.parse::<Id>() else {
                        continue;
                    };
                    let violation = violation.clone().filter(|_| loss.is_none());
                    let daily = violation.as_ref().filter(|_| period.is_none());
                    let daily = daily.filter(|violation| violation.day).and(published);
                    let period = period.or(daily.and_then(last_day));
                    let mut claim = self.claim(id, &voice, predicate, loss, period, sentence.span);
                    count(&mut claim, violation.as_ref().and_then(|found| found.times));
                    let answered = previous
                        .filter(|_| here.is_none() && known && !several)
                        .and_then(|previous| answered(&claims, &claim, &kind, previous.span));
                    if answered.is_some() {
                        as_answer(&mut claim);
                    }
                    claims.push(FoundClaim {
                        claim,
                        location: answered.or(location),
                        kind,
                        sentence: sentence.span,
                        violation,
                    });
                }
                if named || any {
                    last = Some(Last {
                        losses: losses.iter().rev().find_map(|loss| loss.side),
                        voice,
                        sentence: index,
                        period,
                        location,
                    });
                }
            }
            if several {
                // `It` after `both sides` points back to neither.
                last = None;
            }
        }
        claims
    }

    /// Who speaks in a sentence, and whether the sentence names them.
    fn speakers(
        &self,
        index: usize,
        sentence: &Range<usize>,
        last: Option<&Last>,
    ) -> Vec<(Voice, bool)> {
        match claimant::speaker(self.cut, self.cues, self.parties, sentence) {
            Speaker::Named(voice) => vec![(voice, true)],
            Speaker::Both(modality) => self
                .parties
                .sides
                .iter()
                .filter(|side| side.id != Side::ThirdParty)
                .map(|side| {
                    let voice = Voice {
                        name: side.names.plain().unwrap_or(side.id.as_str()).to_owned(),
                        side: side.id,
                        modality,
                        accuses: true,
                    };
                    (voice, true)
                })
                .collect(),
            Speaker::Again(speech) => {
                let voice = last
                    .map(|last| last.voice.clone())
                    .or_else(|| self.publisher());
                let voice = voice.map(|voice| Voice {
                    modality: speech.modality,
                    accuses: speech.accuses,
                    ..voice
                });
                voice.map(|voice| (voice, true)).into_iter().collect()
            }
            Speaker::Nobody => {
                let before = last
                    .filter(|last| index - last.sentence <= 1)
                    .map(|last| Voice {
                        modality: Modality::Asserts,
                        accuses: false,
                        ..last.voice.clone()
                    });
                let voice = before.or_else(|| self.publisher());
                voice.map(|voice| (voice, false)).into_iter().collect()
            }
        }
    }

    /// The publisher as a claimant: what nobody else says, it says.
    fn publisher(&self) -> Option<Voice> {
        let name = self.context.publisher.as_deref()?;
        let known = claimant::publisher(name, self.cues, self.parties);
        let (name, side) = known.unwrap_or_else(|| {
            (
                name.to_owned(),
                self.context.side.unwrap_or(Side::ThirdParty),
            )
        });
        Some(Voice {
            name,
            side: self.context.side.unwrap_or(side),
            modality: Modality::Asserts,
            accuses: false,
        })
    }

    /// The location that stands for a sentence without one: the only place of the text, or else a
    /// line or region. Somebody else's town would be more than the sentence says.
    fn whole(&self) -> Option<usize> {
        let event = self.event_location?;
        let place = &self.locations.get(event)?.place;
        if self
            .locations
            .iter()
            .all(|location| location.place == *place)
        {
            return Some(event);
        }
        let wide = |location: &FoundLocation| {
            matches!(location.kind, LocationKind::Line | LocationKind::Area)
        };
        self.locations.iter().position(wide)
    }

    /// Whether a sentence names a place where something happened, and it is not known which.
    fn unresolved(&self, sentence: Span) -> bool {
        let first = self
            .mentions
            .partition_point(|mention| mention.span.start < sentence.start);
        let here = self.mentions.iter().skip(first);
        here.take_while(|mention| mention.span.start < sentence.end)
            .any(|mention| {
                mention.place.is_none() && matches!(mention.role, Role::Event | Role::Control)
            })
    }

    /// The location that a sentence itself names: where something happened, the most precise; for a
    /// call, the line.
    fn location(&self, sentence: usize, event: Option<&Event>) -> Option<usize> {
        let span = self.cut.sentences.get(sentence)?.span;
        let call = event.is_some_and(|event| event.predicate == "call");
        let first = self
            .locations
            .partition_point(|location| location.span.start < span.start);
        self.locations
            .iter()
            .enumerate()
            .skip(first)
            .take_while(|(_, location)| location.span.start < span.end)
            .min_by_key(|(index, location)| {
                let mention = location
                    .mentions
                    .first()
                    .and_then(|at| self.mentions.get(*at));
                let control = mention.is_none_or(|mention| mention.role == Role::Control);
                let line = location.kind == LocationKind::Line;
                (call && !line, control, location.where_prec, *index)
            })
            .map(|(index, _)| index)
    }

    fn claim(
        &self,
        id: Id,
        voice: &Voice,
        predicate: String,
        loss: Option<&Loss>,
        period: Option<Period>,
        sentence: Span,
    ) -> Claim {
        let people = loss.map(|loss| {
            if loss.item.is_some() {
                "items"
            } else {
                "people"
            }
        });
        Claim {
            id,
            claimant: voice.name.clone(),
            claimant_side: voice.side,
            modality: voice.modality,
            predicate,
            victim_class: loss.and_then(|loss| loss.class),
            victim_side: loss.and_then(|loss| loss.side).map(VictimSide::from),
            outcome: loss.map(|loss| loss.outcomes.clone()).unwrap_or_default(),
            quantity_low: loss.map(|loss| loss.quantity.low),
            quantity_high: loss.map(|loss| loss.quantity.high),
            unit: people.map(str::to_owned),
            item: loss.and_then(|loss| loss.item.clone()),
            date_start: period.map(|period| period.start),
            date_end: period.map(|period| period.end),
            text: self.cut.slice(sentence),
            quote: true,
            start: Some(sentence.start),
            end: Some(sentence.end),
        }
    }
}

/// What a statement on violations of the ceasefire claims.
fn genre<'a>() -> (String, String, Option<&'a Loss>) {
    let kind = "ceasefire-violation".to_owned();
    (kind.clone(), kind, None)
}

/// Predicate, kind of incident and loss of every claim that a sentence makes.
fn made<'a>(
    voice: &Voice,
    losses: &'a [Loss],
    event: Option<&Event>,
) -> Vec<(String, String, Option<&'a Loss>)> {
    // Captured materiel is no captured place.
    let event = event.filter(|event| event.predicate != "capture" || losses.is_empty());
    let mut made = Vec::new();
    if let Some(event) = event
        && (losses.is_empty() || voice.accuses)
    {
        made.push((event.predicate.clone(), event.kind.clone(), None));
    }
    for loss in losses {
        let people = loss.class != Some(VictimClass::Equipment);
        let kind = event
            .filter(|event| people && event.predicate != "call")
            .map_or("losses", |event| event.kind.as_str());
        made.push(("losses".to_owned(), kind.to_owned(), Some(loss)));
    }
    if made.is_empty() && (voice.accuses || voice.modality != Modality::Asserts) {
        let predicate = if voice.accuses {
            "accusation"
        } else {
            "statement"
        };
        made.push((predicate.to_owned(), "statement".to_owned(), None));
    }
    made
}

#[cfg(test)]
mod tests;
