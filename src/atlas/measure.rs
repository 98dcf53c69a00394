//! The line of contact: which version answers for a day, and where a position lies along it.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{
        draw::{rounded, side},
        error::AtlasError,
        facade::Atlas,
        front::Question,
        tables::object,
    },
    evidence::hash::sha256_hex,
    line::{history::Answer, locate, point::point},
    model::{line_version::LineVersion, position::LonLat},
};

impl Atlas {
    /// The line of contact for a day as a `GeoJSON` feature: the base line while it was in force,
    /// afterwards the line that follows from the statements on control.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a day before the first version.
    pub fn line(&self, question: &Question) -> Result<Arc<Value>, AtlasError> {
        let answer = self.answer(question.on)?;
        if !answer.in_force {
            let front = self.front()?;
            return Ok(front.answer(*question, || front.feature(question)));
        }
        let body = self.item("contact-line", answer.version.id.as_str())?;
        let mut feature: Value = serde_json::from_str(&body)
            .map_err(|error| AtlasError::Builtin(format!("{}: {error}", answer.version.id)))?;
        let digest = sha256_hex(feature["geometry"].to_string().as_bytes());
        if let Some(properties) = feature.get_mut("properties").and_then(Value::as_object_mut) {
            // The layer's own note speaks of the line; this one of the answer.
            if let Some(about) = properties.remove("note").filter(|note| !note.is_null()) {
                properties.insert("about".to_owned(), about);
            }
            let last = answer.version.trace.0.len().saturating_sub(1);
            properties.extend(object(json!({
                "on": question.on,
                "in_force": true,
                "derived": false,
                "stance": question.stance,
                "note": null,
                "hash": digest,
                "length_km": rounded(locate::length_km(answer.version)),
                "segments": [{
                    "part": 0,
                    "from": 0,
                    "to": last,
                    "provenance": "base",
                    "uncertainty_m": answer.version.accuracy_m,
                    "contested": false,
                }],
            })));
        }
        Ok(Arc::new(feature))
    }

    /// The version of the line for a day: the one in force, or the last one before.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a day before the first version.
    pub fn line_version(&self, day: Date) -> Result<&LineVersion, AtlasError> {
        self.answer(day).map(|answer| answer.version)
    }

    /// When the versions of the line held, and the days since on which statements take effect.
    ///
    /// # Errors
    /// [`AtlasError`] when nothing can be derived.
    pub fn line_dates(&self) -> Result<Value, AtlasError> {
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
        Ok(json!({ "versions": versions, "dates": self.front()?.dates() }))
    }

    /// Where a position lies along the line of a day.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a day before the first version, [`AtlasError::Refused`] for a
    /// position that cannot be measured.
    pub fn locate(&self, position: LonLat, day: Date) -> Result<Value, AtlasError> {
        let answer = self.answer(day)?;
        crate::model::shape::in_region(position.lon(), position.lat())?;
        let found = answer
            .locate(position)
            .map_err(|error| AtlasError::Refused(error.to_string()))?;
        Ok(json!({
            "km": rounded(found.km),
            "offset_km": rounded(found.offset_km),
            "side": side(found.offset_km),
            "nearest": found.nearest,
            "sector": self.ground.sector(found.km),
            "line": answer.version.id,
            "on": day,
            "in_force": answer.in_force,
            "note": note(&answer),
        }))
    }

    /// The point at a kilometre of the reference line, so many kilometres off it to the left.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] for a kilometre beyond the ends of the line, or an offset that leads
    /// out of the region.
    pub fn line_point(&self, km: f64, offset_km: f64) -> Result<Value, AtlasError> {
        let versions = self.ground.history.versions();
        let version = versions
            .first()
            .ok_or_else(|| AtlasError::NotFound("No line of contact is held.".to_owned()))?;
        let found = point(version, km, offset_km)
            .map_err(|error| AtlasError::Refused(error.to_string()))?
            .ok_or_else(|| {
                AtlasError::Refused(format!(
                    "The reference line has no kilometre {km}: it runs from 0 to {:.1}.",
                    locate::length_km(version)
                ))
            })?;
        crate::model::shape::in_region(found.lon(), found.lat())?;
        Ok(json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": found },
            "properties": {
                "km": km,
                "offset_km": offset_km,
                "side": side(offset_km),
                "sector": self.ground.sector(km),
                "line": version.id,
            },
        }))
    }

    /// The version that positions of a day are measured by.
    pub(crate) fn answer(&self, day: Date) -> Result<Answer<'_>, AtlasError> {
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
pub(crate) fn note(answer: &Answer<'_>) -> Option<String> {
    let until = answer.version.interval.to()?;
    (!answer.in_force).then(|| {
        format!(
            "Measured along the line that was in force until {until}, so that positions stay \
             comparable; control was contested and changed after that."
        )
    })
}
