//! The only room that knows SQL: one writer, several readers, one file per table.

pub mod apart;
pub mod audit;
pub mod checks;
pub mod collections;
pub mod database;
pub mod days;
pub mod error;
pub mod features;
pub mod gates;
pub mod geopackage;
pub mod incidents;
pub mod meta;
pub mod migrations;
pub mod pairings;
pub mod publications;
pub mod query;
pub mod releases;
pub mod reports;
pub mod sessions;
pub mod sources;
pub mod suggestions;
pub mod tokens;
pub mod users;
