//! Reports that are fetched from the web, and what is known of the fetch.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{id::Id, side::Side};

/// What somebody hands in instead of a text: where it is, and who published it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// Address of the web.
    pub url: String,
    /// Who published it.
    pub source: WantedSource,
    /// Day of publication; else the page has to say it.
    #[serde(default)]
    pub published: Option<Date>,
    /// ISO 639-1 code; else what the page says counts.
    #[serde(default)]
    pub language: Option<String>,
}

/// Who published what is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedSource {
    /// Name of the publisher; else the page has to say the name of its site.
    #[serde(default)]
    pub title: Option<String>,
    /// Its affinity: never guessed.
    pub side: Side,
}

/// The fetch that a report was read from; its bytes are kept beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Capture {
    /// The report.
    #[serde(skip)]
    pub report: Id,
    /// The report that the same address gave before, if its text was another.
    pub earlier: Option<Id>,
    /// The address as asked for.
    pub url: String,
    /// The address after redirects.
    pub final_url: String,
    /// Unix milliseconds, UTC.
    pub fetched_at: i64,
    /// Media type as the server said it.
    pub content_type: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub length: u64,
}
