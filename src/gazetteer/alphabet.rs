//! What is known of single characters when a text is folded, kept in a table.

use std::sync::LazyLock;

use unicode_normalization::char::is_combining_mark;

use crate::gazetteer::letters::{is_joint, is_silent, latin, lower};

/// What a character is to a folded text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter or a digit.
    Letter,
    /// A mark on the letter before it, or what leaves no trace.
    Silent,
    /// What parts words and joins them.
    Joint,
    /// What parts words that must not be read together.
    Barrier,
}

/// What is known of a character by itself.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) lower: char,
    pub(super) class: Class,
    /// Whether it is a mark on the letter before it.
    pub(super) mark: bool,
    /// How it is written; `None` when only the table of all scripts knows.
    pub(super) written: Option<&'static str>,
}

impl Row {
    pub(super) fn new(c: char) -> Self {
        let lower = lower(c);
        let class = if is_silent(lower) || is_mark(lower) {
            Class::Silent
        } else if lower.is_alphanumeric() {
            Class::Letter
        } else if is_joint(lower) {
            Class::Joint
        } else {
            Class::Barrier
        };
        let written = if lower.is_ascii() {
            Some(ascii(lower))
        } else {
            latin(lower)
        };
        Self {
            lower,
            class,
            mark: is_mark(c),
            written,
        }
    }
}

/// The characters up to this one are Latin, Cyrillic and Armenian, and looked up in a table.
const TABLED: u32 = 0x600;

/// What is known of them.
pub(super) static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = (0..TABLED).map(|code| Row::new(char::from_u32(code).unwrap_or(' ')));
    rows.collect()
});

/// Whether a character is a mark on the letter before it; none of the characters up to U+02FF is.
fn is_mark(c: char) -> bool {
    c > '\u{2ff}' && is_combining_mark(c)
}

/// A lower-case letter or a digit of ASCII, as a text.
fn ascii(letter: char) -> &'static str {
    const ALL: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
    let at = match letter {
        '0'..='9' => u32::from(letter) - u32::from('0'),
        _ => u32::from(letter).saturating_sub(u32::from('a')) + 10,
    };
    usize::try_from(at)
        .ok()
        .and_then(|at| ALL.get(at..=at))
        .unwrap_or_default()
}
