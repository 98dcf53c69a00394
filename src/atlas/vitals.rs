//! How the data stand, in numbers: for those who run the server.

use crate::{
    atlas::{error::AtlasError, facade::Atlas},
    model::incident::State,
    store::incidents,
};

/// How the data stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vitals {
    /// Bytes of the database with its write-ahead log.
    pub database_bytes: u64,
    /// Drafts that wait for a decision.
    pub drafts: u64,
    /// Published features by collection.
    pub features: Vec<(String, u64)>,
    /// Changes of published features since the database was made.
    pub changes: u64,
}

impl Atlas {
    /// How the data stand.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn vitals(&self) -> Result<Vitals, AtlasError> {
        let drafts = self.database.read(|transaction| {
            Ok::<_, AtlasError>(incidents::count_in_state(transaction, State::Draft)?)
        })?;
        let snapshot = self.snapshot()?;
        let layers = snapshot.layers.iter();
        let features = layers.map(|(id, layer)| (id.clone(), layer.shelf.len() as u64));
        Ok(Vitals {
            database_bytes: self.database.bytes(),
            drafts: u64::try_from(drafts).unwrap_or(0),
            features: features.collect(),
            changes: u64::try_from(snapshot.change).unwrap_or(0),
        })
    }
}
