//! Features that no table holds because they follow from others: the rebuilt line of a day, places
//! with their holders.

use jiff::civil::Date;

use crate::{
    atlas::{error::AtlasError, facade::Atlas},
    line::stance::Stance,
    model::{feature::Feature, id::Id},
    query::filter::Filter,
};

/// The collections that answer for any day by whose statements count.
pub const BY_STANCE: [&str; 2] = ["contact-line", "control"];

/// What a collection serves at a time.
#[derive(Debug, Default)]
pub struct Derived {
    /// The features that follow from others, ordered by identifier.
    pub features: Vec<Feature>,
    /// Whether the stored features are served as well.
    pub stored_too: bool,
}

impl Derived {
    /// Nothing follows from others.
    #[must_use]
    pub const fn stored() -> Self {
        Self {
            features: Vec::new(),
            stored_too: true,
        }
    }
}

impl Atlas {
    /// What of a collection follows from statements, where the filter asks for a time.
    ///
    /// `contact-line` has the base line as it is stored and, from the day after it ended, one
    /// feature for each day on which the rebuilt line changed. `control` has places with their
    /// holders from the day before the first statement on; for earlier times, and when no time is
    /// asked for, the statements.
    ///
    /// # Errors
    /// [`AtlasError`] when nothing can be derived, or the filter asks for what features do not have.
    pub fn derived(
        &self,
        collection: &Id,
        filter: &Filter,
        stance: Stance,
    ) -> Result<Derived, AtlasError> {
        self.check(collection.as_str(), filter)?;
        let stored = Derived::stored();
        let Some(interval) = filter.interval else {
            return Ok(stored);
        };
        if !BY_STANCE.contains(&collection.as_str()) {
            return Ok(stored);
        }
        let front = self.front()?;
        let reaches = |day: Date| interval.to().is_none_or(|to| day < to);
        let (mut features, stored_too) = match collection.as_str() {
            "contact-line" if reaches(front.first_day()) => {
                (front.versions(&interval, stance)?, true)
            }
            "control" if reaches(front.day_before()) => (self.holdings(&interval, stance)?, false),
            _ => return Ok(stored),
        };
        if filter.bbox.is_some() || filter.frame.is_some() {
            features.retain(|feature| {
                let shape = feature.shape.as_ref();
                shape.is_some_and(|shape| filter.hits(shape.geometry()))
            });
        }
        if filter.cql.is_some() {
            features.retain(|feature| filter.passes(&feature.body()));
        }
        features.sort_by(|one, two| one.id.cmp(&two.id));
        Ok(Derived {
            features,
            stored_too,
        })
    }

    /// The derived feature under an identifier.
    ///
    /// # Errors
    /// [`AtlasError`] when nothing can be derived, or no version began on its day.
    pub fn derived_item(&self, collection: &Id, id: &str) -> Result<Option<Feature>, AtlasError> {
        match collection.as_str() {
            "contact-line" => self.front()?.version_of(id),
            "control" => self.holding_of(id),
            _ => Ok(None),
        }
    }
}
