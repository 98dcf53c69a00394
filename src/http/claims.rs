//! `/claims`: what each claimant states when, and losses side by side.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Serialize;
use serde_json::json;

use crate::{
    atlas::{
        claims::{self, Figure, LossRow, Track},
        error::AtlasError,
        facade::Atlas,
    },
    evidence::grade_rules,
    http::{
        blocking::blocking,
        params::{FromQuery, Params, Query},
        problem::Problem,
        reply::{self, CSV, JSON},
        state::AppState,
    },
    query::filter::Filter,
};

/// `?bbox=&datetime=&f=`.
pub struct Table {
    filter: Filter,
    csv: bool,
}

impl FromQuery for Table {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let filter = Filter::from_query(query)?;
        let csv = match query.take("f")?.as_deref() {
            None | Some("json") => false,
            Some("csv") => true,
            Some(_) => return Err(Problem::bad_request("Parameter f must be json or csv.")),
        };
        Ok(Self { filter, csv })
    }
}

/// `GET /claims/timeline`: the figures of each claimant in the order in which they were stated.
///
/// # Errors
/// 400 for a parameter that does not read.
pub async fn timeline(
    State(state): State<AppState>,
    Params(table): Params<Table>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let figures = |tracks: Vec<Track>| {
        let figures = tracks.into_iter().flat_map(|track| track.figures);
        claims::in_order(figures.collect())
    };
    answer(
        state,
        table,
        &headers,
        "claimants",
        Atlas::timeline,
        figures,
    )
    .await
}

/// `GET /claims/losses`: claimed losses by whose and what they are, with who states them.
///
/// # Errors
/// 400 for a parameter that does not read.
pub async fn losses(
    State(state): State<AppState>,
    Params(table): Params<Table>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let figures = |rows: Vec<LossRow>| {
        let stated = rows.into_iter().flat_map(|row| row.stated_by.into_values());
        stated.flatten().collect()
    };
    answer(state, table, &headers, "losses", Atlas::losses, figures).await
}

/// What a filter leaves, under a name of its own, or its figures as CSV.
async fn answer<T: Serialize + Send + 'static>(
    state: AppState,
    Table { filter, csv }: Table,
    headers: &HeaderMap,
    name: &str,
    read: fn(&Atlas, &Filter) -> Result<Vec<T>, AtlasError>,
    figures: fn(Vec<T>) -> Vec<Figure>,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    if csv {
        let text = blocking(move || claims::csv(&figures(read(&atlas, &filter)?))).await?;
        return Ok(reply::body(headers, CSV, text));
    }
    let found = blocking(move || read(&atlas, &filter)).await?;
    Ok(reply::json(headers, JSON, &json!({ name: found })))
}

/// `GET /claims/grades`: the rule table by which claims are graded.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn grades(Params(()): Params<()>, headers: HeaderMap) -> Result<Response, Problem> {
    let interests: Vec<_> = grade_rules::INTERESTS
        .iter()
        .map(|(class, hurts)| json!({"victim_class": class, "hurts": hurts}))
        .collect();
    let table = json!({
        "version": grade_rules::VERSION,
        "order": "States first, then from the strongest grade to the weakest.",
        "rules": grade_rules::RULES,
        "interests": interests,
    });
    Ok(reply::json(&headers, JSON, &table))
}
