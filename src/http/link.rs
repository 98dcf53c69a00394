//! Links: the address of the server as clients see it.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use serde_json::{Value, json};

use crate::http::{
    client::{Peer, element, is_trusted},
    problem::Problem,
    state::AppState,
};

/// The extractor: the address under which the client reached the server, without a slash at its
/// end.
pub struct Base(pub String);

impl FromRequestParts<AppState> for Base {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        if let Some(base) = &state.settings.base_url {
            return Ok(Self(base.clone()));
        }
        let plain = |host: &&str| {
            !host.is_empty()
                && host.len() <= 255
                && host.bytes().all(|b| {
                    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']')
                })
        };
        let host = parts
            .headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .filter(plain)
            .unwrap_or("127.0.0.1:8080");
        let scheme = if by_https(parts, state) {
            "https"
        } else {
            "http"
        };
        Ok(Self(format!("{scheme}://{host}")))
    }
}

/// Whether a proxy that the operator trusts says that the client came by https.
fn by_https(parts: &Parts, state: &AppState) -> bool {
    let trusted = &state.settings.trusted_proxies;
    let peer = parts.extensions.get::<Peer>();
    if !peer.is_some_and(|Peer(address)| is_trusted(*address, trusted)) {
        return false;
    }
    let last = |name: &str| {
        let value = parts
            .headers
            .get_all(name)
            .iter()
            .next_back()?
            .to_str()
            .ok()?;
        Some(
            value
                .rsplit(',')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned(),
        )
    };
    let said = last("x-forwarded-proto");
    let said = said.or_else(|| last("forwarded").map(|step| element(&step, "proto")));
    said.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
}

impl Base {
    /// A link object (OGC 17-069r4, section 5.2).
    #[must_use]
    pub fn link(&self, path: &str, rel: &str, media_type: &str, title: &str) -> Value {
        json!({"href": format!("{}{path}", self.0), "rel": rel, "type": media_type, "title": title})
    }
}
