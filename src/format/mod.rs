//! Bytes of a download, one file per format; and what files that come in say: their [`encoding`],
//! the text of their [`markup`].

pub mod cell;
pub mod citation;
pub mod crs;
pub mod document;
pub mod encoding;
pub mod geojson;
pub mod html;
pub mod markup;
pub mod outline;
