//! The line of contact: its plane, its trace, positions along it, its versions. Pure.

pub mod history;
pub mod locate;
pub mod plane;
pub mod trace;
