//! Bytes of a download, one file per format; and what files that come in say: their [`encoding`],
//! the text of their [`markup`], the rows of a [`sheet`].

pub mod cell;
pub mod citation;
pub mod delimited;
pub mod encoding;
pub mod featured;
pub mod geojson;
pub mod html;
pub mod incident_table;
pub mod markup;
pub mod sheet;
pub mod workbook;
