//! `/metrics`: how the server does, for those who run it.

use axum::{
    body::Body,
    extract::{FromRequestParts as _, Request, State},
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse as _, Response},
};

use crate::http::{
    account::{May, ReadDrafts},
    blocking::blocking,
    client::{FORWARDED, Peer},
    params::Params,
    problem::Problem,
    state::AppState,
};

/// Media type of the text that Prometheus reads (`OpenMetrics` 1.0).
const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// `GET /metrics`: for programs on this machine, and for those with a token that may read drafts.
///
/// # Errors
/// 401 and 403 for others.
pub async fn metrics(
    State(state): State<AppState>,
    Params(()): Params<()>,
    request: Request,
) -> Result<Response, Problem> {
    let (mut parts, _) = request.into_parts();
    if !is_at_home(&parts) {
        May::<ReadDrafts>::from_request_parts(&mut parts, &state).await?;
    }
    let AppState { atlas, meters, .. } = state;
    let vitals = blocking(move || atlas.vitals()).await?;
    let mut response = Body::from(meters.text(&vitals)).into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, OPENMETRICS),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// Whether a request comes from this machine itself, and not by way of a proxy on it.
fn is_at_home(parts: &Parts) -> bool {
    let peer = parts.extensions.get::<Peer>();
    let here = peer.is_some_and(|Peer(address)| address.to_canonical().is_loopback());
    here && FORWARDED
        .iter()
        .all(|name| !parts.headers.contains_key(*name))
}
