//! Distances between places.

use geo::{Distance, Haversine};

use crate::model::position::LonLat;

/// The distance between two positions on the mean sphere: good for comparing places, not for
/// measuring.
///
/// # Units
/// - returns: kilometres
#[must_use]
pub fn kilometres(a: LonLat, b: LonLat) -> f64 {
    Haversine.distance(a.point(), b.point()) / 1000.0
}
