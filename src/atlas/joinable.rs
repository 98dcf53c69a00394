//! What the gate says to joins and splits: no editor gets past a moderator's hold, or past a delay, by
//! way of another incident.

use crate::{
    atlas::{error::AtlasError, facade::now_ms, policy},
    model::{
        gate::{Gate, Stage, stage},
        id::Id,
    },
    store::{database::Transaction, gates, incidents::Kept, pairings},
};

/// What stands for an incident that the public does not know: its identifier is not public either.
pub const OTHER: &str = "another incident";

/// Whether the claims of `other` may go over to `kept`; what readers are warned of, and what is shown
/// coarsely, goes over with them.
///
/// # Errors
/// [`AtlasError::Conflict`] when a hold or a delay would be passed over.
pub fn join(transaction: &Transaction<'_>, kept: &Kept, other: &Kept) -> Result<(), AtlasError> {
    let (mut into, from) = (gate(transaction, kept)?, gate(transaction, other)?);
    let id = &other.incident.id;
    if from.hold {
        return Err(held(id));
    }
    let now = now_ms();
    let shown = |kept: &Kept, gate: &Gate| stage(kept.state, gate, now) == Stage::Published;
    let waits = from.public_at.is_some_and(|at| now < at);
    let delay = waits || policy::current(transaction)?.delay_hours > 0;
    if delay && shown(kept, &into) && !shown(other, &from) {
        return Err(AtlasError::Conflict(format!(
            "Incident {} is public and {id} is not: accept {id} first, and join it when its delay \
             has passed.",
            kept.incident.id
        )));
    }
    into.graphic |= from.graphic;
    into.coarse = into.coarse.or(from.coarse);
    Ok(gates::put(transaction, &kept.incident.id, &into)?)
}

/// What is split off stands at the gate as the whole did, and has no delay of its own yet.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn split(transaction: &Transaction<'_>, whole: &Kept, part: &Kept) -> Result<(), AtlasError> {
    let gate = Gate {
        public_at: None,
        ..gate(transaction, whole)?
    };
    Ok(gates::put(transaction, &part.incident.id, &gate)?)
}

/// Whether a join or a split of these two may be undone.
///
/// # Errors
/// [`AtlasError::Conflict`] when one of them is held back.
pub fn undo(transaction: &Transaction<'_>, kept: &Kept, other: &Kept) -> Result<(), AtlasError> {
    for one in [kept, other] {
        if gate(transaction, one)?.hold {
            return Err(held(&one.incident.id));
        }
    }
    Ok(())
}

/// Whether an incident may be accepted: one whose claims went over to another is no event any more.
///
/// # Errors
/// [`AtlasError::Conflict`].
pub fn accept(transaction: &Transaction<'_>, kept: &Kept) -> Result<(), AtlasError> {
    let id = &kept.incident.id;
    let last = pairings::last_of(transaction, id)?;
    match last.filter(|last| last.kind == "join" && last.other == id.as_str()) {
        Some(join) => Err(AtlasError::Conflict(format!(
            "Incident {id} was joined into {}; undo the join {} first.",
            join.kept, join.number
        ))),
        None => Ok(()),
    }
}

/// What a reason that the public reads calls an incident.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn named<'a>(transaction: &Transaction<'_>, kept: &'a Kept) -> Result<&'a str, AtlasError> {
    let gate = gate(transaction, kept)?;
    Ok(match stage(kept.state, &gate, now_ms()) {
        Stage::Published => kept.incident.id.as_str(),
        _ => OTHER,
    })
}

fn gate(transaction: &Transaction<'_>, kept: &Kept) -> Result<Gate, AtlasError> {
    Ok(gates::get(transaction, &kept.incident.id)?)
}

fn held(id: &Id) -> AtlasError {
    AtlasError::Conflict(format!(
        "A moderator holds incident {id} back; it is joined, or goes its own way again, when it was \
         let go."
    ))
}
