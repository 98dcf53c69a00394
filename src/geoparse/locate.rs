//! From a mention and its relation to a location.

use crate::{
    gazetteer::index::Gazetteer,
    geoparse::{
        chain::Chains,
        cues::Cues,
        reading::{FoundLocation, Mention, Role},
        recognise::{Cut, Name},
        relation::Related,
        relative::Around,
    },
    model::{
        length::Metres,
        location::{LocationKind, WherePrec},
        place::{Place, PlaceForm, PlaceKind},
        relative::Relative,
        report::Span,
    },
};

/// How far from a settlement "near" reaches, in metres.
const NEAR: f64 = 5_000.0;

/// How far the outskirts of a settlement reach, in metres.
const OUTSKIRTS: f64 = 2_500.0;

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
fn rule(place: &Place, relative: &Relative) -> Rule {
    let accuracy = place.accuracy_m.value();
    let make = |kind, name, precision, uncertainty| Rule {
        kind,
        name,
        precision,
        uncertainty,
    };
    let near = |name, reach| make(LocationKind::Near, name, WherePrec::NEAR, accuracy + reach);
    let linear = |name, reach| make(LocationKind::Area, name, WherePrec::LINEAR, reach);
    match relative {
        Relative::Along { near } => {
            let name = match (place.kind, near) {
                (PlaceKind::Road, None) => "road",
                (_, None) => "along-line",
                (_, Some(_)) => "along-line-near",
            };
            make(LocationKind::Line, name, WherePrec::LINEAR, CORRIDOR)
        }
        Relative::Offset { high_km, .. } if place.kind.form() == PlaceForm::Line => {
            linear("offset", high_km * 1000.0)
        }
        Relative::Offset {
            low_km, high_km, ..
        } => {
            let spread = (high_km - low_km) * 500.0 + high_km * 150.0;
            near("offset", spread + 1_000.0)
        }
        Relative::Side { .. } => near("side-of", NEAR),
        Relative::Outskirts => near("outskirts", OUTSKIRTS),
        Relative::Near if place.kind.form() == PlaceForm::Line => linear("near", NEAR),
        Relative::Near => near("near", NEAR),
        Relative::Direction => near("direction", DIRECTION),
        Relative::Between { .. } => linear("between", NEAR),
        Relative::Stretch { .. } => linear("from-to", NEAR),
        Relative::Seat => make(
            LocationKind::Settlement,
            "seat",
            WherePrec::SETTLEMENT,
            accuracy,
        ),
        Relative::Road { .. } => linear("road", NEAR),
        Relative::Bank => linear("bank", NEAR),
        Relative::Border { .. } => linear("border", CORRIDOR),
        Relative::Heights => linear("heights", DIRECTION),
        Relative::Facing { .. } => near("heights", NEAR),
        Relative::Section { .. } => linear("section", DIRECTION),
        Relative::Part { .. } => make(
            LocationKind::District,
            "part-of",
            if place.kind == PlaceKind::Region {
                WherePrec::REGION
            } else {
                WherePrec::DISTRICT
            },
            accuracy,
        ),
        Relative::At => at(place, accuracy),
    }
}

/// In a place or at it.
fn at(place: &Place, accuracy: f64) -> Rule {
    let make = |kind, name, precision| Rule {
        kind,
        name,
        precision,
        uncertainty: accuracy,
    };
    match place.kind.form() {
        PlaceForm::Line => make(LocationKind::Line, "along-line", WherePrec::LINEAR),
        PlaceForm::Area if place.kind == PlaceKind::Region => {
            make(LocationKind::Area, "in-area", WherePrec::REGION)
        }
        PlaceForm::Area => make(LocationKind::District, "district", WherePrec::DISTRICT),
        PlaceForm::Settlement => {
            let settled = matches!(
                place.kind,
                PlaceKind::City
                    | PlaceKind::Town
                    | PlaceKind::Village
                    | PlaceKind::AbandonedVillage
            );
            let name = if settled { "settlement" } else { "site" };
            make(LocationKind::Settlement, name, WherePrec::SETTLEMENT)
        }
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
    cues: &Cues,
    gazetteer: &Gazetteer,
    (chains, stretches): (&Chains, &[(usize, usize)]),
    mentions: &[Mention],
    placed: &[Placed<'_>],
) -> Vec<FoundLocation> {
    let named: Vec<(&Name, Option<&Place>)> = placed
        .iter()
        .map(|placed| (placed.name, placed.place))
        .collect();
    let around = Around {
        cut,
        cues,
        names: &named,
        chains,
        stretches,
    };
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
        let relative = around.relative(index, place, &placed.related);
        locations.push(location(cut, place, relative, span, index));
        let region = placed.name.region.as_ref();
        if let Some((span, region)) =
            region.and_then(|(span, id)| Some((*span, gazetteer.get(id)?)))
        {
            locations.push(location(cut, region, Relative::At, span, index));
        }
    }
    locations.sort_by_key(|location| location.span.start);
    locations
}

fn location(
    cut: &Cut,
    place: &Place,
    relative: Relative,
    span: Span,
    mention: usize,
) -> FoundLocation {
    let rule = rule(place, &relative);
    FoundLocation {
        span,
        text: cut.slice(span),
        kind: rule.kind,
        place: place.id.clone(),
        relative,
        rule: rule.name.to_owned(),
        where_prec: rule.precision,
        uncertainty_m: Metres::new(rule.uncertainty).unwrap_or(place.accuracy_m),
        point: place.position,
        mentions: vec![mention],
    }
}

/// The location of the event that a text is about: in the first sentence that has one, the most
/// precise; of two as precise an event before a place taken.
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
        (sentence_of(mention), location.where_prec, control)
    };
    locations
        .iter()
        .enumerate()
        .min_by_key(|(index, location)| (of(location), *index))
        .map(|(index, _)| index)
}
