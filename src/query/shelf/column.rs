//! The values of one property, laid down for quick comparison.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::query::{
    cql::{body, value::Value},
    shelf::segment::{Segment, narrow},
};

/// The most different texts that are kept beside a column.
const MOST_WORDS: usize = 4096;

/// The longest text that is, in bytes.
const LONGEST_WORD: usize = 64;

/// The values of one property of all features of a segment.
#[derive(Debug)]
pub struct Column {
    cells: Vec<Cell>,
    /// Texts that many features share.
    words: Vec<Box<str>>,
}

/// One value.
#[derive(Debug, Clone, Copy)]
enum Cell {
    Null,
    Boolean(bool),
    Number(f64),
    /// Which of the words.
    Word(u32),
    /// Where in the feature's body the text stands.
    Text {
        start: u32,
        length: u32,
    },
    /// It is read from the body when it is asked for.
    Elsewhere,
}

impl Column {
    /// The columns of some properties, in the order of their names.
    #[must_use]
    pub fn read(segment: &Segment, names: &[String]) -> Vec<Self> {
        let room = || Self {
            cells: Vec::with_capacity(segment.len()),
            words: Vec::new(),
        };
        let mut columns: Vec<Self> = names.iter().map(|_| room()).collect();
        let mut known: Vec<FxHashMap<&str, u32>> = vec![FxHashMap::default(); names.len()];
        for position in 0..narrow(segment.len()) {
            let body = segment.body(position);
            let values = body::values(body, names).unwrap_or_default();
            let mut values = values.into_iter();
            for (column, known) in columns.iter_mut().zip(&mut known) {
                let value = values.next().unwrap_or(Value::Null);
                let word = match value {
                    Value::Text(Cow::Borrowed(text)) => column.word(known, text),
                    _ => None,
                };
                column
                    .cells
                    .push(word.unwrap_or_else(|| Cell::of(&value, body)));
            }
        }
        columns
    }

    /// The number of a text among the words, which it joins if there is room for it.
    fn word<'a>(&mut self, known: &mut FxHashMap<&'a str, u32>, text: &'a str) -> Option<Cell> {
        if let Some(n) = known.get(text) {
            return Some(Cell::Word(*n));
        }
        if text.len() > LONGEST_WORD || self.words.len() >= MOST_WORDS {
            return None;
        }
        let n = narrow(self.words.len());
        self.words.push(text.into());
        known.insert(text, n);
        Some(Cell::Word(n))
    }

    /// The value of the feature at a position; `None` when its body is to be read.
    #[must_use]
    pub fn value<'a>(&'a self, segment: &'a Segment, position: u32) -> Option<Value<'a>> {
        Some(match self.cells[position as usize] {
            Cell::Null => Value::Null,
            Cell::Boolean(value) => Value::Boolean(value),
            Cell::Number(value) => Value::Number(value),
            Cell::Word(n) => Value::Text(Cow::Borrowed(&**self.words.get(n as usize)?)),
            Cell::Text { start, length } => {
                let (start, length) = (start as usize, length as usize);
                let text = segment.body(position).get(start..start + length)?;
                Value::Text(Cow::Borrowed(text))
            }
            Cell::Elsewhere => return None,
        })
    }
}

impl Cell {
    fn of(value: &Value<'_>, body: &str) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(value) => Self::Boolean(*value),
            Value::Number(value) => Self::Number(*value),
            // A text without escapes is a piece of the body.
            Value::Text(Cow::Borrowed(text)) => {
                let start = (text.as_ptr() as usize).checked_sub(body.as_ptr() as usize);
                let start =
                    start.filter(|start| body.get(*start..start + text.len()) == Some(text));
                match (start.map(u32::try_from), u32::try_from(text.len())) {
                    (Some(Ok(start)), Ok(length)) => Self::Text { start, length },
                    _ => Self::Elsewhere,
                }
            }
            _ => Self::Elsewhere,
        }
    }
}
