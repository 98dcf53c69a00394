//! A `GeoJSON` feature collection of points.

use std::io::BufRead;

use serde_json::Value;

use crate::atlas::place_files::{row::Read, table::written};

/// A `GeoJSON` feature collection of points.
pub(crate) fn collection(input: impl BufRead) -> Result<Vec<Read>, String> {
    let value: Value = serde_json::from_reader(input)
        .map_err(|error| format!("The file is not readable as GeoJSON: {error}."))?;
    let features = value
        .get("features")
        .and_then(Value::as_array)
        .ok_or("The file is no feature collection.")?;
    let rows = (1..).zip(features).map(|(number, feature)| {
        let coordinate = |at: usize| feature.pointer(&format!("/geometry/coordinates/{at}"));
        let column = |name: &str| {
            let value = match name {
                "lon" => coordinate(0),
                "lat" => coordinate(1),
                "id" => feature
                    .get("id")
                    .or_else(|| feature.pointer("/properties/id")),
                name => feature.get("properties").and_then(|all| all.get(name)),
            }?;
            match value {
                Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            }
        };
        match written(number, &column) {
            Ok(row) => Read::Row(Box::new(row)),
            Err(why) => Read::Refused(number, why),
        }
    });
    Ok(rows.collect())
}
