//! What a text was read as.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    geoparse::violation::Violation,
    model::{
        claim::Claim,
        id::Id,
        length::Metres,
        location::{LocationKind, WherePrec},
        names::Language,
        position::LonLat,
        relative::Relative,
        report::Span,
        side::Side,
    },
};

/// What is known of a text before it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// Day of publication.
    pub published: Option<Date>,
    /// The publisher's side.
    pub side: Option<Side>,
    /// The publisher's name.
    pub publisher: Option<String>,
    /// ISO 639-1 code, if known.
    pub language: Option<String>,
}

/// What a mention of a place is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Something happened there.
    Event,
    /// Something came from there.
    Origin,
    /// It only tells where something else lies, or who speaks from where.
    Context,
    /// Somebody is said to have taken or to hold it.
    Control,
}

/// A place that a name may mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The place.
    pub id: Id,
    /// How likely, from 0 to 1.
    pub score: f64,
    /// Why, in words.
    pub why: String,
}

/// A place name in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where, in code points.
    pub span: Span,
    /// The words.
    pub text: String,
    /// What it is there for.
    pub role: Role,
    /// The place that it means; `None` when that cannot be told.
    pub place: Option<Id>,
    /// The places that it may mean, most likely first.
    pub candidates: Vec<Candidate>,
}

/// Where something is said to have happened.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundLocation {
    /// Where the text says so, in code points.
    pub span: Span,
    /// The words.
    pub text: String,
    /// Area, settlement, line, …
    pub kind: LocationKind,
    /// The place that it was made from.
    pub place: Id,
    /// How it lies to the place.
    pub relative: Relative,
    /// The rule that made it: `settlement`, `near`, `direction`, `offset`, `between`, `district`,
    /// `part-of`, `in-area`, `along-line`, …
    pub rule: String,
    /// How precise it is.
    pub where_prec: WherePrec,
    /// Radius, or half width of a corridor, in which it lies.
    pub uncertainty_m: Metres,
    /// Representative point.
    pub point: LonLat,
    /// The mentions that it was made from, as indices.
    pub mentions: Vec<usize>,
}

/// A claim with where it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundClaim {
    /// The claim; its identifier (`c-1`, `c-2`, …) is unique in the reading only.
    pub claim: Claim,
    /// The location that it speaks of, as an index.
    pub location: Option<usize>,
    /// The kind of incident that it suggests.
    pub kind: String,
    /// The sentence that it rests on.
    pub sentence: Span,
    /// For fire from places at places: which, and with what.
    pub violation: Option<Violation>,
}

/// What a text was read as.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The language, if it is one of the four.
    pub language: Option<Language>,
    /// Place names.
    pub mentions: Vec<Mention>,
    /// Locations made of them.
    pub locations: Vec<FoundLocation>,
    /// The location of the event that the text is about, as an index.
    pub event_location: Option<usize>,
    /// Who says what.
    pub claims: Vec<FoundClaim>,
}
