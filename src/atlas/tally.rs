//! How many incidents each side speaks of.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{error::AtlasError, facade::Atlas},
    model::side::Side,
};

impl Atlas {
    /// The published incidents of the days from `from` to `to`, by the sides that make claims about
    /// them: an incident of which several sides speak counts for each of them, so that the counts
    /// must not be added.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] when the first day is after the last.
    pub fn incidents_by_side(&self, from: Date, to: Date) -> Result<Value, AtlasError> {
        let mut sides: BTreeMap<&str, u32> = [Side::Az, Side::Arm, Side::ThirdParty]
            .map(|side| (side.as_str(), 0))
            .into();
        let (mut all, mut shared) = (0_u32, 0_u32);
        self.visit_incidents(from, to, |_, incident| {
            all += 1;
            shared += u32::from(incident.claimant_sides.len() > 1);
            for side in incident.claimant_sides {
                *sides.entry(side.as_str()).or_default() += 1;
            }
        })?;
        Ok(json!({
            "total": all,
            "by_claimant_side": sides,
            "of_several_sides": shared,
            "note": "Published incidents of these days by the sides that make claims about them. An \
                     incident of which several sides speak counts for each: do not add the sides.",
        }))
    }
}
