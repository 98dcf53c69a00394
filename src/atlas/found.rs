//! From what the geoparser found to a geometry: with the line in force on a day and the outlines of
//! districts.

use geo_types::{Coord, MultiPolygon};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{
        area::{self, Canvas},
        draw::{Drawn, Ground, Relation},
    },
    gazetteer::index::Gazetteer,
    geoparse::{
        reading::{FoundLocation, Reading},
        relative::Relative,
    },
    model::{
        id::Id,
        length::Metres,
        location::{Location, LocationKind},
        place::{Place, PlaceForm},
        shape::Shape,
    },
};

/// How far "near a settlement" reaches, in metres.
const NEAR: f64 = 5_000.0;
/// How far the outskirts reach.
const OUTSKIRTS: f64 = 3_000.0;
/// How far "in the direction of" reaches.
const DIRECTION: f64 = 10_000.0;
/// Half the width of a corridor along the line.
const CORRIDOR: f64 = 5_000.0;
/// Half the width of the front in a district.
const FRONT: f64 = 8_000.0;
/// Half the width of a road's or a river's strip.
const STRIP: f64 = 2_500.0;

impl Ground {
    /// Draws a location that was found in a text, as of a day.
    #[must_use]
    pub fn found(
        &self,
        found: &FoundLocation,
        place: &Place,
        gazetteer: &Gazetteer,
        day: Date,
    ) -> Drawn {
        if matches!(
            found.relative,
            Relative::At | Relative::Along { near: None }
        ) {
            return self.at_place(place, Relation::At, day);
        }
        let drawn = Canvas::new().and_then(|canvas| {
            let brush = Brush {
                ground: self,
                canvas,
                gazetteer,
                day,
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
            return self.at_place(place, relation, day);
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
            Relative::Between { other } | Relative::Road { other } => Some(other),
            Relative::Border { other } => other.as_ref(),
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
        for (value, found) in locations.iter_mut().zip(&reading.locations) {
            let Some(place) = gazetteer.get(&found.place) else {
                continue;
            };
            let drawn = self.found(found, place, gazetteer, day);
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

/// What areas are drawn with.
struct Brush<'a> {
    ground: &'a Ground,
    canvas: Canvas,
    gazetteer: &'a Gazetteer,
    day: Date,
}

impl Brush<'_> {
    /// The area of a relation to a place, and what kind of location it is.
    fn area(
        &self,
        relative: &Relative,
        place: &Place,
    ) -> Option<(MultiPolygon<f64>, LocationKind)> {
        let centre = self.canvas.at(place.position)?;
        let accuracy = place.accuracy_m.value();
        let near = |area| Some((area, LocationKind::Near));
        let wide = |area| Some((area, LocationKind::Area));
        match relative {
            Relative::At => None,
            Relative::Near => near(area::disc(centre, NEAR + accuracy)),
            Relative::Outskirts => near(area::sector(centre, 700.0, OUTSKIRTS + accuracy, None)),
            Relative::Side { bearing } => near(area::sector(
                centre,
                0.0,
                DIRECTION + accuracy,
                Some(*bearing),
            )),
            Relative::Offset {
                low_km,
                high_km,
                bearing,
            } => {
                // A figure is as good as its last digit, and never better than the place's own.
                let slack = (high_km * 150.0).max(1_000.0) + accuracy;
                let inner = (low_km * 1000.0 - slack).max(0.0);
                let outer = high_km * 1000.0 + slack;
                near(area::sector(centre, inner, outer, *bearing))
            }
            Relative::Direction => near(self.towards(centre, accuracy)),
            Relative::Between { other } => {
                let b = self.canvas.at(self.gazetteer.get(other)?.position)?;
                if let Some(section) = self.section_between(centre, b) {
                    return wide(section);
                }
                wide(area::between(centre, b, STRIP + accuracy))
            }
            Relative::Road { other } => {
                let b = self.canvas.at(self.gazetteer.get(other)?.position)?;
                wide(area::between(centre, b, STRIP + accuracy))
            }
            Relative::Along { near } => {
                let line = self.front()?;
                let near = self.gazetteer.get(near.as_ref()?)?;
                let corridor = area::corridor(&line, CORRIDOR);
                if let Some(outline) = self.outline(&near.id) {
                    return area::common(&corridor, &outline)
                        .map(|area| (area, LocationKind::Area));
                }
                let foot = area::nearest(&line, self.canvas.at(near.position)?)?;
                area::common(&corridor, &area::disc(foot, DIRECTION))
                    .map(|area| (area, LocationKind::Area))
            }
            Relative::Part { bearing } => {
                let outline = self
                    .outline(&place.id)
                    .unwrap_or_else(|| area::disc(centre, accuracy.max(NEAR)));
                Some((area::part(&outline, *bearing)?, LocationKind::District))
            }
            Relative::Section | Relative::Heights => {
                let half = if *relative == Relative::Section {
                    CORRIDOR
                } else {
                    FRONT
                };
                if place.kind.form() == PlaceForm::Settlement {
                    return near(self.towards(centre, accuracy));
                }
                let outline = self
                    .outline(&place.id)
                    .unwrap_or_else(|| area::disc(centre, accuracy.max(NEAR)));
                let line = self.front();
                let front =
                    line.and_then(|line| area::common(&outline, &area::corridor(&line, half)));
                wide(front.unwrap_or(outline))
            }
            Relative::Border { other } => {
                let own = self
                    .outline(&place.id)
                    .unwrap_or_else(|| area::disc(centre, accuracy.max(NEAR)));
                let strip = area::border(&own, CORRIDOR);
                let other = other.as_ref().and_then(|other| self.outline(other));
                let shared =
                    other.and_then(|other| area::common(&strip, &area::border(&other, CORRIDOR)));
                wide(shared.unwrap_or(strip))
            }
            Relative::Bank => match self.outline(&place.id) {
                Some(shore) => wide(area::border(&shore, STRIP)),
                None => wide(area::disc(centre, NEAR + accuracy)),
            },
        }
    }

    fn outline(&self, id: &Id) -> Option<MultiPolygon<f64>> {
        self.ground
            .outlines
            .get(id)
            .and_then(|shape| self.canvas.outline(shape))
    }

    /// The line in force.
    fn front(&self) -> Option<geo_types::LineString<f64>> {
        let version = self.ground.history.on(self.day)?.version;
        self.canvas.line(&version.trace)
    }

    /// Towards a place from the line, where the line is near; else all around it.
    fn towards(&self, centre: Coord<f64>, accuracy: f64) -> MultiPolygon<f64> {
        let reach = DIRECTION + accuracy;
        let all = area::disc(centre, reach);
        let Some(line) = self.front() else {
            return all;
        };
        let Some(foot) = area::nearest(&line, centre) else {
            return all;
        };
        let (dx, dy) = (foot.x - centre.x, foot.y - centre.y);
        let distance = dx.hypot(dy);
        if !(1_000.0..=4.0 * DIRECTION).contains(&distance) {
            return all;
        }
        // The strip from the place to the line and a little beyond.
        let reach = distance.min(2.0 * DIRECTION);
        let end = Coord {
            x: centre.x + dx / distance * reach,
            y: centre.y + dy / distance * reach,
        };
        area::between(centre, end, NEAR)
    }

    /// The section of the line between the points of it that are nearest to two places by it.
    fn section_between(&self, a: Coord<f64>, b: Coord<f64>) -> Option<MultiPolygon<f64>> {
        let version = self.ground.history.on(self.day)?.version;
        let line = self.canvas.line(&version.trace)?;
        let foot = |at: Coord<f64>| {
            let foot = area::nearest(&line, at)?;
            ((foot.x - at.x).hypot(foot.y - at.y) < DIRECTION).then_some(foot)
        };
        let (a, b) = (foot(a)?, foot(b)?);
        let corridor = area::corridor(&line, CORRIDOR);
        area::common(&corridor, &area::between(a, b, CORRIDOR + NEAR))
    }
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
pub fn same_side(ground: &Ground, from: &Place, to: &Place, day: Date) -> bool {
    let offset = |place: &Place| {
        let answer = ground.history.on(day)?;
        let found = answer.locate(place.position).ok()?;
        (found.offset_km.abs() > 1.5).then_some(found.offset_km)
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
                let drawn = ground.found(found, place, gazetteer, date(2020, 9, 26));
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
