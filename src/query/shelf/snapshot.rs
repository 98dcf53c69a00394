//! One state of all published data.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    model::{
        collection::{Collection, Revision},
        source::Source,
    },
    query::shelf::{stock::Shelf, touched::Touched},
};

/// A collection with its features.
#[derive(Debug, Clone)]
pub struct Layer {
    /// What it is.
    pub collection: Collection,
    /// How far it has changed.
    pub revision: Revision,
    /// The sources that its features name, ordered by key.
    pub sources: Arc<[Arc<Source>]>,
    /// Its features.
    pub shelf: Shelf,
    /// Where it changed of late.
    pub touched: Touched,
}

/// All collections, in their order, at one state of the data.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The number of the last change of a published feature that is in it.
    pub change: i64,
    /// How often something else had become known of a source.
    pub sources_replaced: u64,
    /// Identifiers in the order in which collections are listed.
    pub order: Vec<String>,
    /// The collections.
    pub layers: BTreeMap<String, Arc<Layer>>,
}

impl Snapshot {
    /// One collection.
    #[must_use]
    pub fn layer(&self, id: &str) -> Option<&Arc<Layer>> {
        self.layers.get(id)
    }
}
