//! `/review`: the queue of drafts, corrections and decisions.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use crate::{
    atlas::{
        draw::Relation,
        error::AtlasError,
        publish,
        review::{Correction, Decision, Intent, Whereabouts},
    },
    http::{
        account::{Edit, May, ReadDrafts},
        blocking::blocking,
        body::{Json, MaybeJson},
        params::{FromQuery, Params, Query},
        path::Path,
        problem::Problem,
        reply,
        state::AppState,
    },
    model::{
        id::Id, incident::State as Stage, length::Metres, position::LonLat, shape::Shape,
        verification::Verification,
    },
    store::incidents::Kept,
};

/// `?state=`.
pub struct InState(Stage);

impl FromQuery for InState {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let Some(text) = query.take("state")? else {
            return Ok(Self(Stage::Draft));
        };
        text.parse()
            .map(Self)
            .map_err(|error: crate::model::incident::NotAState| {
                Problem::bad_request(error.to_string())
            })
    }
}

/// `GET /review`: the incidents in a state; those that others than editors handed in say who suggested
/// them.
///
/// # Errors
/// 401 without a token.
pub async fn queue(
    _: May<ReadDrafts>,
    State(state): State<AppState>,
    Params(InState(wanted)): Params<InState>,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let (queue, suggested) = blocking(move || {
        let queue = atlas.queue(wanted)?;
        let suggested = atlas.suggested_by(&queue.incidents)?;
        Ok::<_, AtlasError>((queue, suggested))
    })
    .await?;
    let shown = queue.incidents.iter().zip(suggested);
    let incidents = shown
        .map(|(kept, suggested)| {
            let mut document = publish::for_editors(kept)?;
            if let Some(who) = suggested {
                document["properties"]["suggested_by"] = json!(who);
            }
            Ok::<_, AtlasError>(document)
        })
        .collect::<Result<Vec<Value>, _>>()?;
    Ok(reply::private(
        StatusCode::OK,
        &json!({ "incidents": incidents, "numberMatched": queue.total }),
    ))
}

/// `GET /review/{id}`: one incident in whatever state, with its `ETag`.
///
/// # Errors
/// 401 without a token, 404 when there is no such incident.
pub async fn one(
    _: May<ReadDrafts>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let kept = blocking(move || atlas.draft(&id)).await?;
    tagged(&kept)
}

/// The body of `PATCH /review/{id}` (RFC 7396 in spirit: what is absent stays).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patch {
    place: Option<Id>,
    relation: Option<Relation>,
    point: Option<LonLat>,
    geometry: Option<Box<RawValue>>,
    uncertainty_m: Option<Metres>,
    summary: Option<String>,
    kind: Option<Id>,
    verification: Option<Verification>,
    why: Option<String>,
}

/// The largest uncertainty that can be typed, in metres: beyond that it is no position.
const LARGEST_UNCERTAINTY_M: f64 = 200_000.0;

impl Patch {
    fn correction(&self) -> Result<Correction, Problem> {
        let refused = |detail: &str| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail);
        let whereabouts = match (&self.place, &self.point, &self.geometry) {
            (None, None, None) => None,
            (Some(place), None, None) => Some(Whereabouts::Place(
                place.clone(),
                self.relation.unwrap_or(Relation::At),
            )),
            (None, Some(point), None) => Some(Whereabouts::Point(*point)),
            (None, None, Some(geometry)) => Some(Whereabouts::Geometry(
                Shape::from_input(geometry.get()).map_err(|error| refused(&error.to_string()))?,
            )),
            _ => {
                return Err(refused(
                    "Give one of place, point and geometry, not several.",
                ));
            }
        };
        if self.relation.is_some() && self.place.is_none() {
            return Err(refused("A relation (at or near) goes with a place."));
        }
        if self
            .uncertainty_m
            .is_some_and(|metres| metres.value() > LARGEST_UNCERTAINTY_M)
        {
            return Err(refused(
                "An uncertainty of more than 200 km locates nothing; give a region.",
            ));
        }
        Ok(Correction {
            whereabouts,
            uncertainty: self.uncertainty_m,
            summary: self.summary.clone(),
            kind: self.kind.clone(),
            verification: self.verification,
        })
    }
}

/// `PATCH /review/{id}`: corrects an incident.
///
/// # Errors
/// 401 without a token, 428 without `If-Match`, 412 when it is stale, 422 for what will not do.
pub async fn correct(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
    headers: HeaderMap,
    Json(patch): Json<Patch>,
) -> Result<Response, Problem> {
    let expected = expected(&headers, &id)?;
    // Checking the validity of a drawn polygon takes its time: not on the asynchronous floor.
    let kept = blocking(move || {
        let correction = patch.correction()?;
        let intent = Intent::of(&actor.label, patch.why.as_deref(), expected);
        state
            .atlas
            .correct(&id, &correction, intent)
            .map_err(Problem::from)
    })
    .await?;
    tagged(&kept)
}

/// The body of a decision.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Why {
    why: Option<String>,
}

/// `POST /review/{id}/accept`: makes an incident public.
///
/// # Errors
/// 401 without a token, 428 without `If-Match`, 412 when it is stale, 409 when it is public already.
pub async fn accept(
    editor: May<Edit>,
    state: State<AppState>,
    path: Path<String>,
    params: Params<()>,
    headers: HeaderMap,
    body: MaybeJson<Why>,
) -> Result<Response, Problem> {
    decide(
        Decision::Accept,
        editor,
        state,
        path,
        params,
        &headers,
        body,
    )
    .await
}

/// `POST /review/{id}/reject`: turns an incident down, or takes it back from the public.
///
/// # Errors
/// As [`accept`].
pub async fn reject(
    editor: May<Edit>,
    state: State<AppState>,
    path: Path<String>,
    params: Params<()>,
    headers: HeaderMap,
    body: MaybeJson<Why>,
) -> Result<Response, Problem> {
    decide(
        Decision::Reject,
        editor,
        state,
        path,
        params,
        &headers,
        body,
    )
    .await
}

async fn decide(
    decision: Decision,
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
    headers: &HeaderMap,
    MaybeJson(Why { why }): MaybeJson<Why>,
) -> Result<Response, Problem> {
    let expected = expected(headers, &id)?;
    let kept = blocking(move || {
        let intent = Intent::of(&actor.label, why.as_deref(), expected);
        state.atlas.decide(&id, decision, intent)
    })
    .await?;
    tagged(&kept)
}

/// The revision that `If-Match` names (RFC 9110, section 13.1.1); `*` means whatever is there.
pub(crate) fn expected(headers: &HeaderMap, id: &str) -> Result<Option<u32>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        return Err(Problem::new(
            StatusCode::PRECONDITION_REQUIRED,
            "Send the ETag of the version that you changed in the header If-Match.",
        ));
    };
    let tag = value.to_str().unwrap_or_default().trim();
    if tag == "*" {
        return Ok(None);
    }
    tag.strip_prefix('"')
        .and_then(|tag| tag.strip_suffix('"'))
        .and_then(|tag| tag.strip_prefix(id))
        .and_then(|tag| tag.strip_prefix('-'))
        .and_then(|revision| revision.parse().ok())
        .map(Some)
        .ok_or_else(|| {
            Problem::new(
                StatusCode::PRECONDITION_FAILED,
                format!("If-Match must be the ETag of incident {id}, such as \"{id}-1\"."),
            )
        })
}

/// An incident with its strong `ETag`.
pub(crate) fn tagged(kept: &Kept) -> Result<Response, Problem> {
    let document = publish::for_editors(kept)?;
    let mut response = reply::private(StatusCode::OK, &document);
    let incident = &kept.incident;
    let etag = format!("\"{}-{}\"", incident.id, incident.properties.revision);
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok(response)
}
