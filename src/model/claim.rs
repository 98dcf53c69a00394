//! Claims: one claimant says one thing.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{id::Id, side::Side};

/// The predicate of a claim that answers another's and says neither that it is so nor that it is
/// not: "only military targets were hit".
pub const ANSWER: &str = "answer";

/// How the claimant stands to what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Says that it is so.
    Asserts,
    /// Says that it is not so.
    Denies,
    /// Admits it against its own interest.
    Concedes,
    /// Reports that somebody else says so.
    Attributes,
    /// Takes back what it said.
    Retracts,
}

/// Whom or what a loss befell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VictimClass {
    /// Members of armed forces.
    Military,
    /// Civilians.
    Civilians,
    /// Both, or not told apart.
    Mixed,
    /// Materiel.
    Equipment,
}

/// Whom a loss befell, by side: one of them or both together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VictimSide {
    /// Azerbaijan.
    Az,
    /// Armenia and the Nagorno-Karabakh authorities.
    Arm,
    /// Others.
    ThirdParty,
    /// Both sides, not told apart.
    Both,
}

impl From<Side> for VictimSide {
    fn from(side: Side) -> Self {
        match side {
            Side::Az => Self::Az,
            Side::Arm => Self::Arm,
            Side::ThirdParty => Self::ThirdParty,
        }
    }
}

/// What the losses are said to have come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Killed.
    Killed,
    /// Wounded.
    Wounded,
    /// Taken prisoner.
    Captured,
    /// Materiel destroyed or put out of action.
    Destroyed,
    /// Things damaged.
    Damaged,
}

/// One claimant says one thing.
///
/// Quantities are that claimant's own and are never merged with another's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Identifier, unique in the ledger.
    pub id: Id,
    /// Who says so, as named in the source.
    pub claimant: String,
    /// The claimant's side.
    pub claimant_side: Side,
    /// Asserts, denies, concedes, attributes or retracts.
    pub modality: Modality,
    /// What is said, as one word: `losses`, `shelling`, `capture`, `violation`, `call`, …
    pub predicate: String,
    /// Whom or what a loss befell.
    pub victim_class: Option<VictimClass>,
    /// Whose loss it is said to be.
    pub victim_side: Option<VictimSide>,
    /// Killed, wounded, destroyed …; several when the claimant gives one figure for them together.
    #[serde(default)]
    pub outcome: Vec<Outcome>,
    /// The least that is claimed.
    pub quantity_low: Option<u64>,
    /// The most that is claimed.
    pub quantity_high: Option<u64>,
    /// What is counted: `people` or `items`.
    pub unit: Option<String>,
    /// Class of materiel, such as `tank`.
    pub item: Option<String>,
    /// First day that the claim speaks of.
    pub date_start: Option<Date>,
    /// Last day that the claim speaks of.
    pub date_end: Option<Date>,
    /// The words of the source (`quote`), or a summary in our own.
    pub text: String,
    /// Whether `text` is verbatim.
    pub quote: bool,
    /// First code point of the quote in the report.
    pub start: Option<usize>,
    /// One past the last code point of the quote in the report.
    pub end: Option<usize>,
}
