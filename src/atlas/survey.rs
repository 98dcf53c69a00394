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
        front::{Front, Question},
        sketch::{Sketches, Traced},
        yardstick::Yardstick,
    },
    line::{day::DayLine, locate, stance::Stance},
    model::{
        id::Id, incident::LinePosition, interval::Interval, length::Metres, location::Location,
        position::LonLat, shape::Shape,
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
    /// The line rebuilt for a day; `None` when there is none, or when the base line was in force.
    #[must_use]
    pub fn day_line(&self, question: &Question) -> Arc<Option<DayLine>> {
        let Question { on, stance, as_of } = *question;
        // Between two turns the line stays the same.
        let Some(turn) = self.turns().iter().rfind(|turn| **turn <= on).copied() else {
            return Arc::default();
        };
        if as_of == Date::MAX {
            let key = (turn, stance);
            return self.kept.lines.recall(key, || self.kept_line(turn, stance));
        }
        Arc::new(self.line_as_known(question))
    }

    fn kept_line(&self, turn: Date, stance: Stance) -> Option<DayLine> {
        let version = self.version_on(turn, stance).ok()??;
        day_line(
            &version.id,
            version.interval,
            version.properties.get("accuracy_m"),
            &version.shape?,
        )
    }

    /// By what had been stated by a day the line is no version of its own: it is named after the day.
    fn line_as_known(&self, question: &Question) -> Option<DayLine> {
        let feature = self.answer(*question, || self.feature(question));
        let id = feature["id"].as_str()?.parse().ok()?;
        let interval = Interval::days(question.on, question.on).ok()?;
        let shape = Shape::from_json(&feature["geometry"]).ok()?;
        day_line(
            &id,
            interval,
            feature["properties"].get("accuracy_m"),
            &shape,
        )
    }
}

fn day_line(
    id: &Id,
    interval: Interval,
    accuracy_m: Option<&Value>,
    shape: &Shape,
) -> Option<DayLine> {
    let accuracy = accuracy_m.and_then(Value::as_f64).and_then(Metres::new);
    let traces = match shape.geometry() {
        Geometry::LineString(line) => vec![line.clone()],
        Geometry::MultiLineString(lines) => lines.0.clone(),
        _ => return None,
    };
    DayLine::new(id, interval, accuracy.unwrap_or_default(), traces)
}

/// What both sides agree on, by all that has been stated: what incidents are drawn and measured by.
const fn agreed(on: Date) -> Question {
    Question {
        on,
        stance: Stance::Agreed,
        as_of: Date::MAX,
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

    /// What positions of a day are measured with, by the statements that count for a question: the
    /// line rebuilt for the day, or a version while that was in force and where none is rebuilt. `None`
    /// before the first version.
    #[must_use]
    pub fn yardstick(&self, question: &Question) -> Option<Yardstick<'a>> {
        let version = self.ground.history.on(question.on)?;
        let front = self.front.as_ref().filter(|_| !version.in_force);
        let rebuilt = front.map(|front| front.day_line(question));
        Yardstick::new(&self.ground.history, version, rebuilt)
    }

    /// The line by which what happened on a day is drawn: the version in force, else the line rebuilt
    /// for the day, else the last version known.
    ///
    /// # Units
    /// - CRS84 degrees
    #[must_use]
    pub fn traces(&self, day: Date) -> Vec<LineString<f64>> {
        let yardstick = self.yardstick(&agreed(day));
        yardstick.map_or_else(Vec::new, |yardstick| yardstick.traces())
    }

    /// Kilometres that a position lies off that line, positive to its left.
    #[must_use]
    pub fn offset_km(&self, position: LonLat, day: Date) -> Option<f64> {
        let found = self.yardstick(&agreed(day))?.off(position).ok()?;
        Some(found.offset_km)
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
        let front = self.front.as_ref().filter(|_| self.ground.is_rebuilt(day));
        let line = front.map(|front| front.day_line(&agreed(day)));
        let version = front.and_then(|front| front.version_on(day, Stance::Agreed).ok()?);
        let (Some(line), Some(shape)) = (
            line.as_deref().and_then(Option::as_ref),
            version.and_then(|found| found.shape),
        ) else {
            return self.last_known(drawn, day);
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

    /// What was drawn on a rebuilt line that is no more, drawn on the last version known.
    fn last_known(&self, drawn: Drawn, day: Date) -> Drawn {
        let answer = self.ground.history.on(day);
        let (REBUILT, Some(answer)) = (drawn.location.rule.as_str(), answer) else {
            return drawn;
        };
        Drawn {
            location: Location {
                rule: LAST_KNOWN.to_owned(),
                uncertainty_m: answer.version.accuracy_m,
                point: locate::middle(answer.version).or(drawn.location.point),
                ..drawn.location
            },
            shape: Shape::line(answer.version.trace.clone()),
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
        let yardstick = self.yardstick(&agreed(day))?;
        let point = drawn.location.point?;
        let found = yardstick.along(point).ok()?;
        // What is drawn along the line lies on it, however far its middle is rounded.
        let along = [REBUILT, "along-line", LAST_KNOWN].contains(&drawn.location.rule.as_str());
        let offset_km = if along {
            0.0
        } else {
            rounded(yardstick.off(point).ok()?.offset_km)
        };
        let geometry = drawn.shape.as_ref().map(Shape::geometry);
        let span = geometry.and_then(|geometry| yardstick.stretch(geometry).ok());
        let (from, to) = span.map_or((found.km, found.km), |span| (span.from_km, span.to_km));
        let left_share = geometry.filter(|_| !along).and_then(|geometry| match span {
            Some(span) if yardstick.is_reference() => Some(span.left),
            _ => yardstick.left(geometry),
        });
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
            line: yardstick.line().clone(),
            in_force: yardstick.is_in_force(),
            derived: yardstick.is_derived(),
            sector: self.ground.sector(found.km).map(|sector| sector.id.clone()),
        })
    }

    /// The drawings that are kept for a day, and the line by which they are drawn.
    pub(crate) fn sketches(&self, day: Date) -> (&Sketches, Traced) {
        if let Some(front) = self.front.as_ref().filter(|_| self.ground.is_rebuilt(day)) {
            return (&front.kept.sketches, Traced::Rebuilt(day));
        }
        let traced = match self.ground.history.on(day) {
            Some(answer) if answer.in_force => Traced::InForce(answer.version.id.clone()),
            Some(answer) => Traced::LastKnown(answer.version.id.clone()),
            None => Traced::Before,
        };
        (&self.ground.sketches, traced)
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
