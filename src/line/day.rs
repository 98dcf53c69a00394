//! The line of one day, in one or several parts, made ready to measure against.

use geo_types::LineString;

use crate::{
    line::locate::{self, Gauge, LinearPosition, LocateError},
    model::{
        id::Id, interval::Interval, length::Metres, line_version::LineVersion, position::LonLat,
    },
};

/// The line of one day.
#[derive(Debug)]
pub struct DayLine {
    /// The version that held.
    pub id: Id,
    /// How far it may be off.
    pub accuracy_m: Metres,
    parts: Vec<(LineVersion, Gauge)>,
}

impl DayLine {
    /// A line of these parts, longest first; `None` when none of them can be measured against.
    #[must_use]
    pub fn new(
        id: &Id,
        interval: Interval,
        accuracy_m: Metres,
        traces: impl IntoIterator<Item = LineString<f64>>,
    ) -> Option<Self> {
        let parts: Vec<(LineVersion, Gauge)> = traces
            .into_iter()
            .filter_map(|trace| {
                let version = LineVersion {
                    id: id.clone(),
                    interval,
                    accuracy_m,
                    trace,
                };
                let gauge = Gauge::new(&version).ok()?;
                Some((version, gauge))
            })
            .collect();
        (!parts.is_empty()).then(|| Self {
            id: id.clone(),
            accuracy_m,
            parts,
        })
    }

    /// Where a position lies with regard to the nearest part.
    ///
    /// # Units
    /// - kilometres along that part and off it, positive to its left
    ///
    /// # Errors
    /// [`LocateError::OutOfReach`] if the projection does not reach the position.
    pub fn locate(&self, position: LonLat) -> Result<LinearPosition, LocateError> {
        let mut nearest: Option<LinearPosition> = None;
        for (_, gauge) in &self.parts {
            let found = gauge.locate(position)?;
            if nearest.is_none_or(|known| found.offset_km.abs() < known.offset_km.abs()) {
                nearest = Some(found);
            }
        }
        nearest.ok_or(LocateError::NoSegment)
    }

    /// The point half-way along the first part.
    #[must_use]
    pub fn middle(&self) -> Option<LonLat> {
        let (version, _) = self.parts.first()?;
        locate::middle(version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_nearest_part_says_how_far_and_on_which_side() {
        let at = |lon, lat| LonLat::new(lon, lat).expect("on Earth");
        let part = |ends: [(f64, f64); 2]| LineString::from(ends.to_vec());
        // Two parts that run south; left of them is the east.
        let parts = [
            part([(46.0, 40.0), (46.0, 39.5)]),
            part([(47.0, 40.0), (47.0, 39.5)]),
        ];
        let day = date(2020, 10, 4);
        let id = "rebuilt-2020-10-04-agreed".parse().expect("an identifier");
        let interval = Interval::days(day, day).expect("a day");
        let line = DayLine::new(&id, interval, Metres::default(), parts).expect("two parts");
        let offset = |lon| line.locate(at(lon, 39.8)).expect("in reach").offset_km;
        assert!(offset(46.1) > 8.0 && offset(45.9) < -8.0);
        assert!(offset(47.1) > 8.0 && offset(46.9) < -8.0);
        assert!((offset(46.1) - offset(47.1)).abs() < 0.1);
        assert!(DayLine::new(&id, interval, Metres::default(), []).is_none());
    }
}
