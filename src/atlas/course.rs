//! Where rivers, shores, roads and state borders run.

use std::collections::{HashMap, HashSet};

use geo_types::{Coord, Geometry, LineString};
use serde_json::Value;

use crate::{
    gazetteer::{fold::fold, index::Gazetteer, nearby::kilometres},
    model::{
        feature::Feature,
        place::{Place, PlaceForm, PlaceKind},
        position::LonLat,
        shape::Shape,
    },
};

/// The ends of a road lie no farther than this from the point that stands for it, in kilometres.
const FAR: f64 = 80.0;

/// The courses of named waters, and the countries whose borders are lines of their own.
#[derive(Debug, Default)]
pub struct Courses {
    /// Rivers, by their names in the search form.
    rivers: HashMap<String, Vec<Shape>>,
    /// Lakes and reservoirs, by their names in the search form.
    shores: HashMap<String, Vec<Shape>>,
    /// Countries, by their English names in the search form.
    countries: Vec<(String, Shape)>,
}

impl Courses {
    /// Takes in a feature of the collections `water` and `borders`; others are passed over.
    pub fn add(&mut self, feature: &Feature) {
        let Some(shape) = &feature.shape else {
            return;
        };
        let text = |key: &str| feature.properties.get(key).and_then(Value::as_str);
        let names = feature.properties.get("names").and_then(Value::as_object);
        let names = names
            .into_iter()
            .flat_map(|names| names.values().filter_map(Value::as_str).map(fold));
        match (feature.collection.as_str(), text("kind")) {
            ("water", Some("river")) => {
                for name in names {
                    self.rivers.entry(name).or_default().push(shape.clone());
                }
            }
            ("water", _) => {
                for name in names {
                    self.shores.entry(name).or_default().push(shape.clone());
                }
            }
            ("borders", Some("country")) => {
                let names = feature.properties.get("names");
                let name = names.and_then(|names| names.get("en")?.as_str());
                if let Some(name) = name {
                    self.countries.push((fold(name), shape.clone()));
                }
            }
            _ => {}
        }
    }

    /// The lines along which a river, a shore, a road or a state border runs; none if they are not
    /// known. A road runs straight from one of the settlements in its name to the point that stands
    /// for it and on to the other.
    ///
    /// # Units
    /// - CRS84 degrees
    #[must_use]
    pub fn of(&self, place: &Place, gazetteer: &Gazetteer) -> Vec<LineString<f64>> {
        match place.kind {
            PlaceKind::River => named(&self.rivers, place),
            PlaceKind::Reservoir => named(&self.shores, place),
            PlaceKind::Road => road(place, gazetteer),
            PlaceKind::Line => self.border(place),
            _ => Vec::new(),
        }
    }

    /// Where the two countries that the name of a border tells of meet.
    #[must_use]
    pub fn border(&self, place: &Place) -> Vec<LineString<f64>> {
        let name = place.names.en.as_deref().map(fold).unwrap_or_default();
        let mut joined = self
            .countries
            .iter()
            .filter(|(country, _)| name.split(' ').any(|word| word == country));
        match (joined.next(), joined.next()) {
            (Some((_, a)), Some((_, b))) => shared(a, b),
            _ => Vec::new(),
        }
    }
}

fn named(waters: &HashMap<String, Vec<Shape>>, place: &Place) -> Vec<LineString<f64>> {
    let found = place
        .names
        .iter()
        .find_map(|(_, name)| waters.get(&fold(name)));
    found
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .flat_map(lines)
        .collect()
}

/// The lines of a shape: of an area its outline.
fn lines(shape: &Shape) -> Vec<LineString<f64>> {
    match shape.geometry() {
        Geometry::LineString(line) => vec![line.clone()],
        Geometry::MultiLineString(lines) => lines.0.clone(),
        Geometry::Polygon(polygon) => vec![polygon.exterior().clone()],
        Geometry::MultiPolygon(many) => many.iter().map(|part| part.exterior().clone()).collect(),
        _ => Vec::new(),
    }
}

/// A corner as something that can be compared.
const fn corner(coord: &Coord<f64>) -> (u64, u64) {
    (coord.x.to_bits(), coord.y.to_bits())
}

/// The runs of corners that two countries have in common.
fn shared(a: &Shape, b: &Shape) -> Vec<LineString<f64>> {
    let corners: HashSet<(u64, u64)> = lines(b)
        .iter()
        .flat_map(|line| line.0.iter().map(corner))
        .collect();
    let mut runs = Vec::new();
    for line in lines(a) {
        for run in line.0.split(|coord| !corners.contains(&corner(coord))) {
            if run.len() > 1 {
                runs.push(LineString::new(run.to_vec()));
            }
        }
    }
    runs
}

/// A road by the two settlements in one of its names (`A-B road`).
fn road(place: &Place, gazetteer: &Gazetteer) -> Vec<LineString<f64>> {
    let near = |name: &str| -> Option<LonLat> {
        let found = gazetteer.bearing(name);
        found
            .iter()
            .filter_map(|id| gazetteer.get(id))
            .filter(|end| end.kind.form() == PlaceForm::Settlement)
            .map(|end| end.position)
            .filter(|position| kilometres(*position, place.position) < FAR)
            .min_by(|a, b| {
                let [a, b] = [a, b].map(|end| kilometres(*end, place.position));
                a.total_cmp(&b)
            })
    };
    place
        .spellings()
        .find_map(|name| {
            let (name, _) = name.rsplit_once(' ')?;
            let (a, b) = name.split_once(['-', '–', '—'])?;
            let ends = [near(a.trim())?, place.position, near(b.trim())?];
            Some(LineString::new(
                ends.iter().map(|end| end.point().0).collect(),
            ))
        })
        .into_iter()
        .collect()
}
