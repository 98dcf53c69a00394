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

/// Easting of the central meridian, in metres.
const MERIDIAN_M: f64 = 500_000.0;

/// Scale along the central meridian.
const SCALE: f64 = 0.9996;

/// Squared mean radius of curvature at 40° north on WGS 84, in square metres.
const RADIUS_SQUARED: f64 = 6_374_384.0 * 6_374_384.0;

/// So far north of the equator, and so far from the central meridian, [`ground_m`] answers.
const NORTHINGS_M: std::ops::RangeInclusive<f64> = 4_000_000.0..=4_900_000.0;
const AWAY_M: f64 = 600_000.0;

/// Two points further apart than this have no distance by [`ground_m`].
const FAR_M: f64 = 150_000.0;

/// The distance on the ellipsoid of two points of the plane: the one on the plane by the scale of
/// the projection between them. `None` far from the region or for points far apart, where it would
/// not be good to a metre.
///
/// The scale grows with the square of the distance from the central meridian, so that Simpson's rule
/// gives its mean along a straight line.
///
/// # Units
/// - metres
///
/// # References
/// - Snyder, J. P., "Map Projections: A Working Manual", USGS Professional Paper 1395 (1987), p. 61,
///   equation 8-11
#[must_use]
pub fn ground_m(a: Coord<f64>, b: Coord<f64>) -> Option<f64> {
    let flat = (b.x - a.x).hypot(b.y - a.y);
    let near = |p: Coord<f64>| NORTHINGS_M.contains(&p.y) && (p.x - MERIDIAN_M).abs() <= AWAY_M;
    let scale = |x: f64| {
        let square = ((x - MERIDIAN_M) / SCALE).powi(2) / RADIUS_SQUARED;
        SCALE * (1.0 + square / 2.0 + square * square / 24.0)
    };
    (flat <= FAR_M && near(a) && near(b)).then(|| {
        let middle = f64::midpoint(a.x, b.x);
        // Of the reciprocal: metres on the ground for one on the plane.
        flat * (1.0 / scale(a.x) + 4.0 / scale(middle) + 1.0 / scale(b.x)) / 6.0
    })
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
        /// Anywhere on the map the distance is that of the geodesic, to a metre.
        #[test]
        fn the_scale_of_the_plane_gives_the_distance_on_the_ground(
            (lon, lat) in (43.0..50.5f64, 37.5..42.0f64),
            (east, north) in (-1.2..1.2f64, -0.9..0.9f64),
        ) {
            use geo::{Distance as _, Geodesic};
            let plane = Plane::new().expect("the systems are known");
            let ends = [(lon, lat), (lon + east, lat + north)];
            let on_earth = ends.map(|(lon, lat)| LonLat::new(lon, lat).expect("on Earth"));
            let [a, b] = on_earth.map(|end| plane.project(end).expect("in reach"));
            let geodesic = Geodesic.distance(on_earth[0].point(), on_earth[1].point());
            match ground_m(a, b) {
                Some(found) => prop_assert!((found - geodesic).abs() < 1.0, "{found} {geodesic}"),
                None => prop_assert!(geodesic > 149_000.0, "{geodesic}"),
            }
        }

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
