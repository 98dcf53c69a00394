//! Incidents as a flat table, for spreadsheets: the columns, and an incident's cells in them.

use serde_json::Value;
use wkt::ToWkt as _;

use crate::{
    format::cell::harmless,
    model::{
        claim::{Claim, figure},
        shape::Shape,
        side::Side,
    },
};

/// The columns. `id` and `revision` say which public revision a row shows; `lon` and
/// `lat` are the representative point, `wkt` is the geometry; each side's statements stand in a column of their own, and no
/// number is merged.
pub const COLUMNS: [&str; 23] = [
    "id",
    "revision",
    "kind",
    "summary",
    "date_start",
    "date_end",
    "date_prec",
    "lon",
    "lat",
    "where_prec",
    "accuracy_m",
    "wkt",
    "place",
    "grade",
    "verification",
    "said_by_az",
    "said_by_arm",
    "said_by_third_parties",
    "sources",
    "source_urls",
    "licence",
    "confidence",
    "note",
];

/// The columns whose cells are numbers.
const NUMBERS: [&str; 6] = [
    "revision",
    "date_prec",
    "lon",
    "lat",
    "where_prec",
    "accuracy_m",
];

/// The cells of a public incident, one for each column.
#[must_use]
pub fn cells(feature: &Value) -> Vec<String> {
    let properties = &feature["properties"];
    let claims: Vec<Claim> = properties["claims"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|claim| serde_json::from_value(claim.clone()).ok())
        .collect();
    let point = &properties["location"]["point"];
    let cell = |column: &str| match column {
        "id" => plain(&feature["id"]),
        "lon" => plain(&point[0]),
        "lat" => plain(&point[1]),
        "wkt" => wkt(&feature["geometry"]),
        "place" => plain(&properties["location"]["label"]),
        "said_by_az" => said_by(Side::Az, &claims),
        "said_by_arm" => said_by(Side::Arm, &claims),
        "said_by_third_parties" => said_by(Side::ThirdParty, &claims),
        "sources" => of_sources(properties, "title"),
        "source_urls" => of_sources(properties, "url"),
        "licence" => of_sources(properties, "licence"),
        other => plain(&properties[other]),
    };
    COLUMNS.map(cell).to_vec()
}

/// The row of an incident as it is written to a file that spreadsheets open: texts that begin like a
/// formula are none, and numbers stay numbers.
#[must_use]
pub fn row(feature: &Value) -> Vec<String> {
    let shielded = |(column, cell): (&str, String)| {
        if NUMBERS.contains(&column) {
            cell
        } else {
            harmless(&cell).into_owned()
        }
    };
    COLUMNS
        .into_iter()
        .zip(cells(feature))
        .map(shielded)
        .collect()
}

/// One record as a line of CSV (RFC 4180).
///
/// # Errors
/// Never in practice: writing to memory does not fail.
pub fn line<T: AsRef<[u8]>>(cells: impl IntoIterator<Item = T>) -> std::io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(cells)?;
    writer
        .into_inner()
        .map_err(|error| std::io::Error::other(error.to_string()))
}

/// A value as a cell.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A geometry as well-known text.
fn wkt(geometry: &Value) -> String {
    match Shape::from_json(geometry) {
        Ok(shape) => shape.geometry().wkt_string(),
        Err(_) => String::new(),
    }
}

/// What one side says, claimant by claimant, each with its own figures.
fn said_by(side: Side, claims: &[Claim]) -> String {
    let of_side = claims.iter().filter(|claim| claim.claimant_side == side);
    let sentences: Vec<String> = of_side.map(sentence).collect();
    sentences.join("; ")
}

fn sentence(claim: &Claim) -> String {
    let modality = serde_json::to_value(claim.modality).unwrap_or_default();
    let mut text = format!(
        "{}: {} {}",
        claim.claimant,
        plain(&modality),
        claim.predicate
    );
    let number = figure(claim.quantity_low, claim.quantity_high, claim.hedge);
    let counted = claim.item.as_deref().or(claim.unit.as_deref());
    let figure = [number.as_deref(), counted.filter(|_| number.is_some())];
    for part in figure.into_iter().flatten() {
        text.push(' ');
        text.push_str(part);
    }
    let outcome = serde_json::to_value(&claim.outcome).unwrap_or_default();
    let words = outcome.as_array().into_iter().flatten().map(plain);
    let victims = [
        serde_json::to_value(claim.victim_class).unwrap_or_default(),
        serde_json::to_value(claim.victim_side).unwrap_or_default(),
    ];
    let words = words.chain(victims.iter().map(plain));
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    if !words.is_empty() {
        text.push_str(" (");
        text.push_str(&words.join(", "));
        text.push(')');
    }
    text
}

/// What the sources say of themselves, without repeats.
fn of_sources(properties: &Value, key: &str) -> String {
    let sources = properties["sources"].as_array().into_iter().flatten();
    let mut parts: Vec<String> = Vec::new();
    for source in sources {
        let part = plain(&source[key]);
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn incident() -> Value {
        let claim = |side: &str, low: u64, high: u64| {
            json!({
                "id": "i-1-c1", "claimant": format!("Speaker {side}"), "claimant_side": side,
                "modality": "asserts", "predicate": "losses", "victim_class": "military",
                "victim_side": "az", "outcome": ["killed"], "quantity_low": low,
                "quantity_high": high, "unit": "people", "item": null, "date_start": null,
                "date_end": null, "text": "t", "quote": false, "start": null, "end": null,
                "grade": "asserted",
            })
        };
        json!({
            "type": "Feature", "id": "i-1",
            "geometry": {"type": "Point", "coordinates": [46.75, 39.8]},
            "properties": {
                "revision": 3, "kind": "losses", "summary": "=1+1", "note": "-2",
                "location": {"label": "here", "point": [46.75, 39.8]},
                "claims": [claim("az", 5, 8), claim("arm", 12, 12)],
                "sources": [{"title": "One"}, {"title": "Two"}, {"title": "One"}],
            },
        })
    }

    fn cell(row: &[String], name: &str) -> String {
        let at = COLUMNS.iter().position(|column| *column == name);
        row[at.expect("a column")].clone()
    }

    #[test]
    fn every_side_keeps_its_own_figure_in_its_own_column() {
        let cells = cells(&incident());
        assert_eq!(
            cell(&cells, "said_by_az"),
            "Speaker az: asserts losses 5–8 people (killed, military, az)"
        );
        assert_eq!(
            cell(&cells, "said_by_arm"),
            "Speaker arm: asserts losses 12 people (killed, military, az)"
        );
        assert_eq!(cell(&cells, "sources"), "One | Two");
        assert!(cells.iter().all(|cell| cell != "17" && cell != "20"));
    }

    #[test]
    fn formulas_are_shielded_and_numbers_are_not() {
        let row = row(&incident());
        assert_eq!(cell(&row, "summary"), "'=1+1");
        assert_eq!(cell(&row, "note"), "'-2");
        assert_eq!(cell(&row, "lon"), "46.75");
        let mut west = incident();
        west["properties"]["location"]["point"] = json!([-46.75, 39.8]);
        assert_eq!(cell(&super::row(&west), "lon"), "-46.75");
    }

    #[test]
    fn an_area_is_written_as_well_known_text() {
        let mut area = incident();
        area["geometry"] =
            json!({"type": "LineString", "coordinates": [[46.5, 39.5], [46.75, 39.8]]});
        assert_eq!(
            cell(&cells(&area), "wkt"),
            "LINESTRING(46.5 39.5,46.75 39.8)"
        );
    }
}
