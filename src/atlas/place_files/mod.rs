//! Files that places come in, row by row: [`read`] opens one, each other file knows one format.

pub(crate) mod alternate;
pub(crate) mod geojson;
pub(crate) mod geonames;
pub(crate) mod lines;
pub mod read;
pub mod record;
pub mod row;
pub(crate) mod spellings;
pub(crate) mod table;
pub(crate) mod wof;
