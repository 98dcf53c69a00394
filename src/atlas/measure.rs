//! The line of contact: which version answers for a day, and where a position lies along it.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{
        draw::{rounded, side},
        error::AtlasError,
        facade::Atlas,
    },
    line::{history::Answer, locate},
    model::position::LonLat,
};

impl Atlas {
    /// The line of contact for a day as a `GeoJSON` feature: the version in force, or the last one
    /// known with a note that says so.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a day before the first version.
    pub fn line_on(&self, day: Date) -> Result<Value, AtlasError> {
        let answer = self.answer(day)?;
        let body = self.item("contact-line", answer.version.id.as_str())?;
        let mut feature: Value = serde_json::from_str(&body)
            .map_err(|error| AtlasError::Builtin(format!("{}: {error}", answer.version.id)))?;
        if let Some(properties) = feature.get_mut("properties").and_then(Value::as_object_mut) {
            properties.insert("on".to_owned(), json!(day));
            properties.insert("in_force".to_owned(), json!(answer.in_force));
            // The layer's own note speaks of the line; this one of the answer.
            if let Some(about) = properties.remove("note").filter(|note| !note.is_null()) {
                properties.insert("about".to_owned(), about);
            }
            properties.insert("note".to_owned(), json!(note(&answer, day)));
            properties.insert(
                "length_km".to_owned(),
                json!(rounded(locate::length_km(answer.version))),
            );
        }
        Ok(feature)
    }

    /// When the versions of the line held.
    #[must_use]
    pub fn line_dates(&self) -> Value {
        let versions: Vec<Value> = self
            .ground
            .history
            .versions()
            .iter()
            .map(|version| {
                json!({
                    "id": version.id,
                    "valid_from": version.interval.from(),
                    "valid_to": version.interval.to(),
                })
            })
            .collect();
        json!({ "versions": versions })
    }

    /// Where a position lies along the line of a day.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a day before the first version, [`AtlasError::Refused`] for a
    /// position that cannot be measured.
    pub fn locate(&self, position: LonLat, day: Date) -> Result<Value, AtlasError> {
        let answer = self.answer(day)?;
        crate::model::shape::in_region(position.lon(), position.lat())?;
        let found = locate::locate(position, answer.version)
            .map_err(|error| AtlasError::Refused(error.to_string()))?;
        Ok(json!({
            "km": rounded(found.km),
            "offset_km": rounded(found.offset_km),
            "side": side(found.offset_km),
            "nearest": found.nearest,
            "line": answer.version.id,
            "on": day,
            "in_force": answer.in_force,
            "note": note(&answer, day),
        }))
    }

    fn answer(&self, day: Date) -> Result<Answer<'_>, AtlasError> {
        self.ground.history.on(day).ok_or_else(|| {
            let first = self
                .ground
                .history
                .versions()
                .iter()
                .find_map(|version| version.interval.from());
            AtlasError::NotFound(match first {
                Some(first) => {
                    format!("No line of contact is held for {day}; the first is of {first}.")
                }
                None => "No line of contact is held.".to_owned(),
            })
        })
    }
}

/// What a reader must know of an answer that is not the version in force.
fn note(answer: &Answer<'_>, day: Date) -> Option<String> {
    let until = answer.version.interval.to()?;
    (!answer.in_force).then(|| {
        format!(
            "No line of contact is held for {day}. Shown is the last one known, which was in force \
             until {until}; control was contested and changed after that."
        )
    })
}
