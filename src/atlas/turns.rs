//! The days on which the rebuilt line may change, and its versions between them.

use std::sync::Arc;

use jiff::{ToSpan as _, civil::Date};
use serde_json::{Value, json};

use crate::{
    atlas::{
        builtin,
        error::AtlasError,
        front::{Front, Question},
    },
    line::stance::Stance,
    model::{
        feature::{Feature, WrittenFeature},
        id::Id,
        interval::Interval,
    },
};

/// What the identifier of a rebuilt version begins with.
const REBUILT: &str = "rebuilt";

/// The identifier of something that began on a day under a stance, such as
/// `rebuilt-2020-10-04-agreed`.
#[must_use]
pub fn dated_id(what: &str, day: Date, stance: Stance) -> String {
    format!("{what}-{day}-{stance}")
}

/// What an identifier made by [`dated_id`] names, with its day and stance.
#[must_use]
pub fn read_dated_id(id: &str) -> Option<(&str, Date, Stance)> {
    let stance = Stance::ALL
        .into_iter()
        .find(|stance| id.ends_with(&format!("-{stance}")))?;
    let rest = id.strip_suffix(stance.as_str())?.strip_suffix('-')?;
    let at = rest.len().checked_sub(10)?;
    let (what, day) = (rest.get(..at)?, rest.get(at..)?);
    Some((what.strip_suffix('-')?, day.parse().ok()?, stance))
}

impl Front {
    /// The days from the first rebuilt one on which the line of some stance may change: those of
    /// which a statement speaks, and those on which a denial lapses. In order.
    #[must_use]
    pub fn turns(&self) -> &[Date] {
        self.kept.turns.get_or_init(|| self.made_turns())
    }

    fn made_turns(&self) -> Vec<Date> {
        let lapse = self.ledger.rules().denial_lapses_after_days.days();
        let dates = self.ledger.dates();
        let lapses = dates.iter().filter_map(|day| day.checked_add(lapse).ok());
        let first = self.first_day();
        let mut turns: Vec<Date> = dates.iter().copied().chain(lapses).collect();
        turns.push(first);
        turns.retain(|day| *day >= first);
        turns.sort_unstable();
        turns.dedup();
        turns
    }

    /// The line of one day by everything that has been stated.
    fn on(&self, day: Date, stance: Stance) -> Arc<Value> {
        let question = Question {
            on: day,
            stance,
            as_of: Date::MAX,
        };
        self.answer(question, || self.feature(&question))
    }

    /// The versions of the rebuilt line that held at some time of an interval, each as a feature:
    /// the days in a row on which the line and its provenance stay the same are one version.
    ///
    /// # Errors
    /// [`AtlasError::Builtin`] if a line were not readable.
    pub fn versions(
        &self,
        interval: &Interval,
        stance: Stance,
    ) -> Result<Vec<Feature>, AtlasError> {
        let turns = self.turns();
        let hash = |at: usize| {
            let line = self.on(*turns.get(at)?, stance);
            Some(line["properties"]["hash"].clone())
        };
        // The first turn that the interval touches, and from there back to where its version began.
        let last_before = |day: Date| turns.iter().rposition(|turn| *turn <= day);
        let mut at = match interval.from() {
            Some(from) => last_before(from).unwrap_or(0),
            None => 0,
        };
        while at > 0 && hash(at - 1) == hash(at) {
            at -= 1;
        }
        let mut versions = Vec::new();
        while let Some(from) = turns.get(at).copied() {
            if interval.to().is_some_and(|to| to <= from) {
                break;
            }
            let mut next = at + 1;
            while next < turns.len() && hash(next) == hash(at) {
                next += 1;
            }
            let version = self.version(from, turns.get(next).copied(), stance)?;
            if version.interval.intersects(interval) {
                versions.push(version);
            }
            at = next;
        }
        Ok(versions)
    }

    /// The version that holds on a day; `None` before the first.
    ///
    /// # Errors
    /// [`AtlasError::Builtin`] if the line were not readable.
    pub fn version_on(&self, day: Date, stance: Stance) -> Result<Option<Feature>, AtlasError> {
        let Ok(interval) = Interval::days(day, day) else {
            return Ok(None);
        };
        Ok(self.versions(&interval, stance)?.into_iter().next())
    }

    fn version(&self, from: Date, to: Option<Date>, stance: Stance) -> Result<Feature, AtlasError> {
        let mut line = Value::clone(&self.on(from, stance));
        line["id"] = json!(dated_id(REBUILT, from, stance));
        line["properties"]["valid_from"] = json!(from);
        line["properties"]["valid_to"] = json!(to);
        if let Some(properties) = line["properties"].as_object_mut() {
            properties.remove("on");
        }
        let collection: Id = "contact-line".parse()?;
        let written: WrittenFeature = serde_json::from_value(line)
            .map_err(|error| AtlasError::Builtin(format!("the line of {from}: {error}")))?;
        builtin::feature(&collection, written)
    }

    /// The version under an identifier.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] for a day on which no version began, with the one that held then.
    pub fn version_of(&self, id: &str) -> Result<Option<Feature>, AtlasError> {
        let Some((REBUILT, day, stance)) = read_dated_id(id) else {
            return Ok(None);
        };
        match self.version_on(day, stance)? {
            Some(version) if version.id.as_str() != id => Err(AtlasError::NotFound(format!(
                "The line did not change on {day}; the version that held then is {}.",
                version.id
            ))),
            other => Ok(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_identifier_is_read_as_it_was_written() {
        for stance in Stance::ALL {
            let id = dated_id("holding-shusha", date(2020, 11, 8), stance);
            let read = read_dated_id(&id);
            assert_eq!(read, Some(("holding-shusha", date(2020, 11, 8), stance)));
        }
        for id in [
            "",
            "agreed",
            "-agreed",
            "2020-10-04-agreed",
            "rebuilt-2020-13-04-agreed",
            "rebuilt-2020-10-04-neutral",
            "ə-2020-10-04-agreed-",
        ] {
            assert_eq!(read_dated_id(id), None, "{id}");
        }
    }
}
