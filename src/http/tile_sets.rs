//! What tiles there are, as documents: tile matrix sets and tile set metadata (OGC 17-083r4), and
//! `TileJSON` 3.0.0.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    format::crs::Crs,
    http::{collections::forms, link::Base, reply::JSON, tiles::MVT},
    model::collection::Collection,
    tile::address::{Cover, MOST_ZOOM},
};

/// The one tile matrix set.
pub const SET: &str = "WebMercatorQuad";

/// Its registered definition.
const SET_URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";

/// Its coordinate reference system.
const SET_CRS: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";

/// Media type of `TileJSON`.
pub const TILEJSON: &str = "application/json";

/// The relation of a collection to its sets of vector tiles.
pub const TILESETS: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

/// The relation of a tile set to its tile matrix set.
const SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

/// The relation of the landing page to the tile matrix sets.
pub const SCHEMES: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes";

/// The deepest zoom that clients need tiles of: a unit of one is 15 cm.
const DEEPEST: u8 = 16;

/// Half the edge of the square, in metres: π times the equator's radius.
const HALF: f64 = 20_037_508.342_789_244;

/// Metres of a pixel of the rendering that scale denominators are meant for.
const PIXEL: f64 = 0.000_28;

/// Cells along each edge of a tile.
const CELLS: f64 = 256.0;

/// Where the tile matrix set is.
#[must_use]
pub fn matrix_set_path() -> String {
    format!("/ogc/tileMatrixSets/{SET}")
}

/// The tile matrix set in the list of them.
#[must_use]
pub fn matrix_set_entry(base: &Base) -> Value {
    let path = format!("{}?f=json", matrix_set_path());
    let title = "Definition of the tile matrix set";
    json!({
        "id": SET,
        "title": "Google Maps Compatible for the World",
        "uri": SET_URI,
        "crs": SET_CRS,
        "links": [base.link(&path, "self", JSON, title), base.link(&path, "item", JSON, title)],
    })
}

/// The definition of the tile matrix set.
///
/// # References
/// - OGC 17-083r4, annex D.1
#[must_use]
pub fn matrix_set(links: Vec<Value>) -> Value {
    let matrix = |zoom: u8| {
        let across = 1_u32 << zoom;
        let cell = 2.0 * HALF / CELLS / f64::from(across);
        json!({
            "id": zoom.to_string(),
            "scaleDenominator": cell / PIXEL,
            "cellSize": cell,
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": [-HALF, HALF],
            "tileWidth": 256,
            "tileHeight": 256,
            "matrixWidth": across,
            "matrixHeight": across,
        })
    };
    json!({
        "id": SET,
        "title": "Google Maps Compatible for the World",
        "uri": SET_URI,
        "crs": SET_CRS,
        "orderedAxes": ["E", "N"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "boundingBox": {
            "crs": SET_CRS, "lowerLeft": [-HALF, -HALF], "upperRight": [HALF, HALF],
        },
        "tileMatrices": (0..=MOST_ZOOM).map(matrix).collect::<Vec<_>>(),
        "links": links,
    })
}

/// The tile set of a collection in the list of them.
#[must_use]
pub fn listed(base: &Base, id: &str, title: &str) -> Value {
    let path = format!("/ogc/collections/{id}/tiles/{SET}?f=json");
    json!({
        "title": title,
        "dataType": "vector",
        "crs": SET_CRS,
        "tileMatrixSetURI": SET_URI,
        "links": [
            base.link(&path, "self", JSON, "What tiles there are"),
            base.link(&format!("{}?f=json", matrix_set_path()), SCHEME, JSON, "Where they are"),
        ],
    })
}

/// The tile set of a collection.
pub struct Tileset<'a> {
    /// The address of the server.
    pub base: &'a Base,
    /// The collection.
    pub collection: &'a Collection,
    /// West, south, east and north of its features.
    pub bounds: Option<[f64; 4]>,
    /// West, south, east and north of its tiles.
    pub reach: [f64; 4],
    /// The properties in its tiles, with what stands in them.
    pub fields: &'a BTreeMap<String, &'static str>,
    /// What its tiles are asked with.
    pub query: &'a str,
}

impl Tileset<'_> {
    fn title(&self) -> &str {
        let title = self.collection.title.plain();
        title.unwrap_or(self.collection.id.as_str())
    }

    /// Where the tiles are, with `names` in place of tile matrix, row and column.
    fn template(&self, [matrix, row, col]: [&str; 3]) -> String {
        let id = &self.collection.id;
        let mark = if self.query.is_empty() { "" } else { "?" };
        format!(
            "/ogc/collections/{id}/tiles/{SET}/{{{matrix}}}/{{{row}}}/{{{col}}}{mark}{}",
            self.query
        )
    }

    fn limits(&self) -> Vec<Value> {
        let limit = |zoom: u8| {
            let cover = Cover::of(self.reach, zoom);
            json!({
                "tileMatrix": zoom.to_string(),
                "minTileRow": cover.rows[0], "maxTileRow": cover.rows[1],
                "minTileCol": cover.cols[0], "maxTileCol": cover.cols[1],
            })
        };
        (0..=MOST_ZOOM).map(limit).collect()
    }

    /// Tile set metadata.
    ///
    /// # References
    /// - OGC 17-083r4, section 7.2
    #[must_use]
    pub fn metadata(&self, browsing: bool) -> Value {
        let (base, id) = (self.base, &self.collection.id);
        let mark = if self.query.is_empty() { "" } else { "?" };
        let path = format!("/ogc/collections/{id}/tiles/{SET}");
        let here = format!("{path}{mark}{}", self.query);
        let mark = if self.query.is_empty() { '?' } else { '&' };
        let tilejson = format!("{here}{mark}f=tilejson");
        let mut links = forms(base, &here, browsing, JSON);
        let mut tiles = base.link(
            &self.template(["tileMatrix", "tileRow", "tileCol"]),
            "item",
            MVT,
            "The tiles",
        );
        tiles["templated"] = true.into();
        links.extend([
            tiles,
            base.link(
                &tilejson,
                "alternate",
                TILEJSON,
                "This document as TileJSON",
            ),
            base.link(
                &format!("{}?f=json", matrix_set_path()),
                SCHEME,
                JSON,
                "Where the tiles are",
            ),
            base.link(
                &format!("/ogc/collections/{id}"),
                "geodata",
                JSON,
                "The collection",
            ),
        ]);
        let schema = |kind: &&str| json!({"type": kind.to_lowercase()});
        let fields = self.fields.iter();
        let fields: BTreeMap<&str, Value> = fields
            .map(|(name, kind)| (name.as_str(), schema(kind)))
            .collect();
        let mut document = json!({
            "title": self.title(),
            "description": self.collection.description.plain(),
            "attribution": self.collection.attribution,
            "dataType": "vector",
            "crs": SET_CRS,
            "tileMatrixSetURI": SET_URI,
            "tileMatrixSetLimits": self.limits(),
            "layers": [{
                "id": id,
                "title": self.title(),
                "dataType": "vector",
                "minTileMatrix": "0",
                "maxTileMatrix": MOST_ZOOM.to_string(),
                "propertiesSchema": {"type": "object", "properties": fields},
            }],
            "links": links,
        });
        if let Some([west, south, east, north]) = self.bounds {
            document["boundingBox"] = json!({
                "crs": Crs::default().uri(),
                "lowerLeft": [west, south],
                "upperRight": [east, north],
            });
        }
        document
    }

    /// The same for libraries that draw maps.
    ///
    /// # References
    /// - `TileJSON` Specification 3.0.0
    #[must_use]
    pub fn tilejson(&self) -> Value {
        let tiles = format!("{}{}", self.base.0, self.template(["z", "y", "x"]));
        json!({
            "tilejson": "3.0.0",
            "name": self.title(),
            "description": self.collection.description.plain(),
            "attribution": self.collection.attribution,
            "scheme": "xyz",
            "tiles": [tiles],
            "minzoom": 0,
            "maxzoom": DEEPEST,
            "bounds": self.bounds.unwrap_or(self.reach),
            "vector_layers": [{
                "id": self.collection.id,
                "description": self.title(),
                "minzoom": 0,
                "maxzoom": DEEPEST,
                "fields": self.fields,
            }],
        })
    }
}
