//! Places with their holders: who held each from when to when by a stance, and by which statements.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::json;

use crate::{
    atlas::{
        error::AtlasError,
        facade::Atlas,
        front::Front,
        tables::object,
        turns::{dated_id, read_dated_id},
    },
    line::{
        holding::{self, Holding},
        stance::Stance,
    },
    model::{feature::Feature, interval::Interval, shape::Shape},
};

impl Front {
    /// The day whose situation all statements come on top of.
    #[must_use]
    pub fn day_before(&self) -> Date {
        let first = self.first_day();
        first.yesterday().unwrap_or(first)
    }

    /// All holdings by a stance, place by place.
    #[must_use]
    pub fn holdings(&self, stance: Stance) -> Arc<Vec<Holding>> {
        self.kept.holdings.recall(stance, || {
            let mut days = vec![self.day_before()];
            days.extend(self.turns());
            holding::holdings(&self.ledger, &days, stance)
        })
    }
}

impl Atlas {
    /// The places with their holders at some time of an interval, as features.
    ///
    /// # Errors
    /// [`AtlasError`] when nothing can be derived.
    pub fn holdings(
        &self,
        interval: &Interval,
        stance: Stance,
    ) -> Result<Vec<Feature>, AtlasError> {
        let front = self.front()?;
        let holdings = front.holdings(stance);
        let touched = holdings.iter().filter(|holding| {
            Interval::new(Some(holding.from), holding.to)
                .is_ok_and(|held| held.intersects(interval))
        });
        touched
            .map(|holding| self.holding_feature(holding, stance))
            .collect()
    }

    /// The holding under an identifier.
    ///
    /// # Errors
    /// [`AtlasError`] when nothing can be derived.
    pub fn holding_of(&self, id: &str) -> Result<Option<Feature>, AtlasError> {
        let Some((place, day, stance)) = read_dated_id(id) else {
            return Ok(None);
        };
        let Some(place) = place.strip_prefix("holding-") else {
            return Ok(None);
        };
        let front = self.front()?;
        let holdings = front.holdings(stance);
        let found = holdings
            .iter()
            .find(|holding| holding.place.as_str() == place && holding.from == day);
        found
            .map(|holding| self.holding_feature(holding, stance))
            .transpose()
    }

    fn holding_feature(&self, holding: &Holding, stance: Stance) -> Result<Feature, AtlasError> {
        let place = self.geoparser.gazetteer().get(&holding.place);
        let what = format!("holding-{}", holding.place);
        let properties = json!({
            "kind": "holding",
            "place": holding.place,
            "names": place.map(|place| &place.names),
            "district_az": place.and_then(|place| place.district_az.as_deref()),
            "holder": holding.holder,
            "stance": stance,
            "valid_from": holding.from,
            "valid_to": holding.to,
            "statements": holding.statements,
            "derived": true,
            "accuracy_m": place.map(|place| place.accuracy_m),
            "source": "derived-baseline",
            "note": if holding.statements.is_empty() {
                "As on the day before the first statement; nothing that counts says otherwise."
            } else {
                "Derived from the statements named here, by the rules at /line/stances."
            },
        });
        Ok(Feature {
            collection: "control".parse()?,
            id: dated_id(&what, holding.from, stance).parse()?,
            shape: place.map(|place| Shape::point(place.position)),
            interval: Interval::new(Some(holding.from), holding.to)
                .map_err(|error| AtlasError::Builtin(error.to_string()))?,
            properties: object(properties),
        })
    }
}
