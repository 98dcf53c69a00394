//! History: what was done to an incident, how it is undone, and how older data folders get a log.

use serde_json::{Value, json};

use crate::{
    atlas::{
        error::AtlasError,
        facade::Atlas,
        log, public,
        publish::{self, entry_of},
        review::{self, Intent},
    },
    evidence::canonical::digest,
    model::{id::Id, incident::State},
    store::{
        audit,
        database::{Database, Transaction},
        incidents::{self, Deed, Kept, Revision},
        meta,
        publications::{self, Publication},
        reports,
    },
};

/// Who the log names for what nobody asked for.
const ACTOR: &str = "contactline";

/// The key of the form in which the folder's public records are.
const FORM: &str = "public-form";

impl Atlas {
    /// Everything that was done to an incident, oldest first: who, when, which fields, before and
    /// after, and why.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`].
    pub fn history(&self, id: &str) -> Result<Vec<Value>, AtlasError> {
        let id = review::incident_id(id)?;
        self.database.read(|transaction| {
            if incidents::get(transaction, &id)?.is_none() {
                return Err(review::missing(id.as_str()));
            }
            Ok(audit::of(transaction, id.as_str())?
                .iter()
                .filter_map(|row| log::entry(row).map(|entry| (row, entry)))
                .map(|(row, entry)| {
                    json!({
                        "seq": entry.seq, "at": moment(entry.at), "actor": entry.actor,
                        "kind": entry.kind, "did": entry.body, "hash": row.hash,
                    })
                })
                .collect())
        })
    }

    /// Takes the last change back, or everything since a revision: a new revision that says again
    /// what that one said.
    ///
    /// # Errors
    /// [`AtlasError::Conflict`] when there is nothing to take back, or claims came over since.
    pub fn undo(&self, id: &str, to: Option<u32>, intent: Intent<'_>) -> Result<Kept, AtlasError> {
        if let Some(why) = intent.why {
            review::check_words(why)?;
        }
        let known = review::incident_id(id)?;
        let revisions: Vec<Revision> = self
            .database
            .read(|transaction| Ok::<_, AtlasError>(incidents::revisions(transaction, &known)?))?;
        self.change(id, intent, |kept| {
            let now = kept.incident.properties.revision;
            let to = to.unwrap_or(now.saturating_sub(1));
            let wanted = revisions
                .iter()
                .find(|revision| revision.number == to && to < now)
                .ok_or_else(|| {
                    AtlasError::Conflict(format!(
                        "Incident {id} is at revision {now}; there is no earlier revision {to} to \
                         go back to."
                    ))
                })?;
            let before = incidents::read_body(&kept.incident.id, &wanted.body)?;
            if before.properties.claims != kept.incident.properties.claims {
                return Err(AtlasError::Conflict(format!(
                    "Claims of incident {id} went over to another since revision {to}; undo that \
                     in /review/pairs first."
                )));
            }
            kept.incident = before;
            kept.incident.properties.revision = now;
            kept.state = wanted.state;
            Ok(())
        })
    }
}

/// A moment as text, RFC 3339.
#[must_use]
pub fn moment(at_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(at_ms).map_or_else(|_| at_ms.to_string(), |at| at.to_string())
}

/// Gives a data folder of an earlier version its log and its public revisions, and makes what is
/// public anew when its form changed. A folder that is up to date is only read.
///
/// # Errors
/// [`AtlasError::Store`]; nothing is changed then.
pub fn bring_up(database: &Database, now_ms: i64) -> Result<(), AtlasError> {
    let known = database.read(|transaction| meta::get(transaction, FORM))?;
    if known.as_deref() == Some(public::FORM) {
        return Ok(());
    }
    database.write_much(|transaction| {
        if audit::head(transaction)?.is_none() {
            adopt(transaction, now_ms)?;
        }
        let why = format!("What is public took the form {}.", public::FORM);
        let deed = Deed {
            actor: ACTOR,
            why: Some(&why),
            at_ms: now_ms,
        };
        for id in incidents::ids(transaction)? {
            let kept = incidents::get(transaction, &id)?;
            if let Some(kept) = kept.filter(|kept| kept.state == State::Published) {
                let public = public::show(transaction, &kept, &deed)?;
                if !public.is_empty() {
                    let did = json!({"why": why, "public": public});
                    log::note(transaction, &deed, "form", id.as_str(), did)?;
                }
            }
        }
        meta::set(transaction, FORM, public::FORM)?;
        Ok(())
    })
}

/// Notes in the log what happened before there was one, and what the public saw then.
fn adopt(transaction: &Transaction<'_>, now_ms: i64) -> Result<(), AtlasError> {
    let mut hashes = Vec::new();
    reports::each(transaction, |id, sha256, _| {
        hashes.push((id.to_owned(), sha256.to_owned()));
    })?;
    let adopting = Deed {
        actor: ACTOR,
        why: None,
        at_ms: now_ms,
    };
    for (id, sha256) in hashes {
        let said = json!({"sha256": sha256, "adopted": true});
        log::note(transaction, &adopting, "report", &id, said)?;
    }
    for id in incidents::ids(transaction)? {
        let mut before: Option<Revision> = None;
        let mut seen = 0;
        let mut standing = false;
        for revision in incidents::revisions(transaction, &id)? {
            let mut public = Vec::new();
            if revision.state == State::Published || standing {
                seen += 1;
                standing = revision.state == State::Published;
                let publication = past(&id, &revision, seen)?;
                public.push(json!({
                    "collection": publication.collection, "id": id, "revision": seen,
                    "sha256": publication.sha256, "withdrawn": !standing,
                }));
                publications::append(transaction, &publication)?;
            }
            let why = revision.why.as_deref();
            let mut did = entry_of(
                revision.state,
                &revision.body,
                before.as_ref(),
                why,
                &public,
            )?;
            did["adopted"] = json!(true);
            let deed = Deed {
                actor: &revision.actor,
                why,
                at_ms: revision.at,
            };
            log::note(transaction, &deed, publish::KIND, id.as_str(), did)?;
            before = Some(revision);
        }
    }
    Ok(())
}

/// A revision of an incident as the public saw it, or that it did not see it any more.
fn past(id: &Id, revision: &Revision, number: u32) -> Result<Publication, AtlasError> {
    let damaged = |error: serde_json::Error| AtlasError::Builtin(format!("{id}: {error}"));
    let mut publication = Publication {
        collection: "incidents".to_owned(),
        id: id.to_string(),
        revision: number,
        parent: None,
        body: None,
        sha256: None,
        reason: None,
        at: revision.at,
    };
    if revision.state == State::Published {
        let mut body: Value = serde_json::from_str(&revision.body).map_err(damaged)?;
        body["properties"]["revision"] = json!(number);
        publication.sha256 = Some(digest(&body)?);
        publication.body = Some(body.to_string());
    }
    Ok(publication)
}
