//! The versions of the line of contact through time.

use jiff::civil::Date;

use crate::model::line_version::LineVersion;

/// The known versions, in the order in which they came into force.
#[derive(Debug, Clone, Default)]
pub struct History {
    versions: Vec<LineVersion>,
}

/// The version that answers for a day.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The version.
    pub version: &'a LineVersion,
    /// Whether it was in force on the day; if not, it is the last one known before.
    pub in_force: bool,
}

impl History {
    /// A history of these versions.
    #[must_use]
    pub fn new(mut versions: Vec<LineVersion>) -> Self {
        versions.sort_by_key(|version| version.interval.from());
        Self { versions }
    }

    /// All versions, earliest first.
    #[must_use]
    pub fn versions(&self) -> &[LineVersion] {
        &self.versions
    }

    /// The version in force on `day`, or else the last that was in force before it; `None` before
    /// the first.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<Answer<'_>> {
        let version = self
            .versions
            .iter()
            .rev()
            .find(|version| version.interval.from().is_none_or(|from| from <= day))?;
        Some(Answer {
            version,
            in_force: version.interval.contains(day),
        })
    }
}
