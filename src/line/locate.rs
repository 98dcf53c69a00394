//! Linear referencing: a position relative to one version of the line.

use geo::{Distance, Geodesic, Length};
use geo_types::{Coord, Line, Point};
use thiserror::Error;

use crate::{
    line::{plane::Plane, trace::Trace},
    model::{line_version::LineVersion, position::LonLat},
};

/// Where a position lies with regard to the line (ISO 19148).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinearPosition {
    /// Kilometres along the line from its first vertex.
    pub km: f64,
    /// Kilometres off the line, positive to the left in its drawing direction.
    pub offset_km: f64,
    /// Nearest point of the line.
    pub nearest: LonLat,
}

/// Why a position cannot be located along a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LocateError {
    /// The line has no two distinct vertices.
    #[error("The line has no segment to measure along.")]
    NoSegment,
    /// The position is beyond the reach of the projection.
    #[error("The position is too far from the region to be measured against the line.")]
    OutOfReach,
}

/// Where `position` lies with regard to one version of the line of contact.
///
/// The nearest point is sought on a local plane; the distance to it is then measured on the
/// WGS 84 ellipsoid.
///
/// # Units
/// - `position`: CRS84 degrees
/// - returns: kilometres along and off the line; the offset is positive to the left of the line
///   in its drawing direction
///
/// # Errors
/// [`LocateError::NoSegment`] if the line has no two distinct vertices,
/// [`LocateError::OutOfReach`] if the projection does not reach the position.
///
/// # References
/// - Karney, C. F. F., "Algorithms for geodesics", J. Geod. 87 (2013), doi:10.1007/s00190-012-0578-z
/// - ISO 19148, *Linear referencing*
pub fn locate(position: LonLat, version: &LineVersion) -> Result<LinearPosition, LocateError> {
    let plane = Plane::new().map_err(|_| LocateError::OutOfReach)?;
    let project = |coord: Coord<f64>| {
        LonLat::try_from(coord)
            .ok()
            .and_then(|position| plane.project(position).ok())
            .ok_or(LocateError::OutOfReach)
    };
    let mut vertices = version.trace.0.clone();
    vertices.dedup();
    let projected = vertices
        .iter()
        .map(|vertex| project(*vertex))
        .collect::<Result<Vec<_>, _>>()?;
    let trace = Trace::new(projected).ok_or(LocateError::NoSegment)?;
    let foot = trace
        .foot(project(position.point().0)?)
        .ok_or(LocateError::NoSegment)?;
    let nearest = plane
        .unproject(foot.point)
        .ok()
        .and_then(|coord| LonLat::try_from(coord).ok())
        .ok_or(LocateError::OutOfReach)?;

    let mut along = 0.0;
    for (segment, ends) in vertices.windows(2).enumerate().take(foot.segment + 1) {
        let &[a, b] = ends else { continue };
        let length = Geodesic.length(&Line::new(a, b));
        along += if segment == foot.segment {
            length * foot.fraction
        } else {
            length
        };
    }
    let away = Geodesic.distance(position.point(), nearest.point());
    Ok(LinearPosition {
        km: along / 1000.0,
        offset_km: (away / 1000.0).copysign(foot.offset),
        nearest,
    })
}

/// Length of the line on the ellipsoid in kilometres.
#[must_use]
pub fn length_km(version: &LineVersion) -> f64 {
    Geodesic.length(&version.trace) / 1000.0
}

/// The point half-way along the line: a representative point for what happened "along" it.
#[must_use]
pub fn middle(version: &LineVersion) -> Option<LonLat> {
    let half = length_km(version) * 500.0;
    let mut along = 0.0;
    for line in version.trace.lines() {
        let length = Geodesic.length(&line);
        if along + length >= half && length > 0.0 {
            let share = (half - along) / length;
            let Point(coord) = Point(line.start + (line.end - line.start) * share);
            return LonLat::try_from(coord).ok();
        }
        along += length;
    }
    None
}
