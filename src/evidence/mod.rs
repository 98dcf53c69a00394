//! Evidence: what a record is worth, and what makes it checkable. Pure.

pub mod canonical;
pub mod chain;
pub mod changes;
pub mod check;
pub mod grade;
pub mod grade_rules;
pub mod grid;
pub mod hash;
pub mod identity;
pub mod merkle;
pub mod pair;
pub mod release;
pub mod shingle;
