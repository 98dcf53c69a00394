//! `/review/{id}/mentions`: the report behind a draft, and what its names may mean.

use axum::{extract::State, http::StatusCode, response::Response};
use serde_json::json;

use crate::http::{
    account::{May, ReadDrafts},
    blocking::{blocking, permit},
    params::Params,
    path::Path,
    problem::Problem,
    reply,
    state::AppState,
};

/// `GET /review/{id}/mentions`: the report that an incident came from and the places named in it, each
/// with its candidates, their scores and the reasons; `report` is null where there is none.
///
/// # Errors
/// 401 without a token, 404 when there is no such incident.
pub async fn of_draft(
    _: May<ReadDrafts>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let permit = permit(&state.readings).await?;
    let found = blocking(move || {
        let _permit = permit;
        state.atlas.mentions_of(&id)
    })
    .await?;
    let document = found.map_or_else(
        || json!({"report": null, "mentions": []}),
        |(report, mentions)| json!({"report": report, "mentions": mentions}),
    );
    Ok(reply::private(StatusCode::OK, &document))
}
