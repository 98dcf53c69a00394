//! `/ogc/collections/{collection}/tiles`: vector tiles (OGC 20-057).

use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::{Value, json};

use crate::{
    atlas::{
        error::AtlasError,
        tiles::{TileQuery, reach},
    },
    http::{
        blocking::{blocking, permit},
        collections::{Trail, answer, by_accept, forms, trail},
        line_params::ByStance,
        link::Base,
        params::{AskedDocument, FromQuery, Params, Query},
        path::Path,
        problem::Problem,
        reply::{self, JSON},
        state::AppState,
        tile_sets::{self, SET, TILEJSON, Tileset},
    },
    query::filter::Filter,
    tile::address::{Address, AddressError},
};

/// Media type of vector tiles (Mapbox Vector Tile Specification 2.1, section 2.2).
pub const MVT: &str = "application/vnd.mapbox-vector-tile";

/// Which features a tile shows.
pub struct Shown(Filter);

impl FromQuery for Shown {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        if query.has("bbox") || query.has("bbox-crs") {
            return Err(Problem::bad_request(
                "A tile is a box already; leave bbox out, or ask the items for one.",
            ));
        }
        Filter::from_query(query).map(Self)
    }
}

/// A tile's parameters.
pub struct AskedTile(Shown);

impl FromQuery for AskedTile {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let shown = Shown::from_query(query)?;
        match query.take("f")?.as_deref() {
            None | Some("mvt" | "pbf") => Ok(Self(shown)),
            Some(_) => Err(Problem::bad_request(
                "Parameter f must be mvt: tiles are Mapbox vector tiles.",
            )),
        }
    }
}

/// A description of tiles: as data, as a page, or as `TileJSON`; of all features, or some.
pub struct AskedSet {
    shown: Shown,
    tilejson: bool,
    browsing: bool,
}

impl FromQuery for AskedSet {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let shown = Shown::from_query(query)?;
        let tilejson = query.asks_for("f", "tilejson");
        let browsing = query.browsing()?;
        Ok(Self {
            shown,
            tilejson,
            browsing: browsing && !tilejson,
        })
    }
}

/// `GET /ogc/collections/{collection}/tiles/{set}/{matrix}/{row}/{col}`.
///
/// A tile in which nothing lies is an empty one (`/req/core/tc-error`, B).
///
/// # Errors
/// 404 when there is no such collection or tile, 400 for a parameter or a number that does not read.
pub async fn tile(
    State(state): State<AppState>,
    Path((collection, set, matrix, row, col)): Path<(String, String, String, String, String)>,
    Params(asked): Params<ByStance<AskedTile>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    known_set(&set)?;
    let address = Address::read([&matrix, &row, &col])?;
    let AskedTile(Shown(filter)) = &asked.query;
    let query = TileQuery {
        stance: asked.stance_for(&collection, filter)?,
        filter: filter.clone(),
        collection,
        address,
        packed: reply::takes_gzip(&headers),
    };
    let (atlas, packed) = (state.atlas, query.packed);
    let etag = |stamp: &str| format!("W/\"{stamp}\"");
    let permit = permit(&state.tilings).await?;
    let tile = blocking(move || {
        let _permit = permit;
        atlas.tile(&query, |stamp| reply::matches(&headers, &etag(stamp)))
    })
    .await?;
    let etag = etag(&tile.stamp);
    let Some(bytes) = tile.bytes else {
        return Ok(by_encoding(reply::not_modified(&etag)));
    };
    let mut response = reply::tagged(Body::from(bytes), MVT, &etag);
    if packed {
        let gzip = HeaderValue::from_static("gzip");
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, gzip);
    }
    Ok(by_encoding(response))
}

/// Tells caches that the bytes depend on what the client can unpack.
fn by_encoding(mut response: Response) -> Response {
    let value = HeaderValue::from_static("accept-encoding");
    response.headers_mut().append(header::VARY, value);
    response
}

fn known_set(set: &str) -> Result<(), Problem> {
    if set == SET {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::NOT_FOUND,
        format!("There is no tile matrix set of this name; tiles come in {SET} alone."),
    ))
}

impl From<AddressError> for Problem {
    fn from(error: AddressError) -> Self {
        let status = match error {
            AddressError::Malformed => StatusCode::BAD_REQUEST,
            AddressError::Zoom(_) | AddressError::Range { .. } => StatusCode::NOT_FOUND,
        };
        Self::new(status, error.to_string())
    }
}

/// Where the documents about a collection's tiles stand.
fn below(collection: &str) -> Trail {
    let mut trail = trail();
    trail.push(("/ogc/collections".to_owned(), "Collections".to_owned()));
    let path = format!("/ogc/collections/{collection}");
    trail.push((path, collection.to_owned()));
    trail
}

/// `GET /ogc/collections/{collection}/tiles`: the sets of tiles.
///
/// # Errors
/// 404 when there is no such collection.
pub async fn sets(
    State(state): State<AppState>,
    base: Base,
    Path(collection): Path<String>,
    Params(AskedDocument { browsing }): Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let described = blocking(move || atlas.collection(&collection)).await?;
    let id = described.collection.id.as_str();
    let title = described.collection.title.plain().unwrap_or(id);
    let path = format!("/ogc/collections/{id}/tiles");
    let page = json!({
        "title": format!("Tiles: {title}"),
        "links": forms(&base, &path, browsing, JSON),
        "tilesets": [tile_sets::listed(&base, id, title)],
    });
    Ok(answer(&headers, browsing, &below(id), &page))
}

/// `GET /ogc/collections/{collection}/tiles/{set}`: what tiles there are, and what is in them.
///
/// # Errors
/// 404 when there is no such collection or set.
pub async fn set(
    State(state): State<AppState>,
    base: Base,
    Path((collection, set)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
    Params(asked): Params<ByStance<AskedSet>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    known_set(&set)?;
    let Shown(filter) = &asked.query.shown;
    asked.stance_for(&collection, filter)?;
    let atlas = state.atlas;
    let (described, fields) = blocking(move || {
        let described = atlas.collection(&collection)?;
        let fields = atlas.tile_fields(&collection)?;
        Ok::<_, AtlasError>((described, fields))
    })
    .await?;
    let id = described.collection.id.as_str();
    let tileset = Tileset {
        base: &base,
        collection: &described.collection,
        bounds: described.extent,
        reach: reach(described.extent),
        fields: &fields,
        query: &kept(raw.as_deref()),
    };
    if asked.query.tilejson {
        let document: Value = tileset.tilejson();
        return Ok(by_accept(reply::json(&headers, TILEJSON, &document)));
    }
    let browsing = asked.query.browsing;
    let mut trail = below(id);
    trail.push((format!("/ogc/collections/{id}/tiles"), "Tiles".to_owned()));
    let page = tileset.metadata(browsing);
    Ok(answer(&headers, browsing, &trail, &page))
}

/// What of a query the tiles themselves are asked with.
fn kept(raw: Option<&str>) -> String {
    let pairs = form_urlencoded::parse(raw.unwrap_or_default().as_bytes());
    let mut written = form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(pairs.filter(|(key, _)| key != "f"));
    written.finish()
}

/// `GET /ogc/tileMatrixSets`.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn matrix_sets(
    base: Base,
    Params(AskedDocument { browsing }): Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let page = json!({
        "title": "Tile matrix sets",
        "links": forms(&base, "/ogc/tileMatrixSets", browsing, JSON),
        "tileMatrixSets": [tile_sets::matrix_set_entry(&base)],
    });
    Ok(answer(&headers, browsing, &trail(), &page))
}

/// `GET /ogc/tileMatrixSets/{set}`.
///
/// # Errors
/// 404 when there is no such set.
pub async fn matrix_set(
    Path(set): Path<String>,
    base: Base,
    Params(AskedDocument { browsing }): Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    known_set(&set)?;
    let mut trail = trail();
    let above = ("/ogc/tileMatrixSets", "Tile matrix sets");
    trail.push((above.0.to_owned(), above.1.to_owned()));
    let links = forms(&base, &tile_sets::matrix_set_path(), browsing, JSON);
    let page = tile_sets::matrix_set(&links);
    Ok(answer(&headers, browsing, &trail, &page))
}
