//! What a person may do at all.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A user's role; each one may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads what is published; whoever has no account is one.
    Reader,
    /// Hands in reports, which give drafts that others decide on.
    Contributor,
    /// Sees drafts, corrects them, accepts and rejects them, makes releases.
    Editor,
    /// Holds records back from the public, and lets them go.
    Moderator,
    /// Keeps the accounts and the rules of publication.
    Admin,
}

/// Text that names no role.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("A role is one of reader, contributor, editor, moderator or admin.")]
pub struct NotARole;

impl Role {
    /// All of them, the least first.
    pub const ALL: [Self; 5] = [
        Self::Reader,
        Self::Contributor,
        Self::Editor,
        Self::Moderator,
        Self::Admin,
    ];

    /// The name in data and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Contributor => "contributor",
            Self::Editor => "editor",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = NotARole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|role| role.as_str() == text);
        known.ok_or(NotARole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
