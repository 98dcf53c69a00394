//! The gate before the public: its rules, what is said of single records, and what is due.

use serde_json::{Value, json};

use crate::{
    atlas::{
        coarse,
        error::AtlasError,
        facade::{Atlas, now_ms},
        log, public, review,
    },
    model::{
        gate::{COARSEST, Gate, Policy, Shown, Stage, stage},
        incident::State,
    },
    store::{
        database::Transaction,
        gates,
        incidents::{self, Deed, Kept},
        meta,
    },
};

/// The key of the rules of publication.
const POLICY: &str = "policy";

/// Who the log names for what the clock did.
const ACTOR: &str = "gate";

/// What a moderator says of a record; what is `None` stays.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Said {
    /// Keep it back, or let it go.
    pub hold: Option<bool>,
    /// Warn readers of it, or do not.
    pub graphic: Option<bool>,
    /// Show its location so.
    pub coarse: Option<Shown>,
}

/// The rules of publication as one transaction sees them; none when none were made.
///
/// # Errors
/// [`AtlasError`].
pub fn current(transaction: &Transaction<'_>) -> Result<Policy, AtlasError> {
    meta::get(transaction, POLICY)?.map_or_else(
        || Ok(Policy::default()),
        |text| {
            serde_json::from_str(&text)
                .map_err(|error| AtlasError::Builtin(format!("rules of publication: {error}")))
        },
    )
}

impl Atlas {
    /// The rules of publication.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn policy(&self) -> Result<Policy, AtlasError> {
        self.database.read(current)
    }

    /// Makes new rules, and shows at once everything that is public as they say. A new delay counts
    /// for what is accepted from now on. Gives the number of incidents that look different now.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] for rules that cannot be.
    pub fn set_policy(&self, policy: &Policy, actor: &str) -> Result<usize, AtlasError> {
        policy.check().map_err(AtlasError::Refused)?;
        let unknown = |kind: &str| kind != "*" && !review::KINDS.contains(&kind);
        if let Some(floor) = policy.floors.iter().find(|floor| unknown(&floor.kind)) {
            return Err(AtlasError::Refused(format!(
                "There is no kind {}; the kinds are *, {}.",
                floor.kind,
                review::KINDS.join(", ")
            )));
        }
        self.database.write_much(|transaction| {
            let before = current(transaction)?;
            coarse::make_secret(transaction)?;
            meta::set(transaction, POLICY, &json!(policy).to_string())?;
            let deed = Deed {
                actor,
                why: Some("The rules of publication changed."),
                at_ms: now_ms(),
            };
            let did = json!({"before": before, "after": policy});
            log::note(transaction, &deed, "policy", POLICY, did)?;
            let mut changed = 0;
            for kept in incidents::in_state(transaction, State::Published, u32::MAX)? {
                changed += usize::from(renewed(transaction, &kept, &deed)?);
            }
            Ok(changed)
        })
    }

    /// What was said of an incident, and where it stands.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`].
    pub fn gate(&self, id: &str) -> Result<(Gate, Stage), AtlasError> {
        let id = review::incident_id(id)?;
        self.database.read(|transaction| {
            let kept = incidents::get(transaction, &id)?;
            let kept = kept.ok_or_else(|| review::missing(id.as_str()))?;
            let gate = gates::get(transaction, &id)?;
            Ok((gate, stage(kept.state, &gate, now_ms())))
        })
    }

    /// Holds an incident back, lets it go, flags it, or has its location shown coarsely: a new
    /// revision of it.
    ///
    /// # Errors
    /// [`AtlasError::Conflict`] when that was said before, [`AtlasError::Stale`] when somebody was
    /// faster, [`AtlasError::Refused`] for a location that cannot be shown so.
    pub fn say(
        &self,
        id: &str,
        said: Said,
        intent: review::Intent<'_>,
    ) -> Result<Kept, AtlasError> {
        if let Some(why) = intent.why {
            review::check_words(why)?;
        }
        let coarse = said.coarse.and_then(Shown::coarse);
        if let Some(coarse) = coarse {
            coarse.check().map_err(AtlasError::Refused)?;
        }
        self.change_in(id, intent, |transaction, kept| {
            let id = &kept.incident.id;
            if coarse.is_some() {
                if kept.incident.properties.where_prec >= COARSEST {
                    return Err(AtlasError::Refused(format!(
                        "The location of incident {id} is known no better than a district: it is \
                         coarse already. To keep it back, hold it."
                    )));
                }
                coarse::make_secret(transaction)?;
            }
            let before = gates::get(transaction, id)?;
            let after = Gate {
                hold: said.hold.unwrap_or(before.hold),
                graphic: said.graphic.unwrap_or(before.graphic),
                coarse: said.coarse.map_or(before.coarse, Shown::coarse),
                ..before
            };
            if after == before {
                return Err(AtlasError::Conflict(format!(
                    "Nothing would change: that was said of incident {id} before."
                )));
            }
            gates::put(transaction, id, &after)?;
            let deed = Deed {
                actor: intent.actor,
                why: intent.why,
                at_ms: now_ms(),
            };
            let did = json!({"before": before, "after": after, "why": intent.why});
            log::note(transaction, &deed, ACTOR, id.as_str(), did)
        })
    }

    /// Makes public whose delay has passed; gives their number. Where nothing is due, nothing is
    /// written.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn publish_due(&self) -> Result<usize, AtlasError> {
        let now = now_ms();
        let due = self
            .database
            .read(|transaction| Ok::<_, AtlasError>(gates::due(transaction, now)?))?;
        if due.is_empty() {
            return Ok(0);
        }
        let work = |transaction: &Transaction<'_>| {
            let deed = Deed {
                actor: ACTOR,
                why: Some("Its delay has passed."),
                at_ms: now,
            };
            let mut published = 0;
            for id in gates::due(transaction, now)? {
                if let Some(kept) = incidents::get(transaction, &id)? {
                    published += usize::from(renewed(transaction, &kept, &deed)?);
                }
            }
            Ok(published)
        };
        self.database.write_rows(due.len(), work)
    }
}

/// Shows an incident to the public as the rules say now; `false` when nothing changed.
fn renewed(
    transaction: &Transaction<'_>,
    kept: &Kept,
    deed: &Deed<'_>,
) -> Result<bool, AtlasError> {
    let public: Vec<Value> = public::show(transaction, kept, deed)?;
    if public.is_empty() {
        return Ok(false);
    }
    let id = kept.incident.id.as_str();
    log::note(
        transaction,
        deed,
        ACTOR,
        id,
        json!({"why": deed.why, "public": public}),
    )?;
    Ok(true)
}

/// Notes when an incident that was just accepted may be seen.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn accepted(
    transaction: &Transaction<'_>,
    kept: &Kept,
    deed: &Deed<'_>,
) -> Result<(), AtlasError> {
    let id = &kept.incident.id;
    let gate = Gate {
        public_at: Some(current(transaction)?.public_at(deed.at_ms)),
        ..gates::get(transaction, id)?
    };
    Ok(gates::put(transaction, id, &gate)?)
}
