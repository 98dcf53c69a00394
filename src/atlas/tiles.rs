//! Vector tiles of a collection's published features.

use std::{collections::BTreeMap, io::Write as _, ops::ControlFlow};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    atlas::{
        browse::both,
        derived::{BY_STANCE, Derived},
        error::AtlasError,
        facade::Atlas,
        tile_cache::TileKey,
    },
    line::stance::Stance,
    model::{
        bbox::Bbox,
        id::Id,
        position::LonLat,
        shape::{REGION, Shape},
    },
    query::filter::Filter,
    store::{collections, database::Transaction},
    tile::{
        address::{Address, Cover},
        drawing::{CLUSTERED, Drawing, POINT_COUNT},
        mercator::{World, projected},
        mvt::{Scalar, Tags},
        properties,
    },
};

/// Features whose properties are looked at to tell which ones a layer has.
const LOOKED_AT: usize = 200;

/// A tile as it is asked for.
#[derive(Debug, Clone)]
pub struct TileQuery {
    /// The collection.
    pub collection: String,
    /// The tile.
    pub address: Address,
    /// Which features; its box is that of the tile.
    pub filter: Filter,
    /// By whose statements.
    pub stance: Stance,
    /// Whether the bytes are to be compressed with gzip.
    pub packed: bool,
}

/// A tile.
#[derive(Debug, Clone)]
pub struct Tile {
    /// What the tile shows: its `ETag` is made of it.
    pub stamp: String,
    /// Its bytes; `None` when whoever asks has them already.
    pub bytes: Option<Bytes>,
}

/// A feature that may be in the tile, until it is written.
struct Described {
    id: String,
    properties: String,
}

/// A feature's body, as far as a tile needs it read.
#[derive(Deserialize)]
struct Written<'a> {
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    properties: &'a RawValue,
}

/// A geometry that is a point.
#[derive(Deserialize)]
struct OnePoint<'a> {
    r#type: &'a str,
    coordinates: (f64, f64),
}

impl Atlas {
    /// A tile of a collection, unless `known` says that whoever asks has the one of this stamp.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such collection, or when the tile is none of those
    /// that cover it.
    pub fn tile(
        &self,
        asked: &TileQuery,
        known: impl FnOnce(&str) -> bool,
    ) -> Result<Tile, AtlasError> {
        let id = self.collection_id(&asked.collection)?;
        let address = asked.address;
        if !Cover::of(REGION, address.zoom()).has(address) {
            let extent = self.collection(id.as_str())?.extent;
            if !Cover::of(reach(extent), address.zoom()).has(address) {
                return Err(AtlasError::NotFound(format!(
                    "Collection {id} reaches not as far as this tile; \
                     /ogc/collections/{id}/tiles/WebMercatorQuad says which tiles there are."
                )));
            }
        }
        let stamp = self.database.read(|transaction| stamp(transaction, &id))?;
        if known(&stamp) {
            return Ok(Tile { stamp, bytes: None });
        }
        let filter = if asked.filter == Filter::default() {
            String::new()
        } else {
            format!("{:?}", asked.filter)
        };
        let key = TileKey {
            collection: asked.collection.clone(),
            address,
            filter,
            stance: asked.stance,
            packed: asked.packed,
        };
        if let Some(bytes) = self.tiles.get(&key, &stamp) {
            let bytes = Some(bytes);
            return Ok(Tile { stamp, bytes });
        }
        let plain = self.drawn(&id, asked)?;
        let bytes = Bytes::from(if asked.packed { packed(&plain)? } else { plain });
        self.tiles.put(key, stamp.clone(), bytes.clone());
        let bytes = Some(bytes);
        Ok(Tile { stamp, bytes })
    }

    fn collection_id(&self, name: &str) -> Result<Id, AtlasError> {
        let known = self
            .database
            .read(|transaction| collections::get(transaction, name))?;
        match known {
            Some((collection, _)) => Ok(collection.id),
            // It says that there is none.
            None => self.collection(name).map(|known| known.collection.id),
        }
    }

    /// The bytes of a tile.
    fn drawn(&self, id: &Id, asked: &TileQuery) -> Result<Vec<u8>, AtlasError> {
        let bounds = Bbox::of(asked.address.bounds());
        let filter = Filter {
            bbox: Some(bounds.map_err(|error| AtlasError::Builtin(error.to_string()))?),
            ..asked.filter.clone()
        };
        let derived = self.derived(id, &filter, asked.stance)?;
        let mut drawing = Drawing::new(asked.address);
        self.features_of(id, &filter, &derived, |id, body| {
            draw(&mut drawing, id, body);
        })?;
        let describe = |feature: &Described, tags: &mut Tags<'_>| {
            // It was read as JSON before.
            let _ = properties::visit(&feature.properties, |name, value| tags.put(name, value));
        };
        drawing
            .bytes(id.as_str(), |feature| &feature.id, describe)
            .map_err(|error| AtlasError::Builtin(format!("{id}: {error}")))
    }

    /// Shows the features that pass a filter to `visit`, with their identifiers: where tiles get
    /// them from.
    fn features_of(
        &self,
        id: &Id,
        filter: &Filter,
        derived: &Derived,
        mut visit: impl FnMut(&str, &str),
    ) -> Result<(), AtlasError> {
        self.database.read(|transaction| {
            both(transaction, id, filter, derived, |id, body| {
                visit(id, body);
                Ok::<_, AtlasError>(ControlFlow::Continue(()))
            })
        })
    }

    /// The properties that features of a collection have in tiles, with what stands in them: of the
    /// first ones of it.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such collection.
    pub fn tile_fields(
        &self,
        collection: &str,
    ) -> Result<BTreeMap<String, &'static str>, AtlasError> {
        let id = self.collection_id(collection)?;
        let mut fields = BTreeMap::from([
            ("id".to_owned(), "String"),
            (CLUSTERED.to_owned(), "Boolean"),
            (POINT_COUNT.to_owned(), "Number"),
        ]);
        let mut left = LOOKED_AT;
        let (filter, stance) = (Filter::default(), Stance::default());
        let derived = self.derived(&id, &filter, stance)?;
        self.database.read(|transaction| {
            both(transaction, &id, &filter, &derived, |_, body| {
                if let Ok(written) = serde_json::from_str::<Written<'_>>(body) {
                    let note = |name: &str, value: Scalar<'_>| {
                        let kind = match value {
                            Scalar::Text(_) => "String",
                            Scalar::Integer(_) | Scalar::Real(_) => "Number",
                            Scalar::Boolean(_) => "Boolean",
                        };
                        if !fields.contains_key(name) {
                            fields.insert(name.to_owned(), kind);
                        }
                    };
                    let _ = properties::visit(written.properties.get(), note);
                }
                left -= 1;
                Ok::<_, AtlasError>(if left == 0 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                })
            })
        })?;
        Ok(fields)
    }
}

/// Adds a feature to a tile; one without a place, or that does not read, is none of its.
fn draw(drawing: &mut Drawing<Described>, id: &str, body: &str) {
    let Ok(written) = serde_json::from_str::<Written<'_>>(body) else {
        tracing::error!(id, "a published feature does not read");
        return;
    };
    let Some(geometry) = written.geometry else {
        return;
    };
    let described = || Described {
        id: id.to_owned(),
        properties: written.properties.get().to_owned(),
    };
    match serde_json::from_str::<OnePoint<'_>>(geometry.get()) {
        Ok(OnePoint {
            r#type: "Point",
            coordinates: (lon, lat),
        }) => {
            let at = LonLat::new(lon, lat).ok().and_then(World::of);
            if let Some(at) = at {
                drawing.point(at, described);
            }
        }
        _ => {
            if let Ok(shape) = serde_json::from_str::<Shape>(geometry.get()) {
                drawing.shape(&projected(shape.geometry()), described);
            }
        }
    }
}

/// West, south, east and north of what tiles of a collection cover: the map's region, and beyond it
/// as far as the collection reaches.
#[must_use]
pub fn reach(extent: Option<[f64; 4]>) -> [f64; 4] {
    let [west, south, east, north] = REGION;
    extent.map_or(REGION, |[w, s, e, n]| {
        [west.min(w), south.min(s), east.max(e), north.max(n)]
    })
}

/// What all tiles of a collection show: its revision and, where features follow from statements,
/// theirs. A tile that no change touched gets a new stamp too.
fn stamp(transaction: &Transaction<'_>, id: &Id) -> Result<String, AtlasError> {
    let revision = |of: &str| {
        let known = collections::get(transaction, of)?;
        let revision = known.map(|(_, revision)| (revision.number, revision.changed_at));
        Ok::<_, AtlasError>(revision.unwrap_or_default())
    };
    let (number, changed_at) = revision(id.as_str())?;
    let mut stamp = format!("{id}-{number}-{changed_at:x}-{}", env!("CARGO_PKG_VERSION"));
    if BY_STANCE.contains(&id.as_str()) {
        let (number, _) = revision("control")?;
        stamp.push_str(&format!("-{number}"));
    }
    Ok(stamp)
}

/// Compresses a tile. An empty one stays empty in both forms.
fn packed(plain: &[u8]) -> Result<Vec<u8>, AtlasError> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 2), Compression::fast());
    let written = encoder.write_all(plain).and_then(|()| encoder.finish());
    written.map_err(|error| AtlasError::Builtin(error.to_string()))
}
