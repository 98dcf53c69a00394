//! The rule table by which claims are graded: data, versioned, and printed beside the grades.

use serde::{Deserialize, Serialize};

use crate::model::claim::VictimClass;

/// Counts up with every change of the rules; every grade names it.
pub const VERSION: u32 = 1;

/// How well a claim is supported, the weakest first; the first two are states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Taken back by who said it.
    Retracted,
    /// Denied by the side that it serves, or by third parties.
    Disproved,
    /// Only reported of others.
    Attributed,
    /// Asserted by one side.
    OneSide,
    /// Asserted by both sides.
    BothSides,
    /// Said by third parties in their own name.
    ThirdParties,
    /// Said by the side that it hurts.
    Conceded,
}

/// One line of the rule table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The grade that it gives.
    pub grade: Grade,
    /// Whether it is a state, which goes before every grade.
    pub state: bool,
    /// When it is given.
    pub rule: &'static str,
}

/// The rule table: states first, then the grades from the strongest to the weakest.
pub const RULES: [Rule; 7] = [
    Rule {
        grade: Grade::Retracted,
        state: true,
        rule: "Whoever said it has taken it back.",
    },
    Rule {
        grade: Grade::Disproved,
        state: true,
        rule: "The side that it serves denies it, or third parties deny it in their own name, and \
               neither the side that it hurts nor third parties say so.",
    },
    Rule {
        grade: Grade::Conceded,
        state: false,
        rule: "The side that it hurts says so itself.",
    },
    Rule {
        grade: Grade::ThirdParties,
        state: false,
        rule: "Third parties say so in their own name.",
    },
    Rule {
        grade: Grade::BothSides,
        state: false,
        rule: "Both sides assert it.",
    },
    Rule {
        grade: Grade::OneSide,
        state: false,
        rule: "One side asserts it, and it does not hurt that side.",
    },
    Rule {
        grade: Grade::Attributed,
        state: false,
        rule: "It is only reported that others say so.",
    },
];

/// Whom a loss hurts who speaks of it: the side that suffered it, or the other one, which is blamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hurts {
    /// The side whose loss it is.
    Victim,
    /// The other side.
    Opponent,
    /// Neither, as far as rules can tell.
    Neither,
}

/// Whom the statement of a loss hurts, by the class of the loss. Any other statement of a side
/// hurts the other side; one that is conceded hurts whoever concedes it.
pub const INTERESTS: [(VictimClass, Hurts); 4] = [
    (VictimClass::Military, Hurts::Victim),
    (VictimClass::Equipment, Hurts::Victim),
    (VictimClass::Civilians, Hurts::Opponent),
    (VictimClass::Mixed, Hurts::Neither),
];
