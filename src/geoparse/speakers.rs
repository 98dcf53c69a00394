//! The claimants of a sentence, with what the sentences before say of them.

use std::ops::Range;

use crate::{
    geoparse::{
        claimant::{self, Speaker, Voice},
        cues::{Cues, Speech},
        period::Period,
        reading::Context,
        recognise::Cut,
        violation::Violation,
        vocabulary::Parties,
    },
    model::{claim::Modality, side::Side},
};

/// The claimant of the sentence before, with what its claims were about.
#[derive(Debug, Clone)]
pub struct Last {
    /// The claimant.
    pub voice: Voice,
    /// The sentence.
    pub sentence: usize,
    /// Its days.
    pub period: Option<Period>,
    /// Its location.
    pub location: Option<usize>,
    /// Whose losses it told of last.
    pub losses: Option<Side>,
    /// The violation of the ceasefire that it told of: the sentences after it may tell where.
    pub violation: Option<Violation>,
}

/// What the claimants of a text are read from.
#[derive(Debug, Clone, Copy)]
pub struct Speakers<'a> {
    /// The text.
    pub cut: &'a Cut,
    /// The words.
    pub cues: &'a Cues,
    /// The parties.
    pub parties: &'a Parties,
    /// What is known of the text.
    pub context: &'a Context,
}

const ASSERTS: Speech = Speech {
    modality: Modality::Asserts,
    accuses: false,
};

impl Speakers<'_> {
    /// Who speaks in a sentence, and whether the sentence names them.
    #[must_use]
    pub fn of(
        &self,
        index: usize,
        sentence: &Range<usize>,
        last: Option<&Last>,
    ) -> Vec<(Voice, bool)> {
        match claimant::speaker(self.cut, self.cues, self.parties, sentence) {
            Speaker::Named(voice) => vec![(voice, true)],
            Speaker::Both(speech) => self.both(sentence, speech),
            Speaker::Again(speech) => {
                let voice = last
                    .map(|last| last.voice.clone())
                    .or_else(|| self.publisher());
                let voice = voice.map(|voice| (voice.again(speech), true));
                voice.into_iter().collect()
            }
            Speaker::Nobody => {
                let before = last
                    .filter(|last| index - last.sentence <= 1)
                    .map(|last| last.voice.again(ASSERTS));
                let voice = before.or_else(|| self.publisher());
                voice.map(|voice| (voice, false)).into_iter().collect()
            }
        }
    }

    /// Each side by itself; what they say of each other they accuse each other of.
    fn both(&self, sentence: &Range<usize>, speech: Speech) -> Vec<(Voice, bool)> {
        let tokens = &self.cut.tokens;
        let other = self
            .cues
            .each_other
            .find(tokens, sentence.start, sentence.end);
        let accuses = speech.accuses || (speech.modality == Modality::Asserts && !other.is_empty());
        self.parties
            .sides
            .iter()
            .filter(|side| side.id != Side::ThirdParty)
            .map(|side| {
                let name = side.names.plain().unwrap_or(side.id.as_str()).to_owned();
                let voice = Voice {
                    modality: if accuses {
                        Modality::Accuses
                    } else {
                        speech.modality
                    },
                    accuses: true,
                    accused: accuses.then(|| side.id.mirrored()),
                    ..Voice::asserting(name, side.id)
                };
                (voice, true)
            })
            .collect()
    }

    /// The publisher as a claimant: what nobody else says, it says.
    #[must_use]
    pub fn publisher(&self) -> Option<Voice> {
        let name = self.context.publisher.as_deref()?;
        let known = claimant::publisher(name, self.cues, self.parties);
        let (name, side) = known.unwrap_or_else(|| {
            (
                name.to_owned(),
                self.context.side.unwrap_or(Side::ThirdParty),
            )
        });
        Some(Voice::asserting(name, self.context.side.unwrap_or(side)))
    }
}
