//! Bounding boxes as the `bbox` parameter gives them.

use std::{fmt, str::FromStr};

use geo_types::Rect;
use thiserror::Error;

use crate::model::position::LonLat;

/// Points on each edge of a box that is no box in another system.
const STEPS: u16 = 24;

/// A box between two parallels and two meridians; it crosses the antimeridian when west > east.
///
/// # Units
/// - CRS84 degrees
///
/// # References
/// - RFC 7946, section 5; OGC 17-069r4, section 7.15.3
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bbox {
    south_west: LonLat,
    north_east: LonLat,
}

/// Why a text is not a bounding box.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BboxError {
    /// Not four (or six) numbers.
    #[error("bbox needs four numbers west,south,east,north in degrees, such as 46,39.2,47.3,40.4.")]
    Malformed,
    /// A number is NaN, infinite or not on Earth.
    #[error(
        "bbox has a number that is not on Earth; longitudes run from -180 to 180 and latitudes \
         from -90 to 90."
    )]
    OutOfRange,
    /// South is north of north.
    #[error("bbox has its south edge north of its north edge; write west,south,east,north.")]
    UpsideDown,
}

impl Bbox {
    /// The box between two corners.
    ///
    /// # Errors
    /// [`BboxError::UpsideDown`] when the first corner is north of the second.
    pub fn new(south_west: LonLat, north_east: LonLat) -> Result<Self, BboxError> {
        if south_west.lat() > north_east.lat() {
            return Err(BboxError::UpsideDown);
        }
        Ok(Self {
            south_west,
            north_east,
        })
    }

    /// One rectangle, or the two on either side of the antimeridian.
    pub fn rects(&self) -> impl Iterator<Item = Rect<f64>> + use<> {
        let (w, s) = (self.south_west.lon(), self.south_west.lat());
        let (e, n) = (self.north_east.lon(), self.north_east.lat());
        let (first, second) = if w <= e {
            (Rect::new((w, s), (e, n)), None)
        } else {
            (
                Rect::new((w, s), (180.0, n)),
                Some(Rect::new((-180.0, s), (e, n))),
            )
        };
        std::iter::once(first).chain(second)
    }
}

impl fmt::Display for Bbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lower, upper) = (&self.south_west, &self.north_east);
        write!(f, "{},{},", lower.lon(), lower.lat())?;
        write!(f, "{},{}", upper.lon(), upper.lat())
    }
}

impl Bbox {
    /// The four numbers of a text, the lower corner first: heights between them are left out.
    ///
    /// # Errors
    /// [`BboxError::Malformed`].
    pub fn numbers(text: &str) -> Result<[f64; 4], BboxError> {
        let numbers = text
            .split(',')
            .map(|part| part.trim().parse::<f64>())
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| BboxError::Malformed)?;
        match *numbers.as_slice() {
            [w, s, e, n] => Ok([w, s, e, n]),
            // With heights; the layers are flat, so every height fits.
            [w, s, low, e, n, high] if low.is_finite() && high.is_finite() => Ok([w, s, e, n]),
            _ => Err(BboxError::Malformed),
        }
    }

    /// The box of west, south, east and north in degrees.
    ///
    /// # Errors
    /// [`BboxError`] when they are not on Earth or upside down.
    pub fn of([w, s, e, n]: [f64; 4]) -> Result<Self, BboxError> {
        let corner = |lon, lat| LonLat::new(lon, lat).map_err(|_| BboxError::OutOfRange);
        Self::new(corner(w, s)?, corner(e, n)?)
    }
}

impl FromStr for Bbox {
    type Err = BboxError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::of(Self::numbers(text)?)
    }
}

/// Positions along the edges of a box, from its first corner around: a straight edge of one system
/// is a curve in another.
pub fn outline([x1, y1, x2, y2]: [f64; 4]) -> impl Iterator<Item = (f64, f64)> {
    let along = |from: f64, to: f64| {
        (0..STEPS).map(move |step| from + (to - from) * f64::from(step) / f64::from(STEPS))
    };
    along(x1, x2)
        .map(move |x| (x, y1))
        .chain(along(y1, y2).map(move |y| (x2, y)))
        .chain(along(x2, x1).map(move |x| (x, y2)))
        .chain(along(y2, y1).map(move |y| (x1, y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn west_beyond_east_crosses_the_antimeridian() {
        let bbox: Bbox = "170,-10,-170,10".parse().expect("legal");
        assert_eq!(bbox.rects().count(), 2);
    }

    #[test]
    fn what_is_no_box_is_refused() {
        for (text, error) in [
            ("", BboxError::Malformed),
            ("46,39,47", BboxError::Malformed),
            ("46,39,47,north", BboxError::Malformed),
            ("NaN,39,47,40", BboxError::OutOfRange),
            ("46,39,inf,40", BboxError::OutOfRange),
            ("46,39,470,40", BboxError::OutOfRange),
            ("46,40,47,39", BboxError::UpsideDown),
        ] {
            assert_eq!(text.parse::<Bbox>(), Err(error), "{text}");
        }
    }
}
