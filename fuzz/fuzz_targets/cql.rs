//! Any text is a filter or refused, a filter is written as it is read, and it has an answer.
#![no_main]

use contactline::query::cql::{
    body::Body,
    position::Reference,
    query::{Language, Query},
};
use libfuzzer_sys::fuzz_target;

const FEATURE: &str = r#"{"type":"Feature","id":"f","geometry":{"type":"Polygon","coordinates":
[[[46,39],[47,39],[47,40],[46,40],[46,39]]]},"properties":{"a":1,"b":"2020-09-27","c":true,
"d":["x","y"],"e":{"f":"z"},"g":null}}"#;

fuzz_target!(|text: &str| {
    for language in Language::ALL {
        let Ok(query) = Query::read(text, language, &Reference::CRS84) else {
            continue;
        };
        let body = Body::read(FEATURE, &query).expect("a feature");
        let passes = query.matches(&body);
        if language == Language::Text {
            let written = query.expr().to_string();
            let again = Query::read(&written, Language::Text, &Reference::CRS84);
            let again = again.expect("what is written reads");
            assert_eq!(again.expr(), query.expr(), "{written}");
            assert_eq!(again.matches(&body), passes, "{written}");
        }
    }
});
