//! The parts of a sentence in which different claimants speak.

use std::ops::Range;

use crate::{
    geoparse::{
        claimant::{Speaker, speaker},
        cues::Cues,
        recognise::Cut,
        sentence::Sentence,
        vocabulary::Parties,
    },
    model::report::Span,
};

/// The sentences of a text; one in which several claimants speak, each in a clause of its own (`X
/// said …, while Y said …`), is cut between the clauses.
#[must_use]
pub fn pieces(cut: &Cut, cues: &Cues, parties: &Parties) -> Vec<Sentence> {
    let mut pieces = Vec::new();
    for sentence in &cut.sentences {
        let tokens = &sentence.tokens;
        let parts = parts(cut, cues, parties, tokens);
        if parts.len() < 2 {
            pieces.push(sentence.clone());
            continue;
        }
        pieces.extend(parts.into_iter().filter_map(|tokens| {
            let span = span_of(cut, &tokens)?;
            Some(Sentence { span, tokens })
        }));
    }
    pieces
}

/// Where tokens stand in the text.
#[must_use]
pub fn span_of(cut: &Cut, tokens: &Range<usize>) -> Option<Span> {
    let first = cut.tokens.get(tokens.start)?;
    let last = cut.tokens.get(tokens.end.checked_sub(1)?)?;
    Some(Span {
        start: first.span.start,
        end: last.span.end,
    })
}

fn parts(cut: &Cut, cues: &Cues, parties: &Parties, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let seams: Vec<usize> = (sentence.start + 1..sentence.end)
        .filter(|at| {
            let mark = cut.tokens.get(*at).and_then(|token| token.mark);
            let clause = || {
                let word = cues.places.clauses.at(&cut.tokens, *at, sentence.end);
                word.is_some()
            };
            mark == Some(';') || (mark == Some(',') && clause())
        })
        .collect();
    if seams.is_empty() {
        return Vec::new();
    }
    let speaks = |tokens: &Range<usize>| {
        matches!(
            speaker(cut, cues, parties, tokens),
            Speaker::Named(_) | Speaker::Again(_)
        )
    };
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = sentence.start;
    for seam in seams.into_iter().chain([sentence.end]) {
        let part = start..seam;
        match parts.last_mut() {
            // A clause in which nobody speaks belongs to the one before.
            Some(last) if !speaks(&part) => last.end = seam,
            _ => parts.push(part),
        }
        start = seam;
    }
    let silent = parts.first().is_some_and(|first| !speaks(first));
    if silent && parts.len() > 1 {
        let first = parts.remove(0);
        if let Some(next) = parts.first_mut() {
            next.start = first.start;
        }
    }
    parts
}
