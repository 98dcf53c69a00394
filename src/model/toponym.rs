//! Names as they are recorded: in what language and script, by whom, when.

use serde::{Deserialize, Serialize};

use crate::model::id::Id;

/// The script of a name (ISO 15924).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Script {
    /// Latin.
    Latn,
    /// Cyrillic.
    Cyrl,
    /// Armenian.
    Armn,
    /// Not known.
    Zyyy,
}

/// How a name is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// The name to show in its language.
    Preferred,
    /// One of several.
    #[default]
    Variant,
    /// Short for a longer one.
    Short,
    /// Of everyday speech.
    Colloquial,
    /// Of the past.
    Historic,
}

/// One name of a place, as an authority spells it.
///
/// # References
/// - ISO 19112, *Spatial referencing by geographic identifiers*: alternative geographic identifiers
/// - `alternateNamesV2` in <https://download.geonames.org/export/dump/readme.txt>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toponym {
    /// The spelling, unaltered.
    pub name: String,
    /// Code of the language (ISO 639), if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What it is written in.
    pub script: Script,
    /// Key of the source that gives it, in `sources.json`.
    pub authority: Id,
    /// How it is used.
    #[serde(rename = "use")]
    pub usage: Use,
    /// Since when, as the authority says it: a year or a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

impl Toponym {
    /// Whether it is a name of the past: marked so, or no longer in use.
    #[must_use]
    pub const fn is_former(&self) -> bool {
        matches!(self.usage, Use::Historic) || self.to.is_some()
    }
}
