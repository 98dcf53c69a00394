//! Positions by the line of their day: kilometres that stay, offsets that follow the statements, and
//! incidents drawn along the line anew when it moves.

use std::collections::BTreeSet;

use axum::http::Method;
use contactline::{
    line::stance::Stance,
    model::{control::Holder, id::Id, side::Side},
};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use crate::support::{READ_ONLY, Server};

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("no number: {value}"))
}

/// Hadrut, by day and whatever else is asked.
fn hadrut(query: &str) -> Value {
    let path = format!("/line/locate?lon=47.0323&lat=39.5189&{query}");
    READ_ONLY.get(&path).json()
}

#[test]
fn kilometres_stay_and_the_offset_follows_the_line_of_the_day() {
    let (before, after) = (hadrut("on=2020-09-26"), hadrut("on=2020-11-15"));
    for key in ["km", "sector", "reference_offset_km"] {
        assert_eq!(before[key], after[key], "{key}");
    }
    assert_eq!(before["offset_km"], before["reference_offset_km"]);
    assert_eq!(
        (&before["side"], &before["party"]),
        (&json!("right"), &json!("arm"))
    );
    assert_eq!(
        (&after["side"], &after["party"]),
        (&json!("left"), &json!("az"))
    );
    assert!(number(&before["offset_km"]) < -15.0 && number(&after["offset_km"]) > 0.0);
    assert_eq!(before["line"], "contact-line-1994-05-12");
    assert_eq!(
        (&before["derived"], &before["in_force"], &before["note"]),
        (&json!(false), &json!(true), &Value::Null)
    );
    assert_eq!(
        (&after["derived"], &after["in_force"]),
        (&json!(true), &json!(true))
    );
    let note = after["note"].as_str().unwrap();
    assert!(
        note.contains("until 2020-09-27") && note.contains("2020-11-15"),
        "{note}"
    );
    // The version that is named is the one that the collection gives for the day, and the nearest
    // point lies on it.
    let path = format!(
        "/ogc/collections/contact-line/items/{}",
        after["line"].as_str().unwrap()
    );
    assert_eq!(READ_ONLY.get(&path).json()["properties"]["derived"], true);
    let (lon, lat) = (&after["nearest"][0], &after["nearest"][1]);
    let on_it = READ_ONLY
        .get(&format!("/line/locate?lon={lon}&lat={lat}&on=2020-11-15"))
        .json();
    assert!(number(&on_it["offset_km"]).abs() < 0.01, "{on_it}");
}

#[test]
fn a_position_is_told_by_the_stance_and_by_what_had_been_stated() {
    let party = |query: &str| hadrut(query)["party"].clone();
    assert_eq!(party("on=2020-10-12&stance=az-claimed"), "az");
    assert_eq!(party("on=2020-10-12&stance=arm-claimed"), "arm");
    assert_eq!(
        hadrut("on=2020-10-12"),
        hadrut("on=2020-10-12&stance=agreed")
    );
    // Jabrayil was conceded in November, for the 4th of October.
    let jabrayil = |query: &str| {
        let path = format!("/line/locate?place=jabrayil&on=2020-10-08&{query}");
        READ_ONLY.get(&path).json()
    };
    let (then, now) = (jabrayil("as_of=2020-10-08"), jabrayil(""));
    assert_eq!(
        (&then["party"], &now["party"]),
        (&json!("arm"), &json!("az"))
    );
    assert_eq!(
        (&then["as_of"], &now["as_of"]),
        (&json!("2020-10-08"), &Value::Null)
    );
    assert_eq!(then["line"], "contact-line-2020-10-08-agreed");
    assert_eq!(now["line"], "rebuilt-2020-10-04-agreed");
    assert_eq!(then["km"], now["km"]);
    let unknown = READ_ONLY
        .get("/line/locate?lon=47&lat=39.5&on=2020-10-12&stance=neutral")
        .problem(400);
    assert!(unknown.contains("one of agreed"), "{unknown}");
}

#[test]
fn an_incident_lies_where_its_point_is_located() {
    let layer = READ_ONLY
        .get("/layers/incidents.geojson?datetime=2020-09-27/2020-12-01")
        .json();
    let mut compared = 0;
    for feature in layer["features"].as_array().unwrap() {
        let properties = &feature["properties"];
        let position = &properties["line_position"];
        if feature["geometry"]["type"] != "Point" || position.is_null() {
            continue;
        }
        let point = &feature["geometry"]["coordinates"];
        let on = properties["date_start"].as_str().unwrap();
        let found = READ_ONLY
            .get(&format!(
                "/line/locate?lon={}&lat={}&on={on}",
                point[0], point[1]
            ))
            .json();
        for key in [
            "km",
            "offset_km",
            "reference_offset_km",
            "side",
            "line",
            "derived",
        ] {
            assert_eq!(found[key], position[key], "{key} of {}", feature["id"]);
        }
        compared += 1;
    }
    assert!(compared > 20, "only {compared}");
}

#[test]
fn an_area_has_kilometres_of_the_reference_line_and_shares_by_the_line_of_the_day() {
    let district = |query: &str| {
        let path = format!("/line/locate?place=jabrayil-district&{query}");
        READ_ONLY.get(&path).json()
    };
    let (before, after) = (district("on=2020-09-26"), district("on=2020-11-15"));
    assert_eq!(
        (&before["km"], &before["sectors"]),
        (&after["km"], &after["sectors"])
    );
    assert!(number(&before["share"]["arm"]) > 0.9, "{before}");
    assert!(number(&after["share"]["az"]) > 0.9, "{after}");
    for found in [&before, &after] {
        let share = &found["share"];
        assert!((number(&share["az"]) + number(&share["arm"]) - 1.0).abs() < 1e-6);
        assert_eq!(
            (&share["left"], &share["right"]),
            (&share["az"], &share["arm"])
        );
        let distance = &found["distance_km"];
        assert!(
            number(&distance["min"]) <= number(&distance["max"]),
            "{found}"
        );
    }
    assert_eq!(after["derived"], true);
    let claimed = district("on=2020-10-12&stance=az-claimed");
    let denied = district("on=2020-10-12&stance=arm-claimed&as_of=2020-10-12");
    assert!(number(&claimed["share"]["az"]) > number(&denied["share"]["az"]) + 0.1);
}

#[test]
fn where_no_line_is_left_the_answer_says_what_it_is_measured_by() {
    let found = hadrut("on=2024-01-01");
    assert_eq!(found["line"], "contact-line-1994-05-12", "{found}");
    assert_eq!(
        (&found["derived"], &found["in_force"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(found["party"], Value::Null, "no side of it is anybody's");
    let note = found["note"].as_str().unwrap();
    assert!(note.contains("there is no line on 2024-01-01"), "{note}");
    let early = READ_ONLY
        .get("/line/locate?lon=47&lat=39.5&on=1994-05-11")
        .problem(404);
    assert!(early.contains("1994-05-12"), "{early}");
}

const HEAD: &str = "id,date,date_prec,place_id,holder_before,holder_after,kind,claimed_by,\
                    claimant_side,acknowledged_by,acknowledged_date,confidence,source,note,\
                    source_id,corrects\n";

/// Takes a concession of one side that it lost a place to the other.
fn concede(server: &Server, place: &str, day: &str) {
    let row = format!(
        "c-own-{place},{day},day,{place},arm,az,concession,A speaker,arm,,,low,own,,\
         general-knowledge,\n"
    );
    let preview = server
        .atlas
        .import_control(format!("{HEAD}{row}").as_bytes(), false)
        .unwrap();
    assert_eq!(preview.new, 1, "{preview:?}");
}

#[test]
fn what_is_told_along_the_line_is_drawn_anew_when_a_statement_moves_the_line() {
    let server = Server::start();
    let token = server.token();
    let texts = [
        "The Armenian Ministry of Defence said that Azerbaijani forces had shelled positions along \
         the line of contact near Askeran.",
        "The Azerbaijani Ministry of Defence said that Armenian forces had shelled the Aghdam \
         section of the front.",
        "The Azerbaijani Ministry of Defence said that Armenian forces had shelled positions 5 km \
         north of Kalbajar.",
        "The Armenian Ministry of Defence reported shelling of Stepanakert.",
    ];
    let drafts = texts.map(|text| {
        let report = json!({
            "text": text,
            "published": "2020-10-05",
            "source": {"title": "An agency", "side": "third-party"},
        });
        let stored = server.edit(Method::POST, "/reports", &token, &report, None);
        stored.json()["drafts"][0].clone()
    });
    let of = |rule: &str| {
        let draft = drafts
            .iter()
            .find(|draft| draft["properties"]["location"]["rule"] == rule);
        draft.unwrap_or_else(|| panic!("no {rule}")).clone()
    };
    let now = |draft: &Value| {
        let path = format!("/review/{}", draft["id"].as_str().unwrap());
        server
            .edit(Method::GET, &path, &token, &Value::Null, None)
            .json()
    };
    let (near, section) = (of("along-line-near"), of("section"));
    let (town, offset) = (of("settlement"), of("offset"));
    assert_eq!(
        near["properties"]["location"]["relative"]["near"],
        "askeran"
    );
    concede(&server, "askeran", "2020-10-04");
    for draft in [&near, &section] {
        let anew = now(draft);
        assert_ne!(anew["geometry"], draft["geometry"], "{}", draft["id"]);
        let (before, after) = (&draft["properties"], &anew["properties"]);
        assert_eq!(after["revision"], 2);
        assert_ne!(before["line_position"], after["line_position"]);
        for key in ["rule", "place", "label", "where_prec", "relative"] {
            assert_eq!(before["location"][key], after["location"][key], "{key}");
        }
    }
    // The town stays where it is, and so does what is told by a distance; a new line may be nearer.
    for draft in [&town, &offset] {
        assert_eq!(now(draft)["geometry"], draft["geometry"], "{}", draft["id"]);
    }
    // An outline that an editor drew is never touched.
    let ring = json!([
        [46.8, 39.9],
        [46.9, 39.9],
        [46.9, 40.0],
        [46.8, 40.0],
        [46.8, 39.9]
    ]);
    let path = format!("/review/{}", section["id"].as_str().unwrap());
    let etag = format!("\"{}-2\"", section["id"].as_str().unwrap());
    let drawn = json!({"geometry": {"type": "Polygon", "coordinates": [ring]}});
    let typed = server.edit(Method::PATCH, &path, &token, &drawn, Some(&etag));
    assert_eq!(typed.status, 200, "{}", typed.text());
    let typed = now(&section);
    assert_eq!(typed["properties"]["location"]["relative"], Value::Null);
    let near_now = now(&near);
    concede(&server, "aghdam", "2020-10-04");
    assert_ne!(now(&near)["geometry"], near_now["geometry"]);
    assert_eq!(now(&section)["geometry"], typed["geometry"]);
}

#[test]
fn in_the_first_week_the_accounts_differ_where_one_side_claims_and_the_other_does_not_concede() {
    let front = READ_ONLY.atlas.front().unwrap();
    let (first, last) = (date(2020, 9, 27), date(2020, 10, 3));
    let holder = |place: &Id, stance, as_of| {
        let standing = front.ledger.standing(place, last, stance, as_of);
        standing.unwrap().holder
    };
    let claimed: BTreeSet<&Id> = front
        .ledger
        .statements()
        .filter(|said| (first..=last).contains(&said.date) && said.known <= last)
        .filter(|said| said.side != Side::ThirdParty && said.holder.is_party())
        .filter(|said| {
            let home = front.ledger.baseline(&said.place);
            home.is_some_and(|home| home != said.holder)
        })
        .map(|said| &said.place)
        .collect();
    let differ: BTreeSet<&Id> = front
        .ledger
        .places()
        .filter(|place| {
            holder(place, Stance::AzClaimed, last) != holder(place, Stance::ArmClaimed, last)
        })
        .collect();
    assert!(claimed.len() > 10, "{claimed:?}");
    assert_eq!(differ, claimed);
    for place in differ {
        assert_eq!(
            holder(place, Stance::AzClaimed, last),
            Holder::Az,
            "{place}"
        );
        assert_eq!(
            holder(place, Stance::ArmClaimed, last),
            Holder::Arm,
            "{place}"
        );
        assert_eq!(
            holder(place, Stance::Agreed, last),
            Holder::Contested,
            "{place}"
        );
    }
    // What was conceded later for these days is no longer disputed by what is known today.
    let later = |stance| holder(&"jabrayil".parse().unwrap(), stance, Date::MAX);
    assert_eq!(later(Stance::AzClaimed), later(Stance::ArmClaimed));
}
