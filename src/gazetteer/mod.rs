//! Names ↔ places: folding, inflection, the index that scans a text and the search for a name.
//!
//! Pure and in memory. A spelling becomes several keys ([`keys`]), a text becomes one folded text
//! ([`fold`]); where a key stands between word boundaries, or is followed by a case ending
//! ([`inflect`]), the [`index`] has a hit. The keys are
//! kept [`sorted`].

pub(crate) mod alphabet;
pub(crate) mod book;
pub mod facts;
pub mod fold;
pub mod former;
pub mod index;
pub mod inflect;
pub mod keys;
pub mod letters;
pub mod nearby;
pub mod scan;
pub mod search;
pub mod sorted;
pub mod toponyms;
pub mod unit;
