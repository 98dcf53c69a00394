//! What positions of one day are measured with: kilometres along the frozen reference line, distances
//! and sides off the line of the day.

use std::sync::Arc;

use geo_types::{Geometry, LineString};

use crate::{
    atlas::draw::party,
    line::{
        day::DayLine,
        history::{Answer, History},
        locate::{LinearPosition, LocateError},
        span::Span,
    },
    model::{id::Id, length::Metres, position::LonLat},
};

/// The two lines by which a position of one day is told.
#[derive(Debug)]
pub struct Yardstick<'a> {
    /// The frozen line, along which kilometres are counted.
    reference: Answer<'a>,
    /// The version in force on the day, or the last one before.
    version: Answer<'a>,
    /// The line rebuilt for the day, if there is one.
    rebuilt: Option<Arc<Option<DayLine>>>,
}

impl<'a> Yardstick<'a> {
    /// The yardstick of a day for which this version answers; `None` when no line is held.
    #[must_use]
    pub fn new(
        history: &'a History,
        version: Answer<'a>,
        rebuilt: Option<Arc<Option<DayLine>>>,
    ) -> Option<Self> {
        Some(Self {
            reference: history.reference()?,
            version,
            rebuilt,
        })
    }

    /// The line rebuilt for the day.
    fn day_line(&self) -> Option<&DayLine> {
        self.rebuilt.as_deref().and_then(Option::as_ref)
    }

    /// The version of the line that distances and sides are told by.
    #[must_use]
    pub fn line(&self) -> &Id {
        self.day_line()
            .map_or(&self.version.version.id, |line| &line.id)
    }

    /// How far that version may be off.
    #[must_use]
    pub fn accuracy_m(&self) -> Metres {
        self.day_line()
            .map_or(self.version.version.accuracy_m, |line| line.accuracy_m)
    }

    /// Whether that version was rebuilt from statements of control.
    #[must_use]
    pub fn is_derived(&self) -> bool {
        self.day_line().is_some()
    }

    /// Whether that version is the reference line itself, so that what is measured by one is measured by
    /// the other.
    #[must_use]
    pub fn is_reference(&self) -> bool {
        !self.is_derived() && self.version.version.id == self.reference.version.id
    }

    /// Whether that version held on the day, or was the last one known.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.version.in_force || self.is_derived()
    }

    /// Whose side of that version it is; nobody's when it did not hold on the day.
    #[must_use]
    pub fn party<'b>(&self, side: &'b str) -> Option<&'b str> {
        self.is_in_force().then(|| party(side))
    }

    /// The version that was in force, or the last one that was.
    #[must_use]
    pub const fn version(&self) -> &Answer<'a> {
        &self.version
    }

    /// Where a position lies along the reference line.
    ///
    /// # Errors
    /// [`LocateError::OutOfReach`] if the projection does not reach it.
    pub fn along(&self, position: LonLat) -> Result<LinearPosition, LocateError> {
        self.reference.locate(position)
    }

    /// Where a position lies off the line of the day.
    ///
    /// # Errors
    /// [`LocateError::OutOfReach`] if the projection does not reach it.
    pub fn off(&self, position: LonLat) -> Result<LinearPosition, LocateError> {
        match self.day_line() {
            Some(line) => line.locate(position),
            None => self.version.locate(position),
        }
    }

    /// The stretch of the reference line that a line or an area is nearest to.
    ///
    /// # Errors
    /// Those of [`Answer::span`].
    pub fn stretch(&self, geometry: &Geometry<f64>) -> Result<Span, LocateError> {
        self.reference.span(geometry)
    }

    /// Share of a line or an area to the left of the line of the day; `None` for points and for what
    /// is out of reach.
    #[must_use]
    pub fn left(&self, geometry: &Geometry<f64>) -> Option<f64> {
        match self.day_line() {
            Some(line) => line.left(geometry),
            None => self.version.span(geometry).ok().map(|span| span.left),
        }
    }

    /// The least and the greatest distance of a line or an area from the line of the day.
    ///
    /// # Units
    /// - kilometres
    ///
    /// # Errors
    /// Those of [`Answer::span`].
    pub fn reach(&self, geometry: &Geometry<f64>) -> Result<(f64, f64), LocateError> {
        if let Some(line) = self.day_line() {
            return line.reach(geometry);
        }
        let span = self.version.span(geometry)?;
        Ok((span.nearest_km, span.farthest_km))
    }

    /// The line of the day, part by part.
    ///
    /// # Units
    /// - CRS84 degrees
    #[must_use]
    pub fn traces(&self) -> Vec<LineString<f64>> {
        self.day_line().map_or_else(
            || vec![self.version.version.trace.clone()],
            |line| line.traces().cloned().collect(),
        )
    }
}
