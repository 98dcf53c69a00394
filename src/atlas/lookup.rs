//! Search in the gazetteer, and the dry run of the geoparser.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{error::AtlasError, facade::Atlas, tables},
    geoparse::reading::Context,
    model::report::{LONGEST_TEXT, SubmissionError},
};

/// The most answers that a search gives.
pub const MOST_FOUND: usize = 100;

impl Atlas {
    /// The places that a name may mean, best first, as a `GeoJSON` feature collection; each feature
    /// says which spelling matched and how well (0–1).
    ///
    /// # Errors
    /// [`AtlasError::Builtin`] if a place could not be written.
    pub fn search(&self, query: &str, limit: usize) -> Result<Value, AtlasError> {
        let features = self
            .geoparser
            .gazetteer()
            .search(query, limit.min(MOST_FOUND))
            .into_iter()
            .map(|found| {
                let feature = tables::place_feature(found.place)?;
                let mut properties = feature.properties;
                properties.insert("matched".to_owned(), json!(found.matched));
                properties.insert(
                    "score".to_owned(),
                    json!((found.score * 1000.0).round() / 1000.0),
                );
                Ok(json!({
                    "type": "Feature",
                    "id": feature.id,
                    "geometry": feature.shape,
                    "properties": properties,
                }))
            })
            .collect::<Result<Vec<_>, AtlasError>>()?;
        Ok(json!({"type": "FeatureCollection", "features": features}))
    }

    /// What the geoparser finds in a text; nothing is stored.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] for an empty or an overlong text.
    pub fn geoparse(&self, id: &str, text: &str, context: &Context) -> Result<Value, AtlasError> {
        if text.trim().is_empty() {
            return Err(SubmissionError::Empty.into());
        }
        if text.len() > LONGEST_TEXT {
            return Err(SubmissionError::TooLong.into());
        }
        let reading = self.geoparser.read(text, context);
        Ok(reading.to_json(id, self.geoparser.gazetteer()))
    }
}

/// The context of a text of which only the date is known.
#[must_use]
pub const fn dated(published: Option<Date>) -> Context {
    Context {
        published,
        side: None,
        publisher: None,
        language: None,
    }
}
