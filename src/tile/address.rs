//! Addresses of tiles: zoom, row and column.

use geo_types::{Coord, Rect};
use thiserror::Error;

use crate::{
    query::shelf::tree::interleaved,
    tile::mercator::{EDGE, World, project, unproject},
};

/// The deepest zoom of the set.
pub const MOST_ZOOM: u8 = 24;

/// Units along each edge of a tile.
pub const EXTENT: u16 = 4_096;

/// Units of what lies around a tile that lines and areas are drawn on to, so that strokes meet at
/// its edges. Points have none: each lies in one tile of each zoom.
pub const BUFFER: u16 = 64;

/// A tile: rows count from the north, columns from the west.
///
/// # References
/// - OGC 17-083r4, annex D.1 (`WebMercatorQuad`)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Address {
    zoom: u8,
    row: u32,
    col: u32,
}

/// Why there is no such tile.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Not a whole number.
    #[error(
        "A tile's address is tile matrix, row and column, three whole numbers such as 8/97/161."
    )]
    Malformed,
    /// Too deep.
    #[error("There is no tile matrix {0}; WebMercatorQuad has those from 0 to 24.")]
    Zoom(u32),
    /// Too far down or right.
    #[error("Tile matrix {zoom} has no row {row}, column {col}; both run from 0 to {last} there.")]
    Range {
        /// The tile matrix.
        zoom: u8,
        /// The row.
        row: u32,
        /// The column.
        col: u32,
        /// The last row and the last column.
        last: u32,
    },
}

/// The tiles of a zoom that cover an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// First and last row.
    pub rows: [u32; 2],
    /// First and last column.
    pub cols: [u32; 2],
}

impl Address {
    /// The tile of a zoom, a row and a column.
    ///
    /// # Errors
    /// [`AddressError`] when there is none.
    pub fn new(zoom: u32, row: u32, col: u32) -> Result<Self, AddressError> {
        let deep = u8::try_from(zoom).ok().filter(|zoom| *zoom <= MOST_ZOOM);
        let zoom = deep.ok_or(AddressError::Zoom(zoom))?;
        let last = last(zoom);
        if row > last || col > last {
            return Err(AddressError::Range {
                zoom,
                row,
                col,
                last,
            });
        }
        Ok(Self { zoom, row, col })
    }

    /// The tile that three path segments name.
    ///
    /// # Errors
    /// [`AddressError`] when there is none.
    pub fn read([zoom, row, col]: [&str; 3]) -> Result<Self, AddressError> {
        let number = |text: &str| {
            let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            // What is too long for a number is beyond every range.
            plain.then(|| text.parse().unwrap_or(u32::MAX))
        };
        let number = |text| number(text).ok_or(AddressError::Malformed);
        Self::new(number(zoom)?, number(row)?, number(col)?)
    }

    /// The zoom.
    #[must_use]
    pub const fn zoom(self) -> u8 {
        self.zoom
    }

    /// The row, from the north.
    #[must_use]
    pub const fn row(self) -> u32 {
        self.row
    }

    /// The column, from the west.
    #[must_use]
    pub const fn col(self) -> u32 {
        self.col
    }

    /// Where in the tile a position lies, if it does.
    ///
    /// # Units
    /// - returns: whole units from the north-western corner, below [`EXTENT`]
    #[must_use]
    #[inline]
    pub fn within(self, at: World) -> Option<(u16, u16)> {
        let shift = 32 - u32::from(self.zoom);
        let units = |steps: u32, tile: u32| {
            let inside = u64::from(steps).checked_sub(u64::from(tile) << shift)?;
            u16::try_from((inside * u64::from(EXTENT)) >> shift)
                .ok()
                .filter(|units| *units < EXTENT)
        };
        Some((units(at.x, self.col)?, units(at.y, self.row)?))
    }

    /// The codes of all positions in the tile: from the first to the one that is left out.
    #[must_use]
    pub fn run(self) -> (u64, Option<u64>) {
        let corner = interleaved(self.col) | (interleaved(self.row) << 1);
        let shift = 64 - 2 * u32::from(self.zoom);
        let code = |tile: u64| (tile << 1).checked_shl(shift - 1);
        let last = corner + 1 == 1 << (2 * u32::from(self.zoom));
        let first = code(corner).unwrap_or(0);
        (first, code(corner + 1).filter(|_| !last))
    }

    /// A position on the square in the tile's own units; outside it they are below 0 or beyond
    /// [`EXTENT`].
    ///
    /// # Units
    /// - `on`: fractions of the square
    /// - returns: units from the north-western corner
    #[must_use]
    pub fn units(self, on: Coord<f64>) -> Coord<f64> {
        let across = f64::from(1_u32 << self.zoom);
        let extent = f64::from(EXTENT);
        Coord {
            x: (on.x * across - f64::from(self.col)) * extent,
            y: (on.y * across - f64::from(self.row)) * extent,
        }
    }

    /// West, south, east and north of the tile with what lies around it that is drawn on to it.
    ///
    /// # Units
    /// - CRS84 degrees
    #[must_use]
    pub fn bounds(self) -> [f64; 4] {
        let across = f64::from(1_u32 << self.zoom);
        let around = f64::from(BUFFER) / f64::from(EXTENT);
        let corner = |col: f64, row: f64| unproject(Coord { x: col, y: row } / across);
        let (col, row) = (f64::from(self.col), f64::from(self.row));
        let north_west = corner(col - around, row - around);
        let south_east = corner(col + 1.0 + around, row + 1.0 + around);
        [
            north_west.x.max(-180.0),
            south_east.y,
            south_east.x.min(180.0),
            north_west.y,
        ]
    }
}

/// What is drawn in a tile, in its own units.
#[must_use]
pub fn frame() -> Rect<f64> {
    let (buffer, extent) = (f64::from(BUFFER), f64::from(EXTENT));
    Rect::new((-buffer, -buffer), (extent + buffer, extent + buffer))
}

/// The last row and the last column of a zoom.
const fn last(zoom: u8) -> u32 {
    (1 << zoom) - 1
}

impl Cover {
    /// The tiles of a zoom that cover a box.
    ///
    /// # Units
    /// - `bounds`: west, south, east, north in CRS84 degrees
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast stops at the ends"
    )]
    pub fn of([west, south, east, north]: [f64; 4], zoom: u8) -> Self {
        let (zoom, lat) = (zoom.min(MOST_ZOOM), |lat: f64| lat.clamp(-EDGE, EDGE));
        let tile = |on: f64| ((on * f64::from(1_u32 << zoom)) as u32).min(last(zoom));
        let north_west = project(Coord {
            x: west,
            y: lat(north),
        });
        let south_east = project(Coord {
            x: east,
            y: lat(south),
        });
        Self {
            rows: [tile(north_west.y), tile(south_east.y)],
            cols: [tile(north_west.x), tile(south_east.x)],
        }
    }

    /// Whether a tile of the same zoom is one of them.
    #[must_use]
    pub fn has(&self, address: Address) -> bool {
        let between = |[first, last]: [u32; 2], n: u32| (first..=last).contains(&n);
        between(self.rows, address.row) && between(self.cols, address.col)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::position::LonLat;

    #[test]
    fn what_is_no_tile_is_refused_with_what_there_is() {
        for (address, says) in [
            (["8", "97", "x"], "three whole numbers"),
            (["8", "-1", "0"], "three whole numbers"),
            (["8", "", "0"], "three whole numbers"),
            (["25", "0", "0"], "from 0 to 24"),
            (["99999999999", "0", "0"], "from 0 to 24"),
            (["3", "8", "0"], "both run from 0 to 7"),
            (["3", "0", "4294967296"], "both run from 0 to 7"),
        ] {
            let error = Address::read(address).expect_err("no tile").to_string();
            assert!(error.contains(says), "{address:?}: {error}");
        }
        let tile = Address::read(["8", "97", "161"]).expect("a tile");
        assert_eq!((tile.zoom(), tile.row(), tile.col()), (8, 97, 161));
    }

    #[test]
    fn a_city_lies_in_the_tile_that_maps_know_it_in() {
        // 46.7515° E, 39.8153° N.
        let city = LonLat::new(46.7515, 39.8153).expect("legal");
        let tile = Address::new(8, 97, 161).expect("a tile");
        assert!(tile.within(World::of(city)).is_some());
        let [west, south, east, north] = tile.bounds();
        assert!(west < city.lon() && city.lon() < east);
        assert!(south < city.lat() && city.lat() < north);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn a_position_lies_in_one_tile_of_each_zoom_and_in_one_quarter_of_it(
            x in any::<u32>(), y in any::<u32>(), zoom in 0_u32..24,
        ) {
            let at = World { x, y };
            let tile = |zoom: u32| {
                let of = |steps: u32| steps.checked_shr(32 - zoom).unwrap_or(0);
                Address::new(zoom, of(y), of(x)).expect("in range")
            };
            let (parent, child) = (tile(zoom), tile(zoom + 1));
            let code = interleaved(x) | (interleaved(y) << 1);
            for holds in [parent, child] {
                let (from, to) = holds.run();
                prop_assert!(from <= code && to.is_none_or(|to| code < to));
            }
            prop_assert!(parent.within(at).is_some() && child.within(at).is_some());
            for (down, right) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let (row, col) = (parent.row() * 2 + down, parent.col() * 2 + right);
                let quarter = Address::new(zoom + 1, row, col).expect("in range");
                prop_assert_eq!(quarter.within(at).is_some(), quarter == child);
                let (from, to) = quarter.run();
                let along = from <= code && to.is_none_or(|to| code < to);
                prop_assert_eq!(along, quarter == child);
            }
        }

        #[test]
        fn the_tiles_that_cover_a_position_have_it(
            lon in -180.0..180.0_f64, lat in -85.0..85.0_f64, zoom in 0_u8..=16,
        ) {
            let cover = Cover::of([lon, lat, lon, lat], zoom);
            let tile = Address::new(zoom.into(), cover.rows[0], cover.cols[0]).expect("in range");
            prop_assert!(cover.has(tile));
            let [west, south, east, north] = tile.bounds();
            prop_assert!(west <= lon && lon <= east && south <= lat && lat <= north);
        }
    }
}
