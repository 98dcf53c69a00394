//! Control: who holds a place, and the dated statements that say so.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{id::Id, side::Side};

/// Who holds a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// Azerbaijan.
    Az,
    /// Armenia and the Nagorno-Karabakh authorities.
    Arm,
    /// The statements disagree, or say that it is contested.
    Contested,
    /// Nobody of the two, or not known.
    Unknown,
}

impl Holder {
    /// The identifier used in data and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Az => "az",
            Self::Arm => "arm",
            Self::Contested => "contested",
            Self::Unknown => "unknown",
        }
    }

    /// The holder with the labels of the two parties swapped.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Az => Self::Arm,
            Self::Arm => Self::Az,
            other => other,
        }
    }

    /// Whether one of the two parties holds it.
    #[must_use]
    pub const fn is_party(self) -> bool {
        matches!(self, Self::Az | Self::Arm)
    }
}

/// What a statement does with what was said before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementKind {
    /// Says that the place changed hands.
    Claim,
    /// Denies it.
    Denial,
    /// Says it again, with or without evidence.
    Confirmation,
    /// Admits it against the speaker's own interest.
    Concession,
    /// Agreed between both sides.
    Handover,
}

/// One statement on the control of a place: never altered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Identifier.
    pub id: Id,
    /// The place that it speaks of.
    pub place: Id,
    /// The day of which it speaks.
    pub date: Date,
    /// The day on which it was known: for an admission that came later, that later day.
    pub known: Date,
    /// What it does.
    pub kind: StatementKind,
    /// Who speaks.
    pub side: Side,
    /// Who holds the place by it.
    pub holder: Holder,
    /// Whether it speaks of a whole area around the place that it is kept under.
    pub of_area: bool,
    /// The statement of the same side that it takes back, which no longer counts once this one is
    /// known.
    pub corrects: Option<Id>,
}

impl Statement {
    /// The same statement with the labels of the two parties swapped.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self {
            side: self.side.mirrored(),
            holder: self.holder.mirrored(),
            ..self.clone()
        }
    }

    /// The day from which it is the last word: when it took effect, or when it was said if that was
    /// later.
    #[must_use]
    pub fn last_word(&self) -> Date {
        self.date.max(self.known)
    }
}
