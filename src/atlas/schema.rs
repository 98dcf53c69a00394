//! Which properties the features of a collection have, and whether a filter asks for others.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    atlas::{
        browse::layer,
        derived::{BY_STANCE, Derived},
        error::AtlasError,
        facade::Atlas,
    },
    line::stance::Stance,
    model::{id::Id, interval::Interval},
    query::{
        filter::Filter,
        schema::Schema,
        shelf::snapshot::{Layer, Snapshot},
    },
};

/// A schema that is found sooner than this is never out of date.
const SOON: Duration = Duration::from_millis(200);

/// Looking through features takes at most one part in so many of the time.
const SHARE: u32 = 20;

/// A collection with more features than this is looked through before anybody asks.
const LARGE: usize = 10_000;

/// The schemas that were found, by collection.
#[derive(Debug, Default)]
pub struct Schemas(Mutex<HashMap<String, Known>>);

/// A schema with what it was found in.
#[derive(Debug)]
struct Known {
    revision: i64,
    found: Instant,
    took: Duration,
    schema: Arc<Schema>,
}

impl Known {
    /// Whether it need not be found again yet: it is of this revision, or was dear and found just
    /// now.
    fn is_fresh(&self, revision: i64) -> bool {
        let dear = self.took > SOON && self.found.elapsed() < self.took * SHARE;
        self.revision == revision || dear
    }

    /// Whether it still counts: dear ones are found again in time, and nobody waits for that.
    fn counts(&self, revision: i64) -> bool {
        let dear = self.took > SOON && self.found.elapsed() < self.took * SHARE * 2;
        self.revision == revision || dear
    }
}

impl Schemas {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the schema of a collection follows from: its own features, and where some follow from
/// statements those.
fn revision(snapshot: &Snapshot, layer: &Layer) -> i64 {
    let derives = BY_STANCE.contains(&layer.collection.id.as_str());
    let control = snapshot.layer("control").filter(|_| derives);
    layer.revision.number + control.map_or(0, |control| control.revision.number << 32)
}

impl Atlas {
    /// Which properties the features of a collection have.
    ///
    /// They are found in the features themselves, of a large collection that changes all the time
    /// not with each change.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such collection.
    pub fn schema(&self, collection: &str) -> Result<Arc<Schema>, AtlasError> {
        let snapshot = self.snapshot()?;
        let layer = layer(&snapshot, collection)?;
        let revision = revision(&snapshot, layer);
        let known = self.schemas.lock();
        if let Some(known) = known.get(collection).filter(|it| it.counts(revision)) {
            return Ok(Arc::clone(&known.schema));
        }
        drop(known);
        self.find_schema(layer, revision)
    }

    /// Finds the schemas of large collections before anybody asks for them, and again when they have
    /// changed.
    ///
    /// # Errors
    /// [`AtlasError`] when the features cannot be had.
    pub fn renew_schemas(&self) -> Result<(), AtlasError> {
        let snapshot = self.snapshot()?;
        for layer in snapshot.layers.values() {
            let revision = revision(&snapshot, layer);
            let id = layer.collection.id.as_str();
            let fresh = |known: &Known| known.is_fresh(revision);
            if layer.shelf.len() > LARGE && !self.schemas.lock().get(id).is_some_and(fresh) {
                self.find_schema(layer, revision)?;
            }
        }
        Ok(())
    }

    /// Looks through the features of a collection.
    fn find_schema(&self, layer: &Layer, revision: i64) -> Result<Arc<Schema>, AtlasError> {
        let begun = Instant::now();
        let collection = layer.collection.id.as_str();
        let mut schema = Schema::default();
        for place in layer.shelf.all(&Filter::default()) {
            schema.note(layer.shelf.body(place));
        }
        if BY_STANCE.contains(&collection) {
            for feature in self.latest(&layer.collection.id)?.features {
                schema.note(&feature.body());
            }
        }
        let schema = Arc::new(schema);
        let known = Known {
            revision,
            found: Instant::now(),
            took: begun.elapsed(),
            schema: Arc::clone(&schema),
        };
        self.schemas.lock().insert(collection.to_owned(), known);
        Ok(schema)
    }

    /// What of a collection follows from statements on the last day that they speak of.
    fn latest(&self, collection: &Id) -> Result<Derived, AtlasError> {
        let front = self.front()?;
        let Ok(interval) = Interval::days(front.first_day(), front.first_day()) else {
            return Ok(Derived::default());
        };
        let filter = Filter {
            interval: Some(interval),
            ..Filter::default()
        };
        self.derived(collection, &filter, Stance::default())
    }

    /// Refuses a filter that asks for what the features of a collection do not have.
    ///
    /// # Errors
    /// [`AtlasError::Filter`] with the properties that there are, and [`AtlasError::NotFound`] when
    /// there is no such collection.
    pub fn check(&self, collection: &str, filter: &Filter) -> Result<(), AtlasError> {
        if let Some(query) = &filter.cql {
            query.fits(&*self.schema(collection)?)?;
        }
        Ok(())
    }
}
