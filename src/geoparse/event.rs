//! What a sentence tells of besides losses.

use std::ops::Range;

use crate::geoparse::{cues::Cues, recognise::Cut, vocabulary::Event};

/// What a sentence tells of besides losses; of several events the first of the vocabulary.
#[must_use]
pub fn event(cut: &Cut, cues: &Cues, sentence: &Range<usize>) -> Option<Event> {
    let tokens = &cut.tokens;
    let (from, end) = (sentence.start, sentence.end);
    let calls = !cues.call_verbs.find(tokens, from, end).is_empty()
        && !cues.call_topics.find(tokens, from, end).is_empty();
    if calls {
        return Some(Event {
            predicate: "call".to_owned(),
            kind: "ceasefire".to_owned(),
        });
    }
    let found = cues.events.find(tokens, from, end);
    let first = found.iter().min_by_key(|hit| hit.value.0)?;
    Some(first.value.1.clone())
}
