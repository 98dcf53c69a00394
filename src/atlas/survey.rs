//! Where incidents lie with regard to the line of their own day.

use std::sync::Arc;

use geo_types::{Geometry, LineString};
use jiff::civil::Date;
use serde_json::Value;

use crate::{
    atlas::{
        draw::{Drawn, Ground, LINE_PLACE, rounded, side, side_of_share},
        error::AtlasError,
        facade::Atlas,
        front::Front,
    },
    line::{day::DayLine, history::Answer, stance::Stance},
    model::{
        id::Id, incident::LinePosition, length::Metres, location::Location, position::LonLat,
        shape::Shape,
    },
};

/// The rule of what happened along a line that was no longer in force when it happened.
const LAST_KNOWN: &str = "along-last-known-line";

/// The rule of what happened along the line rebuilt for its day.
const REBUILT: &str = "along-rebuilt-line";

/// The ground, and the line rebuilt on it: what incidents are drawn on and measured with.
pub struct Survey<'a> {
    /// The line while it was in force, and the outlines of places.
    pub ground: &'a Ground,
    front: Option<Arc<Front>>,
}

impl Front {
    /// The line rebuilt for a day by what both sides agree on; `None` when there is none, or when
    /// the base line was in force.
    #[must_use]
    pub fn day_line(&self, day: Date) -> Arc<Option<DayLine>> {
        self.kept.lines.recall(day, || {
            let version = self.version_on(day, Stance::Agreed).ok()??;
            let accuracy = version.properties.get("accuracy_m").and_then(Value::as_f64);
            let traces = match version.shape?.geometry() {
                Geometry::LineString(line) => vec![line.clone()],
                Geometry::MultiLineString(lines) => lines.0.clone(),
                _ => return None,
            };
            let accuracy = accuracy.and_then(Metres::new).unwrap_or_default();
            DayLine::new(&version.id, version.interval, accuracy, traces)
        })
    }
}

impl<'a> Survey<'a> {
    /// A survey of this ground with the line that is rebuilt on it.
    #[must_use]
    pub const fn new(ground: &'a Ground, front: Arc<Front>) -> Self {
        Self {
            ground,
            front: Some(front),
        }
    }

    /// A survey of this ground by the versions of the line alone, for days on which one was in force
    /// and for texts without a date.
    #[must_use]
    pub const fn plain(ground: &'a Ground) -> Self {
        Self {
            ground,
            front: None,
        }
    }

    /// The line rebuilt for a day by what both sides agree on; `None` while a version was in force,
    /// and where there is no such line.
    #[must_use]
    pub fn rebuilt(&self, day: Date) -> Option<Arc<Option<DayLine>>> {
        let front = self.front.as_ref()?;
        self.ground
            .is_rebuilt(day)
            .then(|| front.day_line(day))
            .filter(|line| line.is_some())
    }

    /// The line by which what happened on a day is drawn: the version in force, else the line rebuilt
    /// for the day, else the last version known.
    ///
    /// # Units
    /// - CRS84 degrees
    #[must_use]
    pub fn traces(&self, day: Date) -> Vec<LineString<f64>> {
        let rebuilt = self.rebuilt(day);
        if let Some(line) = rebuilt.as_deref().and_then(Option::as_ref) {
            return line.traces().cloned().collect();
        }
        let answer = self.ground.history.on(day).into_iter();
        answer.map(|answer| answer.version.trace.clone()).collect()
    }

    /// Kilometres that a position lies off that line, positive to its left.
    #[must_use]
    pub fn offset_km(&self, position: LonLat, day: Date) -> Option<f64> {
        let rebuilt = self.rebuilt(day);
        let found = match rebuilt.as_deref().and_then(Option::as_ref) {
            Some(line) => line.locate(position),
            None => self.ground.history.on(day)?.locate(position),
        };
        found.ok().map(|found| found.offset_km)
    }

    /// What happened along the line, drawn on the line rebuilt for its day by what both sides agree
    /// on; everything else stays as it is drawn.
    #[must_use]
    pub fn settled(&self, drawn: Drawn, day: Date) -> Drawn {
        let along = [LAST_KNOWN, REBUILT].contains(&drawn.location.rule.as_str())
            && drawn.location.place.as_ref().map(Id::as_str) == Some(LINE_PLACE);
        if !along {
            return drawn;
        }
        let rebuilt = self.rebuilt(day);
        let front = self.front.as_ref();
        let version = front.and_then(|front| front.version_on(day, Stance::Agreed).ok()?);
        let (Some(line), Some(shape)) = (
            rebuilt.as_deref().and_then(Option::as_ref),
            version.and_then(|found| found.shape),
        ) else {
            return drawn;
        };
        Drawn {
            location: Location {
                rule: REBUILT.to_owned(),
                uncertainty_m: line.accuracy_m,
                point: line.middle().or(drawn.location.point),
                ..drawn.location
            },
            shape: Some(shape),
        }
    }

    /// Where something drawn lies: along the reference line, whose kilometres stay comparable, and
    /// off the line of its own day. `None` for what has no place, before the first version, and out
    /// of the projection's reach.
    ///
    /// An area or a line lies along the stretch of the reference line that is nearest to some point
    /// of it; its representative point says how far off, and its shares say on which side.
    #[must_use]
    pub fn line_position(&self, drawn: &Drawn, day: Date) -> Option<LinePosition> {
        let answer = self.ground.history.on(day)?;
        let point = drawn.location.point?;
        let reference = self.reference()?;
        let found = reference.locate(point).ok()?;
        let rebuilt = self.rebuilt(day);
        let line = rebuilt.as_deref().and_then(Option::as_ref);
        // What is drawn along the line lies on it, however far its middle is rounded.
        let along = [REBUILT, "along-line", LAST_KNOWN].contains(&drawn.location.rule.as_str());
        let offset_km = if along {
            0.0
        } else {
            rounded(self.offset_km(point, day)?)
        };
        let geometry = drawn.shape.as_ref().map(Shape::geometry);
        let span = geometry.and_then(|geometry| reference.span(geometry).ok());
        let (from, to) = span.map_or((found.km, found.km), |span| (span.from_km, span.to_km));
        let left_share = match line {
            _ if along => None,
            Some(line) => geometry.and_then(|geometry| line.left(geometry)),
            None if answer.version.id == reference.version.id => span.map(|span| span.left),
            None => geometry.and_then(|geometry| Some(answer.span(geometry).ok()?.left)),
        };
        Some(LinePosition {
            km: rounded(found.km),
            from_km: Some(rounded(from.min(found.km))),
            to_km: Some(rounded(to.max(found.km))),
            offset_km,
            side: left_share
                .map_or_else(|| side(offset_km), side_of_share)
                .to_owned(),
            left_share: left_share.map(rounded),
            reference_offset_km: Some(rounded(found.offset_km)),
            line: line.map_or_else(|| answer.version.id.clone(), |line| line.id.clone()),
            in_force: answer.in_force || line.is_some(),
            derived: line.is_some(),
            sector: self.ground.sector(found.km).map(|sector| sector.id.clone()),
        })
    }

    /// The frozen line along which kilometres are counted.
    fn reference(&self) -> Option<Answer<'a>> {
        let first = self.ground.history.versions().first()?;
        let day = first.interval.from().unwrap_or(Date::MIN);
        self.ground.history.on(day)
    }
}

impl Atlas {
    /// What incidents are measured with.
    ///
    /// # Errors
    /// [`AtlasError`] when nothing can be derived.
    pub fn survey(&self) -> Result<Survey<'_>, AtlasError> {
        Ok(Survey::new(&self.ground, self.front()?))
    }
}
