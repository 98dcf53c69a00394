//! The log: what is done is noted in the transaction that does it.

use serde_json::Value;

use crate::{
    atlas::error::AtlasError,
    evidence::{
        canonical::{NotCanonical, canonical},
        chain::{BEGINNING, Entry},
    },
    store::{
        audit::{self, AuditRow},
        database::Transaction,
        incidents::Deed,
    },
};

impl From<NotCanonical> for AtlasError {
    fn from(error: NotCanonical) -> Self {
        Self::Refused(error.to_string())
    }
}

/// Notes what was done to a thing; `body` says the rest.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn note(
    transaction: &Transaction<'_>,
    deed: &Deed<'_>,
    kind: &str,
    entity: &str,
    body: Value,
) -> Result<(), AtlasError> {
    let (last, prev) = audit::head(transaction)?.unwrap_or_else(|| (0, BEGINNING.to_owned()));
    let entry = Entry {
        seq: last + 1,
        at: deed.at_ms,
        actor: deed.actor.to_owned(),
        kind: kind.to_owned(),
        entity: entity.to_owned(),
        body,
        prev,
    };
    let row = AuditRow {
        seq: entry.seq,
        at: entry.at,
        hash: entry.hash()?,
        body: canonical(&entry.body)?,
        actor: entry.actor,
        kind: entry.kind,
        entity: entry.entity,
        prev: entry.prev,
    };
    audit::append(transaction, &row)?;
    Ok(())
}

/// A stored entry as it was when its hash was taken; `None` when its body is no JSON any more.
#[must_use]
pub fn entry(row: &AuditRow) -> Option<Entry> {
    Some(Entry {
        seq: row.seq,
        at: row.at,
        actor: row.actor.clone(),
        kind: row.kind.clone(),
        entity: row.entity.clone(),
        body: serde_json::from_str(&row.body).ok()?,
        prev: row.prev.clone(),
    })
}
