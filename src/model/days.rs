//! Civil days as the numbers that the tables hold.

use jiff::{Span, civil::Date};

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Days since 1970-01-01 of a civil day.
#[must_use]
pub fn day_number(day: Date) -> i64 {
    i64::from((day - EPOCH).get_days())
}

/// The civil day so many days after 1970-01-01, if the calendar reaches it.
#[must_use]
pub fn day_of(number: i64) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(number).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_survives_being_a_number() {
        for day in ["1923-07-07", "1970-01-01", "2020-09-27"] {
            let day: Date = day.parse().expect("a day");
            assert_eq!(day_of(day_number(day)), Some(day));
        }
        assert_eq!(day_of(i64::MAX), None);
    }
}
