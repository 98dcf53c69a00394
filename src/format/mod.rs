//! Bytes of a download, one file per format.

pub mod cell;
pub mod geojson;
