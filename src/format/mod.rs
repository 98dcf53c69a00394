//! Bytes of a download, one file per format; and what files that come in say: their [`encoding`],
//! the text of their [`markup`], the [`article`] of a page, the items of a [`feed`],
//! and [`tricks`] of writing in them.
//! the text of their [`markup`], the rows of a [`sheet`].

pub mod article;
pub mod cell;
pub mod citation;
pub mod crs;
pub mod delimited;
pub mod document;
pub mod encoding;
pub mod featured;
pub mod feed;
pub mod geojson;
pub mod html;
pub mod incident_table;
pub mod markup;
pub mod outline;
pub mod sheet;
pub mod survey;
pub mod tricks;
pub mod workbook;
