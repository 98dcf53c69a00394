//! `JSON-FG`: `GeoJSON` whose features say when they were so.
//!
//! # References
//! - OGC 21-045r1, *OGC Features and Geometries JSON – Part 1: Core*

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::format::geojson::with_members;

/// The class of requirements that a document keeps to.
const CORE: &str = "http://www.opengis.net/spec/json-fg-1/1.0/conf/core";

/// How a document begins, from how it begins as `GeoJSON`.
#[must_use]
pub fn head(geojson: &str) -> String {
    let rest = geojson.strip_prefix('{').unwrap_or(geojson);
    format!(r#"{{"conformsTo":["{CORE}"],{rest}"#)
}

/// A feature with its time: civil days at UTC+04:00, both ends within.
#[must_use]
pub fn feature(body: &str) -> String {
    #[derive(Deserialize)]
    struct Feature {
        properties: Days,
    }
    #[derive(Default, Deserialize)]
    struct Days {
        #[serde(default)]
        valid_from: Option<Date>,
        #[serde(default)]
        valid_to: Option<Date>,
    }
    let days =
        serde_json::from_str::<Feature>(body).map_or_else(|_| Days::default(), |it| it.properties);
    let first = days.valid_from;
    // It is the first day on which the feature is no longer so.
    let last = days.valid_to.and_then(|to| to.yesterday().ok());
    let time = match (first, last) {
        (None, None) => Value::Null,
        (Some(first), Some(last)) if first == last => json!({"date": first}),
        (first, last) => {
            let end =
                |day: Option<Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
            json!({"interval": [end(first), end(last)]})
        }
    };
    let members = [("time", time), ("place", Value::Null)];
    let members: Map<String, Value> = members
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect();
    with_members(body, &members)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(properties: &Value) -> Value {
        let body =
            json!({"type": "Feature", "id": "x", "geometry": null, "properties": properties});
        let text = feature(&body.to_string());
        let read: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read["id"], "x");
        assert!(read["place"].is_null() && read.get("place").is_some());
        read["time"].clone()
    }

    #[test]
    fn both_ends_of_a_time_are_within_it() {
        let days = |from: Value, to: Value| time(&json!({"valid_from": from, "valid_to": to}));
        assert_eq!(
            days("2020-09-27".into(), "2020-09-28".into()),
            json!({"date": "2020-09-27"})
        );
        assert_eq!(
            days("2020-09-27".into(), "2020-11-10".into()),
            json!({"interval": ["2020-09-27", "2020-11-09"]})
        );
        assert_eq!(
            days("1994-05-12".into(), Value::Null),
            json!({"interval": ["1994-05-12", ".."]})
        );
        assert_eq!(
            days(Value::Null, "1994-05-12".into()),
            json!({"interval": ["..", "1994-05-11"]})
        );
        assert_eq!(days(Value::Null, Value::Null), Value::Null);
        assert_eq!(time(&json!({"valid_from": 3})), Value::Null);
    }

    #[test]
    fn a_document_says_what_it_keeps_to() {
        let text = head(r#"{"type":"FeatureCollection","name":"x","features":["#) + "]}";
        let read: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(
            (&read["conformsTo"][0], &read["type"]),
            (&json!(CORE), &json!("FeatureCollection"))
        );
    }
}
