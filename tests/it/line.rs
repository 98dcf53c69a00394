//! The line of contact rebuilt from statements: who held what when, by whose word, and what follows.

use std::collections::BTreeSet;

use contactline::{atlas::front::Question, line::stance::Stance};
use jiff::civil::Date;
use serde_json::Value;

use crate::support::READ_ONLY;

/// Rows of `date | place | stance | holder [| as of]`, with `#` for remarks.
const KEY_DATES: &str = include_str!("../cases/line/key-dates.txt");

#[test]
fn places_have_the_holders_that_the_statements_give_them() {
    let front = READ_ONLY.atlas.front().unwrap();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in KEY_DATES
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty())
    {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let (on, place) = (cells[0].parse().unwrap(), cells[1].parse().unwrap());
        let as_of = cells.get(4).map_or(Date::MAX, |day| day.parse().unwrap());
        let stance: Stance = cells[2].parse().unwrap();
        let standing = front.ledger.standing(&place, on, stance, as_of);
        let holder = standing.map_or("no such place", |standing| standing.holder.as_str());
        if holder != cells[3] {
            wrong.push(format!("{row} — but {holder}"));
        }
        rows += 1;
    }
    assert!(rows > 30, "only {rows} rows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn positions(geometry: &Value) -> Vec<Vec<Value>> {
    let coordinates = geometry["coordinates"].as_array().unwrap().clone();
    if geometry["type"] == "LineString" {
        vec![coordinates]
    } else {
        coordinates
            .iter()
            .map(|part| part.as_array().unwrap().clone())
            .collect()
    }
}

#[test]
fn untouched_stretches_keep_the_vertices_of_the_base_line() {
    let base = READ_ONLY.get("/line?on=2020-09-26").json();
    let own: BTreeSet<String> = base["geometry"]["coordinates"]
        .as_array()
        .unwrap()
        .iter()
        .map(Value::to_string)
        .collect();
    let later = READ_ONLY
        .get("/line?on=2020-10-20&stance=az-claimed")
        .json();
    let parts = positions(&later["geometry"]);
    let mut kept = 0;
    for segment in later["properties"]["segments"].as_array().unwrap() {
        let number = |key: &str| usize::try_from(segment[key].as_u64().unwrap()).unwrap();
        let vertices = &parts[number("part")][number("from")..=number("to")];
        if segment["provenance"] == "base" {
            let inner = &vertices[1..vertices.len() - 1];
            assert!(
                inner.iter().all(|vertex| own.contains(&vertex.to_string())),
                "{segment}"
            );
            kept += inner.len();
        } else {
            assert!(
                !segment["provenance"].as_array().unwrap().is_empty(),
                "{segment}"
            );
        }
        assert!(
            segment["uncertainty_m"].as_f64().unwrap() > 0.0,
            "{segment}"
        );
    }
    assert!(kept > 50, "{kept}");
}

#[test]
fn the_answer_is_the_same_again_and_says_its_hash() {
    let path = "/line?on=2020-11-01&stance=az-claimed";
    let front = READ_ONLY.atlas.front().unwrap();
    let question = Question {
        on: "2020-11-01".parse().unwrap(),
        stance: Stance::AzClaimed,
        as_of: Date::MAX,
    };
    let (kept, fresh) = (READ_ONLY.get(path).json(), front.feature(&question));
    assert_eq!(kept["properties"]["hash"], fresh["properties"]["hash"]);
    assert_eq!(kept["geometry"], fresh["geometry"]);
    assert_eq!(kept["properties"]["hash"].as_str().unwrap().len(), 64);
}

#[test]
fn what_is_drawn_is_what_was_known_by_then() {
    let hash = |query: &str| {
        let line = READ_ONLY
            .get(&format!("/line?on=2020-10-08&{query}"))
            .json();
        line["properties"]["hash"].clone()
    };
    assert_ne!(
        hash("as_of=2020-10-08"),
        hash("as_of=2020-11-10"),
        "Jabrayil was conceded later"
    );
    assert_eq!(hash("as_of=2024-01-01"), hash("stance=agreed"));
}

#[test]
fn after_everything_changed_hands_there_is_no_line_and_the_answer_says_so() {
    let line = READ_ONLY.get("/line?on=2024-01-01").json();
    assert_eq!(line["geometry"], Value::Null, "{line}");
    let note = line["properties"]["note"].as_str().unwrap();
    assert!(
        note.contains("there is no line") && note.contains("No statement later than"),
        "{note}"
    );
}

#[test]
fn areas_add_up_and_handovers_move_whole_districts() {
    for (on, stance) in [
        ("2020-10-01", "agreed"),
        ("2020-10-25", "az-claimed"),
        ("2020-12-01", "agreed"),
    ] {
        let areas = READ_ONLY
            .get(&format!("/line/areas?on={on}&stance={stance}"))
            .json();
        let (sum, region) = (&areas["sum_km2"], &areas["region_km2"]);
        let (sum, region) = (sum.as_f64().unwrap(), region.as_f64().unwrap());
        assert!((sum / region - 1.0).abs() < 0.001, "{on}: {areas}");
        assert!((region - 11_544.0).abs() < 120.0, "{region}");
    }
    let week = READ_ONLY
        .get("/line/compare?from=2020-11-19&to=2020-11-20")
        .json();
    let places = week["places"].as_array().unwrap();
    assert!(
        places.iter().any(|change| change["place"] == "aghdam"),
        "{week}"
    );
    assert!(
        places
            .iter()
            .all(|change| change["before"] == "arm" && change["after"] == "az")
    );
    assert!(week["km2_change"]["az"].as_f64().unwrap() > 300.0, "{week}");
}

#[test]
fn the_rules_are_printed_and_the_dates_told() {
    let rules = READ_ONLY.get("/line/stances").json();
    assert_eq!(rules["stances"].as_array().unwrap().len(), 4);
    let dates = READ_ONLY.get("/line/dates").json();
    assert_eq!(dates["versions"][0]["valid_to"], "2020-09-27");
    assert_eq!(dates["dates"][0], "2020-09-27");
    assert!(dates["dates"].as_array().unwrap().len() > 30);
}

#[test]
fn a_line_from_settlements_alone_comes_near_the_base_line() {
    let found = READ_ONLY.atlas.line_check().unwrap();
    let of = |method: &str| {
        let row = found.iter().find(|(name, _)| *name == method).unwrap();
        row.1.unwrap()
    };
    // What plain Voronoi cells of the same places give elsewhere: 1.9 km, 8.8 km, 0.92, 318 km.
    let plain = of("plain Voronoi");
    assert!((plain.median_m - 1_900.0).abs() < 50.0, "{plain:?}");
    assert!((plain.within_95_m - 8_800.0).abs() < 100.0, "{plain:?}");
    assert!((plain.overlap - 0.92).abs() < 0.005, "{plain:?}");
    assert!((plain.length_km - 318.0).abs() < 3.0, "{plain:?}");
    let better = of("with district outlines, smoothed");
    assert!(
        better.median_m <= 1_500.0 && better.within_95_m <= 6_000.0,
        "{better:?}"
    );
    assert!(better.overlap >= 0.95, "{better:?}");
    assert!((better.length_km / 231.4 - 1.0).abs() < 0.15, "{better:?}");
}

#[test]
fn the_point_at_a_kilometre_lies_at_that_kilometre() {
    for tenths in (0..2316).step_by(37) {
        let km = f64::from(tenths) / 10.0;
        let found = READ_ONLY.get(&format!("/line/point?km={km}")).json();
        let position = &found["geometry"]["coordinates"];
        let (lon, lat) = (&position[0], &position[1]);
        let back = READ_ONLY
            .get(&format!("/line/locate?lon={lon}&lat={lat}&on=2021-01-01"))
            .json();
        let off = (back["km"].as_f64().unwrap() - km).abs();
        assert!(
            off < 0.01 && back["offset_km"].as_f64().unwrap().abs() < 0.01,
            "{found} {back}"
        );
        assert_eq!(found["properties"]["sector"], back["sector"], "{km}");
        assert!(back["sector"]["names"]["hy"].is_string(), "{back}");
    }
    // A kilometre to the left of a long straight stretch, and back again.
    let found = READ_ONLY.get("/line/point?km=150&offset=0.3").json();
    let position = &found["geometry"]["coordinates"];
    let (lon, lat) = (&position[0], &position[1]);
    let back = READ_ONLY
        .get(&format!("/line/locate?lon={lon}&lat={lat}&on=2021-01-01"))
        .json();
    assert!(
        (back["km"].as_f64().unwrap() - 150.0).abs() < 0.01,
        "{back}"
    );
    assert!(
        (back["offset_km"].as_f64().unwrap() - 0.3).abs() < 0.01,
        "{back}"
    );
}

#[test]
fn what_cannot_be_answered_is_a_sentence() {
    let line = |query: &str| READ_ONLY.get(&format!("/line{query}"));
    let stance = line("?on=2020-10-01&stance=neutral").problem(400);
    assert!(stance.contains("one of agreed"), "{stance}");
    let as_of = line("?on=2020-10-01&as_of=soon").problem(400);
    assert!(as_of.contains("RFC 3339"), "{as_of}");
    let order = line("/compare?from=2020-11-01&to=2020-10-01").problem(422);
    assert!(order.contains("earlier one first"), "{order}");
    let early = line("/areas?on=1990-01-01").problem(404);
    assert!(early.contains("1994-05-12"), "{early}");
    line("/stances?x=1").problem(400);
    let beyond = line("/point?km=300").problem(422);
    assert!(beyond.contains("0 to 231"), "{beyond}");
    line("/point?km=-1").problem(422);
    line("/point?km=NaN").problem(400);
    line("/point?km=10&offset=900").problem(422);
}

#[test]
fn what_the_sides_dispute_is_ground_and_all_ground_adds_up_on_every_day() {
    let front = READ_ONLY.atlas.front().unwrap();
    let mut seen = 0.0_f64;
    for on in front.dates() {
        let areas = READ_ONLY.get(&format!("/line/areas?on={on}")).json();
        let between = &areas["between_stances"];
        let number = |value: &Value| value.as_f64().unwrap();
        let (sum, region) = (number(&between["sum_km2"]), number(&between["region_km2"]));
        assert!(
            (sum / region - 1.0).abs() < 0.001,
            "{on}: {sum} of {region}"
        );
        let disputed = number(&between["km2"]["disputed"]);
        assert_eq!(between["geometry"].is_null(), disputed == 0.0, "{on}");
        assert!(disputed == 0.0 || !between["places"].as_array().unwrap().is_empty());
        seen = seen.max(disputed);
    }
    assert!(seen > 100.0, "{seen}");
}

#[test]
fn ground_that_changed_hands_is_drawn_with_its_places_and_both_ways_alike() {
    let week = READ_ONLY
        .get("/line/compare?from=2020-11-19&to=2020-11-20")
        .json();
    let features = week["ground"]["features"].as_array().unwrap();
    let handed = features
        .iter()
        .find(|one| one["id"] == "arm-to-az")
        .unwrap();
    assert_eq!(handed["geometry"]["type"], "MultiPolygon");
    let km2 = handed["properties"]["km2"].as_f64().unwrap();
    let change = week["km2_change"]["az"].as_f64().unwrap();
    assert!((km2 / change - 1.0).abs() < 0.01, "{km2} {change}");
    assert!(
        handed["properties"]["places"]
            .to_string()
            .contains("aghdam")
    );
}

#[test]
fn a_contested_stretch_names_what_each_side_says() {
    let line = READ_ONLY.get("/line?on=2020-09-28").json();
    let segments = line["properties"]["segments"].as_array().unwrap();
    let contested: Vec<&Value> = segments
        .iter()
        .filter(|one| one["contested"] == true)
        .collect();
    assert!(!contested.is_empty());
    for segment in segments {
        let told = segment["disputed_by"].as_object().unwrap();
        assert_eq!(segment["contested"] == true, !told.is_empty(), "{segment}");
    }
    let both = |one: &&&Value| {
        let told = &one["disputed_by"];
        told["az"].is_array() && told["arm"].is_array()
    };
    assert!(contested.iter().any(|one| both(&one)), "{contested:?}");
}

#[test]
fn districts_and_drawn_areas_have_a_stretch_of_the_line() {
    let found = READ_ONLY
        .get("/line/locate?place=aghdam-district&on=2020-09-26")
        .json();
    let number = |value: &Value| value.as_f64().unwrap();
    assert!(
        number(&found["km"]["to"]) - number(&found["km"]["from"]) > 20.0,
        "{found}"
    );
    assert!(
        (number(&found["distance_km"]["min"])).abs() < 1e-9,
        "{found}"
    );
    let (left, right) = (
        number(&found["share"]["left"]),
        number(&found["share"]["right"]),
    );
    assert!(
        (left + right - 1.0).abs() < 1e-6 && left > 0.0 && right > 0.0,
        "{found}"
    );
    assert!(
        found["sectors"].to_string().contains("\"aghdam\""),
        "{found}"
    );
    let town = READ_ONLY
        .get("/line/locate?place=shusha&on=2020-09-26")
        .json();
    assert_eq!(town["side"], "right", "{town}");
    let missing = READ_ONLY
        .get("/line/locate?place=nowhere&on=2020-09-26")
        .problem(404);
    assert!(missing.contains("search for its name"), "{missing}");
    READ_ONLY
        .get("/line/locate?place=shusha&lon=46&on=2020-09-26")
        .problem(400);
}

#[test]
fn the_point_of_any_kilometre_is_found_again_within_ten_metres() {
    use contactline::line::{locate::Gauge, point::point};
    let front = READ_ONLY.atlas.front().unwrap();
    let gauge = Gauge::new(&front.base).unwrap();
    let length = contactline::line::locate::length_km(&front.base);
    for step in 0..=5_000 {
        let km = length * f64::from(step) / 5_000.0;
        let there = point(&front.base, km, 0.0).unwrap().unwrap();
        let back = gauge.locate(there).unwrap();
        assert!((back.km - km).abs() < 0.01, "{km} {back:?}");
        assert!(back.offset_km.abs() < 0.01, "{km} {back:?}");
    }
}

/// Beyond the ends of the line no side is defined by it: points nearest to an end are left out.
#[test]
fn on_the_reference_line_too_the_side_by_ground_is_the_side_by_signed_offset() {
    use contactline::{line::locate::Gauge, model::position::LonLat};
    use geo::Contains as _;
    let front = READ_ONLY.atlas.front().unwrap();
    let gauge = Gauge::new(&front.base).unwrap();
    let length = contactline::line::locate::length_km(&front.base);
    let ground = gauge.left_ground();
    let mut seed = 1_994_u64;
    let mut random = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(seed >> 33).unwrap()) / f64::from(u32::MAX >> 1)
    };
    let mut asked = 0;
    while asked < 10_000 {
        let position = LonLat::new(45.5 + 2.5 * random(), 39.0 + 1.6 * random()).unwrap();
        let found = gauge.locate(position).unwrap();
        if found.km < 1e-6 || found.km > length - 1e-6 {
            continue;
        }
        let flat = geo::Point(gauge.on_plane(position).unwrap());
        assert_eq!(
            ground.contains(&flat),
            found.offset_km > 0.0,
            "{position:?} {found:?}"
        );
        asked += 1;
    }
}

fn locate(geometry: &str) -> crate::support::Answer {
    let request = axum::http::Request::post("/line/locate?on=2020-09-26")
        .header("content-type", "application/geo+json")
        .body(geometry.to_owned().into())
        .unwrap();
    READ_ONLY.send(request)
}

#[test]
fn a_drawn_area_or_line_is_placed_along_the_line() {
    let across = r#"{"type":"Polygon","coordinates":
        [[[46.8,39.9],[47.2,39.9],[47.2,40.1],[46.8,40.1],[46.8,39.9]]]}"#;
    let found = locate(across).json();
    let number = |value: &Value| value.as_f64().unwrap();
    assert_eq!(found["side"], "both", "{found}");
    assert!(number(&found["distance_km"]["min"]).abs() < 1e-9, "{found}");
    assert!(number(&found["km"]["from"]) < number(&found["km"]["to"]));
    assert!(
        (number(&found["share"]["left"]) + number(&found["share"]["right"]) - 1.0).abs() < 1e-6
    );
    // A ring whose hole lies on the line still lies on both sides of it.
    let ring = across.replace(
        "[46.8,39.9]]]",
        "[46.8,39.9]],[[46.95,39.95],[46.95,40.05],[47.05,40.05],[47.05,39.95],[46.95,39.95]]]",
    );
    assert_eq!(locate(&ring).json()["side"], "both");
    let behind = r#"{"type":"LineString","coordinates":[[46.6,39.8],[46.7,39.9]]}"#;
    let found = locate(behind).json();
    assert_eq!(found["side"], "right", "{found}");
    assert!(number(&found["distance_km"]["min"]) > 1.0, "{found}");
}

#[test]
fn a_geometry_that_cannot_be_placed_is_a_sentence() {
    let long: Vec<String> = (0..2_001)
        .map(|n| format!("[46.5,{:.5}]", 39.5 + f64::from(n) / 10_000.0))
        .collect();
    let long = format!(
        r#"{{"type":"LineString","coordinates":[{}]}}"#,
        long.join(",")
    );
    let star = r#"{"type":"Polygon","coordinates":
        [[[46.5,39.5],[46.9,39.9],[46.4,39.8],[46.9,39.6],[46.6,40.0],[46.5,39.5]]]}"#;
    for (geometry, statuses) in [
        (
            r#"{"type":"LineString","coordinates":[[46.5],[46.6]]}"#,
            [400, 422],
        ),
        (r#"{"type":"Point","coordinates":[NaN,39.5]}"#, [400, 422]),
        (long.as_str(), [400, 422]),
        (star, [400, 422]),
        (r#"{"type":"Polygon","coordinates":[]}"#, [400, 422]),
        (r#"{"type":"Point","coordinates":[460,39.5]}"#, [400, 422]),
        (r#"{"type":"Circle","coordinates":[46.5,39.5]}"#, [400, 422]),
        (
            r#"{"type":"MultiPoint","coordinates":[[46.5,39.5],[46.6,39.6]]}"#,
            [400, 422],
        ),
        ("[]", [400, 422]),
        ("", [400, 422]),
    ] {
        let answer = locate(geometry);
        let status = answer.status.as_u16();
        let shown: String = geometry.chars().take(60).collect();
        assert!(statuses.contains(&status), "{status} for {shown}");
        answer.problem(status);
    }
}

#[test]
fn the_front_of_a_day_after_the_old_line_is_the_one_rebuilt_for_it() {
    use contactline::{
        atlas::lookup::{Desk, dated},
        model::shape::Shape,
    };
    use geo::Intersects as _;
    let desk = Desk::built_in().unwrap();
    let text = "Fire was exchanged along the line of contact near Hadrut.";
    let centre = |day: &str| {
        let found = desk.read("t", text, &dated(day.parse().ok()));
        let shape = Shape::from_json(&found["locations"][0]["geometry"]).unwrap();
        let point = &found["locations"][0]["point"];
        let number = |n: usize| point[n].as_f64().unwrap();
        assert_eq!(found["locations"][0]["rule"], "along-line-near", "{found}");
        let town = geo_types::Point::new(47.03, 39.52);
        (number(0), number(1), shape.geometry().intersects(&town))
    };
    // The town lay far behind the old line; by the end of October the line had come to it.
    let (before, after) = (centre("2020-09-20"), centre("2020-10-25"));
    assert!(after.0 < before.0 - 0.03, "{before:?} {after:?}");
}
