//! Bytes of a download, one file per format.

pub mod citation;
pub mod geojson;
pub mod html;
