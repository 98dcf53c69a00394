//! `/tokens`: one's own API tokens.

use axum::{extract::State, http::StatusCode, response::Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    atlas::history::moment,
    http::{
        account::{May, OwnTokens},
        blocking::blocking,
        body::Json,
        params::Params,
        path::Path,
        problem::Problem,
        reply,
        state::AppState,
    },
    model::{id::Id, scope::Scope},
};

/// The life of a token in days, unless another is asked for.
const LIFE_DAYS: u16 = 90;

/// The body of `POST /tokens`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    label: String,
    scope: Scope,
    days: Option<u16>,
}

fn own(user: Option<Id>) -> Result<Id, Problem> {
    user.ok_or_else(|| Problem::new(StatusCode::FORBIDDEN, "Only a user has tokens; sign in."))
}

/// `GET /tokens`: one's own, without their secrets.
///
/// # Errors
/// 401 and 403.
pub async fn all(
    May { actor, .. }: May<OwnTokens>,
    State(state): State<AppState>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let user = own(actor.user)?;
    let rows = blocking(move || state.atlas.tokens()).await?;
    let tokens: Vec<Value> = rows
        .iter()
        .filter(|row| row.user.as_deref() == Some(user.as_str()))
        .map(|row| {
            json!({
                "id": row.id, "label": row.label, "scope": row.scope,
                "created": moment(row.created_at), "expires": moment(row.expires_at),
                "revoked": row.revoked_at.map(moment),
            })
        })
        .collect();
    Ok(reply::private(StatusCode::OK, &json!({ "tokens": tokens })))
}

/// `POST /tokens`: makes one; the answer is the only one that shows it.
///
/// # Errors
/// 401 and 403; 422 when the scope allows more than one's role, or the life is too long.
pub async fn create(
    May { actor, .. }: May<OwnTokens>,
    State(state): State<AppState>,
    Params(()): Params<()>,
    Json(Wanted { label, scope, days }): Json<Wanted>,
) -> Result<Response, Problem> {
    let user = own(actor.user)?;
    let days = days.unwrap_or(LIFE_DAYS);
    if days > LIFE_DAYS {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("A token that you make yourself lives {LIFE_DAYS} days at the most."),
        ));
    }
    let token =
        blocking(move || state.atlas.new_token_of(user.as_str(), &label, scope, days)).await?;
    Ok(reply::private(
        StatusCode::CREATED,
        &json!({ "token": token, "scope": scope, "days": days }),
    ))
}

/// `DELETE /tokens/{id}`: revokes one.
///
/// # Errors
/// 401 and 403; 404 when it is not one's own.
pub async fn revoke(
    May { actor, .. }: May<OwnTokens>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let user = own(actor.user)?;
    blocking(move || state.atlas.revoke_token_of(&user, &id)).await?;
    Ok(reply::private(StatusCode::OK, &json!({ "revoked": true })))
}
