//! Who asks, and whether they may: the one door that everything goes through that is not a public
//! read.

use std::marker::PhantomData;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
};

use crate::{
    atlas::{
        account::{Actor, Credential},
        error::AtlasError,
    },
    http::{blocking::blocking, cookie, problem::Problem, state::AppState},
    model::permission::{Action, decide},
};

/// The header that a page of ours sends with what it changes: a form of another site cannot.
pub const OURS: &str = "x-contactline";

/// What a handler lets somebody do.
pub trait Asks: Send + Sync + 'static {
    /// The action that the table of permissions is asked about.
    const ACTION: Action;
}

/// The extractor: somebody who may do this.
pub struct May<A: Asks> {
    /// Who it is.
    pub actor: Actor,
    asked: PhantomData<A>,
}

macro_rules! asks {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        pub struct $name;

        impl Asks for $name {
            const ACTION: Action = Action::$name;
        }
    )*};
}

asks! {
    /// Learn who one is.
    KnowOneself,
    /// Hand in a report.
    Suggest,
    /// See drafts.
    ReadDrafts,
    /// Correct and decide.
    Edit,
    /// Make a release.
    Release,
    /// Make and revoke one's own tokens.
    OwnTokens,
    /// Choose another password for oneself.
    OwnPassword,
    /// Hold back and let go.
    Hold,
    /// Keep accounts.
    Users,
    /// Make rules of publication.
    Policy,
}

impl<A: Asks> FromRequestParts<AppState> for May<A> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let shown = shown(&parts.headers, state);
        if matches!(shown, Some(Credential::Session(_)))
            && !matches!(parts.method, Method::GET | Method::HEAD)
        {
            check_origin(&parts.headers, state, true)?;
        }
        let atlas = state.atlas.clone();
        let actor = blocking(move || {
            let actor = atlas.actor(shown.as_ref())?;
            decide(actor.role, actor.scope, A::ACTION)?;
            Ok::<_, AtlasError>(actor)
        })
        .await?;
        Ok(Self {
            actor,
            asked: PhantomData,
        })
    }
}

/// The credential of a request: a token before a cookie.
fn shown(headers: &HeaderMap, state: &AppState) -> Option<Credential> {
    let token = headers.get(header::AUTHORIZATION).map(|value| {
        let (scheme, token) = value
            .to_str()
            .unwrap_or_default()
            .split_once(' ')
            .unwrap_or_default();
        let bearer = scheme.eq_ignore_ascii_case("bearer");
        Credential::Token(if bearer { token.trim() } else { "" }.to_owned())
    });
    token.or_else(|| cookie::secret(headers, state.settings.secure()).map(Credential::Session))
}

/// Refuses what a page of another site makes a browser send. With `strict`, only what a page of
/// this server sent passes; without, a client that is no browser does too.
///
/// # Errors
/// 403.
///
/// # References
/// - W3C Fetch Metadata Request Headers, section 2.3
/// - OWASP Cross-Site Request Forgery Prevention Cheat Sheet
pub fn check_origin(headers: &HeaderMap, state: &AppState, strict: bool) -> Result<(), Problem> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    let own_origin = text("origin").map(|origin| {
        let host = text("host").unwrap_or_default();
        match &state.settings.base_url {
            Some(base) => origin_of(base) == Some(origin),
            None => origin
                .split_once("://")
                .is_some_and(|(_, rest)| rest == host),
        }
    });
    let own_site = text("sec-fetch-site").map(|site| site == "same-origin");
    let foreign = own_origin == Some(false) || own_site == Some(false);
    let known = own_origin.is_some() || own_site.is_some();
    if foreign || (strict && !(known && headers.contains_key(OURS))) {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "This did not come from a page of this server. Whoever is signed in by a cookie changes \
             things from the map page only; programs use a token in the header Authorization. Behind a \
             proxy the server has to know its address: serve --base-url.",
        ));
    }
    Ok(())
}

/// Scheme and host of a web address.
fn origin_of(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.find('/').unwrap_or(rest.len());
    url.get(..scheme.len() + 3 + host)
}
