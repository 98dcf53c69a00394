//! The words, signs and literals of a filter's text.

use crate::query::cql::error::CqlError;

/// A piece of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    /// A name or a keyword.
    Word(&'a str),
    /// A name in double quotes.
    Quoted(String),
    /// A text in single quotes.
    Text(String),
    /// A number without a sign.
    Number(f64),
    /// A sign.
    Sign(&'static str),
    /// Nothing more.
    End,
}

impl Token<'_> {
    /// The piece as an error message repeats it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word(word) => format!("\"{}\"", super::error::shortened(word)),
            Self::Quoted(name) => format!("the name \"{}\"", super::error::shortened(name)),
            Self::Text(text) => format!("the text '{}'", super::error::shortened(text)),
            Self::Number(number) => format!("the number {number}"),
            Self::Sign(sign) => format!("\"{sign}\""),
            Self::End => "the end".to_owned(),
        }
    }
}

/// Signs; those of two characters come first.
const SIGNS: [&str; 14] = [
    "<=", ">=", "<>", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/", "%",
];

/// The pieces of a text, each with the byte where it begins; the last one is the end.
///
/// # Errors
/// When something is no piece.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token<'_>, usize)>, CqlError> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace());
        let at = text.len() - rest.len();
        let Some(first) = rest.chars().next() else {
            found.push((Token::End, at));
            return Ok(found);
        };
        let (token, length) = match first {
            '\'' => literal(text, at)?,
            '"' => quoted(text, at)?,
            '^' => (Token::Sign("^"), 1),
            c if c.is_ascii_digit() || (c == '.' && after(rest, 1, |c| c.is_ascii_digit())) => {
                number(text, at)?
            }
            c if starts_name(c) => {
                let length = rest
                    .find(|c: char| !continues_name(c))
                    .unwrap_or(rest.len());
                (Token::Word(rest.get(..length).unwrap_or(rest)), length)
            }
            c => {
                let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
                let sign = sign.ok_or_else(|| unknown(text, at, c))?;
                (Token::Sign(sign), sign.len())
            }
        };
        found.push((token, at));
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// A character that begins no piece.
fn unknown(text: &str, at: usize, c: char) -> CqlError {
    if text.get(at..).is_some_and(|rest| rest.starts_with("!=")) {
        return CqlError::at(text, at, "write <> for \"not equal\".");
    }
    let hint = format!("\"{c}\" means nothing here; put names with it in double quotes.");
    CqlError::at(text, at, &hint)
}

/// Whether the character behind the first `skip` bytes is such a one.
fn after(text: &str, skip: usize, such: impl Fn(char) -> bool) -> bool {
    let rest = text.get(skip..).unwrap_or_default();
    rest.chars().next().is_some_and(such)
}

fn starts_name(c: char) -> bool {
    c == ':' || c == '_' || c.is_alphabetic()
}

fn continues_name(c: char) -> bool {
    let combining = ('\u{300}'..='\u{36f}').contains(&c) || matches!(c, '\u{203f}' | '\u{2040}');
    starts_name(c) || c == '.' || c.is_alphanumeric() || combining
}

/// A text in single quotes; `''` and `\'` are a quote in it.
fn literal(text: &str, at: usize) -> Result<(Token<'_>, usize), CqlError> {
    let inside = text.get(at + 1..).unwrap_or_default();
    let mut read = String::new();
    let mut characters = inside.char_indices().peekable();
    while let Some((i, c)) = characters.next() {
        let quote_next = characters.peek().is_some_and(|(_, next)| *next == '\'');
        match c {
            '\'' | '\\' if quote_next => {
                characters.next();
                read.push('\'');
            }
            '\'' => return Ok((Token::Text(read), i + 2)),
            c => read.push(c),
        }
    }
    Err(CqlError::at(
        text,
        at,
        "this text has no end; close it with a single quote, and write a quote in it twice.",
    ))
}

/// A name in double quotes; `""` is a quote in it.
fn quoted(text: &str, at: usize) -> Result<(Token<'_>, usize), CqlError> {
    let inside = text.get(at + 1..).unwrap_or_default();
    let mut read = String::new();
    let mut characters = inside.char_indices().peekable();
    while let Some((i, c)) = characters.next() {
        if c != '"' {
            read.push(c);
        } else if characters.next_if(|(_, next)| *next == '"').is_some() {
            read.push('"');
        } else if read.is_empty() {
            break;
        } else {
            return Ok((Token::Quoted(read), i + 2));
        }
    }
    Err(CqlError::at(
        text,
        at,
        "this name is empty or has no end; close it with a double quote.",
    ))
}

fn number(text: &str, at: usize) -> Result<(Token<'_>, usize), CqlError> {
    let rest = text.get(at..).unwrap_or_default();
    let digits = |from: usize| {
        let tail = rest.get(from..).unwrap_or_default();
        let other = tail.find(|c: char| !c.is_ascii_digit());
        from + other.unwrap_or(tail.len())
    };
    let mut end = digits(0);
    if after(rest, end, |c| c == '.') {
        end = digits(end + 1);
    }
    if after(rest, end, |c| c == 'e' || c == 'E') {
        let signed = after(rest, end + 1, |c| c == '+' || c == '-');
        let from = end + 1 + usize::from(signed);
        let to = digits(from);
        if to > from {
            end = to;
        }
    }
    if after(rest, end, continues_name) {
        let hint = "a number ends in letters; put a space between, or quotes around a text.";
        return Err(CqlError::at(text, at, hint));
    }
    let read: Option<f64> = rest.get(..end).and_then(|number| number.parse().ok());
    match read.filter(|number| number.is_finite()) {
        Some(number) => Ok((Token::Number(number), end)),
        None => Err(CqlError::at(text, at, "this number is too large.")),
    }
}
