//! The square of the world map: spherical Mercator between the parallels of ±85.05°.

use std::f64::consts::PI;

use geo_types::Coord;

use crate::{
    model::position::LonLat,
    query::shelf::tree::{decoded, mercator},
};

/// The parallel at the edge of the square, in degrees: `atan(sinh(π))`.
pub const EDGE: f64 = 85.051_128_779_806_59;

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
    /// The position on the square; the poles are drawn to its edges.
    #[must_use]
    pub fn of(position: LonLat) -> Self {
        let (x, y) = mercator(position.lon(), position.lat());
        Self { x, y }
    }

    /// The position at fractions of the square.
    #[must_use]
    pub fn on(at: Coord<f64>) -> Self {
        let degrees = unproject(at);
        let (x, y) = mercator(degrees.x, degrees.y);
        Self { x, y }
    }

    /// The position that a code on the curve of all of them stands for.
    #[must_use]
    #[inline]
    pub fn at(code: u64) -> Self {
        let (x, y) = decoded(code);
        Self { x, y }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_corners_of_the_square_are_where_they_should_be() {
        let corner = project(Coord { x: -180.0, y: EDGE });
        assert!(corner.x.abs() < 1e-12 && corner.y.abs() < 1e-12);
        let at = |lon, lat| World::of(LonLat::new(lon, lat).expect("legal"));
        let (half, edge) = (1 << 31, u32::MAX);
        assert_eq!(at(0.0, 0.0), World { x: half, y: half });
        assert_eq!(at(180.0, -EDGE - 0.001), World { x: edge, y: edge });
        assert_eq!(at(0.0, 90.0), World { x: half, y: 0 });
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
