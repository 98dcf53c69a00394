//! A report from text to map, over HTTP.

use axum::http::{Method, StatusCode, header};
use contactline::cli::report_file::{self, Given};
use serde_json::{Value, json};

use crate::support::Server;

fn sample() -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("geodata/samples/ministry-statement.txt");
    json!(report_file::read(&path, Given::default()).unwrap())
}

fn public_ids(server: &Server, collection: &str) -> Vec<String> {
    server.get(&format!("/layers/{collection}.geojson")).json()["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_sample_report_walks_from_text_to_map() {
    let server = Server::start();
    let token = server.token();
    let before = public_ids(&server, "incidents");

    let answer = server.edit(Method::POST, "/reports", &token, &sample(), None);
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let stored = answer.json();
    let location = answer.header(header::LOCATION);
    let report = server
        .edit(Method::GET, location, &token, &Value::Null, None)
        .json();
    assert_eq!(report["report"]["text"], sample()["text"]);
    assert_eq!(
        report["report"]["sha256"],
        contactline::evidence::hash::sha256_hex(sample()["text"].as_str().unwrap().as_bytes())
    );

    // Three kinds of location: the region, the line, the city; and claimants of all three sides.
    let drafts = stored["drafts"].as_array().unwrap();
    let kinds: Vec<&str> = drafts
        .iter()
        .map(|draft| draft["properties"]["location"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["area", "line", "settlement", "area", "line"]);
    let claims: Vec<&Value> = drafts
        .iter()
        .flat_map(|draft| draft["properties"]["claims"].as_array().unwrap())
        .collect();
    let losses = claims
        .iter()
        .find(|claim| claim["quantity_low"] == 2300)
        .expect("the claim of 2,300 killed and wounded");
    assert_eq!(losses["claimant_side"], "az");
    assert_eq!(losses["quantity_high"], 2300);
    assert_eq!(losses["outcome"], json!(["killed", "wounded"]));
    assert_eq!(
        (&losses["date_start"], &losses["date_end"]),
        (&json!("2020-09-27"), &json!("2020-09-30"))
    );
    for side in ["az", "arm", "third-party"] {
        assert!(
            claims.iter().any(|claim| claim["claimant_side"] == side),
            "no claim of {side}"
        );
    }
    assert!(
        claims
            .iter()
            .any(|claim| claim["item"].is_string() && claim["quantity_low"].is_u64())
    );
    // Quotes are verbatim, by code points.
    let text: Vec<char> = sample()["text"].as_str().unwrap().chars().collect();
    for claim in &claims {
        let [start, end] = ["start", "end"].map(|key| claim[key].as_u64().unwrap() as usize);
        assert_eq!(claim["text"], text[start..end].iter().collect::<String>());
    }

    // Drafts are not public.
    assert_eq!(public_ids(&server, "incidents"), before);
    for draft in drafts {
        let id = draft["id"].as_str().unwrap();
        server
            .get(&format!("/ogc/collections/incidents/items/{id}"))
            .problem(404);
    }

    // The same report again changes nothing.
    let again = server.edit(Method::POST, "/reports", &token, &sample(), None);
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(again.json()["created"], false);
    assert!(
        again.json()["drafts"] == stored["drafts"],
        "the drafts differ"
    );

    // Accepted, it is public, with its claims, drawn by its kind.
    let etag_before = server
        .get("/layers/incidents.geojson")
        .header(header::ETAG)
        .to_owned();
    for draft in drafts {
        let id = draft["id"].as_str().unwrap();
        let path = format!("/review/{id}/accept");
        server
            .edit(Method::POST, &path, &token, &Value::Null, None)
            .problem(428);
        let accepted = server.edit(
            Method::POST,
            &path,
            &token,
            &Value::Null,
            Some(&format!("\"{id}-1\"")),
        );
        assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text());
        assert_eq!(accepted.header(header::ETAG), format!("\"{id}-2\""));
        let twice = server.edit(
            Method::POST,
            &path,
            &token,
            &json!({}),
            Some(&format!("\"{id}-2\"")),
        );
        assert!(twice.problem(409).contains("already"), "{}", twice.text());
        let public = server
            .get(&format!("/ogc/collections/incidents/items/{id}"))
            .json();
        let expected = match public["properties"]["location"]["kind"].as_str().unwrap() {
            "line" => "LineString",
            "area" | "district" => "Polygon",
            _ => "Point",
        };
        let drawn = public["geometry"]["type"].as_str().unwrap();
        assert!(drawn.ends_with(expected), "{drawn} for {expected}");
        assert!(
            public["properties"].get("state").is_none(),
            "the state is for editors"
        );
    }
    assert_eq!(
        public_ids(&server, "incidents").len(),
        before.len() + drafts.len()
    );
    let claims_public = public_ids(&server, "claims");
    for claim in claims {
        assert!(
            claims_public.contains(&claim["id"].as_str().unwrap().to_owned()),
            "{claim}"
        );
    }
    assert_ne!(
        server.get("/layers/incidents.geojson").header(header::ETAG),
        etag_before
    );

    // Taken back, it and its claims are gone from every public answer.
    let id = drafts[0]["id"].as_str().unwrap();
    let path = format!("/review/{id}/reject");
    let why = json!({"why": "a repeat of an earlier statement"});
    server.edit(
        Method::POST,
        &path,
        &token,
        &why,
        Some(&format!("\"{id}-2\"")),
    );
    for collection in ["incidents", "claims"] {
        let layer = server.get(&format!("/layers/{collection}.geojson")).text();
        assert!(!layer.contains(id), "{id} is still in {collection}");
    }
}

#[test]
fn a_region_a_city_and_the_line_are_three_kinds_of_location() {
    let server = Server::start();
    let token = server.token();
    for (text, kind, geometry) in [
        (
            "The Armenian Ministry of Defence reported shelling of Stepanakert.",
            "settlement",
            "Point",
        ),
        (
            "The Azerbaijani Ministry of Defence reported fighting along the line of contact.",
            "line",
            "LineString",
        ),
        (
            "The United Nations called for a ceasefire in Nagorno-Karabakh.",
            "area",
            "Polygon",
        ),
    ] {
        let report = json!({"text": text, "published": "2019-06-01",
            "source": {"title": "An agency", "side": "third-party"}});
        let stored = server
            .edit(Method::POST, "/reports", &token, &report, None)
            .json();
        let draft = &stored["drafts"][0];
        assert_eq!(draft["properties"]["location"]["kind"], kind, "{text}");
        assert_eq!(draft["geometry"]["type"], geometry, "{text}");
        let km = &draft["properties"]["line_position"];
        // A settlement has one place along the line, an area or a line a stretch of it.
        let single = km["from_km"] == km["to_km"];
        assert_eq!(single, kind == "settlement", "{text}: {km}");
    }
}

#[test]
fn a_typed_position_wins_and_history_keeps_the_old_one() {
    let server = Server::start();
    let token = server.token();
    let report = json!({"text": "Shelling was reported in Stepanakert.", "published": "2020-10-02",
        "source": {"title": "An agency", "side": "third-party"}});
    let stored = server
        .edit(Method::POST, "/reports", &token, &report, None)
        .json();
    let id = stored["drafts"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/review/{id}");
    let typed = server.edit(
        Method::PATCH,
        &path,
        &token,
        &json!({"point": [46.7601, 39.8207], "uncertainty_m": 200, "why": "named in the picture"}),
        Some(&format!("\"{id}-1\"")),
    );
    let typed = typed.json();
    assert_eq!(typed["geometry"]["coordinates"], json!([46.7601, 39.8207]));
    assert_eq!(typed["properties"]["location"]["rule"], "typed-point");
    assert_eq!(typed["properties"]["where_prec"], 1);
    assert_eq!(typed["properties"]["revision"], 2);

    // Whoever still holds revision 1 is told so, and changes nothing.
    let stale = server.edit(
        Method::PATCH,
        &path,
        &token,
        &json!({"place": "shusha"}),
        Some(&format!("\"{id}-1\"")),
    );
    assert!(stale.problem(412).contains("revision 2 now"));
    let district = server.edit(
        Method::PATCH,
        &path,
        &token,
        &json!({"place": "fuzuli-district"}),
        Some(&format!("\"{id}-2\"")),
    );
    assert_eq!(
        district.json()["properties"]["location"]["kind"],
        "district"
    );
    assert!(
        district.json()["geometry"]["type"]
            .as_str()
            .unwrap()
            .ends_with("Polygon")
    );
    let stretch = &district.json()["properties"]["line_position"];
    assert!(stretch["to_km"].as_f64() > stretch["from_km"].as_f64());
}

#[test]
fn the_headline_says_who_states_who_denies_and_who_answers() {
    let server = Server::start();
    let token = server.token();
    let mut headlines = Vec::new();
    for text in [
        "Azerbaijan's Defence Ministry denied that Aghdam had been shelled.",
        "The Armenian Ministry of Defence denied that Tartar had been shelled.",
        "The Armenian Ministry of Defence reported shelling of Stepanakert.",
    ] {
        let report = json!({"text": text, "published": "2020-10-02",
            "source": {"title": "An agency", "side": "third-party"}});
        let stored = server
            .edit(Method::POST, "/reports", &token, &report, None)
            .json();
        let summary = &stored["drafts"][0]["properties"]["summary"];
        headlines.push(summary.as_str().unwrap().to_owned());
    }
    let stored = server
        .edit(Method::POST, "/reports", &token, &sample(), None)
        .json();
    headlines.push(
        stored["drafts"][2]["properties"]["summary"]
            .as_str()
            .unwrap()
            .to_owned(),
    );
    insta::assert_snapshot!(headlines.join("\n"), @"
    Shelling in Aghdam / Akna, denied by Azerbaijani Ministry of Defence.
    Shelling in Tartar, denied by Armenian Ministry of Defence.
    Shelling in Khankendi / Stepanakert, as stated by Armenian Ministry of Defence.
    Shelling in Khankendi / Stepanakert, as stated by Nagorno-Karabakh authorities; answered by Azerbaijan.
    ");
}

#[test]
fn a_corrected_place_stands_in_the_headline_unless_an_editor_wrote_it() {
    let server = Server::start();
    let token = server.token();
    let report = json!({"text": "The Armenian Ministry of Defence reported shelling of Stepanakert.",
        "published": "2020-10-02", "source": {"title": "An agency", "side": "third-party"}});
    let stored = server
        .edit(Method::POST, "/reports", &token, &report, None)
        .json();
    let id = stored["drafts"][0]["id"].as_str().unwrap().to_owned();
    let address = format!("/review/{id}");
    let patch = |body: Value, revision: u32| {
        let etag = format!("\"{id}-{revision}\"");
        let answer = server.edit(Method::PATCH, &address, &token, &body, Some(&etag));
        answer.json()["properties"]["summary"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(patch(json!({"place": "shusha"}), 1).contains("Shusha"));
    let near = patch(json!({"place": "martakert", "relation": "near"}), 2);
    assert!(
        near.contains("near") && near.contains("Martakert"),
        "{near}"
    );
    assert_eq!(
        patch(json!({"summary": "An editor's sentence."}), 3),
        "An editor's sentence."
    );
    assert_eq!(
        patch(json!({"place": "shusha"}), 4),
        "An editor's sentence."
    );

    // What the public counts are its own versions, not the drafts before them.
    let accept = format!("{address}/accept");
    server.edit(
        Method::POST,
        &accept,
        &token,
        &Value::Null,
        Some(&format!("\"{id}-5\"")),
    );
    let public = server
        .get(&format!("/ogc/collections/incidents/items/{id}"))
        .json();
    assert_eq!(public["properties"]["revision"], 1);
}
