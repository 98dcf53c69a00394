//! How two times lie to each other.

use std::cmp::Ordering;

use crate::query::cql::{expr::Temporal, moment::Moment};

/// A time from one moment to another, both included; an absent end is unbounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Period {
    from: Option<Moment>,
    to: Option<Moment>,
}

impl Period {
    /// A single day or moment.
    pub(super) const fn at(moment: Moment) -> Self {
        Self {
            from: Some(moment),
            to: Some(moment),
        }
    }

    /// A time between two; `None` when it ends before it begins.
    pub(super) fn new(from: Option<Moment>, to: Option<Moment>) -> Option<Self> {
        let backwards = from
            .zip(to)
            .is_some_and(|(from, to)| from.compare(to).is_gt());
        (!backwards).then_some(Self { from, to })
    }

    /// Whether the first lies so to the second (OGC 21-065r2, table 9).
    pub(super) fn lies(self, how: Temporal, other: Self) -> bool {
        let starts = starts(self.from, other.from);
        let ends = ends(self.to, other.to);
        let (end_start, start_end) = (
            end_to_start(self.to, other.from),
            end_to_start(other.to, self.from).reverse(),
        );
        match how {
            Temporal::After => start_end.is_gt(),
            Temporal::Before => end_start.is_lt(),
            Temporal::Contains => starts.is_lt() && ends.is_gt(),
            Temporal::Disjoint => end_start.is_lt() || start_end.is_gt(),
            Temporal::During => starts.is_gt() && ends.is_lt(),
            Temporal::Equals => starts.is_eq() && ends.is_eq(),
            Temporal::FinishedBy => starts.is_lt() && ends.is_eq(),
            Temporal::Finishes => starts.is_gt() && ends.is_eq(),
            Temporal::Intersects => end_start.is_ge() && start_end.is_le(),
            Temporal::Meets => end_start.is_eq(),
            Temporal::MetBy => start_end.is_eq(),
            Temporal::OverlappedBy => starts.is_gt() && start_end.is_lt() && ends.is_gt(),
            Temporal::Overlaps => starts.is_lt() && end_start.is_gt() && ends.is_lt(),
            Temporal::StartedBy => starts.is_eq() && ends.is_gt(),
            Temporal::Starts => starts.is_eq() && ends.is_lt(),
        }
    }
}

fn starts(one: Option<Moment>, other: Option<Moment>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.compare(other),
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}

fn ends(one: Option<Moment>, other: Option<Moment>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.compare(other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

fn end_to_start(end: Option<Moment>, start: Option<Moment>) -> Ordering {
    match (end, start) {
        (Some(end), Some(start)) => end.compare(start),
        _ => Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan as _, civil::date};
    use proptest::prelude::*;

    fn period(from: Option<i32>, to: Option<i32>) -> Option<Period> {
        let day = |n: i32| Moment::Day(date(2020, 9, 1).saturating_add(n.days()));
        Period::new(from.map(day), to.map(day))
    }

    /// The days of a short calendar on which it is, with a day before and after for no ends.
    fn days(from: Option<i32>, to: Option<i32>) -> Vec<i32> {
        (from.unwrap_or(-1)..=to.unwrap_or(10)).collect()
    }

    proptest! {
        /// Told by the days themselves, for periods longer than a day.
        #[test]
        fn relations_are_those_of_the_days(
            a in prop::option::of(0..9_i32), b in prop::option::of(0..9_i32),
            c in prop::option::of(0..9_i32), d in prop::option::of(0..9_i32),
        ) {
            let (Some(one), Some(other)) = (period(a, b), period(c, d)) else {
                return Ok(());
            };
            let (x, y) = (days(a, b), days(c, d));
            let shared = x.iter().any(|day| y.contains(day));
            let (first, last) = (x[0], x[x.len() - 1]);
            let (begin, end) = (y[0], y[y.len() - 1]);
            for (how, expected) in [
                (Temporal::Intersects, shared),
                (Temporal::Disjoint, !shared),
                (Temporal::Before, last < begin),
                (Temporal::After, first > end),
                (Temporal::Equals, x == y),
                (Temporal::During, first > begin && last < end),
                (Temporal::Contains, first < begin && last > end),
                (Temporal::Starts, first == begin && last < end),
                (Temporal::Finishes, first > begin && last == end),
            ] {
                prop_assert_eq!(one.lies(how, other), expected, "{}", how);
            }
            for (how, mirrored) in [
                (Temporal::Before, Temporal::After),
                (Temporal::During, Temporal::Contains),
                (Temporal::Meets, Temporal::MetBy),
                (Temporal::Overlaps, Temporal::OverlappedBy),
                (Temporal::Starts, Temporal::StartedBy),
                (Temporal::Finishes, Temporal::FinishedBy),
            ] {
                prop_assert_eq!(one.lies(how, other), other.lies(mirrored, one), "{}", how);
            }
        }
    }
}
