//! `/ogc/collections/{collection}/items` (OGC 17-069r4, sections 7.15 and 7.16).

use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use serde_json::{Map, Value, json};

use crate::{
    atlas::{browse::Page, tables::object},
    format::geojson,
    http::{
        blocking::blocking,
        line_params::ByStance,
        link::Base,
        params::Params,
        path::Path,
        problem::Problem,
        reply::{self, GEOJSON, JSON},
        state::AppState,
    },
    model::id::Id,
    store::query::PageQuery,
};

/// `GET /ogc/collections/{collection}/items`.
///
/// # Errors
/// 400 for a parameter that does not read, 404 when there is no such collection.
pub async fn items(
    State(state): State<AppState>,
    base: Base,
    Path(collection): Path<String>,
    RawQuery(query): RawQuery,
    Params(asked): Params<ByStance<PageQuery>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (atlas, id) = (state.atlas, collection.clone());
    let stance = asked.stance_for(&collection, &asked.query.filter)?;
    let page = blocking(move || atlas.items(&id, &asked.query, stance)).await?;
    let members = members(&base, &collection, query.as_deref(), &page);
    let mut body = geojson::head(&members);
    for (n, feature) in page.bodies.iter().enumerate() {
        body.push_str(geojson::separator(n));
        body.push_str(feature);
    }
    body.push_str(geojson::FOOT);
    Ok(reply::body(&headers, GEOJSON, body))
}

/// Links and counts of a page.
fn members(base: &Base, collection: &str, query: Option<&str>, page: &Page) -> Map<String, Value> {
    let path = format!("/ogc/collections/{collection}");
    let items = |query: String| {
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{path}/items{mark}{query}")
    };
    let mut links = vec![
        base.link(
            &items(query.unwrap_or_default().to_owned()),
            "self",
            GEOJSON,
            "This page",
        ),
        base.link(&path, "collection", JSON, "The collection"),
    ];
    if let Some(next) = &page.next {
        links.push(base.link(
            &items(following(query, next)),
            "next",
            GEOJSON,
            "The next page",
        ));
    }
    object(json!({
        "links": links,
        "numberMatched": page.matched,
        "numberReturned": page.bodies.len(),
    }))
}

/// The same query, behind `next`.
fn following(query: Option<&str>, next: &Id) -> String {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs.filter(|(key, _)| key != "after"))
        .append_pair("after", next.as_str())
        .finish()
}

/// `GET /ogc/collections/{collection}/items/{feature}`.
///
/// # Errors
/// 404 when there is no such collection or feature.
pub async fn item(
    State(state): State<AppState>,
    base: Base,
    Path((collection, id)): Path<(String, String)>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let path = format!("/ogc/collections/{collection}");
    let links = object(json!({"links": [
        base.link(&format!("{path}/items/{id}"), "self", GEOJSON, "This feature"),
        base.link(&path, "collection", JSON, "The collection"),
    ]}));
    let atlas = state.atlas;
    let body = blocking(move || atlas.item(&collection, &id)).await?;
    Ok(reply::body(
        &headers,
        GEOJSON,
        geojson::with_members(&body, &links),
    ))
}
