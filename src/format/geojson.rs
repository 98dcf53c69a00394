//! `GeoJSON` feature collections (RFC 7946), written in pieces so that a layer never lies in memory
//! whole.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// What the features stand behind.
const FEATURES: &str = r#""features":["#;

/// Everything before the first feature: `{"type":"FeatureCollection",…,"features":[`.
///
/// # References
/// - RFC 7946, sections 3.3 and 6.1 (foreign members)
#[must_use]
pub fn head(members: &Map<String, Value>) -> String {
    let mut text = String::from(r#"{"type":"FeatureCollection","#);
    if let Some(inner) = Value::Object(members.clone())
        .to_string()
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        && !inner.is_empty()
    {
        text.push_str(inner);
        text.push(',');
    }
    text.push_str(FEATURES);
    text
}

/// The same beginning with what was asked for; as it is, when that is everything.
#[must_use]
pub fn with_query<'a>(head: &'a str, query: &str) -> Cow<'a, str> {
    match head.strip_suffix(FEATURES) {
        Some(members) if !query.is_empty() => Cow::Owned(format!(
            r#"{members}"query":{},{FEATURES}"#,
            Value::from(query)
        )),
        _ => Cow::Borrowed(head),
    }
}

/// Everything after the last feature.
pub const FOOT: &str = "\n]}\n";

/// What goes before the feature with the ordinal `n`, counted from 0.
#[must_use]
pub const fn separator(n: usize) -> &'static str {
    if n == 0 { "\n" } else { ",\n" }
}

/// The feature's body with further members, such as `links`, at its end.
#[must_use]
pub fn with_members(body: &str, members: &Map<String, Value>) -> String {
    let members = Value::Object(members.clone()).to_string();
    match (body.strip_suffix('}'), members.strip_prefix('{')) {
        (Some(open), Some(rest)) if rest != "}" => format!("{open},{rest}"),
        _ => body.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn map(value: &Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn the_pieces_make_one_document() {
        for (members, count) in [(json!({}), 0), (json!({"licence": "X"}), 2)] {
            let mut text = head(&map(&members));
            for n in 0..count {
                text.push_str(separator(n));
                text.push_str(&with_members(r#"{"id":1}"#, &map(&json!({"links": [n]}))));
            }
            text.push_str(FOOT);
            let parsed: Value = serde_json::from_str(&text).expect("valid JSON");
            assert_eq!(parsed["features"].as_array().map(Vec::len), Some(count));
            assert_eq!(parsed["licence"], members["licence"]);
        }
    }
}
