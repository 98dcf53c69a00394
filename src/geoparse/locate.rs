//! From a mention and its relation to a location.

use crate::{
    gazetteer::index::Gazetteer,
    geoparse::{
        reading::{FoundLocation, Mention, Role},
        recognise::{Cut, Name},
        relation::Related,
        vocabulary::Relation,
    },
    model::{
        length::Metres,
        location::{LocationKind, WherePrec},
        place::{Place, PlaceForm, PlaceKind},
        report::Span,
    },
};

/// How far from a settlement "near" reaches, in metres.
const NEAR: f64 = 5_000.0;

/// How far "in the direction of" reaches, in metres.
const DIRECTION: f64 = 10_000.0;

/// Half the width of the corridor that "along a line" is, in metres.
const CORRIDOR: f64 = 5_000.0;

/// A rule for one relation to one kind of place.
struct Rule {
    kind: LocationKind,
    name: &'static str,
    precision: WherePrec,
    uncertainty: f64,
}

/// How a place in a relation becomes a location.
fn rule(place: &Place, relation: Relation) -> Rule {
    let accuracy = place.accuracy_m.value();
    let make = |kind, name, precision, uncertainty| Rule {
        kind,
        name,
        precision,
        uncertainty,
    };
    match place.kind.form() {
        PlaceForm::Line => make(
            LocationKind::Line,
            "along-line",
            WherePrec::LINEAR,
            CORRIDOR,
        ),
        PlaceForm::Area if place.kind == PlaceKind::Region => {
            make(LocationKind::Area, "in-area", WherePrec::REGION, accuracy)
        }
        PlaceForm::Area => make(
            LocationKind::District,
            "district",
            WherePrec::DISTRICT,
            accuracy,
        ),
        PlaceForm::Settlement => match relation {
            Relation::Near
            | Relation::Along
            | Relation::Outskirts
            | Relation::Between
            | Relation::Heights
            | Relation::Border
            | Relation::Road
            | Relation::Bank => make(LocationKind::Near, "near", WherePrec::NEAR, accuracy + NEAR),
            Relation::Direction | Relation::Section => {
                let reach = accuracy + DIRECTION;
                make(LocationKind::Near, "direction", WherePrec::NEAR, reach)
            }
            Relation::In | Relation::From => {
                let settled = matches!(
                    place.kind,
                    PlaceKind::City
                        | PlaceKind::Town
                        | PlaceKind::Village
                        | PlaceKind::AbandonedVillage
                );
                let name = if settled { "settlement" } else { "site" };
                make(
                    LocationKind::Settlement,
                    name,
                    WherePrec::SETTLEMENT,
                    accuracy,
                )
            }
        },
    }
}

/// A mention with everything that a location is made of.
#[derive(Debug)]
pub struct Placed<'a> {
    /// The name.
    pub name: &'a Name,
    /// The place that it means.
    pub place: Option<&'a Place>,
    /// Its relation to what happened.
    pub related: Related,
}

/// The locations of a text, in its order: one for each mention where something happened or was taken. The region
/// that a line's name ends with (`the line of contact in Nagorno-Karabakh`) has one of its own.
#[must_use]
pub fn locations(
    cut: &Cut,
    gazetteer: &Gazetteer,
    mentions: &[Mention],
    placed: &[Placed<'_>],
) -> Vec<FoundLocation> {
    let mut locations = Vec::new();
    for (index, (mention, placed)) in mentions.iter().zip(placed).enumerate() {
        let counts = matches!(mention.role, Role::Event | Role::Control);
        let Some(place) = placed.place.filter(|_| counts) else {
            continue;
        };
        let range = &placed.related.tokens;
        let first = cut.tokens.get(range.start);
        let last = range
            .end
            .checked_sub(1)
            .and_then(|last| cut.tokens.get(last));
        let span = Span {
            start: first.map_or(mention.span.start, |t| t.span.start.min(mention.span.start)),
            end: last.map_or(mention.span.end, |t| t.span.end.max(mention.span.end)),
        };
        locations.push(location(cut, place, placed.related.relation, span, index));
        let region = placed.name.region.as_ref();
        if let Some((span, region)) =
            region.and_then(|(span, id)| Some((*span, gazetteer.get(id)?)))
        {
            locations.push(location(cut, region, Relation::In, span, index));
        }
    }
    locations.sort_by_key(|location| location.span.start);
    locations
}

fn location(
    cut: &Cut,
    place: &Place,
    relation: Relation,
    span: Span,
    mention: usize,
) -> FoundLocation {
    let rule = rule(place, relation);
    FoundLocation {
        span,
        text: cut.slice(span),
        kind: rule.kind,
        place: place.id.clone(),
        rule: rule.name.to_owned(),
        where_prec: rule.precision,
        uncertainty_m: Metres::new(rule.uncertainty).unwrap_or(place.accuracy_m),
        point: place.position,
        mentions: vec![mention],
    }
}

/// The location of the event that a text is about: in the first sentence that has one, the most
/// precise; an event before a place taken.
#[must_use]
pub fn event_location(
    locations: &[FoundLocation],
    mentions: &[Mention],
    sentence_of: impl Fn(usize) -> usize,
) -> Option<usize> {
    let of = |location: &FoundLocation| {
        let mention = location.mentions.first().copied().unwrap_or_default();
        let control = mentions
            .get(mention)
            .is_none_or(|mention| mention.role == Role::Control);
        (sentence_of(mention), control, location.where_prec)
    };
    locations
        .iter()
        .enumerate()
        .min_by_key(|(index, location)| (of(location), *index))
        .map(|(index, _)| index)
}
