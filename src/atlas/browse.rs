//! Public reads: collections, pages of items, single items, whole layers. They see published
//! features only, all of which come from one snapshot of them, and what follows from those.

use std::{io::Write, sync::Arc};

use bytes::Bytes;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::{
    atlas::{derived::Derived, error::AtlasError, facade::Atlas},
    evidence::hash::sha256_hex,
    format::geojson,
    model::{
        collection::{Collection, Revision},
        days,
        interval::Interval,
        source::Source,
    },
    query::{
        filter::Filter,
        shelf::{
            entry::Days,
            snapshot::{Layer, Snapshot},
        },
    },
    store::{error::StoreError, features},
};

/// A collection with what the answer about it needs.
#[derive(Debug, Clone)]
pub struct Described {
    /// Its description.
    pub collection: Collection,
    /// West, south, east, north of its features.
    pub extent: Option<[f64; 4]>,
    /// The time that its features cover, as far as it has ends; `None` when it has neither.
    pub times: Option<Interval>,
}

/// What is known of a layer before its first feature is written.
#[derive(Debug, Clone)]
pub struct LayerHead {
    /// The layer.
    pub collection: Collection,
    /// Its revision: what an `ETag` is made of.
    pub revision: Revision,
    /// When what it shows last changed, Unix milliseconds, UTC: with the statements that derived
    /// features follow from.
    pub state: i64,
    /// The sources that its features name.
    pub sources: Arc<[Arc<Source>]>,
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
    /// The published data as they are now.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, AtlasError> {
        Ok(self.database.snapshot()?)
    }

    /// All collections.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn collections(&self) -> Result<Vec<Described>, AtlasError> {
        let snapshot = self.snapshot()?;
        let layers = snapshot.order.iter().filter_map(|id| snapshot.layer(id));
        Ok(layers.map(|layer| described(layer)).collect())
    }

    /// One collection.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is none of this name.
    pub fn collection(&self, id: &str) -> Result<Described, AtlasError> {
        Ok(described(layer(&*self.snapshot()?, id)?))
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

    /// One feature's body.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when the collection or the feature does not exist.
    pub fn item(&self, collection: &str, id: &str) -> Result<String, AtlasError> {
        let snapshot = self.snapshot()?;
        let layer = layer(&snapshot, collection)?;
        if let Some(body) = layer.shelf.get(id) {
            return Ok(body.to_owned());
        }
        let known = &layer.collection.id;
        let derived = self.derived_item(known, id)?;
        derived.map(|feature| feature.body()).ok_or_else(|| {
            AtlasError::NotFound(format!(
                "Collection {known} has no feature \"{}\".",
                id.chars().take(100).collect::<String>()
            ))
        })
    }
}

/// One collection of a snapshot.
///
/// # Errors
/// [`AtlasError::NotFound`] when there is none of this name.
pub fn layer<'a>(snapshot: &'a Snapshot, id: &str) -> Result<&'a Arc<Layer>, AtlasError> {
    snapshot.layer(id).ok_or_else(|| no_collection(id))
}

/// A collection with the space and time that its features cover.
fn described(layer: &Layer) -> Described {
    let bound = layer.shelf.bound();
    let Days { from, to } = bound.days();
    let from = (from != Days::ALWAYS.from).then(|| days::day_of(from.into()));
    let to = (to != Days::ALWAYS.to).then(|| days::day_of(to.into()));
    let times = Interval::new(from.flatten(), to.flatten());
    Described {
        collection: layer.collection.clone(),
        extent: bound.edges(),
        times: times.ok().filter(|times| *times != Interval::ALWAYS),
    }
}

/// A layer as a snapshot has it, with what of it follows from other layers.
#[derive(Debug)]
pub struct Whole<'a> {
    snapshot: &'a Snapshot,
    layer: &'a Layer,
    derived: &'a Derived,
}

impl<'a> Whole<'a> {
    /// The layer of this name.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is none.
    pub fn new(snapshot: &'a Snapshot, id: &str, derived: &'a Derived) -> Result<Self, AtlasError> {
        Ok(Self {
            snapshot,
            layer: layer(snapshot, id)?,
            derived,
        })
    }

    /// What is known of it before its features, and how its file begins.
    #[must_use]
    pub fn head(&self) -> (LayerHead, String) {
        let Layer {
            collection,
            revision,
            sources,
            ..
        } = self.layer;
        let opening = geojson::head(&members(collection, sources));
        let statements = if self.derived.features.is_empty() {
            None
        } else {
            self.snapshot.layer("control")
        };
        let since = statements.map_or(0, |layer| layer.revision.changed_at);
        let head = LayerHead {
            state: revision.changed_at.max(since),
            digest: digest(&opening, self.derived),
            collection: collection.clone(),
            revision: *revision,
            sources: Arc::clone(sources),
        };
        (head, opening)
    }

    /// Shows the stored features that pass the filter, and the derived ones, ordered by identifier.
    ///
    /// # Errors
    /// Those of `visit`.
    pub fn each<E>(
        &self,
        filter: &Filter,
        mut visit: impl FnMut(&str, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut left = self.derived.features.iter().peekable();
        if self.derived.stored_too {
            let stock = &self.layer.shelf;
            for place in stock.all(filter) {
                let id = stock.id(place);
                while let Some(feature) = left.next_if(|feature| feature.id.as_str() < id) {
                    visit(feature.id.as_str(), &feature.body())?;
                }
                visit(id, stock.body(place))?;
            }
        }
        for feature in left {
            visit(feature.id.as_str(), &feature.body())?;
        }
        Ok(())
    }

    /// All of it as `GeoJSON`, in pieces that lie in memory; `None` when some of the features follow
    /// from others.
    #[must_use]
    pub fn pieces(&self) -> Option<Vec<Bytes>> {
        if !self.derived.features.is_empty() {
            return None;
        }
        let (_, opening) = self.head();
        let stock = &self.layer.shelf;
        let mut pieces = vec![Bytes::from(opening)];
        for (n, run) in stock
            .runs(&stock.all(&Filter::default()))
            .into_iter()
            .enumerate()
        {
            pieces.push(Bytes::from_static(geojson::separator(n).as_bytes()));
            pieces.push(run);
        }
        pieces.push(Bytes::from_static(geojson::FOOT.as_bytes()));
        Some(pieces)
    }

    /// Writes it as `GeoJSON` to what `open` returns for its head; when that is `None` nothing is
    /// written.
    ///
    /// # Errors
    /// The writer's.
    pub fn write<W: Write>(
        &self,
        filter: &Filter,
        open: impl FnOnce(&LayerHead) -> Option<W>,
    ) -> Result<(), LayerError> {
        let (head, opening) = self.head();
        let Some(mut writer) = open(&head) else {
            return Ok(());
        };
        writer.write_all(opening.as_bytes())?;
        let mut n = 0;
        self.each(filter, |_, body| {
            writer.write_all(geojson::separator(n).as_bytes())?;
            writer.write_all(body.as_bytes())?;
            n += 1;
            Ok::<_, LayerError>(())
        })?;
        writer.write_all(geojson::FOOT.as_bytes())?;
        writer.flush()?;
        Ok(())
    }
}

/// A digest of what a layer says about itself, and of what of it follows from other layers: their
/// revisions are not its own.
fn digest(opening: &str, derived: &Derived) -> String {
    let mut text = opening.to_owned();
    for feature in &derived.features {
        text.push_str(&feature.body());
    }
    sha256_hex(text.as_bytes()).chars().take(12).collect()
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

impl From<StoreError> for LayerError {
    fn from(error: StoreError) -> Self {
        Self::Atlas(error.into())
    }
}

/// What a download says about itself besides its features.
fn members(collection: &Collection, sources: &[Arc<Source>]) -> Map<String, Value> {
    let sources: Vec<&Source> = sources.iter().map(Arc::as_ref).collect();
    crate::atlas::tables::object(json!({
        "name": collection.id,
        "title": collection.title,
        "description": collection.description,
        "licence": collection.licence,
        "attribution": collection.attribution,
        "sources": sources,
    }))
}
