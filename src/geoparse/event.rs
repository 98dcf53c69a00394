//! What a sentence tells of besides losses.

use std::ops::Range;

use crate::geoparse::{
    cues::Cues, lexicon::Lexicon, recognise::Cut, token::Token, vocabulary::Event,
};

/// An event and the words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The event.
    pub event: Event,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether the sentence says that it did not happen.
    pub negated: bool,
}

/// So many words before an event may stand a word that denies it (`had not been shelled`).
const NEGATION_REACH: usize = 3;

/// What a sentence tells of besides losses; of several events the first of the vocabulary.
#[must_use]
pub fn event(cut: &Cut, cues: &Cues, sentence: &Range<usize>) -> Option<Event> {
    told(cut, cues, sentence).map(|told| told.event)
}

/// What a sentence tells of, and with what words; nothing that has not happened (`would shell`).
#[must_use]
pub fn told(cut: &Cut, cues: &Cues, sentence: &Range<usize>) -> Option<Told> {
    let tokens = &cut.tokens;
    let (from, end) = (sentence.start, sentence.end);
    let verbs = cues.call_verbs.find(tokens, from, end);
    if let Some(verb) = verbs.first()
        && !cues.call_topics.find(tokens, from, end).is_empty()
    {
        return Some(Told {
            event: Event {
                predicate: "call".to_owned(),
                kind: "statement".to_owned(),
            },
            tokens: verb.start..verb.end,
            negated: false,
        });
    }
    let found = cues.events.find(tokens, from, end);
    let real = found
        .iter()
        .filter(|hit| !before(cut, &cues.unreal, sentence, hit.start, NEGATION_REACH));
    let first = real.min_by_key(|hit| hit.value.0)?;
    let tokens = first.start..first.end;
    Some(Told {
        event: first.value.1.clone(),
        negated: before(cut, &cues.negations, sentence, first.start, NEGATION_REACH)
            && !before(
                cut,
                &cues.hedged_no,
                sentence,
                first.start,
                NEGATION_REACH + 1,
            ),
        tokens,
    })
}

/// Whether one of the words stands at most `reach` words before `at`, with no comma between.
#[must_use]
pub fn before(
    cut: &Cut,
    words: &Lexicon<()>,
    sentence: &Range<usize>,
    at: usize,
    reach: usize,
) -> bool {
    let first = at.saturating_sub(reach).max(sentence.start);
    (first..at)
        .rev()
        .take_while(|word| cut.tokens.get(word + 1).is_some_and(Token::joined))
        .any(|word| words.at(&cut.tokens, word, at).is_some())
}
