//! Who asks: the bearer's token.

use axum::{
    extract::{FromRequestParts, State},
    http::{StatusCode, header, request::Parts},
    response::Response,
};
use serde_json::json;

use crate::{
    atlas::account::Bearer,
    http::{blocking::blocking, params::Params, problem::Problem, reply, state::AppState},
    model::scope::Scope,
};

/// The extractor: somebody who may do what editors do.
pub struct Editor(pub Bearer);

impl FromRequestParts<AppState> for Editor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| {
                let (scheme, token) = value.split_once(' ')?;
                scheme
                    .eq_ignore_ascii_case("bearer")
                    .then(|| token.trim().to_owned())
            });
        let atlas = state.atlas.clone();
        let bearer = blocking(move || atlas.bearer(token.as_deref())).await?;
        match bearer.scope {
            Scope::Editor => Ok(Self(bearer)),
        }
    }
}

/// `GET /session`: whose token it is.
///
/// # Errors
/// 401 when the token does not count.
pub async fn session(
    Editor(bearer): Editor,
    Params(()): Params<()>,
    State(_): State<AppState>,
) -> Result<Response, Problem> {
    Ok(reply::private(StatusCode::OK, &json!(bearer)))
}
