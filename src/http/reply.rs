//! Answers that are read: a media type, an `ETag`, and 304 when nothing changed.

use std::fmt::Display;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use crate::http::{
    digest::digest,
    validators::{self, content},
};

/// Media type of `GeoJSON` (RFC 7946, section 12).
pub const GEOJSON: &str = "application/geo+json";

/// Media type of JSON.
pub const JSON: &str = "application/json";

/// Media type of HTML.
pub const HTML: &str = "text/html; charset=utf-8";

/// Media type of an `OpenAPI` document (OGC 17-069r4, section 8.1).
pub const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";

/// Media type of a JSON Schema (OGC 19-079r2, section 6.3).
pub const SCHEMA: &str = "application/schema+json";

/// Media type of comma-separated values with a header row (RFC 4180).
pub const CSV: &str = "text/csv; charset=utf-8; header=present";

/// A body that is whole in memory, with an `ETag` of its content.
#[must_use]
pub fn body(request: &HeaderMap, media_type: &'static str, body: impl Into<String>) -> Response {
    let body = body.into();
    let etag = etag(&body);
    if matches(request, &etag) {
        return not_modified(&etag);
    }
    tagged(Body::from(body), media_type, &etag)
}

/// The `ETag` of a body's content, before it is known how its bytes are coded.
#[must_use]
pub fn etag(body: &str) -> String {
    format!("W/\"{}\"", digest([body]))
}

/// A JSON value of a media type.
#[must_use]
pub fn json(request: &HeaderMap, media_type: &'static str, value: &Value) -> Response {
    body(request, media_type, value.to_string())
}

/// A JSON value for an editor: never kept by a cache.
#[must_use]
pub fn private(status: StatusCode, value: &impl Display) -> Response {
    let mut response = (status, value.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A body with its `ETag`; caches ask before they use it again.
#[must_use]
pub fn tagged(body: Body, media_type: &'static str, etag: &str) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

/// An answer that browsers keep as a file of this name.
#[must_use]
pub fn attached(mut response: Response, file: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// 304.
#[must_use]
pub fn not_modified(etag: &str) -> Response {
    let mut response = tagged(Body::empty(), JSON, etag);
    response.headers_mut().remove(header::CONTENT_TYPE);
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    response
}

/// Whether `If-None-Match` names the `ETag` (weak comparison, RFC 9110, section 13.1.2).
#[must_use]
pub fn matches(request: &HeaderMap, etag: &str) -> bool {
    validators::held(request).any(|tag| tag == "*" || content(tag) == content(etag))
}

/// Whether `Accept-Encoding` takes gzip (RFC 9110, section 12.5.3).
#[must_use]
pub fn takes_gzip(request: &HeaderMap) -> bool {
    let said = request.get_all(header::ACCEPT_ENCODING).iter();
    said.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let named = parts.next().unwrap_or_default();
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let refused = weight.and_then(|weight| weight.parse::<f64>().ok()) == Some(0.0);
            named.eq_ignore_ascii_case("gzip") && !refused
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        for (said, takes) in [
            ("gzip", true),
            ("br, GZIP;q=0.5", true),
            ("deflate;q=1, gzip;q=0", false),
            ("identity", false),
            ("br", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(said));
            assert_eq!(takes_gzip(&headers), takes, "{said}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
