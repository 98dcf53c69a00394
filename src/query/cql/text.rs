//! CQL2 as text becomes an expression.
//!
//! A descent through the precedences, with a counter of depth. Chains of one precedence are read in
//! a loop and become a list.
//!
//! # References
//! - OGC 21-065r2, annex B (the grammar)

use jiff::{Timestamp, civil::Date};

use crate::{
    model::interval::parse_day,
    query::cql::{
        error::CqlError,
        expr::{Array, Comparison, DEEPEST, Expr, LONGEST, Operator, Spatial, Temporal},
        lexer::{Token, tokens},
    },
};

/// Words that are no names unless they stand in double quotes.
const KEYWORDS: [&str; 11] = [
    "AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "DIV",
];

/// Whether a word is no name unless it stands in double quotes.
#[must_use]
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.iter().any(|one| one.eq_ignore_ascii_case(word))
}

/// Reads CQL2 text.
///
/// # Errors
/// [`CqlError`] with the character where it went wrong.
pub fn parse(text: &str) -> Result<Expr, CqlError> {
    if text.len() > LONGEST {
        return Err(CqlError::new(
            "The filter is longer than 64 KiB; shorten it.",
        ));
    }
    let mut parser = Parser {
        text,
        tokens: tokens(text)?,
        next: 0,
        depth: 0,
        positions: 0,
    };
    let expr = parser.boolean()?;
    match parser.peek() {
        Token::End => Ok(expr),
        other => {
            let found = other.shown();
            Err(parser.wrong(&format!(
                "{found} is left over; join two conditions by AND or OR."
            )))
        }
    }
}

/// Where in the text we are.
pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(Token<'a>, usize)>,
    next: usize,
    depth: usize,
    /// How many positions have been read.
    pub(super) positions: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn peek(&self) -> &Token<'a> {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> &Token<'a> {
        let token = self.tokens.get(self.next + by);
        token.map_or(&Token::End, |(token, _)| token)
    }

    /// Something that is wrong here.
    pub(super) fn wrong(&self, sentence: &str) -> CqlError {
        let at = self.tokens.get(self.next);
        let at = at.map_or(self.text.len(), |(_, at)| *at);
        CqlError::at(self.text, at, sentence)
    }

    fn expected(&self, what: &str) -> CqlError {
        self.wrong(&format!("{what} is expected, not {}.", self.peek().shown()))
    }

    pub(super) fn take(&mut self, sign: &str) -> bool {
        let there = matches!(self.peek(), Token::Sign(found) if *found == sign);
        self.next += usize::from(there);
        there
    }

    pub(super) fn need(&mut self, sign: &str) -> Result<(), CqlError> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(self.expected(&format!("\"{sign}\"")))
        }
    }

    fn is_word(&self, by: usize, word: &str) -> bool {
        matches!(self.ahead(by), Token::Word(found) if found.eq_ignore_ascii_case(word))
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let there = self.is_word(0, word);
        self.next += usize::from(there);
        there
    }

    /// A number with or without a sign.
    pub(super) fn signed(&mut self) -> Result<f64, CqlError> {
        let minus = self.take("-");
        if !minus {
            self.take("+");
        }
        let Token::Number(number) = *self.peek() else {
            return Err(self.expected("a number"));
        };
        self.next += 1;
        Ok(if minus { -number } else { number })
    }

    /// Reads something one level further in.
    pub(super) fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, CqlError>,
    ) -> Result<T, CqlError> {
        if self.depth == DEEPEST {
            return Err(self.wrong("it is nested more than 64 times here; simplify it."));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn boolean(&mut self) -> Result<Expr, CqlError> {
        self.chain("OR", Self::conjunction, Expr::Or)
    }

    fn conjunction(&mut self) -> Result<Expr, CqlError> {
        self.chain("AND", Self::negation, Expr::And)
    }

    fn chain(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Result<Expr, CqlError>,
        joined: fn(Vec<Expr>) -> Expr,
    ) -> Result<Expr, CqlError> {
        let first = part(self)?;
        if !self.is_word(0, word) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take_word(word) {
            parts.push(part(self)?);
        }
        Ok(joined(parts))
    }

    fn negation(&mut self) -> Result<Expr, CqlError> {
        if self.take_word("NOT") {
            let inner = self.deeper(Self::negation)?;
            return Ok(Expr::Not(Box::new(inner)));
        }
        self.predicate()
    }

    fn predicate(&mut self) -> Result<Expr, CqlError> {
        let left = self.sum(0)?;
        if let Some(comparison) = self.comparison() {
            self.next += 1;
            let right = self.sum(0)?;
            if self.comparison().is_some() {
                return Err(self.wrong("two comparisons in a row; join them by AND."));
            }
            return Ok(Expr::Compare(comparison, Box::new([left, right])));
        }
        if self.take_word("IS") {
            let not = self.take_word("NOT");
            if !self.take_word("NULL") {
                return Err(self.expected("NULL"));
            }
            return Ok(negated(not, Expr::IsNull(Box::new(left))));
        }
        let not = self.is_word(0, "NOT");
        let by = usize::from(not);
        if self.is_word(by, "LIKE") {
            self.next += by + 1;
            let pattern = self.primary()?;
            return Ok(negated(not, Expr::Like(Box::new([left, pattern]))));
        }
        if self.is_word(by, "BETWEEN") {
            self.next += by + 1;
            let low = self.sum(0)?;
            if !self.take_word("AND") {
                return Err(self.expected("AND"));
            }
            let high = self.sum(0)?;
            return Ok(negated(not, Expr::Between(Box::new([left, low, high]))));
        }
        if self.is_word(by, "IN") {
            self.next += by + 1;
            self.need("(")?;
            let list = self.deeper(|parser| parser.list(|parser| parser.sum(0)))?;
            self.need(")")?;
            return Ok(negated(not, Expr::In(Box::new(left), list)));
        }
        Ok(left)
    }

    fn comparison(&self) -> Option<Comparison> {
        match self.peek() {
            Token::Sign(sign) => Comparison::of(sign),
            _ => None,
        }
    }

    /// Operations of a rank and of those that bind more tightly.
    fn sum(&mut self, rank: u8) -> Result<Expr, CqlError> {
        if rank > 2 {
            return self.factor();
        }
        let first = self.sum(rank + 1)?;
        let mut rest = Vec::new();
        while let Some(operator) = self.operator(rank) {
            self.next += 1;
            rest.push((operator, self.sum(rank + 1)?));
        }
        if rank == 2 && rest.len() > 1 {
            return Err(
                self.wrong("two powers in a row; say by parentheses which one comes first.")
            );
        }
        if rest.is_empty() {
            return Ok(first);
        }
        Ok(Expr::Arithmetic(Box::new(first), rest))
    }

    fn operator(&self, rank: u8) -> Option<Operator> {
        let operator = match self.peek() {
            Token::Sign(sign) => Operator::of(sign),
            Token::Word(word) => Operator::of(word),
            _ => None,
        };
        operator.filter(|operator| operator.rank() == rank)
    }

    fn factor(&mut self) -> Result<Expr, CqlError> {
        if self.take("+") {
            if self.take("(") {
                return Err(self.wrong("a sign before a parenthesis says nothing; leave it out."));
            }
            return self.primary();
        }
        if !self.take("-") {
            return self.primary();
        }
        if let Token::Number(number) = *self.peek() {
            self.next += 1;
            return Ok(Expr::Number(-number));
        }
        let inner = self.deeper(Self::primary)?;
        Ok(Expr::Negative(Box::new(inner)))
    }

    fn primary(&mut self) -> Result<Expr, CqlError> {
        let expr = match self.peek().clone() {
            Token::Number(number) => Expr::Number(number),
            Token::Text(text) => Expr::Text(text),
            Token::Quoted(name) => Expr::Property(name),
            Token::Sign("(") => {
                self.next += 1;
                let inner = self.deeper(Self::boolean)?;
                if matches!(self.peek(), Token::Sign(",")) {
                    return Err(
                        self.wrong("a list is only expected behind IN and in the array functions.")
                    );
                }
                self.need(")")?;
                return Ok(inner);
            }
            Token::Word(word) if word.eq_ignore_ascii_case("TRUE") => Expr::Boolean(true),
            Token::Word(word) if word.eq_ignore_ascii_case("FALSE") => Expr::Boolean(false),
            Token::Word(word) if is_keyword(word) => {
                return Err(self.expected("a value"));
            }
            Token::Word(word) => {
                let flat = matches!(self.ahead(1), Token::Sign("("));
                let high = self.is_word(1, "Z") && matches!(self.ahead(2), Token::Sign("("));
                if flat || high {
                    return self.call(word, high);
                }
                Expr::Property(word.to_owned())
            }
            Token::Sign(_) | Token::End => return Err(self.expected("a value")),
        };
        self.next += 1;
        Ok(expr)
    }

    /// A function with its arguments, or a literal that looks like one.
    fn call(&mut self, word: &str, high: bool) -> Result<Expr, CqlError> {
        let begin = self.next;
        self.next += 1 + usize::from(high);
        if let Some(geometry) = self.deeper(|parser| parser.shape(word))? {
            return Ok(geometry);
        }
        if high {
            self.next = begin;
            return Err(self.wrong("this is no geometry."));
        }
        self.need("(")?;
        let expr = if let Some(one) = Spatial::of(word) {
            Expr::Spatial(one, self.two(Self::boolean)?)
        } else if let Some(one) = Temporal::of(word) {
            Expr::Temporal(one, self.two(Self::boolean)?)
        } else if let Some(one) = Array::of(word) {
            Expr::Array(one, self.two(Self::element)?)
        } else {
            match word.to_ascii_uppercase().as_str() {
                "CASEI" => Expr::Casei(Box::new(self.deeper(Self::boolean)?)),
                "ACCENTI" => Expr::Accenti(Box::new(self.deeper(Self::boolean)?)),
                "DATE" => Expr::Date(self.date()?),
                "TIMESTAMP" => Expr::Timestamp(self.timestamp()?),
                "INTERVAL" => {
                    let from = self.bound()?;
                    self.need(",")?;
                    let to = self.bound()?;
                    Expr::Interval(Box::new([from, to]))
                }
                _ => {
                    self.next = begin;
                    return Err(self.wrong(
                        "there is no such function; names that are followed by a parenthesis are \
                         those of CQL2.",
                    ));
                }
            }
        };
        self.need(")")?;
        Ok(expr)
    }

    fn two(
        &mut self,
        read: fn(&mut Self) -> Result<Expr, CqlError>,
    ) -> Result<Box<[Expr; 2]>, CqlError> {
        let first = self.deeper(read)?;
        self.need(",")?;
        Ok(Box::new([first, self.deeper(read)?]))
    }

    /// One or more, with commas between.
    pub(super) fn list<T>(
        &mut self,
        read: impl Fn(&mut Self) -> Result<T, CqlError>,
    ) -> Result<Vec<T>, CqlError> {
        let mut list = vec![read(self)?];
        while self.take(",") {
            list.push(read(self)?);
        }
        Ok(list)
    }

    /// An element of a list, which may be a list itself.
    fn element(&mut self) -> Result<Expr, CqlError> {
        if !self.take("(") {
            return self.boolean();
        }
        if self.take(")") {
            return Ok(Expr::List(Vec::new()));
        }
        let list = self.deeper(|parser| parser.list(Self::element))?;
        self.need(")")?;
        Ok(Expr::List(list))
    }

    /// The text of a literal.
    fn quoted(&mut self, what: &str) -> Result<String, CqlError> {
        let Token::Text(text) = self.peek().clone() else {
            return Err(self.expected(what));
        };
        Ok(text)
    }

    fn date(&mut self) -> Result<Date, CqlError> {
        let text = self.quoted("a date in single quotes")?;
        let date = parse_day(&text);
        let date = date.map_err(|_| self.wrong("this is no date; write DATE('2020-09-27')."))?;
        self.next += 1;
        Ok(date)
    }

    fn timestamp(&mut self) -> Result<Timestamp, CqlError> {
        let text = self.quoted("a moment in single quotes")?;
        let timestamp = moment(&text).ok_or_else(|| {
            self.wrong("this is no moment; write TIMESTAMP('2020-09-27T06:00:00Z').")
        })?;
        self.next += 1;
        Ok(timestamp)
    }

    /// An end of an interval.
    fn bound(&mut self) -> Result<Option<Expr>, CqlError> {
        let Token::Text(text) = self.peek().clone() else {
            return self.deeper(Self::primary).map(Some);
        };
        let bound = instant(&text).ok_or_else(|| {
            self.wrong(
                "this is no end of an interval; write '2020-09-27', '2020-09-27T06:00:00Z', '..' \
                 or the name of a property.",
            )
        })?;
        self.next += 1;
        Ok(bound)
    }
}

fn negated(not: bool, expr: Expr) -> Expr {
    if not { Expr::Not(Box::new(expr)) } else { expr }
}

/// A moment (RFC 3339, section 5.6).
#[must_use]
pub fn moment(text: &str) -> Option<Timestamp> {
    let separated = matches!(text.as_bytes().get(10), Some(b'T' | b't'));
    separated.then(|| text.parse().ok()).flatten()
}

/// What stands in an interval: a date, a moment or `..`; the outer `None` is none of them.
#[must_use]
pub fn instant(text: &str) -> Option<Option<Expr>> {
    if text == ".." {
        return Some(None);
    }
    let date = parse_day(text).ok().map(Expr::Date);
    let instant = date.or_else(|| moment(text).map(Expr::Timestamp));
    instant.map(Some)
}
