//! Tests of geometries as people hand them in.

use super::*;
use proptest::prelude::*;

fn refusal(text: &str) -> String {
    Shape::from_input(text)
        .expect_err("should be refused")
        .to_string()
}

#[test]
fn a_position_with_one_number_is_refused_and_does_not_panic() {
    for text in [
        r#"{"type":"Point","coordinates":[]}"#,
        r#"{"type":"Point","coordinates":[46.7]}"#,
        r#"{"type":"LineString","coordinates":[[46,39],[46.5]]}"#,
        r#"{"type":"MultiPoint","coordinates":[[46]]}"#,
        r#"{"type":"Polygon","coordinates":[[[46,39],[47,39],[],[46,39]]]}"#,
        r#"{"type":"MultiPolygon","coordinates":[[[[46],[47],[46],[46]]]]}"#,
        r#"{"type":"Point","coordinates":["46.7","39.8"]}"#,
        r#"{"type":"Point","coordinates":[46.7,39.8,1,2]}"#,
    ] {
        assert!(refusal(text).contains("needs two numbers"), "{text}");
    }
    assert!(
        refusal(r#"{"type":"LineString","coordinates":[[46,39],[46.5]]}"#).contains("Position 2")
    );
}

#[test]
fn hostile_polygons_are_refused_with_a_sentence() {
    for (text, words) in [
        (r#"{"type":"Polygon","coordinates":[]}"#, "empty"),
        (r#"{"type":"Polygon","coordinates":[[]]}"#, "empty"),
        (
            r#"{"type":"Polygon","coordinates":[[[46,39],[47,39],[46,39]]]}"#,
            "a ring four",
        ),
        (
            r#"{"type":"Polygon","coordinates":[[[46,39],[47,39],[47,40],[46,40]]]}"#,
            "not closed",
        ),
        (
            r#"{"type":"Polygon","coordinates":[[[46,39],[47,40],[47,39],[46,40],[46,39]]]}"#,
            "self-intersection",
        ),
        (
            r#"{"type":"Polygon","coordinates":[[[46,39],[47,39],[48,39],[46,39]]]}"#,
            "no area",
        ),
        (
            r#"{"type":"Polygon","coordinates":[[[46,39],[46,39],[46,39],[46,39]]]}"#,
            "3 distinct points",
        ),
        (
            r#"{"type":"Point","coordinates":[39.8,46.7]}"#,
            "looks swapped",
        ),
        (
            r#"{"type":"Point","coordinates":[0,0]}"#,
            "outside the map's region",
        ),
        (
            r#"{"type":"Point","coordinates":[5200000,4840000]}"#,
            "not in metres",
        ),
        (
            r#"{"type":"Point","coordinates":[1e308,1e308]}"#,
            "not on Earth",
        ),
        (
            r#"{"type":"point","coordinates":[46,39]}"#,
            "\"point\" is not accepted",
        ),
        (
            r#"{"type":"GeometryCollection","coordinates":[]}"#,
            "is not accepted",
        ),
        (
            r#"{"type":"Point","type":"Point","coordinates":[46,39]}"#,
            "not readable",
        ),
        (
            r#"{"type":"Point","coordinates":[46,39],"crs":{}}"#,
            "not readable",
        ),
        (r#"{"type":"Point","coordinates":[NaN,39]}"#, "not readable"),
        (
            r#"{"type":"LineString","coordinates":[[46,39],[46,39]]}"#,
            "two different positions",
        ),
        ("", "not readable"),
    ] {
        let sentence = refusal(text);
        assert!(sentence.contains(words), "{text}: {sentence}");
    }
}

#[test]
fn deep_nesting_is_refused_and_does_not_overflow() {
    let deep = format!(r#"{{"type":"Point","coordinates":{}"#, "[".repeat(100_000));
    assert_eq!(Shape::from_input(&deep), Err(ShapeError::Malformed));
}

#[test]
fn a_star_with_very_many_corners_is_refused_before_the_dear_check() {
    let corners: Vec<String> = (0..3000)
        .map(|i| {
            format!(
                "[{},{}]",
                46.0 + f64::from(i % 97) / 100.0,
                39.0 + f64::from(i % 89) / 100.0
            )
        })
        .collect();
    let text = format!(
        r#"{{"type":"Polygon","coordinates":[[{},{}]]}}"#,
        corners.join(","),
        corners[0]
    );
    assert_eq!(Shape::from_input(&text), Err(ShapeError::TooLong));
}

#[test]
fn a_clockwise_ring_is_turned_round() {
    let shape = Shape::from_input(
        r#"{"type":"Polygon","coordinates":[[[46,39],[46,40],[47,40],[47,39],[46,39]]]}"#,
    )
    .expect("valid");
    let written = serde_json::to_string(&shape).expect("serialises");
    assert_eq!(
        written,
        r#"{"type":"Polygon","coordinates":[[[46.0,39.0],[47.0,39.0],[47.0,40.0],[46.0,40.0],[46.0,39.0]]]}"#
    );
}

proptest! {
    /// What is written is read again, without loss.
    #[test]
    fn a_line_survives_writing_and_reading(
        coords in prop::collection::vec((43.0..50.5f64, 37.5..42.0f64), 2..30),
    ) {
        let line = LineString::from(coords);
        prop_assume!(line.0.iter().any(|c| *c != line.0[0]));
        let shape = Shape::line(line).expect("two positions");
        let text = serde_json::to_string(&shape).expect("serialises");
        prop_assert_eq!(Shape::from_input(&text).expect("reads"), shape);
    }
}
