//! Stances: whose statements count, as a table of data that is the same for both sides.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{
    control::{Statement, StatementKind},
    side::Side,
};

/// Whose statements count.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// What both sides say, or one concedes.
    #[default]
    Agreed,
    /// What Azerbaijan claims.
    AzClaimed,
    /// What the Armenian side claims.
    ArmClaimed,
    /// What third parties report.
    ThirdParty,
}

/// Text that names no stance.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("A stance is one of agreed, arm-claimed, az-claimed or third-party.")]
pub struct NotAStance;

impl Stance {
    /// All stances.
    pub const ALL: [Self; 4] = [
        Self::Agreed,
        Self::ArmClaimed,
        Self::AzClaimed,
        Self::ThirdParty,
    ];

    /// The identifier used in data and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::AzClaimed => "az-claimed",
            Self::ArmClaimed => "arm-claimed",
            Self::ThirdParty => "third-party",
        }
    }

    /// The stance with the labels of the two parties swapped.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::AzClaimed => Self::ArmClaimed,
            Self::ArmClaimed => Self::AzClaimed,
            other => other,
        }
    }
}

impl FromStr for Stance {
    type Err = NotAStance;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|stance| stance.as_str() == text)
            .ok_or(NotAStance)
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The rule table: what counts for a speaker, and who speaks in which stance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Kinds of a speaker's own statements that count as its word.
    pub own: Vec<StatementKind>,
    /// Kinds of the other party's statements that count as well: those against its own interest.
    pub others: Vec<StatementKind>,
    /// Kinds that count for everybody, whoever is written down as their speaker.
    pub joint: Vec<StatementKind>,
    /// Kinds that, said of an area, move the places in it.
    pub spreading: Vec<StatementKind>,
    /// Place whose joint statement of no holder means that both sides stop where they stand.
    pub stop_place: String,
    /// Days after which a denial that is not repeated no longer stands against such a stop.
    pub denial_lapses_after_days: i32,
    /// The stances.
    pub stances: Vec<StanceRule>,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StanceRule {
    /// The stance.
    pub id: Stance,
    /// Whose word counts; with more than one speaker they must say the same.
    pub speakers: Vec<Side>,
    /// Whether a joint stop settles what stands claimed and not denied.
    pub settled_by_stop: bool,
    /// The rule in a sentence.
    pub rule: String,
}

impl Rules {
    /// The rule of a stance.
    #[must_use]
    pub fn of(&self, stance: Stance) -> Option<&StanceRule> {
        self.stances.iter().find(|rule| rule.id == stance)
    }

    /// Whether a statement counts as the word of a speaker.
    #[must_use]
    pub fn counts(&self, statement: &Statement, speaker: Side) -> bool {
        self.joint.contains(&statement.kind)
            || if statement.side == speaker {
                self.own.contains(&statement.kind)
            } else {
                statement.side != Side::ThirdParty && self.others.contains(&statement.kind)
            }
    }
}
