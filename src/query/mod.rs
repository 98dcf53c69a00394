//! What may be asked of published features, and how it is answered in memory. Pure: no SQL, no
//! clock, no HTTP.

pub mod cql;
pub mod filter;
pub mod order;
pub mod schema;
pub mod shelf;
