//! The one place where something becomes public, or ceases to be.

use serde_json::{Value, json};

use crate::{
    atlas::{error::AtlasError, log, policy, public},
    evidence::{
        changes::{self, Change},
        grade, grade_rules,
        hash::sha256_hex,
    },
    model::incident::State,
    store::{
        database::Transaction,
        imported,
        incidents::{self, Deed, Kept, Revision},
    },
};

/// Keeps an incident's new revision, makes the public layers agree with its state, and notes in the
/// log who did it, why, and what changed.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn keep(transaction: &Transaction<'_>, kept: &Kept, deed: &Deed<'_>) -> Result<(), AtlasError> {
    let incident = &kept.incident;
    let body = incidents::feature(incident, "incidents".parse()?).body();
    let before = incidents::last_revision(transaction, &incident.id)?;
    incidents::put(transaction, kept, &body, deed)?;
    let stood = before.as_ref().map(|before| before.state);
    let accepted = kept.state == State::Published && stood != Some(State::Published);
    // What is built in waits for nobody.
    let decided = || {
        let known = stood.is_some() || kept.report.is_some();
        Ok::<_, AtlasError>(known || imported::knows(transaction, &incident.id)?)
    };
    if accepted && decided()? {
        policy::accepted(transaction, kept, deed)?;
    }
    let public = public::show(transaction, kept, deed)?;
    let entry = entry_of(kept.state, &body, before.as_ref(), deed.why, &public)?;
    log::note(transaction, deed, KIND, incident.id.as_str(), entry)
}

/// What the log calls a new revision of an incident.
pub const KIND: &str = "incident";

/// What the log says of a new revision: its state, its hash, what changed, and what the public got
/// to see of it.
///
/// # Errors
/// [`AtlasError::Builtin`] if a body were no JSON.
pub fn entry_of(
    state: State,
    body: &str,
    before: Option<&Revision>,
    why: Option<&str>,
    public: &[Value],
) -> Result<Value, AtlasError> {
    let read = |body: &str| {
        serde_json::from_str::<Value>(body).map_err(|error| AtlasError::Builtin(error.to_string()))
    };
    let after = read(body)?;
    let mut changes = match before {
        Some(before) => changes::between(&read(&before.body)?, &after),
        None => Vec::new(),
    };
    if let Some(before) = before.filter(|before| before.state != state) {
        changes.push(Change {
            field: "state".to_owned(),
            before: json!(before.state),
            after: json!(state),
        });
    }
    Ok(json!({
        "revision": after["properties"]["revision"],
        "state": state,
        "sha256": sha256_hex(body.as_bytes()),
        "why": why,
        "changes": changes,
        "public": public,
    }))
}

/// An incident as editors see it: the public feature and its state.
///
/// # Errors
/// [`AtlasError::Builtin`] if an identifier were not one.
pub fn for_editors(kept: &Kept) -> Result<Value, AtlasError> {
    let feature = incidents::feature(&kept.incident, "incidents".parse()?);
    let mut properties = feature.properties;
    let graded = grade::incident(
        &kept.incident.properties.kind,
        &kept.incident.properties.claims,
    );
    properties.insert("grade".to_owned(), json!(graded.grade));
    properties.insert("denied_by".to_owned(), json!(graded.denied_by));
    properties.insert("grade_rules".to_owned(), json!(grade_rules::VERSION));
    properties.insert("state".to_owned(), json!(kept.state));
    properties.insert("report".to_owned(), json!(kept.report));
    Ok(json!({
        "type": "Feature",
        "id": feature.id,
        "geometry": feature.shape,
        "properties": properties,
    }))
}
