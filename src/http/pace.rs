//! How often a client may ask for what costs much.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    num::NonZeroU32,
};

use axum::{extract::FromRequestParts, http::request::Parts};
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::HashMapStateStore,
};

use crate::http::problem::Problem;

/// Texts that one client may have read in a second, in the long run.
const A_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);

/// Texts that one client may have read at once after a rest.
const AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);

/// Clients are forgotten when there are more than this and they have rested.
const MOST_CLIENTS: usize = 10_000;

/// Where a request comes from: the address of the connection, of IPv6 the network. Behind a proxy
/// all clients are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(IpAddr);

impl Client {
    /// The client at an address.
    #[must_use]
    pub fn at(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(address.into()),
            IpAddr::V6(address) => {
                let network = u128::from(address) & (u128::MAX << 64);
                Self(Ipv6Addr::from(network).into())
            }
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<Self>().copied();
        Ok(known.unwrap_or(Self(Ipv4Addr::UNSPECIFIED.into())))
    }
}

/// A bucket of tokens for each client.
///
/// # Units
/// - a client has 60 tokens at the most, and gets 5 a second
pub struct Pace(RateLimiter<Client, HashMapStateStore<Client>, DefaultClock>);

impl Default for Pace {
    fn default() -> Self {
        let quota = Quota::per_second(A_SECOND).allow_burst(AT_ONCE);
        Self(RateLimiter::hashmap(quota))
    }
}

impl Pace {
    /// Takes a token of a client.
    ///
    /// # Errors
    /// 429 when it has none.
    pub fn admit(&self, client: Client) -> Result<(), Problem> {
        if self.0.len() > MOST_CLIENTS {
            self.0.retain_recent();
        }
        self.0.check_key(&client).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            let seconds = wait.as_secs() + 1;
            Problem::too_many(
                format!(
                    "You had many texts read in a short time; try again in {seconds} s, or use \
                     contactline geoparse --jsonl for many texts."
                ),
                seconds,
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_client_in_a_hurry_does_not_hold_up_another() {
        let pace = Pace::default();
        let client = |text: &str| Client::at(text.parse().expect("an address"));
        let (hasty, calm) = (client("192.0.2.1"), client("2001:db8:0:1::5"));
        let admitted = (0..1_000).filter(|_| pace.admit(hasty).is_ok()).count();
        assert!((60..200).contains(&admitted), "{admitted}");
        assert!(pace.admit(calm).is_ok());
        assert_eq!(calm, client("2001:db8:0:1:ffff::1"), "one network");
        assert_eq!(hasty, client("::ffff:192.0.2.1"), "one address");
    }
}
