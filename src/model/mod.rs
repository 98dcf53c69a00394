//! Nouns: values that are valid by construction. No I/O, no clock, no SQL, no HTTP.

pub mod bbox;
pub mod citation;
pub mod claim;
pub mod collection;
pub mod control;
pub mod feature;
pub mod gate;
pub mod id;
pub mod incident;
pub mod interval;
pub mod length;
pub mod line_version;
pub mod location;
pub mod names;
pub mod permission;
pub mod place;
pub mod position;
pub mod report;
pub mod role;
pub mod scope;
pub mod sector;
pub mod shape;
pub mod side;
pub mod source;
pub mod toponym;
pub mod verification;
