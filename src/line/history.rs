//! The versions of the line of contact through time.

use geo_types::Geometry;
use jiff::civil::Date;

use crate::{
    line::{
        locate::{Gauge, LinearPosition, LocateError},
        span::Span,
    },
    model::{line_version::LineVersion, position::LonLat},
};

/// The known versions, in the order in which they came into force.
#[derive(Debug, Default)]
pub struct History {
    versions: Vec<LineVersion>,
    gauges: Vec<Result<Gauge, LocateError>>,
}

/// The version that answers for a day.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The version.
    pub version: &'a LineVersion,
    /// The version made ready to measure against.
    gauge: Option<&'a Result<Gauge, LocateError>>,
    /// Whether it was in force on the day; if not, it is the last one known before.
    pub in_force: bool,
}

impl Answer<'_> {
    /// Where a position lies with regard to the version.
    ///
    /// # Errors
    /// Those of [`Gauge::new`] and [`Gauge::locate`].
    pub fn locate(&self, position: LonLat) -> Result<LinearPosition, LocateError> {
        match self.gauge {
            Some(Ok(gauge)) => gauge.locate(position),
            Some(Err(error)) => Err(error.clone()),
            None => Err(LocateError::NoSegment),
        }
    }

    /// Where a line or an area lies with regard to the version.
    ///
    /// # Errors
    /// Those of [`Gauge::new`] and [`Gauge::span`].
    pub fn span(&self, geometry: &Geometry<f64>) -> Result<Span, LocateError> {
        match self.gauge {
            Some(Ok(gauge)) => gauge.span(geometry),
            Some(Err(error)) => Err(error.clone()),
            None => Err(LocateError::NoSegment),
        }
    }
}

impl History {
    /// A history of these versions.
    #[must_use]
    pub fn new(mut versions: Vec<LineVersion>) -> Self {
        versions.sort_by_key(|version| version.interval.from());
        let gauges = versions.iter().map(Gauge::new).collect();
        Self { versions, gauges }
    }

    /// All versions, earliest first.
    #[must_use]
    pub fn versions(&self) -> &[LineVersion] {
        &self.versions
    }

    /// The frozen line along which kilometres are counted: the first version of all.
    #[must_use]
    pub fn reference(&self) -> Option<Answer<'_>> {
        Some(Answer {
            version: self.versions.first()?,
            gauge: self.gauges.first(),
            in_force: true,
        })
    }

    /// The version in force on `day`, or else the last that was in force before it; `None` before
    /// the first.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<Answer<'_>> {
        let (at, version) = self
            .versions
            .iter()
            .enumerate()
            .rev()
            .find(|(_, version)| version.interval.from().is_none_or(|from| from <= day))?;
        Some(Answer {
            version,
            gauge: self.gauges.get(at),
            in_force: version.interval.contains(day),
        })
    }
}
