//! The one place where something becomes public, or ceases to be.

use serde_json::{Value, json};

use crate::{
    atlas::{error::AtlasError, tables::object},
    model::{
        claim::Claim,
        feature::Feature,
        id::Id,
        incident::{Incident, State},
        interval::Interval,
    },
    store::{
        collections,
        database::Transaction,
        features,
        incidents::{self, Deed, Kept},
    },
};

/// Keeps an incident's new revision and makes the public layers agree with its state: a published
/// incident stands in `incidents` and its claims in `claims`; any other does not.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn keep(transaction: &Transaction<'_>, kept: &Kept, deed: &Deed<'_>) -> Result<(), AtlasError> {
    let (in_incidents, in_claims): (Id, Id) = ("incidents".parse()?, "claims".parse()?);
    let incident = &kept.incident;
    let feature = incidents::feature(incident, in_incidents.clone());
    incidents::put(transaction, kept, &feature.body(), deed)?;

    let origin = if kept.report.is_some() {
        "review"
    } else {
        "seed-incident"
    };
    let mut claims_changed = features::withdraw_children(transaction, &in_claims, &incident.id)?;
    let mut incidents_changed = 0;
    if kept.state == State::Published {
        // What the public counts are its own versions, not the drafts before them.
        let mut feature = feature;
        let times = incidents::times_published(transaction, &incident.id)?;
        feature
            .properties
            .insert("revision".to_owned(), json!(times));
        features::put(transaction, &feature, None, origin)?;
        incidents_changed = 1;
        for claim in &incident.properties.claims {
            let claim = claim_feature(incident, claim, in_claims.clone())?;
            features::put(transaction, &claim, Some(&incident.id), origin)?;
            claims_changed += 1;
        }
    } else if features::withdraw(transaction, &in_incidents, &incident.id)? {
        incidents_changed = 1;
    }
    for (changed, collection) in [
        (incidents_changed, in_incidents),
        (claims_changed, in_claims),
    ] {
        if changed > 0 {
            collections::touch(transaction, &collection, deed.at_ms)?;
        }
    }
    Ok(())
}

/// A claim as a feature of its own: where its incident is, when the claim says.
fn claim_feature(
    incident: &Incident,
    claim: &Claim,
    collection: Id,
) -> Result<Feature, AtlasError> {
    let place = &incident.properties;
    let start = claim.date_start.unwrap_or(place.date_start);
    let interval =
        Interval::days(start, claim.date_end.unwrap_or(start).max(start)).unwrap_or(place.interval);
    let claim_value = serde_json::to_value(claim)
        .map_err(|error| AtlasError::Builtin(format!("claim {}: {error}", claim.id)))?;
    let mut properties = object(claim_value);
    properties.remove("id");
    properties.extend(object(json!({
        "kind": claim.predicate,
        "incident": incident.id,
        "names": place.names,
        "location": place.location,
        "where_prec": place.where_prec,
        "accuracy_m": place.accuracy_m,
        "source": place.source,
        "valid_from": interval.from(),
        "valid_to": interval.to(),
    })));
    Ok(Feature {
        collection,
        id: claim.id.clone(),
        shape: incident.shape.clone(),
        interval,
        properties,
    })
}

/// An incident as editors see it: the public feature and its state.
///
/// # Errors
/// [`AtlasError::Builtin`] if an identifier were not one.
pub fn for_editors(kept: &Kept) -> Result<Value, AtlasError> {
    let feature = incidents::feature(&kept.incident, "incidents".parse()?);
    let mut properties = feature.properties;
    properties.insert("state".to_owned(), json!(kept.state));
    properties.insert("report".to_owned(), json!(kept.report));
    Ok(json!({
        "type": "Feature",
        "id": feature.id,
        "geometry": feature.shape,
        "properties": properties,
    }))
}
