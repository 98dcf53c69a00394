//! Claims: one claimant says one thing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{id::Id, report::Span, side::Side};

/// The predicate of a claim that answers another's and says neither that it is so nor that it is
/// not: "only military targets were hit".
pub const ANSWER: &str = "answer";

/// How the claimant stands to what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Says that it is so.
    Asserts,
    /// Says that what somebody else said is so.
    Confirms,
    /// Says that it is not so.
    Denies,
    /// Admits it against its own interest.
    Concedes,
    /// Lays it to somebody else's charge.
    Accuses,
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
    /// Officials who bear no arms.
    Officials,
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
    /// Missing.
    Missing,
    /// Materiel destroyed or put out of action.
    Destroyed,
    /// Things damaged.
    Damaged,
}

/// How a claimant hedges a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hedge {
    /// About so many.
    About,
    /// More than so many: the lower bound is not itself meant, and there is no upper one.
    Over,
    /// So many or more.
    AtLeast,
    /// So many or fewer.
    UpTo,
    /// Fewer than so many: the upper bound is not itself meant, and there is no lower one.
    Under,
    /// A word and no figure (`dozens`, `several`): the lower bound is the least that it means.
    Vague,
}

/// A part of a claim that words of a report stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Who says so.
    Claimant,
    /// What is said to have happened.
    Predicate,
    /// How many, with the hedge.
    Quantity,
    /// Who or what is counted.
    Counted,
    /// What became of them.
    Outcome,
    /// When.
    Time,
}

/// Fire from places at places, as a claimant tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fire {
    /// From where at what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Exchange>,
    /// Classes of weapons, such as `machine-gun`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weapons: Vec<String>,
}

/// Fire from one place at another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The place that the fire is said to have come from.
    pub from: Id,
    /// Its name, as readers know it.
    pub from_name: String,
    /// The place that is said to have come under fire.
    pub at: Id,
    /// Its name.
    pub at_name: String,
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
    /// Through whom it reached the reader, from the claimant's end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
    /// Asserts, confirms, denies, concedes, accuses, attributes or retracts.
    pub modality: Modality,
    /// What is said, as one word: `losses`, `shelling`, `capture`, `violation`, `call`, …
    pub predicate: String,
    /// The side that is accused, for an accusation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accused_side: Option<Side>,
    /// Whom or what a loss befell.
    pub victim_class: Option<VictimClass>,
    /// Whose loss it is said to be.
    pub victim_side: Option<VictimSide>,
    /// Killed, wounded, destroyed …; several when the claimant gives one figure for them together.
    #[serde(default)]
    pub outcome: Vec<Outcome>,
    /// The lower bound that is claimed; none when the range is open below.
    pub quantity_low: Option<u64>,
    /// The upper bound that is claimed; none when the range is open above.
    pub quantity_high: Option<u64>,
    /// How the claimant hedges the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hedge: Option<Hedge>,
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
    /// For a violation of the ceasefire: who is said to have fired at what, and with what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fire: Option<Fire>,
    /// The words in the report that each part rests on, in code points.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<Part, Span>,
}

impl Claim {
    /// A claim of somebody, without anything said yet.
    #[must_use]
    pub const fn of(id: Id, claimant: String, claimant_side: Side) -> Self {
        Self {
            id,
            claimant,
            claimant_side,
            via: Vec::new(),
            modality: Modality::Asserts,
            predicate: String::new(),
            accused_side: None,
            victim_class: None,
            victim_side: None,
            outcome: Vec::new(),
            quantity_low: None,
            quantity_high: None,
            hedge: None,
            unit: None,
            item: None,
            date_start: None,
            date_end: None,
            text: String::new(),
            quote: false,
            start: None,
            end: None,
            fire: None,
            values: BTreeMap::new(),
        }
    }

    /// The number as the claimant gives it: `130`, `5–8`, `about 2300`, `over 200`, `at least 3`.
    #[must_use]
    pub fn figure(&self) -> Option<String> {
        figure(self.quantity_low, self.quantity_high, self.hedge)
    }
}

/// A number with its bounds and its hedge in words: `5–8`, `about 2300`, `at least 3`; none without a
/// bound.
#[must_use]
pub fn figure(low: Option<u64>, high: Option<u64>, hedge: Option<Hedge>) -> Option<String> {
    let number = match (low, high) {
        (Some(low), Some(high)) if low != high => format!("{low}–{high}"),
        (Some(number), _) | (None, Some(number)) => number.to_string(),
        (None, None) => return None,
    };
    let open = match (low, high) {
        (Some(_), None) => "at least ",
        (None, Some(_)) => "up to ",
        _ => "",
    };
    let hedge = match hedge {
        Some(Hedge::About) => "about ",
        Some(Hedge::Over) => "over ",
        Some(Hedge::Under) => "fewer than ",
        Some(Hedge::AtLeast | Hedge::UpTo | Hedge::Vague) | None => open,
    };
    Some(format!("{hedge}{number}"))
}
