//! Imports run down: the floors of the house, held by reading the `crate::` paths.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The floors from the ground up; rooms of one floor do not know each other.
const FLOORS: [&[&str]; 8] = [
    &["model"],
    &["query"],
    // `capture` touches the network as `store` touches the disk: below the verbs, beside the rest.
    &[
        "gazetteer",
        "line",
        "evidence",
        "format",
        "tile",
        "store",
        "capture",
    ],
    &["geoparse"],
    &["atlas"],
    &["http"],
    &["cli"],
    &["main"],
];

fn floor(room: &str) -> usize {
    FLOORS
        .iter()
        .position(|rooms| rooms.contains(&room))
        .unwrap_or_else(|| panic!("room {room} stands on no floor; give it one in {}", file!()))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// All source files with their path below `src` and their text without comments.
fn files() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    sources(&src, &mut paths);
    assert!(
        paths.len() > 50,
        "only {} source files were found",
        paths.len()
    );
    paths
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(&src)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            let text = fs::read_to_string(&path).unwrap();
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            (name, code)
        })
        .collect()
}

fn room(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The rooms that `crate::…` paths in the code name, in groups too.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            named.insert(word(rest));
            continue;
        };
        let (mut depth, mut starts) = (0, true);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => starts = true,
                c if starts && c.is_alphabetic() => {
                    named.insert(word(&group[at..]));
                    starts = false;
                }
                _ => {}
            }
        }
    }
    named
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn no_import_climbs_and_no_two_rooms_of_a_floor_know_each_other() {
    let mut wrong = Vec::new();
    for (file, code) in files() {
        let here = room(&file);
        if here == "lib" {
            continue;
        }
        for there in rooms_named(&code) {
            if there != here && floor(&there) >= floor(here) {
                wrong.push(format!("{file} imports from {there}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports must run down:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_reader_of_imports_sees_groups() {
    let code =
        "use crate::{\n    http::{a::B, c},\n    model::id::Id,\n};\nlet x = crate::store::y();";
    let named: Vec<String> = rooms_named(code).into_iter().collect();
    assert_eq!(named, ["http", "model", "store"]);
}

#[test]
fn nothing_is_re_exported() {
    for (file, code) in files() {
        assert!(
            !code.contains("pub use "),
            "{file} re-exports; import from where the name lives"
        );
    }
}

#[test]
fn only_the_http_floor_is_asynchronous_and_only_the_store_knows_sql() {
    for (file, code) in files() {
        if room(&file) != "http" {
            assert!(
                !code.contains("async ") && !code.contains(".await"),
                "{file} is asynchronous"
            );
        }
        if room(&file) != "store" {
            assert!(!code.contains("rusqlite"), "{file} speaks SQL");
        }
    }
}

#[test]
fn only_the_way_out_speaks_to_the_web() {
    for (file, code) in files() {
        if room(&file) != "capture" {
            assert!(!code.contains("ureq"), "{file} fetches from the web");
        }
    }
}

#[test]
fn the_core_has_no_clock_and_no_files() {
    for (file, code) in files() {
        let pure = [
            "model",
            "gazetteer",
            "line",
            "evidence",
            "format",
            "tile",
            "geoparse",
        ];
        if pure.contains(&room(&file)) {
            for forbidden in ["Timestamp::now", "SystemTime", "std::fs", "std::net"] {
                assert!(!code.contains(forbidden), "{file} uses {forbidden}");
            }
        }
    }
}
