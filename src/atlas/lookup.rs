//! Search in the gazetteer, and the dry run of the geoparser.

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{
        draw::Ground,
        error::AtlasError,
        facade::{self, Atlas},
        front::Front,
        survey::Survey,
        tables,
    },
    format::markup::text_of,
    gazetteer::toponyms::toponyms,
    geoparse::{geoparser::Geoparser, reading::Context},
    model::{
        names::Language,
        report::{LONGEST_TEXT, SubmissionError},
    },
};

/// The most answers that a search gives.
pub const MOST_FOUND: usize = 100;

impl Atlas {
    /// The places that a name may mean, best first, as a `GeoJSON` feature collection; each feature
    /// says which spelling matched and how well (0–1), what to call the place in the reader's
    /// language, and all its names with what is known of each.
    ///
    /// # Errors
    /// [`AtlasError::Builtin`] if a place could not be written.
    pub fn search(
        &self,
        query: &str,
        limit: usize,
        language: Language,
    ) -> Result<Value, AtlasError> {
        let features = self
            .geoparser
            .gazetteer()
            .search(query, limit.min(MOST_FOUND))
            .into_iter()
            .map(|found| {
                let feature = tables::place_feature(found.place)?;
                let mut properties = feature.properties;
                properties.insert("matched".to_owned(), json!(found.matched));
                properties.insert("label".to_owned(), json!(found.place.label_in(language)));
                properties.insert("toponyms".to_owned(), json!(toponyms(found.place)));
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

    /// What the geoparser finds in a text; nothing is stored. Of HTML the text is read and given
    /// back as `text`.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] for an empty or an overlong text.
    pub fn geoparse(&self, id: &str, text: &str, context: &Context) -> Result<Value, AtlasError> {
        let plain = text_of(text);
        if plain.trim().is_empty() {
            return Err(SubmissionError::Empty.into());
        }
        if plain.len() > LONGEST_TEXT {
            return Err(SubmissionError::TooLong.into());
        }
        let survey = match context.published {
            Some(day) if self.ground.is_rebuilt(day) => self.survey()?,
            _ => Survey::plain(&self.ground),
        };
        Ok(read(&self.geoparser, &survey, id, plain, context))
    }
}

/// What is found in a text; if it is the text of a document, with it.
fn read(
    geoparser: &Geoparser,
    survey: &Survey<'_>,
    id: &str,
    text: Cow<'_, str>,
    context: &Context,
) -> Value {
    let reading = geoparser.read(&text, context);
    let day = context.published.unwrap_or(Date::MAX);
    let mut found = survey.reading(id, &reading, geoparser.gazetteer(), day);
    if let (Cow::Owned(text), Some(found)) = (text, found.as_object_mut()) {
        found.insert("text".to_owned(), json!(text));
    }
    found
}

/// What reads texts without storing anything: a geoparser, and the ground to draw on.
pub struct Desk(Source);

enum Source {
    BuiltIn {
        geoparser: Box<Geoparser>,
        ground: Box<Ground>,
        /// What the line is rebuilt from: made for the first text of a day that needs it.
        front: OnceLock<Option<Arc<Front>>>,
    },
    Folder(Box<Atlas>),
}

impl Desk {
    /// With the built-in data.
    ///
    /// # Errors
    /// [`AtlasError::Builtin`].
    pub fn built_in() -> Result<Self, AtlasError> {
        let (geoparser, ground) = facade::built_in()?;
        Ok(Self(Source::BuiltIn {
            geoparser: Box::new(geoparser),
            ground: Box::new(ground),
            front: OnceLock::new(),
        }))
    }

    /// With what a data folder holds.
    #[must_use]
    pub fn of(atlas: Atlas) -> Self {
        Self(Source::Folder(Box::new(atlas)))
    }

    /// What is found in a text, as the command line and the API write it. Of HTML the text is read
    /// and given back as `text`.
    #[must_use]
    pub fn read(&self, id: &str, text: &str, context: &Context) -> Value {
        let (geoparser, ground) = match &self.0 {
            Source::BuiltIn {
                geoparser, ground, ..
            } => (&**geoparser, &**ground),
            Source::Folder(atlas) => (&atlas.geoparser, &atlas.ground),
        };
        let day = context.published.filter(|day| ground.is_rebuilt(*day));
        let survey = match day.and_then(|_| self.front()) {
            Some(front) => Survey::new(ground, front),
            None => Survey::plain(ground),
        };
        read(geoparser, &survey, id, text_of(text), context)
    }

    fn front(&self) -> Option<Arc<Front>> {
        match &self.0 {
            Source::BuiltIn {
                geoparser,
                ground,
                front,
            } => {
                let places = geoparser.gazetteer().places();
                let make = || Front::built_in(places, ground).ok().map(Arc::new);
                front.get_or_init(make).clone()
            }
            Source::Folder(atlas) => atlas.front().ok(),
        }
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
