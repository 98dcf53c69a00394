//! Which days a sentence speaks of.

use std::ops::Range;

use jiff::{ToSpan, civil::Date};

use crate::geoparse::{
    cues::Cues,
    number::number,
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
    /// The first of the tokens that the period rests on, and one past the last.
    pub words: Option<Range<usize>>,
}

/// A first and a last day with the tokens that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Days {
    first: Date,
    last: Date,
    tokens: Range<usize>,
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
    let mut days: Vec<Days> = Vec::new();
    let mut tokens = Vec::new();
    let own_year = written.iter().find_map(|date| date.year).or(year);
    for date in &written {
        tokens.extend(date.tokens.clone());
        let full = |day: i8| match (date.year.or(own_year), published) {
            (Some(year), _) => Date::new(year, date.month, day).ok(),
            (None, Some(published)) => last_before(published, date.month, day),
            (None, None) => None,
        };
        days.extend(
            full(date.first)
                .zip(full(date.last))
                .map(|(first, last)| Days {
                    first: first.min(last),
                    last: last.max(first),
                    tokens: date.tokens.clone(),
                }),
        );
    }
    for at in sentence.clone() {
        if let Some(TokenKind::Day(date)) = cut.tokens.get(at).map(|token| token.kind) {
            days.push(day(date, at..at + 1));
            tokens.push(at);
        }
    }
    let told = |days: &Days| !of_speech(cut, cues, sentence, &days.tokens);
    days.retain(told);
    if let Some(published) = published {
        let mut relative = relative(cut, cues, sentence, published);
        tokens.extend(relative.iter().flat_map(|days| days.tokens.clone()));
        relative.retain(told);
        if days.is_empty() {
            days = relative;
        }
    }
    days.sort_by_key(|days| days.tokens.start);
    let words = days.first().zip(days.last());
    Dates {
        period: period(cut, cues, &days, published),
        tokens,
        words: words.map(|(first, last)| first.tokens.start..last.tokens.end),
    }
}

const fn day(date: Date, tokens: Range<usize>) -> Days {
    Days {
        first: date,
        last: date,
        tokens,
    }
}

/// Whether a date says when somebody spoke (`said on Wednesday`, `заявил 30 сентября`) and not when
/// something happened.
fn of_speech(cut: &Cut, cues: &Cues, sentence: &Range<usize>, date: &Range<usize>) -> bool {
    let tokens = &cut.tokens;
    let joined = |at: usize| cut.tokens.get(at).is_some_and(Token::joined);
    let first = date.start.saturating_sub(5).max(sentence.start);
    let after = (first..date.start).any(|at| {
        cues.speech.at(tokens, at, date.start).is_some_and(|verb| {
            let gap = verb.end..date.start;
            gap.len() <= 3
                && gap
                    .clone()
                    .all(|at| cues.on.at(tokens, at, date.start).is_some())
                && (verb.end..=date.start).all(joined)
        })
    });
    let speaks = cues.speech.at(tokens, date.end, sentence.end);
    after || (joined(date.end) && speaks.is_some())
}

fn period(cut: &Cut, cues: &Cues, days: &[Days], published: Option<Date>) -> Option<Period> {
    let start = days.iter().map(|days| days.first).min()?;
    let last = days.iter().map(|days| days.last).max()?;
    let since = days.iter().find(|days| {
        let at = days.tokens.start;
        let word = |before: usize| cues.since.at(&cut.tokens, before, at).is_some();
        days.first == days.last && (at.saturating_sub(4)..at).any(word)
    });
    Some(match since {
        Some(days) if days.last < last => Period {
            start: days.first,
            end: last,
        },
        Some(days) => Period {
            start: days.first,
            end: published.unwrap_or(last).max(days.first),
        },
        None => Period { start, end: last },
    })
}

/// Today, yesterday, on Sunday, overnight, in the last three days, two days ago.
fn relative(cut: &Cut, cues: &Cues, sentence: &Range<usize>, published: Date) -> Vec<Days> {
    let back = |days: i64| published.checked_sub(days.days()).ok();
    let tokens = &cut.tokens;
    let mut found: Vec<Days> = Vec::new();
    for word in cues.days.find(tokens, sentence.start, sentence.end) {
        found.extend(back(-*word.value).map(|date| day(date, word.start..word.end)));
    }
    let today = published.weekday().to_monday_one_offset();
    for word in cues.weekdays.find(tokens, sentence.start, sentence.end) {
        let ago = (today - word.value).rem_euclid(7);
        found.extend(back(i64::from(ago)).map(|date| day(date, word.start..word.end)));
    }
    let until_now = |hours: u64, tokens: Range<usize>| {
        let days = i64::try_from(hours.div_ceil(24)).ok()?;
        Some(Days {
            first: back(days)?,
            last: published,
            tokens,
        })
    };
    for word in cues.stretches.find(tokens, sentence.start, sentence.end) {
        found.extend(until_now(*word.value, word.start..word.end));
    }
    for at in sentence.clone() {
        if let Some(past) = cues.past.at(tokens, at, sentence.end) {
            let many = number(cut, cues, past.end, sentence.end);
            let unit = many.map_or(past.end, |many| many.end);
            if let Some(unit) = cues.stretch_units.at(tokens, unit, sentence.end) {
                let hours = unit.value.saturating_mul(many.map_or(1, |many| many.value));
                found.extend(until_now(hours, at..unit.end));
            }
        } else if let Some(many) = number(cut, cues, at, sentence.end)
            && let Some(unit) = cues.stretch_units.at(tokens, many.end, sentence.end)
            && let Some(ago) = cues.ago.at(tokens, unit.end, sentence.end)
        {
            let hours = unit.value.saturating_mul(many.value);
            let days = i64::try_from(hours / 24).unwrap_or(i64::MAX);
            found.extend(back(days.min(10_000)).map(|date| day(date, at..ago.end)));
        }
    }
    found
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
