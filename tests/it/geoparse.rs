//! The cases of `tests/cases/geoparse`, one a line: they grow without Rust.

use std::{fs, path::Path};

use contactline::{atlas::lookup::Desk, geoparse::reading::Context};
use serde_json::{Value, json};

/// What a sentence was read as, in the words of the cases.
fn found(read: &Value) -> Vec<[String; 3]> {
    let mentions = read["mentions"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    (0..)
        .zip(mentions)
        .map(|(index, mention): (u64, _)| {
            let rule = read["locations"]
                .as_array()
                .unwrap()
                .iter()
                .find(|location| location["mentions"][0].as_u64() == Some(index))
                .map(|location| text(&location["rule"]));
            let (place, part) = (text(&mention["place"]["id"]), text(&mention["role"]));
            [place, part, rule.unwrap_or_default()]
        })
        .collect()
}

/// Whether a word is as expected; `*` stands for any letters.
fn is(expected: &str, word: &str) -> bool {
    let Some((begin, rest)) = expected.split_once('*') else {
        return expected == word;
    };
    word.strip_prefix(begin).is_some_and(|word| {
        rest.is_empty()
            || (0..=word.len()).any(|at| word.get(at..).is_some_and(|end| is(rest, end)))
    })
}

fn agrees(expected: &str, found: &[[String; 3]]) -> bool {
    if expected == "-" {
        return true;
    }
    let wanted: Vec<&str> = expected
        .split(';')
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .collect();
    wanted.len() == found.len()
        && wanted.iter().zip(found).all(|(wanted, found)| {
            let mut words = wanted.split(':');
            found
                .iter()
                .all(|word| words.next().is_none_or(|expected| is(expected, word)))
        })
}

#[test]
fn the_cases_come_out_as_written() {
    let desk = Desk::built_in().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/geoparse");
    let (mut cases, mut wrong) = (0, Vec::new());
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            cases += 1;
            let parts: Vec<&str> = line.splitn(3, '|').map(str::trim).collect();
            let [language, sentence, expected] = parts[..] else {
                wrong.push(format!(
                    "{name}:{number}: not language | sentence | expected"
                ));
                continue;
            };
            let context = Context {
                language: Some(language.to_owned()),
                published: Some(jiff::civil::date(2020, 9, 26)),
                ..Context::default()
            };
            let found = found(&json!(desk.read("case", sentence, &context)));
            if !agrees(expected, &found) {
                let found: Vec<String> = found.iter().map(|one| one.join(":")).collect();
                wrong.push(format!(
                    "{name}:{number}: {sentence}\n  wanted {expected}\n  found  {}",
                    found.join("; ")
                ));
            }
        }
    }
    assert!(cases >= 600, "only {cases} cases");
    assert!(
        wrong.is_empty(),
        "{} of {cases} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
