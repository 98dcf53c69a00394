//! What editors think of an incident; apart from its grade, which follows from rules.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How far editors have checked an incident.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verification {
    /// Nobody has looked beyond the report.
    #[default]
    Unreviewed,
    /// Independent material agrees.
    Corroborated,
    /// Material speaks for it and against it.
    Disputed,
    /// Checked against primary material.
    Verified,
    /// Shown not to have been so.
    Debunked,
}

/// Text that names no verification.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("A verification is one of unreviewed, corroborated, disputed, verified or debunked.")]
pub struct NotAVerification;

impl Verification {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Unreviewed,
        Self::Corroborated,
        Self::Disputed,
        Self::Verified,
        Self::Debunked,
    ];

    /// The name in data and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::Corroborated => "corroborated",
            Self::Disputed => "disputed",
            Self::Verified => "verified",
            Self::Debunked => "debunked",
        }
    }
}

impl FromStr for Verification {
    type Err = NotAVerification;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|one| one.as_str() == text)
            .ok_or(NotAVerification)
    }
}

impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
