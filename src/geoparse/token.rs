//! Words and numbers of a text, with the mark that stands before each.

use compact_str::CompactString;
use jiff::civil::Date;

use crate::{
    gazetteer::{
        fold::fold_chars,
        letters::{is_apostrophe, is_joint, is_silent},
    },
    geoparse::lexicon::Beginning,
    model::report::Span,
};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word, or letters and digits that belong together (`S-300`).
    Word,
    /// A whole number; `suffixed` when letters are glued to it (`27-dən`, `2nd`).
    Number {
        /// Its value.
        value: u64,
        /// Whether letters are glued to it.
        suffixed: bool,
    },
    /// A date in figures (`30.09.2020`, `2020-09-30`).
    Day(Date),
}

/// A word or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where, in code points.
    pub span: Span,
    /// Its search form, without an English possessive; for a suffixed number the suffix.
    pub folded: CompactString,
    /// How its search form begins.
    pub begins: Beginning,
    /// The lexicons that have a phrase that may begin here; all of them until the text is marked.
    pub lexicons: u128,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether it has an English possessive (`Azerbaijan's`).
    pub possessive: bool,
    /// The strongest punctuation mark between the token before and this one.
    pub mark: Option<char>,
}

impl Token {
    /// Whether nothing but blanks, hyphens and quotes stand between the token before and this one.
    #[must_use]
    pub fn joined(&self) -> bool {
        self.mark.is_none_or(is_joint)
    }

    /// The value, if the token is a number.
    #[must_use]
    pub const fn number(&self) -> Option<u64> {
        match self.kind {
            TokenKind::Number { value, .. } => Some(value),
            _ => None,
        }
    }
}

/// Cuts a text into tokens.
#[must_use]
pub fn tokens(chars: &[char]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut mark: Option<char> = None;
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if !c.is_alphanumeric() {
            let weaker = mark.is_none_or(is_joint) && !c.is_whitespace() && !is_silent(c);
            if weaker {
                mark = Some(c);
            }
            at += 1;
            continue;
        }
        let token = if c.is_ascii_digit() {
            number(chars, at, mark)
        } else {
            word(chars, at, mark)
        };
        at = token.span.end.max(at + 1);
        tokens.push(token);
        mark = None;
    }
    tokens
}

fn at(chars: &[char], index: usize) -> char {
    chars.get(index).copied().unwrap_or(' ')
}

fn text(chars: &[char], start: usize, end: usize) -> String {
    chars.get(start..end).unwrap_or_default().iter().collect()
}

/// One past the letters (and digits) that begin at `start`; silent characters between letters
/// belong to the word.
fn letters_end(chars: &[char], start: usize) -> usize {
    let mut end = start;
    let mut next = start;
    while next < chars.len() {
        let c = at(chars, next);
        let mark = unicode_normalization::char::is_combining_mark(c);
        if c.is_alphanumeric() || mark {
            next += 1;
            end = next;
        } else if is_silent(c) {
            next += 1;
        } else {
            break;
        }
    }
    end
}

fn word(chars: &[char], start: usize, mark: Option<char>) -> Token {
    let mut end = letters_end(chars, start);
    // A designation: letters, a hyphen, digits (`S-300`, `Т-72`).
    let hyphen = matches!(at(chars, end), '-' | '‐' | '‑');
    if hyphen && at(chars, end + 1).is_ascii_digit() && end - start <= 4 {
        end = letters_end(chars, end + 1);
    }
    let possessive = end >= start + 3
        && matches!(at(chars, end - 1), 's' | 'S')
        && is_apostrophe(at(chars, end - 2));
    let bare = if possessive { end - 2 } else { end };
    let folded = fold_chars(chars.get(start..bare).unwrap_or_default());
    Token {
        span: Span { start, end },
        begins: Beginning::of(&folded),
        folded,
        lexicons: u128::MAX,
        kind: TokenKind::Word,
        capital: at(chars, start).is_uppercase(),
        possessive,
        mark,
    }
}

fn number(chars: &[char], start: usize, mark: Option<char>) -> Token {
    if let Some((date, end)) = day(chars, start) {
        return token(
            start,
            end,
            CompactString::default(),
            TokenKind::Day(date),
            mark,
        );
    }
    let digits = |from: usize| {
        let count = chars
            .iter()
            .skip(from)
            .take_while(|c| c.is_ascii_digit())
            .count();
        from + count
    };
    let mut end = digits(start);
    let mut figures = text(chars, start, end);
    let mut grouped = end - start <= 3;
    while grouped {
        let group = digits(end + 1);
        let separator = matches!(
            at(chars, end),
            ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’'
        );
        let one_group = !separator || group != end + 4;
        if one_group {
            grouped = false;
        } else {
            figures.push_str(&text(chars, end + 1, group));
            end = group;
        }
    }
    // A decimal, a time or a version is no count.
    let compound = matches!(at(chars, end), '.' | ',' | ':') && at(chars, end + 1).is_ascii_digit();
    if compound {
        while matches!(at(chars, end), '.' | ',' | ':') && at(chars, end + 1).is_ascii_digit() {
            end = digits(end + 1);
        }
        return token(start, end, figures.into(), TokenKind::Word, mark);
    }
    let glued = match at(chars, end) {
        c if c.is_alphabetic() => end,
        '-' | '‐' | '‑' | '’' | '\'' | '՝' if at(chars, end + 1).is_alphabetic() => end + 1,
        _ => end.max(start + 1) + chars.len(),
    };
    let suffix_end = if glued < chars.len() {
        letters_end(chars, glued)
    } else {
        end
    };
    let suffix = if glued < chars.len() {
        fold_chars(chars.get(glued..suffix_end).unwrap_or_default())
    } else {
        CompactString::default()
    };
    let mut last = suffix_end;
    let long = suffix.len() > 3 || (at(chars, last) == '-' && at(chars, last + 1).is_alphabetic());
    if long {
        // `23-year-old`: not a number of anything.
        while at(chars, last) == '-' && at(chars, last + 1).is_alphabetic() && !suffix.is_empty() {
            last = letters_end(chars, last + 1);
        }
        return token(start, last, suffix, TokenKind::Word, mark);
    }
    let suffixed = !suffix.is_empty();
    match figures.parse() {
        Ok(value) => {
            let kind = TokenKind::Number { value, suffixed };
            token(start, last, suffix, kind, mark)
        }
        Err(_) => token(start, last, suffix, TokenKind::Word, mark),
    }
}

fn token(
    start: usize,
    end: usize,
    folded: CompactString,
    kind: TokenKind,
    mark: Option<char>,
) -> Token {
    Token {
        span: Span { start, end },
        begins: Beginning::of(&folded),
        folded,
        lexicons: u128::MAX,
        kind,
        capital: false,
        possessive: false,
        mark,
    }
}

/// A date in figures at `start`, and where it ends: `2020-09-30`, `30.09.2020`, `30/09/2020`.
fn day(chars: &[char], start: usize) -> Option<(Date, usize)> {
    let figures = |from: usize, length: usize| -> Option<i16> {
        let part = chars.get(from..from + length)?;
        let plain = part.iter().all(char::is_ascii_digit);
        plain.then(|| part.iter().collect::<String>().parse().ok())?
    };
    let same = |a: usize, b: usize, marks: &[char]| {
        let mark = at(chars, start + a);
        marks.contains(&mark) && mark == at(chars, start + b)
    };
    let (year, month, day) = if same(4, 7, &['-']) {
        (
            figures(start, 4)?,
            figures(start + 5, 2)?,
            figures(start + 8, 2)?,
        )
    } else if same(2, 5, &['.', '/']) {
        (
            figures(start + 6, 4)?,
            figures(start + 3, 2)?,
            figures(start, 2)?,
        )
    } else {
        return None;
    };
    let end = start + 10;
    if at(chars, end).is_alphanumeric() {
        return None;
    }
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, TokenKind)> {
        let chars: Vec<char> = text.chars().collect();
        tokens(&chars)
            .into_iter()
            .map(|t| (t.folded.into(), t.kind))
            .collect()
    }

    fn numbers(text: &str) -> Vec<u64> {
        let chars: Vec<char> = text.chars().collect();
        tokens(&chars).iter().filter_map(Token::number).collect()
    }

    #[test]
    fn thousands_are_one_number() {
        assert_eq!(
            numbers("2,300 and 2 300 and 1.200 and 12"),
            [2300, 2300, 1200, 12]
        );
        assert_eq!(numbers("27 to 30 September 2020"), [27, 30, 2020]);
    }

    #[test]
    fn times_decimals_and_designations_are_no_counts() {
        assert!(numbers("at 09:00 an S-300, a T-72 and 7.5 million, a 23-year-old").is_empty());
        assert_eq!(numbers("27-dən 30-dək"), [27, 30]);
    }

    #[test]
    fn dates_in_figures_are_dates() {
        let day = TokenKind::Day(jiff::civil::date(2020, 9, 30));
        assert_eq!(read("30.09.2020")[0].1, day);
        assert_eq!(read("2020-09-30,")[0].1, day);
        assert_eq!(numbers("99.99.2020").len(), 0);
    }

    #[test]
    fn a_possessive_is_set_apart() {
        let chars: Vec<char> = "Azerbaijan’s army".chars().collect();
        let tokens = tokens(&chars);
        assert_eq!(tokens[0].folded, "azerbaijan");
        assert!(tokens[0].possessive);
        assert_eq!(tokens[0].span.end, 12);
    }
}
