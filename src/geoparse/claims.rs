//! Who says what: the claims of a text, sentence by sentence.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    geoparse::{
        claimant::Voice,
        cues::Cues,
        event::{Told, told},
        losses::{Loss, Losses},
        period::{self, Dates, Period},
        piece::{pieces, span_of},
        quantity::{Quantity, quantities},
        reading::{Context, FoundClaim, FoundLocation, Mention, Role},
        recognise::Cut,
        said::{Said, answered, as_answer, count, genre, other_side, said},
        sentence::Sentence,
        speakers::{Last, Speakers},
        violation::{Violation, continued, last_day, violation},
        vocabulary::{Event, Parties},
    },
    model::{
        claim::{Claim, Modality, Part, VictimSide},
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
    /// For each, whether it is a district that only tells where places beside it lie.
    pub holders: &'a [bool],
    /// The locations.
    pub locations: &'a [FoundLocation],
    /// The location of the text's event.
    pub event_location: Option<usize>,
}

/// What a sentence says, whoever says it.
struct Content {
    dates: Dates,
    told: Option<Told>,
    violation: Option<Violation>,
    counted: Vec<Quantity>,
    /// Whether it passes on what is said.
    hearsay: bool,
}

impl Content {
    /// What it says of violations, going on with the statement before.
    fn goes_on(&self, statement: Option<&Last>) -> Option<Violation> {
        let before = statement.and_then(|last| last.violation.as_ref());
        Some(continued(self.violation.clone()?, before))
    }
}

impl Claims<'_> {
    /// The claims, in the order of the text.
    #[must_use]
    pub fn read(&self) -> Vec<FoundClaim> {
        let year = period::year_of(self.cut);
        let published = self.context.published;
        let speakers = Speakers {
            cut: self.cut,
            cues: self.cues,
            parties: self.parties,
            context: self.context,
        };
        let own = speakers.publisher();
        let pieces = pieces(self.cut, self.cues, self.parties);
        let mut claims: Vec<FoundClaim> = Vec::new();
        let mut last: Option<Last> = None;
        for (index, sentence) in pieces.iter().enumerate() {
            let range = &sentence.tokens;
            let voices = speakers.of(index, range, last.as_ref());
            let several = voices.len() > 1;
            let content = self.content(range, year);
            let event = content.told.as_ref().map(|told| &told.event);
            let previous = index.checked_sub(1).and_then(|i| pieces.get(i));
            // What both sides say follows on what neither of them said before.
            let earlier = last.clone().filter(|_| !several);
            for (voice, named) in voices {
                let follower = earlier
                    .as_ref()
                    .filter(|last| index - last.sentence <= 1 && last.voice.name == voice.name);
                let losses = self.losses(range, &voice, &content, follower);
                // A count without a speaker of its own belongs to the speaker before; what happened
                // without a speaker belongs to the publisher alone.
                // A statement on violations goes on over several sentences.
                let statement = earlier
                    .as_ref()
                    .filter(|last| !named && index - last.sentence <= 1 && losses.is_empty())
                    .filter(|last| last.violation.is_some() && content.violation.is_some());
                let mut voice = if let Some(last) = statement {
                    last.voice.clone()
                } else if !named && losses.is_empty() {
                    let Some(own) = own.clone() else {
                        continue;
                    };
                    own
                } else {
                    voice
                };
                carried(&mut voice, own.as_ref(), &content, named);
                let before = earlier
                    .as_ref()
                    .filter(|last| last.voice.name == voice.name);
                let follows =
                    before.filter(|last| index - last.sentence <= 1 && !losses.is_empty());
                let stated = content.dates.period;
                let period = stated.or_else(|| follows.or(statement).and_then(|last| last.period));
                let known = !self.unresolved(sentence.span);
                let here = self.location(sentence.span, event);
                let elsewhere = || before.and_then(|last| last.location).or(self.whole());
                let location = here.or_else(|| known.then(elsewhere)?);
                let other = previous.and_then(|p| other_side(&claims, voice.side, p.span));
                let told_on = content.goes_on(statement);
                let made = match &content.violation {
                    Some(_) if losses.is_empty() => vec![genre()],
                    _ => said(&voice, &losses, content.told.as_ref(), other),
                };
                let any = !made.is_empty();
                for said in made {
                    let Ok(id) = format!("c-{}", claims.len() + 1).parse::<Id>() else {
                        continue;
                    };
                    let violation = told_on.clone().filter(|_| said.loss.is_none());
                    let daily = violation.as_ref().filter(|_| period.is_none());
                    let daily = daily.filter(|violation| violation.day).and(published);
                    let period = period.or(daily.and_then(last_day));
                    let mut claim = self.claim(id, &voice, &said, &content, period, sentence);
                    let times = violation.as_ref().and_then(|told| told.times.as_ref());
                    count(&mut claim, times);
                    let answered = previous
                        .filter(|_| here.is_none() && known && !several)
                        .and_then(|previous| answered(&claims, &claim, &said.kind, previous.span));
                    if answered.is_some() {
                        as_answer(&mut claim);
                    }
                    claims.push(FoundClaim {
                        claim,
                        location: answered.or(location),
                        kind: said.kind,
                        sentence: sentence.span,
                        violation,
                    });
                }
                if named || any {
                    last = Some(Last {
                        losses: losses.iter().rev().find_map(|loss| loss.side),
                        violation: told_on,
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

    /// What a sentence says, whoever says it.
    fn content(&self, range: &Range<usize>, year: Option<i16>) -> Content {
        let dates = period::dates(self.cut, self.cues, range, self.context.published, year);
        let counted = quantities(self.cut, self.cues, range, &dates.tokens);
        let hearsay = &self.cues.hearsay;
        let passed_on = hearsay.find(&self.cut.tokens, range.start, range.end);
        Content {
            told: told(self.cut, self.cues, range),
            violation: violation(
                self.cut,
                self.cues,
                range,
                (self.mentions, self.holders),
                &counted,
            ),
            hearsay: !passed_on.is_empty(),
            dates,
            counted,
        }
    }

    /// The losses that a sentence tells of; a list of the other side's materiel goes on from the
    /// sentence before (`It also destroyed 130 tanks`).
    fn losses(
        &self,
        range: &Range<usize>,
        voice: &Voice,
        content: &Content,
        before: Option<&Last>,
    ) -> Vec<Loss> {
        let losses = Losses {
            cut: self.cut,
            cues: self.cues,
            sentence: range,
            voices: self.voices,
            speaker: voice.side,
        };
        let mut losses = losses.read(&content.counted);
        let opponent = voice.side.mirrored();
        let theirs = before.is_some_and(|last| last.losses == Some(opponent));
        if theirs && voice.side != Side::ThirdParty {
            for loss in losses.iter_mut().filter(|loss| loss.item.is_some()) {
                loss.side = loss.side.or(Some(opponent));
            }
        }
        losses
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
    fn location(&self, span: Span, event: Option<&Event>) -> Option<usize> {
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
        said: &Said<'_>,
        content: &Content,
        period: Option<Period>,
        sentence: &Sentence,
    ) -> Claim {
        let loss = said.loss;
        let people = loss.map(|loss| {
            if loss.item.is_some() {
                "items"
            } else {
                "people"
            }
        });
        let negated = content.told.as_ref().is_some_and(|told| told.negated);
        let modality = match voice.modality {
            Modality::Asserts if negated && loss.is_none() => Modality::Denies,
            other => other,
        };
        Claim {
            id,
            claimant: voice.name.clone(),
            claimant_side: voice.side,
            via: voice.via.clone(),
            modality,
            predicate: said.predicate.clone(),
            accused_side: voice.accused,
            victim_class: loss.and_then(|loss| loss.class),
            victim_side: loss.and_then(|loss| loss.side).map(VictimSide::from),
            outcome: loss.map(|loss| loss.outcomes.clone()).unwrap_or_default(),
            quantity_low: loss.and_then(|loss| loss.quantity.low),
            quantity_high: loss.and_then(|loss| loss.quantity.high),
            hedge: loss.and_then(|loss| loss.quantity.hedge),
            unit: people.map(str::to_owned),
            item: loss.and_then(|loss| loss.item.clone()),
            date_start: period.map(|period| period.start),
            date_end: period.map(|period| period.end),
            text: self.cut.slice(sentence.span),
            quote: true,
            start: Some(sentence.span.start),
            end: Some(sentence.span.end),
            fire: None,
            values: self.values(voice, loss, content),
        }
    }

    /// The words that each part of a claim rests on.
    fn values(
        &self,
        voice: &Voice,
        loss: Option<&Loss>,
        content: &Content,
    ) -> BTreeMap<Part, Span> {
        let told = content.told.as_ref();
        let times = content.violation.as_ref().and_then(|v| v.times.as_ref());
        let counted = loss.map(|loss| &loss.quantity);
        [
            (Part::Claimant, voice.words.clone()),
            (
                Part::Predicate,
                told.filter(|_| loss.is_none())
                    .map(|told| told.tokens.clone()),
            ),
            (
                Part::Quantity,
                counted
                    .or(times.filter(|_| loss.is_none()))
                    .map(|quantity| quantity.words.clone()),
            ),
            (Part::Counted, loss.and_then(|loss| loss.noun.clone())),
            (Part::Outcome, loss.and_then(|loss| loss.fate.clone())),
            (Part::Time, content.dates.words.clone()),
        ]
        .into_iter()
        .filter_map(|(part, tokens)| Some((part, span_of(self.cut, &tokens?)?)))
        .collect()
    }
}

/// What the publisher says by hearsay others say; what others say came through it.
fn carried(voice: &mut Voice, publisher: Option<&Voice>, content: &Content, named: bool) {
    let Some(publisher) = publisher else {
        return;
    };
    if publisher.name == voice.name {
        if !named && content.hearsay {
            voice.modality = Modality::Attributes;
        }
    } else if !voice.via.contains(&publisher.name) {
        voice.via.push(publisher.name.clone());
    }
}

#[cfg(test)]
mod tests;
