//! Published statements of control as the ledger's records.

use std::collections::{BTreeMap, HashMap};

use geo::Contains as _;
use geo_types::Geometry;
use jiff::civil::Date;
use serde_json::Value;

use crate::{
    atlas::{builtin, draw::Ground, error::AtlasError},
    line::{change::circle, ledger::Ledger},
    model::{
        control::{Holder, Statement, StatementKind},
        feature::Feature,
        id::Id,
        place::{Place, PlaceForm, PlaceKind},
        shape::Shape,
        side::Side,
    },
};

/// The region whose villages a handover of a surrounding district leaves alone.
const FORMER_OBLAST: &str = "nagorno-karabakh";

/// The ledger of the published statements, and the day of its baseline.
///
/// A statement that both sides agreed on and that speaks of an area moves the places in it: of a
/// district those outside the former oblast, of a region those inside its outline or in one of its
/// provinces. A place that has a word of its own on the same day keeps that. Statements that take
/// each other back in a circle are left out.
///
/// # Errors
/// [`AtlasError::Builtin`] with the statement and what is wrong with it.
pub fn ledger(
    control: &[Feature],
    places: &[Place],
    ground: &Ground,
) -> Result<(Ledger, Date), AtlasError> {
    let rules = builtin::stances()?;
    let by_id: HashMap<&Id, &Place> = places.iter().map(|place| (&place.id, place)).collect();
    let (mut baseline, mut days) = (Vec::new(), Vec::new());
    let mut statements = Vec::new();
    let said: HashMap<&Id, Option<Side>> = control
        .iter()
        .map(|feature| (&feature.id, word(feature, "claimant_side")))
        .collect();
    let mut corrections: BTreeMap<Id, Id> = BTreeMap::new();
    for feature in control {
        let wrong = |why: &str| AtlasError::Builtin(format!("control: {}: {why}", feature.id));
        let place: Id = word(feature, "place").ok_or_else(|| wrong("it names no place"))?;
        let about = by_id
            .get(&place)
            .ok_or_else(|| wrong("there is no such place"))?;
        let date: Date = word(feature, "date").ok_or_else(|| wrong("it has no date"))?;
        let holder = holder(feature);
        if feature.properties.get("kind") == Some(&Value::from("baseline")) {
            baseline.push((place, holder));
            days.push(date);
            continue;
        }
        let kind: StatementKind = word(feature, "kind").ok_or_else(|| {
            wrong("its kind is not one of claim, denial, confirmation, concession or handover")
        })?;
        let side: Side =
            word(feature, "claimant_side").ok_or_else(|| wrong("it has no claimant"))?;
        let corrects: Option<Id> = word(feature, "corrects");
        if let Some(gone) = &corrects {
            if said.get(gone) != Some(&Some(side)) {
                return Err(wrong(&format!(
                    "it takes back {gone}, and there is no such statement of its own side"
                )));
            }
            corrections.insert(feature.id.clone(), gone.clone());
        }
        let admitted: Option<Date> = word(feature, "acknowledged_date");
        let statement = Statement {
            id: feature.id.clone(),
            place,
            date,
            known: match kind {
                StatementKind::Concession | StatementKind::Handover => admitted.unwrap_or(date),
                _ => date,
            },
            kind,
            side,
            holder,
            of_area: false,
            corrects,
        };
        // A claim that the other side admitted later is a concession of that side, known then.
        if let (StatementKind::Claim, Some(known)) = (kind, admitted) {
            statements.push(Statement {
                known: known.max(date),
                kind: StatementKind::Concession,
                side: side.mirrored(),
                corrects: None,
                ..statement.clone()
            });
        }
        if about.kind.form() == PlaceForm::Area && rules.spreading.contains(&kind) {
            statements.extend(spread(&statement, about, places, ground)?);
        } else {
            statements.push(statement);
        }
    }
    // What takes itself back by way of others has no last word: the whole circle is left out.
    let mut circled = Vec::new();
    while let Some(way) = circle(&corrections) {
        for id in &way {
            corrections.remove(id);
        }
        circled.extend(statements.extract_if(.., |statement| way.contains(&statement.id)));
    }
    let day = days.into_iter().max().unwrap_or(Date::MIN);
    statements.retain(|statement| statement.date > day);
    circled.retain(|statement| statement.date > day);
    Ok((
        Ledger::new(rules, baseline, statements).without(circled),
        day,
    ))
}

/// A statement of an area once for each settlement that it moves.
fn spread(
    statement: &Statement,
    area: &Place,
    places: &[Place],
    ground: &Ground,
) -> Result<Vec<Statement>, AtlasError> {
    let inside = |id: &str, place: &Place| {
        id.parse::<Id>()
            .ok()
            .and_then(|id| ground.outlines.get(&id))
            .is_some_and(|outline| contains(outline, place))
    };
    let moves = |place: &&Place| {
        place.kind.form() == PlaceForm::Settlement
            && place.country.as_deref() == Some("AZ")
            && if area.kind == PlaceKind::District {
                place.district_az == area.district_az && !inside(FORMER_OBLAST, place)
            } else {
                inside(area.id.as_str(), place) || place.province_nk.is_some()
            }
    };
    let spread: Vec<Statement> = places
        .iter()
        .filter(moves)
        .map(|place| Statement {
            place: place.id.clone(),
            of_area: true,
            ..statement.clone()
        })
        .collect();
    if spread.is_empty() {
        return Err(AtlasError::Builtin(format!(
            "control: {}: no place is known in {}, so that a handover of it moves nothing",
            statement.id, area.id
        )));
    }
    Ok(spread)
}

fn contains(outline: &Shape, place: &Place) -> bool {
    let point = place.position.point();
    match outline.geometry() {
        Geometry::Polygon(polygon) => polygon.contains(&point),
        Geometry::MultiPolygon(polygons) => polygons.contains(&point),
        _ => false,
    }
}

/// A property as the value that it names.
fn word<T: serde::de::DeserializeOwned>(feature: &Feature, key: &str) -> Option<T> {
    serde_json::from_value(feature.properties.get(key)?.clone()).ok()
}

/// Who holds the place by a statement: what names neither party is unknown.
fn holder(feature: &Feature) -> Holder {
    word(feature, "holder_after").unwrap_or(Holder::Unknown)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        atlas::{
            facade,
            front::{Front, Question},
            tables,
        },
        line::stance::Stance,
    };

    #[test]
    fn a_circle_of_corrections_is_left_out_and_told() {
        let (geoparser, ground) = facade::built_in().expect("the built-in data read");
        let places = geoparser.gazetteer().places();
        let layers = builtin::layers().expect("the layers read");
        let borders: Vec<Feature> = layers
            .into_iter()
            .filter(|feature| feature.collection.as_str() == "borders")
            .collect();
        let plain = tables::control(builtin::CONTROL, builtin::BASELINE, places).expect("reads");
        let mut with = plain.clone();
        for (id, gone) in [("c-one", "c-two"), ("c-two", "c-one")] {
            let mut said = plain
                .iter()
                .find(|one| word::<Side>(one, "claimant_side") == Some(Side::Az))
                .expect("a statement")
                .clone();
            said.id = id.parse().expect("an identifier");
            for (key, value) in [
                ("kind", "claim"),
                ("place", "askeran"),
                ("date", "2020-10-05"),
                ("holder_after", "az"),
                ("corrects", gone),
            ] {
                said.properties.insert(key.to_owned(), json!(value));
            }
            with.push(said);
        }
        let question = Question {
            on: jiff::civil::date(2020, 10, 6),
            stance: Stance::AzClaimed,
            as_of: Date::MAX,
        };
        let line = |control: &[Feature]| {
            let front = Front::new(control, places, &ground, &borders).expect("a front");
            front.feature(&question)["properties"].clone()
        };
        let (without, told) = (line(&plain), line(&with));
        assert_eq!(without["hash"], told["hash"], "no circle moves the line");
        let unused = told["not_used"].to_string();
        for words in ["c-one", "c-two", "takes itself back"] {
            assert!(unused.contains(words), "{unused}");
        }
    }
}
