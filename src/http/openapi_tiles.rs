//! What the document at `/ogc/api` says of tiles. Operations are named as OGC 20-057, table 15,
//! wants them.

use serde_json::{Map, Value, json};

use crate::{
    atlas::derived::BY_STANCE,
    http::{
        openapi_parts::{get, reference},
        reply::JSON,
        tiles::MVT,
    },
};

/// The tile matrix sets.
#[must_use]
pub fn matrix_sets() -> [(String, Value); 2] {
    let all = get(
        "getTileMatrixSetsList",
        "The tile matrix sets",
        &["f"],
        JSON,
        "tileMatrixSets",
    );
    let mut one = get(
        "getTileMatrixSet",
        "A tile matrix set",
        &["tileMatrixSetId", "f"],
        JSON,
        "tileMatrixSet",
    );
    one["get"]["responses"]["404"] = reference("responses", "problem");
    [
        ("/tileMatrixSets".to_owned(), all),
        ("/tileMatrixSets/{tileMatrixSetId}".to_owned(), one),
    ]
}

/// The tiles of a collection.
#[must_use]
pub fn of_collection(id: &str, title: &str) -> Vec<(String, Value)> {
    let operation = |verb: &str, what: &str, parameters: &[&str], media_type, schema| {
        let mut parameters = parameters.to_vec();
        if BY_STANCE.contains(&id) && parameters.contains(&"datetime") {
            parameters.push("stance");
        }
        let (name, summary) = (
            format!("{id}.collection.vector.{verb}"),
            format!("{what}: {title}"),
        );
        let mut item = get(&name, &summary, &parameters, media_type, schema);
        item["get"]["responses"]["404"] = reference("responses", "problem");
        item
    };
    let sets = operation("getTileSetsList", "Sets of tiles", &["f"], JSON, "tilesets");
    let filters = ["datetime", "filter", "filter-lang", "filter-crs"];
    let asked = [&["tileMatrixSetId"], filters.as_slice(), &["tileset-f"]].concat();
    let mut set = operation(
        "getTileSet",
        "What tiles there are",
        &asked,
        JSON,
        "tileset",
    );
    // As TileJSON it is another document.
    let schema =
        json!({"anyOf": [reference("schemas", "tileset"), reference("schemas", "object")]});
    set["get"]["responses"]["200"]["content"][JSON]["schema"] = schema;
    let address = ["tileMatrixSetId", "tileMatrix", "tileRow", "tileCol"];
    let asked = [&address, filters.as_slice(), &["tile-f"]].concat();
    let mut one = operation("getTile", "A tile", &asked, MVT, "file");
    let content = one.pointer_mut("/get/responses/200/content");
    if let Some(content) = content.and_then(Value::as_object_mut) {
        content.remove("text/html");
    }
    let path = format!("/collections/{id}/tiles");
    let matrix = format!("{path}/{{tileMatrixSetId}}");
    let address = format!("{matrix}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}");
    vec![(path, sets), (matrix, set), (address, one)]
}

/// The schemas of the documents about tiles.
#[must_use]
pub fn schemas() -> Map<String, Value> {
    let links = json!({"type": "array", "items": reference("schemas", "link")});
    let of = |required: &[&str], properties: Value| json!({"type": "object", "required": required, "properties": properties});
    let objects = json!({"type": "array", "items": {"type": "object"}});
    let sets = json!({"type": "array", "items": reference("schemas", "tileset")});
    let set = json!({
        "title": {"type": "string"}, "dataType": {"type": "string", "enum": ["vector"]},
        "crs": {"type": "string"}, "tileMatrixSetURI": {"type": "string"}, "links": links,
    });
    let matrices = json!({
        "id": {"type": "string"}, "crs": {"type": "string"}, "tileMatrices": objects,
    });
    let named = [
        (
            "tilesets",
            of(&["tilesets"], json!({"links": links, "tilesets": sets})),
        ),
        (
            "tileset",
            of(&["dataType", "crs", "tileMatrixSetURI", "links"], set),
        ),
        (
            "tileMatrixSets",
            of(&["tileMatrixSets"], json!({"tileMatrixSets": objects})),
        ),
        (
            "tileMatrixSet",
            of(&["id", "crs", "tileMatrices"], matrices),
        ),
    ];
    named
        .into_iter()
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect()
}
