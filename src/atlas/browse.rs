//! Public reads: collections, pages of items, single items, whole layers. They see published
//! features only, and all of them come through `store::features::visit`.

use std::{io::Write, ops::ControlFlow};

use jiff::civil::Date;
use serde_json::{Map, json};

use crate::{
    atlas::{error::AtlasError, facade::Atlas},
    evidence::hash::sha256_hex,
    format::geojson,
    model::{collection::Collection, id::Id, source::Source},
    store::{
        collections::{self, Revision},
        database::Transaction,
        days, features,
        query::{Filter, PageQuery},
        sources,
    },
};

/// A collection with what the answer about it needs.
#[derive(Debug, Clone)]
pub struct Described {
    /// Its description.
    pub collection: Collection,
    /// West, south, east, north of its features.
    pub extent: Option<[f64; 4]>,
}

/// A page of a collection's features.
#[derive(Debug, Clone)]
pub struct Page {
    /// The features' bodies, ordered by identifier.
    pub bodies: Vec<String>,
    /// The identifier behind which the next page begins, if there is one.
    pub next: Option<Id>,
    /// How many features pass the filter on all pages together.
    pub matched: usize,
}

/// What is known of a layer before its first feature is written.
#[derive(Debug, Clone)]
pub struct LayerHead {
    /// The layer.
    pub collection: Collection,
    /// Its revision: what an `ETag` is made of.
    pub revision: Revision,
    /// The sources that its features name.
    pub sources: Vec<Source>,
    /// A digest of what the layer says about itself: its licence may change when no feature does.
    pub digest: String,
}

fn no_collection(id: &str) -> AtlasError {
    AtlasError::NotFound(format!(
        "There is no collection \"{}\"; /ogc/collections lists those that there are.",
        id.chars().take(60).collect::<String>()
    ))
}

impl Atlas {
    /// All collections.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn collections(&self) -> Result<Vec<Described>, AtlasError> {
        self.database.read(|transaction| {
            collections::all(transaction)?
                .into_iter()
                .map(|collection| {
                    let extent = features::extent(transaction, &collection.id)?;
                    Ok(Described { collection, extent })
                })
                .collect()
        })
    }

    /// One collection.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is none of this name.
    pub fn collection(&self, id: &str) -> Result<Described, AtlasError> {
        self.database.read(|transaction| {
            let (collection, _) =
                collections::get(transaction, id)?.ok_or_else(|| no_collection(id))?;
            let extent = features::extent(transaction, &collection.id)?;
            Ok(Described { collection, extent })
        })
    }

    /// The last day on which a published incident begins: where there is something to see.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn latest_day(&self) -> Result<Option<Date>, AtlasError> {
        let incidents = "incidents".parse()?;
        self.database.read(|transaction| {
            Ok(features::last_beginning(transaction, &incidents)?.and_then(days::day_of))
        })
    }

    /// A page of a collection's features.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such collection.
    pub fn items(&self, collection: &str, query: &PageQuery) -> Result<Page, AtlasError> {
        self.database.read(|transaction| {
            let (known, _) = collections::get(transaction, collection)?
                .ok_or_else(|| no_collection(collection))?;
            let mut page = Page {
                bodies: Vec::new(),
                next: None,
                matched: 0,
            };
            let mut last = None;
            // Everything that passes is counted; what stands before the page is not kept.
            features::visit(transaction, &known.id, &query.filter, None, |id, body| {
                page.matched += 1;
                let before = query
                    .after
                    .as_ref()
                    .is_some_and(|after| id <= after.as_str());
                if before {
                } else if page.bodies.len() < query.limit {
                    page.bodies.push(body.to_owned());
                    last = Some(id.to_owned());
                } else if page.next.is_none() {
                    page.next = last.take().map(Id::try_from).transpose()?;
                }
                Ok::<_, AtlasError>(ControlFlow::Continue(()))
            })?;
            Ok(page)
        })
    }

    /// One feature's body.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when the collection or the feature does not exist.
    pub fn item(&self, collection: &str, id: &str) -> Result<String, AtlasError> {
        self.database.read(|transaction| {
            let (known, _) = collections::get(transaction, collection)?
                .ok_or_else(|| no_collection(collection))?;
            features::get(transaction, &known.id, id)?.ok_or_else(|| {
                AtlasError::NotFound(format!(
                    "Collection {} has no feature \"{}\".",
                    known.id,
                    id.chars().take(100).collect::<String>()
                ))
            })
        })
    }

    /// Writes a whole layer as `GeoJSON` to what `open` returns for the layer's head; when that is
    /// `None` (nobody needs the bytes) nothing is written. All of it shows one state of the data.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such layer, and the writer's own errors.
    pub fn layer<W: Write>(
        &self,
        id: &str,
        filter: &Filter,
        open: impl FnOnce(&LayerHead) -> Option<W>,
    ) -> Result<(), LayerError> {
        self.database
            .read_apart(|transaction| write_layer(transaction, id, filter, open))
    }
}

/// Writes a whole layer as it is in a transaction.
///
/// # Errors
/// As [`Atlas::layer`].
pub fn write_layer<W: Write>(
    transaction: &Transaction<'_>,
    id: &str,
    filter: &Filter,
    open: impl FnOnce(&LayerHead) -> Option<W>,
) -> Result<(), LayerError> {
    let (collection, revision) = collections::get(transaction, id)
        .map_err(AtlasError::from)?
        .ok_or_else(|| no_collection(id))?;
    let sources = sources::of_collection(transaction, &collection.id).map_err(AtlasError::from)?;
    let opening = geojson::head(&members(&collection, &sources));
    let head = LayerHead {
        digest: sha256_hex(opening.as_bytes()).chars().take(12).collect(),
        collection,
        revision,
        sources,
    };
    let Some(mut writer) = open(&head) else {
        return Ok(());
    };
    writer.write_all(opening.as_bytes())?;
    let mut n = 0;
    features::visit(transaction, &head.collection.id, filter, None, |_, body| {
        writer.write_all(geojson::separator(n).as_bytes())?;
        writer.write_all(body.as_bytes())?;
        n += 1;
        Ok::<_, LayerError>(ControlFlow::Continue(()))
    })?;
    writer.write_all(geojson::FOOT.as_bytes())?;
    writer.flush()?;
    Ok(())
}

/// Why a layer could not be written to its end.
#[derive(Debug, thiserror::Error)]
pub enum LayerError {
    /// The atlas.
    #[error(transparent)]
    Atlas(#[from] AtlasError),
    /// The receiver went away.
    #[error("The layer could not be written: {0}")]
    Write(#[from] std::io::Error),
}

impl From<crate::store::error::StoreError> for LayerError {
    fn from(error: crate::store::error::StoreError) -> Self {
        Self::Atlas(error.into())
    }
}

/// What a download says about itself besides its features.
fn members(collection: &Collection, sources: &[Source]) -> Map<String, serde_json::Value> {
    crate::atlas::tables::object(json!({
        "name": collection.id,
        "title": collection.title,
        "description": collection.description,
        "licence": collection.licence,
        "attribution": collection.attribution,
        "sources": sources,
    }))
}
