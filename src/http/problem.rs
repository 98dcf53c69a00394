//! Problem details: the one place where an error becomes a status code.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{
    atlas::{browse::LayerError, error::AtlasError},
    model::{bbox::BboxError, interval::IntervalError, position::PositionError},
    store::error::StoreError,
};

/// An error as the client sees it: `application/problem+json` with a sentence.
///
/// # References
/// - RFC 9457, *Problem Details for HTTP APIs*
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    detail: String,
    /// Seconds after which another try is worth while.
    retry_after: Option<u64>,
}

impl Problem {
    /// A problem of this status with a sentence that says what to do.
    #[must_use]
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            retry_after: (status == StatusCode::SERVICE_UNAVAILABLE).then_some(5),
        }
    }

    /// 429: too many requests in a short time; another one is worth while after some seconds.
    ///
    /// # References
    /// - RFC 6585, section 4
    #[must_use]
    pub fn too_many(detail: impl Into<String>, retry_after: u64) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, detail)
        }
    }

    /// 400 with a sentence.
    #[must_use]
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// 500; what went wrong is for the log only.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The server failed to answer; its log says why.",
        )
    }

    /// The status code.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<AtlasError> for Problem {
    fn from(error: AtlasError) -> Self {
        let status = match &error {
            AtlasError::Filter(_) => StatusCode::BAD_REQUEST,
            AtlasError::NotFound(_) => StatusCode::NOT_FOUND,
            AtlasError::Gone(_) => StatusCode::GONE,
            AtlasError::Fetch(error) if error.is_theirs() => StatusCode::BAD_GATEWAY,
            AtlasError::Refused(_) | AtlasError::Fetch(_) => StatusCode::UNPROCESSABLE_ENTITY,
            AtlasError::Conflict(_) => StatusCode::CONFLICT,
            AtlasError::Stale { .. } => StatusCode::PRECONDITION_FAILED,
            AtlasError::Forbidden(_) => StatusCode::FORBIDDEN,
            AtlasError::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            AtlasError::Store(StoreError::Busy | StoreError::ReadOnly) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            AtlasError::Store(StoreError::Full) => StatusCode::INSUFFICIENT_STORAGE,
            AtlasError::Builtin(_) | AtlasError::Store(_) => {
                tracing::error!(%error, "a request failed");
                return Self::internal();
            }
        };
        Self::new(status, error.to_string())
    }
}

impl From<LayerError> for Problem {
    fn from(error: LayerError) -> Self {
        match error {
            LayerError::Atlas(error) => error.into(),
            LayerError::Write(error) => {
                tracing::error!(%error, "a layer could not be made");
                Self::internal()
            }
        }
    }
}

impl From<BboxError> for Problem {
    fn from(error: BboxError) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl From<IntervalError> for Problem {
    fn from(error: IntervalError) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl From<PositionError> for Problem {
    fn from(error: PositionError) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Error"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        })
        .to_string();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
