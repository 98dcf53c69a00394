//! `/setup`: the first administrator, by a link that is printed once and works once.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    Form,
    extract::{State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

use crate::{
    evidence::hash::{hex, sha256_hex},
    http::{
        account::check_origin,
        blocking::{blocking, permit},
        client::Client,
        params::{FromQuery, Params, Query},
        problem::Problem,
        state::AppState,
    },
};

/// How long the link works.
const LIFE: Duration = Duration::from_hours(1);

/// The link's key, of which only the hash is held, until it is used or too old.
#[derive(Debug, Default)]
pub struct FirstLink(Mutex<Option<(String, Instant)>>);

impl FirstLink {
    /// Makes a key; an earlier one is worth nothing then. `None` when the system gives no random
    /// bytes.
    #[must_use]
    pub fn offer(&self) -> Option<String> {
        self.offer_for(LIFE)
    }

    fn offer_for(&self, life: Duration) -> Option<String> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).ok()?;
        let key = hex(&bytes);
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some((sha256_hex(key.as_bytes()), Instant::now() + life));
        Some(key)
    }

    fn check(&self, key: &str) -> Result<(), Problem> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let good = held.as_ref().is_some_and(|(hash, end)| {
            *hash == sha256_hex(key.as_bytes()) && Instant::now() < *end
        });
        good.then_some(()).ok_or_else(|| {
            Problem::new(
                StatusCode::GONE,
                "This link was used or is too old. Start the server again for a new one, or use: \
                 contactline user add NAME --role admin",
            )
        })
    }

    fn spend(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// `?key=`.
pub struct Key(String);

impl FromQuery for Key {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        Ok(Self(query.take("key")?.unwrap_or_default()))
    }
}

/// `GET /setup?key=`: a form for name and password.
///
/// # Errors
/// 410 when the link does not work any more.
pub async fn form(
    State(state): State<AppState>,
    Params(Key(key)): Params<Key>,
) -> Result<Response, Problem> {
    state.first.check(&key)?;
    // The key is hexadecimal: it was compared with one that is.
    Ok(page(&format!(
        "<h1>The first administrator</h1>\
         <form method=\"post\" action=\"/setup\" autocomplete=\"off\">\
         <input type=\"hidden\" name=\"key\" value=\"{key}\">\
         <p><label>Name <input name=\"name\" required maxlength=\"100\" autocomplete=\"username\">\
         </label></p>\
         <p><label>Password, 12 characters or more <input name=\"password\" type=\"password\" \
         required minlength=\"12\" autocomplete=\"new-password\"></label></p>\
         <p><button>Make the account</button></p></form>"
    )))
}

/// The fields of the form.
#[derive(Deserialize)]
pub struct Filled {
    key: String,
    name: String,
    password: String,
}

/// `POST /setup`: makes the account; the link is used up then.
///
/// # Errors
/// 410 when the link does not work any more, 422 when name or password will not do, 409 when there
/// is a user already.
pub async fn create(
    State(state): State<AppState>,
    client: Client,
    headers: HeaderMap,
    filled: Result<Form<Filled>, FormRejection>,
) -> Result<Response, Problem> {
    check_origin(&headers, &state, false)?;
    let Form(filled) = filled.map_err(|_| {
        Problem::bad_request("Send key, name and password as the form at /setup does.")
    })?;
    tokio::time::sleep(state.attempts.admit(client, "/setup")?).await;
    state.first.check(&filled.key)?;
    let permit = permit(&state.logins).await?;
    let (atlas, Filled { name, password, .. }) = (state.atlas.clone(), filled);
    let name = blocking(move || {
        let _permit = permit;
        atlas.add_first_user(&name, &password)
    })
    .await?;
    state.first.spend();
    Ok(page(&format!(
        "<h1>Done</h1><p>The administrator {name} can sign in now. \
         <a href=\"/\">To the map</a></p>"
    )))
}

fn page(body: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>contactline</title></head>\
         <body><main>{body}</main></body></html>"
    );
    let mut response = html.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_works_until_it_is_spent_or_too_old_or_another_was_made() {
        let link = FirstLink::default();
        assert!(link.check("").is_err(), "no key was made");
        let key = link.offer().expect("a key");
        assert!(link.check(&key).is_ok() && link.check("abc").is_err());
        let next = link.offer().expect("another");
        assert!(link.check(&key).is_err() && link.check(&next).is_ok());
        link.spend();
        assert!(link.check(&next).is_err());
        let old = link.offer_for(Duration::ZERO).expect("a key");
        let problem = link.check(&old).expect_err("too old");
        assert_eq!(problem.status(), StatusCode::GONE);
    }
}
