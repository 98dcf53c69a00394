//! Pages of features in the formats of downloads.

use axum::http::{StatusCode, header};
use contactline::format::kinds::{FORMATS, Format};

use crate::{
    downloads::{assert_alike, ids},
    support::READ_ONLY,
};

/// The address of a page in a format.
fn page(collection: &str, form: &str, query: &str) -> String {
    format!("/ogc/collections/{collection}/items?f={form}{query}")
}

#[test]
fn a_page_has_the_same_features_in_every_format() {
    for (collection, query, rows) in [
        ("incidents", "&limit=7", 7),
        ("incidents", "&limit=1000&datetime=2020-10-01/2020-10-10", 0),
        ("places", "&limit=30&bbox=46.5,39.5,47,40", 30),
        ("contact-line", "&datetime=2020-10-20&stance=az-claimed", 0),
        ("control", "&limit=5&datetime=2020-10-20", 5),
    ] {
        let found = assert_alike(&READ_ONLY, collection, &|form| {
            page(collection, form, query)
        });
        assert!(found > 0, "{collection}{query}");
        assert!(rows == 0 || rows == found, "{collection}{query}: {found}");
    }
}

#[test]
fn pages_in_a_format_go_on_until_the_end_and_keep_the_order() {
    let whole = READ_ONLY.get(&page("incidents", "json", "&limit=1000&sortby=-date_start"));
    let expected = ids(Format::GeoJson, &whole, "incidents");
    let mut path = page("incidents", "csv", "&limit=25&sortby=-date_start");
    let mut found = Vec::new();
    loop {
        let answer = READ_ONLY.get(&path);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        let rows = ids(Format::Csv, &answer, "incidents");
        let said = |name| {
            answer
                .header(header::HeaderName::from_static(name))
                .to_owned()
        };
        assert_eq!(said("ogc-numberreturned"), rows.len().to_string());
        assert_eq!(said("ogc-numbermatched"), expected.len().to_string());
        found.extend(rows);
        let link = answer.header(header::LINK);
        let Some((next, rest)) = link.strip_prefix('<').and_then(|link| link.split_once('>'))
        else {
            break;
        };
        assert_eq!(rest, "; rel=\"next\"; type=\"text/csv\"");
        let at = next.find("/ogc/").unwrap();
        path = next[at..].to_owned();
        assert!(found.len() < expected.len(), "it never ends");
    }
    assert_eq!(found, expected);
}

#[test]
fn the_header_accept_chooses_among_the_formats() {
    let items = "/ogc/collections/places/items?limit=3";
    for offer in FORMATS {
        let named = offer.media_type.split(';').next().unwrap();
        let given = READ_ONLY.get_with(items, header::ACCEPT, named);
        assert_eq!(given.status, StatusCode::OK, "{named}");
        let media_type = given.header(header::CONTENT_TYPE).to_owned();
        if offer.format == Format::CsvMetadata {
            assert_eq!(
                media_type, "application/geo+json",
                "a page has no such form"
            );
            continue;
        }
        assert!(media_type.starts_with(named), "{named}: {media_type}");
        assert!(given.header(header::VARY).contains("accept"), "{named}");
        let form = page("places", offer.extension, "&limit=3");
        let etag = READ_ONLY.get(&form).header(header::ETAG).to_owned();
        let again = READ_ONLY.get_with(&form, header::IF_NONE_MATCH, &etag);
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{form}");
    }
    // What is named beats what would do as well; the parameter beats the header.
    let csv = READ_ONLY.get_with(items, header::ACCEPT, "text/csv, */*;q=0.1");
    assert!(csv.header(header::CONTENT_TYPE).starts_with("text/csv"));
    let json = READ_ONLY.get_with(&page("places", "json", ""), header::ACCEPT, "text/csv");
    assert_eq!(json.header(header::CONTENT_TYPE), "application/geo+json");
    // One feature, and every other document, is data or a page.
    for path in ["/ogc", "/ogc/collections/places/items/abdinli"] {
        let answer = READ_ONLY.get_with(path, header::ACCEPT, "text/csv");
        assert!(
            answer.header(header::CONTENT_TYPE).contains("json"),
            "{path}"
        );
    }
}

#[test]
fn what_a_page_in_a_format_does_not_know_is_refused_with_a_sentence() {
    let problem = |query: &str| {
        READ_ONLY
            .get(&format!("/ogc/collections/places/items?{query}"))
            .problem(400)
    };
    assert!(problem("f=shp").contains("json, html, geojsons"));
    assert!(problem("f=csv-metadata.json").contains("json, html, geojsons"));
    let mercator = "crs=http://www.opengis.net/def/crs/EPSG/0/3857";
    for query in [mercator, "skipGeometry=true", "properties=names"] {
        assert!(problem(&format!("f=csv&{query}")).contains("go with GeoJSON"));
    }
    let nothing = READ_ONLY.get("/ogc/collections/nothing/items?f=csv");
    assert!(nothing.problem(404).contains("no collection"));
    let one = READ_ONLY.get("/ogc/collections/places/items/abdinli?f=csv");
    assert_eq!(one.problem(400), "Parameter f must be json or html.");
}
