//! The line of contact: which version answers for a day, and where a position lies along it.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::{
    atlas::{
        draw::{party, rounded, side},
        error::AtlasError,
        facade::Atlas,
        front::Question,
        survey::Survey,
        tables::object,
        yardstick::Yardstick,
    },
    evidence::hash::sha256_hex,
    line::{
        history::Answer,
        locate::{self, LocateError},
        point::point,
    },
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

    /// Where a position lies: along the frozen reference line, and off the line of the day by the
    /// statements that count.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a day before the first version, [`AtlasError::Refused`] for a
    /// position that cannot be measured.
    pub fn locate(&self, position: LonLat, question: &Question) -> Result<Value, AtlasError> {
        let yardstick = self.yardstick(question)?;
        crate::model::shape::in_region(position.lon(), position.lat())?;
        let refused = |error: LocateError| AtlasError::Refused(error.to_string());
        let along = yardstick.along(position).map_err(refused)?;
        let off = yardstick.off(position).map_err(refused)?;
        let side = side(off.offset_km);
        let mut found = object(json!({
            "km": rounded(along.km),
            "offset_km": rounded(off.offset_km),
            "side": side,
            "party": yardstick.party(side),
            "nearest": off.nearest,
            "reference_offset_km": rounded(along.offset_km),
            "sector": self.ground.sector(along.km),
        }));
        found.extend(basis(&yardstick, question));
        Ok(Value::Object(found))
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
                "party": party(side(offset_km)),
                "sector": self.ground.sector(km),
                "line": version.id,
            },
        }))
    }

    /// What positions are measured with for a question.
    pub(crate) fn yardstick(&self, question: &Question) -> Result<Yardstick<'_>, AtlasError> {
        let answer = self.answer(question.on)?;
        // While a version was in force nothing is derived, and nothing has to be made ready for it.
        let survey = if answer.in_force {
            Survey::plain(&self.ground)
        } else {
            self.survey()?
        };
        survey
            .yardstick(question)
            .ok_or_else(|| AtlasError::NotFound("No line of contact is held.".to_owned()))
    }

    /// The version that was in force on a day, or the last one before.
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

/// What a position rests on: the version of the line, by whose statements, and what a reader must
/// know of it.
pub(crate) fn basis(yardstick: &Yardstick<'_>, question: &Question) -> Map<String, Value> {
    let Question { on, stance, as_of } = *question;
    object(json!({
        "line": yardstick.line(),
        "on": on,
        "stance": stance,
        "as_of": (as_of != Date::MAX).then_some(as_of),
        "in_force": yardstick.is_in_force(),
        "derived": yardstick.is_derived(),
        "accuracy_m": yardstick.accuracy_m(),
        "note": note(yardstick, question),
    }))
}

/// What a reader must know of a position that is not told by the version in force.
fn note(yardstick: &Yardstick<'_>, question: &Question) -> Option<String> {
    let Question { on, stance, .. } = question;
    let answer = yardstick.version();
    let until = answer.version.interval.to().filter(|_| !answer.in_force)?;
    Some(if yardstick.is_derived() {
        format!(
            "Kilometres run along the line that was in force until {until}, so that they stay \
             comparable; offset, side and nearest point are those of the line derived for {on} from \
             reported control ({stance}), never surveyed."
        )
    } else {
        format!(
            "By the statements that count ({stance}) there is no line on {on}: all is measured by \
             the line that was in force until {until}."
        )
    })
}
