//! Days as people write them: read when they are clear, and asked about when they are not.

use jiff::{Timestamp, civil::Date};

use crate::model::interval::{civil_day, parse_day};

/// Which comes first in `03.10.2020`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

impl DateOrder {
    /// The word for it on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DayFirst => "dmy",
            Self::MonthFirst => "mdy",
        }
    }
}

impl std::str::FromStr for DateOrder {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "dmy" => Ok(Self::DayFirst),
            "mdy" => Ok(Self::MonthFirst),
            _ => Err("The order of dates is dmy (day first) or mdy (month first)."),
        }
    }
}

/// The orders of dates in one file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Days {
    /// The order that whoever imports says.
    said: Option<DateOrder>,
    /// Some date has a first number that can be no month.
    day_first: bool,
    /// Some date has a second number that can be no month.
    month_first: bool,
}

/// Beginnings of the names of months, in English, Russian and Azerbaijani.
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "yan"],
    &["feb", "фев", "fev"],
    &["mar", "мар"],
    &["apr", "апр"],
    &["may", "мая", "май"],
    &["jun", "июн", "iyun", "i̇yun"],
    &["jul", "июл", "iyul", "i̇yul"],
    &["aug", "авг", "avq"],
    &["sep", "сен"],
    &["oct", "окт", "okt"],
    &["nov", "ноя", "noy"],
    &["dec", "дек", "dek"],
];

impl Days {
    /// Days in this order; without one, the order shows in the file.
    #[must_use]
    pub const fn new(said: Option<DateOrder>) -> Self {
        Self {
            said,
            day_first: false,
            month_first: false,
        }
    }

    /// Takes note of what a cell shows of the order.
    pub fn learn(&mut self, text: &str) {
        if let Some((first, second, _)) = numbers(text) {
            self.day_first |= first > 12 && second <= 12;
            self.month_first |= second > 12 && first <= 12;
        }
    }

    /// The day that a cell names. A time with an offset, or one `at_utc`, is the civil day at
    /// UTC+04:00 on which it falls.
    ///
    /// # Errors
    /// A sentence for what is no date, and for one that can be read in two ways.
    pub fn read(self, text: &str, at_utc: bool) -> Result<Date, String> {
        let text = text.trim();
        if let Some(day) = iso(text, at_utc) {
            return day;
        }
        if let Some((first, second, year)) = numbers(text) {
            return self.numeric(text, first, second, year);
        }
        named(text).ok_or_else(|| no_date(text))
    }

    fn numeric(self, text: &str, first: i8, second: i8, year: i16) -> Result<Date, String> {
        let day_first = || Date::new(year, second, first).map_err(|_| no_date(text));
        let month_first = || Date::new(year, first, second).map_err(|_| no_date(text));
        if first == second && self.said.is_none() {
            return day_first();
        }
        let known = match (self.said, self.day_first, self.month_first) {
            (None, true, true) => {
                return Err(format!(
                    "\"{text}\": some dates of this file put the day first and others the month; write \
                     all of them as 2020-10-03."
                ));
            }
            (said, ..) => said,
        };
        match (known, first > 12, second > 12) {
            (Some(DateOrder::DayFirst), ..) => day_first().map_err(|_| contradicts(text, "dmy")),
            (Some(DateOrder::MonthFirst), ..) => {
                month_first().map_err(|_| contradicts(text, "mdy"))
            }
            (None, true, false) => day_first(),
            (None, false, true) => month_first(),
            (None, ..) => Err(format!(
                "\"{text}\" is {} or {}, depending on which comes first; say --dates dmy if the day \
                 does, --dates mdy if the month does.",
                day_first().map_or_else(|_| "no date".to_owned(), |day| day.to_string()),
                month_first().map_or_else(|_| "no date".to_owned(), |day| day.to_string()),
            )),
        }
    }
}

fn contradicts(text: &str, order: &str) -> String {
    format!("\"{text}\" is no date in the order {order} that holds for the whole file; correct it.")
}

fn no_date(text: &str) -> String {
    let text: String = text.chars().take(40).collect();
    format!("\"{text}\" is no date; write it as 2020-10-03.")
}

/// A date that begins with the year: there is one order only.
fn iso(text: &str, at_utc: bool) -> Option<Result<Date, String>> {
    let year_first = text.len() >= 8 && text.bytes().take(4).all(|byte| byte.is_ascii_digit());
    if !year_first || !matches!(text.as_bytes().get(4), Some(b'-' | b'/' | b'.')) {
        return None;
    }
    let end = text.find(['T', 't', ' ']).unwrap_or(text.len());
    let (day, time) = text.split_at_checked(end)?;
    let separated = day.replace(['/', '.'], "-");
    let parts: Vec<&str> = separated.split('-').collect();
    let [year, month, of_month] = parts.as_slice() else {
        return Some(Err(no_date(text)));
    };
    let day = parse_day(&format!("{year}-{month:0>2}-{of_month:0>2}"));
    let time = time.trim_start_matches(['T', 't', ' ']);
    Some(match day {
        Err(_) => Err(no_date(text)),
        Ok(day) if time.is_empty() => Ok(day),
        Ok(day) => {
            let offset = time.contains(['Z', 'z', '+']) || time.contains('-');
            let zone = if offset || !at_utc { "" } else { "Z" };
            let moment = format!("{day}T{}{zone}", time.trim()).parse::<Timestamp>();
            if offset || at_utc {
                moment.map(civil_day).map_err(|_| no_date(text))
            } else {
                Ok(day)
            }
        }
    })
}

/// Two numbers and a year of four digits, parted alike; a time may follow.
fn numbers(text: &str) -> Option<(i8, i8, i16)> {
    let date = text.trim().split([' ', 'T']).next()?;
    let mark = ['.', '/', '-']
        .into_iter()
        .find(|mark| date.contains(*mark))?;
    let parts: Vec<&str> = date.trim_end_matches('.').split(mark).collect();
    let [first, second, year] = parts.as_slice() else {
        return None;
    };
    let short = |part: &&str| (1..=2).contains(&part.len());
    if !short(first) || !short(second) || year.len() != 4 {
        return None;
    }
    Some((
        first.parse().ok()?,
        second.parse().ok()?,
        year.parse().ok()?,
    ))
}

/// A day, the name of a month and a year, in the order `3 October 2020` or `October 3, 2020`.
fn named(text: &str) -> Option<Date> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split([' ', ',', '.', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    let (day, month, year) = match words.as_slice() {
        [day, month, year] if day.starts_with(|c: char| c.is_ascii_digit()) => (day, month, year),
        [month, day, year] => (day, month, year),
        _ => return None,
    };
    let month = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| month.starts_with(name)))?;
    if year.len() != 4 {
        return None;
    }
    Date::new(
        year.parse().ok()?,
        i8::try_from(month + 1).ok()?,
        day.parse().ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(said: Option<DateOrder>, text: &str) -> Result<Date, String> {
        Days::new(said).read(text, false)
    }

    #[test]
    fn clear_dates_are_read_in_any_order() {
        let day = date(2020, 10, 3);
        for text in [
            "2020-10-03",
            "2020/10/3",
            "2020-10-03 00:00:00.000",
            "2020-10-03T23:30:00",
            "3 October 2020",
            "October 3, 2020",
            "3 октября 2020",
            "3 oktyabr 2020",
            "03 Oct 2020",
        ] {
            assert_eq!(read(None, text), Ok(day), "{text}");
        }
        assert_eq!(
            read(None, "2020-10-02T22:00:00Z"),
            Ok(day),
            "the clock of the place"
        );
        assert_eq!(Days::default().read("2020-10-02T22:00:00", true), Ok(day));
    }

    #[test]
    fn a_date_that_can_be_two_is_asked_about() {
        for text in ["03.10.2020", "3/10/2020", "10/3/2020"] {
            let why = read(None, text).expect_err("two readings");
            assert!(
                why.contains("--dates dmy") && why.contains("2020-03-10"),
                "{why}"
            );
        }
        let day_first = Some(DateOrder::DayFirst);
        assert_eq!(read(day_first, "03.10.2020"), Ok(date(2020, 10, 3)));
        assert_eq!(
            read(Some(DateOrder::MonthFirst), "10/3/2020"),
            Ok(date(2020, 10, 3))
        );
        assert_eq!(read(None, "05.05.2020"), Ok(date(2020, 5, 5)));
    }

    #[test]
    fn a_row_against_the_order_of_the_file_is_refused() {
        let why = read(Some(DateOrder::DayFirst), "10/27/2020").expect_err("month first");
        assert!(why.contains("whole file"), "{why}");
        let mut days = Days::default();
        days.learn("27.10.2020");
        assert_eq!(days.read("27.10.2020", false), Ok(date(2020, 10, 27)));
        assert!(days.read("03.10.2020", false).is_err(), "still asked");
        days.learn("10/28/2020");
        let why = days.read("27.10.2020", false).expect_err("both orders");
        assert!(why.contains("some dates"), "{why}");
    }

    #[test]
    fn what_is_no_date_is_said_to_be_none() {
        for text in [
            "soon",
            "2020",
            "31.02.2020",
            "2020-13-01",
            "3.10.20",
            "10 Smarch 2020",
            "2020-10-03T99:99Z",
        ] {
            let why = read(Some(DateOrder::DayFirst), text).expect_err("no date");
            assert!(why.contains("no date"), "{text}: {why}");
        }
    }
}
