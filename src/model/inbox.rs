//! Feeds that are watched, and the inbox of their items.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{id::Id, side::Side};

/// A feed that is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// Number.
    pub id: i64,
    /// Address.
    pub url: String,
    /// Who publishes it.
    pub source: String,
    /// Affinity of the publisher.
    pub side: Side,
    /// `ETag` of the last answer.
    #[serde(skip)]
    pub etag: Option<String>,
    /// `Last-Modified` of the last answer.
    #[serde(skip)]
    pub modified: Option<String>,
    /// When it was asked last, Unix milliseconds, UTC.
    pub polled_at: Option<i64>,
    /// How often in a row it failed.
    pub failures: u32,
    /// Why it failed last.
    pub trouble: Option<String>,
    /// Not asked again by the clock before, Unix milliseconds, UTC.
    pub due_at: i64,
}

/// Where an item of the inbox stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemState {
    /// Nobody decided on it yet.
    New,
    /// A report was made of it.
    Taken,
    /// An editor does not want it.
    Dismissed,
}

impl ItemState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::New, Self::Taken, Self::Dismissed];

    /// The name in data and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Taken => "taken",
            Self::Dismissed => "dismissed",
        }
    }
}

/// An item of the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InboxItem {
    /// Number.
    pub id: i64,
    /// The feed that it came from.
    pub feed: i64,
    /// Address of its page.
    pub link: Option<String>,
    /// Its title.
    pub title: String,
    /// Its text as the feed has it: all of it, or a summary.
    pub text: String,
    /// Civil day of publication at UTC+04:00, if the feed says it.
    pub published: Option<Date>,
    /// When it was seen first, Unix milliseconds, UTC.
    pub seen_at: i64,
    /// Where it stands.
    pub state: ItemState,
    /// The report that was made of it.
    pub report: Option<Id>,
}

/// What of an item becomes the report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TakenFrom {
    /// Its page, which is fetched.
    #[default]
    Page,
    /// Its text as the feed has it.
    Text,
}
