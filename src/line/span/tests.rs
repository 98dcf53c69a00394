//! Tests of positions of lines and areas.

use super::*;
use crate::{
    line::point::point,
    model::{interval::Interval, length::Metres, line_version::LineVersion},
};
use geo::Contains as _;
use geo_types::Point;

/// A line that bends like a stair from the north-west to the south-east.
fn version() -> LineVersion {
    let trace = [
        (46.0, 40.3),
        (46.3, 40.35),
        (46.9, 40.3),
        (46.95, 39.9),
        (47.1, 39.7),
        (47.0, 39.5),
        (47.2, 39.3),
    ];
    LineVersion {
        id: "line".parse().expect("an id"),
        interval: Interval::ALWAYS,
        accuracy_m: Metres::default(),
        trace: trace.to_vec().into(),
    }
}

fn gauge() -> Gauge {
    Gauge::new(&version()).expect("two vertices")
}

fn square(west: f64, south: f64, size: f64) -> Geometry<f64> {
    let (east, north) = (west + size, south + size);
    let ring = vec![(west, south), (east, south), (east, north), (west, north)];
    Geometry::Polygon(Polygon::new(ring.into(), Vec::new()))
}

#[test]
fn an_area_on_the_line_has_shares_that_add_up_and_a_stretch_of_it() {
    let span = gauge().span(&square(46.85, 40.0, 0.2)).expect("in reach");
    assert!(span.nearest_km == 0.0 && span.farthest_km > 5.0, "{span:?}");
    assert!(span.left > 0.05 && span.left < 0.95, "{span:?}");
    assert!(span.to_km - span.from_km > 20.0, "{span:?}");
}

#[test]
fn an_area_off_the_line_lies_on_one_side_of_it() {
    // North-east of the line is its left.
    let left = gauge().span(&square(47.3, 40.0, 0.1)).expect("in reach");
    assert!(
        (left.left - 1.0).abs() < 1e-9 && left.nearest_km > 10.0,
        "{left:?}"
    );
    let right = gauge().span(&square(46.2, 39.8, 0.1)).expect("in reach");
    assert!(
        right.left.abs() < 1e-9 && right.nearest_km > 10.0,
        "{right:?}"
    );
}

#[test]
fn a_line_along_the_line_keeps_its_kilometres() {
    let at = |km| {
        point(&version(), km, 1.0)
            .expect("in reach")
            .expect("on it")
            .point()
    };
    let line = LineString::from(vec![at(5.0), at(15.0)]);
    let span = gauge().span(&Geometry::LineString(line)).expect("in reach");
    assert!(
        (span.from_km - 5.0).abs() < 0.05 && (span.to_km - 15.0).abs() < 0.05,
        "{span:?}"
    );
    assert!((span.nearest_km - 1.0).abs() < 0.05 && (span.farthest_km - 1.0).abs() < 0.05);
    assert!((span.left - 1.0).abs() < 1e-9, "{span:?}");
}

#[test]
fn a_point_has_no_stretch() {
    let point = Geometry::Point(Point::new(46.5, 40.0));
    assert_eq!(gauge().span(&point), Err(LocateError::NoSegment));
}

/// The side by which ground a point lies in is the side by its signed offset: 10,000 points within
/// some 60 km. Beyond the ends of the line, where no side is defined by it, points are left out.
#[test]
fn the_side_by_ground_is_the_side_by_signed_offset() {
    let gauge = gauge();
    let ground = gauge.left_ground();
    let mut seed = 20_200_926_u64;
    let mut random = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(seed >> 33).unwrap_or_default()) / f64::from(u32::MAX >> 1)
    };
    let length = gauge
        .locate(LonLat::new(47.2, 39.3).expect("on Earth"))
        .expect("in reach")
        .km;
    let (mut asked, mut left_out) = (0, 0);
    while asked < 10_000 {
        let position = LonLat::new(45.6 + 2.0 * random(), 38.9 + 1.8 * random()).expect("on Earth");
        let found = gauge.locate(position).expect("in reach");
        if found.km < 1e-6 || found.km > length - 1e-6 {
            left_out += 1;
            continue;
        }
        let flat = gauge.on_plane(position).expect("in reach");
        assert_eq!(
            ground.contains(&Point(flat)),
            found.offset_km > 0.0,
            "{position:?} {found:?}"
        );
        asked += 1;
    }
    assert!(left_out < 10_000, "{left_out}");
}
