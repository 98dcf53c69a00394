//! `/releases` and `/verify`: dated sets of hashes, and files checked against them.

use axum::{
    body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    atlas::{history::moment, release::LARGEST_FILE},
    http::{
        account::{May, Release},
        blocking::{blocking, permit},
        body::MaybeJson,
        params::{FromQuery, Params, Query},
        path::Path,
        problem::Problem,
        reply::{self, JSON},
        state::AppState,
    },
    store::releases::ReleaseRow,
};

fn document(row: &ReleaseRow) -> Value {
    json!({
        "date": row.date, "root": row.root, "sha256": row.sha256, "records": row.records,
        "made": moment(row.at), "href": format!("/releases/{}", row.date),
    })
}

/// `GET /releases`: all of them, the newest first.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn all(
    State(state): State<AppState>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let releases = blocking(move || atlas.releases()).await?;
    let releases: Vec<Value> = releases.iter().map(document).collect();
    Ok(reply::json(
        &headers,
        JSON,
        &json!({ "releases": releases }),
    ))
}

/// `GET /releases/{date}`: the manifest, byte for byte as it was released.
///
/// # Errors
/// 404 when there is none of this day.
pub async fn one(
    State(state): State<AppState>,
    Path(date): Path<String>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let day: String = date
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '-')
        .collect();
    let text = blocking(move || atlas.manifest(&date)).await?;
    let response = reply::body(&headers, JSON, text);
    let file = format!("contactline-release-{day}.json");
    Ok(reply::attached(response, &file))
}

/// The body of `POST /releases`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    date: Option<Date>,
}

/// `POST /releases`: makes the release of a day, today when none is named; 200 when there is one
/// that says just the same.
///
/// # Errors
/// 401 without a token, 409 when there is one of this day that says something else.
pub async fn create(
    May { actor, .. }: May<Release>,
    State(state): State<AppState>,
    Params(()): Params<()>,
    MaybeJson(Wish { date }): MaybeJson<Wish>,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let (manifest, new) = blocking(move || atlas.release(date, &actor.label)).await?;
    let status = if new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let location = format!("/releases/{}", manifest.date);
    let document = json!({
        "date": manifest.date, "root": manifest.root, "records": manifest.records.len(),
        "href": location,
    });
    let mut response = reply::private(status, &document);
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// `?release=`.
pub struct Against(Option<String>);

impl FromQuery for Against {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        query.take("release").map(Self)
    }
}

/// `POST /verify`: checks a manifest or a `GeoJSON` file, as it was downloaded, against a release.
/// The answer is 200 whatever the verdict.
///
/// # Errors
/// 404 when there is no such release, 413 for too large a file, 422 for one that is no text.
pub async fn verify(
    State(state): State<AppState>,
    Params(Against(release)): Params<Against>,
    request: Request,
) -> Result<Response, Problem> {
    let permit = permit(&state.checks).await?;
    let bytes = body::to_bytes(request.into_body(), LARGEST_FILE)
        .await
        .map_err(|_| {
            Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "The file is larger than 32 MiB, or broke off; check it with: contactline verify \
                 FILE",
            )
        })?;
    let atlas = state.atlas;
    let finding = blocking(move || {
        let _permit = permit;
        atlas.check_file(&bytes, release.as_deref())
    })
    .await?;
    Ok(reply::private(StatusCode::OK, &json!(finding)))
}
