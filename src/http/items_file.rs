//! A page of features as a file, in the formats of whole layers: by `f`, or by the header `Accept`.

use std::sync::Arc;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};

use crate::{
    atlas::download::Download,
    format::{crs::Crs, selection::Selection},
    http::{
        blocking::{blocking, permit},
        collections::by_accept,
        digest::digest,
        problem::Problem,
        reply,
        state::AppState,
    },
    query::{
        filter::{PageQuery, Turn},
        shelf::snapshot::Snapshot,
    },
};

/// Refuses what goes with `GeoJSON` alone.
///
/// # Errors
/// 400.
pub fn only_geojson(crs: Crs, selection: &Selection) -> Result<(), Problem> {
    if crs == Crs::Crs84 && selection.is_whole() {
        return Ok(());
    }
    Err(Problem::bad_request(
        "Parameters crs, properties and skipGeometry go with GeoJSON: leave them out, or ask for \
         f=json.",
    ))
}

/// Which page is asked for, as it is said in the file.
#[must_use]
pub fn part(query: &PageQuery) -> Vec<(&'static str, String)> {
    let mut pairs = vec![("limit", query.limit.to_string())];
    match &query.turn {
        Turn::ById(after) => pairs.extend(after.as_ref().map(|id| ("after", id.to_string()))),
        Turn::By(order, behind) => {
            pairs.push(("sortby", order.to_string()));
            pairs.extend(behind.as_ref().map(|mark| ("after", mark.to_string())));
        }
    }
    pairs
}

/// The file. In its head stand how many features there are, and where they go on: `items` makes the
/// address of the page behind one. Its `ETag` is that of its bytes, unless the caller knows a better one.
///
/// # Errors
/// 400 for a filter that asks for what features do not have, 404 when there is no such collection,
/// 503 when too many files are being written.
pub async fn answer(
    state: AppState,
    headers: &HeaderMap,
    snapshot: Arc<Snapshot>,
    (download, query): (Download, PageQuery),
    etag: Option<&str>,
    items: impl Fn(&str) -> String,
) -> Result<Response, Problem> {
    let permit = permit(&state.exports).await?;
    let (offer, file) = (download.format.offer(), download.file());
    let atlas = state.atlas;
    let (page, body) = blocking(move || {
        let _permit = permit;
        let page = atlas.items(&snapshot, &download.layer, &query, download.stance)?;
        let body = atlas.download_page(&snapshot, &page, &download)?;
        Ok::<_, Problem>((page, body))
    })
    .await?;
    let etag = etag.map_or_else(|| format!("W/\"{}\"", digest([&body])), str::to_owned);
    if reply::matches(headers, &etag) {
        return Ok(by_accept(reply::not_modified(&etag)));
    }
    let mut response = reply::tagged(Body::from(body), offer.media_type, &etag);
    let headers = response.headers_mut();
    for (name, count) in [
        ("ogc-numbermatched", page.matched),
        ("ogc-numberreturned", page.len()),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(count));
    }
    if let Some(next) = &page.next {
        let media_type = offer.media_type.split(';').next().unwrap_or_default();
        let link = format!("<{}>; rel=\"next\"; type=\"{media_type}\"", items(next));
        if let Ok(link) = HeaderValue::from_str(&link) {
            headers.insert(header::LINK, link);
        }
    }
    Ok(by_accept(reply::attached(response, &file)))
}
