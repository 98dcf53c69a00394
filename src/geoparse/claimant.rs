//! Who speaks in a sentence.

use std::ops::Range;

use crate::{
    geoparse::{
        cues::{Cues, Speech},
        event::before,
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
    /// Whom.
    pub accused: Option<Side>,
    /// Through whom it reached the reader, from the claimant's end.
    pub via: Vec<String>,
    /// The tokens of its name, where the sentence names it.
    pub words: Option<Range<usize>>,
}

impl Voice {
    /// A claimant that says that something is so.
    #[must_use]
    pub const fn asserting(name: String, side: Side) -> Self {
        Self {
            name,
            side,
            modality: Modality::Asserts,
            accuses: false,
            accused: None,
            via: Vec::new(),
            words: None,
        }
    }

    /// The same claimant in a sentence that does not name it.
    #[must_use]
    pub fn again(&self, speech: Speech) -> Self {
        Self {
            modality: speech.modality,
            accuses: speech.accuses,
            accused: None,
            words: None,
            ..self.clone()
        }
    }
}

/// What a sentence says of its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// Somebody is named.
    Named(Voice),
    /// Both sides at once say the same of each other.
    Both(Speech),
    /// Words point back to the last claimant.
    Again(Speech),
    /// Nobody is named.
    Nobody,
}

/// So many words may stand between a claimant and its verb (`… on Wednesday evening said`).
const REACH: usize = 10;

/// So many words may stand between a claimant that is also a country or a town and its verb.
const BARE_REACH: usize = 2;

/// So many words may stand between a verb in the passive and who does it (`denied by …`).
const AGENT_REACH: usize = 6;

/// The tokens of names that speak: they are not places where something happened.
#[must_use]
pub fn voices(cut: &Cut, cues: &Cues, parties: &Parties) -> Vec<Range<usize>> {
    let mut voices = Vec::new();
    for sentence in &cut.sentences {
        let (from, end) = (sentence.tokens.start, sentence.tokens.end);
        let speech = cues.speech.find(&cut.tokens, from, end);
        for name in cues.claimants.find(&cut.tokens, from, end) {
            let speaks = match parties.claimants.get(*name.value) {
                Some(claimant) if claimant.carrier => capital(cut, &name),
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

/// A name with a verb.
struct Speaking<'a> {
    /// The words between them; the fewest win.
    gap: usize,
    name: Match<'a, usize>,
    claimant: &'a Claimant,
    speech: Speech,
}

/// The speaker of a sentence: the claimant nearest to a verb of speech, before it or right after.
///
/// Whoever carries what others say (an agency) speaks only where nobody else does.
#[must_use]
pub fn speaker(cut: &Cut, cues: &Cues, parties: &Parties, sentence: &Range<usize>) -> Speaker {
    let tokens = &cut.tokens;
    let (from, end) = (sentence.start, sentence.end);
    let mut verbs = cues.speech.find(tokens, from, end);
    verbs.retain(|verb| !before(cut, &cues.negations, sentence, verb.start, 2));
    let names: Vec<(Match<'_, usize>, &Claimant)> = cues
        .claimants
        .find(tokens, from, end)
        .into_iter()
        .filter_map(|name| Some((name, parties.claimants.get(*name.value)?)))
        .filter(|(name, claimant)| !claimant.carrier || capital(cut, name))
        .collect();
    let carriers: Vec<&(Match<'_, usize>, &Claimant)> =
        names.iter().filter(|(_, one)| one.carrier).collect();
    let best = [false, true]
        .into_iter()
        .find_map(|carrier| nearest(cut, cues, sentence, &verbs, &names, carrier));
    if let Some(best) = best {
        let mut via: Vec<(usize, String)> = carriers
            .iter()
            .filter(|(name, carrier)| {
                carrier.id != best.claimant.id && carries(cut, cues, &verbs, name)
            })
            .map(|(name, carrier)| (name.start.abs_diff(best.name.start), label(carrier)))
            .collect();
        via.sort_by_key(|(distance, _)| *distance);
        let side = best.claimant.side;
        return Speaker::Named(Voice {
            modality: best.speech.modality,
            accuses: best.speech.accuses,
            accused: accused(cut, cues, sentence, &verbs, side).filter(|_| best.speech.accuses),
            via: via.into_iter().map(|(_, name)| name).collect(),
            words: Some(best.name.start..best.name.end),
            ..Voice::asserting(label(best.claimant), side)
        });
    }
    if let Some(verb) = verbs.first()
        && !cues.both.find(tokens, from, end).is_empty()
    {
        return Speaker::Both(*verb.value);
    }
    again(cut, cues, sentence, &verbs).map_or(Speaker::Nobody, Speaker::Again)
}

/// The claimant nearest to its verb, among those that carry what others say or among the others.
fn nearest<'a>(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    verbs: &[Match<'_, Speech>],
    names: &[(Match<'a, usize>, &'a Claimant)],
    carrier: bool,
) -> Option<Speaking<'a>> {
    let tokens = &cut.tokens;
    let mut best: Option<Speaking<'a>> = None;
    for (name, claimant) in names.iter().filter(|(_, one)| one.carrier == carrier) {
        let possessive = tokens
            .get(name.end.saturating_sub(1))
            .is_some_and(|token| token.possessive);
        if claimant.bare && possessive {
            continue;
        }
        let said = |gap: usize, speech: Speech| Speaking {
            gap,
            name: *name,
            claimant,
            speech,
        };
        let according = (name.start.saturating_sub(4).max(sentence.start)..name.start)
            .filter_map(|at| cues.according.at(tokens, at, name.start))
            .any(|word| name.start - word.end <= 1);
        if according && best.as_ref().is_none_or(|best| best.gap > 0) {
            best = Some(said(0, ASSERTS));
        }
        for (index, verb) in verbs.iter().enumerate() {
            let between = |other: &(Match<'_, usize>, &Claimant)| {
                let (other, who) = other;
                other.start != name.start
                    && other.start >= name.end.min(verb.end)
                    && other.end <= name.start.max(verb.start)
                    && !who.bare
                    && who.carrier == carrier
            };
            let Some(gap) = reach(cut, cues, name, verb, claimant.bare) else {
                continue;
            };
            let nearer = best
                .as_ref()
                .is_none_or(|best| (gap + 1, name.start) < (best.gap, best.name.start));
            if nearer && !names.iter().any(between) {
                // `denied it and said that …`: what follows is said.
                let next = verbs.get(index + 1).filter(|next| {
                    let joins = |at: usize| cues.conjunctions.at(tokens, at, next.start).is_some();
                    next.start > verb.end && next.start - verb.end <= 2 && joins(next.start - 1)
                });
                let speech = next.map_or(*verb.value, |next| *next.value);
                best = Some(said(gap + 1, speech));
            }
        }
    }
    best
}

const ASSERTS: Speech = Speech {
    modality: Modality::Asserts,
    accuses: false,
};

/// How the last claimant speaks again, where words point back to it (`the ministry said`,
/// `according to the statement`).
fn again(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    verbs: &[Match<'_, Speech>],
) -> Option<Speech> {
    let tokens = &cut.tokens;
    cues.anaphors
        .find(tokens, sentence.start, sentence.end)
        .iter()
        .find_map(|word| {
            let first = word.start.saturating_sub(3).max(sentence.start);
            let according = (first..word.start).any(|at| {
                let hit = cues.according.at(tokens, at, word.start);
                hit.is_some_and(|hit| hit.end == word.start)
            });
            if according {
                return Some(ASSERTS);
            }
            let verb = verbs.iter().find(|verb| {
                let after = verb.start >= word.end && verb.start - word.end <= 3;
                after || (word.start >= verb.end && word.start - verb.end <= 1)
            })?;
            Some(*verb.value)
        })
}

/// Whether a name begins with a capital letter.
fn capital(cut: &Cut, name: &Match<'_, usize>) -> bool {
    cut.tokens
        .get(name.start)
        .is_some_and(|token| token.capital)
}

/// Whether a carrier carries something: it tells (`TASS reported`), is told (`told TASS`) or quotes
/// (`ANI, quoting …`).
fn carries(cut: &Cut, cues: &Cues, verbs: &[Match<'_, Speech>], name: &Match<'_, usize>) -> bool {
    let tells = verbs.iter().any(|verb| {
        let after = verb.start >= name.end && verb.start - name.end <= REACH;
        after || (name.start >= verb.end && name.start - verb.end <= 1)
    });
    let quotes = |at: usize| {
        cues.according
            .at(&cut.tokens, at, cut.tokens.len())
            .is_some()
    };
    let source = |at: usize| {
        let hit = cues.according.at(&cut.tokens, at, name.start);
        hit.is_some_and(|hit| name.start - hit.end <= 1)
    };
    tells
        || (name.end..name.end + 3).any(quotes)
        || (name.start.saturating_sub(4)..name.start).any(source)
}

/// Whom an accusation names first, or else the speaker's opponent.
fn accused(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    verbs: &[Match<'_, Speech>],
    speaker: Side,
) -> Option<Side> {
    let verb = verbs.iter().find(|verb| verb.value.accuses)?;
    let named = cues.adjectives.find(&cut.tokens, verb.end, sentence.end);
    let opponent = (speaker != Side::ThirdParty).then(|| speaker.mirrored());
    let other = named
        .iter()
        .map(|hit| *hit.value)
        .find(|side| *side != speaker);
    other.or(opponent)
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
    let agent = cues.agents.at(tokens, verb.end, name.start).is_some();
    let after = gap <= if agent { AGENT_REACH } else { 2 }
        && joined(verb.end..=name.start)
        && !verb.value.accuses
        && !bare;
    after.then_some(gap + 1)
}
