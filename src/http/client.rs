//! Where a request comes from.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};

use crate::http::state::AppState;

/// The address at the other end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Whom a request counts for: an address, of IPv6 the network. Behind a proxy that the operator did
/// not name all clients are one.
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

/// The extractor: who asks. What a proxy that the operator trusts says of it counts; what anybody
/// else says of themselves does not.
impl FromRequestParts<AppState> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<Peer>().copied();
        let peer = peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |Peer(address)| address);
        let trusted = &state.settings.trusted_proxies;
        Ok(Self::at(origin(peer, &parts.headers, trusted)))
    }
}

/// The nearest address that no trusted proxy has, from the connection backwards.
fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut from = peer.to_canonical();
    let said = headers.get_all("x-forwarded-for").iter();
    let said: Vec<&str> = said
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for before in said.iter().rev() {
        if !trusted.contains(&from) {
            break;
        }
        match before.trim().parse::<IpAddr>() {
            Ok(address) => from = address.to_canonical(),
            Err(_) => break,
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_network_of_ipv6_and_an_address_of_ipv4_are_one_client() {
        let client = |text: &str| Client::at(address(text));
        assert_eq!(client("2001:db8:0:1::5"), client("2001:db8:0:1:ffff::1"));
        assert_ne!(client("2001:db8:0:1::5"), client("2001:db8:0:2::5"));
        assert_eq!(client("192.0.2.1"), client("::ffff:192.0.2.1"));
    }

    #[test]
    fn only_what_a_trusted_proxy_adds_is_believed() {
        let trusted = [address("127.0.0.1"), address("10.0.0.7")];
        let from = |peer: &str, said: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in said {
                headers.append("x-forwarded-for", HeaderValue::from_static(value));
            }
            origin(address(peer), &headers, &trusted).to_string()
        };
        assert_eq!(from("127.0.0.1", &["192.0.2.9"]), "192.0.2.9");
        assert_eq!(from("::ffff:127.0.0.1", &["192.0.2.9"]), "192.0.2.9");
        // The client wrote the first of them itself.
        assert_eq!(from("127.0.0.1", &["6.6.6.6, 192.0.2.9"]), "192.0.2.9");
        assert_eq!(from("127.0.0.1", &["192.0.2.9, 10.0.0.7"]), "192.0.2.9");
        assert_eq!(from("127.0.0.1", &["192.0.2.9", "10.0.0.7"]), "192.0.2.9");
        assert_eq!(from("192.0.2.1", &["192.0.2.9"]), "192.0.2.1");
        assert_eq!(from("127.0.0.1", &["unknown"]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", &[]), "127.0.0.1");
    }
}
