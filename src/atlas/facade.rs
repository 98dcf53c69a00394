//! The open atlas: a data folder with what its verbs need at hand.

use std::{
    path::Path,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jiff::Timestamp;

use crate::{
    atlas::{
        builtin,
        bulk::{named::Spellings, speakers::Speakers},
        draw::Ground,
        error::AtlasError,
        front::Front,
        history, renew,
        schema::Schemas,
        seed, tables,
        tile_cache::TileCache,
    },
    gazetteer::index::Gazetteer,
    geoparse::{geoparser::Geoparser, vocabulary::Parties},
    model::{feature::Feature, id::Id},
    store::{
        collections,
        database::{Database, Transaction},
        features,
    },
};

/// An open data folder with its gazetteer, its reader of reports and its line.
pub struct Atlas {
    pub(crate) database: Database,
    pub(crate) geoparser: Geoparser,
    pub(crate) ground: Ground,
    /// The front, with the revision of the statements that it was made from.
    front: Mutex<Option<(i64, Arc<Front>)>>,
    pub(crate) tiles: TileCache,
    pub(crate) schemas: Schemas,
    /// Made when the first table names places.
    pub(crate) spellings: OnceLock<Spellings>,
    /// Made when the first table says who speaks.
    pub(crate) speakers: OnceLock<Speakers>,
    /// Attribution of the whole map.
    pub attribution: String,
    /// What seeding did when the folder was opened.
    pub seeded: seed::Seeded,
}

impl Atlas {
    /// Opens the data folder, makes it when there is none, and brings the built-in data up to date
    /// in it.
    ///
    /// # Errors
    /// [`AtlasError::Store`] when the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, AtlasError> {
        let database = Database::open(folder)?;
        history::bring_up(&database, now_ms())?;
        let seeded = seed::seed(&database, now_ms())?;
        if !database.read(renew::is_measured)? {
            database.write_much(|transaction| renew::renew(transaction, now_ms()))?;
        }
        let ground = database.read(ground_in)?;
        let geoparser = geoparser(&database)?.with_line(ground.history.versions().to_vec());
        let atlas = Self {
            database,
            geoparser,
            ground,
            front: Mutex::new(None),
            tiles: TileCache::default(),
            schemas: Schemas::default(),
            spellings: OnceLock::new(),
            speakers: OnceLock::new(),
            attribution: builtin::collections()?.attribution,
            seeded,
        };
        atlas.publish_due()?;
        Ok(atlas)
    }

    /// What the line is rebuilt from; made when it is first asked for, and brought up to date when
    /// statements came or went.
    ///
    /// # Errors
    /// [`AtlasError`] when the published data do not yield one.
    pub fn front(&self) -> Result<Arc<Front>, AtlasError> {
        let mut front = self.front.lock().unwrap_or_else(PoisonError::into_inner);
        let revision = self
            .database
            .read(|transaction| collections::get(transaction, "control"))?
            .map_or(0, |(_, revision)| revision.number);
        if let Some((_, front)) = front.as_ref().filter(|(known, _)| *known == revision) {
            return Ok(Arc::clone(front));
        }
        let control = published(&self.database, "control")?;
        let places = self.geoparser.gazetteer().places();
        let renewed = match front.as_ref() {
            Some((_, known)) => known.renewed(&control, places, &self.ground)?,
            None => None,
        };
        let made = match renewed {
            Some(renewed) => renewed,
            None => Front::new(
                &control,
                places,
                &self.ground,
                &published(&self.database, "borders")?,
            )?,
        };
        let made = Arc::new(made);
        *front = Some((revision, Arc::clone(&made)));
        Ok(made)
    }

    /// The parties, as data.
    #[must_use]
    pub fn parties(&self) -> &Parties {
        self.geoparser.parties()
    }

    /// The line and the outlines that locations are drawn with.
    #[must_use]
    pub const fn ground(&self) -> &Ground {
        &self.ground
    }
}

/// Unix milliseconds, UTC.
#[must_use]
pub fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}

/// Everything of one collection.
fn all(database: &Database, collection: &str) -> Result<Vec<String>, AtlasError> {
    database.read(|transaction| bodies_in(transaction, collection))
}

/// Everything of one collection, as one transaction sees it.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn bodies_in(
    transaction: &Transaction<'_>,
    collection: &str,
) -> Result<Vec<String>, AtlasError> {
    let collection: Id = collection.parse()?;
    let mut bodies = Vec::new();
    features::each(transaction, &collection, |body| {
        bodies.push(body.to_owned());
    })?;
    Ok(bodies)
}

/// The line and the outlines as they are published, as one transaction sees them.
///
/// # Errors
/// [`AtlasError`].
pub fn ground_in(transaction: &Transaction<'_>) -> Result<Ground, AtlasError> {
    let mut features = Vec::new();
    for collection in ["contact-line", "region", "districts", "water", "borders"] {
        features.extend(published_in(transaction, collection)?);
    }
    Ok(Ground::new(&features, builtin::sectors()?))
}

/// The reader of reports, with the places that are published.
fn geoparser(database: &Database) -> Result<Geoparser, AtlasError> {
    let places = all(database, "places")?
        .iter()
        .map(|body| tables::place_of(body))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Geoparser::new(
        Arc::new(Gazetteer::new(places)),
        builtin::parties()?,
        builtin::vocabulary()?,
    ))
}

/// A reader of reports with the built-in places, and the built-in line and outlines: for use
/// without a data folder.
///
/// # Errors
/// [`AtlasError::Builtin`].
pub fn built_in() -> Result<(Geoparser, Ground), AtlasError> {
    let geoparser = Geoparser::new(
        Arc::new(Gazetteer::new(tables::built_in_places()?)),
        builtin::parties()?,
        builtin::vocabulary()?,
    );
    let ground = Ground::new(&builtin::layers()?, builtin::sectors()?);
    let geoparser = geoparser.with_line(ground.history.versions().to_vec());
    Ok((geoparser, ground))
}

/// The features of one collection as they are published.
pub(crate) fn published(database: &Database, collection: &str) -> Result<Vec<Feature>, AtlasError> {
    database.read(|transaction| published_in(transaction, collection))
}

/// The features of one collection as they are published, as one transaction sees them.
///
/// # Errors
/// [`AtlasError`].
pub fn published_in(
    transaction: &Transaction<'_>,
    collection: &str,
) -> Result<Vec<Feature>, AtlasError> {
    let id: Id = collection.parse()?;
    bodies_in(transaction, collection)?
        .iter()
        .map(|body| {
            let written = serde_json::from_str(body)
                .map_err(|error| AtlasError::Builtin(format!("{collection}: {error}")))?;
            builtin::feature(&id, written)
        })
        .collect()
}
