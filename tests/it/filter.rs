//! OGC API – Features, part 3: filters and schemas over HTTP.

use std::collections::BTreeSet;

use axum::http::header;
use serde_json::Value;

use crate::support::{Answer, READ_ONLY, unpacked};

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn ask(collection: &str, filter: &str) -> Answer {
    let filter = encoded(filter);
    READ_ONLY.get(&format!(
        "/ogc/collections/{collection}/items?limit=10000&filter={filter}"
    ))
}

fn ids(answer: &Answer) -> BTreeSet<String> {
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    let page = answer.json();
    let features = page["features"].as_array().unwrap().iter();
    let ids: BTreeSet<String> = features
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(page["numberMatched"], ids.len());
    ids
}

#[test]
fn a_filter_leaves_what_it_holds_for() {
    let all = READ_ONLY
        .get("/ogc/collections/places/items?limit=10000")
        .json();
    let features = all["features"].as_array().unwrap();
    let wanted: BTreeSet<String> = features
        .iter()
        .filter(|one| {
            let name = one["properties"]["names"]["en"].as_str();
            let lat = one["geometry"]["coordinates"][1].as_f64();
            name.is_some_and(|name| name.to_lowercase().starts_with('s')) && lat.unwrap() > 39.7
        })
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(wanted.len() > 3 && wanted.len() < features.len());
    let text = "CASEI(names.en) LIKE CASEI('S%') AND S_WITHIN(geometry, BBOX(-180, 39.7, 180, 90))";
    assert_eq!(ids(&ask("places", text)), wanted);
    let json = r#"{"op":"and","args":[{"op":"like","args":[{"casei":{"property":"names.en"}},"s%"]},
        {"op":"s_within","args":[{"property":"geometry"},{"bbox":[-180,39.7,180,90]}]}]}"#;
    let path = format!(
        "/ogc/collections/places/items?limit=10000&filter-lang=cql2-json&filter={}",
        encoded(json)
    );
    assert_eq!(ids(&READ_ONLY.get(&path)), wanted);
    // Page by page.
    let mut seen = BTreeSet::new();
    let mut next = Some(format!(
        "/ogc/collections/places/items?limit=3&filter={}",
        encoded(text)
    ));
    while let Some(path) = next {
        let page = READ_ONLY.get(&path).json();
        assert_eq!(page["numberMatched"], wanted.len());
        for feature in page["features"].as_array().unwrap() {
            assert!(seen.insert(feature["id"].as_str().unwrap().to_owned()));
        }
        let links = page["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == "next");
        next = link.map(|link| {
            let href = link["href"].as_str().unwrap();
            href.strip_prefix("http://127.0.0.1:8080")
                .unwrap()
                .to_owned()
        });
    }
    assert_eq!(seen, wanted);
}

#[test]
fn the_reference_system_of_a_filter_may_be_another() {
    let plain = ids(&ask(
        "places",
        "S_INTERSECTS(geometry, BBOX(46.7, 39.8, 46.8, 39.9))",
    ));
    assert!(!plain.is_empty());
    for (crs, filter) in [
        (
            "EPSG:4326",
            "S_INTERSECTS(geometry, BBOX(39.8, 46.7, 39.9, 46.8))",
        ),
        (
            "http://www.opengis.net/def/crs/EPSG/0/3857",
            "S_INTERSECTS(geometry, BBOX(5198620.2, 4836921.2, 5209752.2, 4851421.2))",
        ),
    ] {
        let path = format!(
            "/ogc/collections/places/items?limit=10000&filter-crs={}&filter={}",
            encoded(crs),
            encoded(filter)
        );
        assert_eq!(ids(&READ_ONLY.get(&path)), plain, "{crs}");
    }
    let wrong = "/ogc/collections/places/items?filter-crs=EPSG:9&filter=id%20IS%20NULL";
    assert!(READ_ONLY.get(wrong).problem(400).contains("is not served"));
}

#[test]
fn what_is_rebuilt_for_a_day_is_filtered_too() {
    let day = "/ogc/collections/contact-line/items?datetime=2020-11-12";
    let all = ids(&READ_ONLY.get(day));
    let derived = ids(&READ_ONLY.get(&format!("{day}&filter=derived%20=%20true")));
    let none = ids(&READ_ONLY.get(&format!("{day}&filter=NOT%20derived")));
    assert!(!derived.is_empty() && derived.is_subset(&all));
    assert!(none.is_disjoint(&derived));
}

#[test]
fn downloads_keep_to_the_filter_and_say_so() {
    let filter = "names.en LIKE 'S%' AND NOT \"id\" IS NULL";
    let wanted = ids(&ask("places", filter));
    let query = format!("filter={}", encoded(filter));
    let csv = READ_ONLY.get(&format!("/layers/places.csv?{query}")).text();
    assert_eq!(csv.lines().count(), wanted.len() + 1);
    let kml = READ_ONLY.get(&format!("/layers/places.kml?{query}")).text();
    assert!(kml.contains("names.en LIKE &apos;S%&apos;") || kml.contains("names.en LIKE 'S%'"));
    let book = READ_ONLY.get(&format!("/layers/places.xlsx?{query}"));
    assert!(unpacked(&book.bytes).contains("filter=names.en LIKE"));
    let broken = READ_ONLY.get("/layers/places.csv?filter=population%20=");
    assert!(broken.problem(400).contains("at character 13"));
    let unknown = READ_ONLY.get("/layers/places.gpkg?filter=no_such%20=%201");
    assert!(unknown.problem(400).contains("no property \"no_such\""));
}

#[test]
fn what_is_no_filter_is_a_sentence() {
    let items = "/ogc/collections/places/items";
    for (query, said) in [
        ("filter=names.en%20=%20=%201", "at character 12"),
        ("filter=no_such_property%20=%201", "names.en"),
        ("filter=1=1&filter-lang=nonsense", "cql2-text or cql2-json"),
        ("filter-lang=nonsense", "cql2-text or cql2-json"),
        ("filter=names%20=%20'x'", "no property \"names\""),
        ("filter=id=%271%27&filter=id=%272%27", "given twice"),
    ] {
        let sentence = READ_ONLY.get(&format!("{items}?{query}")).problem(400);
        assert!(sentence.contains(said), "{query}: {sentence}");
    }
    let deep = format!("{items}?filter={}", "(".repeat(40_000));
    assert!(READ_ONLY.get(&deep).problem(400).contains("64 times"));
}

#[test]
fn schemas_tell_what_there_is() {
    for (collection, name, there) in [
        ("places", "queryables", "names.en"),
        ("places", "sortables", "names.en"),
        ("places", "schema", "names"),
        ("contact-line", "queryables", "derived"),
        ("incidents", "queryables", "id"),
    ] {
        let path = format!("/ogc/collections/{collection}/{name}");
        let answer = READ_ONLY.get(&path);
        assert_eq!(
            answer.header(header::CONTENT_TYPE),
            "application/schema+json"
        );
        let schema = answer.json();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        assert_eq!(schema["$id"], format!("http://127.0.0.1:8080{path}"));
        assert!(schema["properties"][there].is_object(), "{path}: {there}");
        let geometry = &schema["properties"]["geometry"]["x-ogc-role"];
        assert_eq!(
            geometry == "primary-geometry",
            name != "sortables",
            "{path}"
        );
        let page = READ_ONLY.get(&format!("{path}?f=html"));
        assert!(page.text().contains(there) && page.text().starts_with("<!doctype html>"));
        let about = READ_ONLY
            .get(&format!("/ogc/collections/{collection}"))
            .json();
        let links = about["links"].as_array().unwrap().iter();
        let rel = format!("http://www.opengis.net/def/rel/ogc/1.0/{name}");
        let link = links.clone().find(|link| link["rel"] == rel.as_str());
        assert!(link.unwrap()["href"].as_str().unwrap().ends_with(&path));
        // Every queryable can be asked for.
        if name == "queryables" {
            for property in schema["properties"].as_object().unwrap().keys() {
                ids(&ask(collection, &format!("\"{property}\" IS NULL")));
            }
        }
    }
    let schema = READ_ONLY.get("/ogc/collections/control/schema").json();
    let roles: Vec<&Value> = schema["properties"]
        .as_object()
        .unwrap()
        .values()
        .map(|about| &about["x-ogc-role"])
        .filter(|role| !role.is_null())
        .collect();
    assert!(
        roles.contains(&&Value::from("id")) && roles.len() >= 2,
        "{roles:?}"
    );
    READ_ONLY
        .get("/ogc/collections/none/queryables")
        .problem(404);
}

#[test]
fn a_reader_chooses_what_of_each_feature_comes() {
    let items = "/ogc/collections/incidents/items";
    let whole = READ_ONLY.get(&format!("{items}?limit=3")).json();
    let chosen = READ_ONLY.get(&format!(
        "{items}?limit=3&properties=kind,date_start&skipGeometry=true"
    ));
    let chosen = chosen.json();
    assert_eq!(chosen["numberMatched"], whole["numberMatched"]);
    let pairs = whole["features"].as_array().unwrap().iter();
    let pairs: Vec<_> = pairs.zip(chosen["features"].as_array().unwrap()).collect();
    assert_eq!(pairs.len(), 3);
    for (all, few) in pairs {
        assert_eq!(all["id"], few["id"]);
        assert!(all["properties"].as_object().unwrap().len() > 2);
        assert_eq!(few["geometry"], Value::Null);
        let properties = few["properties"].as_object().unwrap();
        let names: Vec<&str> = properties.keys().map(String::as_str).collect();
        assert_eq!(
            BTreeSet::from_iter(names),
            BTreeSet::from(["kind", "date_start"])
        );
        for (name, value) in properties {
            assert_eq!(*value, all["properties"][name], "{name}");
        }
    }
    let id = whole["features"][0]["id"].as_str().unwrap();
    let one = READ_ONLY
        .get(&format!("{items}/{id}?properties=kind"))
        .json();
    assert_eq!(one["geometry"], whole["features"][0]["geometry"]);
    assert_eq!(one["properties"].as_object().unwrap().len(), 1);
    let projected = READ_ONLY.get(&format!(
        "{items}/{id}?properties=kind&crs=http://www.opengis.net/def/crs/EPSG/0/3857"
    ));
    assert_ne!(projected.json()["geometry"], one["geometry"]);
    for page in [items.to_owned(), format!("{items}/{id}")] {
        let wrong = READ_ONLY.get(&format!("{page}?properties=kind,colour"));
        assert_eq!(wrong.status.as_u16(), 400);
        let said = wrong.json()["detail"].as_str().unwrap().to_owned();
        assert!(said.contains("no property \"colour\""), "{said}");
        let wrong = READ_ONLY.get(&format!("{page}?skipGeometry=perhaps"));
        assert_eq!(wrong.status.as_u16(), 400, "{}", wrong.text());
    }
}

#[test]
fn a_reader_chooses_the_order() {
    let items = "/ogc/collections/incidents/items";
    let whole = READ_ONLY.get(&format!("{items}?limit=10000")).json();
    let mut wanted: Vec<(String, String, String)> = whole["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let properties = &one["properties"];
            (
                text(&properties["date_start"]),
                text(&properties["kind"]),
                text(&one["id"]),
            )
        })
        .collect();
    wanted.sort_by(|one, other| {
        let day = other.0.cmp(&one.0);
        day.then_with(|| (&one.1, &one.2).cmp(&(&other.1, &other.2)))
    });
    assert!(wanted.len() > 30);
    // Page by page, however long the pages are.
    for limit in [7, 1000] {
        let mut next = Some(format!("{items}?limit={limit}&sortby=-date_start,%2Bkind"));
        let mut seen = Vec::new();
        while let Some(path) = next {
            let page = READ_ONLY.get(&path).json();
            assert_eq!(page["numberMatched"], wanted.len(), "{page}");
            let features = page["features"].as_array().unwrap();
            seen.extend(
                features
                    .iter()
                    .map(|one| one["id"].as_str().unwrap().to_owned()),
            );
            let links = page["links"].as_array().unwrap();
            let link = links.iter().find(|link| link["rel"] == "next");
            next = link.map(|link| {
                let href = link["href"].as_str().unwrap();
                href.strip_prefix("http://127.0.0.1:8080")
                    .unwrap()
                    .to_owned()
            });
        }
        let ids: Vec<&String> = wanted.iter().map(|(_, _, id)| id).collect();
        assert_eq!(seen.iter().collect::<Vec<_>>(), ids, "pages of {limit}");
    }
    let filtered = READ_ONLY.get(&format!(
        "{items}?limit=1&sortby=-id&filter={}",
        encoded("kind = 'shelling'")
    ));
    let last = wanted.iter().filter(|(_, kind, _)| kind == "shelling");
    let last = last.map(|(_, _, id)| id).max().unwrap();
    assert_eq!(filtered.json()["features"][0]["id"], **last);
    // What is rebuilt for a time is sorted like the rest.
    let lines = "/ogc/collections/contact-line/items?datetime=2020-10-01/2020-10-10&limit=1000";
    let ids = |answer: Answer| -> Vec<String> {
        let page = answer.json();
        let features = page["features"].as_array().unwrap().iter();
        features
            .map(|one| one["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut turned = ids(READ_ONLY.get(&format!("{lines}&sortby=-id")));
    turned.reverse();
    assert!(turned.len() > 3);
    assert_eq!(turned, ids(READ_ONLY.get(lines)));
    for (query, words) in [
        ("sortby=colour", "not sorted by \"colour\""),
        ("sortby=-", "one to 4"),
        ("sortby=kind,kind", "different properties"),
        ("sortby=kind&after=a", "in the order that sortby says"),
    ] {
        let wrong = READ_ONLY.get(&format!("{items}?{query}"));
        assert_eq!(wrong.status.as_u16(), 400, "{query}");
        let said = wrong.json()["detail"].as_str().unwrap().to_owned();
        assert!(said.contains(words), "{query}: {said}");
    }
}
