//! `/search` and `/geoparse`: names to places, text to locations.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    atlas::error::AtlasError,
    atlas::lookup::dated,
    http::{
        blocking::{blocking, permit},
        body::Json,
        client::Client,
        feature_params::Search,
        params::Params,
        problem::Problem,
        reply::{self, GEOJSON},
        state::AppState,
    },
    model::names::Language,
};

/// `GET /search?q=&lang=`: places by name, in any script, called as the reader calls them.
///
/// # Errors
/// 400 without `q` and for a `lang` in which there are no names.
pub async fn search(
    State(state): State<AppState>,
    Params(Search { q, limit, language }): Params<Search>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let language = language.unwrap_or_else(|| preferred(&headers));
    let found = blocking(move || atlas.search(&q, limit, language)).await?;
    let mut response = reply::json(&headers, GEOJSON, &found);
    let vary = HeaderValue::from_static("accept-language");
    response.headers_mut().append(header::VARY, vary);
    Ok(response)
}

/// The first language of `Accept-Language`, by weight, in which there are names; else English.
///
/// # References
/// - RFC 9110, section 12.5.4
fn preferred(headers: &HeaderMap) -> Language {
    let accepted = headers.get_all(header::ACCEPT_LANGUAGE);
    let mut ranges: Vec<(f32, Language)> = accepted
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next()?.to_ascii_lowercase();
            let language = Language::of_code(tag.split('-').next()?)?;
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let weight = weight.map_or(Some(1.0), |weight| weight.parse().ok())?;
            (weight > 0.0).then_some((weight, language))
        })
        .collect();
    ranges.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranges
        .first()
        .map_or(Language::En, |(_, language)| *language)
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
        let found = atlas.geoparse("text", &text, &dated(date))?;
        serde_json::to_string(&found).map_err(|error| AtlasError::Builtin(error.to_string()))
    })
    .await?;
    Ok(reply::private(StatusCode::OK, &found))
}
