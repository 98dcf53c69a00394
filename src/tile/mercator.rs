//! The square of the world map: spherical Mercator between the parallels of ±85.05°.

use std::f64::consts::PI;

use geo::MapCoords as _;
use geo_types::{Coord, Geometry};

use crate::model::position::LonLat;

/// The parallel at the edge of the square, in degrees: `atan(sinh(π))`.
pub const EDGE: f64 = 85.051_128_779_806_59;

/// Steps to each edge of the square.
const STEPS: f64 = 4_294_967_296.0;

/// A position on the square in whole steps from its north-western corner, eastwards and southwards.
///
/// All tiles of all zooms are made of whole steps, so that a position lies in one tile of each zoom
/// and never in two or none.
///
/// # Units
/// - 2⁻³² of the edge: about 9 mm on the equator
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct World {
    /// Steps eastwards.
    pub x: u32,
    /// Steps southwards.
    pub y: u32,
}

impl World {
    /// The position on the square, if it is on it: the poles are not.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the fractions are between 0 and 1, and the cast stops at the ends"
    )]
    pub fn of(position: LonLat) -> Option<Self> {
        let on = project(position.point().0);
        (position.lat().abs() <= EDGE).then_some(Self {
            x: (on.x * STEPS) as u32,
            y: (on.y * STEPS) as u32,
        })
    }
}

/// A position as fractions of the square, from its north-western corner. Beyond ±85.05° it lies
/// above or below the square, and the poles lie one square away from it.
///
/// # Units
/// - `degrees`: CRS84 degrees
/// - returns: fractions of the edge
///
/// # References
/// - OGC 17-083r4, annex D.1 (`WebMercatorQuad`)
#[must_use]
pub fn project(degrees: Coord<f64>) -> Coord<f64> {
    let sine = degrees.y.to_radians().sin();
    let y = 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * PI);
    Coord {
        x: degrees.x / 360.0 + 0.5,
        y: y.clamp(-1.0, 2.0),
    }
}

/// The degrees of a position on the square: [`project`] backwards.
#[must_use]
pub fn unproject(on: Coord<f64>) -> Coord<f64> {
    Coord {
        x: (on.x - 0.5) * 360.0,
        y: (PI * (1.0 - 2.0 * on.y)).sinh().atan().to_degrees(),
    }
}

/// A geometry as fractions of the square.
///
/// # Units
/// - `degrees`: CRS84 degrees
#[must_use]
pub fn projected(degrees: &Geometry<f64>) -> Geometry<f64> {
    degrees.map_coords(project)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_corners_of_the_square_are_where_they_should_be() {
        let corner = project(Coord { x: -180.0, y: EDGE });
        assert!(corner.x.abs() < 1e-12 && corner.y.abs() < 1e-12);
        let middle = World::of(LonLat::new(0.0, 0.0).expect("legal")).expect("on it");
        assert_eq!((middle.x, middle.y), (1 << 31, 1 << 31));
        let east = World::of(LonLat::new(180.0, -EDGE).expect("legal")).expect("on it");
        assert_eq!((east.x, east.y), (u32::MAX, u32::MAX));
        assert_eq!(World::of(LonLat::new(0.0, 90.0).expect("legal")), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn there_and_back_is_where_it_was(lon in -180.0..180.0_f64, lat in -85.0..85.0_f64) {
            let back = unproject(project(Coord { x: lon, y: lat }));
            prop_assert!((back.x - lon).abs() < 1e-9 && (back.y - lat).abs() < 1e-9);
        }
    }
}
