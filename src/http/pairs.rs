//! `/review/pairs`, and the history of an incident: joins, splits, and taking things back.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    atlas::{history::moment, pairs::Suggestion, publish, review::Intent},
    http::{
        account::{Edit, May, ReadDrafts},
        blocking::blocking,
        body::{Json, MaybeJson},
        params::Params,
        path::Path,
        problem::Problem,
        reply,
        review::{expected, tagged},
        state::AppState,
    },
    model::id::Id,
    store::{apart::Apart, pairings::Pairing},
};

fn document(pairing: &Pairing) -> Value {
    json!({
        "number": pairing.number, "kind": pairing.kind, "kept": pairing.kept,
        "other": pairing.other, "actor": pairing.actor, "why": pairing.why,
        "at": moment(pairing.at), "undone_at": pairing.undone_at.map(moment),
    })
}

/// A pair that was left apart, as editors see it.
pub(crate) fn parted(pair: &Apart) -> Value {
    json!({
        "number": pair.number, "kept": pair.one, "other": pair.other, "actor": pair.actor,
        "why": pair.why, "at": moment(pair.at), "undone_at": pair.undone_at.map(moment),
    })
}

/// `GET /review/pairs`: drafts that may speak of one event with another incident, the joins and
/// splits that were made, and the pairs that were left apart.
///
/// # Errors
/// 401 without a token.
pub async fn suggested(
    _: May<ReadDrafts>,
    State(state): State<AppState>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let (pairs, done, apart): (Vec<Suggestion>, Vec<Pairing>, Vec<Apart>) = blocking(move || {
        Ok::<_, Problem>((
            atlas.suggested_pairs()?,
            atlas.pairings()?,
            atlas.left_apart()?,
        ))
    })
    .await?;
    let done: Vec<Value> = done.iter().map(document).collect();
    let apart: Vec<Value> = apart.iter().map(parted).collect();
    Ok(reply::private(
        StatusCode::OK,
        &json!({"pairs": pairs, "done": done, "apart": apart}),
    ))
}

/// `GET /reports/{id}/repeats`: the reports that this one repeats, or that repeat it.
///
/// # Errors
/// 401 without a token, 404 when there is no such report.
pub async fn repeats(
    _: May<ReadDrafts>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let repeats = blocking(move || atlas.repeats(&id)).await?;
    Ok(reply::private(
        StatusCode::OK,
        &json!({ "repeats": repeats }),
    ))
}

/// The body of `POST /review/pairs/join`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    kept: Id,
    other: Id,
    why: Option<String>,
}

/// `POST /review/pairs/join`: the claims of `other` go over to `kept`, whose `ETag` comes in
/// `If-Match`.
///
/// # Errors
/// 401 without a token, 428 without `If-Match`, 412 when it is stale, 409 when they cannot be joined.
pub async fn join(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Params(()): Params<()>,
    headers: HeaderMap,
    Json(Join { kept, other, why }): Json<Join>,
) -> Result<Response, Problem> {
    let expected = expected(&headers, kept.as_str())?;
    let (number, kept) = blocking(move || {
        let intent = Intent {
            actor: &actor.label,
            why: why.as_deref(),
            expected,
        };
        state.atlas.join(kept.as_str(), other.as_str(), intent)
    })
    .await?;
    let document = json!({"number": number, "kept": publish::for_editors(&kept)?});
    Ok(reply::private(StatusCode::OK, &document))
}

/// The body of `POST /review/pairs/split`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    incident: Id,
    claims: Vec<Id>,
    why: Option<String>,
}

/// `POST /review/pairs/split`: some claims of an incident, whose `ETag` comes in `If-Match`, become a
/// draft of their own.
///
/// # Errors
/// 401 without a token, 428 without `If-Match`, 412 when it is stale, 422 when not some of its claims
/// are named.
pub async fn split(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Params(()): Params<()>,
    headers: HeaderMap,
    Json(Split {
        incident,
        claims,
        why,
    }): Json<Split>,
) -> Result<Response, Problem> {
    let expected = expected(&headers, incident.as_str())?;
    let (number, kept, other) = blocking(move || {
        let intent = Intent {
            actor: &actor.label,
            why: why.as_deref(),
            expected,
        };
        state.atlas.split(incident.as_str(), &claims, intent)
    })
    .await?;
    let document = json!({
        "number": number,
        "kept": publish::for_editors(&kept)?,
        "other": publish::for_editors(&other)?,
    });
    Ok(reply::private(StatusCode::OK, &document))
}

/// The body of what takes something back.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Back {
    to: Option<u32>,
    why: Option<String>,
}

/// `POST /review/pairs/{number}/undo`: undoes a join or a split. `If-Match` is not needed: the number
/// says what is undone, and a later join or split stands in the way.
///
/// # Errors
/// 401 without a token, 404 when there is none, 409 when it was undone before.
pub async fn undo(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Path(number): Path<String>,
    Params(()): Params<()>,
    MaybeJson(Back { why, .. }): MaybeJson<Back>,
) -> Result<Response, Problem> {
    let number = number
        .parse()
        .map_err(|_| Problem::bad_request("A join or a split is named by its number."))?;
    let kept = blocking(move || {
        let intent = Intent {
            actor: &actor.label,
            why: why.as_deref(),
            expected: None,
        };
        state.atlas.undo_pairing(number, intent)
    })
    .await?;
    tagged(&kept)
}

/// `GET /review/{id}/history`: who did what to an incident, when and why.
///
/// # Errors
/// 401 without a token, 404 when there is no such incident.
pub async fn history(
    _: May<ReadDrafts>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let history = blocking(move || atlas.history(&id)).await?;
    Ok(reply::private(
        StatusCode::OK,
        &json!({ "history": history }),
    ))
}

/// `POST /review/{id}/undo`: takes the last change back, or everything since revision `to`, as a new
/// revision.
///
/// # Errors
/// 401 without a token, 428 without `If-Match`, 412 when it is stale, 409 when there is nothing to take
/// back.
pub async fn undo_change(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
    headers: HeaderMap,
    MaybeJson(Back { to, why }): MaybeJson<Back>,
) -> Result<Response, Problem> {
    let expected = expected(&headers, &id)?;
    let kept = blocking(move || {
        let intent = Intent {
            actor: &actor.label,
            why: why.as_deref(),
            expected,
        };
        state.atlas.undo(&id, to, intent)
    })
    .await?;
    tagged(&kept)
}
