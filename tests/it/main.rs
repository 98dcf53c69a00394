//! The integration tests: one binary.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "tests"
)]

mod bad_input;
mod binary;
mod evidence;
mod floors;
mod geodata;
mod geoparse;
mod http;
mod import;
mod journey;
mod line;
mod store;
mod support;
