//! The inverse of locating: the point at a kilometre of the line, so far off it.

use geo::{Geodesic, Length as _};
use geo_types::Line;

use crate::{
    line::{locate::LocateError, plane::Plane},
    model::{line_version::LineVersion, position::LonLat},
};

/// The point `km` along one version of the line and `offset_km` off it, positive to the left;
/// `None` beyond its ends.
///
/// # Units
/// - kilometres on the ellipsoid, as [`crate::line::locate::locate`] gives them
///
/// # Errors
/// [`LocateError::OutOfReach`] if the projection does not reach the point.
///
/// # References
/// - ISO 19148, *Linear referencing*
pub fn point(
    version: &LineVersion,
    km: f64,
    offset_km: f64,
) -> Result<Option<LonLat>, LocateError> {
    let plane = Plane::new().map_err(|_| LocateError::OutOfReach)?;
    let project = |coord| {
        LonLat::try_from(coord)
            .ok()
            .and_then(|position| plane.project(position).ok())
            .ok_or(LocateError::OutOfReach)
    };
    let mut left = km * 1000.0;
    let mut last: Option<(_, _, f64)> = None;
    for Line { start, end } in version.trace.lines() {
        let length = Geodesic.length(&Line::new(start, end));
        if length <= 0.0 {
            continue;
        }
        left -= last.map_or(0.0, |(_, _, before)| before);
        last = Some((start, end, length));
        if left <= length {
            break;
        }
    }
    // A metre of grace at the far end, for what was rounded.
    let Some((start, end, length)) =
        last.filter(|(_, _, length)| km >= 0.0 && left <= length + 1.0)
    else {
        return Ok(None);
    };
    let (a, b) = (project(start)?, project(end)?);
    let along = b - a;
    // Metres of the plane for a metre of ground, around here; and the way to the left.
    let scale = along.x.hypot(along.y) / length;
    let unit = along / along.x.hypot(along.y);
    let on = a + along * (left / length).min(1.0);
    let off = geo_types::Coord {
        x: -unit.y,
        y: unit.x,
    } * (offset_km * 1000.0 * scale);
    plane
        .unproject(on + off)
        .ok()
        .and_then(|coord| LonLat::try_from(coord).ok())
        .map(Some)
        .ok_or(LocateError::OutOfReach)
}
