//! The headline of an incident: one neutral sentence, made of its claims.

use crate::model::{
    claim::{ANSWER, Claim, Modality},
    location::{Location, LocationKind},
};

/// One neutral sentence: what is claimed where, who says so, who denies or answers it.
#[must_use]
pub fn summary(kind: &str, claims: &[Claim], location: &Location) -> String {
    let subject = match kind {
        "losses" => "Losses",
        "shelling" => "Shelling",
        "air-drone-strike" => "A strike from the air",
        "capture-claim" => "A change of control",
        "statement" if claims.iter().all(|claim| claim.predicate == "call") => {
            "A call on the sides"
        }
        "ceasefire" => "A ceasefire",
        "ceasefire-violation" => "A violation of the ceasefire",
        "clash" => "Fighting",
        "mine" => "A mine",
        _ => "A statement",
    };
    // A common noun in the middle of a sentence: `along the line of contact`.
    let place = match location.kind {
        LocationKind::Unlocated => "at a place that is not known".to_owned(),
        LocationKind::Line => format!("along the {}", location.label.to_lowercase()),
        LocationKind::Near => format!("near {}", location.label),
        LocationKind::Point => format!("at {}", location.label),
        _ => format!("in {}", location.label),
    };
    let voices = [
        ("as stated by", &[Modality::Asserts, Modality::Accuses][..]),
        ("confirmed by", &[Modality::Confirms]),
        ("conceded by", &[Modality::Concedes]),
        ("reported of others by", &[Modality::Attributes]),
        ("denied by", &[Modality::Denies]),
        ("taken back by", &[Modality::Retracts]),
    ];
    let answers = |claim: &&Claim| claim.predicate == ANSWER;
    let mut parts = Vec::new();
    for (verb, modalities) in voices {
        let said = claims
            .iter()
            .filter(|claim| modalities.contains(&claim.modality) && !answers(claim));
        parts.extend(claimants(said).map(|who| format!("{verb} {who}")));
    }
    let answering = claims
        .iter()
        .filter(|claim| claim.modality != Modality::Denies && answers(claim));
    parts.extend(claimants(answering).map(|who| format!("answered by {who}")));
    let from = origins(claims);
    let from = if from.is_empty() {
        String::new()
    } else {
        format!(", with fire from {}", listed(&from))
    };
    format!("{subject} {place}{from}, {}.", parts.join("; "))
}

/// So many origins of fire, at most, stand in a headline.
const MOST_ORIGINS: usize = 3;

/// The places that fire is said to have come from, each once.
fn origins(claims: &[Claim]) -> Vec<&str> {
    let mut origins: Vec<&str> = Vec::new();
    let fire = claims.iter().filter_map(|claim| claim.fire.as_ref());
    for pair in fire.flat_map(|fire| &fire.pairs) {
        if !origins.contains(&pair.from_name.as_str()) && origins.len() < MOST_ORIGINS {
            origins.push(&pair.from_name);
        }
    }
    origins
}

/// Who makes the claims, each once; `None` when there are none.
fn claimants<'a>(claims: impl Iterator<Item = &'a Claim>) -> Option<String> {
    let mut claimants: Vec<&str> = Vec::new();
    for claim in claims {
        if !claimants.contains(&claim.claimant.as_str()) {
            claimants.push(&claim.claimant);
        }
    }
    (!claimants.is_empty()).then(|| listed(&claimants))
}

/// "a", "a and b", "a, b and c".
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
