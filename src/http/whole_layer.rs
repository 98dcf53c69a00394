//! A whole layer as `GeoJSON`: it lies in memory, and its compressed forms are kept.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use crate::{
    atlas::{browse::Whole, derived::Derived},
    format::kinds::Format,
    http::{
        encoded::{Coding, LONGEST, SHORTEST},
        layers::tag,
        pieces::Pieces,
        problem::Problem,
        reply,
        state::AppState,
    },
};

/// The answer, and the layer's licence.
///
/// # Errors
/// 404 when there is no such layer.
pub async fn answer(
    state: &AppState,
    layer: &str,
    headers: &HeaderMap,
) -> Result<(Response, String), Problem> {
    let snapshot = state.atlas.snapshot()?;
    let derived = Derived::stored();
    let whole = Whole::new(&snapshot, layer, &derived)?;
    let (head, _) = whole.head();
    let tag = tag(&head, Format::GeoJson);
    let etag = format!("W/{tag}");
    let licence = head.collection.licence;
    if reply::matches(headers, &etag) {
        return Ok((reply::not_modified(&etag), licence));
    }
    let media_type = Format::GeoJson.offer().media_type;
    let coding = Coding::liked(headers);
    let kept = coding.and_then(|coding| state.encoded.get(&tag, coding));
    let body = match (coding, kept) {
        (Some(coding), Some(body)) => Some((coding, body)),
        (Some(coding), None) => {
            let pieces = pieces(&whole);
            if !(SHORTEST..LONGEST).contains(&pieces.len()) {
                return Ok((reply::tagged(pieces.body(), media_type, &etag), licence));
            }
            let body = state.encoded.keep(&tag, coding, pieces.whole()).await?;
            Some((coding, body))
        }
        (None, _) => None,
    };
    let Some((coding, body)) = body else {
        let body = pieces(&whole).body();
        return Ok((reply::tagged(body, media_type, &etag), licence));
    };
    let mut response = reply::tagged(Body::from(body), media_type, &etag);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_ENCODING, coding.name());
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    Ok((response, licence))
}

fn pieces(whole: &Whole<'_>) -> Pieces {
    let mut pieces = Pieces::default();
    for piece in whole.pieces().unwrap_or_default() {
        pieces.push(piece);
    }
    pieces
}
