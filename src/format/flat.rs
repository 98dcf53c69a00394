//! Features without nesting: one cell for each value, for tools that know rows and columns only.
//!
//! `names: {en, az}` becomes `names_en` and `names_az`; lists are joined by `"; "`. The claims of an
//! incident become one column for each side, in which every claimant keeps the own figures: nothing
//! is added up.

use std::collections::BTreeMap;

use geo::InteriorPoint as _;
use geo_types::Geometry;
use serde::de::Error as _;
use serde_json::{Map, Value};
use wkt::ToWkt as _;

use crate::{
    format::incident_table,
    model::{
        position::LonLat,
        shape::Shape,
        table::{Cell, Flat},
    },
};

/// The collection whose features hold claims, and have columns of their own for them.
const INCIDENTS: &str = "incidents";

/// The column of the geometry as well-known text.
pub const WKT: &str = "wkt";

/// A feature as it is published, without nesting; with a column of well-known text where the format
/// has no other room for the geometry.
///
/// # Errors
/// When the body is no feature.
///
/// # References
/// - OGC 06-103r4, section 7 (well-known text)
pub fn flat(collection: &str, body: &str, wkt: bool) -> Result<Flat, serde_json::Error> {
    let feature: Value = serde_json::from_str(body)?;
    let shape = match &feature["geometry"] {
        Value::Null => None,
        geometry => Some(Shape::from_json(geometry).map_err(serde_json::Error::custom)?),
    };
    let properties = &feature["properties"];
    let point = stated(properties).or_else(|| shape.as_ref().and_then(inside));
    let mut cells = BTreeMap::new();
    if let Value::Object(properties) = properties {
        spread(&mut cells, "", properties);
    }
    if collection == INCIDENTS {
        for with_lists in ["claims", "sources"] {
            cells.remove(with_lists);
        }
        let named = incident_table::COLUMNS.into_iter();
        for (column, text) in named.zip(incident_table::cells(&feature)) {
            cells.entry(column.to_owned()).or_insert_with(|| {
                if text.is_empty() {
                    Cell::Empty
                } else {
                    Cell::Text(text)
                }
            });
        }
    }
    let id = match &feature["id"] {
        Value::String(id) => id.clone(),
        other => other.to_string(),
    };
    cells.insert("id".to_owned(), Cell::Text(id.clone()));
    let mut number = |column: &str, value: Option<f64>| {
        cells.insert(column.to_owned(), value.map_or(Cell::Empty, Cell::Real));
    };
    number("lon", point.map(LonLat::lon));
    number("lat", point.map(LonLat::lat));
    cells.remove(WKT);
    if wkt {
        let text = shape.as_ref().map(|shape| shape.geometry().wkt_string());
        cells.insert(WKT.to_owned(), text.map_or(Cell::Empty, Cell::Text));
    }
    Ok(Flat {
        id,
        shape,
        point,
        cells,
    })
}

/// The columns that come first in every table of the collection.
#[must_use]
pub fn leading(collection: &str) -> &'static [&'static str] {
    if collection == INCIDENTS {
        &incident_table::COLUMNS
    } else {
        &["id", "lon", "lat", WKT]
    }
}

/// The properties of a flat feature as a JSON object; the identifier has its own member there.
#[must_use]
pub fn properties(flat: &Flat) -> Map<String, Value> {
    flat.cells
        .iter()
        .filter(|(name, _)| *name != "id")
        .map(|(name, cell)| {
            let value = match cell {
                Cell::Empty => Value::Null,
                Cell::Boolean(value) => Value::from(*value),
                Cell::Integer(value) => Value::from(*value),
                Cell::Real(value) => Value::from(*value),
                Cell::Text(text) => Value::from(text.as_str()),
            };
            (name.clone(), value)
        })
        .collect()
}

/// The representative point that the record itself states.
fn stated(properties: &Value) -> Option<LonLat> {
    let point = properties["location"]["point"].as_array()?;
    let number = |at: usize| point.get(at).and_then(Value::as_f64);
    LonLat::new(number(0)?, number(1)?).ok()
}

/// A point of a geometry: inside an area, on a line.
fn inside(shape: &Shape) -> Option<LonLat> {
    let point = match shape.geometry() {
        Geometry::Point(point) => *point,
        other => other.interior_point()?,
    };
    LonLat::new(point.x(), point.y()).ok()
}

fn spread(cells: &mut BTreeMap<String, Cell>, before: &str, properties: &Map<String, Value>) {
    for (key, value) in properties {
        let name = format!("{before}{key}");
        match value {
            // It stands in lon and lat.
            Value::Array(_) if name == "location_point" => {}
            Value::Object(inner) => spread(cells, &format!("{name}_"), inner),
            value => {
                cells.insert(name, cell(value));
            }
        }
    }
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(value) => Cell::Boolean(*value),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => Cell::Integer(number),
            (None, Some(number)) => Cell::Real(number),
            (None, None) => Cell::Text(number.to_string()),
        },
        Value::String(text) => Cell::Text(text.clone()),
        Value::Array(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| cell(part).text()).collect();
            if parts.is_empty() {
                Cell::Empty
            } else {
                Cell::Text(parts.join("; "))
            }
        }
        Value::Object(_) => Cell::Text(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(properties: &Value, geometry: &Value) -> Flat {
        let body = json!({"type": "Feature", "id": "x", "geometry": geometry,
                          "properties": properties});
        flat("places", &body.to_string(), true).expect("a feature")
    }

    #[test]
    fn nested_names_become_columns_and_lists_are_joined() {
        let flat = of(
            &json!({"names": {"en": "A", "hy": "Ա"}, "variants": ["b", "c"], "none": [],
                    "population": 12, "area_km2": 1.5, "derived": true, "note": null,
                    "statements": [{"by": "x"}]}),
            &Value::Null,
        );
        let text = |name: &str| flat.cells[name].text();
        assert_eq!(text("names_en"), "A");
        assert_eq!(text("names_hy"), "Ա");
        assert_eq!(text("variants"), "b; c");
        assert_eq!(text("statements"), "{\"by\":\"x\"}");
        assert_eq!(flat.cells["population"], Cell::Integer(12));
        assert_eq!(flat.cells["area_km2"], Cell::Real(1.5));
        assert_eq!(flat.cells["derived"], Cell::Boolean(true));
        for empty in ["none", "note", "lon", "lat", "wkt"] {
            assert_eq!(flat.cells[empty], Cell::Empty, "{empty}");
        }
    }

    #[test]
    fn the_point_of_an_area_lies_in_it_unless_the_record_states_one() {
        let square = json!({"type": "Polygon",
                            "coordinates": [[[46, 39], [47, 39], [47, 40], [46, 40], [46, 39]]]});
        let point = of(&json!({}), &square).point.expect("a point");
        assert!((point.lon() - 46.5).abs() < 0.5 && (point.lat() - 39.5).abs() < 0.5);
        let stated = of(&json!({"location": {"point": [46.1, 39.9]}}), &square);
        assert_eq!(stated.cells["lon"], Cell::Real(46.1));
        assert!(!stated.cells.contains_key("location_point"));
        assert_eq!(
            stated.cells[WKT].text(),
            "POLYGON((46 39,47 39,47 40,46 40,46 39))"
        );
    }

    #[test]
    fn each_claimant_of_an_incident_keeps_the_own_figure() {
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
        let body = json!({"type": "Feature", "id": "i-1", "geometry": null, "properties": {
            "claims": [claim("az", 5, 8), claim("arm", 12, 12)], "sources": [{"title": "One"}],
        }});
        let flat = flat("incidents", &body.to_string(), false).expect("a feature");
        assert!(
            flat.text("said_by_az")
                .is_some_and(|said| said.contains("5–8"))
        );
        assert!(
            flat.text("said_by_arm")
                .is_some_and(|said| said.contains("12"))
        );
        assert!(
            flat.cells
                .values()
                .all(|cell| !["17", "20"].contains(&cell.text().as_str()))
        );
        assert!(!flat.cells.contains_key("claims"));
        assert_eq!(flat.text("sources"), Some("One"));
    }
}
