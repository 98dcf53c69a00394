//! Tests of how locations are drawn.

use geo::Intersects;
use jiff::civil::date;

use super::*;
use crate::{atlas::facade, geoparse::reading::Context};

/// The locations of a text on 30 September 2020: rule, precision and drawing.
fn drawn(text: &str) -> Vec<(String, u8, Drawn)> {
    let (geoparser, ground) = facade::built_in().expect("the built-in data read");
    let reading = geoparser.read(text, &Context::default());
    let gazetteer = geoparser.gazetteer();
    reading
        .locations
        .iter()
        .map(|found| {
            let place = gazetteer.get(&found.place).expect("a place");
            let survey = Survey::plain(&ground);
            let drawn = survey.found(found, place, gazetteer, date(2020, 9, 26));
            let precision = drawn.location.where_prec.into();
            (drawn.location.rule.clone(), precision, drawn)
        })
        .collect()
}

fn contains(drawn: &Drawn, lon: f64, lat: f64) -> bool {
    let point = geo_types::Point::new(lon, lat);
    let shape = drawn.shape.as_ref().expect("a shape");
    shape.geometry().intersects(&point)
}

#[test]
fn every_relation_is_an_area_with_a_point_inside() {
    for (text, rule) in [
        ("Shells fell near Hadrut.", "near"),
        ("Shells fell on the outskirts of Stepanakert.", "outskirts"),
        ("Fire was opened in the direction of Horadiz.", "direction"),
        ("A drone fell 6 km north-west of Fuzuli.", "offset"),
        ("A drone fell north of Hadrut.", "side-of"),
        ("Fighting went on between Hadrut and Fuzuli.", "between"),
        (
            "Convoys were shelled on the road between Shusha and Lachin.",
            "road",
        ),
        (
            "Fire was exchanged along the line of contact near Talish.",
            "along-line-near",
        ),
        (
            "Clashes went on in the northern part of the Fuzuli district.",
            "part-of",
        ),
        (
            "Fire was opened in the Aghdam section of the front.",
            "section",
        ),
        (
            "Fire came down on nameless heights in the Fuzuli district.",
            "heights",
        ),
        (
            "Shots were fired on the border of the Tovuz district.",
            "border",
        ),
    ] {
        let all = drawn(text);
        let (found, _, drawn) = all.first().expect(text);
        assert_eq!(found, rule, "{text}");
        let point = drawn.location.point.expect("a point");
        assert!(
            matches!(
                drawn.shape.as_ref().expect(text).geometry(),
                geo_types::Geometry::Polygon(_) | geo_types::Geometry::MultiPolygon(_)
            ),
            "{text}"
        );
        assert!(contains(drawn, point.lon(), point.lat()), "{text}");
    }
}

#[test]
fn six_kilometres_north_west_is_a_sector_of_a_ring() {
    let all = drawn("A drone fell 6 km north-west of Fuzuli.");
    let (_, precision, drawn) = &all[0];
    assert_eq!(*precision, 3);
    // Fuzuli itself, 6 km to its south-east and 20 km to its north-west are not in it.
    assert!(contains(drawn, 47.145 - 0.05, 39.60 + 0.038));
    assert!(!contains(drawn, 47.145, 39.60));
    assert!(!contains(drawn, 47.145 + 0.05, 39.60 - 0.038));
    assert!(!contains(drawn, 47.145 - 0.17, 39.60 + 0.13));
}

#[test]
fn a_bank_is_a_strip_along_the_water_and_no_disc() {
    let all = drawn("Shots were fired on the banks of the Aras.");
    let (rule, _, drawn) = &all[0];
    assert_eq!(rule, "bank");
    assert!(contains(drawn, 47.32, 39.38), "where the line ends");
    assert!(!contains(drawn, 46.95, 39.35), "20 km from its bank");
    assert!(!contains(drawn, 46.75, 39.82), "far from the river");
}

#[test]
fn from_one_place_to_another_is_a_stretch_of_the_line() {
    for text in [
        "Fire was exchanged along the line of contact from Talish to Horadiz.",
        "От Талыша до Горадиза шли бои.",
        "Թալիշից մինչև Հորադիզ կրակոցներ են եղել։",
    ] {
        let all = drawn(text);
        let stretch = all.iter().find(|(rule, _, _)| rule == "from-to");
        let (_, precision, drawn) = stretch.expect(text);
        assert_eq!(*precision, 5, "{text}");
        assert!(contains(drawn, 47.0, 40.0), "by Aghdam: {text}");
        assert!(!contains(drawn, 46.4, 40.3), "the northern ridge: {text}");
    }
}

#[test]
fn rockets_from_one_place_to_another_are_no_stretch() {
    let all = drawn("Rockets were fired from Goris to Hadrut.");
    assert!(all.iter().all(|(rule, _, _)| rule != "from-to"));
}

#[test]
fn the_section_of_a_district_is_the_front_in_it() {
    for text in [
        "Fire was opened in the Aghdam section of the front.",
        "На Агдамском участке фронта стреляли.",
    ] {
        let all = drawn(text);
        let (rule, precision, drawn) = &all[0];
        assert_eq!((rule.as_str(), *precision), ("section", 5), "{text}");
        let place = drawn.location.place.as_ref().expect("a place");
        assert_eq!(place.as_str(), "aghdam-district", "{text}");
        assert!(!contains(drawn, 46.87, 40.02), "behind the front: {text}");
    }
}

#[test]
fn the_centre_of_a_district_is_its_town_and_its_central_part_is_not() {
    let all = drawn("The centre of the Tartar district was shelled.");
    let (rule, precision, drawn) = &all[0];
    assert_eq!((rule.as_str(), *precision), ("seat", 2));
    let place = drawn.location.place.as_ref().expect("a place");
    assert_eq!(place.as_str(), "tartar");
}

#[test]
fn a_direction_of_a_state_border_is_the_border_of_that_district() {
    let all =
        drawn("Shots were fired in the Lachin direction of the Armenia-Azerbaijan state border.");
    let (rule, _, drawn) = &all[0];
    assert_eq!(rule, "border");
    assert!(!contains(drawn, 46.55, 39.64), "the town itself");
}

#[test]
fn heights_without_a_name_lie_in_the_district_and_by_the_line() {
    let all = drawn("Fire came down on nameless heights in the Fuzuli district.");
    let drawn = &all[0].2;
    assert!(contains(drawn, 47.25, 39.55), "by the line");
    assert!(!contains(drawn, 47.03, 39.62), "far behind it");
}

#[test]
fn fire_from_the_same_side_is_seen() {
    let (geoparser, ground) = facade::built_in().expect("the built-in data read");
    let place = |id: &str| {
        let id = id.parse().expect("an identifier");
        geoparser.gazetteer().get(&id).expect("a place")
    };
    let day = date(2020, 9, 26);
    let ground = Survey::plain(&ground);
    assert!(same_side(
        &ground,
        place("hadrut"),
        place("stepanakert"),
        day
    ));
    assert!(!same_side(&ground, place("hadrut"), place("barda"), day));
    assert!(!same_side(&ground, place("barda"), place("hadrut"), day));
}
