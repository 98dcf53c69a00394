//! The one bridge from the asynchronous floor to the synchronous core.

use std::{sync::Arc, time::Duration};

use axum::http::StatusCode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::http::problem::Problem;

/// How long a request waits for a permit.
const PATIENCE: Duration = Duration::from_secs(10);

/// Waits a while for a permit.
///
/// # Errors
/// 503 when none became free.
pub async fn permit(permits: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Problem> {
    match tokio::time::timeout(PATIENCE, Arc::clone(permits).acquire_owned()).await {
        Ok(Ok(permit)) => Ok(permit),
        _ => Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "The server is busy with other requests of this kind; try again in a moment.",
        )),
    }
}

/// Runs work of the core on a thread that may block.
///
/// # Errors
/// Those of `work` as problems, and 500 when it panicked.
pub async fn blocking<T, E>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, Problem>
where
    T: Send + 'static,
    E: Into<Problem> + Send + 'static,
{
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| {
            tracing::error!(%error, "work of the core broke off");
            Problem::internal()
        })?
        .map_err(Into::into)
}
