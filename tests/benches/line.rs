//! How long the line takes: rebuilt cold, from what is kept, 66 days in a row, and `locate`; with the
//! built-in places and with 1,500 settlements.
//!
//! `cargo bench --bench line` prints the median of each in microseconds.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench"
)]

use std::{collections::HashMap, time::Instant};

use contactline::{
    atlas::{
        builtin, draw::Ground, facade::Atlas, front::Front, front::Question, survey::Survey, tables,
    },
    line::{locate::Gauge, stance::Stance},
    model::{feature::Feature, id::Id, place::Place, position::LonLat},
};
use jiff::{ToSpan as _, civil::Date, civil::date};
use serde_json::json;

/// So many settlements has the larger front.
const SETTLEMENTS: usize = 1_500;

fn median(what: &str, runs: usize, mut run: impl FnMut()) {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{:12.1} µs  {what}", times[runs / 2]);
}

const fn question(on: Date) -> Question {
    Question {
        on,
        stance: Stance::AzClaimed,
        as_of: Date::MAX,
    }
}

/// Cells and areas, a date and 66 days of a front that keeps nothing yet.
fn cold(front: &Front) {
    let start = Instant::now();
    let _ = front.shares();
    println!(
        "{:12.1} µs  areas of {} cells, once for a server",
        start.elapsed().as_secs_f64() * 1e6,
        front.frame.cells.len()
    );
    let day = question(date(2020, 11, 9));
    median("one date, cold", 21, || drop(front.feature(&day)));
    median("66 days, cold", 3, || {
        for n in 0..66 {
            drop(front.feature(&question(date(2020, 9, 27).saturating_add(n.days()))));
        }
    });
    median("areas of a date, cold", 5, || drop(front.areas(&day)));
}

/// The built-in places with made-up neighbours, each with the holder and the statements of its
/// neighbour and on the same side of the base line, until there are [`SETTLEMENTS`] of them.
fn crowded(ground: &Ground) -> (Vec<Place>, Vec<Feature>) {
    let mut places = tables::built_in_places().unwrap();
    let mut control = tables::control(builtin::CONTROL, builtin::BASELINE, &places).unwrap();
    let gauge = Gauge::new(ground.history.versions().first().unwrap()).unwrap();
    let side = |position| gauge.locate(position).unwrap().offset_km > 0.0;
    let mut said: HashMap<Id, Vec<Feature>> = HashMap::new();
    for feature in &control {
        let place = feature.properties["place"].as_str().unwrap();
        let of_place = said.entry(place.parse().unwrap()).or_default();
        of_place.push(feature.clone());
    }
    let is_settled = |place: &&Place| {
        let mut of_place = said.get(&place.id).into_iter().flatten();
        let has_holder = of_place.any(|one| one.properties["kind"] == "baseline");
        has_holder && place.country.as_deref() == Some("AZ")
    };
    let settled: Vec<Place> = places.iter().filter(is_settled).cloned().collect();
    let mut count = settled.len();
    let mut seed = 1_500_u64;
    let mut random = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(seed >> 33).unwrap()) / f64::from(u32::MAX >> 1)
    };
    for (n, place) in settled.iter().cycle().enumerate() {
        if count >= SETTLEMENTS {
            break;
        }
        let at = place.position;
        let (east, north) = (random() * 0.06 - 0.03, random() * 0.06 - 0.03);
        let position = LonLat::new(at.lon() + east, at.lat() + north).unwrap();
        if side(position) != side(at) {
            continue;
        }
        let id: Id = format!("{}-{n}", place.id).parse().unwrap();
        for feature in said.get(&place.id).into_iter().flatten() {
            let mut copy = feature.clone();
            copy.id = format!("{}-{n}", feature.id).parse().unwrap();
            copy.properties.insert("place".to_owned(), json!(id));
            copy.properties.remove("corrects");
            control.push(copy);
        }
        places.push(Place {
            id,
            position,
            ..place.clone()
        });
        count += 1;
    }
    (places, control)
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    let start = Instant::now();
    let front = atlas.front().unwrap();
    println!(
        "{:12.1} µs  cells, once for a server",
        start.elapsed().as_secs_f64() * 1e6
    );
    cold(&front);
    let day = question(date(2020, 11, 9));
    median("one date, kept", 1001, || drop(atlas.line(&day).unwrap()));
    median("areas of a date, kept", 1001, || {
        drop(atlas.line_areas(&day).unwrap());
    });
    let position = LonLat::new(46.7515, 39.8153).unwrap();
    let gauge = Gauge::new(&front.base).unwrap();
    median("locate by the base line", 1001, || {
        gauge.locate(position).unwrap();
    });
    let survey = Survey::new(atlas.ground(), front);
    let rebuilt = survey.yardstick(&day).unwrap();
    assert!(rebuilt.is_derived(), "the line of that day is rebuilt");
    median("locate by a rebuilt line: km and offset", 1001, || {
        rebuilt.along(position).unwrap();
        rebuilt.off(position).unwrap();
    });

    println!("with {SETTLEMENTS} settlements:");
    let (places, control) = crowded(atlas.ground());
    let borders: Vec<Feature> = builtin::layers()
        .unwrap()
        .into_iter()
        .filter(|feature| feature.collection.as_str() == "borders")
        .collect();
    let start = Instant::now();
    let front = Front::new(&control, &places, atlas.ground(), &borders).unwrap();
    println!(
        "{:12.1} µs  ledger and cells, once for a server",
        start.elapsed().as_secs_f64() * 1e6
    );
    cold(&front);
}
