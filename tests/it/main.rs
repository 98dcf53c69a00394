//! The integration tests: one binary.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "tests"
)]

mod accounts;
mod backup;
mod bad_input;
mod binary;
mod bulk;
mod capture;
mod claims;
mod communiques;
mod control_file;
mod cql;
mod cql2;
mod desk;
mod diagram;
mod downloads;
mod evidence;
mod exchange;
mod feeds;
mod filter;
mod floors;
mod gate;
mod geodata;
mod geoparse;
mod hostile;
mod http;
mod import;
mod item_files;
mod journey;
mod line;
mod line_layers;
mod line_of_day;
mod live;
mod metrics;
mod ogc;
mod own_layer;
mod packaging;
mod program;
mod routes;
mod shelf;
mod store;
mod suggestions;
mod support;
mod tiles;
mod web;
