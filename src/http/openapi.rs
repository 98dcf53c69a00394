//! `/ogc/api`: what is served, as `OpenAPI` 3.0 (OGC 17-069r4, sections 7.3 and 8.1).

use axum::{extract::State, http::HeaderMap, response::Response};
use serde_json::{Map, Value, json};

use crate::{
    atlas::{browse::Described, derived::BY_STANCE, exchange::INCIDENTS},
    format::kinds::{FORMATS, Format},
    http::{
        accept::files,
        blocking::blocking,
        collections::{answer, by_accept, trail},
        link::Base,
        openapi_exchange,
        openapi_parts::{get, parameters, reference, schemas},
        openapi_tiles,
        params::{AskedDocument, Params},
        problem::Problem,
        reply::{self, GEOJSON, JSON, OPENAPI, SCHEMA},
        schemas::SCHEMAS,
        state::AppState,
    },
};

/// `GET /ogc/api`.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn api(
    State(state): State<AppState>,
    base: Base,
    Params(AskedDocument { browsing }): Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let collections = blocking(move || atlas.collections()).await?;
    let document = document(&base, &collections);
    if browsing {
        let page = overview(&base, &document);
        return Ok(answer(&headers, true, &trail(), &page));
    }
    Ok(by_accept(reply::json(&headers, OPENAPI, &document)))
}

/// The document for people: every operation with its parameters.
fn overview(base: &Base, document: &Value) -> Value {
    let operations: Vec<Value> =
        document["paths"]
            .as_object()
            .into_iter()
            .flatten()
            .flat_map(|(path, item)| {
                let server = item["servers"][0]["url"].as_str();
                let server = server.or_else(|| document["servers"][0]["url"].as_str());
                let address = format!("{}{path}", server.unwrap_or_default());
                ["get", "post", "put", "patch", "delete"].into_iter().filter_map(move |method| {
                let operation = item.get(method)?;
                let named = |parameter: &Value| {
                    let reference = parameter["$ref"].as_str().unwrap_or_default();
                    let name = reference.rsplit('/').next().filter(|name| !name.is_empty());
                    name.or_else(|| parameter["name"].as_str())
                        .map(str::to_owned)
                };
                let parameters = operation["parameters"].as_array().into_iter().flatten();
                Some(json!({
                    "request": format!("{} {address}", method.to_uppercase()),
                    "answers with": operation["summary"],
                    "parameters": parameters.filter_map(named).collect::<Vec<_>>().join(", "),
                }))
            })
            })
            .collect();
    json!({
        "title": "What is served",
        "description": document["info"]["description"],
        "operations": operations,
        "links": [
            base.link("/ogc/api?f=html", "self", "text/html", "This document as a page"),
            base.link("/ogc/api?f=json", "alternate", OPENAPI, "This document for programs"),
        ],
    })
}

fn document(base: &Base, collections: &[Described]) -> Value {
    let mut paths = Map::new();
    let mut add = |path: &str, item: Value| {
        paths.insert(path.to_owned(), item);
    };
    add(
        "/",
        get(
            "getLandingPage",
            "The landing page",
            &["f"],
            JSON,
            "landing",
        ),
    );
    add(
        "/api",
        get("getApi", "This document", &["f"], OPENAPI, "object"),
    );
    add(
        "/conformance",
        get(
            "getConformance",
            "What it conforms to",
            &["f"],
            JSON,
            "conformance",
        ),
    );
    add(
        "/collections",
        get(
            "getCollections",
            "The collections",
            &["f"],
            JSON,
            "collections",
        ),
    );
    for (path, item) in openapi_tiles::matrix_sets() {
        add(&path, item);
    }
    for described in collections {
        let base = base.0.as_str();
        for (path, item) in of_collection(base, described) {
            add(&path, item);
        }
    }
    let mut search = get(
        "search",
        "Places by name, in any script",
        &["q", "most", "lang"],
        GEOJSON,
        "featureCollection",
    );
    only_data(&mut search, &base.0);
    add("/search", search);
    let mut schemas = schemas();
    if let Some(schemas) = schemas.as_object_mut() {
        schemas.extend(openapi_tiles::schemas());
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "contactline",
            "description": "The line of contact around Nagorno-Karabakh: layers, places, statements \
                            of control, and incidents with the claims that they rest on. Numbers \
                            belong to whoever claims them.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "MIT (the program; each collection names the licence of its data)"},
        },
        "servers": [{"url": format!("{}/ogc", base.0)}],
        "paths": paths,
        "components": {
            "parameters": parameters(),
            "responses": {
                "problem": {
                    "description": "A sentence that says what to do (RFC 9457)",
                    "content": {"application/problem+json": {"schema": reference("schemas", "problem")}},
                },
                "tooLong": {"description": "The address is longer than any that is read; nothing else is said"},
            },
            "schemas": schemas,
        },
    })
}

/// The addresses of a collection: what it is, its features, and the layer as a whole.
fn of_collection(base: &str, described: &Described) -> Vec<(String, Value)> {
    let id = described.collection.id.as_str();
    let title = described.collection.title.plain().unwrap_or(id);
    let path = format!("/collections/{id}");
    let operation = |verb: &str, what: &str, parameters: &[&str], media_type, schema| {
        let mut parameters = parameters.to_vec();
        if BY_STANCE.contains(&id) && parameters.contains(&"datetime") {
            parameters.push("stance");
        }
        let (name, summary) = (format!("{verb}.{id}"), format!("{what}: {title}"));
        get(&name, &summary, &parameters, media_type, schema)
    };
    let about = operation("describe", "About", &["f"], JSON, "collection");
    let asked = [
        "limit",
        "bbox",
        "bbox-crs",
        "datetime",
        "filter",
        "filter-lang",
        "filter-crs",
        "sortby",
        "after",
        "crs",
        "properties",
        "skipGeometry",
        "items-f",
    ];
    let mut page = operation(
        "getFeatures",
        "Features",
        &asked,
        GEOJSON,
        "featureCollection",
    );
    for offer in files() {
        page["get"]["responses"]["200"]["content"][offer.media_type] =
            json!({"schema": reference("schemas", schema_of(offer.format))});
    }
    let asked = ["featureId", "crs", "properties", "skipGeometry", "f"];
    let mut one = operation("getFeature", "One feature", &asked, GEOJSON, "feature");
    one["get"]["responses"]["404"] = reference("responses", "problem");
    if id == INCIDENTS {
        openapi_exchange::adds(&mut page);
        openapi_exchange::changes(&mut one);
    }
    let mut paths = openapi_tiles::of_collection(id, title);
    paths.extend([
        (format!("{path}/items"), page),
        (format!("{path}/items/{{featureId}}"), one),
    ]);
    paths.extend(SCHEMAS.map(|(name, _, what)| {
        let schema = operation(name, what, &["f"], SCHEMA, "object");
        (format!("{path}/{name}"), schema)
    }));
    paths.push((path, about));
    let asked = [
        "bbox",
        "bbox-crs",
        "datetime",
        "filter",
        "filter-lang",
        "filter-crs",
        "flat",
        "hxl",
    ];
    // Only the table has a row for tags.
    let tagged = |format| asked.get(..if format == Format::Csv { 8 } else { 7 });
    paths.extend(FORMATS.iter().map(|offer| {
        let schema = schema_of(offer.format);
        let verb = format!("getLayer.{}", offer.extension);
        let asked = tagged(offer.format).unwrap_or_default();
        let mut whole = operation(&verb, offer.title, asked, offer.media_type, schema);
        only_data(&mut whole, base);
        (format!("/layers/{id}.{}", offer.extension), whole)
    }));
    paths
}

/// What a file of a format holds.
const fn schema_of(format: Format) -> &'static str {
    match format {
        Format::GeoJson | Format::JsonFg => "featureCollection",
        Format::CsvMetadata => "object",
        _ => "file",
    }
}

/// Marks an address outside `/ogc` that has no page for people.
fn only_data(item: &mut Value, base: &str) {
    item["servers"] = json!([{"url": base}]);
    let content = item.pointer_mut("/get/responses/200/content");
    if let Some(content) = content.and_then(Value::as_object_mut) {
        content.remove("text/html");
    }
}
