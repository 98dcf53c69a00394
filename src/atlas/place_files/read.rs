//! The formats, and the reading of a file in one of them.

use std::io::BufRead;

use crate::atlas::place_files::{
    alternate::alternate,
    geojson::collection,
    geonames::{districts, geonames},
    lines::lines,
    row::Read,
    table::table,
    wof::wof,
};

/// What a file of places is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceFormat {
    /// A country file of `GeoNames`: 19 columns parted by tabs.
    Geonames,
    /// `alternateNamesV2` of `GeoNames`: names for places that are known already.
    GeonamesAlternate,
    /// Who's On First records, one JSON object a line.
    WofJsonl,
    /// A table with the columns of `geodata/places.csv`, or some of them.
    Csv,
    /// A `GeoJSON` feature collection of points with such properties.
    Geojson,
}

/// Reads a file, row by row.
///
/// # Errors
/// When the file cannot be read at all; broken rows are [`Read::Refused`].
pub fn read(format: PlaceFormat, input: impl BufRead) -> Result<Vec<Read>, String> {
    match format {
        PlaceFormat::Geonames => lines(input, geonames).map(|mut rows| {
            districts(&mut rows);
            rows
        }),
        PlaceFormat::GeonamesAlternate => lines(input, alternate),
        PlaceFormat::WofJsonl => lines(input, wof),
        PlaceFormat::Csv => table(input),
        PlaceFormat::Geojson => collection(input),
    }
}
