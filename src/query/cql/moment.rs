//! When: civil days and moments, as filters compare them.

use std::cmp::Ordering;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use crate::model::interval::civil_day;

/// A civil day, or a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moment {
    /// A day at UTC+04:00.
    Day(Date),
    /// A moment.
    Instant(Timestamp),
}

impl Moment {
    /// Reads a full date, or a date-time; one without an offset is in UTC.
    ///
    /// # References
    /// - RFC 3339, section 5.6
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if let Some(day) = day(text) {
            return Some(Self::Day(day));
        }
        if !matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
            return None;
        }
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Some(Self::Instant(moment));
        }
        let local: DateTime = text.parse().ok()?;
        let zoned = local.to_zoned(TimeZone::UTC).ok()?;
        Some(Self::Instant(zoned.timestamp()))
    }

    /// Which of the two is earlier; a day and a moment are compared as days.
    #[must_use]
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Instant(one), Self::Instant(other)) => one.cmp(&other),
            _ => self.day().cmp(&other.day()),
        }
    }

    /// The civil day at UTC+04:00.
    #[must_use]
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Instant(moment) => civil_day(moment),
        }
    }
}

/// `YYYY-MM-DD` and nothing else.
fn day(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
            Some(number * 10 + i16::from(digit))
        })
    };
    let small = |digits: &[u8]| i8::try_from(number(digits)?).ok();
    Date::new(
        number(&[y1, y2, y3, y4])?,
        small(&[m1, m2])?,
        small(&[d1, d2])?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_read_and_compared() {
        let read = |text: &str| Moment::read(text).expect("a moment");
        assert_eq!(
            read("2020-09-27T06:00:00+04:00"),
            read("2020-09-27T02:00:00Z")
        );
        assert_eq!(read("2020-09-27T02:00:00"), read("2020-09-27T02:00:00Z"));
        // 22:00 in UTC is the next day in Baku and Yerevan.
        let (day, evening) = (read("2020-09-28"), read("2020-09-27T22:00:00Z"));
        assert_eq!(day.compare(evening), Ordering::Equal);
        assert_eq!(read("2020-09-27").compare(evening), Ordering::Less);
        for none in ["", "2020", "2020-02-30", "27.09.2020", "2020-9-27", "Շուշի"] {
            assert_eq!(Moment::read(none), None, "{none}");
        }
    }
}
