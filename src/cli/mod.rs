//! The command line: one file per subcommand; each parses, calls one verb, prints.

pub mod args;
pub mod backup;
pub mod export;
pub mod feed;
pub mod geoparse;
pub mod import;
pub mod import_incidents;
pub mod import_layer;
pub mod ingest;
pub mod line;
pub mod policy;
pub mod release;
pub mod report_file;
pub mod review;
pub mod search;
pub mod serve;
pub mod token;
pub mod user;
pub mod webhook;
