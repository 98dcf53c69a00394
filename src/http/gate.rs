//! `/policy` and `/review/{id}/gate`: what the public may see, and from when on.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;
use serde_json::json;

use crate::{
    atlas::{history::moment, policy::Said, review::Intent},
    http::{
        account::{Hold, May, Policy as SetPolicy, ReadDrafts},
        blocking::blocking,
        body::Json,
        params::Params,
        path::Path,
        problem::Problem,
        reply::{self, JSON},
        review::{expected, tagged},
        state::AppState,
    },
    model::gate::{Policy, Shown},
};

/// `GET /policy`: the rules of publication, for everybody to see.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn policy(
    State(state): State<AppState>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let policy = blocking(move || state.atlas.policy()).await?;
    Ok(reply::json(&headers, JSON, &json!(policy)))
}

/// `PUT /policy`: makes new rules; what is public looks as they say at once.
///
/// # Errors
/// 401 and 403; 422 for rules that cannot be.
pub async fn set_policy(
    May { actor, .. }: May<SetPolicy>,
    State(state): State<AppState>,
    Params(()): Params<()>,
    Json(policy): Json<Policy>,
) -> Result<Response, Problem> {
    let changed = blocking(move || state.atlas.set_policy(&policy, &actor.label)).await?;
    Ok(reply::private(
        StatusCode::OK,
        &json!({ "changed": changed }),
    ))
}

/// `GET /review/{id}/gate`: where an incident stands on its way to the public, and why.
///
/// # Errors
/// 401 and 403; 404 when there is no such incident.
pub async fn one(
    _: May<ReadDrafts>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let (said, stands) = blocking(move || state.atlas.gate(&id)).await?;
    Ok(reply::private(
        StatusCode::OK,
        &json!({
            "stage": stands, "hold": said.hold, "graphic": said.graphic, "coarse": said.coarse,
            "public_at": said.public_at.map(moment),
        }),
    ))
}

/// The body of `PATCH /review/{id}/gate`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patch {
    hold: Option<bool>,
    graphic: Option<bool>,
    coarse: Option<Shown>,
    why: Option<String>,
}

/// `PATCH /review/{id}/gate`: holds an incident back, lets it go, flags it as graphic, or has its
/// location shown coarsely (`"district"`, `{"ring": 5}` or `"rules"`).
///
/// # Errors
/// 401 and 403; 428 without `If-Match`, 412 when it is stale, 409 when that was said before, 422 for
/// a location that cannot be shown so.
pub async fn say(
    May { actor, .. }: May<Hold>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
    headers: HeaderMap,
    Json(Patch {
        hold,
        graphic,
        coarse,
        why,
    }): Json<Patch>,
) -> Result<Response, Problem> {
    let expected = expected(&headers, &id)?;
    let kept = blocking(move || {
        let intent = Intent::of(&actor.label, why.as_deref(), expected);
        let said = Said {
            hold,
            graphic,
            coarse,
        };
        state.atlas.say(&id, said, intent)
    })
    .await?;
    tagged(&kept)
}
