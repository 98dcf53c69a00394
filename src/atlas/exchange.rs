//! Incidents that come in as features, one at a time: by the verbs by which tables of them come in.

use serde_json::{Value, json};

use crate::{
    atlas::{
        bulk::{preview::BulkPreview, reader::Container, wish::Wish},
        error::AtlasError,
        facade::Atlas,
        review::{Decision, Intent},
    },
    model::{id::Id, shape::Shape},
};

/// The collection whose features can be changed.
pub const INCIDENTS: &str = "incidents";

impl Atlas {
    /// Takes a feature in as a new incident: a draft, unless it is to be published.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] for what cannot be an incident, [`AtlasError::Conflict`] when it is held
    /// already.
    pub fn create_incident(
        &self,
        feature: &Value,
        publish: bool,
        actor: &str,
    ) -> Result<Id, AtlasError> {
        check(feature)?;
        let wish = Wish {
            publish,
            geocode: true,
            ..alone()
        };
        let preview =
            self.import_incidents("a feature", &collected(feature), &wish, actor, quiet)?;
        let preview = settled(preview)?;
        preview.made.into_iter().next().ok_or_else(|| {
            AtlasError::Conflict("This incident is held already; nothing was changed.".to_owned())
        })
    }

    /// Puts a feature in the place of a public incident.
    ///
    /// The members that a table of incidents can change are taken from it; what rests on claims is
    /// changed in review.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when it is not public, [`AtlasError::Stale`] when somebody was faster,
    /// [`AtlasError::Refused`] for what cannot be.
    pub fn replace_incident(
        &self,
        id: &str,
        feature: &Value,
        intent: Intent<'_>,
    ) -> Result<(), AtlasError> {
        let held = self.held(id, intent)?;
        self.put_in_place(&held, feature.clone(), intent)
    }

    /// Changes the members of a public incident that a patch names (RFC 7396).
    ///
    /// # Errors
    /// As [`Atlas::replace_incident`].
    pub fn patch_incident(
        &self,
        id: &str,
        patch: &Value,
        intent: Intent<'_>,
    ) -> Result<(), AtlasError> {
        let held = self.held(id, intent)?;
        let mut feature = held.clone();
        merge(&mut feature, patch);
        self.put_in_place(&held, feature, intent)
    }

    /// Takes a public incident back from the public: its history stays.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when it is not public, [`AtlasError::Stale`] when somebody was faster.
    pub fn withdraw_incident(&self, id: &str, intent: Intent<'_>) -> Result<(), AtlasError> {
        self.held(id, intent)?;
        self.decide(id, Decision::Reject, intent).map(drop)
    }

    /// The public body of an incident, at the revision that the actor saw.
    fn held(&self, id: &str, intent: Intent<'_>) -> Result<Value, AtlasError> {
        let body = self.item(INCIDENTS, id)?;
        let current = self.draft(id)?.incident.properties.revision;
        if let Some(expected) = intent.expected.filter(|expected| *expected != current) {
            return Err(AtlasError::Stale {
                id: id.to_owned(),
                expected,
                current,
            });
        }
        serde_json::from_str(&body).map_err(|error| AtlasError::Builtin(error.to_string()))
    }

    fn put_in_place(
        &self,
        held: &Value,
        mut feature: Value,
        intent: Intent<'_>,
    ) -> Result<(), AtlasError> {
        check(&feature)?;
        let same = |given: &Value, held: &Value| given.is_null() || given == held;
        if !same(&feature["id"], &held["id"]) {
            return Err(AtlasError::Refused(
                "The feature has another id than its address; leave the id out.".to_owned(),
            ));
        }
        feature["id"] = held["id"].clone();
        let (given, known) = (&mut feature["properties"], &held["properties"]);
        if !same(&given["claims"], &known["claims"]) {
            return Err(AtlasError::Refused(
                "Claims are changed in review, each with its source; send them as they are, or \
                 leave them out."
                    .to_owned(),
            ));
        }
        for member in ["claims", "revision", "location", "sources"] {
            given[member] = known[member].clone();
        }
        let wish = Wish {
            blank_clears: true,
            ..alone()
        };
        let name = "a changed feature";
        let preview =
            self.import_incidents(name, &collected(&feature), &wish, intent.actor, quiet)?;
        settled(preview).map(drop)
    }
}

/// A wish about a single feature.
fn alone() -> Wish {
    Wish {
        container: Some(Container::Features),
        ..Wish::default()
    }
}

fn quiet(_: usize, _: usize) {}

/// Refuses what is no feature, or has a geometry that cannot be stored.
fn check(feature: &Value) -> Result<(), AtlasError> {
    if feature["type"] != "Feature" || !feature["properties"].is_object() {
        return Err(AtlasError::Refused(
            "Send a GeoJSON feature: an object with type Feature, a geometry and properties."
                .to_owned(),
        ));
    }
    if !feature["geometry"].is_null() {
        Shape::from_input(&feature["geometry"].to_string())?;
    }
    Ok(())
}

/// A file with one feature.
fn collected(feature: &Value) -> Vec<u8> {
    let collection = json!({"type": "FeatureCollection", "features": [feature]});
    collection.to_string().into_bytes()
}

/// What came of one row; that it was refused or in conflict is an error.
fn settled(preview: BulkPreview) -> Result<BulkPreview, AtlasError> {
    if let Some(refusal) = preview.refused.first() {
        let column = refusal.column.as_deref();
        let column = column.map_or(String::new(), |column| format!("{column}: "));
        return Err(AtlasError::Refused(format!("{column}{}", refusal.why)));
    }
    if let Some(clash) = preview.clashes.first() {
        return Err(AtlasError::Conflict(format!(
            "{} of incident {} was changed meanwhile: it is \"{}\" now, and you say \"{}\".",
            clash.field, clash.id, clash.held, clash.file
        )));
    }
    Ok(preview)
}

/// Merges a patch into a document; its nesting was bounded when it was read.
///
/// # References
/// - RFC 7396, section 2
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Value::Object(target) = target else {
        return;
    };
    for (name, value) in patch {
        if value.is_null() {
            target.remove(name);
        } else if value.is_object() && name != "geometry" {
            merge(target.entry(name.as_str()).or_insert(Value::Null), value);
        } else {
            // A geometry is replaced as a whole: half of one is none.
            target.insert(name.clone(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cases of RFC 7396, appendix A.
    #[test]
    fn patches_merge_as_their_standard_says() {
        for (target, patch, result) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (
                json!({"a": "b"}),
                json!({"b": "c"}),
                json!({"a": "b", "b": "c"}),
            ),
            (json!({"a": "b"}), json!({"a": null}), json!({})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (
                json!({"a": {"b": "c"}}),
                json!({"a": {"b": "d", "c": null}}),
                json!({"a": {"b": "d"}}),
            ),
            (
                json!(["a"]),
                json!({"b": {"c": 1, "d": null}}),
                json!({"b": {"c": 1}}),
            ),
        ] {
            let mut merged = target;
            merge(&mut merged, &patch);
            assert_eq!(merged, result);
        }
    }
}
