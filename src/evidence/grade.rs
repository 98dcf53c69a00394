//! How well a claim is supported: by who says it, and whom it hurts. Never by how often.

use serde::{Deserialize, Serialize};

use crate::{
    evidence::grade_rules::{Grade, Hurts, INTERESTS},
    model::{
        claim::{ANSWER, Claim, Modality, VictimSide},
        side::Side,
    },
};

/// The grade of a claim or an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    /// By the rules.
    pub grade: Grade,
    /// The sides that deny it, without repeats; a grade does not weigh them.
    pub denied_by: Vec<Side>,
}

/// In what voice somebody supports a claim.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    Conceding,
    ThirdParty,
    Party(Side),
    OfOthers,
}

/// The grade of one of the claims about an event, by what all of them say.
///
/// Two claims say the same when they agree in what was lost, whose it was and how many; a claim of
/// 2,300 is not conceded by who concedes 50.
#[must_use]
pub fn claim(one: &Claim, all: &[Claim]) -> Graded {
    let denied_by = sides(
        all.iter()
            .filter(|other| one.modality != Modality::Denies && denies(other, one, all)),
    );
    let grade = if one.modality == Modality::Retracts || is_retracted(one, all) {
        Grade::Retracted
    } else {
        let voices: Vec<Voice> = all
            .iter()
            .filter(|other| supports(other, one) && !is_retracted(other, all))
            .filter_map(voice)
            .collect();
        let best = best(&voices);
        let served = hurts(one).map(Side::mirrored);
        let refuted = denied_by
            .iter()
            .any(|side| *side == Side::ThirdParty || Some(*side) == served);
        if refuted && best < Grade::ThirdParties {
            Grade::Disproved
        } else {
            best
        }
    };
    Graded { grade, denied_by }
}

/// The grade of an event of a kind: the strongest among the claims that it took place at all.
/// Numbers keep grades of their own.
#[must_use]
pub fn incident(kind: &str, claims: &[Claim]) -> Graded {
    let positive = |claim: &&Claim| {
        claim.predicate != ANSWER
            && !matches!(claim.modality, Modality::Denies | Modality::Retracts)
    };
    let mut chosen: Vec<&Claim> = claims
        .iter()
        .filter(positive)
        .filter(|claim| claim.predicate == kind)
        .collect();
    if chosen.is_empty() {
        chosen = claims.iter().filter(positive).collect();
    }
    if chosen.is_empty() {
        // Nobody says so here: what there is to grade is the denial.
        chosen = claims.iter().collect();
    }
    let graded: Vec<Graded> = chosen.iter().map(|one| claim(one, claims)).collect();
    let mut denied_by: Vec<Side> = graded
        .iter()
        .flat_map(|graded| graded.denied_by.iter().copied())
        .collect();
    denied_by.sort_unstable();
    denied_by.dedup();
    Graded {
        grade: graded
            .iter()
            .map(|graded| graded.grade)
            .max()
            .unwrap_or(Grade::Attributed),
        denied_by,
    }
}

fn best(voices: &[Voice]) -> Grade {
    let said = |voice: Voice| voices.contains(&voice);
    if said(Voice::Conceding) {
        Grade::Conceded
    } else if said(Voice::ThirdParty) {
        Grade::ThirdParties
    } else if said(Voice::Party(Side::Az)) && said(Voice::Party(Side::Arm)) {
        Grade::BothSides
    } else if voices.iter().any(|voice| *voice != Voice::OfOthers) {
        Grade::OneSide
    } else {
        Grade::Attributed
    }
}

fn voice(claim: &Claim) -> Option<Voice> {
    match (claim.modality, claim.claimant_side) {
        (Modality::Retracts, _) => None,
        (Modality::Attributes, _) => Some(Voice::OfOthers),
        (_, Side::ThirdParty) => Some(Voice::ThirdParty),
        (Modality::Denies, side) => Some(Voice::Party(side)),
        (_, side) if hurts(claim) == Some(side) => Some(Voice::Conceding),
        (_, side) => Some(Voice::Party(side)),
    }
}

/// The side that a claim hurts, where a rule tells.
fn hurts(claim: &Claim) -> Option<Side> {
    if claim.modality == Modality::Concedes {
        return party(claim.claimant_side);
    }
    let victim = match claim.victim_side {
        Some(VictimSide::Az) => Some(Side::Az),
        Some(VictimSide::Arm) => Some(Side::Arm),
        _ => None,
    };
    let interest = claim.victim_class.and_then(|class| {
        let line = INTERESTS.iter().find(|(known, _)| *known == class);
        line.map(|(_, hurts)| *hurts)
    });
    match (victim, interest) {
        (Some(victim), Some(Hurts::Victim)) => Some(victim),
        (Some(victim), Some(Hurts::Opponent)) => Some(victim.mirrored()),
        (_, Some(_)) => None,
        (_, None) => party(claim.claimant_side).map(Side::mirrored),
    }
}

fn party(side: Side) -> Option<Side> {
    (side != Side::ThirdParty).then_some(side)
}

/// Whether `other` says at least what `one` says, in the same sense.
fn supports(other: &Claim, one: &Claim) -> bool {
    if other.id == one.id {
        return true;
    }
    let denial = |claim: &Claim| claim.modality == Modality::Denies;
    one.predicate != ANSWER
        && other.predicate == one.predicate
        && denial(other) == denial(one)
        && (one.victim_side.is_none() || other.victim_side == one.victim_side)
        && (one.victim_class.is_none() || other.victim_class == one.victim_class)
        && (one.item.is_none() || other.item == one.item)
        && one.outcome.iter().all(|what| other.outcome.contains(what))
        && other.outcome.iter().all(|what| one.outcome.contains(what))
        && (range(one).is_none() || (range(other).is_some() && numbers_meet(one, other)))
}

/// Whether `denial` is about what `one` says: what it leaves open it denies altogether.
fn concerns(denial: &Claim, one: &Claim) -> bool {
    fn agree<T: PartialEq>(left: Option<&T>, right: Option<&T>) -> bool {
        left.is_none() || right.is_none() || left == right
    }
    denial.id != one.id
        && one.predicate != ANSWER
        && denial.predicate == one.predicate
        && agree(denial.victim_side.as_ref(), one.victim_side.as_ref())
        && agree(denial.victim_class.as_ref(), one.victim_class.as_ref())
        && agree(denial.item.as_ref(), one.item.as_ref())
        && (denial.outcome.is_empty()
            || one.outcome.is_empty()
            || denial.outcome.iter().any(|what| one.outcome.contains(what)))
        && numbers_meet(denial, one)
}

fn denies(other: &Claim, one: &Claim, all: &[Claim]) -> bool {
    other.modality == Modality::Denies && concerns(other, one) && !is_retracted(other, all)
}

fn is_retracted(one: &Claim, all: &[Claim]) -> bool {
    all.iter().any(|other| {
        other.modality == Modality::Retracts
            && other.claimant == one.claimant
            && other.claimant_side == one.claimant_side
            && concerns(other, one)
    })
}

fn range(claim: &Claim) -> Option<(u64, u64)> {
    let low = claim.quantity_low.or(claim.quantity_high)?;
    Some((low, claim.quantity_high.unwrap_or(low).max(low)))
}

/// Whether two figures may be the same; no figure meets every figure.
fn numbers_meet(left: &Claim, right: &Claim) -> bool {
    match (range(left), range(right)) {
        (Some((low, high)), Some((from, to))) => low <= to && from <= high,
        _ => true,
    }
}

fn sides<'a>(claims: impl Iterator<Item = &'a Claim>) -> Vec<Side> {
    let mut sides: Vec<Side> = claims.map(|claim| claim.claimant_side).collect();
    sides.sort_unstable();
    sides.dedup();
    sides
}

#[cfg(test)]
mod tests;
