//! Headers that every answer has, the deadline of every request, and the request log.

use std::time::{Duration, Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::http::{page::WORKER, problem::Problem, state::AppState, validators};

/// How long a request may take until its answer begins.
const DEADLINE: Duration = Duration::from_secs(30);

/// What pages of other sites have no business with.
const PRIVATE: [&str; 8] = [
    "/metrics",
    "/review",
    "/reports",
    "/session",
    "/suggestions",
    "/tokens",
    "/users",
    "/setup",
];

/// Sets the security headers, and logs the request: neither query strings nor addresses of readers.
pub async fn finish(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = without_secrets(request.uri().path());
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map(|route| route.as_str().to_owned());
    let framed = request.uri().path() == "/" && request.uri().query().is_some_and(embedded);
    let held: Vec<String> = validators::held(request.headers())
        .map(str::to_owned)
        .collect();
    let reading = matches!(method, Method::GET | Method::HEAD);
    let mut response = match tokio::time::timeout(DEADLINE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "The request took longer than 30 seconds; ask for less, or try again later.",
        )
        .into_response(),
    };
    validators::strengthen(&mut response, &held);
    let status = response.status().as_u16();
    let took = begun.elapsed();
    let meters = &state.meters;
    meters.count(route.as_deref(), method.as_str(), status, took);
    let private = PRIVATE.iter().any(|private| path.starts_with(private));
    // Names of users and of reports are nobody's business: there the pattern has to do.
    let shown = if private { route.as_deref() } else { None };
    let path_shown = shown.unwrap_or(&path);
    tracing::info!(%method, path = path_shown, status, ms = took.as_millis(), "request");

    let public = reading && !private;
    let headers = response.headers_mut();
    let mut set = |name, value| {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(
        header::HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        header::HeaderName::from_static("permissions-policy"),
        "geolocation=(), camera=(), microphone=()",
    );
    if public {
        set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set(
            header::HeaderName::from_static("access-control-expose-headers"),
            "Accept-Ranges, Content-Crs, Content-Disposition, Content-Range, ETag, Link, \
             OGC-NumberMatched, OGC-NumberReturned",
        );
        set(
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        );
    } else {
        set(
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        );
    }
    // A cache takes the headers of a 304 over into what it holds: a policy that does not know the
    // media type would put the cached page into a sandbox.
    if response.status() == StatusCode::NOT_MODIFIED {
        return response;
    }
    let headers = response.headers_mut();
    let html = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let policy = if html {
        page_policy(state.settings.tile_url.as_deref(), framed)
    } else if path == WORKER {
        // A worker's own policy says what it may fetch.
        "default-src 'none'; connect-src 'self'".to_owned()
    } else {
        "default-src 'none'; sandbox".to_owned()
    };
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A path as the log names it: whoever puts a whole token into it does not give it away.
fn without_secrets(path: &str) -> String {
    let shown = |part| {
        if str::starts_with(part, "ctl_") {
            "ctl_…"
        } else {
            part
        }
    };
    let parts: Vec<&str> = path.split('/').map(shown).collect();
    parts.join("/")
}

/// Whether a query string asks for the page as other sites may frame it.
///
/// That page has no form that changes anything, so that nobody can be led to press what they do not
/// see.
fn embedded(query: &str) -> bool {
    query.split('&').any(|pair| pair == "embed=1")
}

/// The content security policy of the page; a tile server's host may send images, and only the
/// page for embedding may be framed.
fn page_policy(tile_url: Option<&str>, framed: bool) -> String {
    let tiles = tile_url.and_then(origin).unwrap_or_default();
    let ancestors = if framed { "*" } else { "'none'" };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'{tiles}; \
         connect-src 'self'; font-src 'self'; worker-src 'self'; base-uri 'none'; \
         object-src 'none'; form-action 'self'; frame-ancestors {ancestors}"
    )
}

/// Scheme and host of a tile template, with a blank before it; `{s}` becomes `*`.
fn origin(template: &str) -> Option<String> {
    let (scheme, rest) = template.split_once("://")?;
    let host = rest.split('/').next()?.replace("{s}", "*");
    Some(format!(" {scheme}://{host}"))
}
