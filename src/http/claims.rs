//! `/claims`: what each claimant states when, and losses side by side.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde_json::json;

use crate::{
    atlas::claims,
    evidence::grade_rules,
    http::{
        blocking::blocking,
        params::{FromQuery, Params, Query},
        problem::Problem,
        reply::{self, JSON},
        state::AppState,
    },
    store::query::Filter,
};

const CSV: &str = "text/csv; charset=utf-8; header=present";

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
    Params(Table { filter, csv }): Params<Table>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    if csv {
        let text = blocking(move || claims::csv(&atlas.figures(&filter)?)).await?;
        return Ok(reply::body(&headers, CSV, text));
    }
    let tracks = blocking(move || atlas.timeline(&filter)).await?;
    Ok(reply::json(&headers, JSON, &json!({ "claimants": tracks })))
}

/// `GET /claims/losses`: claimed losses by whose and what they are, with who states them.
///
/// # Errors
/// 400 for a parameter that does not read.
pub async fn losses(
    State(state): State<AppState>,
    Params(Table { filter, csv }): Params<Table>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    if csv {
        let text = blocking(move || {
            let rows = atlas.losses(&filter)?;
            let figures: Vec<claims::Figure> = rows
                .into_iter()
                .flat_map(|row| row.stated_by.into_values().flatten())
                .collect();
            claims::csv(&figures)
        })
        .await?;
        return Ok(reply::body(&headers, CSV, text));
    }
    let rows = blocking(move || atlas.losses(&filter)).await?;
    Ok(reply::json(&headers, JSON, &json!({ "losses": rows })))
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
