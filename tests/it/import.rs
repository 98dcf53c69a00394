//! Places from files into the data folder.

use std::io::Cursor;

use contactline::{
    atlas::{facade::Atlas, import::Preview, place_files::read::PlaceFormat},
    model::{names::Language, place::PlaceKind},
};
use serde_json::{Value, json};

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
    let found = atlas.search("Qwertikend", 3, Language::En).unwrap();
    let kind = &found["features"][0]["properties"]["kind"];
    assert_eq!(*kind, serde_json::json!(PlaceKind::AbandonedVillage));
    let found = atlas.search("Stepanagerd", 1, Language::En).unwrap();
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

/// A line of `alternateNamesV2`: flags are preferred, short, colloquial and historic.
fn alternate(language: &str, name: &str, flags: [&str; 4], period: [&str; 2]) -> String {
    let (flags, period) = (flags.join("\t"), period.join("\t"));
    format!("1\t990010\t{language}\t{name}\t{flags}\t{period}\n")
}

/// A country file with one village that has a name by way of Russian alone.
const SOVIET: &str = "990010\tDzhyrdakhan\tDzhyrdakhan\tДжырдахан\t39.5\t47.0\tP\tPPL\tAZ\t\t99\t\t\t\t0\t\t0\tAsia/Baku\t2020-01-01\n";

fn first(atlas: &Atlas, name: &str, language: Language) -> Value {
    atlas.search(name, 1, language).unwrap()["features"][0]["properties"].take()
}

#[test]
fn names_keep_language_script_authority_use_and_period() {
    let folder = tempfile::tempdir().unwrap();
    import(
        &Atlas::open(folder.path()).unwrap(),
        SOVIET,
        PlaceFormat::Geonames,
        false,
    );
    let names = [
        alternate("az", "Cırdaxan", ["1", "", "", ""], ["", ""]),
        alternate("hy", "Ջրդախան", ["", "", "", ""], ["1992", ""]),
        alternate("ru", "Ворошиловка", ["", "", "", "1"], ["1936", "1961"]),
    ]
    .concat();
    let atlas = Atlas::open(folder.path()).unwrap();
    import(&atlas, &names, PlaceFormat::GeonamesAlternate, false);
    let atlas = Atlas::open(folder.path()).unwrap();
    let again = import(&atlas, &names, PlaceFormat::GeonamesAlternate, false);
    assert_eq!((again.new, again.changed), (0, 0), "{again:?}");
    let again = import(&atlas, SOVIET, PlaceFormat::Geonames, false);
    assert_eq!((again.new, again.changed), (0, 0), "{again:?}");

    let found = first(&atlas, "Cırdaxan", Language::En);
    let toponym = |name: &str| {
        let all = found["toponyms"].as_array().unwrap();
        all.iter().find(|one| one["name"] == name).unwrap().clone()
    };
    assert_eq!(
        toponym("Ворошиловка"),
        json!({"name": "Ворошиловка", "language": "ru", "script": "Cyrl",
               "authority": "geonames", "use": "historic", "from": "1936", "to": "1961"})
    );
    assert_eq!(toponym("Ջրդախան")["from"], "1992");
    assert_eq!(toponym("Cırdaxan")["use"], "preferred");
    assert_eq!(toponym("Dzhyrdakhan")["use"], "variant");
    assert_eq!(found["names"]["ru"], "Джырдахан", "not the historic one");
}

#[test]
fn a_soviet_form_is_never_shown_as_if_it_were_the_name() {
    let folder = tempfile::tempdir().unwrap();
    import(
        &Atlas::open(folder.path()).unwrap(),
        SOVIET,
        PlaceFormat::Geonames,
        false,
    );
    let atlas = Atlas::open(folder.path()).unwrap();
    let found = first(&atlas, "Dzhyrdakhan", Language::En);
    assert_eq!(found["label"], "Dzhyrdakhan (Soviet-era form)");
    assert_eq!(found["names"]["en"], Value::Null);
    // The same for a name of either side: with it the Soviet form is a variant among others.
    for (code, name) in [("az", "Cırdaxan"), ("hy", "Ջրդախան")] {
        let folder = tempfile::tempdir().unwrap();
        import(
            &Atlas::open(folder.path()).unwrap(),
            SOVIET,
            PlaceFormat::Geonames,
            false,
        );
        let atlas = Atlas::open(folder.path()).unwrap();
        let names = alternate(code, name, ["", "", "", ""], ["", ""]);
        import(&atlas, &names, PlaceFormat::GeonamesAlternate, false);
        let found = first(
            &Atlas::open(folder.path()).unwrap(),
            "Dzhyrdakhan",
            Language::En,
        );
        assert_eq!(found["label"], name);
        assert_eq!(found["label_en"], Value::Null);
        assert!(found["variants"].to_string().contains("Dzhyrdakhan"));
    }
}

#[test]
fn the_towns_of_the_wider_area_are_built_in_and_called_as_the_reader_does() {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    for (query, language, label) in [
        ("Baku", Language::En, "Baku"),
        ("Баку", Language::Az, "Bakı"),
        ("Bakı", Language::Hy, "Բաքու"),
        ("Sumqayit", Language::Az, "Sumqayıt"),
        ("Gyumri", Language::Ru, "Гюмри"),
        ("Xankəndi", Language::Hy, "Ստեփանակերտ"),
        ("Ստեփանակերտ", Language::En, "Khankendi / Stepanakert"),
    ] {
        assert_eq!(first(&atlas, query, language)["label"], label, "{query}");
    }
}
