//! What a text was read as.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    gazetteer::index::Gazetteer,
    geoparse::{relative::Relative, violation::Violation},
    model::{
        claim::Claim,
        id::Id,
        interval::date_prec,
        length::Metres,
        location::{LocationKind, WherePrec},
        names::Language,
        place::Place,
        position::LonLat,
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

impl Reading {
    /// The reading as the command line and the API write it.
    ///
    /// # Units
    /// - `start`, `end`: Unicode code points, half-open
    /// - `uncertainty_m`: metres; `point`, `lon`, `lat`: CRS84 degrees
    #[must_use]
    pub fn to_json(&self, id: &str, gazetteer: &Gazetteer) -> Value {
        let mentions: Vec<Value> = self
            .mentions
            .iter()
            .map(|mention| {
                let place = mention.place.as_ref().and_then(|id| gazetteer.get(id));
                json!({
                    "start": mention.span.start,
                    "end": mention.span.end,
                    "text": mention.text,
                    "role": mention.role,
                    "place": place.map(place_json),
                    "candidates": mention.candidates,
                })
            })
            .collect();
        let locations: Vec<Value> = self
            .locations
            .iter()
            .map(|location| {
                json!({
                    "start": location.span.start,
                    "end": location.span.end,
                    "text": location.text,
                    "kind": location.kind,
                    "place": location.place,
                    "where_prec": location.where_prec,
                    "uncertainty_m": location.uncertainty_m,
                    "rule": location.rule,
                    "point": location.point,
                    "relative": location.relative,
                    "geometry": null,
                    "mentions": location.mentions,
                })
            })
            .collect();
        let claims: Vec<Value> = self.claims.iter().map(claim_json).collect();
        json!({
            "id": id,
            "language": self.language,
            "mentions": mentions,
            "locations": locations,
            "event_location": self.event_location,
            "claims": claims,
        })
    }
}

/// A place with all its names, each language an array.
fn place_json(place: &Place) -> Value {
    let names: Map<String, Value> = place
        .names
        .iter()
        .map(|(language, name)| (language.as_str().to_owned(), json!([name])))
        .collect();
    json!({
        "id": place.id,
        "kind": place.kind,
        "names": names,
        "district": place.district_az,
        "lon": place.position.lon(),
        "lat": place.position.lat(),
    })
}

fn claim_json(found: &FoundClaim) -> Value {
    let mut value = json!(found.claim);
    if let Value::Object(map) = &mut value {
        let days = found.claim.date_start.zip(found.claim.date_end);
        let date_prec = days.map(|(first, last)| date_prec(first, last));
        map.insert("date_prec".to_owned(), json!(date_prec));
        map.insert("kind".to_owned(), json!(found.kind));
        map.insert("location".to_owned(), json!(found.location));
        if let Some(violation) = &found.violation {
            map.insert("at".to_owned(), json!(violation.at));
            map.insert("from".to_owned(), json!(violation.from));
            let pairs = violation.pairs.iter();
            let pairs: Vec<Value> = pairs
                .map(|(from, at)| json!({"from": from, "at": at}))
                .collect();
            map.insert("pairs".to_owned(), json!(pairs));
            map.insert("weapons".to_owned(), json!(violation.weapons));
        }
    }
    value
}
