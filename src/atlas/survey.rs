//! Where incidents lie with regard to the line of their own day.

use std::sync::Arc;

use geo::{Contains as _, CoordsIter as _};
use geo_types::{Coord, Geometry, LineString, Point, Polygon};
use jiff::civil::Date;
use serde_json::Value;

use crate::{
    atlas::{
        draw::{Drawn, Ground, LINE_PLACE, rounded, side},
        error::AtlasError,
        facade::Atlas,
        front::Front,
    },
    line::{day::DayLine, history::Answer, stance::Stance},
    model::{
        incident::LinePosition, length::Metres, location::Location, position::LonLat, shape::Shape,
    },
};

/// Outlines are measured at points that are no further apart than this, in degrees (some 500 m).
const STEP_DEGREES: f64 = 0.005;

/// The rule of what happened along a line that was no longer in force when it happened.
const LAST_KNOWN: &str = "along-last-known-line";

/// The rule of what happened along the line rebuilt for its day.
const REBUILT: &str = "along-rebuilt-line";

/// The ground, and the line rebuilt on it: what incidents are measured with.
pub struct Survey<'a> {
    ground: &'a Ground,
    front: Arc<Front>,
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
        Self { ground, front }
    }

    /// What happened along the line, drawn on the line rebuilt for its day by what both sides agree
    /// on; everything else stays as it is drawn.
    #[must_use]
    pub fn settled(&self, drawn: Drawn, day: Date) -> Drawn {
        let along = [LAST_KNOWN, REBUILT].contains(&drawn.location.rule.as_str())
            && drawn.location.place.as_ref().map(|place| place.as_str()) == Some(LINE_PLACE);
        if !along {
            return drawn;
        }
        let line = self.front.day_line(day);
        let version = self.front.version_on(day, Stance::Agreed).ok().flatten();
        let (Some(line), Some(shape)) = (line.as_ref(), version.and_then(|found| found.shape))
        else {
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
    /// of it; its representative point says how far off.
    #[must_use]
    pub fn line_position(&self, drawn: &Drawn, day: Date) -> Option<LinePosition> {
        let answer = self.ground.history.on(day)?;
        let point = drawn.location.point?;
        let reference = self.reference()?;
        let found = reference.locate(point).ok()?;
        let line = self.front.day_line(day);
        let rebuilt = line.as_ref().as_ref().filter(|_| !answer.in_force);
        let off = match rebuilt {
            Some(line) => line.locate(point).ok()?,
            None => answer.locate(point).ok()?,
        };
        // What is drawn along the line lies on it, however far its middle is rounded.
        let along = [REBUILT, "along-line", LAST_KNOWN].contains(&drawn.location.rule.as_str());
        let offset_km = if along { 0.0 } else { rounded(off.offset_km) };
        let (from, to) = drawn
            .shape
            .as_ref()
            .and_then(|shape| stretch(shape, &reference))
            .unwrap_or((found.km, found.km));
        Some(LinePosition {
            km: rounded(found.km),
            from_km: Some(rounded(from.min(found.km))),
            to_km: Some(rounded(to.max(found.km))),
            offset_km,
            side: side(offset_km).to_owned(),
            reference_offset_km: Some(rounded(found.offset_km)),
            line: rebuilt.map_or_else(|| answer.version.id.clone(), |line| line.id.clone()),
            in_force: answer.in_force || rebuilt.is_some(),
            derived: rebuilt.is_some(),
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

/// From which to which kilometre of the reference line the stretch reaches that is nearest to some
/// point of a shape.
fn stretch(shape: &Shape, reference: &Answer<'_>) -> Option<(f64, f64)> {
    let mut points: Vec<Coord<f64>> = Vec::new();
    let ring = |line: &LineString<f64>| steps(line);
    let mut polygon = |polygon: &Polygon<f64>| {
        points.extend(ring(polygon.exterior()));
        // Where the line lies within an area its own kilometres may be the outermost.
        let vertices = reference.version.trace.0.iter();
        points.extend(vertices.filter(|vertex| polygon.contains(&Point(**vertex))));
    };
    match shape.geometry() {
        Geometry::Polygon(one) => polygon(one),
        Geometry::MultiPolygon(many) => many.0.iter().for_each(polygon),
        Geometry::LineString(line) => points.extend(steps(line)),
        Geometry::MultiLineString(lines) => points.extend(lines.0.iter().flat_map(steps)),
        other => points.extend(other.coords_iter()),
    }
    let km = points.into_iter().filter_map(|coord| {
        let position = LonLat::try_from(coord).ok()?;
        Some(reference.locate(position).ok()?.km)
    });
    km.fold(None, |reach: Option<(f64, f64)>, km| {
        let (from, to) = reach.unwrap_or((km, km));
        Some((from.min(km), to.max(km)))
    })
}

/// The vertices of a line and points between them.
fn steps(line: &LineString<f64>) -> Vec<Coord<f64>> {
    let mut points: Vec<Coord<f64>> = line.0.first().copied().into_iter().collect();
    for piece in line.lines() {
        let way = piece.end - piece.start;
        let count = (way.x.hypot(way.y) / STEP_DEGREES).ceil().max(1.0);
        let mut n = 1.0;
        while n <= count {
            points.push(piece.start + way * (n / count));
            n += 1.0;
        }
    }
    points
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
