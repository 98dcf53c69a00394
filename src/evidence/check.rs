//! Files checked against a release: whether they are as released, and which record is not.

use serde::Serialize;
use serde_json::Value;

use crate::evidence::{
    canonical::digest,
    hash::sha256_hex,
    release::{Manifest, Record},
};

/// What became of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every byte is as released.
    Verified,
    /// Every record in it is as released, but it is not the whole file.
    Part,
    /// Something differs.
    Failed,
}

/// The outcome of a check, in sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What became of it.
    pub verdict: Verdict,
    /// The release that it was checked against.
    pub release: String,
    /// How many records were compared.
    pub records: usize,
    /// What differs, or that nothing does.
    pub sentences: Vec<String>,
}

/// The most differences that are told.
const MOST_TOLD: usize = 50;

/// Whether a text is the manifest of a release: it names our scheme in its first line.
#[must_use]
pub fn is_manifest(text: &str) -> bool {
    let head: String = text.lines().next().unwrap_or_default().to_owned();
    head.contains("\"root\":")
        || head.contains("contactline-release")
        || head.contains("\"layers\":")
}

/// Checks the text of a manifest against the one that was released.
#[must_use]
pub fn check_manifest(text: &str, released: &Manifest) -> Finding {
    let known = released.text().unwrap_or_default();
    if known == text {
        let sentence = format!(
            "This is the release of {} with {} records, byte for byte.",
            released.date,
            released.records.len()
        );
        return finding(
            released,
            Verdict::Verified,
            released.records.len(),
            vec![sentence],
        );
    }
    let (mut lines, mut sentences) = (text.lines(), Vec::new());
    for (n, line) in known.lines().enumerate() {
        if lines.next() == Some(line) {
            continue;
        }
        // The first line is the head; then comes one record a line.
        let record = n.checked_sub(1).and_then(|n| released.records.get(n));
        sentences.push(record.map_or_else(
            || format!("Line {} of the manifest differs from the release.", n + 1),
            |record| {
                format!(
                    "Record {} of {} (line {}) differs from the release.",
                    record.id,
                    record.collection,
                    n + 1
                )
            },
        ));
    }
    if sentences.is_empty() {
        sentences.push("The file goes on after the end of the release.".to_owned());
    }
    finding(released, Verdict::Failed, released.records.len(), sentences)
}

/// Checks a `GeoJSON` file, of a layer as it was downloaded, of a part of one or of one record,
/// against a release.
#[must_use]
pub fn check_features(text: &str, released: &Manifest) -> Finding {
    let sha256 = sha256_hex(text.as_bytes());
    if let Some(layer) = released.layers.iter().find(|layer| layer.sha256 == sha256) {
        let sentence = format!(
            "This is the layer {} of the release of {} with {} features, byte for byte.",
            layer.id, released.date, layer.features
        );
        let count = usize::try_from(layer.features).unwrap_or(usize::MAX);
        return finding(released, Verdict::Verified, count, vec![sentence]);
    }
    let mut differences = Vec::new();
    let name = layer_name(text);
    let of_layer: Vec<&Record> = released
        .records
        .iter()
        .filter(|record| Some(record.collection.as_str()) == name.as_deref())
        .collect();
    let (mut known, mut count) = (0, 0);
    for (n, piece) in pieces(text).enumerate() {
        count += 1;
        let Ok(feature) = serde_json::from_str::<Value>(piece) else {
            let which = of_layer.get(n).map_or_else(String::new, |record| {
                format!(", where the release has record {}", record.id)
            });
            differences.push(format!("Feature {} is not readable{which}.", n + 1));
            continue;
        };
        let id = feature["id"].as_str().unwrap_or_default();
        let short: String = id.chars().take(100).collect();
        match released.record(name.as_deref(), id) {
            None => differences.push(of_layer.get(n).map_or_else(
                || format!("Record {short} is not in the release."),
                |record| {
                    format!(
                        "Record {short} is not in the release, which has record {} in its place.",
                        record.id
                    )
                },
            )),
            Some(record) if digest(&feature).ok().as_ref() == Some(&record.sha256) => known += 1,
            Some(record) => differences.push(format!(
                "Record {} of {} differs from revision {} in the release.",
                record.id, record.collection, record.revision
            )),
        }
    }
    if count == 0 {
        differences.push(
            "The file has no features; give a layer as it was downloaded, or a manifest."
                .to_owned(),
        );
    }
    if is_layer(text) && of_layer.is_empty() {
        differences.push("The head of the file names no layer of the release.".to_owned());
    }
    if !differences.is_empty() {
        return finding(released, Verdict::Failed, count, differences);
    }
    if name.is_some() && known == of_layer.len() {
        let sentence = "Every record is as released, but the file is not byte for byte what was \
                        downloaded: its head or its layout was changed.";
        return finding(released, Verdict::Failed, count, vec![sentence.to_owned()]);
    }
    let sentence = if name.is_some() {
        format!(
            "{known} of the layer's {} records are in the file, each as released; what is left out \
             cannot be checked.",
            of_layer.len()
        )
    } else {
        format!("The record is as in the release of {}.", released.date)
    };
    let verdict = if name.is_some() {
        Verdict::Part
    } else {
        Verdict::Verified
    };
    finding(released, verdict, count, vec![sentence])
}

fn finding(
    released: &Manifest,
    verdict: Verdict,
    records: usize,
    mut sentences: Vec<String>,
) -> Finding {
    let more = sentences.len().saturating_sub(MOST_TOLD);
    sentences.truncate(MOST_TOLD);
    if more > 0 {
        sentences.push(format!("{more} more differ."));
    }
    Finding {
        verdict,
        release: released.date.clone(),
        records,
        sentences,
    }
}

/// The layer that the head of a file names.
fn layer_name(text: &str) -> Option<String> {
    let head = text.lines().next()?.strip_suffix("\"features\":[")?;
    let head: Value = serde_json::from_str(&format!("{}}}", head.strip_suffix(',')?)).ok()?;
    head["name"].as_str().map(str::to_owned)
}

/// Whether a file is written as layers are: a head, one feature a line, a foot.
fn is_layer(text: &str) -> bool {
    let head = text.lines().next();
    head.is_some_and(|head| head.ends_with("\"features\":["))
}

/// The features of a file: one a line as layers are written, or else the file as one feature.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let layer = is_layer(text);
    let lines = text
        .lines()
        .skip(1)
        .filter(move |line| layer && *line != "]}");
    let whole = (!layer && text.trim_start().starts_with('{')).then(|| text.trim());
    lines
        .map(|line| line.strip_suffix(',').unwrap_or(line))
        .chain(whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::evidence::release::{Layer, read};

    fn features() -> Vec<Value> {
        (0..5)
            .map(|n| {
                json!({"type": "Feature", "id": format!("i-{n}"), "geometry": null,
                       "properties": {"summary": format!("Event {n}, as stated by both.")}})
            })
            .collect()
    }

    fn layer(features: &[Value]) -> String {
        let lines: Vec<String> = features.iter().map(Value::to_string).collect();
        format!(
            "{{\"type\":\"FeatureCollection\",\"name\":\"incidents\",\"features\":[\n{}\n]}}\n",
            lines.join(",\n")
        )
    }

    fn released() -> Manifest {
        let records = features()
            .iter()
            .map(|feature| Record {
                collection: "incidents".to_owned(),
                id: feature["id"].as_str().expect("an id").to_owned(),
                revision: 1,
                sha256: digest(feature).expect("a hash"),
            })
            .collect();
        let layer = Layer {
            id: "incidents".to_owned(),
            features: 5,
            sha256: sha256_hex(layer(&features()).as_bytes()),
        };
        Manifest::new("2020-11-10".to_owned(), vec![layer], records).expect("a manifest")
    }

    #[test]
    fn what_was_released_is_verified_and_a_part_says_that_it_is_one() {
        let manifest = released();
        let text = manifest.text().expect("text");
        assert_eq!(read(&text), Ok(manifest.clone()));
        assert_eq!(check_manifest(&text, &manifest).verdict, Verdict::Verified);
        let whole = check_features(&layer(&features()), &manifest);
        assert_eq!(whole.verdict, Verdict::Verified, "{whole:?}");
        let part = check_features(&layer(&features()[1..3]), &manifest);
        assert_eq!(part.verdict, Verdict::Part, "{part:?}");
        assert!(part.sentences[0].contains("2 of the layer's 5 records"));
        let one = check_features(&features()[2].to_string(), &manifest);
        assert_eq!(one.verdict, Verdict::Verified, "{one:?}");
        assert_eq!(check_features("", &manifest).verdict, Verdict::Failed);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// Whichever byte it is: the check fails, and names the record in whose line it lies.
        #[test]
        fn one_changed_byte_fails_and_says_which_record(at in any::<prop::sample::Index>()) {
            let manifest = released();
            for text in [layer(&features()), manifest.text().expect("text")] {
                let at = at.index(text.len());
                let mut bytes = text.clone().into_bytes();
                bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
                let changed = String::from_utf8(bytes).expect("text");
                let found = if text.starts_with("{\"date") {
                    // By itself a manifest vouches for its records; day and layers only the
                    // release that was kept can tell.
                    let head = !text[..at].contains('\n');
                    prop_assert!(head || read(&changed).is_err());
                    check_manifest(&changed, &manifest)
                } else {
                    check_features(&changed, &manifest)
                };
                prop_assert_eq!(found.verdict, Verdict::Failed, "{:?}", found);
                let line = text[..at].matches('\n').count();
                let inside = text.as_bytes()[at] != b'\n' && text.as_bytes()[at] != b',';
                if (1..=5).contains(&line) && inside {
                    let id = format!("i-{}", line - 1);
                    prop_assert!(found.sentences.iter().any(|one| one.contains(&id)), "{:?}", found);
                }
            }
        }
    }
}
