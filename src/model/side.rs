//! Who says so: the side that a source or a claimant stands on.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The affinity of a claimant or a source. Names, colours and member bodies of the sides are data
/// (`geodata/parties.json`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Azerbaijan.
    Az,
    /// Armenia and the Nagorno-Karabakh authorities.
    Arm,
    /// Everybody else: observers, other states, international organisations, agencies.
    ThirdParty,
}

/// Text that names no side.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("A side is one of az, arm or third-party.")]
pub struct NotASide;

impl Side {
    /// All sides, in the alphabetical order of their identifiers' labels.
    pub const ALL: [Self; 3] = [Self::Az, Self::Arm, Self::ThirdParty];

    /// The identifier used in data and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Az => "az",
            Self::Arm => "arm",
            Self::ThirdParty => "third-party",
        }
    }

    /// The side with the labels of the two parties swapped: what every rule must be symmetric under.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Az => Self::Arm,
            Self::Arm => Self::Az,
            Self::ThirdParty => Self::ThirdParty,
        }
    }
}

impl FromStr for Side {
    type Err = NotASide;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|side| side.as_str() == text)
            .ok_or(NotASide)
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
