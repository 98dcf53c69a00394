//! Changing features (OGC API – Features – Part 4): incidents alone, by editors, through the same
//! verbs as everywhere else.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};

use crate::{
    atlas::{
        error::AtlasError,
        exchange::INCIDENTS,
        review::{Intent, incident_id},
    },
    http::{
        account::{Edit, May},
        blocking::blocking,
        body::Json,
        items,
        link::Base,
        params::{FromQuery, Params, Query},
        path::Path,
        problem::Problem,
        reply,
        review::expected,
        state::AppState,
        validators::content,
    },
};

/// `?publish=`.
pub struct Publish(bool);

impl FromQuery for Publish {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        query.flag("publish").map(Self)
    }
}

/// `?why=`.
pub struct Reason(Option<String>);

impl FromQuery for Reason {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        query.take("why").map(Self)
    }
}

/// Refuses to change other collections than the one of incidents.
fn changeable(collection: &str) -> Result<(), Problem> {
    if collection == INCIDENTS {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "Only the features of incidents are changed here; those of other collections come with the \
         program, from imports and from review.",
    ))
}

/// `POST /ogc/collections/incidents/items`: a feature becomes an incident, a draft unless
/// `publish=true`.
///
/// # Errors
/// 401 and 403; 405 for other collections, 409 when it is held already, 422 for what cannot be one.
pub async fn create(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    base: Base,
    Path(collection): Path<String>,
    Params(Publish(publish)): Params<Publish>,
    Json(feature): Json<Value>,
) -> Result<Response, Problem> {
    changeable(&collection)?;
    let id =
        blocking(move || (state.atlas).create_incident(&feature, publish, &actor.label)).await?;
    let path = if publish {
        format!("{}/ogc/collections/{INCIDENTS}/items/{id}", base.0)
    } else {
        format!("{}/review/{id}", base.0)
    };
    let stands = if publish { "published" } else { "draft" };
    let mut response = reply::private(StatusCode::CREATED, &json!({"id": id, "state": stands}));
    if let Ok(path) = HeaderValue::from_str(&path) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    Ok(response)
}

/// `PUT /ogc/collections/incidents/items/{feature}`: a feature takes the place of a public one.
///
/// # Errors
/// 401 and 403; 404 when it is not public, 405 for other collections, 412 when it was changed
/// meanwhile, 422 for what cannot be, 428 without `If-Match`.
pub async fn replace(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    base: Base,
    Path((collection, id)): Path<(String, String)>,
    Params(()): Params<()>,
    headers: HeaderMap,
    Json(feature): Json<Value>,
) -> Result<Response, Problem> {
    changeable(&collection)?;
    let expected = revision(&state, &base, &headers, &id).await?;
    blocking(move || {
        let intent = Intent::of(&actor.label, None, expected);
        state.atlas.replace_incident(&id, &feature, intent)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `PATCH /ogc/collections/incidents/items/{feature}`: a merge patch (RFC 7396) changes a public
/// feature.
///
/// # Errors
/// As [`replace`].
pub async fn update(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    base: Base,
    Path((collection, id)): Path<(String, String)>,
    Params(()): Params<()>,
    headers: HeaderMap,
    Json(patch): Json<Value>,
) -> Result<Response, Problem> {
    changeable(&collection)?;
    let expected = revision(&state, &base, &headers, &id).await?;
    blocking(move || {
        let intent = Intent::of(&actor.label, None, expected);
        state.atlas.patch_incident(&id, &patch, intent)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `DELETE /ogc/collections/incidents/items/{feature}`: takes a feature back from the public; its
/// history stays.
///
/// # Errors
/// 401 and 403; 404 when it is not public, 405 for other collections, 412 when it was changed
/// meanwhile, 428 without `If-Match`.
pub async fn withdraw(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    base: Base,
    Path((collection, id)): Path<(String, String)>,
    Params(Reason(why)): Params<Reason>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    changeable(&collection)?;
    let expected = revision(&state, &base, &headers, &id).await?;
    blocking(move || {
        let intent = Intent::of(&actor.label, why.as_deref(), expected);
        state.atlas.withdraw_incident(&id, intent)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `OPTIONS` of the features of a collection.
///
/// # Errors
/// Never.
pub async fn methods(Path(collection): Path<String>) -> Result<Response, Problem> {
    Ok(allowed(&collection, &[Method::POST]))
}

/// `OPTIONS` of a feature.
///
/// # Errors
/// Never.
pub async fn methods_of_one(
    Path((collection, _)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let changing = [Method::PUT, Method::PATCH, Method::DELETE];
    Ok(allowed(&collection, &changing))
}

fn allowed(collection: &str, changing: &[Method]) -> Response {
    let reading = [Method::GET, Method::HEAD, Method::OPTIONS];
    let changing = changing.iter().filter(|_| collection == INCIDENTS);
    let names: Vec<&str> = reading.iter().chain(changing).map(Method::as_str).collect();
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Ok(names) = HeaderValue::from_str(&names.join(", ")) {
        response.headers_mut().insert(header::ALLOW, names);
    }
    response
}

/// The revision that `If-Match` names: by the `ETag` of review, or by that of the feature as it was
/// read here.
async fn revision(
    state: &AppState,
    base: &Base,
    headers: &HeaderMap,
    id: &str,
) -> Result<Option<u32>, Problem> {
    let named = expected(headers, id);
    let Some(tag) = headers.get(header::IF_MATCH) else {
        return named;
    };
    if named.is_ok() {
        return named;
    }
    let (atlas, wanted) = (state.atlas.clone(), id.to_owned());
    let (body, current) = blocking(move || {
        let body = atlas.item(INCIDENTS, incident_id(&wanted)?.as_str())?;
        let current = atlas.draft(&wanted)?.incident.properties.revision;
        Ok::<_, AtlasError>((body, current))
    })
    .await?;
    let body = items::whole(base, INCIDENTS, id, false, &body);
    let same = content(tag.to_str().unwrap_or_default()) == content(&reply::etag(&body));
    if same { Ok(Some(current)) } else { named }
}
