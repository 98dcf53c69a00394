//! Where a request comes from.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use ipnet::IpNet;

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

/// Headers in which proxies say for whom they ask.
pub const FORWARDED: [&str; 4] = [
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
];

/// Whether an address is that of a proxy whose word counts.
#[must_use]
pub fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    let address = address.to_canonical();
    trusted.iter().any(|network| network.contains(&address))
}

/// The nearest address that no trusted proxy has, from the connection backwards. `Forwarded` counts
/// only where there is no `X-Forwarded-For`: a proxy that writes the one lets the other pass as a
/// client sent it.
fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let mut from = peer.to_canonical();
    let listed = |name: &str| -> Vec<String> {
        let said = headers.get_all(name).iter();
        said.filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|part| part.trim().to_owned())
            .collect()
    };
    let mut said = listed("x-forwarded-for");
    if said.is_empty() {
        let steps = listed("forwarded").into_iter();
        said = steps.map(|step| element(&step, "for")).collect();
    }
    for before in said.iter().rev() {
        if !is_trusted(from, trusted) {
            break;
        }
        match address(before) {
            Some(address) => from = address.to_canonical(),
            None => break,
        }
    }
    from
}

/// A parameter of one step of `Forwarded` (RFC 7239, section 4), without its quotes; empty when it
/// is not there.
#[must_use]
pub fn element(step: &str, name: &str) -> String {
    let pairs = step.split(';').filter_map(|pair| pair.split_once('='));
    let mut found = pairs.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    let value = found
        .next()
        .map(|(_, value)| value.trim().trim_matches('"'));
    value.unwrap_or_default().to_owned()
}

/// An address as proxies write it: an IPv6 one may stand in brackets, and a port behind it.
fn address(text: &str) -> Option<IpAddr> {
    let bare = match text.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?,
        None if text.matches(':').count() == 1 => text.split(':').next()?,
        None => text,
    };
    bare.parse().ok()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn at(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_network_of_ipv6_and_an_address_of_ipv4_are_one_client() {
        let client = |text: &str| Client::at(at(text));
        assert_eq!(client("2001:db8:0:1::5"), client("2001:db8:0:1:ffff::1"));
        assert_ne!(client("2001:db8:0:1::5"), client("2001:db8:0:2::5"));
        assert_eq!(client("192.0.2.1"), client("::ffff:192.0.2.1"));
    }

    #[test]
    fn only_what_a_trusted_proxy_adds_is_believed() {
        let trusted = ["127.0.0.1/32", "10.0.0.0/29"].map(|text| text.parse().expect("networks"));
        let from = |peer: &str, said: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in said {
                headers.append("x-forwarded-for", HeaderValue::from_static(value));
            }
            origin(at(peer), &headers, &trusted).to_string()
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

    #[test]
    fn the_standard_header_is_read_where_the_usual_one_is_not_there() {
        let trusted = ["127.0.0.1/32".parse().expect("a network")];
        let from = |said: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in said {
                headers.append(*name, HeaderValue::from_static(value));
            }
            origin(at("127.0.0.1"), &headers, &trusted).to_string()
        };
        let standard = (
            "forwarded",
            "for=192.0.2.60;proto=https, For=\"[2001:db8::17]:4711\"",
        );
        assert_eq!(from(&[standard]), "2001:db8::17");
        assert_eq!(from(&[("forwarded", "for=192.0.2.43:80")]), "192.0.2.43");
        assert_eq!(from(&[("forwarded", "for=_hidden")]), "127.0.0.1");
        let usual = ("x-forwarded-for", "192.0.2.9");
        assert_eq!(from(&[standard, usual]), "192.0.2.9");
    }
}
