//! The one way out: documents of the web, fetched within limits and never from private networks.

pub mod address;
pub mod courier;
pub mod error;
pub mod fetch;
pub mod reach;
pub mod target;
