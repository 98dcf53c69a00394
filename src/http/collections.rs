//! `/ogc` and `/ogc/collections` (OGC 17-069r4, sections 7.2 and 7.13 to 7.14).

use axum::{extract::State, http::HeaderMap, response::Response};
use serde_json::{Value, json};

use crate::{
    atlas::{browse::Described, derived::BY_STANCE},
    http::{
        blocking::blocking,
        link::Base,
        params::Params,
        path::Path,
        problem::Problem,
        reply::{self, GEOJSON, JSON},
        state::AppState,
    },
    line::stance::Stance,
};

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// `GET /ogc`.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn landing(
    State(state): State<AppState>,
    base: Base,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let page = json!({
        "title": "contactline",
        "description": "The line of contact around Nagorno-Karabakh: layers, places, statements of \
                        control, and incidents with the claims that they rest on.",
        "attribution": state.atlas.attribution,
        "links": [
            base.link("/ogc", "self", JSON, "This document"),
            base.link("/ogc/collections", "data", JSON, "The collections"),
            base.link("/", "alternate", "text/html", "The map"),
        ],
    });
    Ok(reply::json(&headers, JSON, &page))
}

/// `GET /ogc/collections`.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn all(
    State(state): State<AppState>,
    base: Base,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let described = blocking(move || atlas.collections()).await?;
    let collections: Vec<Value> = described.iter().map(|one| document(&base, one)).collect();
    let page = json!({
        "links": [base.link("/ogc/collections", "self", JSON, "This document")],
        "collections": collections,
    });
    Ok(reply::json(&headers, JSON, &page))
}

/// `GET /ogc/collections/{collection}`.
///
/// # Errors
/// 404 when there is no such collection.
pub async fn one(
    State(state): State<AppState>,
    base: Base,
    Path(id): Path<String>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let described = blocking(move || atlas.collection(&id)).await?;
    Ok(reply::json(&headers, JSON, &document(&base, &described)))
}

fn document(base: &Base, Described { collection, extent }: &Described) -> Value {
    let id = &collection.id;
    let path = format!("/ogc/collections/{id}");
    let mut document = json!({
        "id": id,
        "title": collection.title.plain(),
        "titles": collection.title,
        "description": collection.description.plain(),
        "licence": collection.licence,
        "attribution": collection.attribution,
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            base.link(&path, "self", JSON, "This document"),
            base.link(&format!("{path}/items"), "items", GEOJSON, "The features, page by page"),
            base.link(&format!("/layers/{id}.geojson"), "enclosure", GEOJSON, "The whole layer"),
        ],
    });
    if BY_STANCE.contains(&id.as_str()) {
        document["parameters"] = json!([{
            "name": "stance",
            "in": "query",
            "required": false,
            "description": "Whose statements count; goes with datetime. With a time this collection \
                            serves what follows from the statements on control: the line rebuilt \
                            for those days, or places with their holders.",
            "schema": {
                "type": "string",
                "enum": Stance::ALL,
                "default": Stance::default(),
            },
        }]);
    }
    if let Some(bbox) = extent {
        document["extent"] = json!({"spatial": {"bbox": [bbox], "crs": CRS84}});
    }
    document
}
