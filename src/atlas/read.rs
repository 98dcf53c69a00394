//! What was found in a text, as the command line and the API write it.

use std::{borrow::Cow, sync::Arc};

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::{
    atlas::{sketch::Sketch, survey::Survey},
    gazetteer::index::Gazetteer,
    geoparse::{
        geoparser::Geoparser,
        reading::{Candidate, Context, FoundClaim, FoundLocation, Mention, Reading, Role},
    },
    model::{
        claim::Claim,
        id::Id,
        interval::date_prec,
        length::Metres,
        location::{LocationKind, WherePrec},
        names::{Language, Names},
        place::{Place, PlaceKind},
        position::LonLat,
        relative::Relative,
    },
};

/// What was found in a text, drawn.
///
/// # Units
/// - `start`, `end`: Unicode code points, half-open
/// - `uncertainty_m`: metres; `point`, `lon`, `lat`: CRS84 degrees
#[derive(Debug)]
pub struct Read<'a> {
    id: &'a str,
    text: Option<String>,
    reading: Reading,
    sketches: Vec<Option<Arc<Sketch>>>,
    gazetteer: &'a Gazetteer,
}

impl<'a> Read<'a> {
    /// Reads a text; if it is the text of a document, it is written with what was found.
    #[must_use]
    pub fn new(
        geoparser: &'a Geoparser,
        survey: &Survey<'_>,
        id: &'a str,
        text: Cow<'_, str>,
        context: &Context,
    ) -> Self {
        let gazetteer = geoparser.gazetteer();
        let reading = geoparser.read(&text, context);
        let day = context.published.unwrap_or(Date::MAX);
        let sketch = |found: &FoundLocation| {
            let place = gazetteer.get(&found.place)?;
            Some(survey.sketch(found, place, gazetteer, day))
        };
        Self {
            id,
            text: match text {
                Cow::Owned(text) => Some(text),
                Cow::Borrowed(_) => None,
            },
            sketches: reading.locations.iter().map(sketch).collect(),
            reading,
            gazetteer,
        }
    }
}

impl Serialize for Read<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Reading {
            language,
            mentions,
            locations,
            event_location,
            claims,
        } = &self.reading;
        let located = locations.iter().zip(&self.sketches);
        Document {
            id: self.id,
            language: *language,
            mentions: mentions.iter().map(|m| self.mention(m)).collect(),
            locations: located.map(|(l, s)| location(l, s.as_deref())).collect(),
            event_location: *event_location,
            claims: claims.iter().map(claim).collect(),
            text: self.text.as_deref(),
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct Document<'a> {
    id: &'a str,
    language: Option<Language>,
    mentions: Vec<WrittenMention<'a>>,
    locations: Vec<WrittenLocation<'a>>,
    event_location: Option<usize>,
    claims: Vec<WrittenClaim<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct WrittenMention<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    role: Role,
    place: Option<WrittenPlace<'a>>,
    candidates: &'a [Candidate],
}

#[derive(Serialize)]
struct WrittenPlace<'a> {
    id: &'a Id,
    kind: PlaceKind,
    #[serde(serialize_with = "lists")]
    names: &'a Names,
    district: Option<&'a str>,
    lon: f64,
    lat: f64,
}

#[derive(Serialize)]
struct WrittenLocation<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    kind: LocationKind,
    place: &'a Id,
    where_prec: WherePrec,
    uncertainty_m: Metres,
    rule: &'a str,
    point: Option<LonLat>,
    relative: &'a Relative,
    geometry: Option<&'a RawValue>,
    mentions: &'a [usize],
}

#[derive(Serialize)]
struct WrittenClaim<'a> {
    #[serde(flatten)]
    claim: &'a Claim,
    date_prec: Option<u8>,
    kind: &'a str,
    location: Option<usize>,
    #[serde(flatten)]
    violation: Option<WrittenViolation<'a>>,
}

#[derive(Serialize)]
struct WrittenViolation<'a> {
    at: &'a [usize],
    from: &'a [usize],
    pairs: Vec<Pair>,
    weapons: &'a [String],
}

/// Indices of mentions.
#[derive(Serialize)]
struct Pair {
    from: usize,
    at: usize,
}

impl<'a> Read<'a> {
    fn mention(&'a self, mention: &'a Mention) -> WrittenMention<'a> {
        let place = mention.place.as_ref().and_then(|id| self.gazetteer.get(id));
        WrittenMention {
            start: mention.span.start,
            end: mention.span.end,
            text: &mention.text,
            role: mention.role,
            place: place.map(written_place),
            candidates: &mention.candidates,
        }
    }
}

fn written_place(place: &Place) -> WrittenPlace<'_> {
    WrittenPlace {
        id: &place.id,
        kind: place.kind,
        names: &place.names,
        district: place.district_az.as_deref(),
        lon: place.position.lon(),
        lat: place.position.lat(),
    }
}

/// All names of a place, each language an array.
fn lists<S: Serializer>(names: &Names, serializer: S) -> Result<S::Ok, S::Error> {
    let names = names.iter();
    serializer.collect_map(names.map(|(language, name)| (language.as_str(), [name])))
}

fn location<'a>(found: &'a FoundLocation, sketch: Option<&'a Sketch>) -> WrittenLocation<'a> {
    let drawn = sketch.map(|sketch| &sketch.drawn.location);
    WrittenLocation {
        start: found.span.start,
        end: found.span.end,
        text: &found.text,
        kind: found.kind,
        place: &found.place,
        where_prec: drawn.map_or(found.where_prec, |drawn| drawn.where_prec),
        uncertainty_m: drawn.map_or(found.uncertainty_m, |drawn| drawn.uncertainty_m),
        rule: drawn.map_or(&found.rule, |drawn| &drawn.rule),
        point: drawn.map_or(Some(found.point), |drawn| drawn.point),
        relative: &found.relative,
        geometry: sketch.and_then(|sketch| sketch.geometry.as_deref()),
        mentions: &found.mentions,
    }
}

fn claim(found: &FoundClaim) -> WrittenClaim<'_> {
    let days = found.claim.date_start.zip(found.claim.date_end);
    let violation = found.violation.as_ref();
    WrittenClaim {
        claim: &found.claim,
        date_prec: days.map(|(first, last)| date_prec(first, last)),
        kind: &found.kind,
        location: found.location,
        violation: violation.map(|violation| WrittenViolation {
            at: &violation.at,
            from: &violation.from,
            pairs: violation
                .pairs
                .iter()
                .map(|&(from, at)| Pair { from, at })
                .collect(),
            weapons: &violation.weapons,
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::atlas::lookup::{Desk, dated};

    #[test]
    fn places_have_arrays_of_names_and_locations_a_geometry() {
        let desk = Desk::built_in().expect("the built-in data read");
        let json = json!(desk.read("t-1", "Shells fell in Stepanakert.", &dated(None)));
        let place = &json["mentions"][0]["place"];
        assert_eq!(place["names"]["az"], json!(["Xankəndi"]));
        assert_eq!(json["mentions"][0]["start"], 15);
        let location = &json["locations"][0];
        assert_eq!(location["geometry"]["type"], "Point");
        assert_eq!(location["rule"], "settlement");
        assert_eq!(json["event_location"], 0);
        assert_eq!(json["language"], "en");
        assert_eq!(json.get("text"), None, "what was given is not given back");
        let page = "<p>The ministry of defence of Armenia said that shells fell in Hadrut.</p>";
        let page = json!(desk.read("t-2", page, &dated(None)));
        assert!(
            page["text"]
                .as_str()
                .is_some_and(|text| text.starts_with("The ministry"))
        );
        assert_eq!(page["claims"][0]["claimant_side"], "arm");
        assert_eq!(page["claims"][0]["location"], 0);
    }
}
