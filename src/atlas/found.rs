//! From what the geoparser found to a geometry: with the line in force on a day and the outlines of
//! districts.

use std::{collections::HashMap, rc::Rc};

use geo_types::LineString;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{
        area::Canvas,
        brush::Brush,
        draw::{Drawn, LINE_PLACE, Relation},
        survey::Survey,
    },
    gazetteer::{index::Gazetteer, nearby::kilometres, unit::base},
    geoparse::{
        reading::{FoundLocation, Reading},
        relative::Relative,
    },
    model::{
        id::Id,
        length::Metres,
        location::{Location, LocationKind},
        place::{Place, PlaceForm, PlaceKind},
        shape::Shape,
    },
};

impl Survey<'_> {
    /// Draws a location that was found in a text, as of a day: what is told of the line, on the line
    /// of that day.
    #[must_use]
    pub fn found(
        &self,
        found: &FoundLocation,
        place: &Place,
        gazetteer: &Gazetteer,
        day: Date,
    ) -> Drawn {
        if found.relative == Relative::Seat
            && let Some(seat) = seat(place, gazetteer)
        {
            let mut drawn = self.ground.at_place(seat, Relation::At, day);
            "seat".clone_into(&mut drawn.location.rule);
            return drawn;
        }
        let whole_line = found.relative == (Relative::Along { near: None })
            && (place.id.as_str() == LINE_PLACE || place.kind.form() != PlaceForm::Line);
        if matches!(found.relative, Relative::At | Relative::Seat) || whole_line {
            return self.settled(self.ground.at_place(place, Relation::At, day), day);
        }
        let drawn = Canvas::new().and_then(|canvas| {
            let brush = Brush {
                ground: self.ground,
                fronts: fronts(&canvas, self, day),
                canvas,
                gazetteer,
            };
            let (area, kind) = brush.area(&found.relative, place)?;
            let (shape, point) = brush.canvas.shape(&area)?;
            Some((shape, point, kind))
        });
        let Some((shape, point, kind)) = drawn else {
            let relation = match found.kind {
                LocationKind::Near => Relation::Near,
                _ => Relation::At,
            };
            return self.settled(self.ground.at_place(place, relation, day), day);
        };
        Drawn {
            location: Location {
                kind,
                place: Some(place.id.clone()),
                label: Self::label(found, place, gazetteer),
                rule: found.rule.clone(),
                where_prec: found.where_prec,
                uncertainty_m: reach(&shape).unwrap_or(found.uncertainty_m),
                point: Some(point),
            },
            shape: Some(shape),
        }
    }

    /// The place, or both places, that a location is made of.
    fn label(found: &FoundLocation, place: &Place, gazetteer: &Gazetteer) -> String {
        let other = match &found.relative {
            Relative::Between { other }
            | Relative::Facing { other }
            | Relative::Stretch { to: other } => Some(other),
            Relative::Border { other } | Relative::Road { other } => other.as_ref(),
            Relative::Along { near } => near.as_ref(),
            _ => None,
        };
        match other.and_then(|other| gazetteer.get(other)) {
            Some(other) => format!("{} – {}", place.label(), other.label()),
            None => place.label().to_owned(),
        }
    }

    /// A reading as the command line and the API write it, with the geometry of every location.
    #[must_use]
    pub fn reading(&self, id: &str, reading: &Reading, gazetteer: &Gazetteer, day: Date) -> Value {
        let mut written = reading.to_json(id, gazetteer);
        let locations = written
            .get_mut("locations")
            .and_then(Value::as_array_mut)
            .map(Vec::as_mut_slice)
            .unwrap_or_default();
        // Reports name the same location again and again.
        let mut known: HashMap<&Id, Vec<(&FoundLocation, Rc<Drawn>)>> = HashMap::new();
        for (value, found) in locations.iter_mut().zip(&reading.locations) {
            let Some(place) = gazetteer.get(&found.place) else {
                continue;
            };
            let of_place = known.entry(&found.place).or_default();
            let same = of_place.iter().find(|(other, _)| drawn_alike(other, found));
            let drawn = if let Some((_, drawn)) = same {
                Rc::clone(drawn)
            } else {
                let drawn = Rc::new(self.found(found, place, gazetteer, day));
                of_place.push((found, Rc::clone(&drawn)));
                drawn
            };
            if let Value::Object(map) = value {
                map.insert("geometry".to_owned(), json!(drawn.shape));
                map.insert("point".to_owned(), json!(drawn.location.point));
                map.insert("rule".to_owned(), json!(drawn.location.rule));
                map.insert("where_prec".to_owned(), json!(drawn.location.where_prec));
                map.insert(
                    "uncertainty_m".to_owned(),
                    json!(drawn.location.uncertainty_m),
                );
            }
        }
        written
    }
}

/// The parts of the line of a day on the plane.
fn fronts(canvas: &Canvas, survey: &Survey<'_>, day: Date) -> Vec<LineString<f64>> {
    let traces = survey.traces(day).into_iter();
    traces.filter_map(|trace| canvas.line(&trace)).collect()
}

/// Whether two locations of one place are drawn alike: whatever their words and where they stand.
fn drawn_alike(a: &FoundLocation, b: &FoundLocation) -> bool {
    a.relative == b.relative
        && a.kind == b.kind
        && a.rule == b.rule
        && a.where_prec == b.where_prec
        && a.uncertainty_m == b.uncertainty_m
}

/// The settlement that a district or province is called after and governed from.
fn seat<'a>(unit: &Place, gazetteer: &'a Gazetteer) -> Option<&'a Place> {
    let distance = |place: &&Place| kilometres(place.position, unit.position);
    let names = unit.names.iter().filter_map(|(_, name)| base(name));
    names
        .flat_map(|name| gazetteer.bearing(&name))
        .filter_map(|id| gazetteer.get(&id))
        .filter(|place| matches!(place.kind, PlaceKind::City | PlaceKind::Town))
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// Half the diagonal of a shape's rectangle.
fn reach(shape: &Shape) -> Option<Metres> {
    use geo::{Distance, Geodesic};
    let rect = shape.rect();
    let diagonal = Geodesic.distance(rect.min().into(), rect.max().into());
    Metres::new((diagonal / 2.0).round())
}

/// Whether a place of origin and a place that was fired at lie on the same side of the line, so that
/// somebody should look.
#[must_use]
pub fn same_side(survey: &Survey<'_>, from: &Place, to: &Place, day: Date) -> bool {
    let offset = |place: &Place| {
        let found = survey.offset_km(place.position, day)?;
        (found.abs() > 1.5).then_some(found)
    };
    match (offset(from), offset(to)) {
        (Some(a), Some(b)) => (a > 0.0) == (b > 0.0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
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
        let all = drawn(
            "Shots were fired in the Lachin direction of the Armenia-Azerbaijan state border.",
        );
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
}
