//! `/feeds/incidents.atom`: the newest incidents for feed readers.

use axum::{
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};

use crate::{
    atlas::news::Newest,
    format::atom::{Head, feed},
    http::{
        blocking::blocking, link::Base, params::Params, problem::Problem, reply, state::AppState,
    },
    query::filter::Filter,
};

/// Media type of Atom (RFC 4287, section 7).
const ATOM: &str = "application/atom+xml; charset=utf-8";

/// `GET /feeds/incidents.atom`, with the filters of the items.
///
/// # Errors
/// 400 for a parameter that does not read.
pub async fn incidents(
    State(state): State<AppState>,
    base: Base,
    RawQuery(query): RawQuery,
    Params(filter): Params<Filter>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (atlas, address) = (state.atlas, base.0.clone());
    let newest = blocking(move || atlas.newest(&filter, &address)).await?;
    let Newest {
        title,
        licence,
        updated,
        entries,
    } = newest;
    let query = query.filter(|query| !query.is_empty());
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let head = Head {
        address: format!("{}/feeds/incidents.atom{query}", base.0),
        page: format!("{}/", base.0),
        title,
        author: "contactline".to_owned(),
        rights: licence,
        updated,
    };
    Ok(reply::body(&headers, ATOM, feed(&head, &entries)))
}
