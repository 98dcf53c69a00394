//! What the columns of a CSV file are: metadata that stand beside it, so that the file stays clean.

use serde_json::{Value, json};

use crate::{
    format::hxl,
    model::{
        about::About,
        table::{Kind, Table},
    },
};

/// The document about the file at `url`.
///
/// # References
/// - W3C, *Metadata Vocabulary for Tabular Data* (17 December 2015), sections 5.3 to 5.6
#[must_use]
pub fn document(about: &About, table: &Table, url: &str) -> Value {
    let columns: Vec<Value> = table
        .columns
        .iter()
        .map(|column| {
            json!({
                "name": column.name,
                "titles": column.name,
                "datatype": datatype(column.kind),
                "required": column.name == "id",
                "dc:subject": hxl::tag(&column.name),
            })
        })
        .collect();
    let sources: Vec<Value> = about
        .sources
        .iter()
        .map(|source| {
            json!({"dc:title": source.title, "dc:source": source.url,
                             "dc:license": source.licence, "dc:publisher": source.publisher})
        })
        .collect();
    json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": about.title(),
        "dc:description": about.description(),
        "dc:license": about.collection.licence,
        "dc:rights": about.collection.attribution,
        "dc:modified": about.state.to_string(),
        "dc:coverage": about.query,
        "dc:extent": format!("{} rows", table.rows),
        "dc:source": sources,
        "dialect": {"delimiter": ",", "header": true, "encoding": "utf-8", "commentPrefix": "#"},
        "tableSchema": {"columns": columns, "primaryKey": "id"},
    })
}

const fn datatype(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Real => "double",
        Kind::Date => "date",
        Kind::Text => "string",
    }
}
