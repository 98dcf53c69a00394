//! What a file says about itself: what it holds, from whom, and under which terms.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{collection::Collection, source::Source};

/// What a file says about itself.
#[derive(Debug, Clone)]
pub struct About {
    /// The layer that it shows.
    pub collection: Collection,
    /// The sources that the features name.
    pub sources: Arc<[Arc<Source>]>,
    /// Which features were asked for, as a query string; empty for the whole layer.
    pub query: String,
    /// When the data that it shows last changed: the same data make the same file.
    pub state: Timestamp,
}

impl About {
    /// The title of the layer.
    #[must_use]
    pub fn title(&self) -> &str {
        let plain = self.collection.title.plain();
        plain.unwrap_or(self.collection.id.as_str())
    }

    /// What the layer is and what its limits are.
    #[must_use]
    pub fn description(&self) -> &str {
        self.collection.description.plain().unwrap_or_default()
    }

    /// Everything, as pairs of a word and a text; `left_out` features are not in the file because
    /// they have no geometry.
    #[must_use]
    pub fn entries(&self, left_out: u64) -> Vec<(&'static str, String)> {
        let query = if self.query.is_empty() {
            "the whole layer".to_owned()
        } else {
            self.query.clone()
        };
        let mut entries = vec![
            ("Layer", self.collection.id.to_string()),
            ("Title", self.title().to_owned()),
            ("Description", self.description().to_owned()),
            ("Licence", self.collection.licence.clone()),
            ("Attribution", self.collection.attribution.clone()),
            ("Query", query),
            ("State of the data", self.state.to_string()),
            (
                "Reading it",
                "Every statement belongs to whoever made it. Numbers of different claimants are \
                 never added, and no point is more exact than its accuracy_m says."
                    .to_owned(),
            ),
        ];
        if left_out > 0 {
            entries.push((
                "Left out",
                format!(
                    "{left_out} features that cannot be located are not in this file; the tables \
                     (csv, xlsx, gpkg) and geojson have them."
                ),
            ));
        }
        entries.extend(self.sources.iter().map(|source| ("Source", cited(source))));
        entries
    }

    /// [`About::entries`] as lines of text.
    #[must_use]
    pub fn text(&self, left_out: u64) -> String {
        let entries = self.entries(left_out);
        let lines: Vec<String> = entries
            .into_iter()
            .map(|(word, text)| format!("{word}: {text}"))
            .collect();
        lines.join("\n")
    }
}

/// A source on one line.
fn cited(source: &Source) -> String {
    let mut parts = vec![source.id.to_string(), source.title.clone()];
    let rest = [
        &source.publisher,
        &source.licence,
        &source.attribution,
        &source.url,
    ];
    parts.extend(rest.into_iter().flatten().cloned());
    parts.dedup();
    parts.join(" · ")
}
