//! Fetching one document: hop by hop, each hop's address checked before it is asked.

use std::{
    io::{self, Read as _},
    time::{Duration, Instant},
};

use thiserror::Error;
use ureq::{
    Agent, Body,
    config::Config,
    http::{Response, Uri, header},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};
use url::Url;

use crate::capture::{
    error::FetchError,
    reach::Reach,
    target::{follow, parse},
};

/// Who the hosts read that asks.
pub(super) const USER_AGENT: &str = concat!("contactline/", env!("CARGO_PKG_VERSION"));

/// What a fetch may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Until a connection stands.
    pub connect: Duration,
    /// From the first question to the last byte, all hops together.
    pub total: Duration,
    /// Bytes of a document after decompression.
    pub bytes: u64,
    /// Redirects that are followed.
    pub hops: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(20),
            bytes: 4 * 1024 * 1024,
            hops: 5,
        }
    }
}

/// Fetches documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetcher {
    /// Which addresses may be asked.
    pub reach: Reach,
    /// What a fetch may cost.
    pub limits: Limits,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// Media types that will do.
    pub types: &'a [&'a str],
    /// `ETag` of what is known already.
    pub etag: Option<&'a str>,
    /// `Last-Modified` of what is known already.
    pub modified: Option<&'a str>,
}

/// A document as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address that it came from in the end.
    pub url: String,
    /// Its media type with parameters, as the server said it.
    pub content_type: String,
    /// Its `ETag`, if the server said one.
    pub etag: Option<String>,
    /// Its `Last-Modified`, if the server said one.
    pub modified: Option<String>,
    /// Its bytes, decompressed.
    pub bytes: Vec<u8>,
}

impl Fetcher {
    /// Fetches a document; `None` when it is still the one that is known.
    ///
    /// Redirects are followed by hand. Of every hop the name is resolved once, all its addresses are
    /// checked, and the connection goes to a checked one: a name that changes its address in between
    /// gains nothing. No proxy is used and no cookie is kept.
    ///
    /// # Errors
    /// [`FetchError`].
    pub fn get(&self, address: &str, wish: Wish<'_>) -> Result<Option<Fetched>, FetchError> {
        let deadline = Instant::now() + self.limits.total;
        let mut url = parse(address, self.reach.any_port())?;
        for _ in 0..=self.limits.hops {
            let left = deadline.saturating_duration_since(Instant::now());
            let response = self.ask(&url, wish, left)?;
            let status = response.status();
            if status.as_u16() == 304 && (wish.etag.is_some() || wish.modified.is_some()) {
                return Ok(None);
            }
            if matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
                && let Some(location) = text(&response, header::LOCATION)
            {
                url = follow(&url, &location, self.reach.any_port())?;
                continue;
            }
            if status.as_u16() != 200 {
                return Err(FetchError::Status {
                    host: host(&url),
                    status: status.as_u16(),
                });
            }
            return self.read(&url, wish, response).map(Some);
        }
        Err(FetchError::TooManyHops(self.limits.hops))
    }

    fn ask(&self, url: &Url, wish: Wish<'_>, left: Duration) -> Result<Response<Body>, FetchError> {
        let config = Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(left))
            .timeout_resolve(Some(self.limits.connect.min(left)))
            .timeout_connect(Some(self.limits.connect.min(left)))
            .user_agent(USER_AGENT)
            .accept(wish.types.join(", "))
            .accept_encoding("gzip")
            .max_idle_connections(0)
            .build();
        let resolver = Checked {
            inner: DefaultResolver::default(),
            reach: self.reach.clone(),
        };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        let mut request = agent.get(url.as_str());
        for (name, value) in [
            (header::IF_NONE_MATCH, wish.etag),
            (header::IF_MODIFIED_SINCE, wish.modified),
        ] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request.call().map_err(|error| told(error, url))
    }

    fn read(
        &self,
        url: &Url,
        wish: Wish<'_>,
        response: Response<Body>,
    ) -> Result<Fetched, FetchError> {
        let content_type = text(&response, header::CONTENT_TYPE).unwrap_or_default();
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if !wish
            .types
            .iter()
            .any(|known| known.eq_ignore_ascii_case(essence))
        {
            let said: String = essence.chars().take(60).collect();
            let said = if said.is_empty() {
                "something unnamed".to_owned()
            } else {
                said
            };
            return Err(FetchError::ContentType(said));
        }
        let encoding = text(&response, header::CONTENT_ENCODING);
        if !encoding.is_none_or(|encoding| {
            ["gzip", "x-gzip", "identity"]
                .iter()
                .any(|known| encoding.trim().eq_ignore_ascii_case(known))
        }) {
            return Err(FetchError::Encoding);
        }
        let (etag, modified) = (
            text(&response, header::ETAG),
            text(&response, header::LAST_MODIFIED),
        );
        let most = self.limits.bytes;
        let mut bytes = Vec::new();
        let mut reader = response
            .into_body()
            .into_with_config()
            .limit(u64::MAX)
            .reader()
            .take(most + 1);
        reader
            .read_to_end(&mut bytes)
            .map_err(|error| broken(&error, url))?;
        if bytes.len() as u64 > most {
            return Err(FetchError::TooLarge(most / 1024));
        }
        Ok(Fetched {
            url: url.to_string(),
            content_type,
            etag,
            modified,
            bytes,
        })
    }
}

/// Resolves names, and refuses those of which any address is out of reach.
#[derive(Debug)]
struct Checked {
    inner: DefaultResolver,
    reach: Reach,
}

/// A host with an address that is out of reach.
#[derive(Debug, Error)]
#[error("{0}")]
struct Refused(String);

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if found.iter().all(|address| self.reach.covers(*address)) {
            return Ok(found);
        }
        let host = uri.host().unwrap_or_default().to_owned();
        Err(ureq::Error::Other(Box::new(Refused(host))))
    }
}

pub(super) fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

fn text(response: &Response<Body>, name: header::HeaderName) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?;
    (value.len() <= 2_000).then(|| value.to_owned())
}

/// What the library says of a request that failed, as a sentence.
pub(super) fn told(error: ureq::Error, url: &Url) -> FetchError {
    match error {
        ureq::Error::Timeout(_) => FetchError::TooSlow(host(url)),
        ureq::Error::HostNotFound => FetchError::UnknownHost(host(url)),
        ureq::Error::Other(inner) if inner.is::<Refused>() => {
            FetchError::Private(inner.to_string())
        }
        ureq::Error::Io(error) => broken(&error, url),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => FetchError::NoAddress,
        error => FetchError::Unreachable {
            host: host(url),
            why: error.to_string(),
        },
    }
}

/// What a connection says that broke, as a sentence.
fn broken(error: &io::Error, url: &Url) -> FetchError {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    if matches!(inner, Some(ureq::Error::Timeout(_))) || error.kind() == io::ErrorKind::TimedOut {
        FetchError::TooSlow(host(url))
    } else if matches!(inner, Some(ureq::Error::Decompress(..)))
        || error.kind() == io::ErrorKind::InvalidInput
        || error.kind() == io::ErrorKind::InvalidData
    {
        FetchError::Encoding
    } else if error.to_string().contains("failed to lookup address") {
        FetchError::UnknownHost(host(url))
    } else {
        FetchError::Unreachable {
            host: host(url),
            why: error.to_string(),
        }
    }
}
