//! Incidents: our hypothesis of one event, with the claims that support or contradict it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use crate::model::{
    claim::Claim, id::Id, interval::Interval, length::Metres, location::Location, names::Names,
    shape::Shape, side::Side, source::Source, verification::Verification,
};

/// Where an incident stands on its way to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Made by the machine or an editor; seen by editors only.
    Draft,
    /// Accepted; public.
    Published,
    /// Turned down; kept, seen by editors only.
    Rejected,
}

impl State {
    /// The name in data and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Rejected => "rejected",
        }
    }
}

/// Text that names no state.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("A state is one of draft, published or rejected.")]
pub struct NotAState;

impl std::str::FromStr for State {
    type Err = NotAState;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Draft, Self::Published, Self::Rejected]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or(NotAState)
    }
}

/// A position relative to the line of contact (ISO 19148).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinePosition {
    /// Kilometres along the reference line from its northern end: of the representative point.
    pub km: f64,
    /// Where the stretch of the reference line begins that is nearest to an area or a line; `km` for
    /// a point.
    #[serde(default)]
    pub from_km: Option<f64>,
    /// Where that stretch ends.
    #[serde(default)]
    pub to_km: Option<f64>,
    /// Kilometres that the representative point lies off the line of the day; positive to the left
    /// in its drawing direction.
    pub offset_km: f64,
    /// Side of the line of the day: `left`, `right` or `on`; `both` for an area or a line that it
    /// runs through.
    pub side: String,
    /// Of an area or a line, the share that lies to the left of the line of the day, from 0 to 1.
    #[serde(default)]
    pub left_share: Option<f64>,
    /// Kilometres off the reference line, which stay comparable across years.
    #[serde(default)]
    pub reference_offset_km: Option<f64>,
    /// The version of the line that `offset_km` and `side` were measured against.
    pub line: Id,
    /// Whether that version held on the day, or was the last one known.
    pub in_force: bool,
    /// Whether that version was rebuilt from statements of control.
    #[serde(default)]
    pub derived: bool,
    /// The sector of the reference line.
    #[serde(default)]
    pub sector: Option<Id>,
}

/// One event as we understand it; it never holds a number of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Identifier.
    pub id: Id,
    /// Where; `None` when it cannot be located.
    pub shape: Option<Shape>,
    /// Everything else.
    pub properties: IncidentProperties,
}

/// The properties of an incident as they are served.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IncidentProperties {
    /// `clash`, `shelling`, `losses`, `statement`, `ceasefire`, …
    pub kind: String,
    /// One neutral sentence.
    pub summary: String,
    /// Names of the place.
    pub names: Names,
    /// First day.
    pub date_start: Date,
    /// Last day.
    pub date_end: Date,
    /// 1 day or better … 5 longer than a month.
    pub date_prec: u8,
    /// Whether the dates are the event's or the report's.
    pub time_basis: TimeBasis,
    /// The days as a half-open interval.
    #[serde(flatten)]
    pub interval: Interval,
    /// Where and how well that is known.
    pub location: Location,
    /// The location's precision again, where filters and spreadsheets find it.
    pub where_prec: u8,
    /// The location's uncertainty again.
    pub accuracy_m: Metres,
    /// Place along the line of contact of that day.
    pub line_position: Option<LinePosition>,
    /// Who says what.
    pub claims: Vec<Claim>,
    /// Sides that make these claims, without repeats.
    pub claimant_sides: Vec<Side>,
    /// What the claims rest on.
    pub sources: Vec<Source>,
    /// Key of the first source.
    pub source: Id,
    /// How sure it is that the statements were made.
    pub confidence: Option<String>,
    /// Doubts.
    pub note: Option<String>,
    /// How far editors have checked it.
    #[serde(default)]
    pub verification: Verification,
    /// Counts up with every change.
    pub revision: u32,
}

/// Whether a date is the event's or that of the report about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeBasis {
    /// The text says when it happened.
    Event,
    /// Only the day of the report is known.
    Report,
}

impl Incident {
    /// The `GeoJSON` properties.
    #[must_use]
    pub fn property_map(&self) -> Map<String, Value> {
        // String keys and plain values: a struct always becomes an object.
        match serde_json::to_value(&self.properties) {
            Ok(Value::Object(map)) => map,
            _ => Map::new(),
        }
    }
}
