//! `/session`: signing in and out, and one's password.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::http::{
    account::{KnowOneself, May, OwnPassword, check_origin},
    blocking::{blocking, permit},
    body::Json,
    client::Client,
    cookie,
    params::{FromQuery, Params, Query},
    problem::Problem,
    reply,
    state::AppState,
};

/// The body of `POST /session`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    name: String,
    password: String,
}

/// `POST /session`: signs in; the answer sets a cookie. A session that the browser had before ends.
///
/// # Errors
/// 401 when name and password do not belong together, 403 when another site asks, 429 after many
/// attempts.
pub async fn sign_in(
    State(state): State<AppState>,
    client: Client,
    headers: HeaderMap,
    Params(()): Params<()>,
    Json(SignIn { name, password }): Json<SignIn>,
) -> Result<Response, Problem> {
    check_origin(&headers, &state, false)?;
    state.attempts.admit(client, &name)?;
    let secure = state.settings.secure();
    let before = cookie::secret(&headers, secure);
    let permit = permit(&state.logins).await?;
    let (secret, actor) = blocking(move || {
        let _permit = permit;
        state.atlas.sign_in(&name, &password, before.as_deref())
    })
    .await?;
    let mut response = reply::private(StatusCode::OK, &json!(actor));
    let cookie = cookie::set(Some(&secret), secure, cookie::by_https(&headers, secure))?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The body of `PATCH /session`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    password: String,
    new: String,
}

/// `PATCH /session`: chooses another password for oneself; all sessions and tokens end, this one too.
///
/// # Errors
/// 401 without a session, 403 with a token, 422 when a password will not do, 429 after many attempts.
pub async fn change_password(
    May { actor, .. }: May<OwnPassword>,
    State(state): State<AppState>,
    client: Client,
    Params(()): Params<()>,
    Json(NewPassword { password, new }): Json<NewPassword>,
) -> Result<Response, Problem> {
    let user = actor.user.ok_or_else(Problem::internal)?;
    state.attempts.admit(client, user.as_str())?;
    let permit = permit(&state.logins).await?;
    blocking(move || {
        let _permit = permit;
        state.atlas.change_password(&user, &password, &new)
    })
    .await?;
    Ok(reply::private(StatusCode::OK, &json!({ "changed": true })))
}

/// `GET /session`: who asks, what they may do, and until when.
///
/// # Errors
/// 401 when the token or the session does not count.
pub async fn session(
    May { actor, .. }: May<KnowOneself>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    Ok(reply::private(StatusCode::OK, &json!(actor)))
}

/// `?everywhere=true`.
pub struct Everywhere(bool);

impl FromQuery for Everywhere {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        match query.take("everywhere")?.as_deref() {
            None | Some("false") => Ok(Self(false)),
            Some("true") => Ok(Self(true)),
            Some(_) => Err(Problem::bad_request("everywhere is true or false.")),
        }
    }
}

/// `DELETE /session`: signs out; the session ends on the server, so that a copy of its cookie is
/// worth nothing. With `?everywhere=true` all sessions of the user end, in other browsers too.
///
/// # Errors
/// 401 without a session, 403 when another site asks.
pub async fn sign_out(
    May { actor, .. }: May<KnowOneself>,
    State(state): State<AppState>,
    headers: HeaderMap,
    Params(Everywhere(everywhere)): Params<Everywhere>,
) -> Result<Response, Problem> {
    let secure = state.settings.secure();
    let secret = cookie::secret(&headers, secure).ok_or_else(|| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "A token does not sign out; revoke it with DELETE /tokens/{id} or contactline token \
             revoke.",
        )
    })?;
    blocking(move || match actor.user.filter(|_| everywhere) {
        Some(user) => state.atlas.sign_out_everywhere(&user),
        None => state.atlas.sign_out(&secret),
    })
    .await?;
    let mut response = reply::private(StatusCode::OK, &Value::Object(serde_json::Map::new()));
    let cookie = cookie::set(None, secure, cookie::by_https(&headers, secure))?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}
