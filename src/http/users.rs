//! `/users`: accounts, for administrators.

use axum::{extract::State, http::StatusCode, response::Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    atlas::{error::AtlasError, history::moment, users::Change},
    http::{
        account::{May, Users},
        blocking::{blocking, permit},
        body::Json,
        params::Params,
        path::Path,
        problem::Problem,
        reply,
        state::AppState,
    },
    model::role::Role,
    store::users::UserRow,
};

fn document(user: &UserRow) -> Value {
    json!({
        "name": user.name, "role": user.role, "created": moment(user.created_at),
        "disabled": user.disabled_at.map(moment),
    })
}

/// `GET /users`: all of them, without what is kept of their passwords.
///
/// # Errors
/// 401 and 403.
pub async fn all(
    _: May<Users>,
    State(state): State<AppState>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let users = blocking(move || state.atlas.users()).await?;
    let users: Vec<Value> = users.iter().map(document).collect();
    Ok(reply::private(StatusCode::OK, &json!({ "users": users })))
}

/// The body of `POST /users`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct New {
    name: String,
    role: Role,
    password: String,
}

/// `POST /users`: adds one.
///
/// # Errors
/// 401 and 403; 409 when the name is taken, 422 when name or password will not do.
pub async fn create(
    May { actor, .. }: May<Users>,
    State(state): State<AppState>,
    Params(()): Params<()>,
    Json(New {
        name,
        role,
        password,
    }): Json<New>,
) -> Result<Response, Problem> {
    let permit = permit(&state.logins).await?;
    let name = blocking(move || {
        let _permit = permit;
        state.atlas.add_user(&name, role, &password, &actor.label)
    })
    .await?;
    Ok(reply::private(
        StatusCode::CREATED,
        &json!({ "name": name, "role": role }),
    ))
}

/// The body of `PATCH /users/{name}`: what is absent stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patch {
    role: Option<Role>,
    password: Option<String>,
    disabled: Option<bool>,
}

/// `PATCH /users/{name}`: another role, another password, locked out or let in again; the user's
/// sessions and tokens end.
///
/// # Errors
/// 401 and 403; 404 when there is none; 409 when no administrator would be left; 422.
pub async fn change(
    May { actor, .. }: May<Users>,
    State(state): State<AppState>,
    Path(name): Path<String>,
    Params(()): Params<()>,
    Json(patch): Json<Patch>,
) -> Result<Response, Problem> {
    let permit = permit(&state.logins).await?;
    let user = blocking(move || {
        let _permit = permit;
        let change = match (&patch.role, &patch.password, &patch.disabled) {
            (Some(role), None, None) => Change::Role(*role),
            (None, Some(password), None) => Change::Password(password),
            (None, None, Some(disabled)) => Change::Disabled(*disabled),
            _ => {
                return Err(AtlasError::Refused(
                    "Give one of role, password and disabled.".to_owned(),
                ));
            }
        };
        state.atlas.change_user(&name, change, &actor.label)
    })
    .await?;
    Ok(reply::private(StatusCode::OK, &document(&user)))
}
