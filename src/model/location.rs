//! Locations: where something is said to have happened, and how well that is known.

use serde::{Deserialize, Serialize};

use crate::model::{id::Id, length::Metres, position::LonLat, relative::Relative};

/// What kind of location it is: how it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LocationKind {
    /// A site that somebody pointed at.
    Point,
    /// In a settlement.
    Settlement,
    /// Near a settlement or site.
    Near,
    /// In a district or province.
    District,
    /// Along a line.
    Line,
    /// In a region.
    Area,
    /// Nowhere that can be drawn.
    Unlocated,
}

/// How precisely a location is known, 1 (exact site) to 7 (cannot be located).
///
/// # References
/// - UCDP Georeferenced Event Dataset codebook, variable `where_prec`, which this extends
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct WherePrec(u8);

impl WherePrec {
    /// Exact site.
    pub const SITE: Self = Self(1);
    /// Settlement.
    pub const SETTLEMENT: Self = Self(2);
    /// Near, or in the direction of, a settlement.
    pub const NEAR: Self = Self(3);
    /// District.
    pub const DISTRICT: Self = Self(4);
    /// Linear or fuzzy.
    pub const LINEAR: Self = Self(5);
    /// Region.
    pub const REGION: Self = Self(6);
    /// Cannot be located.
    pub const NONE: Self = Self(7);
}

impl TryFrom<u8> for WherePrec {
    type Error = &'static str;

    fn try_from(value: u8) -> Result<Self, Self::Error> {
        if (1..=7).contains(&value) {
            Ok(Self(value))
        } else {
            Err("where_prec runs from 1 (exact site) to 7 (cannot be located).")
        }
    }
}

impl From<WherePrec> for u8 {
    fn from(value: WherePrec) -> Self {
        value.0
    }
}

/// Where something is said to have happened; its geometry is the feature's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// How it is drawn.
    pub kind: LocationKind,
    /// The place that it was made from, if one was.
    pub place: Option<Id>,
    /// In words, as the reader sees it.
    pub label: String,
    /// How it lies to that place, when it was drawn by that: what is told of the line is drawn anew
    /// when the line changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative: Option<Relative>,
    /// The rule that made it: `along-line`, `in-area`, `settlement`, `near`, `typed-point`, …
    pub rule: String,
    /// How precisely it is known.
    pub where_prec: WherePrec,
    /// Radius or half width in which it lies.
    pub uncertainty_m: Metres,
    /// Representative point.
    pub point: Option<LonLat>,
}
