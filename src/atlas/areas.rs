//! Square kilometres and places by holder, and what changed between two dates.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

use geo::GeodesicArea as _;
use geo_types::{LineString, Polygon};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{
        draw::rounded,
        error::AtlasError,
        facade::Atlas,
        front::{Front, Question},
    },
    line::{share, stance::Stance},
    model::{control::Holder, id::Id},
};

impl Front {
    /// Geodesic area of every cell's share of its side of the base line.
    ///
    /// # Units
    /// - square kilometres
    #[must_use]
    pub fn shares(&self) -> Arc<Vec<f64>> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shares) = shares.as_ref() {
            return Arc::clone(shares);
        }
        let made: Vec<f64> = self.rings().iter().map(|ring| self.km2(ring)).collect();
        Arc::clone(shares.insert(Arc::new(made)))
    }

    /// The ring of every cell's share.
    ///
    /// # Units
    /// - metres on the plane
    pub(crate) fn rings(&self) -> &[Vec<geo_types::Coord<f64>>] {
        self.rings.get_or_init(|| {
            (0..self.frame.cells.len())
                .map(|cell| share::ring(&self.frame, cell))
                .collect()
        })
    }

    fn km2(&self, ring: &[geo_types::Coord<f64>]) -> f64 {
        let ring = LineString(self.ring_in_degrees(ring));
        Polygon::new(ring, Vec::new()).geodesic_area_signed().abs() / 1e6
    }

    /// Area of the ground right of the base line: what the Armenian side held until 2020.
    pub(crate) fn region_km2(&self) -> f64 {
        let [_, right] = &self.frame.zones;
        self.km2(&right.ring())
    }

    /// The holder of every settlement that the ledger knows.
    pub(crate) fn holders(&self, question: &Question) -> BTreeMap<Id, Holder> {
        let Question { on, stance, as_of } = *question;
        let standing = |place: &Id| {
            Some((
                place.clone(),
                self.ledger.standing(place, on, stance, as_of)?.holder,
            ))
        };
        self.ledger.places().filter_map(standing).collect()
    }

    /// Area by holder on the ground right of the base line, and left of it where it changed hands.
    fn by_holder(&self, question: &Question) -> BTreeMap<&'static str, f64> {
        let holders = self.holders(question);
        let mut areas: BTreeMap<&str, f64> = ["arm", "az", "contested", "unknown"]
            .map(|holder| (holder, 0.0))
            .into();
        let shares = self.shares();
        let held = self.cell_holders(&holders);
        for ((holder, left), share) in held.into_iter().zip(&self.frame.left).zip(shares.iter()) {
            if !(*left && holder == Holder::Az) {
                *areas.entry(holder.as_str()).or_default() += share;
            }
        }
        areas
    }

    /// What [`Atlas::line_areas`] answers, made anew.
    #[must_use]
    pub fn areas(&self, question: &Question) -> Value {
        let areas = self.by_holder(question);
        let open: Vec<Value> = self
            .ledger
            .places()
            .filter_map(|place| {
                let Question { on, stance, as_of } = *question;
                let standing = self.ledger.standing(place, on, stance, as_of)?;
                let ids: Vec<&Id> = standing.decided_by.iter().map(|s| &s.id).collect();
                (!standing.holder.is_party()).then(
                    || json!({ "place": place, "holder": standing.holder, "statements": ids }),
                )
            })
            .collect();
        let km2: BTreeMap<&str, f64> = areas.iter().map(|(k, v)| (*k, rounded(*v))).collect();
        json!({
            "on": question.on,
            "stance": question.stance,
            "region_km2": rounded(self.region_km2()),
            "km2": km2,
            "sum_km2": rounded(areas.values().sum()),
            "disputed": open,
            "between_stances": self.between_stances(question.on, question.as_of),
            "note": "Geodesic areas of the ground nearest to each settlement, on the side that the \
                     Armenian side held until 2020 (and beyond it where a place changed hands); the \
                     drawn line is smoothed and may differ a little.",
        })
    }
}

impl Atlas {
    /// Area by holder on a day under a stance.
    ///
    /// # Errors
    /// [`AtlasError`] for a day before the first line, or when nothing can be derived.
    pub fn line_areas(&self, question: &Question) -> Result<Arc<Value>, AtlasError> {
        self.line_version(question.on)?;
        let front = self.front()?;
        let Question { on, stance, as_of } = *question;
        let areas = &front.kept.areas;
        Ok(areas.recall((on, stance, as_of), || front.areas(question)))
    }

    /// What changed between two days under a stance: places and area gained and lost.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] when the first day is after the second; else as for one day.
    pub fn line_compare(&self, from: Date, to: Date, stance: Stance) -> Result<Value, AtlasError> {
        if from > to {
            return Err(AtlasError::Refused(format!(
                "The first day, {from}, is after the second, {to}; give the earlier one first."
            )));
        }
        self.line_version(from)?;
        let front = self.front()?;
        let ask = |on| Question {
            on,
            stance,
            as_of: Date::MAX,
        };
        let (before, after) = (front.holders(&ask(from)), front.holders(&ask(to)));
        let changes: Vec<Value> = after
            .iter()
            .filter_map(|(place, now)| {
                let then = before.get(place)?;
                let standing = front.ledger.standing(place, to, stance, Date::MAX)?;
                let ids: Vec<&Id> = standing.decided_by.iter().map(|s| &s.id).collect();
                (then != now).then(|| {
                    json!({
                        "place": place, "before": then, "after": now, "statements": ids,
                    })
                })
            })
            .collect();
        let ground = front.changed_ground(&ask(from), &ask(to));
        let (then, now) = (front.by_holder(&ask(from)), front.by_holder(&ask(to)));
        let change: BTreeMap<&str, f64> = now
            .iter()
            .map(|(holder, km2)| (*holder, rounded(km2 - then.get(holder).unwrap_or(&0.0))))
            .collect();
        let length = |on| -> Result<Value, AtlasError> {
            Ok(self.line(&ask(on))?["properties"]["length_km"].clone())
        };
        Ok(json!({
            "from": from,
            "to": to,
            "stance": stance,
            "km2_change": change,
            "length_km": { "from": length(from)?, "to": length(to)? },
            "places": changes,
            "ground": ground,
            "incidents": self.incidents_by_side(from, to)?,
        }))
    }

    /// The rule table of the stances.
    ///
    /// # Errors
    /// [`AtlasError`] when nothing can be derived.
    pub fn line_stances(&self) -> Result<Value, AtlasError> {
        Ok(json!(self.front()?.ledger.rules()))
    }
}
