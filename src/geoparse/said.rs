//! What the claims of a sentence say: predicate, kind of incident, loss.

use crate::{
    geoparse::{
        claimant::Voice, event::Told, losses::Loss, quantity::Quantity, reading::FoundClaim,
    },
    model::{
        claim::{ANSWER, Claim, Modality, VictimClass},
        report::Span,
        side::Side,
    },
};

/// One thing that a sentence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<'a> {
    /// The claim's predicate.
    pub predicate: String,
    /// The kind of incident that it suggests.
    pub kind: String,
    /// The loss, if it tells of one.
    pub loss: Option<&'a Loss>,
}

impl Said<'_> {
    fn plain(predicate: &str, kind: &str) -> Self {
        Self {
            predicate: predicate.to_owned(),
            kind: kind.to_owned(),
            loss: None,
        }
    }
}

/// What a statement on violations of the ceasefire claims.
#[must_use]
pub fn genre<'a>() -> Said<'a> {
    Said::plain("ceasefire-violation", "ceasefire-violation")
}

/// Everything that a sentence claims.
///
/// What is denied and not said in the sentence itself (`Armenia denied this`) is what the other side
/// said in the sentence before.
#[must_use]
pub fn said<'a>(
    voice: &Voice,
    losses: &'a [Loss],
    told: Option<&Told>,
    before: Option<&FoundClaim>,
) -> Vec<Said<'a>> {
    // Captured materiel is no captured place.
    let event = told
        .map(|told| &told.event)
        .filter(|event| event.predicate != "capture" || losses.is_empty());
    let mut said = Vec::new();
    if let Some(event) = event
        && (losses.is_empty() || voice.accuses)
    {
        said.push(Said::plain(&event.predicate, &event.kind));
    }
    for loss in losses {
        let people = loss.class != Some(VictimClass::Equipment);
        let kind = event
            .filter(|event| people && event.predicate != "call")
            .map_or("losses", |event| event.kind.as_str());
        said.push(Said {
            loss: Some(loss),
            ..Said::plain("losses", kind)
        });
    }
    if !said.is_empty() {
        return said;
    }
    match voice.modality {
        Modality::Denies => said.push(before.map_or_else(
            || Said::plain("statement", "statement"),
            |before| Said::plain(&before.claim.predicate, &before.kind),
        )),
        Modality::Accuses => said.push(Said::plain("accusation", "statement")),
        Modality::Asserts | Modality::Confirms if !voice.accuses => {}
        _ => said.push(Said::plain("statement", "statement")),
    }
    said
}

/// How many times something is said to have happened.
pub fn count(claim: &mut Claim, times: Option<&Quantity>) {
    if let Some(times) = times {
        claim.quantity_low = times.low;
        claim.quantity_high = times.high;
        claim.hedge = times.hedge;
        claim.unit = Some("times".to_owned());
    }
}

/// What neither denies what it answers nor gives figures of its own is an answer, and no assertion
/// of what the other side said.
pub fn as_answer(claim: &mut Claim) {
    let figures = claim.quantity_low.or(claim.quantity_high).is_some();
    if claim.modality == Modality::Asserts && !figures && claim.outcome.is_empty() {
        ANSWER.clone_into(&mut claim.predicate);
    }
}

/// What the other side said last in the sentence before.
#[must_use]
pub fn other_side(claims: &[FoundClaim], side: Side, previous: Span) -> Option<&FoundClaim> {
    let other = side.mirrored();
    if other == side {
        return None;
    }
    claims
        .iter()
        .rev()
        .take_while(|said| said.sentence.start >= previous.start)
        .find(|said| said.sentence == previous && said.claim.claimant_side == other)
}

/// The location of what a claim answers: the other side said something of the same kind in the
/// sentence before.
#[must_use]
pub fn answered(claims: &[FoundClaim], claim: &Claim, kind: &str, previous: Span) -> Option<usize> {
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
