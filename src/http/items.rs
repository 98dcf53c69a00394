//! `/ogc/collections/{collection}/items` (OGC 17-069r4, sections 7.15 and 7.16).

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    response::Response,
};
use serde_json::{Map, Value, json};

use crate::{
    atlas::{browse::Page, tables::object},
    format::{crs::Crs, document::Document, geojson},
    http::{
        blocking::blocking,
        collections::{by_accept, forms, trail},
        line_params::ByStance,
        link::Base,
        params::{Asked, Params},
        path::Path,
        problem::Problem,
        reply::{self, GEOJSON, HTML, JSON},
        state::AppState,
    },
    model::id::Id,
    query::filter::PageQuery,
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
    Params(asked): Params<Asked<ByStance<PageQuery>>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (atlas, id) = (state.atlas, collection.clone());
    let Asked {
        query: asked,
        browsing,
        crs,
    } = asked;
    let stance = asked.stance_for(&collection, &asked.query.filter)?;
    let page = blocking(move || atlas.items(&id, &asked.query, stance)).await?;
    let members = members(&base, &collection, query.as_deref(), &page, browsing);
    let mut body = geojson::head(&members);
    for (n, feature) in page.bodies().enumerate() {
        body.push_str(geojson::separator(n));
        match crs {
            Crs::Crs84 => body.push_str(feature),
            _ => body.push_str(&crs.written(feature)),
        }
    }
    body.push_str(geojson::FOOT);
    let title = format!("Features of {collection}");
    Ok(answer(&headers, browsing, crs, (&collection, &title), body))
}

/// Features as `GeoJSON`, or as a page for people.
fn answer(
    headers: &HeaderMap,
    browsing: bool,
    crs: Crs,
    (collection, title): (&str, &str),
    body: String,
) -> Response {
    let mut response = if browsing {
        let mut trail = trail();
        trail.push(("/ogc/collections".to_owned(), "Collections".to_owned()));
        trail.push((
            format!("/ogc/collections/{collection}"),
            collection.to_owned(),
        ));
        let json = serde_json::from_str(&body).unwrap_or(Value::Null);
        let document = Document {
            title,
            trail: &trail,
            json: &json,
        };
        reply::body(headers, HTML, document.page())
    } else {
        reply::body(headers, GEOJSON, body)
    };
    if let Ok(value) = HeaderValue::from_str(&format!("<{}>", crs.uri())) {
        let name = HeaderName::from_static("content-crs");
        response.headers_mut().insert(name, value);
    }
    by_accept(response)
}

/// Links and counts of a page.
fn members(
    base: &Base,
    collection: &str,
    query: Option<&str>,
    page: &Page,
    browsing: bool,
) -> Map<String, Value> {
    let path = format!("/ogc/collections/{collection}");
    let items = |query: String| {
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{path}/items{mark}{query}")
    };
    let here = items(without(query, &["f"]).finish());
    let mut links = forms(base, &here, browsing, GEOJSON);
    links.push(base.link(&path, "collection", JSON, "The collection"));
    if let Some(next) = &page.next {
        let form = if browsing { "text/html" } else { GEOJSON };
        let following = following(query, next, browsing);
        links.push(base.link(&items(following), "next", form, "The next page"));
    }
    object(json!({
        "links": links,
        "numberMatched": page.matched,
        "numberReturned": page.len(),
    }))
}

/// The same query without some of its parameters.
fn without<'a>(
    query: Option<&'a str>,
    left_out: &'a [&'a str],
) -> form_urlencoded::Serializer<'a, String> {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let mut written = form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(pairs.filter(|(key, _)| !left_out.contains(&key.as_ref())));
    written
}

/// The same query, behind `next`.
fn following(query: Option<&str>, next: &Id, browsing: bool) -> String {
    let mut written = without(query, &["after", "f"]);
    written.append_pair("after", next.as_str());
    if browsing {
        written.append_pair("f", "html");
    }
    written.finish()
}

/// `GET /ogc/collections/{collection}/items/{feature}`.
///
/// # Errors
/// 404 when there is no such collection or feature.
pub async fn item(
    State(state): State<AppState>,
    base: Base,
    Path((collection, id)): Path<(String, String)>,
    Params(asked): Params<Asked<()>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Asked { browsing, crs, .. } = asked;
    let atlas = state.atlas;
    let (within, wanted) = (collection.clone(), id.clone());
    let body = blocking(move || atlas.item(&within, &wanted)).await?;
    let body = whole(&base, &collection, &id, browsing, &crs.written(&body));
    Ok(answer(&headers, browsing, crs, (&collection, &id), body))
}

/// A feature with its links.
pub(crate) fn whole(base: &Base, collection: &str, id: &str, browsing: bool, body: &str) -> String {
    let path = format!("/ogc/collections/{collection}");
    let mut links = forms(base, &format!("{path}/items/{id}"), browsing, GEOJSON);
    links.push(base.link(&path, "collection", JSON, "The collection"));
    geojson::with_members(body, &object(json!({ "links": links })))
}
