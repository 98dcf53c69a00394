//! Reports: documents as captured, never altered.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{id::Id, side::Side, source::Source};

/// The longest report in bytes of UTF-8.
pub const LONGEST_TEXT: usize = 256 * 1024;

/// A piece of a report's text, in Unicode code points, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// What somebody hands in: a text, who published it and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The whole text.
    pub text: String,
    /// Day of publication.
    pub published: Date,
    /// Who published it.
    pub source: Publisher,
    /// ISO 639-1 code, if known.
    #[serde(default)]
    pub language: Option<String>,
}

/// Who published a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// Name of the publisher.
    pub title: String,
    /// Its affinity.
    pub side: Side,
    /// Where the report was seen.
    #[serde(default)]
    pub url: Option<String>,
}

/// Why a submission is refused at the door.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SubmissionError {
    /// No text.
    #[error("The report is empty; paste its text.")]
    Empty,
    /// Too much text.
    #[error("The report is longer than 256 KiB; give the part that concerns the line.")]
    TooLong,
    /// Characters that do not belong in text.
    #[error("The report has control characters in it; give plain text.")]
    ControlCharacter,
    /// No name of a publisher.
    #[error("The source needs a title of 1 to 200 characters: who published the report?")]
    NoPublisher,
    /// Not a web address.
    #[error(
        "The source's url must begin with http:// or https:// and have at most 2,000 characters."
    )]
    BadUrl,
    /// Not a language code.
    #[error("The language must be a code of two or three letters, such as en, az, hy or ru.")]
    BadLanguage,
}

impl Submission {
    /// Checks what the types cannot say.
    ///
    /// # Errors
    /// [`SubmissionError`] with a sentence for whoever submitted.
    pub fn check(&self) -> Result<(), SubmissionError> {
        let control = |text: &str| {
            text.chars()
                .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        };
        let title = self.source.title.trim();
        let titled = !title.is_empty() && title.chars().count() <= 200;
        let web = |url: &String| {
            (url.starts_with("https://") || url.starts_with("http://"))
                && url.len() <= 2000
                && !url.chars().any(|c| c.is_control() || c.is_whitespace())
        };
        let code = |language: &String| {
            (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase())
        };
        if self.text.trim().is_empty() {
            Err(SubmissionError::Empty)
        } else if self.text.len() > LONGEST_TEXT {
            Err(SubmissionError::TooLong)
        } else if control(&self.text) || control(title) {
            Err(SubmissionError::ControlCharacter)
        } else if !titled {
            Err(SubmissionError::NoPublisher)
        } else if !self.source.url.as_ref().is_none_or(web) {
            Err(SubmissionError::BadUrl)
        } else if !self.language.as_ref().is_none_or(code) {
            Err(SubmissionError::BadLanguage)
        } else {
            Ok(())
        }
    }
}

/// A document of a source as captured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Identifier, derived from the hash and the publisher.
    pub id: Id,
    /// SHA-256 of the text's UTF-8 bytes, in hexadecimal.
    pub sha256: String,
    /// Day of publication.
    pub published: Date,
    /// ISO 639-1 code, if known.
    pub language: Option<String>,
    /// Who published it.
    pub source: Source,
    /// The text, byte for byte.
    pub text: String,
}
