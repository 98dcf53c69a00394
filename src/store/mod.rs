//! The only room that knows SQL: one writer, several readers, one file per table.

pub mod apart;
pub mod audit;
pub mod captures;
pub mod checks;
pub mod collections;
pub mod database;
pub mod error;
pub mod features;
pub mod feeds;
pub mod gates;
pub mod geopackage;
pub mod imported;
pub mod inbox;
pub mod incidents;
pub mod meta;
pub mod migrations;
pub mod pairings;
pub mod publications;
pub mod releases;
pub mod reports;
pub mod sessions;
pub mod sources;
pub mod suggestions;
pub mod tokens;
pub mod users;
