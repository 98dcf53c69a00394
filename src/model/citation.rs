//! How a public record is cited.

use jiff::civil::Date;

/// What a citation of one public revision says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The record.
    pub id: String,
    /// Its public revision.
    pub revision: u32,
    /// Its headline.
    pub title: String,
    /// The layer that it stands in.
    pub collection: String,
    /// Day of the revision, at UTC+04:00.
    pub issued: Date,
    /// Where the revision is read.
    pub url: String,
    /// SHA-256 of its canonical JSON.
    pub sha256: String,
}

impl Citation {
    /// One line of text.
    #[must_use]
    pub fn text(&self) -> String {
        format!(
            "contactline, \"{}\", {} {}, revision {}, {}. {} (SHA-256 {})",
            self.title, self.collection, self.id, self.revision, self.issued, self.url, self.sha256
        )
    }
}
