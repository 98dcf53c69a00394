//! Where a place, a line or an area lies along the line of contact.

use std::collections::BTreeMap;

use geo_types::Geometry;
use serde_json::{Value, json};

use crate::{
    atlas::{
        draw::{LINE_PLACE, rounded, side_of_share},
        error::AtlasError,
        facade::Atlas,
        front::Question,
        measure::basis,
        tables::object,
    },
    line::locate::LocateError,
    model::{id::Id, position::LonLat, sector::Sector, shape::Shape},
};

impl Atlas {
    /// Where a geometry lies along the line of a day: a point as [`Atlas::locate`] says, a line or an
    /// area as the stretch of the reference line that it is nearest to, how far off the line of the day
    /// it lies and how much of it on either side.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a day before the first version, [`AtlasError::Refused`] for what
    /// cannot be measured.
    pub fn locate_shape(&self, shape: &Shape, question: &Question) -> Result<Value, AtlasError> {
        if let Geometry::Point(point) = shape.geometry() {
            let position = LonLat::try_from(point.0)
                .map_err(|error| AtlasError::Refused(error.to_string()))?;
            return self.locate(position, question);
        }
        if matches!(shape.geometry(), Geometry::MultiPoint(_)) {
            return Err(AtlasError::Refused(
                "Several points have no stretch of the line; ask for each of them, or draw a line \
                 or an area."
                    .to_owned(),
            ));
        }
        let yardstick = self.yardstick(question)?;
        let refused = |error: LocateError| AtlasError::Refused(error.to_string());
        let span = yardstick.stretch(shape.geometry()).map_err(refused)?;
        let (least, most, left) = if yardstick.is_reference() {
            (span.nearest_km, span.farthest_km, span.left)
        } else {
            let (least, most) = yardstick.reach(shape.geometry()).map_err(refused)?;
            let left = yardstick.left(shape.geometry());
            let left = left.ok_or_else(|| refused(LocateError::OutOfReach))?;
            (least, most, left)
        };
        let side = side_of_share(left);
        let shares = [("left", left), ("right", 1.0 - left)];
        let parts: BTreeMap<&str, f64> = shares
            .iter()
            .flat_map(|(side, share)| {
                let whose = [Some(*side), yardstick.party(side)];
                whose.into_iter().flatten().map(|of| (of, rounded(*share)))
            })
            .collect();
        let sectors: Vec<&Sector> = self
            .ground
            .sectors
            .iter()
            .filter(|sector| {
                sector.from_km <= span.to_km && sector.to_km.is_none_or(|to| to > span.from_km)
            })
            .collect();
        let mut found = object(json!({
            "km": { "from": rounded(span.from_km), "to": rounded(span.to_km) },
            "distance_km": { "min": rounded(least), "max": rounded(most) },
            "share": parts,
            "side": side,
            "party": yardstick.party(side),
            "sectors": sectors,
        }));
        found.extend(basis(&yardstick, question));
        Ok(Value::Object(found))
    }

    /// Where a place of the gazetteer lies along the line of a day: by its outline when one is held,
    /// else by its point.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a place that is not known; else as for a geometry.
    pub fn locate_place(&self, place: &Id, question: &Question) -> Result<Value, AtlasError> {
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
            Some(outline) => self.locate_shape(outline, question)?,
            None => self.locate(known.position, question)?,
        };
        let mut found = object(found);
        found.insert("place".to_owned(), json!(place));
        found.insert("names".to_owned(), json!(known.names));
        Ok(Value::Object(found))
    }
}
