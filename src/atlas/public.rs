//! What the public sees of an incident and of its claims: made here, and numbered as it changes.

use serde_json::{Value, json};

use crate::{
    atlas::{coarse, error::AtlasError, policy, tables::object},
    evidence::{canonical::digest, grade, grade_rules, identity::incident_of},
    model::{
        claim::Claim,
        feature::Feature,
        gate::{Stage, stage},
        id::Id,
        incident::Incident,
        interval::Interval,
    },
    store::{
        collections,
        database::Transaction,
        features, gates, imported,
        incidents::{self, Deed, Kept},
        publications::{self, Publication},
    },
};

/// What of the public form is not in the records themselves; when it changes, what is public is
/// made anew.
pub const FORM: &str = "grades-1";

/// Makes the public layers agree with where an incident stands: one that the gate lets through
/// stands in `incidents` and its claims in `claims`, as coarse as the rules want; any other does not.
/// What the public sees gets a new public revision where it changed; what it does not see any more
/// leaves a withdrawal with the deed's reason. Returns these as the log names them.
///
/// # Errors
/// [`AtlasError::Store`]; [`AtlasError::Conflict`] when a claim is public with another incident.
pub fn show(
    transaction: &Transaction<'_>,
    kept: &Kept,
    deed: &Deed<'_>,
) -> Result<Vec<Value>, AtlasError> {
    let (in_incidents, in_claims): (Id, Id) = ("incidents".parse()?, "claims".parse()?);
    let gate = gates::get(transaction, &kept.incident.id)?;
    let published = stage(kept.state, &gate, deed.at_ms) == Stage::Published;
    let properties = &kept.incident.properties;
    let rules = policy::current(transaction)?;
    let coarse = rules.shown(&properties.kind, properties.where_prec, gate.coarse);
    let coarse = match coarse.filter(|_| published) {
        Some(how) => coarse::coarsened(transaction, &kept.incident, how)?,
        None => None,
    };
    let marks = Marks {
        graphic: gate.graphic,
        coarsened: coarse.is_some(),
    };
    let kept = &Kept {
        incident: coarse.unwrap_or_else(|| kept.incident.clone()),
        ..kept.clone()
    };
    let incident = &kept.incident;
    let mut issue = Issue {
        transaction,
        deed,
        origin: match kept.report {
            Some(_) => "review",
            None if imported::knows(transaction, &incident.id)? => features::ORIGIN_IMPORT,
            None => "seed-incident",
        },
        done: Vec::new(),
    };
    let claims = if published {
        claims(transaction, kept)?
    } else {
        Vec::new()
    };
    let mut changed = [false, false];
    for standing in publications::standing_children(transaction, &in_claims, &incident.id)? {
        if !claims
            .iter()
            .any(|claim| claim["id"] == standing.id.as_str())
        {
            changed[1] |= issue.withdraw(&in_claims, &standing.id, Some(&incident.id))?;
        }
    }
    if published {
        let mut feature = incident_feature(incident, &claims, in_incidents.clone());
        marks.on(&mut feature);
        changed[0] = issue.publish(feature, None)?;
        for (claim, value) in incident.properties.claims.iter().zip(claims) {
            let mut feature = claim_feature(incident, claim, value, in_claims.clone());
            marks.on(&mut feature);
            changed[1] |= issue.publish(feature, Some(&incident.id))?;
        }
    } else {
        changed[0] = issue.withdraw(&in_incidents, incident.id.as_str(), None)?;
    }
    for (changed, collection) in changed.into_iter().zip([in_incidents, in_claims]) {
        if changed {
            collections::touch(transaction, &collection, deed.at_ms)?;
        }
    }
    Ok(issue.done)
}

/// What readers are told of how a record is shown.
struct Marks {
    graphic: bool,
    coarsened: bool,
}

impl Marks {
    fn on(&self, feature: &mut Feature) {
        for (mark, set) in [("graphic", self.graphic), (COARSENED, self.coarsened)] {
            if set {
                feature.properties.insert(mark.to_owned(), json!(true));
            }
        }
    }
}

/// The property of a record whose location is shown coarsely.
pub const COARSENED: &str = "coarsened";

/// The claims of an incident as the public sees them: with their grade, the report that they rest
/// on, and the day on which they were stated.
fn claims(transaction: &Transaction<'_>, kept: &Kept) -> Result<Vec<Value>, AtlasError> {
    let properties = &kept.incident.properties;
    properties
        .claims
        .iter()
        .map(|claim| {
            // A claim that came over from another incident rests on that one's report.
            let report = match incident_of(&claim.id) {
                Some(first) if first != kept.incident.id.as_str() => {
                    incidents::report_of(transaction, first)?
                }
                _ => kept.report.clone(),
            };
            let source = properties
                .sources
                .iter()
                .find(|source| report.is_some() && source.report == report);
            let stated = source
                .and_then(|source| source.published)
                .or(claim.date_end)
                .unwrap_or(properties.date_end);
            let graded = grade::claim(claim, &properties.claims);
            let mut value = json!(claim);
            value["grade"] = json!(graded.grade);
            value["denied_by"] = json!(graded.denied_by);
            value["grade_rules"] = json!(grade_rules::VERSION);
            value["report"] = json!(report);
            value["stated"] = json!(stated);
            value["stated_basis"] = json!(if source.is_some() { "report" } else { "event" });
            Ok(value)
        })
        .collect()
}

/// An incident as the public sees it.
fn incident_feature(incident: &Incident, claims: &[Value], collection: Id) -> Feature {
    let mut feature = incidents::feature(incident, collection);
    let graded = grade::incident(&incident.properties.kind, &incident.properties.claims);
    feature.properties.extend(object(json!({
        "claims": claims,
        "grade": graded.grade,
        "denied_by": graded.denied_by,
        "grade_rules": grade_rules::VERSION,
    })));
    feature
}

/// A claim as a feature of its own: where its incident is, when the claim says.
fn claim_feature(incident: &Incident, claim: &Claim, value: Value, collection: Id) -> Feature {
    let place = &incident.properties;
    let start = claim.date_start.unwrap_or(place.date_start);
    let interval =
        Interval::days(start, claim.date_end.unwrap_or(start).max(start)).unwrap_or(place.interval);
    let mut properties = object(value);
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
    Feature {
        collection,
        id: claim.id.clone(),
        shape: incident.shape.clone(),
        interval,
        properties,
    }
}

/// Numbers what is published and what is withdrawn.
struct Issue<'a> {
    transaction: &'a Transaction<'a>,
    deed: &'a Deed<'a>,
    origin: &'static str,
    done: Vec<Value>,
}

impl Issue<'_> {
    /// Publishes a feature under its next public revision; `false` when the public sees just that.
    fn publish(&mut self, mut feature: Feature, parent: Option<&Id>) -> Result<bool, AtlasError> {
        let (collection, id) = (feature.collection.clone(), feature.id.clone());
        let last = publications::last(self.transaction, &collection, id.as_str())?;
        let number = last.as_ref().map_or(0, |last| last.revision);
        // Claims go over from one incident to another, and stand with one of them only.
        let elsewhere = last
            .as_ref()
            .filter(|last| last.body.is_some())
            .and_then(|last| last.parent.as_deref())
            .filter(|stands| parent.is_some_and(|parent| parent.as_str() != *stands));
        if let Some(stands) = elsewhere {
            return Err(AtlasError::Conflict(format!(
                "Claim {id} is public with incident {stands}; reject that one first, or undo the \
                 join or the split."
            )));
        }
        feature
            .properties
            .insert("revision".to_owned(), json!(number));
        let same = last.is_some_and(|last| last.body == Some(feature.body()));
        if !same {
            feature
                .properties
                .insert("revision".to_owned(), json!(number + 1));
            let body = feature.body();
            let value: Value = serde_json::from_str(&body)
                .map_err(|error| AtlasError::Builtin(format!("{id}: {error}")))?;
            let sha256 = digest(&value)?;
            self.done.push(json!({
                "collection": collection, "id": id, "revision": number + 1, "sha256": sha256,
            }));
            let publication = Publication {
                collection: collection.to_string(),
                id: id.to_string(),
                revision: number + 1,
                parent: parent.map(Id::to_string),
                body: Some(body),
                sha256: Some(sha256),
                reason: None,
                at: self.deed.at_ms,
            };
            publications::append(self.transaction, &publication)?;
        }
        let change = features::put(self.transaction, &feature, parent, self.origin)?;
        Ok(change != features::Change::Unchanged)
    }

    /// Takes a feature from the public; `false` when the public did not see it.
    fn withdraw(
        &mut self,
        collection: &Id,
        id: &str,
        parent: Option<&Id>,
    ) -> Result<bool, AtlasError> {
        let last = publications::last(self.transaction, collection, id)?;
        if let Some(last) = last.filter(|last| last.body.is_some()) {
            let revision = last.revision + 1;
            self.done.push(json!({
                "collection": collection, "id": id, "revision": revision, "withdrawn": true,
            }));
            let publication = Publication {
                collection: collection.to_string(),
                id: id.to_owned(),
                revision,
                parent: parent.map(Id::to_string),
                body: None,
                sha256: None,
                reason: self.deed.why.map(str::to_owned),
                at: self.deed.at_ms,
            };
            publications::append(self.transaction, &publication)?;
        }
        Ok(features::withdraw(
            self.transaction,
            collection,
            &id.parse()?,
        )?)
    }
}
