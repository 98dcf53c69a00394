//! Nouns: values that are valid by construction. No I/O, no clock, no SQL, no HTTP.

pub mod bbox;
pub mod citation;
pub mod claim;
pub mod collection;
pub mod control;
pub mod feature;
pub mod id;
pub mod incident;
pub mod interval;
pub mod length;
pub mod line_version;
pub mod location;
pub mod names;
pub mod place;
pub mod position;
pub mod relative;
pub mod report;
pub mod scope;
pub mod sector;
pub mod shape;
pub mod side;
pub mod source;
pub mod toponym;
pub mod verification;
