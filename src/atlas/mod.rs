//! The verbs, synchronous: the façade that `http` and `cli` both use.

pub mod account;
pub mod area;
pub mod areas;
pub mod browse;
pub(crate) mod brush;
pub mod builtin;
pub mod check;
pub mod control;
pub mod course;
pub mod draw;
pub mod error;
pub mod facade;
pub mod found;
pub mod front;
pub mod headline;
pub mod import;
pub mod ingest;
pub mod lookup;
pub mod measure;
pub mod place_files;
pub mod publish;
pub mod rebuilt;
pub mod review;
pub mod row_claims;
pub mod seed;
pub mod tables;
