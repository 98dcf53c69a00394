//! Incidents in bulk: tables of others come in, and our own come back.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use contactline::{
    atlas::{
        bulk::{
            dates::DateOrder, fields::Field, preview::BulkPreview, source_kind::SourceKind,
            wish::Wish,
        },
        download::Download,
        facade::Atlas,
        review::{Correction, Decision, Intent},
    },
    format::{cell::harmless, kinds::Format},
    line::stance::Stance,
    model::{gate::Policy, incident::State, side::Side},
    query::filter::Filter,
    store::incidents::Kept,
};
use proptest::{prelude::*, test_runner::TestRunner};
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{READ_ONLY, Server};

const NOBODY: Intent<'static> = Intent {
    actor: "test",
    why: None,
    expected: None,
};

fn open() -> (TempDir, Atlas) {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    (folder, atlas)
}

fn import(atlas: &Atlas, text: impl AsRef<[u8]>, wish: &Wish) -> BulkPreview {
    atlas
        .import_incidents("rows.csv", text.as_ref(), wish, "test", |_, _| {})
        .unwrap()
}

fn refusal(atlas: &Atlas, text: impl AsRef<[u8]>, wish: &Wish) -> String {
    atlas
        .import_incidents("rows.csv", text.as_ref(), wish, "test", |_, _| {})
        .expect_err("refused")
        .to_string()
}

fn counts(preview: &BulkPreview) -> [usize; 5] {
    [
        preview.new,
        preview.changed,
        preview.unchanged,
        preview.conflicts(),
        preview.refused.len(),
    ]
}

fn drafts(atlas: &Atlas) -> Vec<Kept> {
    atlas.queue(State::Draft).unwrap().incidents
}

/// The only draft.
fn draft(atlas: &Atlas) -> Kept {
    let mut drafts = drafts(atlas);
    assert_eq!(drafts.len(), 1, "{drafts:?}");
    drafts.pop().unwrap()
}

/// How many rows each table has.
fn tables(folder: &TempDir) -> BTreeMap<String, i64> {
    let database = Connection::open(folder.path().join("contactline.sqlite")).unwrap();
    let mut names = database
        .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite%'")
        .unwrap();
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let count = |name: &String| {
        let sql = format!("select count(*) from \"{name}\"");
        database.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    names
        .iter()
        .map(|name| (name.clone(), count(name)))
        .collect()
}

fn sound(atlas: &Atlas) {
    assert_eq!(atlas.verify().unwrap().faults, Vec::<String>::new());
}

const HEAD: &str =
    "id,date,kind,lon,lat,claimant,side,low,high,outcome,victim class,victim side,text\n";

fn row(id: &str, day: &str, lon: &str, lat: &str, low: u64, high: u64) -> String {
    format!(
        "{id},{day},shelling,{lon},{lat},An observer,third-party,{low},{high},killed,civilians,az,Shells fell.\n"
    )
}

#[test]
fn a_table_comes_in_as_drafts_and_a_second_time_changes_nothing() {
    let (folder, atlas) = open();
    let text = format!(
        "{HEAD}{}{}",
        row("1", "2020-10-03", "46.123456789", "39.987654321", 2, 5),
        row("2", "2020-10-04", "46.2", "39.9", 1, 1)
    );
    let before = tables(&folder);
    let dry = import(
        &atlas,
        &text,
        &Wish {
            dry: true,
            ..Wish::default()
        },
    );
    assert_eq!(tables(&folder), before, "a dry run writes nothing");
    let done = import(&atlas, &text, &Wish::default());
    assert_eq!(
        (dry.made.len(), done.made.len()),
        (0, 2),
        "only then is it made"
    );
    let done = BulkPreview {
        made: Vec::new(),
        ..done
    };
    assert_eq!(dry, done, "the preview is what is done");
    assert_eq!(counts(&done), [2, 0, 0, 0, 0], "{done:?}");
    let after = tables(&folder);
    assert_eq!(after["feature"], before["feature"], "nothing is public");
    let again = import(&atlas, &text, &Wish::default());
    assert_eq!(counts(&again), [0, 0, 2, 0, 0]);
    assert_eq!(tables(&folder), after);

    let kept = drafts(&atlas);
    let first = kept
        .iter()
        .find(|kept| kept.incident.properties.date_start.day() == 3)
        .unwrap();
    let properties = &first.incident.properties;
    let point = properties.location.point.unwrap();
    assert_eq!(
        (point.lon(), point.lat()),
        (46.123_456_789, 39.987_654_321),
        "never rounded"
    );
    let claim = &properties.claims[0];
    assert_eq!(
        (claim.claimant.as_str(), claim.claimant_side),
        ("An observer", Side::ThirdParty)
    );
    assert_eq!(
        (claim.quantity_low, claim.quantity_high),
        (Some(2), Some(5))
    );
    assert!(properties.line_position.is_some());
    // Opening again leaves imported incidents alone.
    drop(atlas);
    let atlas = Atlas::open(folder.path()).unwrap();
    assert_eq!(tables(&folder), after);
    sound(&atlas);
}

#[test]
fn nothing_comes_in_without_a_claimant_a_day_and_an_event() {
    let (_folder, atlas) = open();
    let said = Wish {
        source: Some(("An NGO".to_owned(), Side::ThirdParty)),
        ..Wish::default()
    };
    for (text, says) in [
        ("date,kind\n2020-10-03,clash\n", "--source TITLE --side"),
        (
            "kind,claimant,side\nclash,A,az\n",
            "--map COLUMN=date_start",
        ),
        ("date,claimant,side\n2020-10-03,A,az\n", "--map COLUMN=kind"),
        (
            "date,Date,kind\n2020-10-03,2020-10-04,clash\n",
            "rename one",
        ),
        ("", "empty"),
    ] {
        let why = refusal(&atlas, text, &Wish::default());
        assert!(why.contains(says), "{text:?}: {why}");
    }
    let done = import(&atlas, "date,kind\n2020-10-03,clash\n,clash\n", &said);
    assert_eq!(counts(&done), [1, 0, 0, 0, 1], "{done:?}");
    assert_eq!(done.refused[0].row, 3);
    assert!(done.refused[0].why.contains("no date"), "{done:?}");
    assert_eq!(
        draft(&atlas).incident.properties.claims[0].claimant,
        "An NGO"
    );

    let mixed = "date,kind,claimant,side\n2020-10-03,clash,Somebody,\n2020-10-03,clash,,az\n\
                 2020-10-03,party,A,az\n2020-10-03,clash,A,them\n2020-10-03,clash,Government of Armenia,\n";
    let done = import(&atlas, mixed, &Wish::default());
    assert_eq!(counts(&done), [1, 0, 0, 0, 4], "{done:?}");
    let columns: Vec<_> = done
        .refused
        .iter()
        .map(|one| one.column.as_deref())
        .collect();
    assert_eq!(
        columns,
        [Some("side"), Some("claimant"), Some("kind"), Some("side")]
    );
}

#[test]
fn columns_are_mapped_by_name_and_by_whoever_imports() {
    let (_folder, atlas) = open();
    let russian = "Дата;Тип;Широта;Долгота;Кто заявил;Сторона;Колонка;Телефон\n\
                   2020-10-03;Обстрел;39,9;46,2;Минобороны;az;остаток;+374 10 000000\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
    let done = import(&atlas, &bytes, &Wish::default());
    assert_eq!(counts(&done), [1, 0, 0, 0, 0], "{done:?}");
    let fields: Vec<Field> = done.columns.iter().map(|(_, field)| *field).collect();
    assert_eq!(
        fields,
        [
            Field::DateStart,
            Field::Kind,
            Field::Lat,
            Field::Lon,
            Field::Claimant,
            Field::ClaimantSide
        ]
    );
    let aside: Vec<&str> = done
        .aside
        .iter()
        .map(|(column, _)| column.as_str())
        .collect();
    assert_eq!(aside, ["Колонка", "Телефон"]);
    assert!(done.aside[1].1.contains("person"));
    let properties = draft(&atlas).incident.properties;
    assert_eq!(
        (properties.kind.as_str(), properties.accuracy_m.value()),
        ("shelling", 1000.0)
    );

    let own = "Wann,Was,Wer,Tel\n2020-10-03,clash,Government of Azerbaijan,5\n";
    let map = |pairs: &[(&str, &str)]| Wish {
        map: pairs
            .iter()
            .map(|(column, field)| ((*column).to_owned(), (*field).to_owned()))
            .collect(),
        ..Wish::default()
    };
    let full = map(&[("Wann", "date_start"), ("Was", "kind"), ("Wer", "claimant")]);
    assert_eq!(counts(&import(&atlas, own, &full)), [1, 0, 0, 0, 0]);
    for (pairs, says) in [
        (&[("Wo", "place")][..], "There is no column \"Wo\""),
        (&[("Was", "colour")], "There is no field colour"),
        (&[("Tel", "note")], "speaks of a person"),
        (
            &[("Was", "kind"), ("Wer", "kind")],
            "one field is one column",
        ),
    ] {
        let why = refusal(&atlas, own, &map(pairs));
        assert!(why.contains(says), "{why}");
    }
}

#[test]
fn dates_that_can_be_two_days_are_asked_about() {
    let (_folder, atlas) = open();
    let text = format!(
        "{HEAD}{}{}{}",
        row("1", "03.10.2020", "46.2", "39.9", 1, 1),
        row("2", "10/3/2020", "46.2", "39.9", 1, 1),
        row("3", "27.10.2020", "46.2", "39.9", 1, 1)
    );
    let asked = import(
        &atlas,
        &text,
        &Wish {
            dry: true,
            ..Wish::default()
        },
    );
    assert_eq!(counts(&asked), [1, 0, 0, 0, 2]);
    assert!(
        asked
            .refused
            .iter()
            .all(|one| one.why.contains("--dates dmy"))
    );
    let order = |order| Wish {
        dry: true,
        dates: Some(order),
        ..Wish::default()
    };
    let day_first = import(&atlas, &text, &order(DateOrder::DayFirst));
    assert_eq!(counts(&day_first), [3, 0, 0, 0, 0]);
    let month_first = import(&atlas, &text, &order(DateOrder::MonthFirst));
    assert_eq!(month_first.refused.len(), 1, "27.10.2020 contradicts it");
    assert!(month_first.refused[0].why.contains("whole file"));
}

#[test]
fn swapped_missing_and_unreadable_positions_are_pointed_out_row_by_row() {
    let (_folder, atlas) = open();
    let rows = [
        ("39.9", "46.2", "looks swapped"),
        ("0", "0", "stands for none"),
        ("2.3", "48.9", "outside the map's region"),
        ("46.2", "", "no latitude"),
        ("east", "39.9", "no longitude"),
    ];
    let mut text = HEAD.to_owned();
    for (n, (lon, lat, _)) in rows.iter().enumerate() {
        text.push_str(&row(&format!("p{n}"), "2020-10-03", lon, lat, 1, 1));
    }
    text.push_str(
        &row("dms", "2020-10-03", "46°12'30\"\"E", "\"39,9 N\"", 1, 1)
            .replace("46°12'30\"\"E", "\"46°12'30\"\"E\""),
    );
    let done = import(&atlas, &text, &Wish::default());
    assert_eq!(counts(&done), [1, 0, 0, 0, 5], "{done:?}");
    for (refused, (_, _, says)) in done.refused.iter().zip(rows) {
        assert!(refused.why.contains(says), "{}", refused.why);
    }
    let point = draft(&atlas).incident.properties.location.point.unwrap();
    assert!((point.lon() - 46.208_333_333).abs() < 1e-6, "{point:?}");
}

#[test]
fn duplicates_long_cells_and_broken_rows_are_refused_alone() {
    let (_folder, atlas) = open();
    let good = row("1", "2020-10-03", "46.2", "39.9", 1, 1);
    let long = good
        .replace("Shells fell.", &"x".repeat(70_000))
        .replace("1,2020", "2,2020");
    let turned = good
        .replace("Shells fell.", "Shells\u{202e} fell.")
        .replacen('1', "4", 1);
    let backwards = row("5", "2020-10-03", "46.2", "39.9", 9, 1);
    let html = good
        .replace("Shells fell.", "<script>alert(1)</script>")
        .replacen('1', "6", 1);
    let text = format!("{HEAD}{good}{good}{long}3,2020-10-03\n{turned}{backwards}{html}");
    let done = import(&atlas, &text, &Wish::default());
    assert_eq!(counts(&done), [2, 0, 0, 0, 5], "{done:?}");
    let rows: Vec<usize> = done.refused.iter().map(|one| one.row).collect();
    assert_eq!(rows, [3, 4, 5, 6, 7]);
    for (refused, says) in done.refused.iter().zip([
        "Row 2 has the same key",
        "longer than 64 kB",
        "has 2 cells",
        "turn the direction",
        "below the lower",
    ]) {
        assert!(refused.why.contains(says), "{}", refused.why);
    }
    for bytes in [
        &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
        b"PK\x03\x04broken",
        b"{\"type\":",
    ] {
        let why = refusal(&atlas, bytes, &Wish::default());
        assert!(why.contains(' ') && why.ends_with('.'), "{why}");
    }
}

#[test]
fn names_of_places_are_looked_up_by_choice_and_exactly() {
    let (_folder, atlas) = open();
    let text = "date,kind,place,claimant,side\n2020-10-03,clash,Hadrut,A,az\n\
                2020-10-03,clash,Nowhereabad,A,az\n";
    let plain = import(
        &atlas,
        text,
        &Wish {
            dry: true,
            ..Wish::default()
        },
    );
    assert_eq!(
        counts(&plain),
        [2, 0, 0, 0, 0],
        "without the choice they are not located"
    );
    let wish = Wish {
        geocode: true,
        ..Wish::default()
    };
    let done = import(&atlas, text, &wish);
    assert_eq!(done.refused.len(), 1, "{done:?}");
    assert!(done.refused[0].why.contains("No place is called"));
    let location = draft(&atlas).incident.properties.location;
    assert_eq!(location.place.unwrap().as_str(), "hadrut");

    // A name of several places is not guessed: the candidates are named.
    let names = atlas_names_of_several(&atlas);
    let text = format!("date,kind,place,claimant,side\n2020-10-03,clash,{names},A,az\n");
    let done = import(&atlas, &text, &wish);
    assert_eq!(counts(&done), [0, 0, 0, 0, 1], "{names}: {done:?}");
    assert!(
        done.refused[0].why.contains("Several places are called"),
        "{done:?}"
    );
    // What is typed wins over a name.
    let typed = "date,kind,place,claimant,side,lon,lat\n2020-10-05,clash,Hadrut,A,az,46.5,39.5\n";
    import(&atlas, typed, &wish);
    let points = drafts(&atlas);
    let points = points
        .iter()
        .filter_map(|kept| kept.incident.properties.location.point);
    assert!(
        points
            .into_iter()
            .any(|point| (point.lon(), point.lat()) == (46.5, 39.5))
    );
}

/// A name that more than one place has.
fn atlas_names_of_several(atlas: &Atlas) -> String {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let features = downloaded(atlas, "places", Format::GeoJson);
    let layer: Value = serde_json::from_slice(&features).unwrap();
    for place in layer["features"].as_array().unwrap() {
        let name = place["properties"]["names"]["az"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let id = place["id"].as_str().unwrap().to_owned();
        if !name.is_empty() && !name.contains(',') && seen.insert(name.clone(), id).is_some() {
            return name;
        }
    }
    panic!("no name is one of several places");
}

const GED_HEAD: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_name,dyad_name,\
    side_a,side_b,number_of_sources,source_article,source_office,source_date,source_headline,\
    source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,\
    geom_wkt,country,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,\
    deaths_unknown,best,high,low\n";

/// A row of the data set: who is on either side, how many died, and who said so.
fn ged(id: u32, sides: [&str; 2], deaths: [u32; 2], original: &str, prec: u8) -> String {
    let best = deaths[0] + deaths[1];
    let (low, high) = (best.saturating_sub(2), best + 3);
    format!(
        "{id},X-{id},2020,1,Clear,1,Made up,{0} - {1},{0},{1},1,\"An agency, 2020-10-04\",An agency,\
         2020-10-04,A headline,{original},{prec},Made-up hill,near it,,,39.9,46.2,POINT (46.2 39.9),\
         Azerbaijan,1,2,2020-10-03 00:00:00.000,2020-10-04 00:00:00.000,{2},{3},0,0,{best},{high},{low}\n",
        sides[0], sides[1], deaths[0], deaths[1]
    )
}

#[test]
fn a_row_of_ucdp_ged_keeps_its_range_its_sides_and_its_original_source() {
    let (_folder, atlas) = open();
    let azerbaijan = "Government of Azerbaijan";
    let text = format!(
        "{GED_HEAD}{}",
        ged(
            7,
            ["Republic of Artsakh", azerbaijan],
            [5, 7],
            "Azerbaijani Ministry of Defence",
            2
        )
    );
    let done = import(&atlas, &text, &Wish::default());
    assert_eq!(
        (done.kind, counts(&done)),
        ("UCDP GED", [1, 0, 0, 0, 0]),
        "{done:?}"
    );
    let properties = draft(&atlas).incident.properties;
    assert_eq!((properties.where_prec, properties.date_prec), (3, 2));
    assert_eq!(json!(properties.accuracy_m), json!(25_000.0));
    let claims = &properties.claims;
    assert_eq!(claims[0].claimant_side, Side::Az);
    assert_eq!(
        claims[0].quantity_low, None,
        "UCDP's figures are put in nobody else's mouth"
    );
    let figures: Vec<Value> = claims[1..]
        .iter()
        .map(|claim| {
            json!([
                claim.claimant,
                claim.victim_side,
                claim.quantity_low,
                claim.quantity_high
            ])
        })
        .collect();
    assert_eq!(
        figures,
        [
            json!(["UCDP GED", null, 10, 15]),
            json!(["UCDP GED", "arm", 5, 5]),
            json!(["UCDP GED", "az", 7, 7])
        ]
    );
    assert!(
        claims[1].text.contains("12 deaths at best"),
        "{}",
        claims[1].text
    );
    assert_eq!(properties.sources[0].licence.as_deref(), Some("CC-BY-4.0"));

    let country = format!("{GED_HEAD}{}", ged(8, ["A", "B"], [1, 0], "", 6));
    import(&atlas, &country, &Wish::default());
    let off = drafts(&atlas);
    let off = off
        .iter()
        .find(|kept| kept.incident.properties.where_prec == 7)
        .unwrap();
    assert!(
        off.incident.shape.is_none(),
        "the point of a country stays off the map"
    );
    let wrong = country.replace(",1,4,0\n", ",9,4,0\n");
    let done = import(&atlas, &wrong, &Wish::default());
    assert_eq!(done.refused[0].column.as_deref(), Some("best"), "{done:?}");
    let why = refusal(
        &atlas,
        "date,kind\n",
        &Wish {
            kind: Some(SourceKind::Ged),
            ..Wish::default()
        },
    );
    assert!(why.contains("has no column id"), "{why}");
}

#[test]
fn swapping_the_sides_of_a_row_of_ged_mirrors_its_claims() {
    let read = |sides: [&str; 2], original: &str| {
        let (_folder, atlas) = open();
        let text = format!("{GED_HEAD}{}", ged(7, sides, [5, 7], original, 1));
        import(&atlas, &text, &Wish::default());
        draft(&atlas).incident.properties.claims
    };
    let names = ["Government of Azerbaijan", "Government of Armenia"];
    let there = read(names, "Azerbaijani Ministry of Defence");
    let back = read([names[1], names[0]], "Armenian Ministry of Defence");
    assert_eq!(there.len(), back.len());
    for (one, other) in there.iter().zip(&back) {
        assert_eq!(one.claimant_side.mirrored(), other.claimant_side);
        assert_eq!(
            (one.modality, &one.predicate),
            (other.modality, &other.predicate)
        );
        assert_eq!(
            (one.quantity_low, one.quantity_high),
            (other.quantity_low, other.quantity_high)
        );
        let mirrored = one
            .victim_side
            .map(|side| match json!(side).as_str().unwrap() {
                "az" => json!("arm"),
                "arm" => json!("az"),
                side => json!(side),
            });
        assert_eq!(mirrored, other.victim_side.map(|side| json!(side)));
    }
}

#[test]
fn acled_ushahidi_and_kobo_are_recognised_by_their_columns() {
    let (_folder, atlas) = open();
    let acled = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,\
                 civilian_targeting,location,latitude,longitude,geo_precision,source,source_scale,notes,\
                 fatalities,timestamp\n\
                 AZE1,03 October 2020,2020,2,Battles,Armed clash,A,B,,Hill,39.9,46.2,3,\
                 Armenpress; Azerbaijan MoD,National,Made-up words.,4,1\n\
                 AZE2,2020-10-03,2020,1,Protests,Peaceful protest,A,,,Town,39.9,46.2,1,X,Y,Z,0,1\n";
    let done = import(&atlas, acled, &Wish::default());
    assert_eq!(
        (done.kind, counts(&done)),
        ("ACLED", [1, 0, 0, 0, 1]),
        "{done:?}"
    );
    assert_eq!(done.refused[0].column.as_deref(), Some("event_type"));
    let properties = draft(&atlas).incident.properties;
    assert_eq!((properties.where_prec, properties.date_prec), (6, 3));
    let said: Vec<(&str, Side, Option<u64>)> = properties
        .claims
        .iter()
        .map(|claim| {
            (
                claim.claimant.as_str(),
                claim.claimant_side,
                claim.quantity_high,
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("Armenpress", Side::Arm, None),
            ("Azerbaijan MoD", Side::Az, None),
            ("ACLED", Side::ThirdParty, Some(4))
        ]
    );

    let wish = Wish {
        source: Some(("Village monitors".to_owned(), Side::ThirdParty)),
        ..Wish::default()
    };
    let ushahidi = "Post ID,Survey,Post Status,Created (UTC),Updated (UTC),Contact,Title,Description,\
                    Location.lat,Location.lon\n\
                    9,Incidents,published,2020-10-02 21:30:00,2020-10-03 00:00:00,+374 00,A shell,It fell.,39.9,46.2\n";
    let done = import(&atlas, ushahidi, &wish);
    assert_eq!(
        (done.kind, done.new),
        ("an export of Ushahidi", 1),
        "{done:?}"
    );
    assert!(
        done.aside
            .iter()
            .any(|(column, why)| column == "Contact" && why.contains("person"))
    );
    let kobo = "start,group/what_happened,group/kind,_geolocation,phone,deviceid,_id,_uuid,_submission_time,_submitted_by\n\
                x,It burned.,shelling,39.8 46.3 800 6.5,555,dev-1,1,u-1,2020-10-05T09:00:00,someone\n";
    let done = import(&atlas, kobo, &wish);
    assert_eq!(
        (done.kind, done.new),
        ("an export of KoboToolbox", 1),
        "{done:?}"
    );
    let all = drafts(&atlas);
    let held = json!(
        all.iter()
            .map(|kept| kept.incident.property_map())
            .collect::<Vec<_>>()
    )
    .to_string();
    for private in ["+374 00", "555", "dev-1", "someone"] {
        assert!(!held.contains(private), "{private}");
    }
    let of = |title: &str| {
        let found = all
            .iter()
            .find(|kept| kept.incident.properties.claims[0].text == title);
        found.unwrap().incident.properties.clone()
    };
    assert_eq!(
        of("It fell.").date_start.to_string(),
        "2020-10-03",
        "the clock of the place"
    );
    assert_eq!(json!(of("It burned.").accuracy_m), json!(6.5));
}

#[test]
fn areas_come_in_as_they_are_drawn_and_workbooks_with_their_dates() {
    let (_folder, atlas) = open();
    let features = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"a","geometry":{"type":"Polygon","coordinates":[[[46.1,39.8],[46.3,39.8],[46.3,39.9],[46.1,39.8]]]},
         "properties":{"date":"2020-10-03","kind":"shelling"}},
        {"type":"Feature","id":"b","geometry":{"type":"Point","coordinates":[39.8,46.1]},
         "properties":{"date":"2020-10-03","kind":"shelling"}}]}"#;
    let wish = Wish {
        source: Some(("An NGO".to_owned(), Side::ThirdParty)),
        ..Wish::default()
    };
    let done = import(&atlas, features, &wish);
    assert_eq!(counts(&done), [1, 0, 0, 0, 1], "{done:?}");
    assert!(done.refused[0].why.contains("looks swapped"));
    let kept = draft(&atlas);
    assert!(json!(kept.incident.shape).to_string().contains("Polygon"));

    let book = workbook();
    let done = import(&atlas, &book, &wish);
    assert_eq!(counts(&done), [1, 0, 0, 0, 0], "{done:?}");
    let drafts = drafts(&atlas);
    let typed = drafts
        .iter()
        .find(|kept| kept.incident.properties.kind == "clash")
        .unwrap();
    assert_eq!(
        typed.incident.properties.date_start.to_string(),
        "2020-10-03"
    );
    let point = typed.incident.properties.location.point.unwrap();
    assert_eq!((point.lon(), point.lat()), (46.123_456_789, 39.9));
    let other = Wish {
        sheet: Some("Other".to_owned()),
        ..wish
    };
    let why = refusal(&atlas, &book, &other);
    assert!(why.contains("no sheet \"Other\"; it has Rows"), "{why}");
}

/// A workbook of one sheet whose date is a number with the format of a date.
fn workbook() -> Vec<u8> {
    use std::io::Write as _;
    let parts = [
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Rows" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
        ),
        (
            "xl/styles.xml",
            r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c><c r="B1" t="inlineStr"><is><t>kind</t></is></c><c r="C1" t="inlineStr"><is><t>lon</t></is></c><c r="D1" t="inlineStr"><is><t>lat</t></is></c></row><row r="2"><c r="A2" s="1"><v>44107</v></c><c r="B2" t="inlineStr"><is><t>clash</t></is></c><c r="C2"><v>46.123456789</v></c><c r="D2"><v>39.9</v></c></row></sheetData></worksheet>"#,
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn publishing_goes_through_the_gate() {
    let (folder, atlas) = open();
    let text = format!("{HEAD}{}", row("1", "2020-10-03", "46.2", "39.9", 1, 1));
    let publish = Wish {
        publish: true,
        ..Wish::default()
    };
    let rules = Policy {
        delay_hours: 6,
        ..Policy::default()
    };
    atlas.set_policy(&rules, "test").unwrap();
    let before = tables(&folder);
    assert_eq!(counts(&import(&atlas, &text, &publish)), [1, 0, 0, 0, 0]);
    let after = tables(&folder);
    assert_eq!(
        after["feature"], before["feature"],
        "its delay has not passed"
    );
    assert_eq!(after["gate"], before["gate"] + 1);

    // A draft becomes public when the same file is published later; and once is enough.
    let (folder, atlas) = open();
    let before = tables(&folder);
    import(&atlas, &text, &Wish::default());
    let id = draft(&atlas).incident.id;
    assert_eq!(counts(&import(&atlas, &text, &publish)), [0, 1, 0, 0, 0]);
    let after = tables(&folder);
    assert_eq!(
        after["feature"],
        before["feature"] + 2,
        "the incident and its claim"
    );
    assert_eq!(counts(&import(&atlas, &text, &publish)), [0, 0, 1, 0, 0]);
    assert_eq!(tables(&folder), after);
    // What an editor turned down stays so.
    atlas.decide(id.as_str(), Decision::Reject, NOBODY).unwrap();
    assert_eq!(counts(&import(&atlas, &text, &publish)), [0, 0, 1, 0, 0]);
    assert_eq!(atlas.draft(id.as_str()).unwrap().state, State::Rejected);
    sound(&atlas);
}

#[test]
fn a_row_that_changed_is_merged_with_what_editors_made_of_it() {
    let (_folder, atlas) = open();
    let text = format!("{HEAD}{}", row("1", "2020-10-03", "46.2", "39.9", 1, 1));
    import(&atlas, &text, &Wish::default());
    let id = draft(&atlas).incident.id.to_string();
    let correction = Correction {
        kind: Some("clash".parse().unwrap()),
        ..Correction::default()
    };
    atlas.correct(&id, &correction, NOBODY).unwrap();
    // Only the row changed the day, only the editor the kind: both stay.
    let later = text.replace("2020-10-03", "2020-10-04");
    assert_eq!(
        counts(&import(&atlas, &later, &Wish::default())),
        [0, 1, 0, 0, 0]
    );
    let kept = atlas.draft(&id).unwrap().incident.properties;
    assert_eq!(
        (kept.kind.as_str(), kept.date_start.day(), kept.revision),
        ("clash", 4, 3)
    );
    // Both changed the kind: neither is lost, and the row waits.
    let third = later.replace(",shelling,", ",mine,");
    let done = import(&atlas, &third, &Wish::default());
    assert_eq!(counts(&done), [0, 0, 0, 1, 0], "{done:?}");
    assert_eq!(
        (done.clashes[0].file.as_str(), done.clashes[0].held.as_str()),
        ("mine", "clash")
    );
    assert_eq!(atlas.draft(&id).unwrap().incident.properties.kind, "clash");
    sound(&atlas);
}

fn exported(atlas: &Atlas) -> String {
    String::from_utf8(downloaded(atlas, "incidents", Format::Csv)).unwrap()
}

/// A whole layer as it is downloaded.
fn downloaded(atlas: &Atlas, layer: &str, format: Format) -> Vec<u8> {
    let asked = Download {
        layer: layer.to_owned(),
        format,
        filter: Filter::default(),
        stance: Stance::Agreed,
        flat: false,
        address: String::new(),
        part: Vec::new(),
    };
    let mut bytes: Vec<u8> = Vec::new();
    atlas.download(&asked, |_| Some(&mut bytes)).unwrap();
    bytes
}

/// The export with some cells of the row of one incident replaced.
fn edited(export: &str, id: &str, cells: &[(&str, &str)]) -> String {
    let mut reader = csv::Reader::from_reader(export.as_bytes());
    let head = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&head).unwrap();
    for record in reader.records().map(Result::unwrap) {
        let here = &record[0] == id;
        let record = head.iter().zip(&record).map(|(column, cell)| {
            let new = cells.iter().find(|(name, _)| here && *name == column);
            new.map_or(cell, |(_, new)| new)
        });
        writer.write_record(record).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn an_export_comes_back_unchanged_and_an_edited_one_is_merged() {
    let (folder, atlas) = open();
    let export = exported(&atlas);
    let rows = export.lines().count() - 1;
    assert!(rows > 50, "{rows}");
    let before = tables(&folder);
    let done = import(&atlas, &export, &Wish::default());
    assert_eq!(done.refused, [], "nothing is refused");
    assert_eq!(counts(&done), [0, 0, done.unchanged, 0, 0]);
    assert_eq!(tables(&folder), before);
    let features = downloaded(&atlas, "incidents", Format::GeoJson);
    let done = import(&atlas, &features, &Wish::default());
    assert_eq!(
        (done.unchanged > 50, counts(&done)),
        (true, [0, 0, done.unchanged, 0, 0])
    );

    let id = "i-20160402-01";
    let ours = edited(
        &export,
        id,
        &[
            ("summary", "Edited elsewhere."),
            ("lon", "46.9"),
            ("lat", "39.7"),
            ("note", ""),
        ],
    );
    let done = import(&atlas, &ours, &Wish::default());
    assert_eq!(done.changed, 1, "{:?}", done.refused);
    let kept = atlas.draft(id).unwrap();
    let properties = &kept.incident.properties;
    assert_eq!(properties.summary, "Edited elsewhere.");
    assert_eq!(properties.location.rule, "typed-point");
    assert!(properties.note.is_some(), "a blank cell changes nothing");
    assert_eq!(kept.state, State::Published);
    assert_eq!(
        import(&atlas, &ours, &Wish::default()).changed,
        0,
        "once is enough"
    );

    // Somebody else changes the kind here, the file the note: both are kept. Both change the summary:
    // the row waits, and neither text is lost.
    let note = edited(&export, id, &[("note", "A doubt.")]);
    assert_eq!(import(&atlas, &note, &Wish::default()).changed, 1);
    let kept = atlas.draft(id).unwrap().incident.properties;
    assert_eq!(
        (kept.note.as_deref(), kept.summary.as_str()),
        (Some("A doubt."), "Edited elsewhere.")
    );
    let clash = edited(&export, id, &[("summary", "Edited otherwise.")]);
    let done = import(&atlas, &clash, &Wish::default());
    assert_eq!((done.conflicts(), done.changed), (1, 0));
    assert_eq!(
        (done.clashes[0].file.as_str(), done.clashes[0].held.as_str()),
        ("Edited otherwise.", "Edited elsewhere.")
    );
    let cleared = edited(&exported(&atlas), id, &[("note", "")]);
    let wish = Wish {
        blank_clears: true,
        ..Wish::default()
    };
    assert_eq!(import(&atlas, &cleared, &wish).changed, 1);
    assert_eq!(atlas.draft(id).unwrap().incident.properties.note, None);
    for (cells, says) in [
        (&[("revision", "99")][..], "no public revision"),
        (&[("id", "i-none")], "no incident i-none"),
        (&[("where_prec", "9")], "runs from 1 to 7"),
        (&[("kind", "party")], "the kinds are"),
        (&[("date_start", "3/4/2016")], "--dates dmy"),
    ] {
        let done = import(&atlas, edited(&export, id, cells), &Wish::default());
        assert!(done.refused[0].why.contains(says), "{:?}", done.refused);
    }
    sound(&atlas);
}

#[test]
fn formulas_leave_as_text_and_come_back_as_they_were() {
    let (_folder, atlas) = open();
    let id = "i-20160402-01";
    for formula in ["=1+1", "@SUM(A1)", "-2+3", "+1", "'=1", "= HYPERLINK(1)"] {
        let correction = Correction {
            summary: Some(formula.to_owned()),
            ..Correction::default()
        };
        atlas.correct(id, &correction, NOBODY).unwrap();
        let export = exported(&atlas);
        let shielded = harmless(formula).into_owned();
        assert!(shielded.starts_with('\''));
        assert!(export.contains(&shielded), "{formula}");
        let done = import(&atlas, &export, &Wish::default());
        assert_eq!((done.changed, done.refused.len()), (0, 0), "{formula}");
        // A shielded cell that was edited loses its apostrophe, and only that.
        let edited = edited(&export, id, &[("summary", &format!("{shielded} and more"))]);
        assert_eq!(import(&atlas, &edited, &Wish::default()).changed, 1);
        let held = atlas.draft(id).unwrap().incident.properties.summary;
        assert_eq!(held, format!("{formula} and more"));
    }
}

#[test]
fn importing_twice_is_importing_once_whatever_is_in_the_file() {
    let (folder, atlas) = open();
    let row = (
        0..6_u32,
        1..29_u8,
        0..40_u32,
        prop::option::of(0..9_u64),
        "[a-zА-я<>=' ]{0,12}",
    );
    let rows = prop::collection::vec(row, 1..6);
    let mut runner = TestRunner::new(ProptestConfig::with_cases(12));
    let outcome = runner.run(&(rows, any::<bool>()), |(rows, publish)| {
        let mut text = "id,date,kind,lon,lat,claimant,side,high,text\n".to_owned();
        for (id, day, at, high, words) in rows {
            let high = high.map(|high| high.to_string()).unwrap_or_default();
            let row =
                format!("{id},2020-10-{day:02},clash,46.{at:02},39.9,A,az,{high},\"{words}\"\n");
            text.push_str(&row);
        }
        let wish = Wish {
            publish,
            ..Wish::default()
        };
        let once = import(&atlas, &text, &wish);
        let before = tables(&folder);
        let again = import(&atlas, &text, &wish);
        prop_assert_eq!(again.new + again.changed, 0);
        prop_assert_eq!(once.refused, again.refused);
        prop_assert_eq!(tables(&folder), before);
        Ok(())
    });
    outcome.unwrap();
    sound(&atlas);
}

fn post(
    server: &Server,
    path: &str,
    token: Option<&str>,
    body: impl Into<Body>,
) -> crate::support::Answer {
    let mut request = Request::builder().method(Method::POST).uri(path);
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    server.send(request.body(body.into()).unwrap())
}

#[test]
fn editors_import_over_http_and_others_do_not() {
    let server = Server::start();
    let token = server.token();
    let text = format!("{HEAD}{}", row("1", "2020-10-03", "46.2", "39.9", 1, 1));
    let path = "/import/incidents";
    post(&server, path, None, text.clone()).problem(401);
    let dry = post(
        &server,
        "/import/incidents?dry_run=true",
        Some(&token),
        text.clone(),
    );
    assert_eq!(
        (dry.status.as_u16(), dry.json()["new"].clone()),
        (200, json!(1)),
        "{}",
        dry.text()
    );
    assert!(drafts(&server.atlas).is_empty());
    let done = post(
        &server,
        "/import/incidents?name=rows.csv",
        Some(&token),
        text.clone(),
    )
    .json();
    assert_eq!((&done["new"], &done["dry_run"]), (&json!(1), &json!(false)));
    assert_eq!(drafts(&server.atlas).len(), 1);
    for (query, says) in [
        ("?dry_run=maybe", "true or false"),
        ("?format=pdf", "the formats are"),
        ("?source=A", "go together"),
        ("?map=a", "COLUMN=FIELD"),
        ("?dates=ymd", "dmy"),
        ("?colour=red", "Unknown query parameter"),
    ] {
        let why = post(
            &server,
            &format!("{path}{query}"),
            Some(&token),
            text.clone(),
        )
        .problem(400);
        assert!(why.contains(says), "{query}: {why}");
    }
    let why = post(&server, path, Some(&token), "a,b\n1,2\n").problem(422);
    assert!(why.contains("--map COLUMN=date_start"), "{why}");
    post(&server, path, Some(&token), vec![b'x'; 21 * 1024 * 1024]).problem(413);
}

#[test]
fn the_table_of_incidents_has_an_address_with_the_filters_of_the_layer() {
    let all = READ_ONLY.get("/layers/incidents.csv");
    assert_eq!(all.status.as_u16(), 200);
    assert!(all.header(header::CONTENT_TYPE).starts_with("text/csv"));
    assert!(
        all.header(header::CONTENT_DISPOSITION)
            .contains("contactline-incidents.csv")
    );
    assert!(all.text().starts_with("id,revision,kind,summary,"));
    let etag = all.header(header::ETAG).to_owned();
    let again = READ_ONLY.get_with("/layers/incidents.csv", header::IF_NONE_MATCH, &etag);
    assert_eq!(again.status.as_u16(), 304);
    let some = READ_ONLY
        .get("/layers/incidents.csv?datetime=2016-04-02")
        .text();
    let lines = |text: &str| csv::Reader::from_reader(text.as_bytes()).records().count();
    assert!(lines(&some) > 0 && lines(&some) < lines(&all.text()));
    let places = READ_ONLY.get("/layers/places.csv").text();
    assert_eq!(lines(&places), 921);
    READ_ONLY
        .get("/layers/incidents.csv?stance=agreed")
        .problem(400);
}

#[test]
fn what_is_kept_back_elsewhere_and_what_is_said_to_be_no_field_stays_away() {
    let (_folder, atlas) = open();
    let wish = |map: &[(&str, &str)]| Wish {
        source: Some(("Village monitors".to_owned(), Side::ThirdParty)),
        map: map
            .iter()
            .map(|(column, field)| ((*column).to_owned(), (*field).to_owned()))
            .collect(),
        ..Wish::default()
    };
    let posts = "Post ID,Survey,Post Status,Created (UTC),Title,Description\n\
                 1,S,draft,2020-10-02 21:30:00,A shell,It fell.\n\
                 2,S,published,2020-10-02 21:30:00,A shell,It fell.\n";
    let done = import(&atlas, posts, &wish(&[]));
    assert_eq!(counts(&done), [1, 0, 0, 0, 1]);
    assert_eq!(done.refused[0].column.as_deref(), Some("Post Status"));
    let table = "date,kind,comment\n2020-10-03,clash,private words\n";
    let done = import(&atlas, table, &wish(&[("comment", "-")]));
    assert_eq!((done.new, done.aside.len()), (1, 1), "{done:?}");
    assert!(
        drafts(&atlas)
            .iter()
            .all(|kept| kept.incident.properties.note.is_none())
    );
    let tomorrow = "date,kind\n2999-01-01,clash\n1812-09-07,clash\n";
    let done = import(&atlas, tomorrow, &wish(&[]));
    assert!(
        done.refused.iter().all(|one| one.why.contains("cannot be")),
        "{done:?}"
    );
    assert_eq!(done.refused.len(), 2);
}

#[test]
fn the_program_prints_what_an_import_does_and_writes_tables() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.csv");
    let text = format!(
        "{HEAD}{}{}",
        row("1", "2020-10-03", "46.2", "39.9", 2, 5),
        row("2", "2020-10-03", "39.9", "46.2", 2, 5)
    );
    std::fs::write(&file, text).unwrap();
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_contactline"))
            .args(arguments)
            .env("CONTACTLINE_DATA", folder.path().join("data"))
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (
            output.status.success(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let file = file.to_str().unwrap();
    let (_, said, _) = run(&["import", file, "--as", "incidents", "--dry-run"]);
    insta::assert_snapshot!(said, @r"
    read as a table
      id is id
      date is date_start
      kind is kind
      lon is lon
      lat is lat
      claimant is claimant
      side is claimant_side
      low is quantity_low
      high is quantity_high
      outcome is outcome
      victim class is victim_class
      victim side is victim_side
      text is text
    would be new: 1
    would be changed: 0
    unchanged: 0
    in conflict: 0
    refused: 1
      row 3, lon: Position 39.9, 46.2 looks swapped: write longitude before latitude, such as 46.75, 39.82 for Stepanakert.
    ");
    assert!(run(&["import", file, "--as", "incidents", "--publish"]).0);
    let (_, table, _) = run(&[
        "export",
        "incidents",
        "--format",
        "csv",
        "--bbox",
        "46.19,39.89,46.21,39.91",
    ]);
    assert!(table.starts_with("id,revision,kind"), "{table}");
    assert!(
        table.contains("An observer: asserts losses 2–5 people (killed, civilians, az)"),
        "{table}"
    );
    for (arguments, says) in [
        (
            &["import", file, "--as", "places", "--publish"][..],
            "go with --as incidents",
        ),
        (
            &["import", file, "--as", "incidents", "--format", "geonames"],
            "the formats are csv",
        ),
        (
            &["import", file, "--as", "incidents", "--source", "A"],
            "--side",
        ),
        (
            &["import", file, "--as", "incidents", "--map", "date"],
            "COLUMN=FIELD",
        ),
        (&["export", "places", "--format", "dxf"], "geojsonl"),
    ] {
        let (done, _, complaint) = run(arguments);
        assert!(
            !done && complaint.contains(says),
            "{arguments:?}: {complaint}"
        );
    }
}
