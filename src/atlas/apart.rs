//! Pairs that an editor leaves apart: they are not suggested again until that is taken back.

use serde_json::{Value, json};

use crate::{
    atlas::{
        error::AtlasError,
        facade::{Atlas, now_ms},
        log,
        review::{self, Intent},
    },
    model::id::Id,
    store::{
        apart::{self, Apart},
        database::Transaction,
        incidents::{self, Deed},
    },
};

/// The most pairs that one look shows.
const MOST_SHOWN: u32 = 300;

impl Atlas {
    /// Says that two incidents are not one event; neither of them changes.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`], and [`AtlasError::Conflict`] when that was said before.
    pub fn leave_apart(
        &self,
        one: &Id,
        other: &Id,
        intent: Intent<'_>,
    ) -> Result<Apart, AtlasError> {
        if let Some(why) = intent.why {
            review::check_words(why)?;
        }
        if one == other {
            return Err(AtlasError::Refused(
                "Name two incidents; one is never apart from itself.".to_owned(),
            ));
        }
        self.database.write(|transaction| {
            for id in [one, other] {
                if incidents::get(transaction, id)?.is_none() {
                    return Err(review::missing(id.as_str()));
                }
            }
            let at = now_ms();
            let said = (intent.actor, intent.why);
            let number = apart::insert(transaction, (one, other), said, at)?.ok_or_else(|| {
                AtlasError::Conflict(format!(
                    "{one} and {other} were left apart before; nothing was changed."
                ))
            })?;
            noted(transaction, intent, at, (one, other), |other| {
                json!({"number": number, "kind": "apart", "other": other, "why": intent.why})
            })?;
            found(transaction, number)
        })
    }

    /// Takes it back: the two may be suggested again.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`], and [`AtlasError::Conflict`] when it was taken back before.
    pub fn undo_apart(&self, number: i64, intent: Intent<'_>) -> Result<Apart, AtlasError> {
        if let Some(why) = intent.why {
            review::check_words(why)?;
        }
        self.database.write(|transaction| {
            let pair = found(transaction, number)?;
            let at = now_ms();
            if !apart::undo(transaction, number, at)? {
                return Err(AtlasError::Conflict(format!(
                    "{} and {} may be suggested again already.",
                    pair.one, pair.other
                )));
            }
            let (one, other) = (
                review::incident_id(&pair.one)?,
                review::incident_id(&pair.other)?,
            );
            noted(transaction, intent, at, (&one, &other), |other| {
                json!({"undone": number, "kind": "apart", "other": other, "why": intent.why})
            })?;
            found(transaction, number)
        })
    }

    /// The pairs that were left apart, the newest first.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn left_apart(&self) -> Result<Vec<Apart>, AtlasError> {
        self.database
            .read(|transaction| Ok(apart::all(transaction, MOST_SHOWN)?))
    }
}

fn found(transaction: &Transaction<'_>, number: i64) -> Result<Apart, AtlasError> {
    apart::get(transaction, number)?
        .ok_or_else(|| AtlasError::NotFound(format!("No pair was left apart under {number}.")))
}

/// Notes it in the history of both incidents.
fn noted(
    transaction: &Transaction<'_>,
    intent: Intent<'_>,
    at_ms: i64,
    (one, other): (&Id, &Id),
    body: impl Fn(&Id) -> Value,
) -> Result<(), AtlasError> {
    let deed = Deed {
        actor: intent.actor,
        why: intent.why,
        at_ms,
    };
    log::note(transaction, &deed, "pairing", one.as_str(), body(other))?;
    log::note(transaction, &deed, "pairing", other.as_str(), body(one))
}
