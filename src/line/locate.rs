//! Linear referencing: a position relative to one version of the line.

use geo::{Distance, Geodesic, Length};
use geo_types::{LineString, Point};
use thiserror::Error;

use crate::{
    line::{
        plane::{self, Plane},
        trace::Trace,
    },
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

/// One version of the line, made ready to measure positions against.
pub struct Gauge {
    plane: Plane,
    trace: Trace,
    /// Metres along the line at the start of each segment, and at the line's end.
    along: Vec<f64>,
}

impl std::fmt::Debug for Gauge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gauge")
            .field("trace", &self.trace)
            .finish_non_exhaustive()
    }
}

impl Gauge {
    /// Projects the line and measures its segments on the ellipsoid.
    ///
    /// # Errors
    /// [`LocateError::NoSegment`] if the line has no two distinct vertices,
    /// [`LocateError::OutOfReach`] if the projection does not reach one of them.
    pub fn new(version: &LineVersion) -> Result<Self, LocateError> {
        let plane = Plane::new().map_err(|_| LocateError::OutOfReach)?;
        let mut vertices = version.trace.0.clone();
        vertices.dedup();
        let projected = vertices
            .iter()
            .map(|vertex| {
                LonLat::try_from(*vertex)
                    .ok()
                    .and_then(|position| plane.project(position).ok())
                    .ok_or(LocateError::OutOfReach)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let trace = Trace::new(projected).ok_or(LocateError::NoSegment)?;
        let mut along = vec![0.0];
        let mut sum = 0.0;
        for line in LineString(vertices).lines() {
            sum += Geodesic.length(&line);
            along.push(sum);
        }
        Ok(Self {
            plane,
            trace,
            along,
        })
    }

    /// The line on the plane.
    ///
    /// # Units
    /// - metres
    #[must_use]
    pub fn vertices(&self) -> &[geo_types::Coord<f64>] {
        self.trace.vertices()
    }

    /// A position on the plane of the line.
    ///
    /// # Errors
    /// [`LocateError::OutOfReach`] if the projection does not reach it.
    pub fn on_plane(&self, position: LonLat) -> Result<geo_types::Coord<f64>, LocateError> {
        self.plane
            .project(position)
            .map_err(|_| LocateError::OutOfReach)
    }

    /// The position of a point of the plane.
    ///
    /// # Errors
    /// [`LocateError::OutOfReach`] if the projection does not reach it.
    pub fn position(&self, point: geo_types::Coord<f64>) -> Result<LonLat, LocateError> {
        self.plane
            .unproject(point)
            .ok()
            .and_then(|coord| LonLat::try_from(coord).ok())
            .ok_or(LocateError::OutOfReach)
    }

    /// Where `position` lies with regard to the line.
    ///
    /// The nearest point is sought on a local plane; the distance to it is then that on the WGS 84
    /// ellipsoid: by the scale of the plane where that is good to a metre, else by the geodesic.
    ///
    /// # Units
    /// - `position`: CRS84 degrees
    /// - returns: kilometres along and off the line; the offset is positive to the left of the
    ///   line in its drawing direction
    ///
    /// # Errors
    /// [`LocateError::OutOfReach`] if the projection does not reach the position.
    ///
    /// # References
    /// - Karney, C. F. F., "Algorithms for geodesics", J. Geod. 87 (2013),
    ///   doi:10.1007/s00190-012-0578-z
    /// - ISO 19148, *Linear referencing*
    pub fn locate(&self, position: LonLat) -> Result<LinearPosition, LocateError> {
        let there = self.on_plane(position)?;
        let foot = self.trace.foot(there).ok_or(LocateError::NoSegment)?;
        let nearest = self.position(foot.point)?;
        let at = |segment: usize| self.along.get(segment).copied().unwrap_or_default();
        let (start, end) = (at(foot.segment), at(foot.segment + 1));
        let away = plane::ground_m(there, foot.point)
            .unwrap_or_else(|| Geodesic.distance(position.point(), nearest.point()));
        Ok(LinearPosition {
            km: (start + (end - start) * foot.fraction) / 1000.0,
            offset_km: (away / 1000.0).copysign(foot.offset),
            nearest,
        })
    }
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
