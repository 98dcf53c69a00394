//! Evidence: what makes a record checkable. Pure.

pub mod hash;
pub mod identity;
