//! Joins and splits of incidents: claims keep their identifiers, and each can be undone.

use std::fmt::Display;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    atlas::{
        error::AtlasError,
        facade::{Atlas, now_ms},
        joinable, log, publish,
        review::{self, Intent},
    },
    evidence::identity::split_id,
    model::{
        claim::Claim,
        id::Id,
        incident::{Incident, State},
        side::Side,
        source::Source,
    },
    store::{
        database::Transaction,
        incidents::{self, Deed, Kept},
        pairings::{self, Pairing},
    },
};

/// Claims and sources of an incident as they were before a join or a split.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Before {
    claims: Vec<Id>,
    sources: Vec<Source>,
    moved: Vec<Id>,
}

impl Atlas {
    /// Joins two incidents that are one event: the claims of `other` go over, each under its own
    /// identifier, and `other` steps back.
    ///
    /// # Errors
    /// [`AtlasError::Stale`] when somebody was faster, [`AtlasError::Conflict`] when the two cannot
    /// be joined.
    pub fn join(
        &self,
        kept: &str,
        other: &str,
        intent: Intent<'_>,
    ) -> Result<(i64, Kept), AtlasError> {
        if let Some(why) = intent.why {
            review::check_words(why)?;
        }
        self.database.write(|transaction| {
            let mut kept = fetch(transaction, kept, intent.expected)?;
            let mut other = fetch(transaction, other, None)?;
            if kept.incident.id == other.incident.id {
                return Err(AtlasError::Conflict(
                    "An incident cannot be joined with itself.".to_owned(),
                ));
            }
            for one in [&kept, &other] {
                if one.state == State::Rejected {
                    return Err(AtlasError::Conflict(format!(
                        "Incident {} was rejected or joined before; nothing was changed.",
                        one.incident.id
                    )));
                }
            }
            joinable::join(transaction, &kept, &other)?;
            let moved: Vec<Claim> = other.incident.properties.claims.clone();
            let record = record("join", &kept, &other, &moved);
            let stood = other.state;
            for source in &other.incident.properties.sources {
                if !kept.incident.properties.sources.contains(source) {
                    kept.incident.properties.sources.push(source.clone());
                }
            }
            kept.incident.properties.claims.extend(moved);
            let named = joinable::named(transaction, &kept)?;
            let why = reason("Joined into", named, intent.why);
            // First the one that steps back: its claims are nowhere for a moment, never twice.
            other.state = State::Rejected;
            save(transaction, &mut other, intent, &why)?;
            let why = reason("Took in the claims of", &other.incident.id, intent.why);
            save(transaction, &mut kept, intent, &why)?;
            let number = keep_record(transaction, record, stood, intent)?;
            Ok((number, kept))
        })
    }

    /// Splits claims off an incident into a draft of their own.
    ///
    /// # Errors
    /// [`AtlasError::Stale`] when somebody was faster, [`AtlasError::Refused`] when not some of its
    /// claims are named.
    pub fn split(
        &self,
        id: &str,
        claims: &[Id],
        intent: Intent<'_>,
    ) -> Result<(i64, Kept, Kept), AtlasError> {
        if let Some(why) = intent.why {
            review::check_words(why)?;
        }
        self.database.write(|transaction| {
            let mut kept = fetch(transaction, id, intent.expected)?;
            let properties = &mut kept.incident.properties;
            let (moved, stay): (Vec<Claim>, Vec<Claim>) = properties
                .claims
                .iter()
                .cloned()
                .partition(|claim| claims.contains(&claim.id));
            if moved.len() != claims.len() || moved.is_empty() || stay.is_empty() {
                return Err(AtlasError::Refused(format!(
                    "Name some of the claims of incident {id}, each once, and leave it at least \
                     one."
                )));
            }
            let child = split_id(
                &kept.incident.id,
                kept.incident.properties.date_start,
                claims,
            )?;
            let known = incidents::get(transaction, &child)?;
            let mut other = Kept {
                incident: Incident {
                    id: child,
                    ..kept.incident.clone()
                },
                state: State::Draft,
                report: kept.report.clone(),
            };
            other.incident.properties.revision = match known {
                Some(known) if known.state != State::Rejected => {
                    return Err(AtlasError::Conflict(format!(
                        "These claims were split off before, as incident {}.",
                        known.incident.id
                    )));
                }
                Some(known) => known.incident.properties.revision,
                None => 0,
            };
            let record = record("split", &kept, &other, &moved);
            other.incident.properties.claims = moved;
            kept.incident.properties.claims = stay;
            let why = reason("Gave claims off to", joinable::OTHER, intent.why);
            save(transaction, &mut kept, intent, &why)?;
            let why = reason("Split off", &kept.incident.id, intent.why);
            save(transaction, &mut other, intent, &why)?;
            joinable::split(transaction, &kept, &other)?;
            let number = keep_record(transaction, record, State::Rejected, intent)?;
            Ok((number, kept, other))
        })
    }

    /// Undoes a join or a split: claims go back to where they were, and identifiers mean again what
    /// they meant.
    ///
    /// # Errors
    /// [`AtlasError::Conflict`] when it was undone before, or a later one stands in the way.
    pub fn undo_pairing(&self, number: i64, intent: Intent<'_>) -> Result<Kept, AtlasError> {
        self.database.write(|transaction| {
            let pairing = pairings::get(transaction, number)?.ok_or_else(|| {
                AtlasError::NotFound(format!("There is no join or split {number}."))
            })?;
            let mut kept = fetch(transaction, &pairing.kept, intent.expected)?;
            let mut other = fetch(transaction, &pairing.other, None)?;
            if pairing.undone_at.is_some() {
                return Err(AtlasError::Conflict(format!(
                    "The {} {number} was undone before.",
                    pairing.kind
                )));
            }
            for id in [&kept.incident.id, &other.incident.id] {
                let last = pairings::last_of(transaction, id)?;
                if let Some(later) = last.filter(|last| last.number != number) {
                    return Err(AtlasError::Conflict(format!(
                        "The {} {} came later and concerns {id} too; undo that one first.",
                        later.kind, later.number
                    )));
                }
            }
            joinable::undo(transaction, &kept, &other)?;
            let before: Before = serde_json::from_str(&pairing.body)
                .map_err(|error| AtlasError::Builtin(format!("pairing {number}: {error}")))?;
            let why = format!("Undid the {} {number}.", pairing.kind);
            let join = pairing.kind == "join";
            if join {
                let claims = &mut kept.incident.properties.claims;
                claims.retain(|claim| !before.moved.contains(&claim.id));
                other.state = pairing.state.parse().unwrap_or(State::Draft);
                kept.incident.properties.sources = before.sources;
                save(transaction, &mut kept, intent, &why)?;
                save(transaction, &mut other, intent, &why)?;
            } else {
                let properties = &mut kept.incident.properties;
                properties
                    .claims
                    .extend(other.incident.properties.claims.clone());
                let place = |claim: &Claim| before.claims.iter().position(|id| *id == claim.id);
                properties.claims.sort_by_key(place);
                other.state = State::Rejected;
                save(transaction, &mut other, intent, &why)?;
                save(transaction, &mut kept, intent, &why)?;
            }
            let at = now_ms();
            pairings::undo(transaction, number, at)?;
            let deed = Deed {
                actor: intent.actor,
                why: intent.why,
                at_ms: at,
            };
            let said = json!({"undone": number, "why": intent.why});
            log::note(
                transaction,
                &deed,
                "pairing",
                kept.incident.id.as_str(),
                said,
            )?;
            Ok(kept)
        })
    }
}

fn fetch(
    transaction: &Transaction<'_>,
    id: &str,
    expected: Option<u32>,
) -> Result<Kept, AtlasError> {
    let id = review::incident_id(id)?;
    let kept = incidents::get(transaction, &id)?.ok_or_else(|| review::missing(id.as_str()))?;
    let current = kept.incident.properties.revision;
    match expected.filter(|expected| *expected != current) {
        Some(expected) => Err(AtlasError::Stale {
            id: id.to_string(),
            expected,
            current,
        }),
        None => Ok(kept),
    }
}

/// Keeps a changed incident as its next revision.
fn save(
    transaction: &Transaction<'_>,
    kept: &mut Kept,
    intent: Intent<'_>,
    why: &str,
) -> Result<(), AtlasError> {
    let properties = &mut kept.incident.properties;
    properties.revision += 1;
    let mut sides: Vec<Side> = properties
        .claims
        .iter()
        .map(|claim| claim.claimant_side)
        .collect();
    sides.sort_unstable();
    sides.dedup();
    properties.claimant_sides = sides;
    let deed = Deed {
        actor: intent.actor,
        why: Some(why),
        at_ms: now_ms(),
    };
    publish::keep(transaction, kept, &deed)
}

fn record(kind: &str, kept: &Kept, other: &Kept, moved: &[Claim]) -> Pairing {
    let ids = |claims: &[Claim]| claims.iter().map(|claim| claim.id.clone()).collect();
    let before = Before {
        claims: ids(&kept.incident.properties.claims),
        sources: kept.incident.properties.sources.clone(),
        moved: ids(moved),
    };
    Pairing {
        number: 0,
        kind: kind.to_owned(),
        kept: kept.incident.id.to_string(),
        other: other.incident.id.to_string(),
        state: String::new(),
        body: json!(before).to_string(),
        actor: String::new(),
        why: None,
        at: 0,
        undone_at: None,
    }
}

fn keep_record(
    transaction: &Transaction<'_>,
    record: Pairing,
    stood: State,
    intent: Intent<'_>,
) -> Result<i64, AtlasError> {
    let pairing = Pairing {
        state: stood.as_str().to_owned(),
        actor: intent.actor.to_owned(),
        why: intent.why.map(str::to_owned),
        at: now_ms(),
        ..record
    };
    let number = pairings::insert(transaction, &pairing)?;
    let deed = Deed {
        actor: intent.actor,
        why: intent.why,
        at_ms: pairing.at,
    };
    let said: Value = json!({
        "number": number, "kind": pairing.kind, "other": pairing.other, "why": pairing.why,
    });
    log::note(transaction, &deed, "pairing", &pairing.kept, said)?;
    Ok(number)
}

fn reason(what: &str, id: impl Display, why: Option<&str>) -> String {
    match why {
        Some(why) => format!("{what} {id}: {why}"),
        None => format!("{what} {id}."),
    }
}
