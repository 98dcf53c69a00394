//! What differs between two versions of a record, field by field.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::evidence::canonical::digest;

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The field; `claims.` and an identifier for one claim.
    pub field: String,
    /// What it was; null when it was not there.
    pub before: Value,
    /// What it is; null when it is not there any more.
    pub after: Value,
}

/// The fields in which two `GeoJSON` features differ, without the revision itself. Geometries are
/// told by type and hash: they are long, and the versions themselves hold them.
#[must_use]
pub fn between(before: &Value, after: &Value) -> Vec<Change> {
    let empty = Map::new();
    let properties = |feature: &Value| feature["properties"].as_object().unwrap_or(&empty).clone();
    let (old, new) = (properties(before), properties(after));
    let mut changes = Vec::new();
    let mut push = |field: &str, before: Value, after: Value| {
        if before != after {
            let field = field.to_owned();
            changes.push(Change {
                field,
                before,
                after,
            });
        }
    };
    push(
        "geometry",
        outline(&before["geometry"]),
        outline(&after["geometry"]),
    );
    let fields: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for field in fields {
        let value = |map: &Map<String, Value>| map.get(field).cloned().unwrap_or(Value::Null);
        match field.as_str() {
            "revision" => {}
            "claims" => {
                let (old, new) = (by_id(old.get(field)), by_id(new.get(field)));
                let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
                for id in ids {
                    let claim = |map: &Map<String, Value>| map.get(id).cloned();
                    push(
                        &format!("claims.{id}"),
                        claim(&old).unwrap_or_default(),
                        claim(&new).unwrap_or_default(),
                    );
                }
            }
            _ => push(field, value(&old), value(&new)),
        }
    }
    changes
}

/// A geometry by its type and the hash of its canonical JSON.
fn outline(geometry: &Value) -> Value {
    if geometry.is_null() {
        return Value::Null;
    }
    json!({"type": geometry["type"], "sha256": digest(geometry).ok()})
}

fn by_id(claims: Option<&Value>) -> Map<String, Value> {
    let claims = claims.and_then(Value::as_array).into_iter().flatten();
    claims
        .filter_map(|claim| Some((claim["id"].as_str()?.to_owned(), claim.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_told() {
        let old = json!({"geometry": {"type": "Point", "coordinates": [46.0, 39.0]}, "properties":
            {"kind": "clash", "summary": "a", "revision": 1, "claims": [{"id": "c-1"}, {"id": "c-2"}]}});
        let mut new = old.clone();
        assert_eq!(between(&old, &new), []);
        new["properties"] = json!({"kind": "shelling", "summary": "a", "revision": 2,
            "note": "n", "claims": [{"id": "c-2"}, {"id": "c-3"}]});
        new["geometry"]["coordinates"] = json!([46.0, 39.5]);
        let fields: Vec<String> = between(&old, &new)
            .into_iter()
            .map(|change| change.field)
            .collect();
        assert_eq!(
            fields,
            ["geometry", "claims.c-1", "claims.c-3", "kind", "note"]
        );
    }
}
