//! `/reports`: a report comes in.

use std::borrow::Cow;

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::{Value, json};

use crate::{
    atlas::{error::AtlasError, publish},
    format::markup::text_of,
    http::{
        account::{May, ReadDrafts, Suggest},
        blocking::{blocking, permit},
        body::Json,
        params::Params,
        path::Path,
        problem::Problem,
        reply,
        state::AppState,
    },
    model::{
        permission::{Action, decide},
        report::Submission,
    },
};

/// `POST /reports`: stores a report and the drafts that it gives; the same report a second time
/// changes nothing and is answered with 200. What a contributor hands in is marked as suggested; they
/// see the drafts of a new report once, and those of a known one not at all: others decide on them. Of
/// HTML the text is stored; spans refer to the stored text.
///
/// # Errors
/// 401 without a token; 400, 413, 415 and 422 for what will not do.
pub async fn create(
    May { actor, .. }: May<Suggest>,
    State(state): State<AppState>,
    Params(()): Params<()>,
    Json(mut submission): Json<Submission>,
) -> Result<Response, Problem> {
    if let Cow::Owned(text) = text_of(&submission.text) {
        submission.text = text;
    }
    let permit = permit(&state.readings).await?;
    let (created, location, document) = blocking(move || {
        let _permit = permit;
        let edits = decide(actor.role, actor.scope, Action::Edit).is_ok();
        let ingested = if edits {
            state.atlas.ingest(&submission, &actor.label)?
        } else {
            state.atlas.suggest(&submission, &actor.label)?
        };
        let location = format!("/reports/{}", ingested.report.id);
        // A report that was there before has drafts that others may have worked on.
        let may_read = decide(actor.role, actor.scope, Action::ReadDrafts).is_ok();
        if !ingested.created && !may_read {
            let document = json!({"created": false, "report": {"id": ingested.report.id}});
            return Ok((false, location, document));
        }
        let drafts = ingested
            .incidents
            .iter()
            .map(publish::for_editors)
            .collect::<Result<Vec<Value>, _>>()?;
        let document = json!({
            "created": ingested.created,
            "report": ingested.report,
            "drafts": drafts,
            "mentions": ingested.mentions,
        });
        Ok::<_, AtlasError>((ingested.created, location, document))
    })
    .await?;
    let status = if created {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let mut response = reply::private(status, &document);
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// `GET /reports/{id}`: a stored report.
///
/// # Errors
/// 401 without a token, 404 when there is no such report.
pub async fn one(
    _: May<ReadDrafts>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let report = blocking(move || atlas.report(&id)).await?;
    Ok(reply::private(StatusCode::OK, &json!({ "report": report })))
}
