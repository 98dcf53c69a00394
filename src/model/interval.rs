//! When: intervals of civil days at UTC+04:00, the clock of both Baku and Yerevan in 2020.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, ToSpan, civil::Date, tz};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A half-open interval of civil days, `[from, to)`; an absent end is unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Interval {
    #[serde(rename = "valid_from")]
    from: Option<Date>,
    #[serde(rename = "valid_to")]
    to: Option<Date>,
}

/// Why a text or a pair of dates is not an interval.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IntervalError {
    /// The text is neither a date, nor a date-time, nor an interval of them.
    #[error(
        "\"{0}\" is no date or interval; write 2020-09-27, 2020-09-27T06:00:00Z, \
         2020-09-27/2020-10-04, ../2020-10-04 or 2020-09-27/.. (RFC 3339)."
    )]
    Malformed(String),
    /// The interval ends before it begins.
    #[error("The interval ends before it begins; give the earlier date first.")]
    Backwards,
}

impl Interval {
    /// Always.
    pub const ALWAYS: Self = Self {
        from: None,
        to: None,
    };

    /// The days from `from` up to, and without, `to`.
    ///
    /// # Errors
    /// [`IntervalError::Backwards`] when no day would be left.
    pub fn new(from: Option<Date>, to: Option<Date>) -> Result<Self, IntervalError> {
        match (from, to) {
            (Some(from), Some(to)) if to <= from => Err(IntervalError::Backwards),
            _ => Ok(Self { from, to }),
        }
    }

    /// The days from `first` to `last`, both included.
    ///
    /// # Errors
    /// [`IntervalError::Backwards`] when `last` is before `first`.
    pub fn days(first: Date, last: Date) -> Result<Self, IntervalError> {
        Self::new(Some(first), next_day(last))
    }

    /// The first day, if there is one.
    #[must_use]
    pub const fn from(&self) -> Option<Date> {
        self.from
    }

    /// The first day on which it no longer holds, if there is one.
    #[must_use]
    pub const fn to(&self) -> Option<Date> {
        self.to
    }

    /// Whether `day` lies in the interval.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }

    /// Whether the two intervals share a day.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        let before = |end: Option<Date>, start: Option<Date>| match (end, start) {
            (Some(end), Some(start)) => end <= start,
            _ => false,
        };
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}

/// The day after `day`; after the calendar's last day there is no end.
fn next_day(day: Date) -> Option<Date> {
    day.checked_add(1.day()).ok()
}

/// The civil day at UTC+04:00 on which the moment falls.
#[must_use]
pub fn civil_day(moment: Timestamp) -> Date {
    tz::offset(4).to_datetime(moment).date()
}

/// A civil day, written as a full date (RFC 3339, section 5.6): exactly `YYYY-MM-DD`.
///
/// # Errors
/// [`IntervalError::Malformed`] for anything else.
pub fn parse_day(text: &str) -> Result<Date, IntervalError> {
    let plain = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    if !plain {
        return Err(IntervalError::Malformed(shortened(text)));
    }
    text.parse()
        .map_err(|_| IntervalError::Malformed(shortened(text)))
}

/// One end of an interval, or an instant: a full date or a date-time with an offset.
fn parse_instant(text: &str) -> Result<Date, IntervalError> {
    parse_day(text).or_else(|malformed| {
        // jiff reads more than RFC 3339 allows; a date-time begins with a full date and a `T`.
        if !matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
            return Err(malformed);
        }
        text.parse::<Timestamp>()
            .map(civil_day)
            .map_err(|_| malformed)
    })
}

/// The text as an error message repeats it: never longer than a line.
fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// As the parameter `datetime` says it: a day, or the first and the last day.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.to.and_then(|to| to.yesterday().ok());
        match (self.from, last) {
            (Some(first), Some(last)) if first == last => write!(f, "{first}"),
            (Some(first), Some(last)) => write!(f, "{first}/{last}"),
            (Some(first), None) => write!(f, "{first}/.."),
            (None, Some(last)) => write!(f, "../{last}"),
            (None, None) => f.write_str("../.."),
        }
    }
}

impl FromStr for Interval {
    type Err = IntervalError;

    /// Reads the `datetime` parameter of OGC API – Features (OGC 17-069r4, section 7.15.4).
    ///
    /// Both ends of an interval are included, as the standard wants; a date-time counts as the
    /// civil day at UTC+04:00 on which it falls.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some((start, end)) = text.split_once('/') else {
            let day = parse_instant(text)?;
            return Self::days(day, day);
        };
        let open = |end: &str| end.is_empty() || end == "..";
        if open(start) && open(end) {
            return Err(IntervalError::Malformed(shortened(text)));
        }
        let first = (!open(start)).then(|| parse_instant(start)).transpose()?;
        let last = (!open(end)).then(|| parse_instant(end)).transpose()?;
        Self::new(first, last.and_then(next_day))
    }
}

/// How precisely a time is known by its length: 1 a day · 2 two to six days · 3 a week · 4 a month
/// · 5 longer.
#[must_use]
pub fn date_prec(first: Date, last: Date) -> u8 {
    match (last - first).get_days() + 1 {
        ..=1 => 1,
        2..=6 => 2,
        7 => 3,
        8..=31 => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_last_day_of_a_datetime_interval_is_included() {
        let interval: Interval = "2020-09-27/2020-09-30".parse().expect("an interval");
        assert!(interval.contains(date(2020, 9, 30)));
        assert!(!interval.contains(date(2020, 10, 1)));
    }

    #[test]
    fn an_evening_in_utc_is_the_next_day_in_baku_and_yerevan() {
        let interval: Interval = "2020-09-26T21:30:00Z".parse().expect("an instant");
        assert_eq!(interval.from(), Some(date(2020, 9, 27)));
    }

    #[test]
    fn malformed_dates_are_refused_with_an_example() {
        for text in [
            "",
            "/",
            "../..",
            "2020",
            "27.09.2020",
            "2020-02-30",
            "2020-9-27",
            "now",
            "2020-09-27/",
            "2020-10-01/2020-09-01",
            "2020-09-27/2020-09-28/2020-09-29",
            "2020-09-27T99:00:00Z",
            "20200927",
        ] {
            let parsed = text.parse::<Interval>();
            if text == "2020-09-27/" {
                assert!(parsed.is_ok(), "an empty end is open");
            } else {
                assert!(parsed.is_err(), "{text:?} was read as {parsed:?}");
            }
        }
        let error = "27.09.2020".parse::<Interval>().expect_err("no date");
        assert!(error.to_string().contains("write 2020-09-27"), "{error}");
    }

    fn day() -> impl Strategy<Value = Date> {
        (0_i32..40_000).prop_map(|n| date(1920, 1, 1).saturating_add(n.days()))
    }

    proptest! {
        /// Two intervals meet exactly when some day lies in both.
        #[test]
        fn intersecting_means_sharing_a_day(a in day(), n in 1_i32..50, b in day(), m in 1_i32..50) {
            let one = Interval::days(a, a.saturating_add((n - 1).days())).expect("forwards");
            let two = Interval::days(b, b.saturating_add((m - 1).days())).expect("forwards");
            let shared = (0..n).any(|i| two.contains(a.saturating_add(i.days())));
            prop_assert_eq!(one.intersects(&two), shared);
            prop_assert_eq!(two.intersects(&one), shared);
        }

        /// No text makes the parser panic.
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,60}") {
            let _ = text.parse::<Interval>();
        }
    }
}
