//! The geoparser: composes the steps from text to reading.

use std::{ops::Range, sync::Arc};

use crate::{
    gazetteer::index::Gazetteer,
    geoparse::{
        chain::Chains,
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
        setting::{Setting, clause},
        stretch::stretches,
        vocabulary::{Parties, Relation, Vocabulary},
    },
    line::history::History,
    model::line_version::LineVersion,
};

/// Reads places, locations and claims in a text.
#[derive(Debug, Clone)]
pub struct Geoparser {
    gazetteer: Arc<Gazetteer>,
    parties: Parties,
    vocabulary: Vocabulary,
    cues: Cues,
    line: Arc<History>,
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
            line: Arc::default(),
        }
    }

    /// The same geoparser, knowing where the line ran: of two places of one name the one nearer to
    /// the line of the report's day is the likelier.
    #[must_use]
    pub fn with_line(mut self, versions: Vec<LineVersion>) -> Self {
        self.line = Arc::new(History::new(versions));
        self
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
        let mut cut = Cut::new(text);
        self.cues.mark(&mut cut.tokens);
        let mut names = names(&cut, &self.gazetteer, &self.cues);
        let chains = Chains::new(&cut, &self.cues, &self.gazetteer, &mut names);
        let line = context.published.and_then(|day| self.line.on(day));
        let candidates = candidates(&names, &chains, &cut, &self.gazetteer, (line, context.side));
        let voices = voices(&cut, &self.cues, &self.parties);
        let mut related = self.relations(&cut, &names, &chains);
        let stretches = stretches(&cut, &self.cues, &names, &mut related);
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
        let mentions = self.mentions(&cut, &placed, &chains, candidates, &voices);
        let locations = locations(
            &cut,
            &self.cues,
            &self.gazetteer,
            (&chains, &stretches),
            &mentions,
            &placed,
        );
        let sentence_of = |mention: usize| placed.get(mention).map_or(0, |p| p.name.sentence);
        let event_location = event_location(&locations, &mentions, sentence_of);
        let holders: Vec<bool> = (0..mentions.len())
            .map(|index| chains.contains(index))
            .collect();
        let claims = Claims {
            cut: &cut,
            cues: &self.cues,
            parties: &self.parties,
            context,
            voices: &voices,
            mentions: &mentions,
            holders: &holders,
            locations: &locations,
            event_location,
        };
        let claims = claims.read();
        Reading {
            language: language(context.language.as_deref(), &cut.chars, &cut.tokens),
            mentions,
            locations,
            event_location,
            claims,
        }
    }

    /// The relation of every name; in a list (`near A, B and C`; `A və B yaxınlığında`) that of its
    /// beginning or of its end.
    fn relations(&self, cut: &Cut, names: &[Name], chains: &Chains) -> Vec<Related> {
        let mut all: Vec<Related> = names
            .iter()
            .map(|name| {
                let whole = 0..cut.tokens.len();
                let sentence = cut.sentences.get(name.sentence);
                let range = sentence.map_or(&whole, |sentence| &sentence.tokens);
                relation(cut, &self.cues, &name.tokens, range)
            })
            .collect();
        for list in &chains.lists {
            let stated = |related: &Related| related.relation != Relation::In && !related.measured;
            let mut carried: Option<Relation> = None;
            for related in all.get_mut(list.clone()).unwrap_or_default() {
                if stated(related) {
                    carried = related.before.then_some(related.relation);
                } else if let Some(relation) = carried.filter(|_| !related.measured) {
                    related.relation = relation;
                }
            }
            let mut carried: Option<Relation> = None;
            for related in all
                .get_mut(list.clone())
                .unwrap_or_default()
                .iter_mut()
                .rev()
            {
                if stated(related) {
                    carried = (!related.before).then_some(related.relation);
                } else if let Some(relation) = carried.filter(|_| !related.measured) {
                    related.relation = relation;
                }
            }
            // Where one end of a list is an origin, all of it is.
            let parts = all.get_mut(list.clone()).unwrap_or_default();
            let from = |related: Option<&Related>| {
                related
                    .is_some_and(|related| related.relation == Relation::From && !related.measured)
            };
            if from(parts.first())
                || (from(parts.last()) && parts.last().is_some_and(|last| !last.before))
            {
                for related in parts {
                    related.relation = Relation::From;
                }
            }
        }
        all
    }

    fn mentions(
        &self,
        cut: &Cut,
        placed: &[Placed<'_>],
        chains: &Chains,
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
        let related: Vec<Related> = placed.iter().map(|placed| placed.related.clone()).collect();
        let clauses: Vec<Range<usize>> = placed
            .iter()
            .map(|placed| clause(cut, &self.cues, placed.name))
            .collect();
        let setting = Setting {
            chains,
            related: &related,
            cut,
            gazetteer: &self.gazetteer,
            cues: &self.cues,
            names: &named,
            claimants: voices,
            control: &control,
            clauses: &clauses,
        };
        placed
            .iter()
            .zip(candidates)
            .zip(setting.roles())
            .map(|((placed, candidates), role)| Mention {
                span: placed.name.span,
                text: placed.name.text.clone(),
                role,
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
