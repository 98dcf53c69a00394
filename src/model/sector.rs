//! Sectors: named stretches of the reference line.

use serde::{Deserialize, Serialize};

use crate::model::{id::Id, names::Names};

/// A named stretch of the reference line, from a kilometre up to, and without, another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sector {
    /// Identifier.
    pub id: Id,
    /// First kilometre.
    pub from_km: f64,
    /// Where it ends; `None` at the end of the line.
    pub to_km: Option<f64>,
    /// Names in the four languages.
    pub names: Names,
}

impl Sector {
    /// Whether a kilometre lies in it.
    #[must_use]
    pub fn contains(&self, km: f64) -> bool {
        self.from_km <= km && self.to_km.is_none_or(|to| km < to)
    }
}
