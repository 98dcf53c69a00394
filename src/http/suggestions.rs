//! `/suggestions`: a report of somebody without an account.

use std::{borrow::Cow, num::NonZeroU32, time::Duration};

use axum::{extract::State, http::StatusCode, response::Response};
use serde_json::json;

use crate::{
    format::markup::text_of,
    http::{
        blocking::{blocking, permit},
        body::Json,
        client::Client,
        pace::Buckets,
        params::Params,
        problem::Problem,
        reply,
        state::AppState,
    },
    model::report::Submission,
};

/// Reports that one client may hand in at once after a rest.
const AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);

/// One more report for a client after this.
const EVERY: Duration = Duration::from_mins(10);

/// So many clients are remembered.
const MOST_CLIENTS: usize = 10_000;

/// How often one client may hand in a report without an account.
///
/// # Units
/// - 5 at once, then 6 an hour
pub struct Suggesting(Buckets<Client>);

impl Default for Suggesting {
    fn default() -> Self {
        Self(Buckets::new(AT_ONCE, EVERY, MOST_CLIENTS))
    }
}

/// `POST /suggestions`: hands in a report without an account, where the rules of publication allow
/// it. It waits for an editor, as every draft does; the answer is the same whether the report was
/// known or not.
///
/// # Errors
/// 401 where an account is needed, 409 when too many wait, 422 for what will not do, 429 after many.
pub async fn create(
    State(state): State<AppState>,
    client: Client,
    Params(()): Params<()>,
    Json(mut submission): Json<Submission>,
) -> Result<Response, Problem> {
    state.suggesting.0.take(&client).map_err(|seconds| {
        Problem::too_many(
            format!("You handed in many reports; try again in {seconds} s."),
            seconds,
        )
    })?;
    if let Cow::Owned(text) = text_of(&submission.text) {
        submission.text = text;
    }
    let permit = permit(&state.dry_runs).await?;
    blocking(move || {
        let _permit = permit;
        state.atlas.suggest_unnamed(&submission)
    })
    .await?;
    let said = "An editor will look at the report before anybody else sees it.";
    Ok(reply::private(
        StatusCode::ACCEPTED,
        &json!({ "received": true, "detail": said }),
    ))
}
