//! The data that the binary carries: `geodata/`, read into values.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    atlas::error::AtlasError,
    geoparse::vocabulary::{Parties, Vocabulary},
    line::stance::Rules,
    model::{
        collection::Collection,
        feature::{Feature, WrittenFeature},
        id::Id,
        interval::Interval,
        sector::Sector,
        source::Source,
    },
};

/// The shaded relief behind the map, JPEG in EPSG:3857.
pub const RELIEF: &[u8] = include_bytes!("../../geodata/relief.jpg");

/// Table of places.
pub const PLACES: &str = include_str!("../../geodata/places.csv");
/// Table of the towns of the wider area.
pub const TOWNS: &str = include_str!("../../geodata/towns.csv");
/// Table of statements of control.
pub const CONTROL: &str = include_str!("../../geodata/control.csv");
/// Table of the derived situation on 26 September 2020.
pub const BASELINE: &str = include_str!("../../geodata/baseline_control.csv");
/// The parties and their names.
pub const PARTIES: &str = include_str!("../../geodata/parties.json");
/// Table of incidents.
pub const INCIDENTS: &str = include_str!("../../geodata/incidents.csv");

/// The layers that are kept as `GeoJSON`, with their collections.
const LAYERS: [(&str, &str); 6] = [
    (
        "region",
        include_str!("../../geodata/layers/region.geojson"),
    ),
    (
        "stepanakert",
        include_str!("../../geodata/layers/stepanakert.geojson"),
    ),
    (
        "districts",
        include_str!("../../geodata/layers/districts.geojson"),
    ),
    (
        "borders",
        include_str!("../../geodata/layers/borders.geojson"),
    ),
    ("water", include_str!("../../geodata/layers/water.geojson")),
    (
        "contact-line",
        include_str!("../../geodata/line/1994-05-12.geojson"),
    ),
];

/// Where the relief lies.
#[derive(Debug, Clone, Deserialize)]
pub struct Relief {
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
}

/// `collections.json` as a whole.
#[derive(Debug, Clone, Deserialize)]
pub struct Collections {
    /// Attribution of the whole map.
    pub attribution: String,
    /// The layers in their order.
    pub collections: Vec<Collection>,
}

fn json<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, AtlasError> {
    serde_json::from_str(text).map_err(|error| AtlasError::Builtin(format!("{name}: {error}")))
}

/// Where the relief lies.
///
/// # Errors
/// [`AtlasError::Builtin`], which the tests exclude; so with all functions here.
pub fn relief() -> Result<Relief, AtlasError> {
    json("relief.json", include_str!("../../geodata/relief.json"))
}

/// The descriptions of the collections.
///
/// # Errors
/// [`AtlasError::Builtin`].
pub fn collections() -> Result<Collections, AtlasError> {
    json(
        "collections.json",
        include_str!("../../geodata/collections.json"),
    )
}

/// The sources of the built-in data.
///
/// # Errors
/// [`AtlasError::Builtin`].
pub fn sources() -> Result<Vec<Source>, AtlasError> {
    #[derive(Deserialize)]
    struct Sources {
        sources: Vec<Source>,
    }
    json::<Sources>("sources.json", include_str!("../../geodata/sources.json"))
        .map(|file| file.sources)
}

/// The parties and their names.
///
/// # Errors
/// [`AtlasError::Builtin`].
pub fn parties() -> Result<Parties, AtlasError> {
    json("parties.json", PARTIES)
}

/// The sectors of the reference line.
///
/// # Errors
/// [`AtlasError::Builtin`].
pub fn sectors() -> Result<Vec<Sector>, AtlasError> {
    #[derive(Deserialize)]
    struct Sectors {
        sectors: Vec<Sector>,
    }
    json::<Sectors>("sectors.json", include_str!("../../geodata/sectors.json"))
        .map(|file| file.sectors)
}

/// The rule table of the stances.
///
/// # Errors
/// [`AtlasError::Builtin`].
pub fn stances() -> Result<Rules, AtlasError> {
    json("stances.json", include_str!("../../geodata/stances.json"))
}

/// The words by which reports are read.
///
/// # Errors
/// [`AtlasError::Builtin`].
pub fn vocabulary() -> Result<Vocabulary, AtlasError> {
    json(
        "vocabulary.json",
        include_str!("../../geodata/vocabulary.json"),
    )
}

/// The features of the layers that are kept as `GeoJSON`.
///
/// # Errors
/// [`AtlasError::Builtin`].
pub fn layers() -> Result<Vec<Feature>, AtlasError> {
    #[derive(Deserialize)]
    struct Layer {
        features: Vec<WrittenFeature>,
    }
    let mut features = Vec::new();
    for (name, text) in LAYERS {
        let collection: Id = name.parse()?;
        for written in json::<Layer>(name, text)?.features {
            features.push(feature(&collection, written)?);
        }
    }
    Ok(features)
}

/// A feature as it is written in a file or a row, as a value.
///
/// # Errors
/// [`AtlasError::Builtin`] when `valid_from` or `valid_to` is missing or no date.
pub fn feature(collection: &Id, written: WrittenFeature) -> Result<Feature, AtlasError> {
    let wrong = |key: &str| {
        AtlasError::Builtin(format!(
            "{collection}: {key} of {} is neither a date nor null",
            written.id
        ))
    };
    let day = |key: &str| match written.properties.get(key) {
        Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => text.parse().map(Some).map_err(|_| wrong(key)),
        _ => Err(wrong(key)),
    };
    let interval =
        Interval::new(day("valid_from")?, day("valid_to")?).map_err(|_| wrong("the interval"))?;
    Ok(Feature {
        collection: collection.clone(),
        id: written.id,
        shape: written.geometry,
        interval,
        properties: written.properties,
    })
}
