//! `/review/pairs/apart`: suggested pairs that an editor leaves apart, and taking that back.

use axum::{extract::State, http::StatusCode, response::Response};
use serde::Deserialize;

use crate::{
    atlas::review::Intent,
    http::{
        account::{Edit, May},
        blocking::blocking,
        body::{Json, MaybeJson},
        pairs::parted,
        params::Params,
        path::Path,
        problem::Problem,
        reply,
        state::AppState,
    },
    model::id::Id,
};

/// The body of `POST /review/pairs/apart`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    kept: Id,
    other: Id,
    why: Option<String>,
}

/// `POST /review/pairs/apart`: two incidents are not one event, and are not suggested again. Neither
/// changes by it, so that `If-Match` is not needed.
///
/// # Errors
/// 401 without a token, 404 when there is no such incident, 409 when they were left apart before.
pub async fn leave(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Params(()): Params<()>,
    Json(Leave { kept, other, why }): Json<Leave>,
) -> Result<Response, Problem> {
    let pair = blocking(move || {
        let intent = Intent {
            actor: &actor.label,
            why: why.as_deref(),
            expected: None,
        };
        state.atlas.leave_apart(&kept, &other, intent)
    })
    .await?;
    Ok(reply::private(StatusCode::CREATED, &parted(&pair)))
}

/// The body of what takes it back.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Back {
    why: Option<String>,
}

/// `POST /review/pairs/apart/{number}/undo`: the pair may be suggested again.
///
/// # Errors
/// 401 without a token, 404 when there is no such pair, 409 when it was taken back before.
pub async fn undo(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Path(number): Path<String>,
    Params(()): Params<()>,
    MaybeJson(Back { why }): MaybeJson<Back>,
) -> Result<Response, Problem> {
    let number = number
        .parse()
        .map_err(|_| Problem::bad_request("A pair that was left apart is named by its number."))?;
    let pair = blocking(move || {
        let intent = Intent {
            actor: &actor.label,
            why: why.as_deref(),
            expected: None,
        };
        state.atlas.undo_apart(number, intent)
    })
    .await?;
    Ok(reply::private(StatusCode::OK, &parted(&pair)))
}
