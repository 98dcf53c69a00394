//! Public reads: collections, pages of items, single items, whole layers. They see published
//! features only, all of which come through `store::features::visit`, and what follows from those.

use std::{io::Write, ops::ControlFlow};

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::{
    atlas::{derived::Derived, error::AtlasError, facade::Atlas},
    evidence::hash::sha256_hex,
    format::geojson,
    line::stance::Stance,
    model::{collection::Collection, days, id::Id, interval::Interval, source::Source},
    query::filter::{Filter, PageQuery},
    store::{
        collections::{self, Revision},
        database::Transaction,
        error::StoreError,
        features, sources,
    },
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
    /// When what it shows last changed, Unix milliseconds, UTC: with the statements that derived
    /// features follow from.
    pub state: i64,
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
                .map(|collection| described(transaction, collection))
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
            described(transaction, collection)
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

    /// A page of a collection's features, by whose statements count where that makes a difference.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such collection.
    pub fn items(
        &self,
        collection: &str,
        query: &PageQuery,
        stance: Stance,
    ) -> Result<Page, AtlasError> {
        let id = self.collection(collection)?.collection.id;
        let derived = self.derived(&id, &query.filter, stance)?;
        self.database.read(|transaction| {
            let mut page = Page {
                bodies: Vec::new(),
                next: None,
                matched: 0,
            };
            let mut last = None;
            // Everything that passes is counted; what stands before the page is not kept.
            both(transaction, &id, &query.filter, &derived, |id, body| {
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
        let known = self.collection(collection)?.collection;
        let stored: Option<String> = self
            .database
            .read(|transaction| features::get(transaction, &known.id, id))?;
        if let Some(body) = stored {
            return Ok(body);
        }
        let derived = self.derived_item(&known.id, id)?;
        derived.map(|feature| feature.body()).ok_or_else(|| {
            AtlasError::NotFound(format!(
                "Collection {} has no feature \"{}\".",
                known.id,
                id.chars().take(100).collect::<String>()
            ))
        })
    }
}

/// A collection with the space and time that its features cover.
fn described(
    transaction: &Transaction<'_>,
    collection: Collection,
) -> Result<Described, AtlasError> {
    let extent = features::extent(transaction, &collection.id)?;
    let (from, to) = features::times(transaction, &collection.id)?;
    let times = Interval::new(from.and_then(days::day_of), to.and_then(days::day_of));
    Ok(Described {
        collection,
        extent,
        times: times.ok().filter(|times| *times != Interval::ALWAYS),
    })
}

/// Writes a whole layer as it is in a transaction, with what follows from other layers.
///
/// # Errors
/// [`AtlasError::NotFound`] when there is no such layer, and the writer's own errors.
pub fn write_layer<W: Write>(
    transaction: &Transaction<'_>,
    id: &Id,
    filter: &Filter,
    derived: &Derived,
    open: impl FnOnce(&LayerHead) -> Option<W>,
) -> Result<(), LayerError> {
    let (head, opening) = head(transaction, id, derived)?;
    let Some(mut writer) = open(&head) else {
        return Ok(());
    };
    writer.write_all(opening.as_bytes())?;
    let mut n = 0;
    both(transaction, id, filter, derived, |_, body| {
        writer.write_all(geojson::separator(n).as_bytes())?;
        writer.write_all(body.as_bytes())?;
        n += 1;
        Ok::<_, LayerError>(ControlFlow::Continue(()))
    })?;
    writer.write_all(geojson::FOOT.as_bytes())?;
    writer.flush()?;
    Ok(())
}

/// What is known of a layer before its features, and how its file begins.
///
/// # Errors
/// [`AtlasError::NotFound`] when there is no such layer.
pub fn head(
    transaction: &Transaction<'_>,
    id: &Id,
    derived: &Derived,
) -> Result<(LayerHead, String), AtlasError> {
    let (collection, revision) =
        collections::get(transaction, id.as_str())?.ok_or_else(|| no_collection(id.as_str()))?;
    let sources = sources::of_collection(transaction, &collection.id)?;
    let opening = geojson::head(&members(&collection, &sources));
    let statements = if derived.features.is_empty() {
        None
    } else {
        collections::get(transaction, "control")?
    };
    let since = statements.map_or(0, |(_, revision)| revision.changed_at);
    let head = LayerHead {
        state: revision.changed_at.max(since),
        digest: digest(&opening, derived),
        collection,
        revision,
        sources,
    };
    Ok((head, opening))
}

/// Shows the stored features that pass the filter, and the derived ones, ordered by identifier.
///
/// # Errors
/// Those of the store, and of `visit`.
pub fn both<E: From<StoreError>>(
    transaction: &Transaction<'_>,
    collection: &Id,
    filter: &Filter,
    derived: &Derived,
    mut visit: impl FnMut(&str, &str) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let mut left = derived.features.iter().peekable();
    if derived.stored_too {
        let mut ended = false;
        features::visit(transaction, collection, filter, None, |id, body| {
            while let Some(feature) = left.next_if(|feature| feature.id.as_str() < id) {
                if visit(feature.id.as_str(), &feature.body())?.is_break() {
                    ended = true;
                    return Ok(ControlFlow::Break(()));
                }
            }
            let flow = visit(id, body)?;
            ended = flow.is_break();
            Ok::<_, E>(flow)
        })?;
        if ended {
            return Ok(());
        }
    }
    for feature in left {
        if visit(feature.id.as_str(), &feature.body())?.is_break() {
            break;
        }
    }
    Ok(())
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
fn members(collection: &Collection, sources: &[Source]) -> Map<String, Value> {
    crate::atlas::tables::object(json!({
        "name": collection.id,
        "title": collection.title,
        "description": collection.description,
        "licence": collection.licence,
        "attribution": collection.attribution,
        "sources": sources,
    }))
}
