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
use geo::MapCoords as _;
use geo_types::Coord;
use geozero::{ToGeo as _, wkb::GpkgWkb};
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

/// The standard's own mistakes: its predicates were changed from one city to another and kept the
/// counts of the first. The column `nameascii` has 3 names that begin with `Ch` and 1 with `Chis`.
const MISTAKEN: [(&str, usize); 3] = [
    ("ACCENTI(name) LIKE accenti('Ch%')", 3),
    ("ACCENTI(CASEI(name)) LIKE accenti(casei('Chiș%'))", 1),
    ("ACCENTI(CASEI(name)) LIKE accenti(casei('cHis%'))", 1),
];

/// Rounding has put some corners of the data set beyond the antimeridian and the poles.
fn on_earth(at: Coord<f64>) -> Coord<f64> {
    assert!(
        at.x.abs() < 180.000_001 && at.y.abs() < 90.000_001,
        "{at:?}"
    );
    Coord {
        x: at.x.clamp(-180.0, 180.0),
        y: at.y.clamp(-90.0, 90.0),
    }
}

fn beside(file: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("../shared/bench/cql2").join(file);
    file.exists().then_some(file)
}

/// The features of a table of a `GeoPackage`.
fn features(connection: &Connection, table: &str) -> Vec<String> {
    let mut types = connection
        .prepare("select name, type from pragma_table_info(?1)")
        .unwrap();
    let types: BTreeMap<String, String> = types
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut statement = connection
        .prepare(&format!("select * from {table}"))
        .unwrap();
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
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
                        let shape = GpkgWkb(blob.to_vec()).to_geo().unwrap();
                        let shape = shape.map_coords(on_earth);
                        geometry = json!(geojson::GeometryValue::from(&shape));
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
        let mistaken = MISTAKEN.iter().find(|(text, _)| *text == filter);
        let wanted = mistaken.map_or(case["n"].as_u64().unwrap(), |(_, n)| *n as u64);
        let wanted = usize::try_from(wanted).unwrap();
        let query = match Query::read(filter, Language::Text, &Reference::CRS84) {
            Ok(query) => query,
            Err(error) => {
                wrong.push(format!("{filter}: {error}"));
                continue;
            }
        };
        let json = written(query.expr()).to_string();
        let as_json = Query::read(&json, Language::Json, &Reference::CRS84).unwrap();
        let mut found = vec![count(features, &query)];
        if as_json != query {
            found.push(count(features, &as_json));
        }
        if found.iter().any(|found| *found != wanted) {
            wrong.push(format!("{filter}: {found:?} instead of {wanted}"));
        }
    }
    assert!(cases.len() > 200, "only {} cases", cases.len());
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
