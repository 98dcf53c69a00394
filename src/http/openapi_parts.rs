//! The parts that the document at `/ogc/api` refers to: parameters and schemas.

use serde_json::{Value, json};

use crate::{
    atlas::lookup::MOST_FOUND,
    format::crs::Crs,
    http::{
        accept::files,
        feature_params::{LONGEST_FILTER, MOST_ITEMS, USUAL_ITEMS},
        tile_sets::SET,
    },
    line::stance::Stance,
    query::cql::query::Language,
    tile::address::MOST_ZOOM,
};

/// A reference to a part of the document.
#[must_use]
pub fn reference(kind: &str, name: &str) -> Value {
    json!({"$ref": format!("#/components/{kind}/{name}")})
}

/// An address that is read, as data and as a page.
#[must_use]
pub fn get(id: &str, summary: &str, parameters: &[&str], media_type: &str, schema: &str) -> Value {
    let parameters: Vec<Value> = parameters
        .iter()
        .map(|name| reference("parameters", name))
        .collect();
    json!({"get": {
        "operationId": id,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": summary,
                "content": {
                    media_type: {"schema": reference("schemas", schema)},
                    "text/html": {"schema": {"type": "string"}},
                },
            },
            "304": {"description": "Nothing changed since the ETag that If-None-Match names"},
            "400": reference("responses", "problem"),
            "414": reference("responses", "tooLong"),
            "431": reference("responses", "tooLong"),
            "default": reference("responses", "problem"),
        },
    }})
}

/// The parameters.
#[must_use]
pub fn parameters() -> Value {
    let plain = |name: &str, description: &str, schema: Value| {
        json!({
            "name": name, "in": "query", "required": false, "style": "form", "explode": false,
            "description": description, "schema": schema,
        })
    };
    let systems = json!({"type": "string", "format": "uri", "enum": Crs::ALL.map(Crs::uri),
        "default": Crs::default().uri()});
    let forms: Vec<&str> = ["json", "html"]
        .into_iter()
        .chain(files().map(|offer| offer.extension))
        .collect();
    let mut q = plain(
        "q",
        "A name or the beginning of one",
        json!({"type": "string", "minLength": 1, "maxLength": 200}),
    );
    q["required"] = true.into();
    json!({
        "f": plain("f", "As data or as a page; by the header Accept when left out",
            json!({"type": "string", "enum": ["json", "html"]})),
        "items-f": plain("f", "As data, as a page, or as a file of one of the formats of downloads; by the header Accept when left out",
            json!({"type": "string", "enum": forms})),
        "limit": plain("limit", "How many features at the most; more than the maximum counts as the maximum",
            json!({"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": USUAL_ITEMS})),
        "bbox": plain("bbox", "Only what intersects this box: west, south, east, north in the system of bbox-crs",
            json!({"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}})),
        "bbox-crs": plain("bbox-crs", "The system of the numbers of bbox", systems.clone()),
        "crs": plain("crs", "The system of the coordinates in the answer", systems.clone()),
        "datetime": plain("datetime", "A day, a moment, or an interval such as 2020-09-27/2020-10-04 or ../2020-10-04; days are those of UTC+04:00",
            json!({"type": "string", "minLength": 1})),
        "filter": plain("filter", "Only features for which this condition holds, in CQL2; the queryables of the collection are the properties that it may name",
            json!({"type": "string", "minLength": 1, "maxLength": LONGEST_FILTER})),
        "filter-lang": plain("filter-lang", "The language of filter",
            json!({"type": "string", "enum": Language::ALL.map(Language::name), "default": Language::default().name()})),
        "filter-crs": plain("filter-crs", "The system of the geometries in filter", systems),
        "after": plain("after", "Only features behind this identifier, as the link next has it",
            json!({"type": "string", "minLength": 1})),
        "stance": plain("stance", "Whose statements count; goes with datetime",
            json!({"type": "string", "enum": Stance::ALL, "default": Stance::default()})),
        "q": q,
        "most": plain("limit", "How many answers at the most",
            json!({"type": "integer", "minimum": 1, "maximum": MOST_FOUND, "default": 10})),
        "properties": {"name": "properties", "in": "query", "style": "form", "explode": false,
            "description": "Only these properties of each feature; /schema lists those that there are, and `a.b` brings the whole of `a`",
            "schema": {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}},
        "sortby": {"name": "sortby", "in": "query", "style": "form", "explode": false,
            "description": "Properties to sort by, as /sortables lists them, a minus before one for falling values",
            "schema": {"type": "array", "minItems": 1, "maxItems": 4, "items": {"type": "string", "minLength": 1}}},
        "skipGeometry": plain("skipGeometry", "Features without their geometry",
            json!({"type": "boolean", "default": false})),
        "flat": plain("flat", "Properties without nesting, for the GeoJSON formats; the others have no nesting",
            json!({"type": "boolean", "default": false})),
        "hxl": plain("hxl", "A row of HXL tags below the header of the CSV table",
            json!({"type": "boolean", "default": false})),
        "lang": plain("lang", "The reader's language; by the header Accept-Language when left out",
            json!({"type": "string", "enum": ["en", "az", "hy", "ru"]})),
        "tileset-f": plain("f", "As data, as TileJSON or as a page; by the header Accept when left out",
            json!({"type": "string", "enum": ["json", "tilejson", "html"]})),
        "tile-f": plain("f", "As a Mapbox vector tile: there is no other form",
            json!({"type": "string", "enum": ["mvt"]})),
        "tileMatrixSetId": {"name": "tileMatrixSetId", "in": "path", "required": true,
            "description": "The tile matrix set", "schema": {"type": "string", "enum": [SET]}},
        "tileMatrix": {"name": "tileMatrix", "in": "path", "required": true,
            "description": "The zoom", "schema": {"type": "integer", "minimum": 0, "maximum": MOST_ZOOM}},
        "tileRow": {"name": "tileRow", "in": "path", "required": true,
            "description": "The row, from the north", "schema": {"type": "integer", "minimum": 0}},
        "tileCol": {"name": "tileCol", "in": "path", "required": true,
            "description": "The column, from the west", "schema": {"type": "integer", "minimum": 0}},
        "featureId": {"name": "featureId", "in": "path", "required": true,
            "description": "Identifier of a feature", "schema": {"type": "string"}},
    })
}

/// The schemas of the answers.
#[must_use]
pub fn schemas() -> Value {
    let links = json!({"type": "array", "items": reference("schemas", "link")});
    json!({
        "object": {"type": "object"},
        "file": {"type": "string", "format": "binary"},
        "link": {
            "type": "object",
            "required": ["href", "rel"],
            "properties": {
                "href": {"type": "string"}, "rel": {"type": "string"},
                "type": {"type": "string"}, "title": {"type": "string"},
            },
        },
        "landing": {
            "type": "object",
            "required": ["links"],
            "properties": {
                "title": {"type": "string"}, "description": {"type": "string"},
                "attribution": {"type": "string"}, "links": links.clone(),
            },
        },
        "conformance": {
            "type": "object",
            "required": ["conformsTo"],
            "properties": {"conformsTo": {"type": "array", "items": {"type": "string"}}},
        },
        "collections": {
            "type": "object",
            "required": ["links", "collections"],
            "properties": {
                "links": links.clone(),
                "crs": {"type": "array", "items": {"type": "string"}},
                "collections": {"type": "array", "items": reference("schemas", "collection")},
            },
        },
        "collection": {
            "type": "object",
            "required": ["id", "links", "licence", "attribution"],
            "properties": {
                "id": {"type": "string"}, "title": {"type": "string"},
                "description": {"type": "string"}, "licence": {"type": "string"},
                "attribution": {"type": "string"}, "itemType": {"type": "string"},
                "crs": {"type": "array", "items": {"type": "string"}},
                "storageCrs": {"type": "string"}, "extent": {"type": "object"},
                "links": links.clone(),
            },
        },
        "feature": {
            "type": "object",
            "required": ["type", "id", "geometry", "properties"],
            "properties": {
                "type": {"type": "string", "enum": ["Feature"]},
                "id": {"type": "string"},
                "geometry": {"type": "object", "nullable": true},
                "properties": {"type": "object"},
                "links": links.clone(),
            },
        },
        "featureCollection": {
            "type": "object",
            "required": ["type", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "features": {"type": "array", "items": reference("schemas", "feature")},
                "links": links,
                "numberMatched": {"type": "integer", "minimum": 0},
                "numberReturned": {"type": "integer", "minimum": 0},
            },
        },
        "problem": {
            "type": "object",
            "required": ["status", "detail"],
            "properties": {
                "type": {"type": "string"}, "title": {"type": "string"},
                "status": {"type": "integer"}, "detail": {"type": "string"},
            },
        },
    })
}
