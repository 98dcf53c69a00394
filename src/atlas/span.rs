//! Where a place, a line or an area lies along the line of contact.

use geo_types::Geometry;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{
        draw::{LINE_PLACE, rounded, side_of_share},
        error::AtlasError,
        facade::Atlas,
        tables::object,
    },
    model::{id::Id, position::LonLat, sector::Sector, shape::Shape},
};

impl Atlas {
    /// Where a geometry lies along the line of a day: a point as [`Atlas::locate`] says, a line or an
    /// area as the stretch of the line that it is nearest to, how far off it lies and how much of it
    /// on either side.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a day before the first version, [`AtlasError::Refused`] for what
    /// cannot be measured.
    pub fn locate_shape(&self, shape: &Shape, day: Date) -> Result<Value, AtlasError> {
        if let Geometry::Point(point) = shape.geometry() {
            let position = LonLat::try_from(point.0)
                .map_err(|error| AtlasError::Refused(error.to_string()))?;
            return self.locate(position, day);
        }
        if matches!(shape.geometry(), Geometry::MultiPoint(_)) {
            return Err(AtlasError::Refused(
                "Several points have no stretch of the line; ask for each of them, or draw a line \
                 or an area."
                    .to_owned(),
            ));
        }
        let answer = self.answer(day)?;
        let span = answer
            .span(shape.geometry())
            .map_err(|error| AtlasError::Refused(error.to_string()))?;
        let sectors: Vec<&Sector> = self
            .ground
            .sectors
            .iter()
            .filter(|sector| {
                sector.from_km <= span.to_km && sector.to_km.is_none_or(|to| to > span.from_km)
            })
            .collect();
        Ok(json!({
            "km": { "from": rounded(span.from_km), "to": rounded(span.to_km) },
            "distance_km": { "min": rounded(span.nearest_km), "max": rounded(span.farthest_km) },
            "share": { "left": rounded(span.left), "right": rounded(1.0 - span.left) },
            "side": side_of_share(span.left),
            "sectors": sectors,
            "line": answer.version.id,
            "on": day,
            "in_force": answer.in_force,
            "note": crate::atlas::measure::note(&answer),
        }))
    }

    /// Where a place of the gazetteer lies along the line of a day: by its outline when one is held,
    /// else by its point.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a place that is not known; else as for a geometry.
    pub fn locate_place(&self, place: &Id, day: Date) -> Result<Value, AtlasError> {
        let known = self.geoparser.gazetteer().get(place).ok_or_else(|| {
            AtlasError::NotFound(format!(
                "There is no place {place}; search for its name to find its identifier."
            ))
        })?;
        if place.as_str() == LINE_PLACE {
            return Err(AtlasError::Refused(
                "The line of contact has no position along itself; name another place.".to_owned(),
            ));
        }
        let found = match self.ground.outlines.get(place) {
            Some(outline) => self.locate_shape(outline, day)?,
            None => self.locate(known.position, day)?,
        };
        let mut found = object(found);
        found.insert("place".to_owned(), json!(place));
        found.insert("names".to_owned(), json!(known.names));
        Ok(Value::Object(found))
    }
}
