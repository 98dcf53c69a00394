//! The plane on which the line is measured: UTM zone 38 north (EPSG:32638).

use geo_types::Coord;
use proj4rs::{Proj, errors::Error, transform::transform};

use crate::model::position::LonLat;

/// Converts between CRS84 degrees and metres on UTM zone 38 north.
///
/// # Units
/// - metres: easting, northing
///
/// # References
/// - EPSG:32638
pub struct Plane {
    degrees: Proj,
    metres: Proj,
}

impl Plane {
    /// The plane of the region.
    ///
    /// # Errors
    /// When the projection library does not know one of the two systems, which would be a fault
    /// of the build.
    pub fn new() -> Result<Self, Error> {
        Ok(Self {
            degrees: Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs")?,
            metres: Proj::from_proj_string("+proj=utm +zone=38 +datum=WGS84 +units=m +no_defs")?,
        })
    }

    /// Degrees to metres.
    ///
    /// # Errors
    /// For a position that the projection cannot reach, such as a pole.
    pub fn project(&self, position: LonLat) -> Result<Coord<f64>, Error> {
        let mut point = (
            position.lon().to_radians(),
            position.lat().to_radians(),
            0.0,
        );
        transform(&self.degrees, &self.metres, &mut point)?;
        Ok(Coord {
            x: point.0,
            y: point.1,
        })
    }

    /// Metres to degrees.
    ///
    /// # Errors
    /// For a point outside the projection's reach.
    pub fn unproject(&self, metres: Coord<f64>) -> Result<Coord<f64>, Error> {
        let mut point = (metres.x, metres.y, 0.0);
        transform(&self.metres, &self.degrees, &mut point)?;
        Ok(Coord {
            x: point.0.to_degrees(),
            y: point.1.to_degrees(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_central_meridian_has_easting_500_km() {
        let plane = Plane::new().expect("the systems are known");
        let there = plane
            .project(LonLat::new(45.0, 40.0).expect("on Earth"))
            .expect("in reach");
        assert!((there.x - 500_000.0).abs() < 1e-3, "{there:?}");
        // Northing by the Krüger series: 0.9996 times the meridian arc of 40°, 4,429,529.03 m.
        assert!((there.y - 0.9996 * 4_429_529.03).abs() < 0.1, "{there:?}");
    }

    proptest! {
        /// There and back again is within a millimetre.
        #[test]
        fn projecting_is_reversible(lon in 43.0..50.5f64, lat in 37.5..42.0f64) {
            let plane = Plane::new().expect("the systems are known");
            let there = plane.project(LonLat::new(lon, lat).expect("on Earth")).expect("in reach");
            let back = plane.unproject(there).expect("in reach");
            prop_assert!((back.x - lon).abs() < 1e-8 && (back.y - lat).abs() < 1e-8, "{back:?}");
        }
    }
}
