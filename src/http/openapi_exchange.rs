//! The operations by which incidents are changed, for the document at `/ogc/api`.

use serde_json::{Value, json};

use crate::http::{openapi_parts::reference, reply::GEOJSON};

/// Adds the way in which features are added.
pub fn adds(item: &mut Value) {
    let publish = json!({
        "name": "publish", "in": "query", "required": false,
        "description": "Make it public at once", "schema": {"type": "boolean", "default": false},
    });
    item["post"] = json!({
        "operationId": "addFeature",
        "summary": "Add an incident, as a draft unless publish=true; needs a token",
        "parameters": [publish],
        "requestBody": body(GEOJSON),
        "responses": answers(&json!({"201": {
            "description": "It was added; Location says where it is",
            "headers": {"Location": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": reference("schemas", "object")}},
        }}), &["400", "401", "403", "409", "413", "415", "422"]),
    });
}

/// Adds the ways in which a feature is changed and withdrawn.
pub fn changes(item: &mut Value) {
    let matching = json!({
        "name": "If-Match", "in": "header", "required": true,
        "description": "The ETag of the version that is changed", "schema": {"type": "string"},
    });
    let why = json!({
        "name": "why", "in": "query", "required": false,
        "description": "The reason, for its history", "schema": {"type": "string", "maxLength": 1000},
    });
    let done = json!({"204": {"description": "It was done"}});
    let refused = [
        "400", "401", "403", "404", "409", "412", "413", "415", "422", "428",
    ];
    let feature = reference("parameters", "featureId");
    for (method, id, summary, media_type) in [
        (
            "put",
            "replaceFeature",
            "Replace an incident; needs a token",
            Some(GEOJSON),
        ),
        (
            "patch",
            "updateFeature",
            "Change members of an incident (RFC 7396); needs a token",
            Some("application/merge-patch+json"),
        ),
        (
            "delete",
            "withdrawFeature",
            "Take an incident back from the public; its history stays; needs a token",
            None,
        ),
    ] {
        let mut operation = json!({
            "operationId": id,
            "summary": summary,
            "parameters": [feature, matching],
            "responses": answers(&done, &refused),
        });
        if let Some(media_type) = media_type {
            operation["requestBody"] = body(media_type);
        } else if let Some(parameters) = operation["parameters"].as_array_mut() {
            parameters.push(why.clone());
        }
        item[method] = operation;
    }
}

fn body(media_type: &str) -> Value {
    json!({"required": true, "content": {media_type: {"schema": reference("schemas", "object")}}})
}

fn answers(done: &Value, refused: &[&str]) -> Value {
    let mut answers = done.clone();
    for status in refused.iter().chain(&["default"]) {
        answers[*status] = reference("responses", "problem");
    }
    answers
}
