//! `/feeds/inbox`: what came from feeds, for editors to take or dismiss.

use axum::{extract::State, http::StatusCode, response::Response};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    atlas::{error::AtlasError, history::moment},
    http::{
        account::{Edit, May, ReadDrafts},
        blocking::{blocking, permit},
        body::MaybeJson,
        params::{FromQuery, Params, Query},
        path::Path,
        problem::Problem,
        reply,
        reports::{answer, located},
        state::AppState,
    },
    model::inbox::{ItemState, TakenFrom},
};

/// `?state=`.
pub struct InState(ItemState);

impl FromQuery for InState {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let Some(text) = query.take("state")? else {
            return Ok(Self(ItemState::New));
        };
        let known = ItemState::ALL
            .into_iter()
            .find(|known| known.as_str() == text);
        known.map(Self).ok_or_else(|| {
            Problem::bad_request("A state of the inbox is one of new, taken or dismissed.")
        })
    }
}

/// `GET /feeds/inbox`: the items in a state, the latest first, and the feeds that are watched.
///
/// # Errors
/// 401 and 403.
pub async fn inbox(
    _: May<ReadDrafts>,
    State(state): State<AppState>,
    Params(InState(wanted)): Params<InState>,
) -> Result<Response, Problem> {
    let (items, total, feeds) = blocking(move || {
        let (items, total) = state.atlas.inbox(wanted)?;
        Ok::<_, AtlasError>((items, total, state.atlas.feeds()?))
    })
    .await?;
    let items: Vec<Value> = items
        .iter()
        .map(|item| {
            let mut document = json!(item);
            document["seen_at"] = json!(moment(item.seen_at));
            document
        })
        .collect();
    let feeds: Vec<Value> = feeds
        .iter()
        .map(|feed| {
            let mut document = json!(feed);
            document["polled_at"] = json!(feed.polled_at.map(moment));
            document["due_at"] = json!(moment(feed.due_at));
            document
        })
        .collect();
    Ok(reply::private(
        StatusCode::OK,
        &json!({ "items": items, "numberMatched": total, "feeds": feeds }),
    ))
}

/// The body of `POST /feeds/inbox/{number}/take`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Take {
    #[serde(default)]
    from: TakenFrom,
    published: Option<Date>,
}

/// `POST /feeds/inbox/{number}/take`: makes a report of an item, from its page or from its text; the
/// answer is that of `POST /reports`.
///
/// # Errors
/// 401 and 403; 404, 409 when it was taken before; else as `POST /reports`.
pub async fn take(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Path(number): Path<String>,
    Params(()): Params<()>,
    MaybeJson(Take { from, published }): MaybeJson<Take>,
) -> Result<Response, Problem> {
    let number = item(&number)?;
    let permit = permit(&state.fetches).await?;
    let (report, (created, document)) = blocking(move || {
        let _permit = permit;
        let fetcher = &state.fetcher;
        let captured = state
            .atlas
            .take_item(number, from, published, fetcher, &actor.label)?;
        let report = captured.ingested.report.id.clone();
        Ok::<_, AtlasError>((report, answer(&actor, &captured.ingested)?))
    })
    .await?;
    Ok(located(&report, created, &document))
}

/// `POST /feeds/inbox/{number}/dismiss`: an editor does not want an item.
///
/// # Errors
/// 401 and 403; 404, 409 when it was taken before.
pub async fn dismiss(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Path(number): Path<String>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let number = item(&number)?;
    blocking(move || state.atlas.dismiss_item(number, &actor.label)).await?;
    Ok(reply::private(
        StatusCode::OK,
        &json!({ "dismissed": true }),
    ))
}

fn item(number: &str) -> Result<i64, Problem> {
    number
        .parse()
        .map_err(|_| Problem::bad_request("An item of the inbox is named by its number."))
}
