//! OGC API – Features, parts 1 and 2, as programs and people meet it.

use std::collections::BTreeSet;

use axum::http::header;
use serde_json::Value;

use crate::support::READ_ONLY;

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const SYSTEMS: [&str; 4] = [
    CRS84,
    "http://www.opengis.net/def/crs/EPSG/0/4326",
    "http://www.opengis.net/def/crs/EPSG/0/3857",
    "http://www.opengis.net/def/crs/EPSG/0/32638",
];

fn link<'a>(document: &'a Value, rel: &str, media_type: &str) -> &'a str {
    let links = document["links"].as_array().unwrap();
    let found = links
        .iter()
        .find(|link| link["rel"] == rel && link["type"] == media_type);
    let href = found.unwrap_or_else(|| panic!("no {rel} of {media_type}: {document}"));
    let href = href["href"].as_str().unwrap();
    href.strip_prefix("http://127.0.0.1:8080").unwrap()
}

fn ids(page: &Value) -> BTreeSet<&str> {
    let features = page["features"].as_array().unwrap().iter();
    features.map(|one| one["id"].as_str().unwrap()).collect()
}

#[test]
fn the_landing_page_leads_to_what_it_conforms_to_and_to_the_api() {
    let landing = READ_ONLY.get("/ogc").json();
    assert_eq!(landing, READ_ONLY.get("/ogc/").json());
    let conformance = READ_ONLY.get(link(&landing, "conformance", "application/json"));
    let classes = conformance.json()["conformsTo"].to_string();
    for class in [
        "1/1.0/conf/core",
        "1/1.0/conf/html",
        "1/1.0/conf/oas30",
        "2/1.0/conf/crs",
    ] {
        assert!(classes.contains(class), "{class}: {classes}");
    }
    let openapi = "application/vnd.oai.openapi+json;version=3.0";
    let api = READ_ONLY.get(link(&landing, "service-desc", openapi));
    assert_eq!(api.header(header::CONTENT_TYPE), openapi);
}

/// Every address that the document names answers, and every parameter that it names is known there.
#[test]
fn what_the_api_document_names_is_served() {
    let api = READ_ONLY.get("/ogc/api").json();
    assert_eq!(api["openapi"], "3.0.3");
    let root = api["servers"][0]["url"].as_str().unwrap();
    let mut asked = 0;
    for (path, item) in api["paths"].as_object().unwrap() {
        let server = item["servers"][0]["url"].as_str().unwrap_or(root);
        let id = match path.split('/').nth(2) {
            Some(collection) if path.contains("{featureId}") => {
                let items = format!("/ogc/collections/{collection}/items?limit=1");
                let page = READ_ONLY.get(&items).json();
                page["features"][0]["id"].as_str().unwrap().to_owned()
            }
            _ => String::new(),
        };
        let property = match path.split('/').nth(2) {
            Some(collection) if path.contains("/items") => {
                let schema = READ_ONLY.get(&format!("/ogc/collections/{collection}/schema"));
                let schema = schema.json();
                let names = schema["properties"].as_object().unwrap().keys();
                let plain = |name: &&String| name.chars().all(|c| c.is_ascii_alphabetic());
                let known = |name: &&String| *name != "id" && *name != "geometry";
                names.filter(known).find(plain).unwrap().clone()
            }
            _ => String::new(),
        };
        let mut address = format!("{server}{path}").replace("{featureId}", &id);
        for (name, value) in [
            ("{tileMatrixSetId}", "WebMercatorQuad"),
            ("{tileMatrix}", "8"),
            ("{tileRow}", "97"),
            ("{tileCol}", "161"),
        ] {
            address = address.replace(name, value);
        }
        let address = address.strip_prefix("http://127.0.0.1:8080").unwrap();
        let parameters = item["get"]["parameters"].as_array().unwrap();
        let pairs: Vec<String> = parameters
            .iter()
            .map(|parameter| {
                let name = parameter["$ref"]
                    .as_str()
                    .unwrap()
                    .rsplit('/')
                    .next()
                    .unwrap();
                &api["components"]["parameters"][name]
            })
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| {
                let name = parameter["name"].as_str().unwrap();
                let value = match name {
                    "bbox" => "45,39,48,41",
                    "datetime" => "2020-10-01/2020-10-03",
                    "sortby" => "-id",
                    "after" => "%5B%22a%22,%22a%22%5D",
                    "filter" => "id%20IS%20NOT%20NULL",
                    "filter-lang" => "cql2-text",
                    "q" => "Shusha",
                    "limit" => "2",
                    "flat" | "hxl" | "skipGeometry" => "true",
                    "properties" => &property,
                    _ => parameter["schema"]["enum"][0].as_str().unwrap(),
                };
                format!("{name}={value}")
            })
            .collect();
        for query in [String::new(), pairs.join("&")] {
            let needed = parameters
                .iter()
                .any(|one| one["$ref"] == "#/components/parameters/q");
            if query.is_empty() && needed {
                continue;
            }
            let answer = READ_ONLY.get(&format!("{address}?{query}"));
            assert_eq!(
                answer.status.as_u16(),
                200,
                "{address}?{query}: {}",
                answer.text()
            );
            let media_type = answer.header(header::CONTENT_TYPE);
            let documented = &item["get"]["responses"]["200"]["content"];
            assert!(
                documented[media_type].is_object(),
                "{address}: {media_type}"
            );
            asked += 1;
        }
    }
    assert!(asked > 80, "{asked}");
}

#[test]
fn whoever_browses_gets_pages_and_whoever_programs_gets_data() {
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for path in [
        "/ogc",
        "/ogc/api",
        "/ogc/conformance",
        "/ogc/collections",
        "/ogc/collections/incidents",
        "/ogc/collections/incidents/items?limit=3",
        "/ogc/collections/incidents/items/i-20160402-01",
    ] {
        let page = READ_ONLY.get_with(path, header::ACCEPT, browser);
        assert_eq!(
            page.header(header::CONTENT_TYPE),
            "text/html; charset=utf-8",
            "{path}"
        );
        let varies = page.headers.get_all(header::VARY).iter();
        assert!(
            varies
                .filter_map(|v| v.to_str().ok())
                .any(|v| v.contains("accept")),
            "{path}"
        );
        let html = page.text();
        assert!(
            html.starts_with("<!doctype html>") && html.contains("<h1>"),
            "{path}"
        );
        assert!(
            !html.contains("<script") && !html.contains("style="),
            "{path}"
        );
        for accept in [
            "*/*",
            "application/json",
            "application/geo+json, text/html;q=0.2",
        ] {
            let data = READ_ONLY.get_with(path, header::ACCEPT, accept);
            let media_type = data.header(header::CONTENT_TYPE).to_owned();
            assert!(media_type.contains("json"), "{path} {accept}: {media_type}");
            data.json();
        }
        let mark = if path.contains('?') { '&' } else { '?' };
        let asked = READ_ONLY.get(&format!("{path}{mark}f=html"));
        assert_eq!(asked.text(), html, "{path}");
    }
    let problem = READ_ONLY.get("/ogc/collections?f=pdf").problem(400);
    assert_eq!(problem, "Parameter f must be json or html.");
}

#[test]
fn a_page_of_features_leads_on_as_a_page() {
    let html = READ_ONLY
        .get("/ogc/collections/places/items?limit=5&f=html")
        .text();
    let next = html
        .split("rel=\"next\" href=\"http://127.0.0.1:8080")
        .nth(1)
        .unwrap();
    let next = next.split('"').next().unwrap().replace("&amp;", "&");
    let second = READ_ONLY.get(&next);
    assert_eq!(
        second.header(header::CONTENT_TYPE),
        "text/html; charset=utf-8"
    );
    assert!(
        second.text().contains("5 of 921 features."),
        "{}",
        second.text()
    );
    assert_ne!(second.text(), html);
}

#[test]
fn every_system_gives_the_same_features_with_its_own_coordinates() {
    let path = "/ogc/collections/incidents/items?limit=500";
    let reference = READ_ONLY.get(path).json();
    for crs in SYSTEMS {
        let answer = READ_ONLY.get(&format!("{path}&crs={crs}"));
        assert_eq!(answer.headers["content-crs"], format!("<{crs}>"));
        let page = answer.json();
        assert_eq!(ids(&page), ids(&reference), "{crs}");
        let one = ids(&page).into_iter().next().unwrap().to_owned();
        let item = READ_ONLY.get(&format!("/ogc/collections/incidents/items/{one}?crs={crs}"));
        assert_eq!(item.headers["content-crs"], format!("<{crs}>"));
        let first = |page: &Value| {
            let features = page["features"].as_array().unwrap();
            let point = features
                .iter()
                .find(|one| one["geometry"]["type"] == "Point");
            point.unwrap()["geometry"]["coordinates"].clone()
        };
        let same = first(&page) == first(&reference);
        assert_eq!(same, crs == CRS84, "{crs}");
    }
    assert_eq!(
        READ_ONLY.get(path).headers["content-crs"],
        format!("<{CRS84}>")
    );
}

/// The same corner of the map as a box of each system; its edges lie away from every place, so that
/// their curvature makes no difference.
#[test]
fn a_box_finds_the_same_places_in_every_system() {
    let boxes = [
        "46.704,39.783,46.806,39.867",
        "39.783,46.704,39.867,46.806",
        "5199065.5,4834466,5210419.8,4846628.7",
        "645916,4405050,654471,4414535",
    ];
    let found = |query: String| {
        let page = READ_ONLY.get(&format!("/ogc/collections/places/items?limit=500&{query}"));
        let page = page.json();
        let found: BTreeSet<String> = ids(&page).into_iter().map(str::to_owned).collect();
        assert_eq!(page["numberMatched"], found.len());
        found
    };
    let reference = found(format!("bbox={}", boxes[0]));
    assert!(reference.contains("stepanakert"), "{reference:?}");
    for (crs, numbers) in SYSTEMS.iter().zip(boxes) {
        let here = found(format!("bbox={numbers}&bbox-crs={crs}"));
        let apart = here.symmetric_difference(&reference).count();
        assert!(apart == 0, "{crs}: {here:?} and {reference:?}");
    }
    let layer = |query: &str| {
        let layer = READ_ONLY
            .get(&format!("/layers/places.geojson?{query}"))
            .json();
        layer["features"].as_array().unwrap().len()
    };
    assert_eq!(
        layer(&format!("bbox={}&bbox-crs={}", boxes[3], SYSTEMS[3])),
        reference.len()
    );
}

#[test]
fn systems_that_are_not_served_are_refused_with_those_that_are() {
    for query in ["crs=EPSG:28419", "bbox=1,2,3,4&bbox-crs=nonsense"] {
        let problem = READ_ONLY
            .get(&format!("/ogc/collections/places/items?{query}"))
            .problem(400);
        assert!(problem.contains("EPSG/0/32638"), "{problem}");
    }
    let beyond = "/ogc/collections/places/items?bbox=1e9,0,2e9,1&bbox-crs=EPSG:3857";
    assert!(READ_ONLY.get(beyond).problem(400).contains("bbox-crs"));
}
