//! Request bodies: JSON of a bounded size, or a problem.

use axum::{
    body::{self, Body},
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::http::problem::Problem;

/// The longest body in bytes.
pub const LONGEST_BODY: usize = 1024 * 1024;

/// The extractor: a body of JSON as a `T`.
pub struct Json<T>(pub T);

/// The extractor: a body of JSON as a `T`, or nothing at all.
pub struct MaybeJson<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        check_type(&request)?;
        read(&bytes(request).await?).map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for MaybeJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let typed = check_type(&request);
        let bytes = bytes(request).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        typed?;
        read(&bytes).map(Self)
    }
}

fn check_type(request: &Request) -> Result<(), Problem> {
    let value = |name| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let essence = value(header::CONTENT_TYPE)
        .and_then(|value| value.split(';').next())
        .map(str::trim)
        .unwrap_or_default();
    let plain = value(header::CONTENT_ENCODING).is_none_or(|encoding| encoding == "identity");
    if plain
        && [
            "application/json",
            "application/geo+json",
            "application/merge-patch+json",
        ]
        .contains(&essence)
    {
        Ok(())
    } else {
        Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Send the body as uncompressed JSON with Content-Type: application/json.",
        ))
    }
}

async fn bytes(request: Request<Body>) -> Result<bytes::Bytes, Problem> {
    at_most(request, LONGEST_BODY).await
}

/// The body of a request of at most so many bytes.
///
/// # Errors
/// 413 when it is larger, 400 when it breaks off.
pub async fn at_most(request: Request<Body>, longest: usize) -> Result<bytes::Bytes, Problem> {
    let too_large = || {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!(
                "The body is larger than {} MiB; send less at a time.",
                longest / (1024 * 1024)
            ),
        )
    };
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > longest as u64) {
        return Err(too_large());
    }
    body::to_bytes(request.into_body(), longest)
        .await
        .map_err(|error| {
            let limited = std::error::Error::source(&error).is_some_and(
                <dyn std::error::Error + 'static>::is::<http_body_util::LengthLimitError>,
            );
            if limited {
                too_large()
            } else {
                Problem::bad_request("The body ended too early; send it again.")
            }
        })
}

/// Reads a value from JSON.
///
/// # Errors
/// 400 for what is no JSON, 422 for what is no such value.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // RFC 8259, section 8.1: a byte order mark may be passed over.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        Category::Data => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("The body is JSON, but not what is expected here: {error}."),
        ),
        _ => Problem::bad_request(format!("The body is not JSON in UTF-8: {error}.")),
    })
}
