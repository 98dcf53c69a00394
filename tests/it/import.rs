//! Places from files into the data folder.

use std::io::Cursor;

use contactline::{
    atlas::{facade::Atlas, import::Preview, place_files::read::PlaceFormat},
    model::place::PlaceKind,
};

/// Lines as a country file of `GeoNames` has them; the places are made up.
fn country() -> String {
    let line = |id: u32, name: &str, others: &str, lat: f64, lon: f64, code: &str| {
        let class = if code == "SPNG" { "H" } else { "P" };
        format!(
            "{id}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{class}\t{code}\tAZ\t\t99\t\t\t\t0\t\t0\tAsia/Baku\t2020-01-01\n"
        )
    };
    [
        line(
            990_001,
            "Zzyzxabad",
            "Zızıxabad,Зызыхабад",
            39.9,
            47.3,
            "PPL",
        ),
        line(990_002, "Qwertikend", "", 39.8, 47.4, "PPLQ"),
        line(
            146_970,
            "Stepanakert",
            "Xankəndi,Stepanagerd",
            39.817,
            46.752,
            "PPL",
        ),
        "broken line\n".to_owned(),
        "990004\tNowhere\tNowhere\t\tnorth\t47.0\tP\tPPL\tAZ\t\t\t\t\t\t0\t\t0\t\t\n".to_owned(),
        line(990_005, "Some Spring", "", 39.9, 47.3, "SPNG"),
    ]
    .concat()
}

fn import(atlas: &Atlas, text: &str, format: PlaceFormat, dry: bool) -> Preview {
    atlas
        .import_places(Cursor::new(text.to_owned()), format, dry)
        .unwrap()
}

#[test]
fn a_country_file_comes_in_once_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    let dry = import(&atlas, &country(), PlaceFormat::Geonames, true);
    let done = import(&atlas, &country(), PlaceFormat::Geonames, false);
    assert_eq!(dry, done, "the preview is what is done");
    assert_eq!((done.new, done.changed), (2, 1), "{done:?}");
    let rows: Vec<usize> = done.refused.iter().map(|(row, _)| *row).collect();
    assert_eq!(rows, [4, 5]);
    assert!(done.refused[1].1.contains("north"), "{:?}", done.refused);

    // Opening seeds again: what was imported is still there, and once more changes nothing.
    let atlas = Atlas::open(folder.path()).unwrap();
    let found = atlas.search("Qwertikend", 3).unwrap();
    let kind = &found["features"][0]["properties"]["kind"];
    assert_eq!(*kind, serde_json::json!(PlaceKind::AbandonedVillage));
    let found = atlas.search("Stepanagerd", 1).unwrap();
    assert_eq!(found["features"][0]["id"], "stepanakert");
    let again = import(&atlas, &country(), PlaceFormat::Geonames, false);
    assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 3));
}

#[test]
fn names_tables_and_features_come_in_too() {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    import(&atlas, &country(), PlaceFormat::Geonames, false);
    let atlas = Atlas::open(folder.path()).unwrap();
    let names = "1\t990001\thy\tԶըզըխաբադ\t1\t\t\t\t\t\n2\t5\ten\tElsewhere\t\t\t\t\t\t\n3\tx\n";
    let done = import(&atlas, names, PlaceFormat::GeonamesAlternate, false);
    assert_eq!((done.changed, done.ignored, done.refused.len()), (1, 1, 1));
    let table = "name,lon,lat,kind\nTablitsa,46.9,39.7,village\nNobody,200,39,village\nThing,46,39,spaceship\n";
    let done = import(&atlas, table, PlaceFormat::Csv, false);
    assert_eq!((done.new, done.refused.len()), (1, 2), "{done:?}");
    let features = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"made-up-1","geometry":{"type":"Point","coordinates":[46.8,39.6]},"properties":{"name":"Featurabad"}},
        {"type":"Feature","geometry":null,"properties":{"name":"Nowhere"}}]}"#;
    let done = import(&atlas, features, PlaceFormat::Geojson, false);
    assert_eq!((done.new, done.refused.len()), (1, 1), "{done:?}");
    let record = r#"{"id":1,"placetype":"locality","name":"Wofabad","lat":39.5,"lon":46.6,"country":"AZ","names":{"aze":{"preferred":["Vofabad"]}},"conc":{},"pop":0}"#;
    let done = import(&atlas, record, PlaceFormat::WofJsonl, false);
    assert_eq!(done.new, 1, "{done:?}");
    assert!(
        atlas
            .import_places(Cursor::new("{"), PlaceFormat::Geojson, false)
            .is_err()
    );
}
