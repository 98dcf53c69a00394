//! Where: a position on the WGS 84 ellipsoid.

use geo_types::{Coord, Point};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A position in CRS84 degrees, longitude first (RFC 7946, section 3.1.1).
///
/// Serialised as `[longitude, latitude]`.
///
/// # Units
/// - degrees on WGS 84; longitude in −180..=180, latitude in −90..=90, both finite
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "[f64; 2]", into = "[f64; 2]")]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

/// Why two numbers are not a position.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PositionError {
    /// One of the numbers is NaN or infinite.
    #[error("A position needs two finite numbers, longitude and latitude.")]
    NotFinite,
    /// The numbers are finite and do not lie on Earth.
    #[error(
        "Position {lon}, {lat} is outside longitude -180 to 180 and latitude -90 to 90; \
         give degrees on WGS 84, longitude first."
    )]
    OutOfRange {
        /// The first number that was given.
        lon: f64,
        /// The second number that was given.
        lat: f64,
    },
}

impl LonLat {
    /// A position from longitude and latitude.
    ///
    /// # Units
    /// - `lon`, `lat`: degrees on WGS 84
    ///
    /// # Errors
    /// [`PositionError`] when a number is not finite or out of range.
    pub fn new(lon: f64, lat: f64) -> Result<Self, PositionError> {
        if !lon.is_finite() || !lat.is_finite() {
            return Err(PositionError::NotFinite);
        }
        if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
            return Err(PositionError::OutOfRange { lon, lat });
        }
        // -0.0 is stored as 0 (adding zero does just that).
        Ok(Self {
            lon: lon + 0.0,
            lat: lat + 0.0,
        })
    }

    /// Longitude in degrees, east positive.
    #[must_use]
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees, north positive.
    #[must_use]
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// The same position for the `geo` crates.
    #[must_use]
    pub fn point(self) -> Point<f64> {
        Point::new(self.lon, self.lat)
    }
}

impl TryFrom<[f64; 2]> for LonLat {
    type Error = PositionError;

    fn try_from([lon, lat]: [f64; 2]) -> Result<Self, Self::Error> {
        Self::new(lon, lat)
    }
}

impl TryFrom<Coord<f64>> for LonLat {
    type Error = PositionError;

    fn try_from(coord: Coord<f64>) -> Result<Self, Self::Error> {
        Self::new(coord.x, coord.y)
    }
}

impl From<LonLat> for [f64; 2] {
    fn from(position: LonLat) -> Self {
        [position.lon, position.lat]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_and_infinity_are_no_position() {
        assert_eq!(LonLat::new(f64::NAN, 1.0), Err(PositionError::NotFinite));
        assert_eq!(
            LonLat::new(1.0, f64::INFINITY),
            Err(PositionError::NotFinite)
        );
    }

    #[test]
    fn minus_zero_is_stored_as_zero() {
        let position = LonLat::new(-0.0, -0.0).expect("zero is on Earth");
        assert!(position.lon().is_sign_positive() && position.lat().is_sign_positive());
    }

    #[test]
    fn degrees_beyond_the_poles_are_refused_with_the_numbers() {
        let error = LonLat::new(460.7, 390.8).expect_err("not on Earth");
        assert!(error.to_string().contains("460.7, 390.8"), "{error}");
    }
}
