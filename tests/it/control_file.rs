//! Statements of control from a file: preview, refusals, and what they do to the line.

use contactline::atlas::{facade::Atlas, front::Question, import::Preview};
use jiff::civil::Date;

const HEAD: &str = "id,date,date_prec,place_id,holder_before,holder_after,kind,claimed_by,\
                    claimant_side,acknowledged_by,acknowledged_date,confidence,source,note,\
                    source_id,corrects\n";

/// A row: its identifier, day, place, holder, kind and side, and what it takes back.
fn row(id: &str, day: &str, place: &str, holder: &str, kind: &str, side: &str) -> String {
    format!(
        "{id},{day},day,{place},,{holder},{kind},A speaker,{side},,,low,own,,general-knowledge,\n"
    )
}

fn taking_back(row: &str, gone: &str) -> String {
    format!("{}{gone}\n", row.trim_end())
}

fn import(atlas: &Atlas, rows: &[String], dry: bool) -> Preview {
    let text = format!("{HEAD}{}", rows.concat());
    atlas.import_control(text.as_bytes(), dry).unwrap()
}

fn open() -> (tempfile::TempDir, Atlas) {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    (folder, atlas)
}

fn question(on: &str, stance: &str) -> Question {
    Question {
        on: on.parse().unwrap(),
        stance: stance.parse().unwrap(),
        as_of: Date::MAX,
    }
}

#[test]
fn a_statement_redraws_the_lines_that_it_touches_and_no_others() {
    let (_folder, atlas) = open();
    let before = question("2020-10-01", "az-claimed");
    let after = question("2020-10-20", "az-claimed");
    let others = question("2020-10-20", "arm-claimed");
    let asked = [before, after, others];
    let hash = |question: &Question| {
        atlas.line(question).unwrap()["properties"]["hash"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let hashes = asked.each_ref().map(hash);
    assert_eq!(atlas.front().unwrap().made(), 3);
    let said = row("c-own", "2020-10-10", "askeran", "az", "claim", "az");
    assert_eq!(import(&atlas, std::slice::from_ref(&said), true).new, 1);
    assert_eq!(
        asked.each_ref().map(hash),
        hashes,
        "a preview changes nothing"
    );
    assert_eq!(import(&atlas, std::slice::from_ref(&said), false).new, 1);
    let anew = asked.each_ref().map(hash);
    assert_eq!(atlas.front().unwrap().made(), 4, "one line and no more");
    assert_eq!((&anew[0], &anew[2]), (&hashes[0], &hashes[2]));
    assert_ne!(anew[1], hashes[1]);
    let again = import(&atlas, &[said], false);
    assert_eq!((again.new, again.unchanged, again.refused.len()), (0, 1, 0));
    let fresh = atlas.front().unwrap().feature(&after);
    assert_eq!(
        fresh["properties"]["hash"], anew[1],
        "as if made from nothing"
    );
}

#[test]
fn a_statement_that_is_taken_back_counts_until_that_is_known() {
    let (_folder, atlas) = open();
    let claim = row("c-own", "2020-10-10", "askeran", "az", "claim", "az");
    let back = row("c-back", "2020-10-12", "askeran", "arm", "claim", "az");
    import(&atlas, &[claim, taking_back(&back, "c-own")], false);
    let front = atlas.front().unwrap();
    let holder = |as_of: &str| {
        let (on, place) = ("2020-10-11".parse().unwrap(), "askeran".parse().unwrap());
        let stance = "az-claimed".parse().unwrap();
        front
            .ledger
            .standing(&place, on, stance, as_of.parse().unwrap())
            .unwrap()
            .holder
            .as_str()
    };
    assert_eq!((holder("2020-10-11"), holder("2020-10-12")), ("az", "arm"));
}

#[test]
fn what_cannot_be_taken_is_refused_with_a_sentence() {
    let (_folder, atlas) = open();
    let good = row("c-good", "2020-10-10", "askeran", "az", "claim", "az");
    let circle = [("c-one", "c-two", "11"), ("c-two", "c-one", "12")].map(|(id, gone, day)| {
        let back = row(
            id,
            &format!("2020-10-{day}"),
            "askeran",
            "arm",
            "claim",
            "arm",
        );
        taking_back(&back, gone)
    });
    let rows = [
        good.clone(),
        good.replace("c-good", "c-same"),
        row("c-good", "2020-10-10", "askeran", "arm", "denial", "arm"),
        row("c-a", "1993-05-01", "askeran", "az", "claim", "az"),
        row("c-b", "2020-10-10", "nowhere-at-all", "az", "claim", "az"),
        row(
            "c-c",
            "2020-10-10",
            "nowhere-district",
            "az",
            "handover",
            "az",
        ),
        row("c-d", "2020-10-10", "askeran", "them", "claim", "az"),
        row("c-e", "2020-10-10", "askeran", "az", "rumour", "az"),
        row("c-f", "soon", "askeran", "az", "claim", "az"),
        row("c-g", "2020-10-10", "askeran", "az", "claim", "nobody"),
        taking_back(
            &row("c-h", "2020-10-13", "askeran", "arm", "claim", "arm"),
            "c-good",
        ),
        circle[0].clone(),
        circle[1].clone(),
    ];
    let preview = import(&atlas, &rows, false);
    let told: Vec<String> = preview
        .refused
        .iter()
        .map(|(row, why)| format!("{row}: {why}"))
        .collect();
    let told = told.join("\n");
    for words in [
        "3: c-good says the same",
        "4: Another statement is held as c-good",
        "5: It speaks of 1993-05-01",
        "6: No place nowhere-at-all is known",
        "7: No place nowhere-district is known",
        "8: holder_after, \"them\", is not one of",
        "9: Its kind, \"rumour\", is not one of",
        "10: It does not read",
        "11: It does not read",
        "12: c-h: it takes back c-good, and there is no such statement of its own side",
        "13: c-one: it takes back c-two",
        "14: c-two: it takes back c-one",
    ] {
        assert!(told.contains(words), "{words} in\n{told}");
    }
    assert_eq!((preview.new, preview.refused.len()), (1, 12), "{told}");
    let no_table = atlas
        .import_control("a,b\n1,2\n".as_bytes(), true)
        .unwrap_err();
    assert!(no_table.to_string().contains("no column id"), "{no_table}");
}

#[test]
fn two_words_of_one_side_on_one_day_are_told_with_the_line() {
    let (_folder, atlas) = open();
    let rows = [
        row("c-yes", "2020-10-10", "askeran", "az", "claim", "az"),
        row("c-no", "2020-10-10", "askeran", "arm", "claim", "az"),
        row("c-hill", "2020-10-10", "murovdag", "az", "claim", "az"),
    ];
    import(&atlas, &rows, false);
    let line = atlas.line(&question("2020-10-11", "az-claimed")).unwrap();
    let told = &line["properties"]["contradictions"];
    let of = told
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["place"] == "askeran")
        .unwrap();
    assert_eq!(
        of["statements"],
        serde_json::json!(["c-no", "c-yes"]),
        "{told}"
    );
    let unused = line["properties"]["not_used"].to_string();
    assert!(unused.contains("c-hill"), "{unused}");
    let early = atlas.line(&question("2020-10-09", "az-claimed")).unwrap();
    assert!(
        !early["properties"]["not_used"]
            .to_string()
            .contains("c-hill")
    );
}

#[test]
fn a_handover_of_a_district_in_which_no_place_is_known_is_refused() {
    let (folder, atlas) = open();
    let district = "id,kind,lon,lat,country,name_en,district_az\n\
                    empty-district,district,48.5,41.2,AZ,Empty district,Empty\n";
    let format = contactline::atlas::place_files::read::PlaceFormat::Csv;
    let places = atlas
        .import_places(std::io::Cursor::new(district.to_owned()), format, false)
        .unwrap();
    assert_eq!(places.new, 1, "{places:?}");
    drop(atlas);
    let atlas = Atlas::open(folder.path()).unwrap();
    // One that was imported, and a plain of which no outline is held.
    let rows = [
        row(
            "c-over",
            "2020-11-20",
            "empty-district",
            "az",
            "handover",
            "az",
        ),
        row(
            "c-said",
            "2020-11-20",
            "empty-district",
            "az",
            "claim",
            "az",
        ),
        row("c-plain", "2020-11-20", "mil-plain", "az", "handover", "az"),
    ];
    let preview = import(&atlas, &rows, false);
    assert_eq!(
        preview.new, 1,
        "a claim moves nothing and is kept: {preview:?}"
    );
    let told: Vec<&str> = preview
        .refused
        .iter()
        .map(|(_, why)| why.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "c-over: no place is known in empty-district, so that a handover of it moves nothing.",
            "c-plain: no place is known in mil-plain, so that a handover of it moves nothing.",
        ]
    );
    let line = atlas.line(&question("2020-11-21", "az-claimed")).unwrap();
    let unused = line["properties"]["not_used"].to_string();
    assert!(
        unused.contains("c-said") && !unused.contains("c-over"),
        "{unused}"
    );
}

#[test]
fn a_handover_of_a_province_moves_its_places_and_no_others() {
    let (_folder, atlas) = open();
    let said = row(
        "c-own",
        "2020-11-15",
        "nk-martuni-province",
        "az",
        "handover",
        "az",
    );
    assert_eq!(import(&atlas, &[said], false).new, 1);
    let front = atlas.front().unwrap();
    let holder = |place: &str| {
        let (on, place) = ("2020-11-16".parse().unwrap(), place.parse().unwrap());
        let stance = "agreed".parse().unwrap();
        let standing = front.ledger.standing(&place, on, stance, Date::MAX);
        standing.unwrap().holder.as_str()
    };
    assert_eq!(
        ["martuni-khojavend", "askeran", "stepanakert", "lachin"].map(holder),
        ["az", "arm", "arm", "arm"]
    );
}

#[test]
fn a_place_without_coordinates_is_refused_where_it_comes_in_and_where_it_is_spoken_of() {
    let (_folder, atlas) = open();
    let table = "id,kind,lon,lat,country,name_en\nnowhere-yet,village,,,AZ,Nowhere yet\n";
    let format = contactline::atlas::place_files::read::PlaceFormat::Csv;
    let places = atlas
        .import_places(std::io::Cursor::new(table.to_owned()), format, false)
        .unwrap();
    let [(2, why)] = places.refused.as_slice() else {
        panic!("{places:?}");
    };
    assert_eq!(why, "It has no longitude.");
    let said = row("c-own", "2020-10-10", "nowhere-yet", "az", "claim", "az");
    let preview = import(&atlas, &[said], false);
    let why = &preview.refused[0].1;
    assert!(
        why.contains("it has no coordinates; import it with --as places"),
        "{why}"
    );
}

#[test]
fn a_statement_after_the_last_one_says_nothing_of_the_days_before() {
    let (_folder, atlas) = open();
    let late = question("2024-06-01", "agreed");
    let note = |atlas: &Atlas| {
        let line = atlas.line(&late).unwrap();
        line["properties"]["note"].as_str().unwrap().to_owned()
    };
    assert!(
        note(&atlas).contains("No statement later than"),
        "{}",
        note(&atlas)
    );
    let rests_on = atlas.line(&late).unwrap()["properties"]["rests_on"].clone();
    assert!(rests_on["last_statement_date"].is_string(), "{rests_on}");
    let before = atlas.line(&question("2020-10-20", "agreed")).unwrap();
    import(
        &atlas,
        &[row("c-own", "2024-07-01", "askeran", "arm", "claim", "arm")],
        false,
    );
    assert!(
        !note(&atlas).contains("No statement later than"),
        "one is held now"
    );
    let after = atlas.line(&question("2020-10-20", "agreed")).unwrap();
    assert_eq!(before["properties"]["hash"], after["properties"]["hash"]);
}
