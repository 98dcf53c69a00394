//! The line of contact: its plane, its trace, positions along it, its versions; who holds what by
//! whose word, and the line that follows from it. Pure.

pub mod check;
pub mod day;
pub mod frame;
pub mod history;
pub mod holding;
pub mod islands;
pub mod ledger;
pub mod locate;
pub mod movement;
pub mod plane;
pub mod point;
pub mod reconstruct;
pub mod region;
pub mod share;
pub mod smooth;
pub mod stance;
pub mod trace;
pub mod voronoi;
