//! Published features in memory: what public reads are answered from.
//!
//! A [`snapshot::Snapshot`] is one state of the data, and never changes. Each collection's
//! [`stock::Shelf`] is made of a few [`segment::Segment`]s, the oldest the largest: what changed
//! since is a small segment of its own, and what it replaces is marked in the older ones. So a
//! write costs what it changes, and a reader never waits for one.

pub mod bound;
pub mod column;
pub mod entry;
pub mod part;
pub mod row;
pub mod segment;
pub mod snapshot;
pub mod sorted;
pub mod stock;
pub mod touched;
pub mod tree;
