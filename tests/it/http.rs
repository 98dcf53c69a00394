//! Reading over HTTP, without a socket.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::Value;

use crate::support::READ_ONLY;

const COLLECTIONS: [&str; 10] = [
    "region",
    "stepanakert",
    "contact-line",
    "districts",
    "places",
    "borders",
    "water",
    "control",
    "incidents",
    "claims",
];

fn ids(collection: &Value) -> Vec<String> {
    collection["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_landing_page_leads_to_every_item() {
    let landing = READ_ONLY.get("/ogc").json();
    let data = landing["links"]
        .as_array()
        .unwrap()
        .iter()
        .find(|link| link["rel"] == "data")
        .unwrap();
    let path = data["href"]
        .as_str()
        .unwrap()
        .strip_prefix("http://127.0.0.1:8080")
        .unwrap();
    let collections = READ_ONLY.get(path).json();
    let listed: BTreeSet<&str> = collections["collections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|collection| collection["id"].as_str().unwrap())
        .collect();
    assert_eq!(listed, COLLECTIONS.into_iter().collect());
    for collection in collections["collections"].as_array().unwrap() {
        for key in ["licence", "attribution", "title", "description"] {
            assert!(
                collection[key]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{collection}"
            );
        }
        let items = collection["links"]
            .as_array()
            .unwrap()
            .iter()
            .find(|link| link["rel"] == "items")
            .unwrap();
        let path = items["href"]
            .as_str()
            .unwrap()
            .strip_prefix("http://127.0.0.1:8080")
            .unwrap();
        let page = READ_ONLY.get(&format!("{path}?limit=1"));
        assert_eq!(page.status, StatusCode::OK);
        let id = ids(&page.json()).remove(0);
        let item = READ_ONLY.get(&format!("{path}/{id}"));
        assert_eq!(item.json()["id"], id.as_str());
        assert_eq!(item.header(header::CONTENT_TYPE), "application/geo+json");
    }
}

#[test]
fn pages_by_next_links_give_every_feature_once() {
    let whole = ids(&READ_ONLY.get("/layers/places.geojson").json());
    let mut paged = Vec::new();
    let mut path = "/ogc/collections/places/items?limit=97".to_owned();
    for _ in 0..20 {
        let page = READ_ONLY.get(&path).json();
        assert_eq!(page["numberMatched"], whole.len());
        let here = ids(&page);
        assert_eq!(page["numberReturned"], here.len());
        paged.extend(here);
        let next = page["links"]
            .as_array()
            .unwrap()
            .iter()
            .find(|link| link["rel"] == "next");
        match next {
            Some(next) => {
                path = next["href"]
                    .as_str()
                    .unwrap()
                    .replace("http://127.0.0.1:8080", "");
            }
            None => break,
        }
    }
    assert_eq!(paged, whole);
}

#[test]
fn a_limit_beyond_the_maximum_is_served_as_the_maximum() {
    let page = READ_ONLY
        .get("/ogc/collections/control/items?limit=999999")
        .json();
    assert_eq!(page["numberReturned"], page["numberMatched"]);
}

#[test]
fn a_box_gives_exactly_the_points_in_it() {
    let (w, s, e, n) = (46.5, 39.5, 47.0, 40.0);
    let whole = READ_ONLY.get("/layers/places.geojson").json();
    let inside: Vec<String> = whole["features"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|feature| {
            let [lon, lat] =
                [0, 1].map(|i| feature["geometry"]["coordinates"][i].as_f64().unwrap());
            (w..=e).contains(&lon) && (s..=n).contains(&lat)
        })
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(inside.len() > 20);
    let path = format!("/ogc/collections/places/items?limit=10000&bbox={w},{s},{e},{n}");
    assert_eq!(ids(&READ_ONLY.get(&path).json()), inside);
    let layer = format!("/layers/places.geojson?bbox={w},{s},{e},{n}");
    assert_eq!(ids(&READ_ONLY.get(&layer).json()), inside);
}

#[test]
fn a_box_beside_the_line_but_within_its_bounds_does_not_find_it() {
    // The line bends round this box: its bounding rectangle holds it, the line does not touch it.
    let missed = READ_ONLY
        .get("/ogc/collections/contact-line/items?bbox=46.2,39.5,46.4,39.7")
        .json();
    assert_eq!(missed["numberMatched"], 0);
    let hit = READ_ONLY
        .get("/ogc/collections/contact-line/items?bbox=46.8,39.9,47.2,40.1")
        .json();
    assert_eq!(hit["numberMatched"], 1);
}

#[test]
fn datetime_selects_what_was_so_then() {
    let on = |datetime: &str| {
        ids(&READ_ONLY
            .get(&format!(
                "/ogc/collections/region/items?datetime={datetime}"
            ))
            .json())
    };
    assert_eq!(on("1950-01-01"), ["nkao"]);
    assert_eq!(on("2010-06-01"), ["held-1994-2020"]);
    assert_eq!(on("2020-09-26"), ["held-1994-2020"]);
    assert!(on("2020-09-27").is_empty());
    assert_eq!(on("1980-01-01/2000-01-01").len(), 2);
    assert_eq!(on("../1930-01-01"), ["nkao"]);
    assert!(on("2021-01-01/..").is_empty());
}

#[test]
fn a_layer_carries_its_licence_and_its_sources_and_answers_304() {
    for id in COLLECTIONS {
        let path = format!("/layers/{id}.geojson");
        let answer = READ_ONLY.get(&path);
        assert_eq!(
            answer.header(header::CONTENT_TYPE),
            "application/geo+json",
            "{id}"
        );
        assert!(
            answer
                .header(header::CONTENT_DISPOSITION)
                .contains(&format!("contactline-{id}.geojson"))
        );
        let layer = answer.json();
        assert!(
            layer["attribution"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{id}"
        );
        assert!(
            layer["licence"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{id}"
        );
        let known: BTreeSet<&str> = layer["sources"]
            .as_array()
            .unwrap()
            .iter()
            .map(|source| source["id"].as_str().unwrap())
            .collect();
        for feature in layer["features"].as_array().unwrap() {
            let source = feature["properties"]["source"].as_str().unwrap();
            assert!(
                known.contains(source),
                "{id}: {source} is not among the sources"
            );
        }
        let etag = answer.header(header::ETAG).to_owned();
        let again = READ_ONLY.get_with(&path, header::IF_NONE_MATCH, &etag);
        assert_eq!(
            (again.status, again.bytes.len()),
            (StatusCode::NOT_MODIFIED, 0),
            "{id}"
        );
    }
}

#[test]
fn layers_are_compressed_for_whoever_accepts_it() {
    let plain = READ_ONLY.get("/layers/places.geojson");
    for coding in ["gzip", "br"] {
        let packed = READ_ONLY.get_with("/layers/places.geojson", header::ACCEPT_ENCODING, coding);
        assert_eq!(packed.header(header::CONTENT_ENCODING), coding);
        assert!(
            packed.bytes.len() * 4 < plain.bytes.len(),
            "{coding}: {}",
            packed.bytes.len()
        );
    }
}

#[test]
fn items_answer_304_and_head() {
    let path = "/ogc/collections/region/items/nkao";
    let etag = READ_ONLY.get(path).header(header::ETAG).to_owned();
    assert_eq!(
        READ_ONLY
            .get_with(path, header::IF_NONE_MATCH, &etag)
            .status,
        StatusCode::NOT_MODIFIED
    );
    assert_eq!(
        READ_ONLY
            .get_with(path, header::IF_NONE_MATCH, "\"other\"")
            .status,
        StatusCode::OK
    );
    let head = READ_ONLY.send(Request::head(path).body(Body::empty()).unwrap());
    assert_eq!((head.status, head.bytes.len()), (StatusCode::OK, 0));
}

#[test]
fn the_line_is_the_version_in_force_or_says_that_it_is_not() {
    let line = READ_ONLY.get("/line?on=2010-01-01").json();
    assert_eq!(line["id"], "contact-line-1994-05-12");
    assert_eq!(line["properties"]["in_force"], true);
    assert_eq!(line["properties"]["note"], Value::Null);
    assert_eq!(
        line["geometry"]["coordinates"].as_array().unwrap().len(),
        103
    );

    assert_eq!(line["properties"]["derived"], false);
    assert_eq!(line["properties"]["segments"][0]["provenance"], "base");

    let later = READ_ONLY.get("/line?on=2020-10-15").json();
    assert_eq!(later["properties"]["in_force"], true);
    assert_eq!(later["properties"]["derived"], true);
    assert_eq!(later["properties"]["stance"], "agreed");
    insta::assert_snapshot!(
        later["properties"]["note"].as_str().unwrap(),
        @"Derived from reported control by the statements on which both sides agree, never surveyed; each segment says on which statements it rests and how far it may be off. A contested place stays on the side that held it last without dispute."
    );
    let before = READ_ONLY.get("/line?on=1994-05-11").problem(404);
    assert!(before.contains("1994-05-12"), "{before}");
}

#[test]
fn stepanakert_lies_about_29_km_off_the_line_on_its_right() {
    // 29.5 km is what other tools measured on the same line; it runs from north-west to south-east,
    // so that the west is on its right.
    let found = READ_ONLY
        .get("/line/locate?lon=46.7515&lat=39.8153&on=2019-01-01")
        .json();
    let offset = found["offset_km"].as_f64().unwrap();
    assert!((offset + 29.5).abs() < 1.0, "{found}");
    assert_eq!(found["side"], "right");
    let km = found["km"].as_f64().unwrap();
    assert!((0.0..=231.4).contains(&km), "{found}");
}

#[test]
fn a_place_is_found_by_any_of_its_names_in_any_script() {
    for name in [
        "Stepanakert",
        "stepanakert",
        "Xankəndi",
        "xankendi",
        "Степанакерт",
        "Ханкенди",
        "Ստեփանակերտ",
        "Khankendi",
        "Stepanak",
    ] {
        let path = format!(
            "/search?q={}",
            form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>()
        );
        let found = READ_ONLY.get(&path).json();
        assert_eq!(
            found["features"][0]["id"], "stepanakert",
            "{name}: {}",
            found["features"][0]
        );
    }
    assert!(ids(&READ_ONLY.get("/search?q=qqqqqqqqq").json()).is_empty());
}

#[test]
fn the_search_answers_in_the_language_of_the_reader() {
    let label = |path: &str, accepted: &str| {
        let answer = READ_ONLY.get_with(path, header::ACCEPT_LANGUAGE, accepted);
        let varies = answer.headers.get_all(header::VARY).iter();
        assert!(varies.into_iter().any(|value| value == "accept-language"));
        answer.json()["features"][0]["properties"]["label"].clone()
    };
    for (accepted, name) in [
        ("hy-AM,ru;q=0.5", "Ստեփանակերտ"),
        ("fr, ru;q=0.5, az;q=0.8", "Xankəndi"),
        ("ru;q=0, *", "Khankendi / Stepanakert"),
        ("", "Khankendi / Stepanakert"),
    ] {
        assert_eq!(label("/search?q=stepanakert", accepted), name, "{accepted}");
    }
    assert_eq!(label("/search?q=stepanakert&lang=ru", "hy"), "Степанакерт");
}

#[test]
fn every_answer_has_its_security_headers() {
    for path in [
        "/",
        "/ogc",
        "/layers/region.geojson",
        "/nowhere",
        "/healthz",
    ] {
        let answer = READ_ONLY.get(path);
        assert_eq!(
            answer.header(header::X_CONTENT_TYPE_OPTIONS),
            "nosniff",
            "{path}"
        );
        assert_eq!(
            answer.header(header::REFERRER_POLICY),
            "no-referrer",
            "{path}"
        );
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
    }
    assert_eq!(
        READ_ONLY
            .get("/ogc")
            .header(header::ACCESS_CONTROL_ALLOW_ORIGIN),
        "*"
    );
}

#[test]
fn other_sites_frame_the_page_only_at_the_address_that_is_for_it() {
    let policy = |path: &str| {
        let answer = READ_ONLY.get(path);
        answer.header(header::CONTENT_SECURITY_POLICY).to_owned()
    };
    for path in ["/?embed=1", "/?embed=1&lang=ru"] {
        assert!(policy(path).contains("frame-ancestors *"), "{path}");
    }
    for path in [
        "/",
        "/?embed=0",
        "/?not-embed=1",
        "/ogc?f=html",
        "/i/i-20200927-02?f=html",
    ] {
        assert!(policy(path).contains("frame-ancestors 'none'"), "{path}");
    }
    assert!(policy("/").contains("worker-src 'self'"));
}

#[test]
fn the_worker_of_the_page_may_ask_this_server_and_nobody_else() {
    let worker = READ_ONLY.get("/worker.js");
    if worker.status == StatusCode::NOT_FOUND {
        worker.problem(404);
        return;
    }
    assert_eq!(worker.header(header::CONTENT_TYPE), "text/javascript");
    assert_eq!(
        worker.header(header::CONTENT_SECURITY_POLICY),
        "default-src 'none'; connect-src 'self'"
    );
}

#[test]
fn a_304_for_the_page_does_not_change_the_policy_of_the_page_in_the_cache() {
    let page = READ_ONLY.get("/");
    assert!(
        page.header(header::CONTENT_SECURITY_POLICY)
            .contains("script-src 'self'")
    );
    let again = READ_ONLY.get_with("/", header::IF_NONE_MATCH, page.header(header::ETAG));
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.header(header::CONTENT_SECURITY_POLICY), "");
}

#[test]
fn the_server_tells_its_health_and_its_configuration() {
    let health = READ_ONLY.get("/healthz").json();
    assert_eq!(health["status"], "ok");
    let config = READ_ONLY.get("/config").json();
    assert_eq!(config["tile_url"], Value::Null);
    assert_eq!(config["dates"]["first"], "1994-05-12");
    assert_eq!(config["sides"].as_array().unwrap().len(), 3);
    assert_eq!(
        config["suggestions"], false,
        "closed until somebody opens it"
    );
    let relief = READ_ONLY.get(config["relief"]["url"].as_str().unwrap());
    assert_eq!(
        relief.bytes.get(..3),
        Some([0xff, 0xd8, 0xff].as_slice()),
        "a JPEG"
    );
}

#[test]
fn other_methods_are_405_and_other_paths_404() {
    let request = Request::builder()
        .method(Method::DELETE)
        .uri("/ogc")
        .body(Body::empty())
        .unwrap();
    let answer = READ_ONLY.send(request);
    answer.problem(405);
    assert!(answer.header(header::ALLOW).contains("GET"));
    for path in [
        "/nowhere",
        "/ogc/collections/nothing",
        "/ogc/collections/places/items/nothing",
        "/layers/nothing.geojson",
        "/layers/places.shp",
        "/assets/nothing.js",
        "/ogc/collections/nothing/items",
    ] {
        READ_ONLY.get(path).problem(404);
    }
}

#[test]
fn both_sides_of_an_incident_stand_with_their_own_numbers() {
    let losses = READ_ONLY
        .get("/ogc/collections/incidents/items/i-20200927-07")
        .json();
    let claims = losses["properties"]["claims"].as_array().unwrap();
    let people: Vec<&Value> = claims
        .iter()
        .filter(|claim| claim["unit"] == "people")
        .collect();
    assert_eq!(people.len(), 1);
    assert_eq!(people[0]["quantity_low"], 2300);
    assert_eq!(
        people[0]["outcome"],
        serde_json::json!(["killed", "wounded"])
    );
    assert!(claims.iter().any(|claim| claim["claimant_side"] == "az"));
    assert!(claims.iter().any(|claim| claim["claimant_side"] == "arm"));
    for claim in claims {
        let id = claim["id"].as_str().unwrap();
        let public = READ_ONLY
            .get(&format!("/ogc/collections/claims/items/{id}"))
            .json();
        assert_eq!(public["properties"]["claimant"], claim["claimant"]);
        assert_eq!(public["properties"]["incident"], "i-20200927-07");
    }
}
