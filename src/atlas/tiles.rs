//! Vector tiles of a collection's published features.

use std::{borrow::Cow, collections::BTreeMap, io::Write as _};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use geo_types::Geometry;

use crate::{
    atlas::{
        browse::layer,
        derived::BY_STANCE,
        error::AtlasError,
        facade::Atlas,
        tile_cache::{Kept, TileKey},
    },
    line::stance::Stance,
    model::{bbox::Bbox, feature::Feature, shape::REGION},
    query::{
        filter::Filter,
        shelf::{
            snapshot::{Layer, Snapshot},
            stock::{Place, Shelf, window},
        },
    },
    tile::{
        address::{Address, Cover},
        drawing::{CLUSTERED, Drawing, POINT_COUNT},
        mercator::World,
        mvt::{Scalar, Tags},
        properties, written,
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

/// Where a feature that may be in the tile is found when it is written.
enum Source {
    /// It lies on the shelf.
    Stored(Place),
    /// It follows from others: which of these.
    Derived(usize),
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
        known: impl Fn(&str) -> bool,
    ) -> Result<Tile, AtlasError> {
        let snapshot = self.snapshot()?;
        let layer = layer(&snapshot, &asked.collection)?;
        let (id, address) = (&layer.collection.id, asked.address);
        let reach = reach(layer.shelf.bound().edges());
        if !Cover::of(reach, address.zoom()).has(address) {
            return Err(AtlasError::NotFound(format!(
                "Collection {id} reaches not as far as this tile; \
                 /ogc/collections/{id}/tiles/WebMercatorQuad says which tiles there are."
            )));
        }
        let stamp = stamp(&snapshot, layer);
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
        // What follows from statements changes with those, wherever they are.
        let by_place = !BY_STANCE.contains(&id.as_str());
        let spared = |change| by_place && layer.touched.spares(address.bounds(), change);
        if let Some(kept) = self.tiles.get(&key, &stamp, snapshot.change, spared) {
            let bytes = (!known(&kept.stamp)).then_some(kept.bytes);
            let stamp = kept.stamp;
            return Ok(Tile { stamp, bytes });
        }
        let plain = self.drawn(layer, asked)?;
        let bytes = Bytes::from(if asked.packed { packed(&plain)? } else { plain });
        let kept = Kept {
            stamp: stamp.clone(),
            change: snapshot.change,
            bytes: bytes.clone(),
        };
        self.tiles.put(key, kept);
        let bytes = Some(bytes);
        Ok(Tile { stamp, bytes })
    }

    /// The bytes of a tile.
    fn drawn(&self, layer: &Layer, asked: &TileQuery) -> Result<Vec<u8>, AtlasError> {
        let (id, stock) = (&layer.collection.id, &layer.shelf);
        let derived = self.derived(id, &asked.filter, asked.stance)?;
        let mut drawing = Drawing::new(asked.address);
        if derived.stored_too {
            draw(&mut drawing, stock, asked)?;
        }
        let bodies: Vec<String> = derived.features.iter().map(Feature::body).collect();
        for (nth, body) in bodies.iter().enumerate() {
            place(&mut drawing, body, || Source::Derived(nth));
        }
        let name = |source: &Source| {
            Cow::Borrowed(match source {
                Source::Stored(place) => stock.id(*place),
                Source::Derived(nth) => derived.features[*nth].id.as_str(),
            })
        };
        let describe = |source: &Source, tags: &mut Tags<'_>| {
            let body = match source {
                Source::Stored(place) => stock.body(*place),
                Source::Derived(nth) => &bodies[*nth],
            };
            // What is published was written by us.
            let _ = properties::visit(body, |name, value| tags.put(name, value));
        };
        drawing
            .bytes(id.as_str(), name, describe)
            .map_err(|error| AtlasError::Builtin(format!("{id}: {error}")))
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
        let snapshot = self.snapshot()?;
        let stock = &layer(&snapshot, collection)?.shelf;
        let mut fields = BTreeMap::from([
            ("id".to_owned(), "String"),
            (CLUSTERED.to_owned(), "Boolean"),
            (POINT_COUNT.to_owned(), "Number"),
        ]);
        for place in stock.first(&Filter::default(), None, LOOKED_AT).places {
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
            let _ = properties::visit(stock.body(place), note);
        }
        Ok(fields)
    }
}

/// Adds what of a shelf passes the filter and lies in the tile.
fn draw(drawing: &mut Drawing<Source>, shelf: &Shelf, asked: &TileQuery) -> Result<(), AtlasError> {
    let run = asked.address.run();
    let anywhere = window(&asked.filter);
    let bounds = Bbox::of(asked.address.bounds());
    let bounds = bounds.map_err(|error| AtlasError::Builtin(error.to_string()))?;
    let around = window(&Filter {
        bbox: Some(bounds),
        ..asked.filter.clone()
    });
    let open = asked.filter == Filter::default();
    for (n, part) in shelf.parts().iter().enumerate() {
        let stored = |position: u32| Source::Stored((n, position));
        match part.run_of_points(run).filter(|_| open) {
            Some((codes, positions)) => drawing.run(codes, |nth| stored(positions[nth])),
            None => part.points(&asked.filter, &anywhere, run, |code, position| {
                drawing.point(World::at(code), || stored(position));
            }),
        }
        part.areas(&asked.filter, &around, |position| {
            let place = (n, position);
            if let Some(geometry) = written::geometry(shelf.body(place)) {
                drawing.shape(&geometry, || Source::Stored(place));
            }
        });
    }
    Ok(())
}

/// Adds a feature by its body.
fn place(drawing: &mut Drawing<Source>, body: &str, source: impl FnOnce() -> Source) {
    match written::geometry(body) {
        Some(Geometry::Point(point)) => drawing.point(World::on(point.0), source),
        Some(geometry) => drawing.shape(&geometry, source),
        None => {}
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
/// theirs. A kept tile that no change touched keeps the stamp with which it was made.
fn stamp(snapshot: &Snapshot, layer: &Layer) -> String {
    let Layer {
        collection,
        revision,
        ..
    } = layer;
    let mut stamp = format!(
        "{}-{}-{:x}-{}",
        collection.id,
        revision.number,
        revision.changed_at,
        env!("CARGO_PKG_VERSION")
    );
    if BY_STANCE.contains(&collection.id.as_str())
        && let Some(statements) = snapshot.layer("control")
    {
        stamp.push('-');
        stamp.push_str(&statements.revision.number.to_string());
    }
    stamp
}

/// Compresses a tile. An empty one stays empty in both forms.
fn packed(plain: &[u8]) -> Result<Vec<u8>, AtlasError> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 2), Compression::fast());
    let written = encoder.write_all(plain).and_then(|()| encoder.finish());
    written.map_err(|error| AtlasError::Builtin(error.to_string()))
}
