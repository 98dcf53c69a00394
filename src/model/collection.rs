//! Collections: the layers of the map, as `geodata/collections.json` describes them.

use serde::{Deserialize, Serialize};

use crate::model::{id::Id, names::Names};

/// What a layer is, under which licence and from which sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// Identifier in paths.
    pub id: Id,
    /// Title in the four languages.
    pub title: Names,
    /// What it holds, and its limits.
    pub description: Names,
    /// `polygon`, `line`, `point` or `mixed`.
    pub geometry: String,
    /// SPDX expression.
    pub licence: String,
    /// Attribution to show with it.
    pub attribution: String,
    /// Keys of its sources.
    pub sources: Vec<Id>,
}

/// How far a collection has changed: what its `ETag` is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    /// Counts up with every change of a published feature.
    pub number: i64,
    /// When it last changed, Unix milliseconds, UTC.
    pub changed_at: i64,
}
