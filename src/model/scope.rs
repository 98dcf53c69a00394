//! What a token allows.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::role::Role;

/// What the bearer of a token may do beyond reading what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Store reports, and nothing more.
    Suggest,
    /// See drafts, and change nothing.
    ReadDrafts,
    /// Store reports, see drafts, correct, accept and reject them.
    Editor,
    /// As an editor, and hold records back.
    Moderate,
    /// As a moderator, and keep accounts and the rules of publication.
    Admin,
}

/// Text that names no scope.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("A token's scope is one of suggest, read-drafts, editor, moderate or admin.")]
pub struct NotAScope;

impl Scope {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Suggest,
        Self::ReadDrafts,
        Self::Editor,
        Self::Moderate,
        Self::Admin,
    ];

    /// The name in data and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suggest => "suggest",
            Self::ReadDrafts => "read-drafts",
            Self::Editor => "editor",
            Self::Moderate => "moderate",
            Self::Admin => "admin",
        }
    }

    /// The least role of a user who may have a token of this scope; a token that belongs to no user
    /// counts as this role.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Suggest => Role::Contributor,
            Self::ReadDrafts | Self::Editor => Role::Editor,
            Self::Moderate => Role::Moderator,
            Self::Admin => Role::Admin,
        }
    }
}

impl FromStr for Scope {
    type Err = NotAScope;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|scope| scope.as_str() == text);
        known.ok_or(NotAScope)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
