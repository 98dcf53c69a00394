//! The predicates of the abstract test suite of CQL2 (OGC 21-065r2, annex A) with the counts that the
//! standard gives, on its own data set. Both lie beside the project where it is built; without them
//! there is nothing to ask.

use std::{collections::BTreeMap, fs, path::PathBuf};

use contactline::query::cql::{
    body::Body,
    expr::Expr,
    position::Reference,
    query::{Language, Query},
};
use geozero::{ToJson as _, wkb::GpkgWkb};
use rusqlite::{Connection, types::ValueRef};
use serde_json::{Map, Value, json};

/// An expression as CQL2 JSON.
pub(crate) fn written(expr: &Expr) -> Value {
    let all = |list: &[Expr]| list.iter().map(written).collect::<Vec<_>>();
    let op = |op: &str, args: Vec<Value>| json!({"op": op.to_lowercase(), "args": args});
    match expr {
        Expr::Property(name) => json!({ "property": name }),
        Expr::Text(text) => json!(text),
        Expr::Number(number) => json!(number),
        Expr::Boolean(value) => json!(value),
        Expr::Date(date) => json!({ "date": date }),
        Expr::Timestamp(timestamp) => json!({ "timestamp": timestamp }),
        Expr::Interval(bounds) => {
            let bounds = bounds.each_ref().map(|bound| match bound {
                None => json!(".."),
                Some(Expr::Date(date)) => json!(date),
                Some(Expr::Timestamp(timestamp)) => json!(timestamp),
                Some(other) => written(other),
            });
            json!({ "interval": bounds })
        }
        Expr::Geometry(geometry) => json!(geojson::GeometryValue::from(&**geometry)),
        Expr::Bbox(numbers) => json!({ "bbox": numbers }),
        Expr::List(list) => json!(all(list)),
        Expr::And(parts) => op("and", all(parts)),
        Expr::Or(parts) => op("or", all(parts)),
        Expr::Not(inner) => op("not", vec![written(inner)]),
        Expr::Compare(comparison, two) => op(comparison.word(), all(&two[..])),
        Expr::Like(two) => op("like", all(&two[..])),
        Expr::Between(three) => op("between", all(&three[..])),
        Expr::In(value, list) => op("in", vec![written(value), json!(all(list))]),
        Expr::IsNull(value) => json!({"op": "isNull", "args": [written(value)]}),
        Expr::Arithmetic(first, rest) => rest.iter().fold(written(first), |left, (by, right)| {
            op(by.word(), vec![left, written(right)])
        }),
        Expr::Negative(inner) => op("*", vec![json!(-1), written(inner)]),
        Expr::Casei(inner) => json!({ "casei": written(inner) }),
        Expr::Accenti(inner) => op("accenti", vec![written(inner)]),
        Expr::Spatial(word, two) => op(word.word(), all(&two[..])),
        Expr::Temporal(word, two) => op(word.word(), all(&two[..])),
        Expr::Array(word, two) => op(word.word(), all(&two[..])),
    }
}

fn beside(file: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = [root.join("../shared"), PathBuf::from("/work/shared")];
    let mut files = folders
        .into_iter()
        .map(|folder| folder.join("bench/cql2").join(file));
    files.find(|file| file.exists())
}

/// The features of a table of a `GeoPackage`.
fn features(connection: &Connection, table: &str) -> Vec<String> {
    let mut statement = connection
        .prepare(&format!("select * from {table}"))
        .unwrap();
    let types: BTreeMap<String, String> = statement
        .columns()
        .iter()
        .map(|column| {
            let kind = column.decl_type().unwrap_or_default().to_uppercase();
            (column.name().to_owned(), kind)
        })
        .collect();
    let names: Vec<String> = statement
        .column_names()
        .iter()
        .map(ToString::to_string)
        .collect();
    let rows = statement
        .query_map([], |row| {
            let (mut properties, mut geometry, mut id) = (Map::new(), Value::Null, Value::Null);
            for (n, name) in names.iter().enumerate() {
                let boolean = types[name] == "BOOLEAN";
                let value = match row.get_ref(n)? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(number) if boolean => json!(number != 0),
                    ValueRef::Integer(number) => json!(number),
                    ValueRef::Real(number) => json!(number),
                    ValueRef::Text(text) => json!(String::from_utf8_lossy(text)),
                    ValueRef::Blob(blob) => {
                        let text = GpkgWkb(blob.to_vec()).to_json().unwrap();
                        geometry = serde_json::from_str(&text).unwrap();
                        continue;
                    }
                };
                match name.as_str() {
                    "fid" => id = value,
                    "geom" => {}
                    name => drop(properties.insert(name.to_owned(), value)),
                }
            }
            Ok(json!({"type": "Feature", "id": id, "geometry": geometry,
                      "properties": properties})
            .to_string())
        })
        .unwrap();
    rows.map(Result::unwrap).collect()
}

fn count(features: &[String], query: &Query) -> usize {
    let passes = |body: &&String| query.matches(&Body::read(body, query).unwrap());
    features.iter().filter(passes).count()
}

#[test]
fn predicates_of_the_standard_give_the_counts_of_the_standard() {
    let (Some(cases), Some(data)) = (beside("cases_dev.json"), beside("ne110m4cql2.gpkg")) else {
        eprintln!("The data set of the standard is not here: nothing was asked.");
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&fs::read_to_string(cases).unwrap()).unwrap();
    let copy = tempfile::NamedTempFile::new().unwrap();
    fs::copy(data, copy.path()).unwrap();
    let connection = Connection::open(copy.path()).unwrap();
    let mut layers: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases {
        let [layer, filter] = ["layer", "filter"].map(|key| case[key].as_str().unwrap());
        let features = layers
            .entry(layer)
            .or_insert_with(|| features(&connection, layer));
        let wanted = usize::try_from(case["n"].as_u64().unwrap()).unwrap();
        let query = match Query::read(filter, Language::Text, &Reference::CRS84) {
            Ok(query) => query,
            Err(error) => {
                wrong.push(format!("{filter}: {error}"));
                continue;
            }
        };
        let json = written(query.expr()).to_string();
        let as_json = Query::read(&json, Language::Json, &Reference::CRS84).unwrap();
        let found = [count(features, &query), count(features, &as_json)];
        if found != [wanted; 2] {
            wrong.push(format!("{filter}: {found:?} instead of {wanted}"));
        }
    }
    assert!(cases.len() > 200, "only {} cases", cases.len());
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
