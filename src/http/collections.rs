//! `/ogc` and `/ogc/collections` (OGC 17-069r4, sections 7.2 and 7.13 to 7.14).

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use jiff::{Timestamp, civil::Date, tz};
use serde_json::{Value, json};

use crate::{
    atlas::{browse::Described, derived::BY_STANCE},
    format::{
        crs::Crs,
        document::{Document, STYLE},
        kinds::FORMATS,
    },
    http::{
        accept::files,
        blocking::blocking,
        link::Base,
        params::{AskedDocument, Params},
        path::Path,
        problem::Problem,
        reply::{self, GEOJSON, HTML, JSON, OPENAPI, SCHEMA},
        schemas::SCHEMAS,
        state::AppState,
        tile_sets::{SCHEMES, TILESETS},
    },
    line::stance::Stance,
    model::interval::Interval,
};

/// Where a document stands: addresses and titles from the top down.
pub type Trail = Vec<(String, String)>;

/// The way down to the collections.
#[must_use]
pub fn trail() -> Trail {
    [("/", "contactline"), ("/ogc", "Data")]
        .map(|(address, title)| (address.to_owned(), title.to_owned()))
        .into()
}

/// A document as data, or as a page for people.
#[must_use]
pub fn answer(headers: &HeaderMap, browsing: bool, trail: &Trail, json: &Value) -> Response {
    if !browsing {
        return by_accept(reply::json(headers, JSON, json));
    }
    let title = json["title"].as_str().or_else(|| json["id"].as_str());
    let title = title.unwrap_or("contactline");
    let page = Document { title, trail, json }.page();
    by_accept(reply::body(headers, HTML, page))
}

/// Tells caches that another `Accept` has another answer.
#[must_use]
pub fn by_accept(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("accept"));
    response
}

/// Links of a document to itself and to its other form.
#[must_use]
pub fn forms(base: &Base, path: &str, browsing: bool, media_type: &str) -> Vec<Value> {
    let (data, page) = if browsing {
        ("alternate", "self")
    } else {
        ("self", "alternate")
    };
    let mark = if path.contains('?') { '&' } else { '?' };
    vec![
        base.link(
            &format!("{path}{mark}f=json"),
            data,
            media_type,
            "This document",
        ),
        base.link(
            &format!("{path}{mark}f=html"),
            page,
            "text/html",
            "This document as a page",
        ),
    ]
}

/// `GET /ogc`.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn landing(
    State(state): State<AppState>,
    base: Base,
    Params(AskedDocument { browsing }): Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut links = forms(&base, "/ogc", browsing, JSON);
    links.extend([
        base.link(
            "/ogc/conformance",
            "conformance",
            JSON,
            "What it conforms to",
        ),
        base.link("/ogc/collections", "data", JSON, "The collections"),
        base.link(
            "/ogc/api",
            "service-desc",
            OPENAPI,
            "What is served, for programs",
        ),
        base.link(
            "/ogc/api?f=html",
            "service-doc",
            "text/html",
            "What is served, for people",
        ),
        base.link("/", "related", "text/html", "The map"),
        base.link(
            "/ogc/tileMatrixSets",
            SCHEMES,
            JSON,
            "Where tiles are that collections come in",
        ),
    ]);
    let page = json!({
        "title": "contactline",
        "description": "The line of contact around Nagorno-Karabakh: layers, places, statements of \
                        control, and incidents with the claims that they rest on.",
        "attribution": state.atlas.attribution,
        "links": links,
    });
    Ok(answer(
        &headers,
        browsing,
        &trail().drain(..1).collect(),
        &page,
    ))
}

/// The classes of requirements that every answer keeps to.
const CONFORMS_TO: [&str; 36] = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/datetime",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/returnables-and-receivables",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
];

/// `GET /ogc/conformance` (OGC 17-069r4, section 7.4).
///
/// # Errors
/// 400 for unknown parameters.
pub async fn conformance(
    base: Base,
    Params(AskedDocument { browsing }): Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let page = json!({
        "title": "What it conforms to",
        "conformsTo": CONFORMS_TO.as_slice(),
        "links": forms(&base, "/ogc/conformance", browsing, JSON),
    });
    Ok(answer(&headers, browsing, &trail(), &page))
}

/// `GET /ogc/style.css`: how the pages look.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn style(Params(()): Params<()>, headers: HeaderMap) -> Result<Response, Problem> {
    Ok(reply::body(&headers, "text/css; charset=utf-8", STYLE))
}

/// `GET /ogc/icon.svg`: the sign of the pages.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn icon(Params(()): Params<()>, headers: HeaderMap) -> Result<Response, Problem> {
    const ICON: &str = include_str!("../../web/src/icon.svg");
    Ok(reply::body(&headers, "image/svg+xml", ICON))
}

/// `GET /ogc/collections`.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn all(
    State(state): State<AppState>,
    base: Base,
    Params(AskedDocument { browsing }): Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let described = blocking(move || atlas.collections()).await?;
    let each = described.iter().map(|one| document(&base, one, browsing));
    let collections: Vec<Value> = each.collect();
    let page = json!({
        "title": "Collections",
        "links": forms(&base, "/ogc/collections", browsing, JSON),
        "crs": Crs::ALL.map(Crs::uri),
        "collections": collections,
    });
    Ok(answer(&headers, browsing, &trail(), &page))
}

/// `GET /ogc/collections/{collection}`.
///
/// # Errors
/// 404 when there is no such collection.
pub async fn one(
    State(state): State<AppState>,
    base: Base,
    Path(id): Path<String>,
    Params(AskedDocument { browsing }): Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let atlas = state.atlas;
    let described = blocking(move || atlas.collection(&id)).await?;
    let mut trail = trail();
    trail.push(("/ogc/collections".to_owned(), "Collections".to_owned()));
    let page = document(&base, &described, browsing);
    Ok(answer(&headers, browsing, &trail, &page))
}

fn document(base: &Base, described: &Described, browsing: bool) -> Value {
    let collection = &described.collection;
    let id = &collection.id;
    let path = format!("/ogc/collections/{id}");
    let mut links = forms(base, &path, browsing, JSON);
    links.extend([
        base.link(
            &format!("{path}/items"),
            "items",
            GEOJSON,
            "The features, page by page",
        ),
        base.link(
            &format!("{path}/items?f=html"),
            "items",
            "text/html",
            "The features, as a page",
        ),
        base.link(
            &format!("{path}/tiles?f=json"),
            TILESETS,
            JSON,
            "The features as vector tiles",
        ),
    ]);
    links.extend(files().map(|offer| {
        let page = format!("{path}/items?f={}", offer.extension);
        let title = format!("The features, page by page: {}", offer.title);
        base.link(&page, "items", offer.media_type, &title)
    }));
    links.extend(
        SCHEMAS.map(|(name, rel, title)| base.link(&format!("{path}/{name}"), rel, SCHEMA, title)),
    );
    links.extend(FORMATS.iter().map(|offer| {
        let file = format!("/layers/{id}.{}", offer.extension);
        base.link(&file, "enclosure", offer.media_type, offer.title)
    }));
    let mut document = json!({
        "id": id,
        "title": collection.title.plain(),
        "titles": collection.title,
        "description": collection.description.plain(),
        "licence": collection.licence,
        "attribution": collection.attribution,
        "itemType": "feature",
        "crs": Crs::ALL.map(Crs::uri),
        "storageCrs": Crs::default().uri(),
        "links": links,
    });
    if BY_STANCE.contains(&id.as_str()) {
        document["parameters"] = json!([{
            "name": "stance",
            "in": "query",
            "required": false,
            "description": "Whose statements count; goes with datetime. With a time this collection \
                            serves what follows from the statements on control: the line rebuilt \
                            for those days, or places with their holders.",
            "schema": {
                "type": "string",
                "enum": Stance::ALL,
                "default": Stance::default(),
            },
        }]);
    }
    if let Some(bbox) = described.extent {
        document["extent"]["spatial"] = json!({"bbox": [bbox], "crs": Crs::default().uri()});
    }
    if let Some(times) = described.times {
        document["extent"]["temporal"] = json!({
            "interval": [moments(&times)],
            "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
        });
    }
    document
}

/// The first and the last moment of civil days at UTC+04:00.
fn moments(times: &Interval) -> [Option<Timestamp>; 2] {
    let midnight = |day: Date| {
        let zoned = day.to_zoned(tz::TimeZone::fixed(tz::offset(4))).ok()?;
        Some(zoned.timestamp())
    };
    [times.from(), times.to()].map(|day| day.and_then(midnight))
}
