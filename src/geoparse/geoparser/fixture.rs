//! The geoparser with the places, parties and words of `geodata`.

use std::{collections::HashMap, sync::LazyLock};

use super::*;
use crate::model::place::Place;

static GEOPARSER: LazyLock<Geoparser> = LazyLock::new(|| with(parties()));
static MIRROR: LazyLock<Geoparser> = LazyLock::new(|| with(parties().mirrored()));

/// The geoparser of the house.
pub(crate) fn geoparser() -> &'static Geoparser {
    &GEOPARSER
}

/// The same with the labels of the sides swapped.
pub(crate) fn mirror() -> &'static Geoparser {
    &MIRROR
}

fn with(parties: Parties) -> Geoparser {
    let text = include_str!("../../../geodata/vocabulary.json");
    let vocabulary = serde_json::from_str(text).expect("vocabulary.json is well formed");
    Geoparser::new(Arc::new(Gazetteer::new(places())), parties, vocabulary)
}

fn parties() -> Parties {
    serde_json::from_str(include_str!("../../../geodata/parties.json"))
        .expect("parties.json is well formed")
}

/// The rows of `geodata/places.csv` and `geodata/towns.csv`.
pub(crate) fn places() -> Vec<Place> {
    [
        include_str!("../../../geodata/places.csv"),
        include_str!("../../../geodata/towns.csv"),
    ]
    .into_iter()
    .flat_map(|text| {
        csv::Reader::from_reader(text.as_bytes())
            .into_deserialize::<HashMap<String, String>>()
            .map(|row| place(&row.expect("a row")))
    })
    .collect()
}

fn place(row: &HashMap<String, String>) -> Place {
    let word = |column: &str| row.get(column).filter(|text| !text.is_empty());
    let number = |column: &str| word(column).and_then(|text| text.parse::<f64>().ok());
    let variants = word("variants").map_or("", String::as_str);
    let variants: Vec<&str> = variants
        .split(';')
        .filter(|text| !text.is_empty())
        .collect();
    serde_json::from_value(serde_json::json!({
        "id": word("id"),
        "kind": word("kind"),
        "position": [number("lon"), number("lat")],
        "accuracy_m": number("accuracy_km").unwrap_or(1.0) * 1000.0,
        "names": {
            "en": word("name_en"), "az": word("name_az"),
            "hy": word("name_hy"), "ru": word("name_ru"),
        },
        "variants": variants,
        "label_en": word("label_en"),
        "country": word("country"),
        "district_az": word("district_az"),
        "province_nk": word("province_nk"),
        "population": word("population").and_then(|text| text.parse::<u64>().ok()),
        "note": word("note"),
        "source": "own",
    }))
    .expect("a place")
}
