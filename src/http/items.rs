//! `/ogc/collections/{collection}/items` (OGC 17-069r4, sections 7.15 and 7.16).

use std::borrow::Cow;

use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::{
    atlas::{browse::layer, derived::BY_STANCE, download::Download, page::Page, tables::object},
    format::{crs::Crs, document::Document, geojson, selection::Selection},
    http::{
        blocking::blocking,
        collections::{by_accept, forms, trail},
        digest::digest,
        encoded::{Coding, LONGEST, SHORTEST},
        feature_params::{Asked, AskedPage},
        items_file,
        line_params::ByStance,
        link::Base,
        params::Params,
        path::Path,
        pieces::{MOST_APART, Pieces},
        problem::Problem,
        reply::{self, GEOJSON, HTML, JSON},
        state::AppState,
    },
    query::filter::{Filter, Turn},
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
    Params(asked): Params<Asked<ByStance<AskedPage>>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Asked {
        query: asked,
        browsing,
        crs,
        selection,
    } = asked;
    known(&state, &collection, &selection)?;
    let stance = asked.stance_for(&collection, &asked.query.page.filter)?;
    let AskedPage { page: asked, file } = asked.query;
    if let Turn::By(order, _) = &asked.turn {
        let schema = state.atlas.schema(&collection)?;
        schema.sorts(order.names()).map_err(Problem::bad_request)?;
    }
    let snapshot = state.atlas.snapshot()?;
    let derives = asked.filter.interval.is_some() && BY_STANCE.contains(&collection.as_str());
    let lasting = !browsing && !derives;
    let plain = lasting && file.is_none();
    // What stands in it follows from the revision: it need not be looked at.
    let tag = layer(&snapshot, &collection)?.revision;
    let tag = format!(
        "{collection}-{}-{:x}-{}",
        tag.number,
        tag.changed_at,
        digest([
            env!("CARGO_PKG_VERSION"),
            &base.0,
            file.map_or("", |format| format.offer().extension),
            query.as_deref().unwrap_or_default()
        ])
    );
    let etag = format!("W/\"{tag}\"");
    if lasting && reply::matches(&headers, &etag) {
        return Ok(by_accept(reply::not_modified(&etag)));
    }
    // Everybody asks for the beginning of a collection: its compressed form is kept.
    let beginning = asked.filter == Filter::default() && asked.turn == Turn::ById(None);
    let coding = Coding::liked(&headers).filter(|_| plain && beginning);
    if let Some((coding, body)) =
        coding.and_then(|coding| Some((coding, state.encoded.get(&tag, coding)?)))
    {
        return Ok(kept(&etag, crs, coding, body));
    }
    if let Some(format) = file {
        items_file::only_geojson(crs, &selection)?;
        let download = Download {
            layer: collection.clone(),
            format,
            filter: asked.filter.clone(),
            stance,
            flat: false,
            address: String::new(),
            part: items_file::part(&asked),
        };
        let form = format.offer().extension;
        let address = |next: &str| {
            let following = following(query.as_deref(), next, Some(form));
            format!("{}/ogc/collections/{collection}/items?{following}", base.0)
        };
        let etag = lasting.then_some(etag.as_str());
        let asked = (download, asked);
        return items_file::answer(state, &headers, snapshot, asked, etag, address).await;
    }
    let dear = asked.filter.frame.is_some()
        || asked.filter.cql.is_some()
        || matches!(asked.turn, Turn::By(..));
    let page = if derives || dear {
        let (atlas, id) = (state.atlas, collection.clone());
        blocking(move || atlas.items(&snapshot, &id, &asked, stance)).await?
    } else {
        state.atlas.items(&snapshot, &collection, &asked, stance)?
    };
    let members = members(&base, &collection, query.as_deref(), &page, browsing);
    let pieces = pieces(&geojson::head(&members), &page, crs, &selection)?;
    if !plain {
        let title = format!("Features of {collection}");
        let body = String::from_utf8(pieces.whole().into()).map_err(|_| Problem::internal())?;
        return Ok(answer(&headers, browsing, crs, (&collection, &title), body));
    }
    match coding {
        Some(coding) if (SHORTEST..LONGEST).contains(&pieces.len()) => {
            let body = state.encoded.keep(&tag, coding, pieces.whole()).await?;
            Ok(kept(&etag, crs, coding, body))
        }
        _ => Ok(in_crs(reply::tagged(pieces.body(), GEOJSON, &etag), crs)),
    }
}

/// A page of features, in pieces.
fn pieces(head: &str, page: &Page, crs: Crs, selection: &Selection) -> Result<Pieces, Problem> {
    let mut pieces = Pieces::default();
    pieces.push(head.to_owned());
    let as_they_lie = crs == Crs::Crs84 && selection.is_whole();
    let runs = as_they_lie.then(|| page.runs(MOST_APART)).flatten();
    if let Some(runs) = runs {
        for (n, run) in runs.into_iter().enumerate() {
            pieces.push(geojson::separator(n));
            pieces.push(run);
        }
    } else {
        let bytes: usize = page.bodies().map(|body| body.len() + 2).sum();
        let mut body = String::with_capacity(bytes);
        for (n, feature) in page.bodies().enumerate() {
            body.push_str(geojson::separator(n));
            body.push_str(&chosen(feature, crs, selection)?);
        }
        pieces.push(body);
    }
    pieces.push(geojson::FOOT);
    Ok(pieces)
}

/// What is wanted of a feature, in the coordinates that are wanted.
fn chosen<'a>(body: &'a str, crs: Crs, selection: &Selection) -> Result<Cow<'a, str>, Problem> {
    let body = if selection.is_whole() {
        Cow::Borrowed(body)
    } else {
        Cow::Owned(selection.of(body).map_err(|_| Problem::internal())?)
    };
    Ok(if crs == Crs::Crs84 {
        body
    } else {
        Cow::Owned(crs.written(&body))
    })
}

/// Refuses to choose properties that no feature of the collection has.
fn known(state: &AppState, collection: &str, selection: &Selection) -> Result<(), Problem> {
    let Some(names) = &selection.properties else {
        return Ok(());
    };
    let schema = state.atlas.schema(collection)?;
    schema.knows(names).map_err(Problem::bad_request)
}

/// A compressed body that is kept.
fn kept(etag: &str, crs: Crs, coding: Coding, body: Bytes) -> Response {
    let mut response = in_crs(reply::tagged(Body::from(body), GEOJSON, etag), crs);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_ENCODING, coding.name());
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// An answer that says in which coordinate reference system its coordinates are.
fn in_crs(mut response: Response, crs: Crs) -> Response {
    if let Ok(value) = HeaderValue::from_str(&format!("<{}>", crs.uri())) {
        let name = HeaderName::from_static("content-crs");
        response.headers_mut().insert(name, value);
    }
    by_accept(response)
}

/// Features as `GeoJSON`, or as a page for people.
fn answer(
    headers: &HeaderMap,
    browsing: bool,
    crs: Crs,
    (collection, title): (&str, &str),
    body: String,
) -> Response {
    let response = if browsing {
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
    in_crs(response, crs)
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
        let following = following(query, next, browsing.then_some("html"));
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

/// The same query, behind `next`, in this form.
fn following(query: Option<&str>, next: &str, form: Option<&str>) -> String {
    let mut written = without(query, &["after", "f"]);
    written.append_pair("after", next);
    if let Some(form) = form {
        written.append_pair("f", form);
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
    let Asked {
        browsing,
        crs,
        selection,
        ..
    } = asked;
    known(&state, &collection, &selection)?;
    let snapshot = state.atlas.snapshot()?;
    let body = if let Some(body) = layer(&snapshot, &collection)?.shelf.get(&id) {
        Cow::Borrowed(body)
    } else {
        let (atlas, within, wanted) = (state.atlas, collection.clone(), id.clone());
        Cow::Owned(blocking(move || atlas.item(&within, &wanted)).await?)
    };
    let body = chosen(&body, crs, &selection)?;
    let body = whole(&base, &collection, &id, browsing, &body);
    Ok(answer(&headers, browsing, crs, (&collection, &id), body))
}

/// A feature with its links.
pub(crate) fn whole(base: &Base, collection: &str, id: &str, browsing: bool, body: &str) -> String {
    let path = format!("/ogc/collections/{collection}");
    let mut links = forms(base, &format!("{path}/items/{id}"), browsing, GEOJSON);
    links.push(base.link(&path, "collection", JSON, "The collection"));
    geojson::with_members(body, &object(json!({ "links": links })))
}
