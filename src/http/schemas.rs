//! `/ogc/collections/{collection}/queryables`, `…/schema` and `…/sortables`: what the features of a
//! collection are made of, as JSON Schema.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde_json::{Map, Value, json};

use crate::{
    atlas::error::AtlasError,
    format::document::Document,
    http::{
        blocking::blocking,
        collections::{by_accept, trail},
        link::Base,
        params::{AskedDocument, Params},
        path::Path,
        problem::Problem,
        reply::{self, HTML, SCHEMA},
        state::AppState,
    },
    query::schema::{Schema, Seen, Type},
};

/// The schemas of a collection: last part of the path, link relation, title.
pub const SCHEMAS: [(&str, &str, &str); 3] = [
    (
        "queryables",
        "http://www.opengis.net/def/rel/ogc/1.0/queryables",
        "Properties to filter by",
    ),
    (
        "schema",
        "http://www.opengis.net/def/rel/ogc/1.0/schema",
        "Properties of the features",
    ),
    (
        "sortables",
        "http://www.opengis.net/def/rel/ogc/1.0/sortables",
        "Properties to sort by",
    ),
];

/// The properties that say when a feature is so; the first one that there is counts.
const TIMES: [(&str, [&str; 2]); 2] = [
    ("primary-interval-start", ["valid_from", "date_start"]),
    ("primary-interval-end", ["valid_to", "date_end"]),
];

/// Which of the schemas is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Queryables,
    Schema,
    Sortables,
}

/// `GET /ogc/collections/{collection}/queryables` (OGC 19-079r2, section 6).
///
/// # Errors
/// 404 when there is no such collection.
pub async fn queryables(
    state: State<AppState>,
    base: Base,
    path: Path<String>,
    form: Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(state, base, path, form, &headers, Which::Queryables).await
}

/// `GET /ogc/collections/{collection}/schema` (OGC API – Features – Part 5).
///
/// # Errors
/// 404 when there is no such collection.
pub async fn schema(
    state: State<AppState>,
    base: Base,
    path: Path<String>,
    form: Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(state, base, path, form, &headers, Which::Schema).await
}

/// `GET /ogc/collections/{collection}/sortables` (OGC API – Features – Part 5).
///
/// # Errors
/// 404 when there is no such collection.
pub async fn sortables(
    state: State<AppState>,
    base: Base,
    path: Path<String>,
    form: Params<AskedDocument>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(state, base, path, form, &headers, Which::Sortables).await
}

async fn answer(
    State(state): State<AppState>,
    base: Base,
    Path(id): Path<String>,
    Params(AskedDocument { browsing }): Params<AskedDocument>,
    headers: &HeaderMap,
    which: Which,
) -> Result<Response, Problem> {
    let (atlas, wanted) = (state.atlas, id.clone());
    let (schema, collection) = blocking(move || {
        let described = atlas.collection(&wanted)?.collection;
        Ok::<_, AtlasError>((atlas.schema(&wanted)?, described))
    })
    .await?;
    let (name, _, what) = SCHEMAS[which as usize];
    let title = format!("{what}: {}", collection.title.plain().unwrap_or(&id));
    let mut document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("{}/ogc/collections/{id}/{name}", base.0),
        "type": "object",
        "title": title,
        "properties": properties(&schema, which, &collection.geometry),
    });
    if which == Which::Queryables {
        document["additionalProperties"] = false.into();
    }
    if !browsing {
        return Ok(by_accept(reply::json(headers, SCHEMA, &document)));
    }
    let mut trail = trail();
    trail.push(("/ogc/collections".to_owned(), "Collections".to_owned()));
    trail.push((format!("/ogc/collections/{id}"), id));
    let page = Document {
        title: &title,
        trail: &trail,
        json: &listed(&document),
    };
    Ok(by_accept(reply::body(headers, HTML, page.page())))
}

/// The properties as a table for people.
fn listed(document: &Value) -> Value {
    let properties = document["properties"].as_object();
    let rows: Vec<Value> = properties
        .into_iter()
        .flatten()
        .map(|(name, about)| {
            let kind = |of: &Value| match &of["type"] {
                Value::String(kind) => kind.clone(),
                Value::Array(kinds) => {
                    let kinds = kinds.iter().filter_map(Value::as_str);
                    kinds.collect::<Vec<_>>().join(" or ")
                }
                _ => String::new(),
            };
            let format = about["format"].as_str().unwrap_or_default();
            json!({
                "name": name, "type": kind(about), "format": format,
                "each": kind(&about["items"]), "about": about["title"],
            })
        })
        .collect();
    json!({ "properties": rows })
}

/// The members `properties` of a schema.
fn properties(schema: &Schema, which: Which, geometry: &str) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut id = json!({"type": "string", "title": "Identifier of the feature"});
    if which == Which::Schema {
        id["x-ogc-role"] = "id".into();
        id["readOnly"] = true.into();
    }
    properties.insert("id".to_owned(), id);
    if which != Which::Sortables {
        let format = match geometry {
            "point" => "geometry-point-or-multipoint",
            "line" => "geometry-linestring-or-multilinestring",
            "polygon" => "geometry-polygon-or-multipolygon",
            _ => "geometry-any",
        };
        let mut geometry = json!({"format": format, "title": "Geometry"});
        geometry["x-ogc-role"] = "primary-geometry".into();
        properties.insert("geometry".to_owned(), geometry);
    }
    let of = |(name, seen): (&str, &Seen)| (name.to_owned(), property(name, seen));
    match which {
        Which::Queryables => properties.extend(schema.queryables().map(of)),
        Which::Sortables => properties.extend(schema.sortables().map(of)),
        Which::Schema => {
            // Members of members are told inside them.
            let top = schema.properties().filter(|(name, _)| !name.contains('.'));
            properties
                .extend(top.map(|(name, seen)| (name.to_owned(), nested(schema, name, seen))));
            for (role, names) in TIMES {
                let first = names
                    .into_iter()
                    .find(|name| properties.contains_key(*name));
                if let Some(about) = first.and_then(|name| properties.get_mut(name)) {
                    about["x-ogc-role"] = role.into();
                }
            }
        }
    }
    properties
}

/// A property with its members.
fn nested(schema: &Schema, name: &str, seen: &Seen) -> Value {
    let mut about = property(name, seen);
    let below = format!("{name}.");
    let members: Map<String, Value> = schema
        .properties()
        .filter_map(|(path, seen)| {
            let member = path.strip_prefix(&below).filter(|it| !it.contains('.'))?;
            Some((member.to_owned(), nested(schema, path, seen)))
        })
        .collect();
    if !members.is_empty() {
        about["properties"] = members.into();
    }
    about
}

fn property(name: &str, seen: &Seen) -> Value {
    let mut about = typed(&seen.types);
    if seen.types.contains(&Type::Array) {
        about["items"] = typed(&seen.elements);
    }
    let title = name.replace(['_', '.'], " ");
    about["title"] = title.into();
    about
}

/// A type or several, in the words of JSON Schema.
fn typed(types: &[Type]) -> Value {
    let word = |one: &Type| match one {
        Type::Boolean => "boolean",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::Date | Type::DateTime | Type::String => "string",
        Type::Array => "array",
        Type::Object => "object",
    };
    match types {
        [] => json!({}),
        [Type::Date] => json!({"type": "string", "format": "date"}),
        [Type::DateTime] => json!({"type": "string", "format": "date-time"}),
        [one] => json!({"type": word(one)}),
        several => json!({"type": several.iter().map(word).collect::<Vec<_>>()}),
    }
}
