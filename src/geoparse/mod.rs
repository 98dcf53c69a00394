//! Text → mentions, locations, claims. Pure; may find nothing, cannot fail.
//!
//! [`token`] and [`sentence`] cut the text; [`lexicon`] finds the words of the [`vocabulary`];
//! [`recognise`] finds places ([`adjective`], [`unnamed`]) and [`chain`] their lists ([`seat`], [`within`]), [`relation`] how they are related to what happened ([`relative`], [`stretch`]), [`resolve`] ([`weight`])
//! which place a name means, [`role`] (from a [`setting`], with [`people`] and [`description`]) what it is there for, [`locate`] makes locations; [`claims`] reads who says what, with
//! [`speakers`] ([`claimant`]), [`piece`], [`said`], [`mod@event`], [`mod@number`], [`quantity`], [`losses`],
//! [`mod@violation`] and [`period`]. [`geoparser`] composes them
//! into a [`reading`].

pub(crate) mod adjective;
pub mod chain;
pub mod claimant;
pub mod claims;
pub mod cues;
pub(crate) mod decoy;
pub(crate) mod description;
pub mod event;
pub mod geoparser;
pub mod language;
pub mod lexicon;
pub mod locate;
pub mod losses;
pub mod number;
pub mod openings;
pub(crate) mod people;
pub mod period;
pub mod piece;
pub mod quantity;
pub mod reading;
pub mod recognise;
pub mod relation;
pub mod relative;
pub mod resolve;
pub mod role;
pub mod said;
pub(crate) mod seat;
pub mod sentence;
pub mod setting;
pub mod speakers;
pub(crate) mod stretch;
pub mod token;
pub(crate) mod unnamed;
pub mod violation;
pub mod vocabulary;
pub(crate) mod weight;
pub(crate) mod within;
