//! The built-in tables, row by row, as places, statements of control and incidents.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::{
    atlas::{builtin, error::AtlasError},
    model::{
        claim::Modality,
        feature::Feature,
        id::Id,
        interval::Interval,
        length::Metres,
        names::Names,
        place::{Place, PlaceKind},
        position::LonLat,
        shape::Shape,
        side::Side,
    },
};

/// One row of `places.csv`.
#[derive(Debug, Deserialize)]
struct PlaceRow {
    id: Id,
    kind: PlaceKind,
    lon: f64,
    lat: f64,
    accuracy_km: f64,
    country: Option<String>,
    district_az: Option<String>,
    province_nk: Option<String>,
    name_en: Option<String>,
    name_az: Option<String>,
    name_hy: Option<String>,
    name_ru: Option<String>,
    variants: String,
    geonames_id: Option<u64>,
    population: Option<u64>,
    note: Option<String>,
    label_en: Option<String>,
    source_id: Id,
}

/// One row of `control.csv`.
#[derive(Debug, Deserialize)]
pub(crate) struct ControlRow {
    pub(crate) id: Id,
    pub(crate) date: Date,
    date_prec: String,
    pub(crate) place_id: Id,
    holder_before: Option<String>,
    pub(crate) holder_after: Option<String>,
    pub(crate) kind: String,
    claimed_by: String,
    claimant_side: Side,
    acknowledged_by: Option<String>,
    pub(crate) acknowledged_date: Option<String>,
    confidence: String,
    note: Option<String>,
    source_id: Id,
    #[serde(default)]
    corrects: Option<Id>,
}

/// One row of `baseline_control.csv`.
#[derive(Debug, Deserialize)]
struct BaselineRow {
    place_id: Id,
    date: Date,
    holder: String,
    derivation: String,
    distance_to_line_km: Option<f64>,
    flag: Option<String>,
    note: Option<String>,
    source_id: Id,
}

/// One row of `incidents.csv`.
#[derive(Debug, Deserialize)]
#[expect(
    missing_docs,
    reason = "the columns are described in geodata/README.md"
)]
pub struct IncidentRow {
    pub id: Id,
    pub date_start: Date,
    pub date_end: Date,
    pub date_prec: String,
    pub place_id: Id,
    pub relation: String,
    pub kind: String,
    pub summary_en: String,
    pub claimant: String,
    pub claimant_side: Side,
    pub counter_claim_by: Option<String>,
    pub counter_side: Option<Side>,
    pub counter_claim_summary: Option<String>,
    pub modality: Modality,
    pub counter_modality: Option<Modality>,
    pub counter_predicate: Option<String>,
    pub also_claimed_by: Option<String>,
    pub also_side: Option<Side>,
    pub killed_low: Option<u64>,
    pub killed_high: Option<u64>,
    pub wounded_low: Option<u64>,
    pub wounded_high: Option<u64>,
    pub victim_class: Option<String>,
    pub victim_side: Option<String>,
    pub equipment_json: Option<String>,
    pub confidence: Option<String>,
    pub note: Option<String>,
    pub source_id: Id,
}

impl IncidentRow {
    /// Counts by class of materiel, as claimed.
    #[must_use]
    pub fn equipment(&self) -> BTreeMap<String, u64> {
        self.equipment_json
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    }
}

fn rows<T: DeserializeOwned>(name: &str, text: &str) -> Result<Vec<T>, AtlasError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| AtlasError::Builtin(format!("{name}: {error}")))
}

/// The places of a table with the columns of `places.csv`.
///
/// # Errors
/// [`AtlasError::Builtin`] with the row and what is wrong with it.
pub fn places(text: &str) -> Result<Vec<Place>, AtlasError> {
    rows::<PlaceRow>("places.csv", text)?
        .into_iter()
        .map(|row| {
            let wrong = |why: &str| AtlasError::Builtin(format!("place {}: {why}", row.id));
            Ok(Place {
                position: LonLat::new(row.lon, row.lat).map_err(|e| wrong(&e.to_string()))?,
                accuracy_m: Metres::new(row.accuracy_km * 1000.0)
                    .ok_or_else(|| wrong("accuracy_km must not be negative"))?,
                id: row.id,
                kind: row.kind,
                names: Names {
                    en: row.name_en,
                    az: row.name_az,
                    hy: row.name_hy,
                    ru: row.name_ru,
                },
                variants: row
                    .variants
                    .split(';')
                    .map(str::trim)
                    .filter(|variant| !variant.is_empty())
                    .map(str::to_owned)
                    .collect(),
                label_en: row.label_en,
                country: row.country,
                district_az: row.district_az,
                province_nk: row.province_nk,
                geonames_id: row.geonames_id,
                population: row.population,
                note: row.note,
                source: row.source_id,
                toponyms: Vec::new(),
            })
        })
        .collect()
}

/// The places that are built in: those around the line, and the towns of the wider area.
///
/// # Errors
/// [`AtlasError::Builtin`] with the row and what is wrong with it.
pub fn built_in_places() -> Result<Vec<Place>, AtlasError> {
    let mut all = places(builtin::PLACES)?;
    all.extend(places(builtin::TOWNS)?);
    Ok(all)
}

/// The incidents of a table with the columns of `incidents.csv`.
///
/// # Errors
/// [`AtlasError::Builtin`].
pub fn incidents(text: &str) -> Result<Vec<IncidentRow>, AtlasError> {
    rows("incidents.csv", text)
}

/// The published feature of a place. Of its toponyms it has those that say more than its names do.
///
/// # Errors
/// [`AtlasError::Builtin`] if the identifier of the collection were not one.
pub fn place_feature(place: &Place) -> Result<Feature, AtlasError> {
    let mut properties = object(json!({
        "names": place.names,
        "kind": place.kind,
        "variants": place.variants,
        "label_en": place.label_en,
        "accuracy_m": place.accuracy_m,
        "country": place.country,
        "district_az": place.district_az,
        "province_nk": place.province_nk,
        "geonames_id": place.geonames_id,
        "population": place.population,
        "note": place.note,
        "source": place.source,
        "valid_from": null,
        "valid_to": null,
    }));
    if !place.toponyms.is_empty() {
        properties.insert("toponyms".to_owned(), json!(place.toponyms));
    }
    Ok(Feature {
        collection: "places".parse()?,
        id: place.id.clone(),
        shape: Some(Shape::point(place.position)),
        interval: Interval::ALWAYS,
        properties,
    })
}

/// The place of a published feature.
///
/// # Errors
/// [`AtlasError::Builtin`] when the body is not one of a place.
pub fn place_of(body: &str) -> Result<Place, AtlasError> {
    let wrong = |error: serde_json::Error| AtlasError::Builtin(format!("a place: {error}"));
    let mut feature: Value = serde_json::from_str(body).map_err(wrong)?;
    let id = feature["id"].take();
    let position = feature["geometry"]["coordinates"].take();
    let mut properties = feature["properties"].take();
    properties["id"] = id;
    properties["position"] = position;
    serde_json::from_value(properties).map_err(wrong)
}

/// The statements of control of both tables, as features at their places.
///
/// # Errors
/// [`AtlasError::Builtin`], also when a statement names a place that is not in the table of places.
pub fn control(
    control: &str,
    baseline: &str,
    places: &[Place],
) -> Result<Vec<Feature>, AtlasError> {
    let places: HashMap<&Id, &Place> = places.iter().map(|place| (&place.id, place)).collect();
    let place_of = |id: &Id| {
        places
            .get(id)
            .copied()
            .ok_or_else(|| AtlasError::Builtin(format!("control: there is no place {id}")))
    };
    let mut features = Vec::new();
    for row in rows::<ControlRow>("control.csv", control)? {
        let place = place_of(&row.place_id)?;
        features.push(control_feature(row, place)?);
    }
    for row in rows::<BaselineRow>("baseline_control.csv", baseline)? {
        let place = place_of(&row.place_id)?;
        let extra = json!({
            "kind": "baseline", "date": row.date, "date_prec": "day",
            "holder_before": null, "holder_after": row.holder, "derivation": row.derivation,
            "distance_to_line_km": row.distance_to_line_km, "flag": row.flag,
            "note": row.note, "source": row.source_id,
        });
        let id = format!("baseline-{}", row.place_id).parse()?;
        features.push(statement(id, row.date, place, extra)?);
    }
    Ok(features)
}

/// The published feature of a row of `control.csv`.
pub(crate) fn control_feature(row: ControlRow, place: &Place) -> Result<Feature, AtlasError> {
    let mut extra = json!({
        "kind": row.kind, "date": row.date, "date_prec": row.date_prec,
        "holder_before": row.holder_before, "holder_after": row.holder_after,
        "claimed_by": row.claimed_by, "claimant_side": row.claimant_side,
        "acknowledged_by": row.acknowledged_by, "acknowledged_date": row.acknowledged_date,
        "confidence": row.confidence, "note": row.note, "source": row.source_id,
    });
    if let (Some(gone), Some(extra)) = (row.corrects, extra.as_object_mut()) {
        extra.insert("corrects".to_owned(), json!(gone));
    }
    statement(row.id, row.date, place, extra)
}

/// A statement about a place on a day.
fn statement(id: Id, date: Date, place: &Place, extra: Value) -> Result<Feature, AtlasError> {
    let interval = Interval::days(date, date)
        .map_err(|error| AtlasError::Builtin(format!("control: {id}: {error}")))?;
    let mut properties = object(json!({
        "names": place.names, "place": place.id, "accuracy_m": place.accuracy_m,
        "valid_from": interval.from(), "valid_to": interval.to(),
    }));
    properties.extend(object(extra));
    Ok(Feature {
        collection: "control".parse()?,
        id,
        shape: Some(Shape::point(place.position)),
        interval,
        properties,
    })
}

/// The object in a JSON value; empty for anything else.
#[must_use]
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
