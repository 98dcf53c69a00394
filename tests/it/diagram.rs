//! The space-time diagram: incidents along the line and through time, and how the line moved.

use axum::http::{Method, header};
use serde_json::{Value, json};

use crate::support::{READ_ONLY, Server};

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no {key}"))
}

fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array().unwrap().iter();
    values.map(|number| number.as_f64().unwrap()).collect()
}

fn incident<'a>(diagram: &'a Value, id: &str) -> &'a Value {
    let found = list(diagram, "incidents")
        .iter()
        .find(|one| one["id"] == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn the_diagram_shows_the_war_when_nobody_says_otherwise() {
    let diagram = READ_ONLY.get("/line/diagram").json();
    for (key, value) in [
        ("from", json!("2020-09-26")),
        ("to", json!("2020-12-01")),
        ("stance", json!("agreed")),
        ("as_of", Value::Null),
        ("length_km", json!(231.612)),
    ] {
        assert_eq!(diagram[key], value, "{key}");
    }
    let sectors = list(&diagram, "sectors");
    assert_eq!(sectors.len(), 7);
    assert_eq!(sectors[3]["names"]["az"], json!(["Ağdam"]));
    assert_eq!(sectors[6]["to_km"], diagram["length_km"]);

    // Stepanakert: 155 km along the line and 29 km behind it, on the Armenian side.
    let city = incident(&diagram, "i-20200927-02");
    assert_eq!(
        (&city["side"], &city["sector"]),
        (&json!("arm"), &json!("aghdam"))
    );
    assert!((city["km"].as_f64().unwrap() - 155.0).abs() < 1.0, "{city}");
    assert!(
        (city["offset_km"].as_f64().unwrap() + 29.3).abs() < 0.5,
        "{city}"
    );
    assert_eq!(
        (&city["from_km"], &city["to_km"]),
        (&city["km"], &city["km"])
    );

    // "Along the line" is the whole of it, and no dot.
    let along = incident(&diagram, "i-20200927-01");
    assert_eq!(along["side"], "on");
    assert_eq!(
        (along["from_km"].as_f64(), &along["to_km"]),
        (Some(0.0), &diagram["length_km"])
    );

    // A district is a stretch: Fuzuli's lies in the south.
    let district = incident(&diagram, "i-20200927-03");
    let (from, to) = (
        district["from_km"].as_f64().unwrap(),
        district["to_km"].as_f64().unwrap(),
    );
    assert!(from > 170.0 && to > from + 20.0, "{district}");
    for one in list(&diagram, "incidents") {
        let km = |key: &str| one[key].as_f64().unwrap();
        assert!(
            km("from_km") <= km("km") && km("km") <= km("to_km"),
            "{one}"
        );
        assert!(
            one["line"].as_str().unwrap().starts_with("rebuilt-2020-"),
            "{one}"
        );
    }
}

#[test]
fn a_place_that_changed_hands_lies_on_the_side_of_who_held_it_that_day() {
    let diagram = READ_ONLY.get("/line/diagram").json();
    for (id, side, line) in [
        // Lost or not, Shusha's shelling of 8 October was behind the line; its capture was not.
        ("i-20201008-01", "arm", "rebuilt-2020-10-04-agreed"),
        ("i-20201108-01", "az", "rebuilt-2020-11-07-agreed"),
        // Jabrayil's loss of 4 October was conceded on 10 November for that day.
        ("i-20201004-01", "az", "rebuilt-2020-10-04-agreed"),
        // Ganja was behind the other side all the time.
        ("i-20201004-03", "az", "rebuilt-2020-10-04-agreed"),
        ("i-20201017-01", "az", "rebuilt-2020-10-17-agreed"),
    ] {
        let found = incident(&diagram, id);
        assert_eq!(
            (&found["side"], &found["line"]),
            (&json!(side), &json!(line)),
            "{id}"
        );
    }
}

#[test]
fn the_movement_begins_at_nothing_and_follows_the_handovers() {
    let diagram = READ_ONLY.get("/line/diagram").json();
    let movement = &diagram["movement"];
    let bins: Vec<(f64, f64)> = list(movement, "bins")
        .iter()
        .map(|bin| {
            (
                bin["from_km"].as_f64().unwrap(),
                bin["to_km"].as_f64().unwrap(),
            )
        })
        .collect();
    assert_eq!(bins.len(), 46);
    assert!(
        bins.windows(2)
            .all(|two| (two[0].1 - two[1].0).abs() < 1e-9),
        "bins adjoin"
    );
    let days = list(movement, "days");
    assert_eq!(days[0]["on"], "2020-09-26");
    assert_eq!(days.last().unwrap()["on"], "2020-12-01");
    assert!(numbers(&days[0]["shift_km"]).iter().all(|km| *km == 0.0));
    assert!(
        numbers(&days[0]["contested_km"])
            .iter()
            .all(|km| *km == 0.0)
    );

    // Square kilometres that moved in the bins between two kilometres, by the last day told.
    let moved = |on: &str, from: f64, to: f64, key: &str| -> f64 {
        let day = days
            .iter()
            .rfind(|day| day["on"].as_str().unwrap() <= on)
            .unwrap();
        let bins = bins.iter().zip(numbers(&day[key]));
        let within = bins.filter(|((start, end), _)| from <= *start && *end <= to);
        within.map(|((start, end), km)| km * (end - start)).sum()
    };
    // The first week is claimed and denied: contested in the south, and nothing moved.
    assert!(moved("2020-10-01", 180.0, 232.0, "contested_km") > 50.0);
    assert!(moved("2020-10-01", 0.0, 232.0, "shift_km").abs() < 1e-9);
    // Aghdam was handed over on 20 November, Kalbajar behind the north ridge on the 25th.
    let aghdam = |on| moved(on, 125.0, 155.0, "shift_km");
    assert!(aghdam("2020-11-20") > aghdam("2020-11-19") + 300.0);
    let ridge = |on| moved(on, 0.0, 50.0, "shift_km");
    assert!(ridge("2020-11-24") < 20.0, "{}", ridge("2020-11-24"));
    assert!(ridge("2020-11-25") > 1_000.0, "{}", ridge("2020-11-25"));
    // All bins and what lies beyond the ends together are the ground that changed hands, and little
    // more: places that nobody named and that the line leaves with their surroundings.
    let beyond = &days.last().unwrap()["beyond_km2"];
    let ends = ["start", "end"].map(|end| beyond[end]["shift"].as_f64().unwrap());
    assert!(ends[0] > 300.0, "beyond the northern end: {beyond}");
    let all = moved("2020-12-01", 0.0, 232.0, "shift_km") + ends[0] + ends[1];
    let compared = READ_ONLY
        .get("/line/compare?from=2020-09-26&to=2020-12-01")
        .json();
    let changed = compared["km2_change"]["az"].as_f64().unwrap();
    assert!((all / changed - 1.0).abs() < 0.05, "{all} {changed}");
}

#[test]
fn the_movement_follows_the_stance_and_what_was_known() {
    let last = |query: &str| -> f64 {
        let diagram = READ_ONLY
            .get(&format!("/line/diagram?to=2020-10-05&{query}"))
            .json();
        let days = list(&diagram["movement"], "days").clone();
        numbers(&days.last().unwrap()["shift_km"]).iter().sum()
    };
    let (claimed, agreed) = (last("stance=az-claimed"), last("stance=agreed"));
    assert!(claimed > agreed && agreed > 0.0, "{claimed} {agreed}");
    assert!(
        last("as_of=2020-10-05").abs() < 1e-9,
        "Jabrayil was conceded later"
    );
    // What the Armenian side admitted later counts for its own account as well.
    assert!((last("stance=arm-claimed") - agreed).abs() < 1.0);
}

#[test]
fn the_diagram_as_a_table_has_a_row_for_each_incident() {
    let table = READ_ONLY.get("/line/diagram?f=csv");
    assert!(table.header(header::CONTENT_TYPE).starts_with("text/csv"));
    assert!(
        table
            .header(header::CONTENT_DISPOSITION)
            .contains("2020-09-26-2020-12-01.csv")
    );
    let text = table.text();
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(
        rows[0],
        "id,headline,kind,claimant_sides,date_start,date_end,date_prec,km,from_km,to_km,offset_km,\
         side,where_prec,sector,line,reason"
    );
    let diagram = READ_ONLY.get("/line/diagram").json();
    let all = list(&diagram, "incidents").len() + list(&diagram, "unplaced").len();
    assert_eq!(rows.len() - 1, all);
    let city = rows
        .iter()
        .find(|row| row.starts_with("i-20200927-02,"))
        .unwrap();
    assert!(
        city.ends_with(",shelling,az arm,2020-09-27,2020-09-27,1,154.911,154.911,154.911,-29.3,arm,2,aghdam,rebuilt-2020-09-27-agreed,"),
        "{city}"
    );
}

#[test]
fn only_what_is_published_is_in_the_diagram_and_no_cell_is_a_formula() {
    let server = Server::start();
    let token = server.token();
    let report = json!({"text": "The Armenian Ministry of Defence reported shelling of Stepanakert.",
        "published": "2020-10-02", "source": {"title": "An agency", "side": "third-party"}});
    let stored = server
        .edit(Method::POST, "/reports", &token, &report, None)
        .json();
    let id = stored["drafts"][0]["id"].as_str().unwrap().to_owned();
    let before = server.get("/line/diagram");
    assert!(!before.text().contains(&id), "a draft is not public");
    let summary = json!({"summary": "=HYPERLINK(\"http://example.org\") said an agency"});
    let path = format!("/review/{id}");
    server.edit(
        Method::PATCH,
        &path,
        &token,
        &summary,
        Some(&format!("\"{id}-1\"")),
    );
    let accepted = server.edit(
        Method::POST,
        &format!("{path}/accept"),
        &token,
        &Value::Null,
        Some(&format!("\"{id}-2\"")),
    );
    assert!(accepted.status.is_success(), "{}", accepted.text());
    let after = server.get("/line/diagram").json();
    let found = incident(&after, &id);
    assert_eq!(found["line"], "rebuilt-2020-09-27-agreed");
    assert_eq!(found["claimant_sides"], json!(["arm"]));
    let table = server.get("/line/diagram?f=csv").text();
    assert!(table.contains(&format!("{id},\"'=HYPERLINK(")), "{table}");
}

#[test]
fn the_diagram_is_cheap_when_asked_again() {
    for path in ["/line/diagram", "/line/diagram?f=csv"] {
        let first = READ_ONLY.get(path);
        let etag = first.header(header::ETAG).to_owned();
        assert!(!etag.is_empty());
        let again = READ_ONLY.get_with(path, header::IF_NONE_MATCH, &etag);
        assert_eq!(
            (again.status.as_u16(), again.bytes.len()),
            (304, 0),
            "{path}"
        );
    }
}

#[test]
fn a_diagram_that_cannot_be_is_a_sentence() {
    let ask = |query: &str| READ_ONLY.get(&format!("/line/diagram?{query}"));
    let order = ask("from=2020-11-01&to=2020-10-01").problem(422);
    assert!(order.contains("earlier one first"), "{order}");
    let early = ask("from=1990-01-01").problem(404);
    assert!(early.contains("1994-05-12"), "{early}");
    let stance = ask("stance=neutral").problem(400);
    assert!(stance.contains("one of agreed"), "{stance}");
    let day = ask("from=soon").problem(400);
    assert!(day.contains("2020-09-27"), "{day}");
    let format = ask("f=xml").problem(400);
    assert!(format.contains("json or csv"), "{format}");
    ask("on=2020-10-01").problem(400);
    // A day without a line is not out of range: it rests on the last statement.
    let late = ask("from=2024-01-01&to=2024-02-01").json();
    assert_eq!(list(&late, "incidents").len(), 0);
    assert_eq!(list(&late["movement"], "days").len(), 2);
}
