//! `/line`: the line of contact.

use axum::{extract::State, http::HeaderMap, response::Response};

use crate::http::{
    blocking::blocking,
    params::{Locate, On, Params},
    problem::Problem,
    reply::{self, GEOJSON, JSON},
    state::AppState,
};

/// `GET /line?on=`: the version in force on a day, or the last one known.
///
/// # Errors
/// 404 for a day before the first version.
pub async fn on(
    State(state): State<AppState>,
    Params(On(day)): Params<On>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let feature = blocking(move || atlas.line_on(day)).await?;
    Ok(reply::json(&headers, GEOJSON, &feature))
}

/// `GET /line/dates`: when the versions held.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn dates(
    State(state): State<AppState>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    Ok(reply::json(&headers, JSON, &state.atlas.line_dates()))
}

/// `GET /line/locate?lon=&lat=&on=`: a position relative to the line of a day (ISO 19148).
///
/// # Errors
/// 400, 404 and 422 with a sentence.
pub async fn locate(
    State(state): State<AppState>,
    Params(Locate { position, on }): Params<Locate>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let found = blocking(move || atlas.locate(position, on)).await?;
    Ok(reply::json(&headers, JSON, &found))
}
