//! The values of one property, laid down for quick comparison.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::query::{
    cql::{body, value::Value},
    shelf::segment::{Segment, narrow},
};

/// The most different values that are kept beside a column.
const MOST_WORDS: usize = 4096;

/// The longest text that is, in bytes.
const LONGEST_WORD: usize = 64;

/// The values of one property of all features of a segment.
#[derive(Debug)]
pub struct Column {
    cells: Cells,
    /// Values that many features share.
    words: Vec<Word>,
}

/// What stands where.
#[derive(Debug)]
enum Cells {
    /// All features have a value that many share: which of them. Two bytes each, so that what is
    /// asked of all over the place stays near.
    Shared(Vec<u16>),
    /// Features have values of many kinds.
    Mixed(Vec<Cell>),
}

/// A value that many features share.
#[derive(Debug)]
enum Word {
    Null,
    Boolean(bool),
    Number(f64),
    Text(Box<str>),
}

impl Word {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Boolean(*value),
            Self::Number(value) => Value::Number(*value),
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
        }
    }
}

/// A value by which words are found again.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key<'a> {
    Null,
    Boolean(bool),
    /// The bits of a number.
    Number(u64),
    Text(&'a str),
}

impl<'a> Key<'a> {
    /// `None` for what is not kept as a word.
    fn of(value: &Value<'a>) -> Option<Self> {
        Some(match value {
            Value::Null => Self::Null,
            Value::Boolean(value) => Self::Boolean(*value),
            Value::Number(value) => Self::Number(value.to_bits()),
            Value::Text(Cow::Borrowed(text)) if text.len() <= LONGEST_WORD => Self::Text(text),
            _ => return None,
        })
    }

    fn word(&self) -> Word {
        match self {
            Self::Null => Word::Null,
            Self::Boolean(value) => Word::Boolean(*value),
            Self::Number(bits) => Word::Number(f64::from_bits(*bits)),
            Self::Text(text) => Word::Text((*text).into()),
        }
    }
}

/// One value.
#[derive(Debug, Clone, Copy)]
enum Cell {
    /// Which of the words.
    Word(u16),
    Number(f64),
    /// Where in the feature's body the text stands.
    Text {
        start: u32,
        length: u32,
    },
    /// It is read from the body when it is asked for.
    Elsewhere,
}

/// What a column keeps of a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kept {
    /// The word of this number.
    Word(usize),
    /// A number.
    Number(f64),
    /// It has to be looked up.
    Elsewhere,
}

impl Column {
    /// The columns of some properties, in the order of their names.
    #[must_use]
    pub fn read(segment: &Segment, names: &[String]) -> Vec<Self> {
        let room = || Self {
            cells: Cells::Shared(Vec::with_capacity(segment.len())),
            words: Vec::new(),
        };
        let mut columns: Vec<Self> = names.iter().map(|_| room()).collect();
        let mut known: Vec<FxHashMap<Key<'_>, u16>> =
            names.iter().map(|_| FxHashMap::default()).collect();
        for position in 0..narrow(segment.len()) {
            let body = segment.body(position);
            let values = body::values(body, names).unwrap_or_default();
            let mut values = values.into_iter();
            for (column, known) in columns.iter_mut().zip(&mut known) {
                let value = values.next().unwrap_or(Value::Null);
                let word = Key::of(&value).and_then(|key| column.word(known, key));
                column.push(word, &value, body);
            }
        }
        columns
    }

    /// The number of a value among the words, which it joins if there is room for it.
    fn word<'a>(&mut self, known: &mut FxHashMap<Key<'a>, u16>, key: Key<'a>) -> Option<u16> {
        if let Some(n) = known.get(&key) {
            return Some(*n);
        }
        let n = u16::try_from(self.words.len()).ok()?;
        if self.words.len() >= MOST_WORDS {
            return None;
        }
        self.words.push(key.word());
        known.insert(key, n);
        Some(n)
    }

    /// Lays a value down behind the others.
    fn push(&mut self, word: Option<u16>, value: &Value<'_>, body: &str) {
        if let Cells::Shared(shared) = &mut self.cells {
            if let Some(word) = word {
                shared.push(word);
                return;
            }
            let mut mixed = Vec::with_capacity(shared.capacity());
            mixed.extend(shared.iter().map(|word| Cell::Word(*word)));
            self.cells = Cells::Mixed(mixed);
        }
        if let Cells::Mixed(mixed) = &mut self.cells {
            mixed.push(word.map_or_else(|| Cell::of(value, body), Cell::Word));
        }
    }

    /// What stands at a position.
    fn cell(&self, position: u32) -> Cell {
        match &self.cells {
            Cells::Shared(shared) => Cell::Word(shared[position as usize]),
            Cells::Mixed(mixed) => mixed[position as usize],
        }
    }

    /// What is kept of the value of the feature at a position.
    #[must_use]
    pub fn kept(&self, position: u32) -> Kept {
        match self.cell(position) {
            Cell::Word(n) => Kept::Word(n.into()),
            Cell::Number(value) => Kept::Number(value),
            Cell::Text { .. } | Cell::Elsewhere => Kept::Elsewhere,
        }
    }

    /// The values that many features share, in the order of their numbers.
    pub fn words(&self) -> impl ExactSizeIterator<Item = Value<'_>> {
        self.words.iter().map(Word::value)
    }

    /// The value of the feature at a position; `None` when its body is to be read.
    #[must_use]
    pub fn value<'a>(&'a self, segment: &'a Segment, position: u32) -> Option<Value<'a>> {
        Some(match self.cell(position) {
            Cell::Word(n) => self.words.get(usize::from(n))?.value(),
            Cell::Number(value) => Value::Number(value),
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
    /// What is no word.
    fn of(value: &Value<'_>, body: &str) -> Self {
        match value {
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
