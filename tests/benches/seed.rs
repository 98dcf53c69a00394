//! Fills collections of a data folder with many features, and says how long it took:
//! `cargo bench --bench seed -- FOLDER incidents=points.geojsonl regions=polygons.geojson`.
//!
//! Each file holds `GeoJSON` features, one on a line, or one feature collection. What was public in
//! the collection before is replaced. The day of a feature is its `event_date`, if it has one.

use std::{
    env,
    error::Error,
    fs::File,
    io::{BufRead as _, BufReader},
    path::Path,
    time::Instant,
};

use contactline::{
    atlas::facade::Atlas,
    model::{collection::Collection, feature::Feature, id::Id, interval::Interval, shape::Shape},
    store::{
        collections,
        database::{Database, Transaction},
        features,
    },
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    id: Value,
    geometry: Option<Shape>,
    properties: Map<String, Value>,
}

impl Written {
    fn feature(self, collection: &Id) -> Outcome<Feature> {
        let id = match &self.id {
            Value::String(text) => text.clone(),
            Value::Null => self.properties["id"].to_string(),
            other => other.to_string(),
        };
        let day = self.properties.get("event_date").and_then(Value::as_str);
        let day = day
            .and_then(|text| text.get(..10))
            .map(str::parse)
            .transpose()?;
        Ok(Feature {
            collection: collection.clone(),
            id: id.parse()?,
            shape: self.geometry,
            interval: day.map_or(Ok(Interval::ALWAYS), |day| Interval::days(day, day))?,
            properties: self.properties,
        })
    }
}

fn fill(database: &Database, collection: &Id, file: &Path) -> Outcome<usize> {
    let stored = |error: contactline::store::error::StoreError| Box::<dyn Error>::from(error);
    let mut count = 0;
    let mut put = |transaction: &Transaction<'_>, written: Written| -> Outcome<()> {
        let feature = written.feature(collection)?;
        features::put(transaction, &feature, None, features::ORIGIN_IMPORT).map_err(stored)?;
        count += 1;
        Ok(())
    };
    database.write_much(|transaction| {
        let failed = |error: Box<dyn Error>| {
            contactline::store::error::StoreError::Damaged(error.to_string())
        };
        if collections::get(transaction, collection.as_str())?.is_none() {
            let names =
                json!({"en": collection, "az": collection, "hy": collection, "ru": collection});
            let described: Collection = serde_json::from_value(json!({
                "id": collection, "title": names, "description": names, "geometry": "mixed",
                "licence": "CC0-1.0", "attribution": "synthetic", "sources": [],
            }))
            .map_err(|error| failed(error.into()))?;
            collections::put(transaction, 100, &described)?;
        }
        features::withdraw_except(transaction, collection, features::ORIGIN_SEED, |_| false)?;
        let lines = BufReader::new(File::open(file).map_err(|error| failed(error.into()))?);
        if file
            .extension()
            .is_some_and(|extension| extension == "geojson")
        {
            #[derive(Deserialize)]
            struct Whole {
                features: Vec<Written>,
            }
            let whole: Whole =
                serde_json::from_reader(lines).map_err(|error| failed(error.into()))?;
            for written in whole.features {
                put(transaction, written).map_err(failed)?;
            }
        } else {
            for line in lines.lines() {
                let line = line.map_err(|error| failed(error.into()))?;
                let written = serde_json::from_str(&line).map_err(|error| failed(error.into()))?;
                put(transaction, written).map_err(failed)?;
            }
        }
        collections::touch(transaction, collection, 0)
    })?;
    Ok(count)
}

fn main() -> Outcome<()> {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let Some((folder, files)) = words.split_first() else {
        println!("Give a data folder and COLLECTION=FILE: nothing was seeded.");
        return Ok(());
    };
    let folder = Path::new(folder);
    drop(Atlas::open(folder)?);
    let database = Database::open(folder)?;
    for word in files {
        let (collection, file) = word.split_once('=').ok_or("write COLLECTION=FILE")?;
        let begun = Instant::now();
        let count = fill(&database, &collection.parse()?, Path::new(file))?;
        println!(
            "{collection}: {count} features in {:.1} s",
            begun.elapsed().as_secs_f64()
        );
    }
    let begun = Instant::now();
    let snapshot = database.snapshot()?;
    let features: usize = snapshot
        .layers
        .values()
        .map(|layer| layer.shelf.len())
        .sum();
    println!(
        "read: {features} features in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}
