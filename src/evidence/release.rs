//! Releases: a dated list of the hash of every public record, and what a file is checked against.

use serde::{Deserialize, Serialize};

use crate::evidence::{
    canonical::{NotCanonical, canonical},
    merkle,
};

/// The scheme of a manifest.
pub const SCHEME: &str = "contactline-release-1";

/// One public record and the hash of its canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The collection.
    pub collection: String,
    /// The record.
    pub id: String,
    /// Its public revision.
    pub revision: u32,
    /// SHA-256 of its canonical JSON.
    pub sha256: String,
}

/// A layer file as it was served on the day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// The collection.
    pub id: String,
    /// How many features it has.
    pub features: u64,
    /// SHA-256 of the file's bytes.
    pub sha256: String,
}

/// Everything that was public on a day, as hashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The day, YYYY-MM-DD.
    pub date: String,
    /// The layer files, ordered by identifier.
    pub layers: Vec<Layer>,
    /// The records, ordered by collection and identifier.
    pub records: Vec<Record>,
    /// Merkle root (RFC 6962) over the canonical JSON of the records.
    pub root: String,
    /// [`SCHEME`].
    pub scheme: String,
}

impl Manifest {
    /// The manifest of a day; the same records and layers always give the same one.
    ///
    /// # Errors
    /// [`NotCanonical`], which strings and numbers exclude.
    pub fn new(
        date: String,
        mut layers: Vec<Layer>,
        mut records: Vec<Record>,
    ) -> Result<Self, NotCanonical> {
        layers.sort();
        records.sort();
        Ok(Self {
            root: root(&records)?,
            scheme: SCHEME.to_owned(),
            date,
            layers,
            records,
        })
    }

    /// The bytes of the manifest: JSON with one record a line.
    ///
    /// # Errors
    /// [`NotCanonical`], which strings and numbers exclude.
    pub fn text(&self) -> Result<String, NotCanonical> {
        let mut text = format!(
            "{{\"date\":{},\"layers\":{},\"root\":{},\"scheme\":{},\"records\":[",
            canonical(&self.date)?,
            canonical(&self.layers)?,
            canonical(&self.root)?,
            canonical(&self.scheme)?,
        );
        for (n, record) in self.records.iter().enumerate() {
            text.push_str(if n == 0 { "\n" } else { ",\n" });
            text.push_str(&canonical(record)?);
        }
        text.push_str("\n]}\n");
        Ok(text)
    }

    /// A record by its name; without a collection the first of this identifier.
    #[must_use]
    pub fn record(&self, collection: Option<&str>, id: &str) -> Option<&Record> {
        let Some(collection) = collection else {
            return self.records.iter().find(|record| record.id == id);
        };
        let key = |record: &Record| {
            (record.collection.as_str(), record.id.as_str()).cmp(&(collection, id))
        };
        let at = self.records.binary_search_by(key).ok()?;
        self.records.get(at)
    }
}

fn root(records: &[Record]) -> Result<String, NotCanonical> {
    let leaves = records
        .iter()
        .map(canonical)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(merkle::root(&leaves))
}

/// Checks the bytes of a manifest by themselves: its root must follow from its records. Its day and
/// its layers only the release that was kept can tell.
///
/// # Errors
/// A sentence that says what does not.
pub fn read(text: &str) -> Result<Manifest, String> {
    let manifest: Manifest = serde_json::from_str(text)
        .map_err(|error| format!("The file is not the manifest of a release: {error}."))?;
    if manifest.scheme != SCHEME {
        return Err(format!(
            "The manifest follows the scheme {}; this version knows {SCHEME}.",
            manifest.scheme.chars().take(60).collect::<String>()
        ));
    }
    let again = Manifest::new(
        manifest.date.clone(),
        manifest.layers.clone(),
        manifest.records.clone(),
    )
    .map_err(|error| error.to_string())?;
    if again.root != manifest.root {
        return Err(
            "The root of the manifest does not follow from its records: one of them, or the root, \
             was altered."
                .to_owned(),
        );
    }
    if again.text().ok().as_deref() != Some(text) {
        return Err(
            "The manifest says what its records say, but not byte for byte as it was released."
                .to_owned(),
        );
    }
    Ok(manifest)
}
