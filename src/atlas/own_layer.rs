//! A layer of one's own out of a file of `GeoJSON` features.

use std::{collections::HashSet, io::BufRead};

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    atlas::{
        builtin,
        error::AtlasError,
        facade::{Atlas, now_ms},
        import::Preview,
    },
    model::{
        collection::Collection,
        feature::Feature,
        id::Id,
        interval::{Interval, parse_day},
        names::Names,
        shape::Shape,
    },
    store::{
        collections,
        database::Transaction,
        error::StoreError,
        features::{self, Change, ORIGIN_IMPORT},
    },
};

/// Where layers of one's own stand in the list: behind the built-in ones.
const BEHIND: i64 = 1_000;

/// What is said about a layer.
#[derive(Debug, Clone)]
pub struct Said {
    /// Its identifier.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// What it holds, and its limits.
    pub description: String,
    /// SPDX expression.
    pub licence: String,
    /// Whom to name when it is shown.
    pub attribution: String,
}

/// A feature as a file has it.
#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: Value,
    geometry: Option<Shape>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
}

impl Atlas {
    /// Makes a layer of the features of a file, or brings it up to date: the file says all that is
    /// in the layer. The same file a second time changes nothing.
    ///
    /// The file is one feature collection, or has one feature on each line, with or without the
    /// record separators of RFC 8142. A feature's identifier is its own `id`, or the property `id`,
    /// or else its number in the file. The properties `valid_from` and `valid_to`, or `date`, say
    /// when it was so.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] for the name of a built-in layer, and when the file cannot be read at
    /// all, [`AtlasError::Store`]; nothing is changed then.
    pub fn import_layer(
        &self,
        input: impl BufRead,
        said: &Said,
        dry: bool,
    ) -> Result<Preview, AtlasError> {
        let built_in = builtin::collections()?.collections;
        if built_in.iter().any(|collection| collection.id == said.id) {
            return Err(AtlasError::Refused(format!(
                "{} is a built-in layer; give yours another name with --layer.",
                said.id
            )));
        }
        let mut preview = Preview::default();
        let rows = rows(input, &said.id, &mut preview)?;
        // What would be done is done, and undone.
        let outcome = self.database.write_much(|transaction| {
            keep(transaction, said, &rows, &mut preview)?;
            if dry { Err(Stop::Dry) } else { Ok(()) }
        });
        match outcome {
            Ok(()) | Err(Stop::Dry) => Ok(preview),
            Err(Stop::Atlas(error)) => Err(error),
        }
    }
}

/// Why a transaction is not kept.
enum Stop {
    Dry,
    Atlas(AtlasError),
}

impl From<AtlasError> for Stop {
    fn from(error: AtlasError) -> Self {
        Self::Atlas(error)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Atlas(error.into())
    }
}

/// The features of a file; those that cannot be read are noted.
fn rows(
    mut input: impl BufRead,
    layer: &Id,
    preview: &mut Preview,
) -> Result<Vec<Feature>, AtlasError> {
    let unreadable = |error: &dyn std::fmt::Display| {
        AtlasError::Refused(format!("The file cannot be read: {error}."))
    };
    let mut text = String::new();
    input
        .read_to_string(&mut text)
        .map_err(|error| unreadable(&error))?;
    let whole: Option<Vec<Value>> =
        serde_json::from_str(&text)
            .ok()
            .map(|value: Value| match value {
                Value::Object(mut object) if object.contains_key("features") => {
                    match object.remove("features") {
                        Some(Value::Array(features)) => features,
                        _ => Vec::new(),
                    }
                }
                other => vec![other],
            });
    let mut features = Vec::new();
    let mut enter = |number: usize, row: Result<Row, serde_json::Error>| {
        let row = row.map_err(|error| error.to_string());
        match row.and_then(|row| feature(row, number, layer)) {
            Ok(feature) => features.push(feature),
            Err(why) => preview.refused.push((number, why)),
        }
    };
    if let Some(whole) = whole {
        for (number, value) in (1..).zip(whole) {
            enter(number, serde_json::from_value(value));
        }
    } else {
        let lines = text.lines().map(|line| line.trim_matches(['\u{1e}', ' ']));
        for (number, line) in (1..).zip(lines.filter(|line| !line.is_empty())) {
            enter(number, serde_json::from_str(line));
        }
    }
    if features.is_empty() {
        return Err(AtlasError::Refused(
            "The file has no feature that can be read; give a GeoJSON feature collection, or one \
             feature on each line."
                .to_owned(),
        ));
    }
    Ok(features)
}

/// A row as a feature of the layer.
fn feature(row: Row, number: usize, layer: &Id) -> Result<Feature, String> {
    let properties = row.properties.unwrap_or_default();
    let given = match row.id {
        Value::Null => properties.get("id").cloned().unwrap_or_default(),
        id => id,
    };
    let id = match given {
        Value::Null => number.to_string(),
        Value::String(text) => text,
        other => other.to_string(),
    };
    let day = |name: &str| {
        let text = properties.get(name).and_then(Value::as_str);
        let text = text.map(|text| text.get(..10).unwrap_or(text));
        text.map(parse_day)
            .transpose()
            .map_err(|error| error.to_string())
    };
    let interval = match day("date")? {
        Some(day) => Interval::days(day, day),
        None => Interval::new(day("valid_from")?, day("valid_to")?),
    };
    Ok(Feature {
        collection: layer.clone(),
        id: id.parse().map_err(|error| format!("\"{id}\": {error}"))?,
        shape: row.geometry,
        interval: interval.map_err(|error| error.to_string())?,
        properties,
    })
}

/// Writes the layer.
fn keep(
    transaction: &Transaction<'_>,
    said: &Said,
    rows: &[Feature],
    preview: &mut Preview,
) -> Result<(), AtlasError> {
    let english = |text: &str| Names {
        en: Some(text.to_owned()),
        ..Names::default()
    };
    let collection = Collection {
        id: said.id.clone(),
        title: english(&said.title),
        description: english(&said.description),
        geometry: "mixed".to_owned(),
        licence: said.licence.clone(),
        attribution: said.attribution.clone(),
        sources: Vec::new(),
    };
    let known = collections::get(transaction, said.id.as_str())?;
    collections::put(transaction, BEHIND, &collection)?;
    for feature in rows {
        match features::put(transaction, feature, None, ORIGIN_IMPORT)? {
            Change::New => preview.new += 1,
            Change::Changed => preview.changed += 1,
            Change::Unchanged => preview.unchanged += 1,
        }
    }
    let ids: HashSet<&str> = rows.iter().map(|feature| feature.id.as_str()).collect();
    preview.withdrawn =
        features::withdraw_except(transaction, &said.id, ORIGIN_IMPORT, |id| ids.contains(id))?;
    let same = known.is_some_and(|(known, _)| known == collection);
    if !same || preview.new + preview.changed + preview.withdrawn > 0 {
        collections::touch(transaction, &said.id, now_ms())?;
    }
    Ok(())
}
