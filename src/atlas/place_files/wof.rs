//! Records of Who's On First, one JSON object a line.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use crate::{
    atlas::place_files::{
        geonames::settled,
        record::Record,
        row::Row,
        spellings::{MOST_NAMES, named},
    },
    model::{position::LonLat, toponym::Use},
};

/// A record of Who's On First.
#[derive(Debug, Deserialize)]
struct Wof {
    id: u64,
    placetype: String,
    name: Option<String>,
    lat: f64,
    lon: f64,
    country: Option<String>,
    #[serde(default)]
    names: HashMap<String, HashMap<String, Vec<String>>>,
    #[serde(default)]
    conc: HashMap<String, Value>,
    pop: Option<f64>,
    #[serde(default)]
    superseded: Vec<Value>,
}

/// One record of Who's On First.
pub(crate) fn wof(number: usize, line: &str) -> Result<Option<Row>, String> {
    let record: Wof = serde_json::from_str(line)
        .map_err(|error| format!("It is no record of Who's On First: {error}."))?;
    let settlement = matches!(record.placetype.as_str(), "locality" | "localadmin");
    if !settlement || !record.superseded.is_empty() {
        return Ok(None);
    }
    let mut row = Row::empty(number);
    row.position = Some(LonLat::new(record.lon, record.lat).map_err(|error| error.to_string())?);
    row.id = Some(format!("wof-{}", record.id));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of people"
    )]
    let people = record
        .pop
        .filter(|people| *people > 0.0)
        .map(|people| people as u64);
    row.population = people;
    row.kind = Some(settled(people.unwrap_or(0), false));
    row.country = record.country;
    row.geonames_id = record.conc.get("gn:id").and_then(Value::as_u64);
    let mut languages: Vec<_> = record.names.iter().collect();
    languages.sort_by_key(|(language, _)| language.as_str());
    for (language, kinds) in languages {
        let mut kinds: Vec<_> = kinds.iter().collect();
        kinds.sort_by_key(|(kind, _)| (kind.as_str() != "preferred", kind.as_str()));
        for (kind, names) in kinds {
            for name in names {
                if named(name) && row.variants.len() < MOST_NAMES {
                    row.enter(Record::new(language, name, usage(kind)));
                }
            }
        }
    }
    if let Some(name) = record.name.filter(|name| named(name)) {
        if row.names.plain().is_none() {
            row.names.en = Some(name);
        } else if !row.variants.contains(&name) {
            row.variants.push(name);
        }
    }
    Ok(row.names.plain().is_some().then_some(row))
}

/// How a name is used, by the word that the record has for it.
fn usage(kind: &str) -> Use {
    match kind {
        "preferred" => Use::Preferred,
        "colloquial" => Use::Colloquial,
        "historical" => Use::Historic,
        "abbreviation" => Use::Short,
        _ => Use::Variant,
    }
}
