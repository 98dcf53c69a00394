//! Versions of the line of contact.

use geo_types::LineString;

use crate::model::{id::Id, interval::Interval, length::Metres};

/// The line of contact as it ran in an interval.
#[derive(Debug, Clone, PartialEq)]
pub struct LineVersion {
    /// Identifier, such as `contact-line-1994-05-12`.
    pub id: Id,
    /// When it ran so.
    pub interval: Interval,
    /// How far the real line may be off the drawn one.
    pub accuracy_m: Metres,
    /// CRS84 degrees, from kilometre 0 at the northern end.
    pub trace: LineString<f64>,
}
