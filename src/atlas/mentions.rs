//! The report behind a draft, read again: the places that it names, and what each name may mean.

use serde_json::{Value, json};

use crate::{
    atlas::{error::AtlasError, facade::Atlas},
    geoparse::reading::Context,
    model::report::Report,
};

impl Atlas {
    /// The report that an incident came from, with the places named in it and their candidates, each
    /// with its names; `None` for an incident that came from no report.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such incident.
    pub fn mentions_of(&self, incident: &str) -> Result<Option<(Report, Vec<Value>)>, AtlasError> {
        let Some(report) = self.draft(incident)?.report else {
            return Ok(None);
        };
        let report = self.report(report.as_str())?;
        let context = Context {
            published: Some(report.published),
            side: report.source.side,
            publisher: report.source.publisher.clone(),
            language: report.language.clone(),
        };
        let reading = self.geoparser.read(&report.text, &context);
        let mut mentions = self.mentions(&reading);
        for mention in &mut mentions {
            let candidates = mention["candidates"].as_array_mut();
            for candidate in candidates.into_iter().flatten() {
                self.name(candidate);
            }
        }
        Ok(Some((report, mentions)))
    }

    /// Says what a candidate is called and where it lies.
    fn name(&self, candidate: &mut Value) {
        let id = candidate["id"].as_str().and_then(|id| id.parse().ok());
        let place = id.and_then(|id| self.geoparser.gazetteer().get(&id));
        if let Some(place) = place {
            candidate["names"] = json!(place.names);
            candidate["kind"] = json!(place.kind);
            candidate["district"] = json!(place.district_az);
            candidate["position"] = json!(place.position);
        }
    }
}
