//! `/search` and `/geoparse`: names to places, text to locations.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    atlas::lookup::dated,
    http::{
        blocking::{blocking, permit},
        body::Json,
        pace::Client,
        params::{Params, Search},
        problem::Problem,
        reply::{self, GEOJSON},
        state::AppState,
    },
};

/// `GET /search?q=`: places by name, in any script.
///
/// # Errors
/// 400 without `q`.
pub async fn search(
    State(state): State<AppState>,
    Params(Search { q, limit }): Params<Search>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let found = blocking(move || atlas.search(&q, limit)).await?;
    Ok(reply::json(&headers, GEOJSON, &found))
}

/// The longest text that anybody may have read, in bytes.
const LONGEST_DRY_RUN: usize = 32 * 1024;

/// The body of `POST /geoparse`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    text: String,
    #[serde(default)]
    date: Option<Date>,
}

/// `POST /geoparse`: what would be found in a text; nothing is stored. Of HTML the text is read and
/// given back as `text`, to which the spans refer.
///
/// # Errors
/// 413 for a long text, 422 for an empty one, 429 for too many in a short time.
pub async fn geoparse(
    State(state): State<AppState>,
    client: Client,
    Params(()): Params<()>,
    Json(Text { text, date }): Json<Text>,
) -> Result<Response, Problem> {
    if text.len() > LONGEST_DRY_RUN {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "The text is longer than 32 KiB; give less at a time.",
        ));
    }
    state.pace.admit(client)?;
    let permit = permit(&state.dry_runs).await?;
    let atlas = state.atlas;
    let found = blocking(move || {
        let _permit = permit;
        atlas.geoparse("text", &text, &dated(date))
    })
    .await?;
    Ok(reply::private(StatusCode::OK, &found))
}
