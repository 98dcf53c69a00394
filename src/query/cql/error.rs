//! Why a filter cannot be answered.

use thiserror::Error;

/// A sentence for whoever wrote the filter, with the character where it went wrong if it is known.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct CqlError(String);

impl CqlError {
    /// Something that is wrong with the filter as a whole.
    #[must_use]
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// Something that is wrong at a byte of the text; characters are counted from 1.
    #[must_use]
    pub fn at(text: &str, byte: usize, sentence: &str) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        Self(format!(
            "The filter does not read at character {}: {sentence}",
            before.chars().count() + 1
        ))
    }
}

/// A text as an error message repeats it: never longer than a line.
#[must_use]
pub fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}
