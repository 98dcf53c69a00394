//! Which days a sentence speaks of.

use std::ops::Range;

use jiff::{ToSpan, civil::Date};

use crate::geoparse::{
    cues::Cues,
    recognise::Cut,
    token::{Token, TokenKind},
};

/// First and last day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

/// The dates of a sentence: the period that they make, and the tokens that they are written with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dates {
    /// The period, if there are dates and their year is known.
    pub period: Option<Period>,
    /// Tokens that belong to dates and count nothing.
    pub tokens: Vec<usize>,
}

/// Days of one month, as written: `27 to 30 September 2020`.
struct Written {
    first: i8,
    last: i8,
    month: i8,
    year: Option<i16>,
    tokens: Range<usize>,
}

/// The first year that a text writes in a date or by itself.
#[must_use]
pub fn year_of(cut: &Cut) -> Option<i16> {
    cut.tokens.iter().find_map(|token| match token.kind {
        TokenKind::Day(date) => Some(date.year()),
        _ => year(token),
    })
}

/// The dates of a sentence.
///
/// A year that is not written is that of the text's first dated day, or else the last one in which
/// the day was not after publication. `since` makes the period end with the publication.
#[must_use]
pub fn dates(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    published: Option<Date>,
    year: Option<i16>,
) -> Dates {
    let written = written(cut, cues, sentence);
    let mut days: Vec<(Date, usize)> = Vec::new();
    let mut tokens = Vec::new();
    let own_year = written.iter().find_map(|date| date.year).or(year);
    for date in &written {
        tokens.extend(date.tokens.clone());
        for day in [date.first, date.last] {
            let known = date.year.or(own_year);
            let full = match (known, published) {
                (Some(year), _) => Date::new(year, date.month, day).ok(),
                (None, Some(published)) => last_before(published, date.month, day),
                (None, None) => None,
            };
            days.extend(full.map(|day| (day, date.tokens.start)));
        }
    }
    for at in sentence.clone() {
        if let Some(TokenKind::Day(date)) = cut.tokens.get(at).map(|token| token.kind) {
            days.push((date, at));
            tokens.push(at);
        }
    }
    if let Some(published) = published.filter(|_| days.is_empty()) {
        days.extend(relative(cut, cues, sentence, published));
    }
    Dates {
        period: period(cut, cues, &days, published),
        tokens,
    }
}

fn period(
    cut: &Cut,
    cues: &Cues,
    days: &[(Date, usize)],
    published: Option<Date>,
) -> Option<Period> {
    let first = days.iter().map(|(day, _)| *day).min()?;
    let last = days.iter().map(|(day, _)| *day).max()?;
    let since = days.iter().find(|(_, at)| {
        (at.saturating_sub(2)..*at).any(|before| cues.since.at(&cut.tokens, before, *at).is_some())
    });
    Some(match since {
        Some((day, _)) => Period {
            start: *day,
            end: published.unwrap_or(last).max(*day),
        },
        None => Period {
            start: first,
            end: last,
        },
    })
}

/// Today, yesterday, on Sunday.
fn relative(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    published: Date,
) -> Vec<(Date, usize)> {
    let back = |days: i64| published.checked_sub(days.days()).ok();
    let tokens = &cut.tokens;
    let words = cues.days.find(tokens, sentence.start, sentence.end);
    let named = words
        .iter()
        .filter_map(|word| Some((back(-*word.value)?, word.start)));
    let weekdays = cues.weekdays.find(tokens, sentence.start, sentence.end);
    let today = published.weekday().to_monday_one_offset();
    let of_week = weekdays.iter().filter_map(|word| {
        let ago = (today - word.value).rem_euclid(7);
        Some((back(i64::from(ago))?, word.start))
    });
    named.chain(of_week).collect()
}

/// The last such day that is not after `published`.
fn last_before(published: Date, month: i8, day: i8) -> Option<Date> {
    let this = Date::new(published.year(), month, day).ok();
    match this {
        Some(date) if date <= published => Some(date),
        _ => Date::new(published.year().checked_sub(1)?, month, day).ok(),
    }
}

fn written(cut: &Cut, cues: &Cues, sentence: &Range<usize>) -> Vec<Written> {
    let months = cues.months.find(&cut.tokens, sentence.start, sentence.end);
    months
        .iter()
        .filter_map(|month| {
            let named = month.start..month.end;
            day_before(cut, cues, sentence, &named, *month.value)
                .or_else(|| day_after(cut, cues, sentence, &named, *month.value))
        })
        .collect()
}

fn get<'a>(cut: &'a Cut, sentence: &Range<usize>, at: usize) -> Option<&'a Token> {
    sentence.contains(&at).then(|| cut.tokens.get(at))?
}

fn day_of(cut: &Cut, sentence: &Range<usize>, at: usize) -> Option<i8> {
    let value = get(cut, sentence, at)?.number()?;
    i8::try_from(value)
        .ok()
        .filter(|day| (1..=31).contains(day))
}

fn year(token: &Token) -> Option<i16> {
    let value = i16::try_from(token.number()?).ok()?;
    let length = token.span.end - token.span.start;
    let plain = length >= 4 && (1900..=2100).contains(&value);
    plain.then_some(value)
}

fn links(cut: &Cut, cues: &Cues, at: usize, end: usize) -> bool {
    cues.to.at(&cut.tokens, at, end).is_some()
        || cues.conjunctions.at(&cut.tokens, at, end).is_some()
}

fn hyphened(token: Option<&Token>) -> bool {
    token.is_some_and(|token| matches!(token.mark, Some('-' | '‐' | '‑' | '–' | '—')))
}

/// `30 September 2020`, `27-30 September`, `from 27 to 30 September`.
fn day_before(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    month: &Range<usize>,
    number: i8,
) -> Option<Written> {
    let at = month.start.checked_sub(1)?;
    let last = day_of(cut, sentence, at)?;
    let hyphen = hyphened(get(cut, sentence, at));
    let other = if hyphen {
        at.checked_sub(1)
    } else if at > sentence.start && links(cut, cues, at - 1, at) {
        at.checked_sub(2)
    } else {
        None
    };
    let range = other.and_then(|other| Some((day_of(cut, sentence, other)?, other)));
    let (first, start) = range
        .filter(|(first, _)| *first <= last)
        .unwrap_or((last, at));
    let written_year = get(cut, sentence, month.end).and_then(year);
    Some(Written {
        first,
        last,
        month: number,
        year: written_year,
        tokens: start..month.end + usize::from(written_year.is_some()),
    })
}

/// `September 30, 2020`, `September 27-30`, `sentyabrın 27-dən 30-dək`.
fn day_after(
    cut: &Cut,
    cues: &Cues,
    sentence: &Range<usize>,
    month: &Range<usize>,
    number: i8,
) -> Option<Written> {
    let at = month.end;
    let first = day_of(cut, sentence, at)?;
    let suffixed = |at: usize| {
        get(cut, sentence, at)
            .is_some_and(|token| matches!(token.kind, TokenKind::Number { suffixed: true, .. }))
    };
    let next = get(cut, sentence, at + 1);
    let other = if hyphened(next) || (suffixed(at) && suffixed(at + 1)) {
        Some(at + 1)
    } else if next.is_some() && cues.to.at(&cut.tokens, at + 1, sentence.end).is_some() {
        Some(at + 2)
    } else {
        None
    };
    let range = other.and_then(|other| Some((day_of(cut, sentence, other)?, other)));
    let (last, end) = range
        .filter(|(last, _)| first <= *last)
        .unwrap_or((first, at));
    let written_year = get(cut, sentence, end + 1).and_then(year);
    Some(Written {
        first,
        last,
        month: number,
        year: written_year,
        tokens: month.start..end + 1 + usize::from(written_year.is_some()),
    })
}
