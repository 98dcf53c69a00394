//! The one bridge from the asynchronous floor to the synchronous core.

use crate::http::problem::Problem;

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
