//! Any file of places gives rows, refused rows or a sentence, in every format.
#![no_main]

use contactline::atlas::place_files::read::{PlaceFormat, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (format, bytes) = input;
    let format = match format % 5 {
        0 => PlaceFormat::Geonames,
        1 => PlaceFormat::GeonamesAlternate,
        2 => PlaceFormat::WofJsonl,
        3 => PlaceFormat::Csv,
        _ => PlaceFormat::Geojson,
    };
    let _ = read(format, bytes);
});
