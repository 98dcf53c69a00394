//! The cases of `tests/cases/claims`, one a line: they grow without Rust.

use std::{fs, path::Path};

use contactline::{atlas::lookup::Desk, geoparse::reading::Context};
use serde_json::{Value, json};

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn words(value: &Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(word).collect()
}

/// The number in the form of the cases.
fn figure(claim: &Value) -> String {
    let (low, high) = (
        claim["quantity_low"].as_u64(),
        claim["quantity_high"].as_u64(),
    );
    let number = match (low, high) {
        (Some(low), Some(high)) if low != high => format!("{low}-{high}"),
        (Some(number), _) | (None, Some(number)) => number.to_string(),
        (None, None) => return String::new(),
    };
    let open = (low.is_none(), high.is_none());
    match (claim["hedge"].as_str(), open) {
        (None, (false, false)) => number,
        (Some("about"), (false, false)) => format!("~{number}"),
        (Some("over"), (false, true)) => format!(">{number}"),
        (Some("at-least"), (false, true)) => format!(">={number}"),
        (Some("vague"), (false, true)) => format!("{number}+"),
        (Some("under"), (true, false)) => format!("<{number}"),
        (Some("up-to"), (true, false)) => format!("<={number}"),
        (hedge, _) => format!("?{number} {hedge:?} {open:?}"),
    }
}

/// A claim in the form of the cases; with the claimant's name or without.
fn brief(claim: &Value, who: bool) -> String {
    let mut parts = vec![word(&claim["claimant_side"])];
    if who {
        parts.push(format!(
            "who:{}",
            word(&claim["claimant"]).replace(' ', "_")
        ));
    }
    parts.push(word(&claim["modality"]));
    parts.push(word(&claim["predicate"]));
    parts.push(figure(claim));
    let item = claim["item"].as_str().or(claim["unit"].as_str());
    parts.push(item.unwrap_or_default().to_owned());
    let class = word(&claim["victim_class"]);
    if class != "equipment" {
        parts.push(class);
    }
    parts.push(words(&claim["outcome"]).join("+"));
    for (name, key) in [("of", "victim_side"), ("on", "accused_side")] {
        if let Some(side) = claim[key].as_str() {
            parts.push(format!("{name}:{side}"));
        }
    }
    if let Some(start) = claim["date_start"].as_str() {
        let end = word(&claim["date_end"]);
        let rest = if end == start {
            String::new()
        } else {
            format!("..{end}")
        };
        parts.push(format!("@{start}{rest}"));
    }
    let via = words(&claim["via"]).join(",").replace(' ', "_");
    if !via.is_empty() {
        parts.push(format!("via:{via}"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn read(desk: &Desk, language: &str, date: &str, text: &str) -> Value {
    let context = Context {
        language: Some(language.to_owned()),
        published: date.parse().ok(),
        ..Context::default()
    };
    json!(desk.read("case", text, &context))["claims"].take()
}

fn agrees(expected: &str, claims: &[Value]) -> bool {
    let expected: Vec<String> = expected
        .split(';')
        .map(|one| one.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|one| !one.is_empty() && one != "-")
        .collect();
    expected.len() == claims.len()
        && expected
            .iter()
            .zip(claims)
            .all(|(one, claim)| *one == brief(claim, one.contains("who:")))
}

/// Every part of a claim rests on words inside of the claim's own.
fn spans_hold(text: &str, claim: &Value) -> bool {
    let length = text.chars().count() as u64;
    let values = claim["values"].as_object();
    values.into_iter().flatten().all(|(_, span)| {
        let (start, end) = (span["start"].as_u64(), span["end"].as_u64());
        start
            .zip(end)
            .is_some_and(|(start, end)| start < end && end <= length)
    })
}

#[test]
fn the_claims_come_out_as_written() {
    let desk = Desk::built_in().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/claims");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let (mut cases, mut wrong) = (0, Vec::new());
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            cases += 1;
            let parts: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
            let [language, date, sentence, expected] = parts[..] else {
                wrong.push(format!(
                    "{name}:{number}: not language | date | text | claims"
                ));
                continue;
            };
            let claims = read(&desk, language, date, sentence);
            let claims = claims.as_array().map(Vec::as_slice).unwrap_or_default();
            if !agrees(expected, claims) || !claims.iter().all(|one| spans_hold(sentence, one)) {
                let found: Vec<String> = claims
                    .iter()
                    .map(|claim| brief(claim, expected.contains("who:")))
                    .collect();
                wrong.push(format!(
                    "{name}:{number}: {sentence}\n  wanted {expected}\n  found  {}",
                    found.join(" ; ")
                ));
            }
        }
    }
    assert!(cases >= 100, "only {cases} cases");
    assert!(
        wrong.is_empty(),
        "{} of {cases} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
