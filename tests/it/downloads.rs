//! Every layer in every format: the same features for the same question, and what each file says
//! about itself.

use std::{collections::BTreeSet, fs, process::Command};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use contactline::format::kinds::{FORMATS, Format};
use rusqlite::Connection;
use serde_json::Value;

use crate::support::{Answer, READ_ONLY, Server, unpacked};

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

fn url(layer: &str, extension: &str, query: &str) -> String {
    format!("/layers/{layer}.{extension}{query}")
}

/// The rows of a CSV table, its names first.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes)
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// The texts between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    let parts = text.split(from).skip(1);
    parts.map(|part| part.split(to).next().unwrap()).collect()
}

/// The identifiers of a `FlatGeobuf` file.
fn of_flatgeobuf(bytes: &[u8]) -> Vec<String> {
    use flatgeobuf::{FallibleStreamingIterator as _, FeatureProperties as _, FgbReader};
    let mut cursor = std::io::Cursor::new(bytes);
    let mut features = FgbReader::open(&mut cursor).unwrap().select_all().unwrap();
    let mut ids = Vec::new();
    while let Some(feature) = features.next().unwrap() {
        ids.push(feature.property::<String>("id").unwrap());
    }
    ids
}

/// The identifiers of a `GeoParquet` file, after a look at what it says about its geometries.
fn of_geoparquet(bytes: &[u8]) -> Vec<String> {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(bytes)).unwrap();
    let said = reader.metadata().file_metadata().key_value_metadata();
    let said = said.unwrap().iter().find(|pair| pair.key == "geo").unwrap();
    let geo: Value = serde_json::from_str(said.value.as_ref().unwrap()).unwrap();
    assert_eq!(geo["version"], "1.1.0");
    let column = geo["primary_column"].as_str().unwrap().to_owned();
    assert_eq!(geo["columns"][&column]["encoding"], "WKB");
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| {
        let row = row.unwrap();
        let mut cells = row.get_column_iter();
        let id = cells.find(|(name, _)| *name == "id").unwrap().1.to_string();
        id.trim_matches('"').to_owned()
    })
    .collect()
}

/// The identifiers in an answer, in its order.
pub(crate) fn ids(format: Format, answer: &Answer, layer: &str) -> Vec<String> {
    let of = |feature: &Value| feature["id"].as_str().unwrap().to_owned();
    let text = || answer.text();
    match format {
        Format::GeoJson | Format::JsonFg => answer.json()["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(of)
            .collect(),
        Format::GeoJsonLines => text()
            .lines()
            .map(|line| of(&serde_json::from_str(line).unwrap()))
            .collect(),
        Format::GeoJsonSequence => text()
            .split('\u{1e}')
            .skip(1)
            .map(|one| of(&serde_json::from_str(one).unwrap()))
            .collect(),
        Format::Csv | Format::HxlCsv => {
            let head = if format == Format::Csv { 1 } else { 2 };
            let records = records(&answer.bytes).into_iter().skip(head);
            records.map(|record| record[0].clone()).collect()
        }
        Format::Kml => between(&text(), "<Data name=\"id\"><value>", "</value>")
            .into_iter()
            .map(str::to_owned)
            .collect(),
        Format::Gpx => between(&text(), "<cmt>", "</cmt>")
            .into_iter()
            .map(str::to_owned)
            .collect(),
        Format::GeoPackage => {
            let file = tempfile::NamedTempFile::new().unwrap();
            fs::write(file.path(), &answer.bytes).unwrap();
            let package = Connection::open(file.path()).unwrap();
            let mut rows = package
                .prepare(&format!("select id from \"{layer}\" order by fid"))
                .unwrap();
            let ids = rows.query_map([], |row| row.get(0)).unwrap();
            ids.map(Result::unwrap).collect()
        }
        Format::FlatGeobuf => of_flatgeobuf(&answer.bytes),
        Format::GeoParquet => of_geoparquet(&answer.bytes),
        Format::Xlsx => {
            let sheet = unpacked(&answer.bytes);
            let sheet = between(&sheet, "xl/worksheets/sheet1.xml\n", "</sheetData>")[0];
            let rows = sheet.split("<row ").skip(2);
            rows.map(|row| between(row, "<t>", "</t>")[0].to_owned())
                .collect()
        }
        Format::CsvMetadata => unreachable!("it has no rows"),
    }
}

fn with_rows() -> impl Iterator<Item = (Format, &'static str)> {
    FORMATS
        .iter()
        .map(|offer| (offer.format, offer.extension))
        .filter(|(format, _)| *format != Format::CsvMetadata)
}

fn assert_same(server: &Server, layer: &str, query: &str) -> usize {
    assert_alike(server, layer, &|extension| url(layer, extension, query))
}

/// Compares the features under the addresses of all formats, and says how many there are.
pub(crate) fn assert_alike(server: &Server, layer: &str, url: &dyn Fn(&str) -> String) -> usize {
    let whole = server.get(&url("geojson"));
    let expected = ids(Format::GeoJson, &whole, layer);
    let located: Vec<String> = whole.json()["features"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|feature| !feature["geometry"].is_null())
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect();
    for (format, extension) in with_rows() {
        let path = url(extension);
        let answer = server.get(&path);
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        let mut found = ids(format, &answer, layer);
        let mut wanted = if format.needs_geometry() {
            located.clone()
        } else {
            expected.clone()
        };
        // An index has an order of its own, and tracks come after all waypoints.
        if format.needs_geometry() {
            found.sort();
            wanted.sort();
        }
        assert!(
            found == wanted,
            "{path}: {} of {}",
            found.len(),
            wanted.len()
        );
        if format == Format::Gpx && located.len() < expected.len() {
            let missing = expected.len() - located.len();
            let said = format!("{missing} features that cannot be located");
            assert!(answer.text().contains(&said), "{path} does not say so");
        }
    }
    expected.len()
}

#[test]
fn every_format_of_every_layer_has_the_same_features() {
    for layer in COLLECTIONS {
        assert!(assert_same(&READ_ONLY, layer, "") > 0, "{layer} is empty");
    }
}

#[test]
fn every_format_answers_the_same_question() {
    let rows = |layer, query| assert_same(&READ_ONLY, layer, query);
    let all = rows("incidents", "");
    let some = rows("incidents", "?datetime=2020-10-01/2020-10-10");
    assert!(0 < some && some < all, "{some} of {all}");
    assert!(rows("places", "?bbox=46.7,39.7,46.9,39.9") > 0);
    assert!(rows("contact-line", "?datetime=2020-10-20&stance=az-claimed") > 0);
    assert!(rows("control", "?datetime=2020-10-20&bbox=46.9,39.4,47.1,39.7") > 0);
    assert_eq!(rows("places", "?bbox=0,0,1,1"), 0);
}

#[test]
fn what_is_nowhere_stays_in_the_tables_and_is_counted_where_it_is_left_out() {
    let server = Server::start();
    let file = server.folder().join("contactline.sqlite");
    let changed = Connection::open(file)
        .unwrap()
        .execute(
            "update feature set min_lon = null, min_lat = null, max_lon = null, max_lat = null,
                 body = json_set(body, '$.geometry', null, '$.properties.location.point', null)
             where collection in ('incidents', 'claims') and id like 'i-20160402-01%'",
            [],
        )
        .unwrap();
    assert!(changed > 1, "{changed}");
    for layer in ["incidents", "claims"] {
        assert_same(&server, layer, "?datetime=2016-04-02");
        assert_same(&server, layer, "");
    }
}

#[test]
fn every_file_tells_its_licence_its_sources_and_its_query_or_has_them_beside_it() {
    let query = "?datetime=2020-09-30";
    for (format, extension) in with_rows() {
        let path = url("incidents", extension, query);
        let answer = READ_ONLY.get(&path);
        let links = answer.header(header::LINK);
        let licence = "<https://spdx.org/licenses/CC-BY-4.0.html>; rel=\"license\"";
        assert!(links.contains(licence), "{path}: {links}");
        let name = answer.header(header::CONTENT_DISPOSITION);
        assert_eq!(
            name,
            format!("attachment; filename=\"contactline-incidents.{extension}\"")
        );
        assert_eq!(
            answer.header(header::CONTENT_TYPE),
            format.offer().media_type
        );
        let text = match format {
            Format::Csv | Format::HxlCsv => {
                assert!(links.contains("/layers/incidents.csv-metadata.json?datetime=2020-09-30>"));
                READ_ONLY
                    .get(&url("incidents", "csv-metadata.json", query))
                    .text()
            }
            Format::Xlsx => unpacked(&answer.bytes),
            // What is only a row of features has nothing but its head.
            Format::GeoJsonLines | Format::GeoJsonSequence => continue,
            _ => answer.text(),
        };
        let attribution = "contactline (CC BY 4.0)";
        for said in ["CC-BY-4.0", attribution, "ANI, quoting the Azerbaijani"] {
            assert!(text.contains(said), "{path} does not say {said}");
        }
        assert!(text.contains("datetime=2020-09-30"), "{path} has no query");
    }
}

#[test]
fn the_columns_of_a_table_are_described_beside_it() {
    for query in ["", "?bbox=46,39,47,40"] {
        let table = READ_ONLY.get(&url("incidents", "csv", query));
        let names = records(&table.bytes).remove(0);
        let metadata = READ_ONLY.get(&url("incidents", "csv-metadata.json", query));
        let document = metadata.json();
        let columns = document["tableSchema"]["columns"].as_array().unwrap();
        let described: Vec<&str> = columns
            .iter()
            .map(|column| column["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, described);
        let unique: BTreeSet<&str> = described.iter().copied().collect();
        assert_eq!(unique.len(), described.len());
        let address = document["url"].as_str().unwrap();
        // Commas may be written either way.
        let decoded: String = form_urlencoded::parse(format!("x={address}").as_bytes())
            .map(|(_, value)| value.into_owned())
            .take(1)
            .collect();
        let ends = format!("/layers/incidents.csv{query}");
        assert!(decoded.ends_with(&ends), "{address}");
    }
    let tagged = READ_ONLY.get("/layers/incidents.csv?hxl=true");
    assert_eq!(
        tagged.bytes,
        READ_ONLY.get("/layers/incidents.hxl.csv").bytes
    );
    let tags = records(&tagged.bytes).remove(1);
    assert!(tags.iter().all(|tag| tag.starts_with('#')), "{tags:?}");
}

#[test]
fn flat_features_have_no_nesting_and_keep_both_sides_apart() {
    let nested = READ_ONLY.get("/layers/incidents.geojson").json();
    let flat = READ_ONLY.get("/layers/incidents.geojson?flat=true").json();
    assert_eq!(flat["licence"], nested["licence"]);
    let pairs = nested["features"].as_array().unwrap().iter();
    let mut said = [0, 0];
    for (nested, flat) in pairs.zip(flat["features"].as_array().unwrap()) {
        assert_eq!(nested["id"], flat["id"]);
        assert_eq!(nested["geometry"], flat["geometry"]);
        let properties = flat["properties"].as_object().unwrap();
        for (name, value) in properties {
            assert!(!value.is_object() && !value.is_array(), "{name}: {value}");
        }
        let (names, az) = (&nested["properties"]["names"], &properties["names_en"]);
        assert_eq!(&names["en"], az);
        for (n, side) in ["az", "arm"].into_iter().enumerate() {
            let claims = nested["properties"]["claims"].as_array().unwrap();
            let of_side = claims.iter().filter(|claim| claim["claimant_side"] == side);
            let column = &properties[&format!("said_by_{side}")];
            let sentences = column.as_str().unwrap_or_default();
            for claim in of_side {
                let claimant = claim["claimant"].as_str().unwrap();
                assert!(
                    sentences.contains(claimant),
                    "{claimant} not in {sentences}"
                );
                said[n] += 1;
            }
        }
    }
    assert!(said.iter().all(|count| *count > 5), "{said:?}");
}

#[test]
fn files_can_be_had_in_parts_that_make_the_whole() {
    for extension in ["gpkg", "fgb", "xlsx"] {
        let path = url("places", extension, "");
        let whole = READ_ONLY.get(&path);
        let etag = whole.header(header::ETAG).to_owned();
        assert!(etag.starts_with('"'), "{etag}");
        assert_eq!(whole.header(header::ACCEPT_RANGES), "bytes");
        let half = whole.bytes.len() / 2;
        let part = |range: &str, tag: &str| {
            READ_ONLY.send(
                Request::get(&path)
                    .header(header::RANGE, range)
                    .header(header::IF_RANGE, tag)
                    .body(Body::empty())
                    .unwrap(),
            )
        };
        let first = part(&format!("bytes=0-{}", half - 1), &etag);
        let second = part(&format!("bytes={half}-"), &etag);
        assert_eq!(first.status, StatusCode::PARTIAL_CONTENT);
        let length = whole.bytes.len();
        assert_eq!(
            second.header(header::CONTENT_RANGE),
            format!("bytes {half}-{}/{length}", length - 1)
        );
        assert!(
            [first.bytes, second.bytes].concat() == whole.bytes,
            "{path}"
        );
        assert_eq!(part("bytes=0-9", "\"other\"").bytes.len(), length);
        let beyond = part(&format!("bytes={length}-"), &etag);
        assert!(beyond.problem(416).contains("bytes"));
        assert_eq!(
            beyond.header(header::CONTENT_RANGE),
            format!("bytes */{length}")
        );
        let packed = READ_ONLY.get_with(&path, header::ACCEPT_ENCODING, "gzip");
        assert_eq!(packed.header(header::CONTENT_ENCODING), "");
    }
}

#[test]
fn every_format_has_a_tag_of_its_own_and_knows_when_nothing_changed() {
    let mut tags = BTreeSet::new();
    for offer in FORMATS {
        let path = url("region", offer.extension, "");
        let etag = READ_ONLY.get(&path).header(header::ETAG).to_owned();
        let again = READ_ONLY.get_with(&path, header::IF_NONE_MATCH, &etag);
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        assert!(again.bytes.is_empty());
        assert!(tags.insert(etag), "{path} has the tag of another format");
    }
}

#[test]
fn what_a_format_does_not_know_is_refused_with_a_sentence() {
    let problem = |path: &str, status| READ_ONLY.get(path).problem(status);
    assert!(problem("/layers/places.shp", 404).contains("geojsonl, jsonfg, hxl.csv, csv"));
    assert!(problem("/layers/places.kml?hxl=true", 400).contains("csv alone"));
    assert!(problem("/layers/places.csv?flat=yes", 400).contains("true or false"));
    assert!(problem("/layers/places.gpkg?limit=3", 400).contains("limit"));
    assert!(problem("/layers/nothing.xlsx", 404).contains("no collection"));
    assert!(problem("/layers/nothing.csv", 404).contains("no collection"));
}

#[test]
fn gdal_counts_the_same_features_in_every_format() {
    if Command::new("ogrinfo").arg("--version").output().is_err() {
        eprintln!("ogrinfo is not installed: nothing was compared with it.");
        return;
    }
    let known = Command::new("ogrinfo").arg("--formats").output().unwrap();
    let reads_parquet = String::from_utf8_lossy(&known.stdout).contains("Parquet");
    if !reads_parquet {
        eprintln!("This ogrinfo reads no Parquet: that format was not compared with it.");
    }
    let folder = tempfile::tempdir().unwrap();
    for layer in ["incidents", "water", "contact-line", "stepanakert"] {
        let whole = READ_ONLY.get(&url(layer, "geojson", ""));
        let count = ids(Format::GeoJson, &whole, layer).len();
        for (format, extension) in with_rows() {
            if format == Format::GeoParquet && !reads_parquet {
                continue;
            }
            let file = folder.path().join(format!("{layer}.{extension}"));
            fs::write(&file, READ_ONLY.get(&url(layer, extension, "")).bytes).unwrap();
            let mut ogrinfo = Command::new("ogrinfo");
            ogrinfo.args(["-ro", "-so", "-al"]).arg(&file);
            let said = ogrinfo.output().unwrap();
            let text = String::from_utf8_lossy(&said.stdout).into_owned();
            let counts = between(&text, "Feature Count: ", "\n");
            let layers = between(&text, "Layer name: ", "\n");
            let counts: Vec<usize> = layers
                .iter()
                .zip(counts)
                // GPX has the points of tracks as a layer too, XLSX what it says about itself.
                .filter(|(name, _)| **name != "track_points" && **name != "About")
                .map(|(_, count)| count.parse().unwrap())
                .collect();
            let tags = usize::from(format == Format::HxlCsv);
            assert_eq!(
                counts.iter().sum::<usize>(),
                count + tags,
                "{layer}.{extension}: {text} {}",
                String::from_utf8_lossy(&said.stderr)
            );
        }
    }
}
