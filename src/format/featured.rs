//! Tables out of `GeoJSON` feature collections: a feature is a row, its geometry a cell.

use std::collections::HashSet;

use csv::StringRecord;
use serde_json::Value;

use crate::format::{
    encoding::decode,
    incident_table::{self, COLUMNS},
    sheet::{Sheet, SheetError},
};

/// The column in which the geometry of a feature stands, as `GeoJSON`.
pub const GEOMETRY: &str = "geometry";

/// Reads a feature collection: one column for each property that any feature has, besides `id` and
/// `geometry`. Incidents as they are exported become rows as they are exported to a table.
///
/// # Errors
/// [`SheetError`] with a sentence.
///
/// # References
/// - RFC 7946
pub fn sheet(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let wrong = |why: &str| SheetError::GeoJson(why.to_owned());
    let text = decode(bytes)?;
    let document: Value =
        serde_json::from_str(&text).map_err(|error| SheetError::GeoJson(error.to_string()))?;
    let features = match document["type"].as_str() {
        Some("FeatureCollection") => document["features"].as_array(),
        _ => None,
    };
    let features = features.ok_or_else(|| wrong("give type FeatureCollection with features"))?;
    let ours = |feature: &Value| {
        feature["properties"]["revision"].is_u64() && feature["properties"]["claims"].is_array()
    };
    if !features.is_empty() && features.iter().all(ours) {
        let mut sheet = Sheet::with_head(COLUMNS.map(str::to_owned).to_vec())?;
        for (number, feature) in (1..).zip(features) {
            sheet.push(number, incident_table::cells(feature).into())?;
        }
        return Ok(sheet);
    }
    let mut columns = vec!["id".to_owned(), GEOMETRY.to_owned()];
    let mut known: HashSet<&str> = ["id", GEOMETRY].into();
    for feature in features {
        for name in feature["properties"].as_object().into_iter().flatten() {
            if known.insert(name.0) {
                columns.push(name.0.clone());
            }
        }
    }
    let mut sheet = Sheet::with_head(columns)?;
    for (number, feature) in (1..).zip(features) {
        if feature["type"] != "Feature" {
            sheet.refuse(number, "It is no GeoJSON feature.".to_owned())?;
            continue;
        }
        let cells: StringRecord = sheet
            .columns
            .iter()
            .map(|column| match column.as_str() {
                "id" if feature["id"].is_null() => plain(&feature["properties"]["id"]),
                "id" => plain(&feature["id"]),
                GEOMETRY => plain(&feature["geometry"]),
                other => plain(&feature["properties"][other]),
            })
            .collect();
        sheet.push(number, cells)?;
    }
    Ok(sheet)
}

/// A value as a cell.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_become_rows_with_their_geometry_untouched() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[46.123456789,39.5]},
             "properties":{"date":"2020-10-01","dead":3}},
            {"type":"Feature","geometry":null,"properties":{"id":"b","note":"n"}},
            {"type":"Thing"}]}"#;
        let sheet = sheet(text.as_bytes()).expect("a table");
        assert_eq!(sheet.columns, ["id", "geometry", "date", "dead", "note"]);
        let first = sheet.rows[0].1.as_ref().expect("a row");
        assert_eq!(&first[0], "7");
        assert!(first[1].contains("46.123456789"), "{}", &first[1]);
        assert_eq!(&sheet.rows[1].1.as_ref().expect("a row")[0], "b");
        assert!(sheet.rows[2].1.is_err());
        for text in ["{}", "[]", "{\"type\":\"Feature\"}", "{"] {
            assert!(super::sheet(text.as_bytes()).is_err(), "{text}");
        }
    }
}
