//! The only asynchronous floor: the router, one file per resource, and the door.

pub mod account;
pub mod blocking;
pub mod body;
pub mod cite;
pub mod claims;
pub mod collections;
pub mod headers;
pub mod items;
pub mod layers;
pub mod line;
pub mod link;
pub mod pace;
pub mod page;
pub mod pairs;
pub mod params;
pub mod path;
pub mod problem;
pub mod releases;
pub mod reply;
pub mod reports;
pub mod review;
pub mod router;
pub mod run;
pub mod search;
pub mod server;
pub mod state;
