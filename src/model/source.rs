//! Sources: publishers, data sets and speakers that statements rest on.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{id::Id, side::Side};

/// A publisher, data set or speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Key by which features name it.
    pub id: Id,
    /// Title to cite.
    pub title: String,
    /// Who publishes it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Where it was seen; http or https.
    #[serde(default)]
    pub url: Option<String>,
    /// Licence: an SPDX expression where there is one.
    #[serde(default)]
    pub licence: Option<String>,
    /// Attribution that the licence asks for.
    #[serde(default)]
    pub attribution: Option<String>,
    /// Affinity, where it is clear.
    #[serde(default)]
    pub side: Option<Side>,
    /// Limits and doubts.
    #[serde(default)]
    pub note: Option<String>,
    /// When it was published, for a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The stored report that it is, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Id>,
}
