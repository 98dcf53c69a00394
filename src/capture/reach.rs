//! How far a fetch may reach.

use std::{net::SocketAddr, str::FromStr};

use thiserror::Error;

use crate::capture::address::is_public;

/// Which addresses may be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Reach {
    /// The ports 80 and 443 of hosts of the public internet.
    #[default]
    Public,
    /// These addresses, too.
    Also(Vec<SocketAddr>),
    /// Every address: private networks, this machine, any port.
    Any,
}

/// Text that names no reach.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "--allow-private stands alone, for every address, or names addresses with their ports, such as \
     --allow-private=10.0.0.7:8080,[fd00::7]:80."
)]
pub struct NoReach;

impl Reach {
    /// Whether an address may be asked.
    #[must_use]
    pub fn covers(&self, address: SocketAddr) -> bool {
        let public = matches!(address.port(), 80 | 443) && is_public(address.ip());
        match self {
            Self::Public => public,
            Self::Also(known) => public || known.contains(&address),
            Self::Any => true,
        }
    }

    /// Whether other ports than the web's own may be asked of some host.
    #[must_use]
    pub fn any_port(&self) -> bool {
        *self != Self::Public
    }
}

impl FromStr for Reach {
    type Err = NoReach;

    /// Reads `any`, or addresses with a comma between them.
    fn from_str(text: &str) -> Result<Self, NoReach> {
        if text == "any" {
            return Ok(Self::Any);
        }
        let known: Result<Vec<SocketAddr>, _> =
            text.split(',').map(|one| one.trim().parse()).collect();
        known.map(Self::Also).map_err(|_| NoReach)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reach_covers_what_it_names_and_no_more() {
        let covers = |reach: &str, address: &str| {
            let reach = if reach.is_empty() {
                Reach::Public
            } else {
                reach.parse().expect(reach)
            };
            reach.covers(address.parse().expect(address))
        };
        for (reach, address, may) in [
            ("", "8.8.8.8:443", true),
            ("", "8.8.8.8:8443", false),
            ("", "10.0.0.7:80", false),
            ("10.0.0.7:8080", "10.0.0.7:8080", true),
            ("10.0.0.7:8080", "10.0.0.7:80", false),
            ("10.0.0.7:8080", "10.0.0.8:8080", false),
            ("10.0.0.7:8080", "8.8.8.8:80", true),
            ("10.0.0.7:8080", "8.8.8.8:22", false),
            ("any", "127.0.0.1:22", true),
        ] {
            assert_eq!(covers(reach, address), may, "{reach} {address}");
        }
        for text in ["", "localhost", "10.0.0.7", "all"] {
            let error = text.parse::<Reach>().expect_err(text).to_string();
            assert!(error.contains("with their ports"), "{error}");
        }
    }
}
