//! `/reports`: a report comes in.

use std::borrow::Cow;

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, json, value::RawValue};

use crate::{
    atlas::{
        account::Actor, capture::Asker, error::AtlasError, history::moment, ingest::Ingested,
        publish,
    },
    format::{markup::text_of, tricks::tricks},
    http::{
        account::{May, ReadDrafts, Suggest},
        blocking::{blocking, permit},
        body::{self, Json},
        params::Params,
        path::Path,
        problem::Problem,
        reply,
        state::AppState,
    },
    model::{
        capture::Wanted,
        id::Id,
        permission::{Action, decide},
        report::{Report, Submission},
    },
};

/// A body that has an address where a report has a text.
#[derive(Deserialize)]
struct Addressed {
    #[serde(default)]
    url: Option<IgnoredAny>,
}

/// `POST /reports`: stores a report and the drafts that it gives; the same report a second time
/// changes nothing and is answered with 200. With a `url` instead of a `text` the report is fetched
/// from there. What a contributor hands in is marked as suggested; they
/// see the drafts of a new report once, and those of a known one not at all: others decide on them. Of
/// HTML the text is stored; spans refer to the stored text.
///
/// # Errors
/// 401 without a token, 403 when a contributor hands in an address; 400, 413, 415 and 422 for what
/// will not do, 502 when what is fetched does not come.
pub async fn create(
    May { actor, .. }: May<Suggest>,
    State(state): State<AppState>,
    Params(()): Params<()>,
    Json(body): Json<Box<RawValue>>,
) -> Result<Response, Problem> {
    let addressed = body::read::<Addressed>(body.get().as_bytes());
    if addressed.is_ok_and(|body| body.url.is_some()) {
        return fetched(state, actor, body::read(body.get().as_bytes())?).await;
    }
    let mut submission: Submission = body::read(body.get().as_bytes())?;
    if let Cow::Owned(text) = text_of(&submission.text) {
        submission.text = text;
    }
    let permit = permit(&state.readings).await?;
    let (report, (created, document)) = blocking(move || {
        let _permit = permit;
        let edits = decide(actor.role, actor.scope, Action::Edit).is_ok();
        let ingested = if edits {
            state.atlas.ingest(&submission, &actor.label)?
        } else {
            state.atlas.suggest(&submission, &actor.label)?
        };
        Ok::<_, AtlasError>((ingested.report.id.clone(), answer(&actor, &ingested)?))
    })
    .await?;
    Ok(located(&report, created, &document))
}

/// The report at an address.
async fn fetched(state: AppState, actor: Actor, wanted: Wanted) -> Result<Response, Problem> {
    let permit = permit(&state.fetches).await?;
    let (report, (created, mut document), captured) = blocking(move || {
        let _permit = permit;
        let asker = Asker {
            actor: &actor.label,
            edits: decide(actor.role, actor.scope, Action::Edit).is_ok(),
        };
        let captured = state.atlas.capture(&wanted, &state.fetcher, asker)?;
        let ingested = &captured.ingested;
        let report = ingested.report.id.clone();
        Ok::<_, AtlasError>((report, answer(&actor, ingested)?, captured))
    })
    .await?;
    document["unchanged"] = json!(captured.unchanged);
    document["earlier"] = json!(captured.earlier);
    Ok(located(&report, created, &document))
}

/// What somebody is told of a report that they handed in, and whether it is new.
pub(crate) fn answer(actor: &Actor, ingested: &Ingested) -> Result<(bool, Value), AtlasError> {
    // A report that was there before has drafts that others may have worked on.
    let may_read = decide(actor.role, actor.scope, Action::ReadDrafts).is_ok();
    if !ingested.created && !may_read {
        let document = json!({"created": false, "report": {"id": ingested.report.id}});
        return Ok((false, document));
    }
    let drafts = ingested
        .incidents
        .iter()
        .map(publish::for_editors)
        .collect::<Result<Vec<Value>, _>>()?;
    let document = json!({
        "created": ingested.created,
        "report": shown(&ingested.report),
        "drafts": drafts,
        "mentions": ingested.mentions,
    });
    Ok((ingested.created, document))
}

/// A report as editors see it: where its text or the name of its publisher may deceive them, it says
/// so in `tricks`.
fn shown(report: &Report) -> Value {
    let mut document = json!(report);
    let publisher = report.source.publisher.as_deref().unwrap_or_default();
    let (source, text) = (tricks(publisher), tricks(&report.text));
    if !(source.is_empty() && text.is_empty()) {
        document["tricks"] = json!({ "source": source, "text": text });
    }
    document
}

/// 201 for what is new, 200 for what was there, with where it is.
pub(crate) fn located(report: &Id, created: bool, document: &Value) -> Response {
    let status = if created {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let mut response = reply::private(status, document);
    if let Ok(location) = HeaderValue::from_str(&format!("/reports/{report}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// `GET /reports/{id}`: a stored report, and the fetch that it was read from.
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
    let (report, capture) = blocking(move || {
        let report = atlas.report(&id)?;
        let capture = atlas.captured(&report.id)?;
        Ok::<_, AtlasError>((report, capture))
    })
    .await?;
    let mut document = json!({ "report": shown(&report) });
    if let Some(capture) = capture {
        document["capture"] = json!(capture);
        document["capture"]["fetched_at"] = json!(moment(capture.fetched_at));
    }
    Ok(reply::private(StatusCode::OK, &document))
}

/// `GET /reports/{id}/capture`: the bytes that a report was read from, as a file to save: no browser
/// opens it as a page of this server.
///
/// # Errors
/// 401 without a token, 404 when the report was not fetched from the web.
pub async fn capture(
    _: May<ReadDrafts>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let (capture, bytes) = blocking(move || state.atlas.captured_bytes(&id)).await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let file = format!("{}.bin", capture.report);
    Ok(reply::attached(response, &file))
}
