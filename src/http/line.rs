//! `/line`: the line of contact.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde_json::value::RawValue;

use crate::{
    atlas::front::Question,
    http::{
        blocking::blocking,
        body::Json,
        line_params::{Along, Compare, Diagram, Locate, Located},
        params::Params,
        problem::Problem,
        reply::{self, CSV, GEOJSON, JSON},
        state::AppState,
    },
    model::shape::Shape,
};

/// `GET /line?on=&stance=&as_of=`: the line of a day, by whose statements, as known by a day.
///
/// # Errors
/// 404 for a day before the first version.
pub async fn on(
    State(state): State<AppState>,
    Params(question): Params<Question>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let feature = blocking(move || atlas.line(&question)).await?;
    Ok(reply::json(&headers, GEOJSON, &feature))
}

/// `GET /line/areas?on=&stance=&as_of=`: square kilometres by holder, and the disputed places.
///
/// # Errors
/// 404 for a day before the first version.
pub async fn areas(
    State(state): State<AppState>,
    Params(question): Params<Question>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let areas = blocking(move || atlas.line_areas(&question)).await?;
    Ok(reply::json(&headers, JSON, &areas))
}

/// `GET /line/compare?from=&to=&stance=`: what changed between two days.
///
/// # Errors
/// 404 for a day before the first version, 422 for days in the wrong order.
pub async fn compare(
    State(state): State<AppState>,
    Params(Compare { from, to, stance }): Params<Compare>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let compared = blocking(move || atlas.line_compare(from, to, stance)).await?;
    Ok(reply::json(&headers, JSON, &compared))
}

/// `GET /line/diagram?from=&to=&stance=&as_of=&f=`: incidents by kilometre and day, and the line's
/// movement; as CSV one row for each incident.
///
/// # Errors
/// 404 for a first day before the first version, 422 for days in the wrong order.
pub async fn diagram(
    State(state): State<AppState>,
    Params(Diagram { span, csv }): Params<Diagram>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    if csv {
        let table = blocking(move || atlas.diagram_incidents(&span)?.csv()).await?;
        let name = format!("contactline-diagram-{}-{}.csv", span.from, span.to);
        let response = reply::body(&headers, CSV, table);
        return Ok(reply::attached(response, &name));
    }
    let diagram = blocking(move || atlas.diagram(&span)).await?;
    Ok(reply::json(&headers, JSON, &diagram))
}

/// `GET /line/dates`: when the versions held, and when statements take effect.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn dates(
    State(state): State<AppState>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let dates = blocking(move || atlas.line_dates()).await?;
    Ok(reply::json(&headers, JSON, &dates))
}

/// `GET /line/point?km=&offset=`: the point at a kilometre of the reference line.
///
/// # Errors
/// 422 beyond the ends of the line.
pub async fn point(
    State(state): State<AppState>,
    Params(Along { km, offset_km }): Params<Along>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let found = blocking(move || atlas.line_point(km, offset_km)).await?;
    Ok(reply::json(&headers, GEOJSON, &found))
}

/// `GET /line/stances`: the rule table by which statements count.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn stances(
    State(state): State<AppState>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let table = blocking(move || atlas.line_stances()).await?;
    Ok(reply::json(&headers, JSON, &table))
}

/// `GET /line/locate?lon=&lat=&on=&stance=&as_of=` or `?place=&on=`: a position, or a place by its
/// outline or its point, along the reference line and off the line of a day (ISO 19148).
///
/// # Errors
/// 400, 404 and 422 with a sentence.
pub async fn locate(
    State(state): State<AppState>,
    Params(Locate { what, question }): Params<Locate>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let found = blocking(move || match what {
        Located::At(position) => atlas.locate(position, &question),
        Located::Place(place) => atlas.locate_place(&place, &question),
    })
    .await?;
    Ok(reply::json(&headers, JSON, &found))
}

/// `POST /line/locate?on=&stance=&as_of=` with a `GeoJSON` geometry: the stretch of the reference line
/// that a line or an area is nearest to, how far off the line of the day it lies, and its share on
/// either side. Stores nothing.
///
/// # Errors
/// 400, 404, 413, 415 and 422 with a sentence.
pub async fn locate_geometry(
    State(state): State<AppState>,
    Params(question): Params<Question>,
    headers: HeaderMap,
    Json(geometry): Json<Box<RawValue>>,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let found = blocking(move || {
        let shape = Shape::from_input(geometry.get())?;
        atlas.locate_shape(&shape, &question)
    })
    .await?;
    Ok(reply::json(&headers, JSON, &found))
}
