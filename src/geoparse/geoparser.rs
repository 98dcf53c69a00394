//! The geoparser: composes the steps from text to reading.

use std::{ops::Range, sync::Arc};

use crate::{
    gazetteer::index::Gazetteer,
    geoparse::{
        claimant::voices,
        claims::Claims,
        cues::Cues,
        event::event,
        language::language,
        locate::{Placed, event_location, locations},
        reading::{Candidate, Context, Mention, Reading},
        recognise::{Cut, Name, names},
        relation::{Related, relation},
        resolve::{candidates, choice},
        role::Setting,
        vocabulary::{Parties, Relation, Vocabulary},
    },
};

/// Reads places, locations and claims in a text.
#[derive(Debug, Clone)]
pub struct Geoparser {
    gazetteer: Arc<Gazetteer>,
    parties: Parties,
    vocabulary: Vocabulary,
    cues: Cues,
}

impl Geoparser {
    /// A geoparser over a gazetteer, the parties and the vocabulary.
    #[must_use]
    pub fn new(gazetteer: Arc<Gazetteer>, parties: Parties, vocabulary: Vocabulary) -> Self {
        let cues = Cues::new(&vocabulary, &parties);
        Self {
            gazetteer,
            parties,
            vocabulary,
            cues,
        }
    }

    /// The places that it knows.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The parties that it knows.
    #[must_use]
    pub const fn parties(&self) -> &Parties {
        &self.parties
    }

    /// The words that it knows.
    #[must_use]
    pub const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Reads a text.
    ///
    /// # Units
    /// - spans count Unicode code points of `text`
    #[must_use]
    pub fn read(&self, text: &str, context: &Context) -> Reading {
        let cut = Cut::new(text);
        let names = names(text, &cut, &self.gazetteer, &self.cues);
        let candidates = candidates(&names, &cut, &self.gazetteer);
        let voices = voices(&cut, &self.cues, &self.parties);
        let related = self.relations(&cut, &names);
        let placed: Vec<Placed<'_>> = names
            .iter()
            .zip(&candidates)
            .zip(related)
            .map(|((name, candidates), related)| Placed {
                name,
                place: choice(candidates, &self.gazetteer),
                related,
            })
            .collect();
        let mentions = self.mentions(&cut, &placed, candidates, &voices);
        let locations = locations(&cut, &self.gazetteer, &mentions, &placed);
        let sentence_of = |mention: usize| placed.get(mention).map_or(0, |p| p.name.sentence);
        let event_location = event_location(&locations, &mentions, sentence_of);
        let claims = Claims {
            cut: &cut,
            cues: &self.cues,
            parties: &self.parties,
            context,
            voices: &voices,
            mentions: &mentions,
            locations: &locations,
            event_location,
        };
        let claims = claims.read();
        Reading {
            language: language(context.language.as_deref(), text, &cut.tokens),
            mentions,
            locations,
            event_location,
            claims,
        }
    }

    /// The relation of every name; in an enumeration (`near A, B and C`) that of the first.
    fn relations(&self, cut: &Cut, names: &[Name]) -> Vec<Related> {
        let mut all: Vec<Related> = Vec::with_capacity(names.len());
        for (index, name) in names.iter().enumerate() {
            let whole = 0..cut.tokens.len();
            let sentence = cut.sentences.get(name.sentence);
            let range = sentence.map_or(&whole, |sentence| &sentence.tokens);
            let mut related = relation(cut, &self.cues, &name.tokens, range);
            let before = index.checked_sub(1).and_then(|before| names.get(before));
            if let Some((before, earlier)) = before.zip(all.last())
                && related.relation == Relation::In
                && before.sentence == name.sentence
                && self.enumerates(cut, &(before.tokens.end..name.tokens.start))
            {
                related.relation = earlier.relation;
            }
            all.push(related);
        }
        all
    }

    /// Whether nothing but conjunctions (and commas) stands between two names.
    fn enumerates(&self, cut: &Cut, between: &Range<usize>) -> bool {
        let comma = cut
            .tokens
            .get(between.end)
            .is_some_and(|token| token.mark == Some(','));
        let joined = between.clone().all(|at| {
            self.cues
                .conjunctions
                .at(&cut.tokens, at, between.end)
                .is_some()
        });
        joined && (comma || !between.is_empty())
    }

    fn mentions(
        &self,
        cut: &Cut,
        placed: &[Placed<'_>],
        candidates: Vec<Vec<Candidate>>,
        voices: &[Range<usize>],
    ) -> Vec<Mention> {
        let control: Vec<bool> = cut
            .sentences
            .iter()
            .map(|sentence| {
                event(cut, &self.cues, &sentence.tokens)
                    .is_some_and(|event| event.predicate == "capture")
            })
            .collect();
        let named: Vec<_> = placed
            .iter()
            .map(|placed| (placed.name.clone(), placed.place))
            .collect();
        let setting = Setting {
            cut,
            cues: &self.cues,
            names: &named,
            claimants: voices,
            control: &control,
        };
        placed
            .iter()
            .zip(candidates)
            .enumerate()
            .map(|(index, (placed, candidates))| Mention {
                span: placed.name.span,
                text: placed.name.text.clone(),
                role: setting.role(index, &placed.related),
                place: placed.place.map(|place| place.id.clone()),
                candidates,
            })
            .collect()
    }
}

#[cfg(test)]
pub(crate) mod fixture;

#[cfg(test)]
mod tests;
