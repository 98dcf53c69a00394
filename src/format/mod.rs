//! Bytes of a download, one file per format; and what files that come in say: their [`encoding`],
//! the text of their [`markup`], the [`article`] of a page, the items of a [`feed`],
//! and [`tricks`] of writing in them.
//! the text of their [`markup`], the rows of a [`sheet`].

pub mod article;
pub mod atom;
pub mod cell;
pub mod citation;
pub mod crs;
pub mod csv;
pub mod csvw;
pub mod delimited;
pub mod document;
pub mod encoding;
pub mod featured;
pub mod feed;
pub mod flat;
pub mod flatgeobuf;
pub mod geojson;
pub mod geoparquet;
pub mod glance;
pub mod gpx;
pub mod html;
pub mod hxl;
pub mod incident_table;
pub mod json_fg;
pub mod kinds;
pub mod kml;
pub mod markup;
pub mod outline;
pub mod selection;
pub mod sheet;
pub mod spreadsheet;
pub mod survey;
pub mod tricks;
pub mod workbook;
pub mod xml;
