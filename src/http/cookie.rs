//! The cookie of a session.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::http::problem::Problem;

/// Behind https the name has a prefix that ties the cookie to this very host.
const fn name(secure: bool) -> &'static str {
    if secure { "__Host-ctl" } else { "ctl" }
}

/// The secret in the cookie of a request.
#[must_use]
pub fn secret(headers: &HeaderMap, secure: bool) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name(secure))
        .map(|(_, value)| value.to_owned())
}

/// Whether a browser that asks so must send the cookie by https only: the operator said so, or the
/// page that asks came by https, through a proxy of which the server was not told.
#[must_use]
pub fn by_https(headers: &HeaderMap, secure: bool) -> bool {
    let origin = headers.get(header::ORIGIN);
    secure || origin.is_some_and(|origin| origin.as_bytes().starts_with(b"https://"))
}

/// The header that sets the cookie, out of reach of scripts and of other sites; without a secret it
/// takes the cookie away. It lasts until the browser is closed: the server ends sessions. `secure`
/// chooses the name, `https` whether it goes by https only.
///
/// # Errors
/// 500 when the secret were no header text.
///
/// # References
/// - RFC 6265bis, sections 4.1.2 and 4.1.3
pub fn set(secret: Option<&str>, secure: bool, https: bool) -> Result<HeaderValue, Problem> {
    let name = name(secure);
    let mut text = format!(
        "{name}={}; Path=/; HttpOnly; SameSite=Strict",
        secret.unwrap_or_default()
    );
    if https {
        text.push_str("; Secure");
    }
    if secret.is_none() {
        text.push_str("; Max-Age=0");
    }
    HeaderValue::from_str(&text).map_err(|_| Problem::internal())
}
