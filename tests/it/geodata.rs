//! The built-in data: valid, cited, and of the expected size on the ground.

use std::{collections::BTreeSet, fs, path::PathBuf};

use contactline::{
    atlas::{builtin, tables},
    model::{feature::Feature, id::Id, place::Place},
};
use geo::{Geodesic, GeodesicArea as _, Length as _, Validation as _};
use geo_types::{Geometry, Polygon};
use serde_json::Value;

use crate::support::READ_ONLY;

fn geodata() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("geodata")
}

fn layer_files() -> Vec<(String, Value)> {
    let mut files = Vec::new();
    for folder in ["layers", "line"] {
        for entry in fs::read_dir(geodata().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
            files.push((
                name,
                serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap(),
            ));
        }
    }
    assert_eq!(files.len(), 6, "five layers and one version of the line");
    files
}

fn feature(collection: &str, id: &str) -> Feature {
    builtin::layers()
        .unwrap()
        .into_iter()
        .find(|feature| feature.collection.as_str() == collection && feature.id.as_str() == id)
        .unwrap_or_else(|| panic!("no {id} in {collection}"))
}

fn km2(feature: &Feature) -> f64 {
    feature
        .shape
        .as_ref()
        .unwrap()
        .geometry()
        .geodesic_area_unsigned()
        / 1e6
}

/// Asserts that a figure is within `percent` of what is expected.
fn within(percent: f64, found: f64, expected: f64) {
    let off = (found / expected - 1.0) * 100.0;
    assert!(
        off.abs() <= percent,
        "{found:.1} is {off:+.2} % off {expected}"
    );
}

#[test]
fn the_line_of_contact_is_231_km_long_and_has_the_table_s_103_vertices() {
    let line = feature("contact-line", "contact-line-1994-05-12");
    let Geometry::LineString(trace) = line.shape.as_ref().unwrap().geometry() else {
        panic!("the line is a LineString");
    };
    within(1.0, Geodesic.length(trace) / 1000.0, 231.4);
    let table = fs::read_to_string(geodata().join("contact-line-1994.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let vertices: Vec<(u32, f64, f64)> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(vertices.len(), 103);
    for ((_, lon, lat), coord) in vertices.iter().zip(trace.coords()) {
        assert_eq!((*lon, *lat), (coord.x, coord.y));
    }
}

#[test]
fn areas_on_the_ground_are_as_expected() {
    within(1.0, km2(&feature("region", "held-1994-2020")), 11_544.0);
    within(1.0, km2(&feature("region", "nkao")), 4_282.0);
    let sevan = builtin::layers()
        .unwrap()
        .into_iter()
        .find(|feature| feature.properties["names"]["en"] == "Lake Sevan")
        .expect("Lake Sevan is in the layer of waters");
    within(2.0, km2(&sevan), 1_263.0);
}

#[test]
fn towns_lie_as_far_from_the_line_as_other_tools_measured() {
    let places = tables::places(builtin::PLACES).unwrap();
    // Positions of towns are good to a kilometre (`accuracy_km`), and so are these figures.
    for (id, km, tolerance) in [
        ("aghdam", 6.4, 1.0),
        ("fuzuli", 11.8, 1.0),
        ("stepanakert", 29.5, 1.0),
    ] {
        let place = places
            .iter()
            .find(|place| place.id.as_str() == id)
            .unwrap_or_else(|| panic!("{id}"));
        let (lon, lat) = (place.position.lon(), place.position.lat());
        let found = READ_ONLY
            .get(&format!("/line/locate?lon={lon}&lat={lat}&on=2019-01-01"))
            .json();
        let off = found["offset_km"].as_f64().unwrap().abs() - km;
        assert!(off.abs() <= tolerance, "{id}: {found}");
    }
}

#[test]
fn every_layer_is_rfc_7946_with_the_agreed_properties() {
    let sources: BTreeSet<Id> = builtin::sources()
        .unwrap()
        .into_iter()
        .map(|source| source.id)
        .collect();
    for (name, layer) in layer_files() {
        assert_eq!(layer["type"], "FeatureCollection", "{name}");
        assert!(layer.get("crs").is_none(), "{name}: RFC 7946 knows no crs");
        let mut ids = BTreeSet::new();
        for feature in layer["features"].as_array().unwrap() {
            let id = feature["id"]
                .as_str()
                .unwrap_or_else(|| panic!("{name}: a feature without id"));
            assert!(ids.insert(id.to_owned()), "{name}: {id} twice");
            let properties = &feature["properties"];
            assert!(properties["names"].is_object(), "{name}: {id} has no names");
            assert!(properties["kind"].is_string(), "{name}: {id}");
            assert!(
                properties["accuracy_m"].as_f64().is_some_and(|m| m > 0.0),
                "{name}: {id}"
            );
            for end in ["valid_from", "valid_to"] {
                let value = properties
                    .get(end)
                    .unwrap_or_else(|| panic!("{name}: {id}: {end}"));
                assert!(
                    value.is_null() || value.as_str().is_some_and(|day| day.len() == 10),
                    "{name}: {id}"
                );
            }
            let source: Id = properties["source"].as_str().unwrap().parse().unwrap();
            assert!(
                sources.contains(&source),
                "{name}: {id}: no source {source}"
            );
            let digits = feature["geometry"]["coordinates"].to_string();
            let longest = digits
                .split(|c: char| !c.is_ascii_digit() && c != '.')
                .filter_map(|number| number.split_once('.'))
                .map(|(_, decimals)| decimals.len())
                .max();
            assert!(longest <= Some(7), "{name}: {id} has {longest:?} decimals");
        }
    }
}

#[test]
fn every_geometry_is_valid_closed_and_right_handed() {
    for feature in builtin::layers().unwrap() {
        let geometry = feature.shape.as_ref().unwrap().geometry();
        let polygons: Vec<&Polygon<f64>> = match geometry {
            Geometry::Polygon(polygon) => vec![polygon],
            Geometry::MultiPolygon(many) => many.iter().collect(),
            _ => vec![],
        };
        assert!(
            geometry.is_valid(),
            "{}/{}: {:?}",
            feature.collection,
            feature.id,
            geometry.check_validation()
        );
        for polygon in polygons {
            assert!(polygon.exterior().is_closed() && polygon.exterior().0.len() >= 4);
        }
        let rect = feature.rect().unwrap();
        assert!(
            rect.min().x >= 42.9 && rect.max().x <= 51.0,
            "{}: {rect:?}",
            feature.id
        );
        assert!(
            rect.min().y >= 37.4 && rect.max().y <= 42.1,
            "{}: {rect:?}",
            feature.id
        );
    }
    // Reading orients rings; the files themselves must be right-handed too.
    for (name, layer) in layer_files() {
        for feature in layer["features"].as_array().unwrap() {
            let coordinates = &feature["geometry"]["coordinates"];
            let shells: Vec<&Value> = match feature["geometry"]["type"].as_str() {
                Some("Polygon") => vec![&coordinates[0]],
                Some("MultiPolygon") => coordinates
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|polygon| &polygon[0])
                    .collect(),
                _ => vec![],
            };
            for shell in shells {
                let ring: Vec<[f64; 2]> = serde_json::from_value(shell.clone()).unwrap();
                let twice: f64 = ring
                    .windows(2)
                    .map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1])
                    .sum();
                assert!(twice > 0.0, "{name}: {} runs clockwise", feature["id"]);
            }
        }
    }
}

#[test]
fn tables_name_only_places_and_sources_that_exist() {
    let sources: BTreeSet<Id> = builtin::sources()
        .unwrap()
        .into_iter()
        .map(|source| source.id)
        .collect();
    let places: Vec<Place> = tables::places(builtin::PLACES).unwrap();
    assert_eq!(places.len(), 760);
    let ids: BTreeSet<&Id> = places.iter().map(|place| &place.id).collect();
    assert_eq!(ids.len(), 760, "identifiers are unique");
    for place in &places {
        assert!(
            sources.contains(&place.source),
            "{}: {}",
            place.id,
            place.source
        );
        assert!(place.names.plain().is_some(), "{} has no name", place.id);
    }
    let incidents = tables::incidents(builtin::INCIDENTS).unwrap();
    assert_eq!(incidents.len(), 60);
    for row in &incidents {
        assert!(ids.contains(&row.place_id), "{}: {}", row.id, row.place_id);
        assert!(
            sources.contains(&row.source_id),
            "{}: {}",
            row.id,
            row.source_id
        );
    }
    let control = tables::control(builtin::CONTROL, builtin::BASELINE, &places).unwrap();
    assert_eq!(control.len(), 401 + 546);
    for statement in &control {
        let source: Id = statement.properties["source"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!(sources.contains(&source), "{}: {source}", statement.id);
    }
}

#[test]
fn the_places_of_both_sides_are_named_in_their_languages() {
    let places = tables::places(builtin::PLACES).unwrap();
    let settlements: Vec<&Place> = places
        .iter()
        .filter(|place| {
            matches!(
                place.kind.form(),
                contactline::model::place::PlaceForm::Settlement
            )
        })
        .collect();
    let share = |known: usize| known * 100 / settlements.len();
    assert!(
        share(
            settlements
                .iter()
                .filter(|place| place.names.az.is_some())
                .count()
        ) >= 90
    );
    assert!(
        share(
            settlements
                .iter()
                .filter(|place| place.names.hy.is_some())
                .count()
        ) >= 65
    );
}

#[test]
fn areas_that_reports_name_have_an_outline() {
    let outlines = &READ_ONLY.atlas.ground().outlines;
    for place in [
        "nagorno-karabakh",
        "held-area-1994-2020",
        "fuzuli-district",
        "lachin-district",
        "syunik-province",
    ] {
        assert!(
            outlines.contains_key(&place.parse::<Id>().unwrap()),
            "{place}"
        );
    }
    // An outline that is said to be a place's holds that place's representative point, or lies
    // within the outlines' own accuracy (±3 km) of it.
    let places = tables::places(builtin::PLACES).unwrap();
    for (id, shape) in outlines {
        let place = places
            .iter()
            .find(|place| place.id == *id)
            .unwrap_or_else(|| panic!("{id}"));
        let rect = shape.rect();
        let (lon, lat) = (place.position.lon(), place.position.lat());
        assert!(
            (rect.min().x - 0.05..=rect.max().x + 0.05).contains(&lon)
                && (rect.min().y - 0.05..=rect.max().y + 0.05).contains(&lat),
            "{id}: {lon}, {lat} is outside {rect:?}"
        );
    }
}

#[test]
fn the_folder_stays_small() {
    fn size(path: &std::path::Path) -> u64 {
        if path
            .file_name()
            .is_some_and(|name| name == ".cache" || name == "__pycache__")
        {
            0
        } else if path.is_dir() {
            fs::read_dir(path)
                .unwrap()
                .map(|entry| size(&entry.unwrap().path()))
                .sum()
        } else {
            fs::metadata(path).unwrap().len()
        }
    }
    let bytes = size(&geodata());
    assert!(bytes <= 4 * 1024 * 1024, "geodata/ has {bytes} bytes");
}
