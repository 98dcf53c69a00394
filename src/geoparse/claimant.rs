//! Who speaks in a sentence.

use std::ops::Range;

use crate::{
    geoparse::{
        cues::{Cues, Speech},
        lexicon::Match,
        recognise::Cut,
        token::Token,
        vocabulary::{Claimant, Parties},
    },
    model::{claim::Modality, side::Side},
};

/// Who speaks, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The claimant's name.
    pub name: String,
    /// The claimant's side.
    pub side: Side,
    /// How it stands to what is said.
    pub modality: Modality,
    /// Whether it accuses somebody.
    pub accuses: bool,
}

/// What a sentence says of its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// Somebody is named.
    Named(Voice),
    /// Both sides at once say the same of each other.
    Both(Modality),
    /// Words point back to the last claimant.
    Again(Speech),
    /// Nobody is named.
    Nobody,
}

/// So many words may stand between a claimant and its verb (`… on Wednesday evening said`).
const REACH: usize = 10;

/// So many words may stand between a claimant that is also a country or a town and its verb.
const BARE_REACH: usize = 2;

/// The tokens of names that speak: they are not places where something happened.
#[must_use]
pub fn voices(cut: &Cut, cues: &Cues, parties: &Parties) -> Vec<Range<usize>> {
    let mut voices = Vec::new();
    for sentence in &cut.sentences {
        let (from, end) = (sentence.tokens.start, sentence.tokens.end);
        let speech = cues.speech.find(&cut.tokens, from, end);
        for name in cues.claimants.find(&cut.tokens, from, end) {
            let speaks = match parties.claimants.get(*name.value) {
                Some(claimant) if claimant.bare => speech
                    .iter()
                    .any(|verb| reach(cut, cues, &name, verb, true).is_some()),
                Some(_) => true,
                None => false,
            };
            if speaks {
                voices.push(name.start..name.end);
            }
        }
    }
    voices
}

/// Whether some tokens overlap with the name of a speaker; `voices` are in the order of the text.
#[must_use]
pub fn overlaps(voices: &[Range<usize>], tokens: &Range<usize>) -> bool {
    let at = voices.partition_point(|voice| voice.end <= tokens.start);
    voices.get(at).is_some_and(|voice| voice.start < tokens.end)
}

/// The speaker of a sentence: the claimant nearest to a verb of speech, before it or right after.
#[must_use]
pub fn speaker(cut: &Cut, cues: &Cues, parties: &Parties, sentence: &Range<usize>) -> Speaker {
    let tokens = &cut.tokens;
    let (from, end) = (sentence.start, sentence.end);
    let verbs = cues.speech.find(tokens, from, end);
    let names = cues.claimants.find(tokens, from, end);
    let asserts = Speech {
        modality: Modality::Asserts,
        accuses: false,
    };
    let mut best: Option<(usize, usize, &Claimant, Speech)> = None;
    for name in &names {
        let Some(claimant) = parties.claimants.get(*name.value) else {
            continue;
        };
        let possessive = tokens
            .get(name.end.saturating_sub(1))
            .is_some_and(|token| token.possessive);
        if claimant.bare && possessive {
            continue;
        }
        let according = (name.start.saturating_sub(4).max(from)..name.start)
            .filter_map(|at| cues.according.at(tokens, at, name.start))
            .any(|word| name.start - word.end <= 1);
        if according && best.is_none_or(|(gap, ..)| gap > 0) {
            best = Some((0, name.start, claimant, asserts));
        }
        for verb in &verbs {
            let between = |other: &Match<'_, usize>| {
                other.start != name.start
                    && other.start >= name.end.min(verb.end)
                    && other.end <= name.start.max(verb.start)
                    && parties
                        .claimants
                        .get(*other.value)
                        .is_some_and(|other| !other.bare)
            };
            let Some(gap) = reach(cut, cues, name, verb, claimant.bare) else {
                continue;
            };
            let nearer = best.is_none_or(|(least, at, ..)| (gap + 1, name.start) < (least, at));
            if nearer && !names.iter().any(between) {
                best = Some((gap + 1, name.start, claimant, *verb.value));
            }
        }
    }
    if let Some((_, _, claimant, speech)) = best {
        return Speaker::Named(Voice {
            name: label(claimant),
            side: claimant.side,
            modality: speech.modality,
            accuses: speech.accuses,
        });
    }
    let first_verb = verbs.first().map(|verb| *verb.value);
    if let Some(speech) = first_verb {
        if !cues.both.find(tokens, from, end).is_empty() {
            return Speaker::Both(speech.modality);
        }
        let again = cues.anaphors.find(tokens, from, end);
        let speaks = again.iter().any(|word| {
            verbs.iter().any(|verb| {
                let before = verb.start >= word.end && verb.start - word.end <= 3;
                before || (word.start >= verb.end && word.start - verb.end <= 1)
            })
        });
        if speaks {
            return Speaker::Again(speech);
        }
    }
    Speaker::Nobody
}

/// The claimant's name as claims bear it.
fn label(claimant: &Claimant) -> String {
    claimant
        .names
        .plain()
        .unwrap_or(claimant.id.as_str())
        .to_owned()
}

/// The claimant that a publisher's name is an alias of.
#[must_use]
pub fn publisher(name: &str, cues: &Cues, parties: &Parties) -> Option<(String, Side)> {
    let chars: Vec<char> = name.chars().collect();
    let tokens = crate::geoparse::token::tokens(&chars);
    let hits = cues.claimants.find(&tokens, 0, tokens.len());
    let claimant = parties.claimants.get(*hits.first()?.value)?;
    (!claimant.bare).then(|| (label(claimant), claimant.side))
}

/// The number of words between a claimant and a verb, if the verb may be the claimant's: after the
/// claimant within a clause or two, or right before it (`said the ministry`). Who "was accused" does
/// not accuse. Before the verb of a bare name no comma may stand.
fn reach(
    cut: &Cut,
    cues: &Cues,
    name: &Match<'_, usize>,
    verb: &Match<'_, Speech>,
    bare: bool,
) -> Option<usize> {
    let tokens = &cut.tokens;
    let joined = |mut range: std::ops::RangeInclusive<usize>| {
        range.all(|at| tokens.get(at).is_some_and(Token::joined))
    };
    let most = if bare { BARE_REACH } else { REACH };
    if verb.start >= name.end {
        let gap = verb.start - name.end;
        let last = verb.start.saturating_sub(1);
        let passive = verb.value.accuses
            && gap > 0
            && cues.auxiliaries.at(tokens, last, verb.start).is_some();
        let parted = bare && !joined(name.end..=verb.start);
        return (gap <= most && !passive && !parted).then_some(gap);
    }
    let gap = name.start.checked_sub(verb.end)?;
    let after = gap <= 2 && joined(verb.end..=name.start) && !verb.value.accuses && !bare;
    after.then_some(gap + 1)
}
