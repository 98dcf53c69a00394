//! What stands on the rebuilt line: the line and the holders of a day as collections, incidents
//! measured against it, and what happens when a statement goes.

use std::collections::BTreeMap;

use axum::http::header;
use contactline::{
    atlas::facade::Atlas,
    model::id::Id,
    store::{collections, database::Database, error::StoreError, features},
};
use serde_json::{Value, json};

use crate::support::READ_ONLY;

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no {key}"))
}

fn layer(query: &str) -> Value {
    READ_ONLY
        .get(&format!("/layers/contact-line.geojson{query}"))
        .json()
}

fn ids(collection: &Value) -> Vec<String> {
    let features = list(collection, "features").iter();
    features
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_collection_has_the_line_of_any_day() {
    assert_eq!(ids(&layer("")), ["contact-line-1994-05-12"]);
    assert_eq!(
        ids(&layer("?datetime=2020-09-26")),
        ["contact-line-1994-05-12"]
    );
    let days = layer("?datetime=2020-10-05");
    assert_eq!(ids(&days), ["rebuilt-2020-10-04-agreed"]);
    let properties = &days["features"][0]["properties"];
    assert_eq!(properties["valid_from"], "2020-10-04");
    assert_eq!(properties["valid_to"], "2020-10-09");
    // The same line as /line gives for every day of the version.
    for on in ["2020-10-04", "2020-10-08"] {
        let line = READ_ONLY.get(&format!("/line?on={on}")).json();
        assert_eq!(line["properties"]["hash"], properties["hash"], "{on}");
    }
    let next = READ_ONLY.get("/line?on=2020-10-09").json();
    assert_ne!(next["properties"]["hash"], properties["hash"]);
    let other = layer("?datetime=2020-10-05&stance=az-claimed");
    assert_eq!(ids(&other), ["rebuilt-2020-10-05-az-claimed"]);
    assert_ne!(
        other["features"][0]["geometry"],
        days["features"][0]["geometry"]
    );
}

#[test]
fn an_interval_has_one_feature_for_each_day_on_which_the_line_changed() {
    let all = layer("?datetime=2020-09-01/2020-10-08");
    assert_eq!(
        ids(&all),
        [
            "contact-line-1994-05-12",
            "rebuilt-2020-09-27-agreed",
            "rebuilt-2020-10-03-agreed",
            "rebuilt-2020-10-04-agreed",
        ]
    );
    // They follow each other without a gap, and neighbours differ.
    let war = layer("?datetime=2020-09-26/2020-12-01");
    for two in list(&war, "features").windows(2) {
        let [one, next] = two else { unreachable!() };
        assert_eq!(
            one["properties"]["valid_to"],
            next["properties"]["valid_from"]
        );
        assert_ne!(one["properties"]["hash"], next["properties"]["hash"]);
    }
    let page = READ_ONLY
        .get("/ogc/collections/contact-line/items?datetime=2020-09-26/2020-12-01&limit=2")
        .json();
    assert_eq!(page["numberMatched"], list(&war, "features").len());
    let next = list(&page, "links")
        .iter()
        .find(|link| link["rel"] == "next")
        .unwrap();
    let next = next["href"].as_str().unwrap();
    let second = READ_ONLY.get(&next[next.find("/ogc").unwrap()..]).json();
    assert_eq!(ids(&page)[1..], ["rebuilt-2020-09-27-agreed"]);
    assert_eq!(ids(&second)[0], "rebuilt-2020-10-03-agreed");
    // A box in the far north sees no line.
    let away = "/ogc/collections/contact-line/items?datetime=2020-10-05&bbox=45,41,45.5,41.5";
    assert_eq!(READ_ONLY.get(away).json()["numberMatched"], 0);
}

#[test]
fn a_version_has_an_address_of_its_own() {
    let path = "/ogc/collections/contact-line/items/rebuilt-2020-10-04-agreed";
    let answer = READ_ONLY.get(path);
    let item = answer.json();
    assert_eq!(item["properties"]["derived"], true);
    assert_eq!(
        item["geometry"],
        layer("?datetime=2020-10-05")["features"][0]["geometry"]
    );
    let again = READ_ONLY.get_with(path, header::IF_NONE_MATCH, answer.header(header::ETAG));
    assert_eq!(again.status, 304);
    let no_turn = READ_ONLY.get("/ogc/collections/contact-line/items/rebuilt-2020-10-05-agreed");
    assert!(no_turn.problem(404).contains("rebuilt-2020-10-04-agreed"));
    for unknown in [
        "rebuilt-2010-01-01-agreed",
        "rebuilt-2020-10-04-neutral",
        "nothing",
    ] {
        READ_ONLY
            .get(&format!("/ogc/collections/contact-line/items/{unknown}"))
            .problem(404);
    }
    let path = "/layers/contact-line.geojson?datetime=2020-10-20";
    let etag = READ_ONLY.get(path).header(header::ETAG).to_owned();
    let again = READ_ONLY.get_with(path, header::IF_NONE_MATCH, &etag);
    assert_eq!(again.status, 304);
    let other = READ_ONLY.get_with(
        &path.replace("20-10-20", "20-10-25"),
        header::IF_NONE_MATCH,
        &etag,
    );
    assert_eq!(other.status, 200, "another day is another answer");
}

#[test]
fn places_have_their_holders_on_a_day_and_the_statements_that_decide() {
    let of = |query: &str| -> BTreeMap<String, Value> {
        let layer = READ_ONLY
            .get(&format!("/layers/control.geojson?{query}"))
            .json();
        list(&layer, "features")
            .iter()
            .map(|feature| {
                let place = feature["properties"]["place"].as_str().unwrap().to_owned();
                (place, feature.clone())
            })
            .collect()
    };
    let agreed = of("datetime=2020-10-12");
    assert!(agreed.len() > 500, "{}", agreed.len());
    let holder = |places: &BTreeMap<String, Value>, place: &str| {
        places[place]["properties"]["holder"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(holder(&agreed, "stepanakert"), "arm");
    assert_eq!(holder(&agreed, "tartar"), "az");
    assert_eq!(holder(&agreed, "hadrut"), "contested");
    assert_eq!(agreed["stepanakert"]["properties"]["statements"], json!([]));
    // Contested since the 9th; both sides spoke of it anew on the 12th.
    let hadrut = &agreed["hadrut"];
    assert_eq!(hadrut["id"], "holding-hadrut-2020-10-12-agreed");
    assert_eq!(hadrut["geometry"]["type"], "Point");
    let statements = list(&hadrut["properties"], "statements");
    assert!(!statements.is_empty());
    for id in statements {
        let path = format!("/ogc/collections/control/items/{}", id.as_str().unwrap());
        assert_eq!(READ_ONLY.get(&path).json()["properties"]["place"], "hadrut");
    }
    let item = READ_ONLY
        .get("/ogc/collections/control/items/holding-hadrut-2020-10-12-agreed")
        .json();
    assert_eq!(item["properties"], hadrut["properties"]);
    assert_eq!(
        holder(&of("datetime=2020-10-12&stance=az-claimed"), "hadrut"),
        "az"
    );
    assert_eq!(
        holder(&of("datetime=2020-10-12&stance=arm-claimed"), "hadrut"),
        "arm"
    );
    // Without a time, the statements themselves, as ever; and so before there are holders.
    let statements = READ_ONLY.get("/layers/control.geojson").json();
    assert!(
        ids(&statements)
            .iter()
            .any(|id| id == "c-20201004-jabrayil-claim")
    );
    let early = READ_ONLY
        .get("/layers/control.geojson?datetime=2016-04-02")
        .json();
    assert!(
        ids(&early).iter().all(|id| id.starts_with("c-2016")),
        "{early}"
    );
}

#[test]
fn a_stance_goes_with_a_time_and_with_two_collections() {
    let alone = READ_ONLY
        .get("/layers/contact-line.geojson?stance=agreed")
        .problem(400);
    assert!(alone.contains("goes with datetime"), "{alone}");
    let places = READ_ONLY.get("/ogc/collections/places/items?stance=agreed&datetime=2020-10-01");
    let places = places.problem(400);
    assert!(places.contains("contact-line and control"), "{places}");
    READ_ONLY
        .get("/ogc/collections/control/items?datetime=2020-10-01&stance=mine")
        .problem(400);
    READ_ONLY
        .get("/layers/contact-line.geojson?datetime=2020-10-01&as_of=2020-10-01")
        .problem(400);
    for (collection, known) in [("contact-line", true), ("control", true), ("places", false)] {
        let described = READ_ONLY
            .get(&format!("/ogc/collections/{collection}"))
            .json();
        assert_eq!(
            described["parameters"][0]["name"] == "stance",
            known,
            "{collection}"
        );
    }
}

#[test]
fn a_comparison_counts_the_incidents_between_by_side() {
    let compared = READ_ONLY
        .get("/line/compare?from=2020-10-04&to=2020-10-04")
        .json();
    // Four incidents of 4 October: Jabrayil (az), Stepanakert and Shusha, Ganja; counted by hand
    // from the layer.
    let layer = READ_ONLY
        .get("/layers/incidents.geojson?datetime=2020-10-04")
        .json();
    let mut sides: BTreeMap<&str, u64> =
        BTreeMap::from([("arm", 0), ("az", 0), ("third-party", 0)]);
    for feature in list(&layer, "features") {
        for side in list(&feature["properties"], "claimant_sides") {
            *sides.entry(side.as_str().unwrap()).or_default() += 1;
        }
    }
    assert_eq!(compared["incidents"]["total"], 4);
    assert_eq!(compared["incidents"]["by_claimant_side"], json!(sides));
    // A time in which nothing was reported has all sides at nothing.
    let quiet = READ_ONLY
        .get("/line/compare?from=2010-01-01&to=2010-01-02")
        .json();
    assert_eq!(
        quiet["incidents"]["by_claimant_side"],
        json!({"arm": 0, "az": 0, "third-party": 0})
    );
}

#[test]
fn along_the_line_is_drawn_on_the_line_of_its_day() {
    let incident = |id: &str| {
        READ_ONLY
            .get(&format!("/ogc/collections/incidents/items/{id}"))
            .json()
    };
    let later = incident("i-20201007-02");
    assert_eq!(
        later["properties"]["location"]["rule"],
        "along-rebuilt-line"
    );
    let version = &later["properties"]["line_position"]["line"];
    assert_eq!(version, "rebuilt-2020-10-04-agreed");
    let line = READ_ONLY.get("/line?on=2020-10-07").json();
    assert_eq!(later["geometry"], line["geometry"]);
    let position = &later["properties"]["line_position"];
    assert_eq!(
        (&position["derived"], &position["in_force"]),
        (&json!(true), &json!(true))
    );
    // In 2016 the mapped line was in force.
    let earlier = incident("i-20160402-02");
    assert_eq!(earlier["properties"]["location"]["rule"], "along-line");
    assert_eq!(
        earlier["properties"]["line_position"]["line"],
        "contact-line-1994-05-12"
    );
    // Kilometres stay those of the reference line, and so does the offset from it.
    let shusha = incident("i-20201108-01")["properties"]["line_position"].clone();
    let before = incident("i-20201008-01")["properties"]["line_position"].clone();
    assert_eq!(shusha["km"], before["km"]);
    assert_eq!(shusha["reference_offset_km"], before["reference_offset_km"]);
    assert_ne!(shusha["offset_km"], before["offset_km"]);
}

#[test]
fn when_a_statement_goes_the_incidents_are_measured_again() {
    let folder = tempfile::tempdir().unwrap();
    let body = |id: &str| -> Value {
        let atlas = Atlas::open(folder.path()).unwrap();
        serde_json::from_str(&atlas.item("incidents", id).unwrap()).unwrap()
    };
    let before = body("i-20201004-01");
    assert_eq!(before["properties"]["line_position"]["side"], "left");
    let elsewhere = body("i-20200927-04");

    // Nobody ever spoke of the town of Jabrayil, nor of its district on that day.
    let layer_id: Id = "control".parse().unwrap();
    let database = Database::open(folder.path()).unwrap();
    let layer: Value = READ_ONLY.get("/layers/control.geojson").json();
    database
        .write(|transaction| {
            for id in ids(&layer)
                .iter()
                .filter(|id| id.starts_with("c-20201004-"))
            {
                let id: Id = id.parse().unwrap();
                assert!(features::withdraw(transaction, &layer_id, &id)?);
            }
            let lasting: Id = "c-20201009-jabrayil-claim".parse().unwrap();
            features::withdraw(transaction, &layer_id, &lasting)?;
            collections::touch(transaction, &layer_id, 0)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    drop(database);

    let after = body("i-20201004-01");
    let position = &after["properties"]["line_position"];
    assert_eq!(position["side"], "right", "{position}");
    assert_eq!(position["km"], before["properties"]["line_position"]["km"]);
    assert_eq!(after["properties"]["revision"], 2);
    // What did not change has no new revision, and a second look changes nothing.
    assert_eq!(body("i-20200927-04"), elsewhere);
    assert_eq!(body("i-20201004-01"), after);
}
