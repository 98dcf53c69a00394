//! Incidents in bulk: tables of others, and our own that were edited, become incidents.
//!
//! [`source_kind`] tells what file it is, [`mapping`] which column is which field; [`plain`],
//! [`ged`] and [`acled`] make a [`draft`] of a row, [`exported`] a change of a row of ours;
//! [`bring_in`] has the [`desk`] decide what becomes of each, and [`preview`] says it.

pub mod acled;
pub mod bring_in;
pub mod coordinates;
pub mod dates;
pub mod desk;
pub mod draft;
pub mod exported;
pub mod fields;
pub mod ged;
pub mod headers;
pub mod mapping;
pub mod merge;
pub mod named;
pub mod names;
pub mod personal;
pub mod plain;
pub mod precision;
pub mod preview;
pub mod reader;
pub mod source_kind;
pub mod speakers;
pub mod values;
pub mod wish;
