//! How long the line takes: rebuilt cold, from what is kept, 66 days in a row, and `locate`.
//!
//! `cargo bench --bench line` prints the median of each in microseconds.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench"
)]

use std::time::Instant;

use contactline::{
    atlas::{facade::Atlas, front::Question},
    line::{locate::Gauge, stance::Stance},
    model::position::LonLat,
};
use jiff::{ToSpan as _, civil::Date, civil::date};

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

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    let start = Instant::now();
    let front = atlas.front().unwrap();
    let _ = front.shares();
    println!(
        "{:12.1} µs  cells and areas, once for a server",
        start.elapsed().as_secs_f64() * 1e6
    );
    let question = |on| Question {
        on,
        stance: Stance::AzClaimed,
        as_of: Date::MAX,
    };
    let day = question(date(2020, 11, 9));
    median("one date, cold", 21, || drop(front.feature(&day)));
    median("one date, kept", 1001, || drop(atlas.line(&day).unwrap()));
    median("66 days, cold", 3, || {
        for n in 0..66 {
            drop(front.feature(&question(date(2020, 9, 27).saturating_add(n.days()))));
        }
    });
    median("areas of a date, cold", 5, || drop(front.areas(&day)));
    median("areas of a date, kept", 1001, || {
        drop(atlas.line_areas(&day).unwrap());
    });
    let position = LonLat::new(46.7515, 39.8153).unwrap();
    let gauge = Gauge::new(&front.base).unwrap();
    median("locate", 1001, || {
        gauge.locate(position).unwrap();
    });
}
