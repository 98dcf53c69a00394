//! From "near X", "along the line" or a typed position to a location and its geometry.

use std::collections::HashMap;

use geo_types::Geometry;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    atlas::course::Courses,
    line::{history::History, locate},
    model::{
        feature::Feature,
        id::Id,
        length::Metres,
        line_version::LineVersion,
        location::{Location, LocationKind, WherePrec},
        place::{Place, PlaceForm, PlaceKind},
        position::LonLat,
        sector::Sector,
        shape::Shape,
    },
};

/// The place that stands for the line of contact in the gazetteer.
pub const LINE_PLACE: &str = "line";

/// How far "near a settlement" reaches at the least, in metres.
const NEAR_M: f64 = 5_000.0;

/// The uncertainty that is assumed of a typed position when none is given, in metres.
const TYPED_M: f64 = 1_000.0;

/// What drawing needs to know: the line through time, and the outlines of places.
#[derive(Debug, Default)]
pub struct Ground {
    /// Versions of the line of contact.
    pub history: History,
    /// Outlines of areas, by place.
    pub outlines: HashMap<Id, Shape>,
    /// Courses of rivers, shores and borders.
    pub courses: Courses,
    /// Sectors of the reference line.
    pub sectors: Vec<Sector>,
}

/// How an event stands to the place that it is told with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// At it, in it, over it, along it.
    At,
    /// Near it, or in its direction.
    Near,
}

/// A location with its geometry.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// What is known of it.
    pub location: Location,
    /// How it is drawn; `None` when it cannot be.
    pub shape: Option<Shape>,
}

impl Ground {
    /// The ground that these features make: lines of `contact-line` are versions of the line, and
    /// a feature with a `place` is that place's outline.
    #[must_use]
    pub fn new(features: &[Feature], sectors: Vec<Sector>) -> Self {
        let mut versions = Vec::new();
        let mut outlines = HashMap::new();
        let mut courses = Courses::default();
        for feature in features {
            courses.add(feature);
            let Some(shape) = &feature.shape else {
                continue;
            };
            let accuracy = feature.properties.get("accuracy_m").and_then(Value::as_f64);
            let place = feature.properties.get("place").and_then(Value::as_str);
            match shape.geometry() {
                Geometry::LineString(trace) if feature.collection.as_str() == "contact-line" => {
                    versions.push(LineVersion {
                        id: feature.id.clone(),
                        interval: feature.interval,
                        accuracy_m: accuracy.and_then(Metres::new).unwrap_or_default(),
                        trace: trace.clone(),
                    });
                }
                Geometry::Polygon(_) | Geometry::MultiPolygon(_) => {
                    if let Some(place) = place.and_then(|place| place.parse().ok()) {
                        outlines.insert(place, shape.clone());
                    }
                }
                _ => {}
            }
        }
        Self {
            history: History::new(versions),
            outlines,
            courses,
            sectors,
        }
    }

    /// Whether a day is after the versions of the line, so that its line is rebuilt from statements.
    #[must_use]
    pub fn is_rebuilt(&self, day: Date) -> bool {
        self.history.on(day).is_some_and(|answer| !answer.in_force)
    }

    /// Draws what is told to have happened at or near a place on a day.
    #[must_use]
    pub fn at_place(&self, place: &Place, relation: Relation, day: Date) -> Drawn {
        match place.kind.form() {
            PlaceForm::Line if place.id.as_str() == LINE_PLACE => self.along_line(place, day),
            PlaceForm::Line => around(
                place,
                LocationKind::Near,
                "along-unmapped-line",
                WherePrec::LINEAR,
                0.0,
            ),
            PlaceForm::Area => self.in_area(place),
            PlaceForm::Settlement if relation == Relation::Near => {
                around(place, LocationKind::Near, "near", WherePrec::NEAR, NEAR_M)
            }
            PlaceForm::Settlement => around(
                place,
                LocationKind::Settlement,
                "settlement",
                WherePrec::SETTLEMENT,
                0.0,
            ),
        }
    }

    fn along_line(&self, place: &Place, day: Date) -> Drawn {
        let answer = self.history.on(day);
        let version = answer.map(|answer| answer.version);
        let rule = match answer {
            Some(answer) if answer.in_force => "along-line",
            Some(_) => "along-last-known-line",
            None => "along-unmapped-line",
        };
        let location = Location {
            kind: LocationKind::Line,
            place: Some(place.id.clone()),
            label: place.label().to_owned(),
            rule: rule.to_owned(),
            where_prec: WherePrec::LINEAR,
            uncertainty_m: version.map_or(place.accuracy_m, |version| version.accuracy_m),
            point: version.and_then(locate::middle).or(Some(place.position)),
        };
        Drawn {
            shape: version.and_then(|version| Shape::line(version.trace.clone())),
            location,
        }
    }

    fn in_area(&self, place: &Place) -> Drawn {
        let (kind, where_prec) = if place.kind == PlaceKind::Region {
            (LocationKind::Area, WherePrec::REGION)
        } else {
            (LocationKind::District, WherePrec::DISTRICT)
        };
        match self.outlines.get(&place.id) {
            Some(outline) => {
                let mut drawn = around(place, kind, "in-area", where_prec, 0.0);
                drawn.shape = Some(outline.clone());
                drawn
            }
            None => around(place, kind, "in-unmapped-area", where_prec, 0.0),
        }
    }

    /// The sector in which a kilometre of the reference line lies.
    #[must_use]
    pub fn sector(&self, km: f64) -> Option<&Sector> {
        self.sectors.iter().find(|sector| sector.contains(km))
    }
}

/// Left, right or on the line, in its drawing direction.
#[must_use]
pub fn side(offset_km: f64) -> &'static str {
    if offset_km > 0.0 {
        "left"
    } else if offset_km < 0.0 {
        "right"
    } else {
        "on"
    }
}

/// Left, right or on both sides of the line, of what has so much of it to the left.
#[must_use]
pub fn side_of_share(left: f64) -> &'static str {
    if left >= 1.0 {
        "left"
    } else if left <= 0.0 {
        "right"
    } else {
        "both"
    }
}

/// Kilometres to the metre.
#[must_use]
pub fn rounded(km: f64) -> f64 {
    (km * 1000.0).round() / 1000.0
}

/// A point with an uncertainty of the place's own accuracy, or of `least_m` if that is more.
fn around(
    place: &Place,
    kind: LocationKind,
    rule: &str,
    where_prec: WherePrec,
    least_m: f64,
) -> Drawn {
    let least = Metres::new(least_m).unwrap_or(place.accuracy_m);
    Drawn {
        location: Location {
            kind,
            place: Some(place.id.clone()),
            label: place.label().to_owned(),
            rule: rule.to_owned(),
            where_prec,
            uncertainty_m: place.accuracy_m.max(least),
            point: Some(place.position),
        },
        shape: Some(Shape::point(place.position)),
    }
}

/// Somewhere that cannot be told: it stays off the map and in the list.
#[must_use]
pub fn unlocated() -> Drawn {
    Drawn {
        location: Location {
            kind: LocationKind::Unlocated,
            place: None,
            label: "place not known".to_owned(),
            rule: "unresolved".to_owned(),
            where_prec: WherePrec::NONE,
            uncertainty_m: Metres::default(),
            point: None,
        },
        shape: None,
    }
}

/// A position that a person typed or clicked: it wins over whatever a gazetteer says.
#[must_use]
pub fn typed_point(position: LonLat, uncertainty: Option<Metres>) -> Drawn {
    let uncertainty_m = uncertainty
        .or(Metres::new(TYPED_M))
        .map_or(TYPED_M, Metres::value);
    let where_prec = if uncertainty_m <= 500.0 {
        WherePrec::SITE
    } else if uncertainty_m <= 2_000.0 {
        WherePrec::SETTLEMENT
    } else {
        WherePrec::NEAR
    };
    drawn_by_hand(
        LocationKind::Point,
        "typed-point",
        where_prec,
        uncertainty_m,
        position,
        Shape::point(position),
    )
}

/// A geometry that a person drew.
#[must_use]
pub fn typed_geometry(shape: Shape, uncertainty: Option<Metres>) -> Option<Drawn> {
    use geo::Centroid as _;
    if let Geometry::Point(point) = shape.geometry() {
        return LonLat::new(point.x(), point.y())
            .ok()
            .map(|position| typed_point(position, uncertainty));
    }
    let (kind, default_m) = match shape.geometry() {
        Geometry::LineString(_) | Geometry::MultiLineString(_) => (LocationKind::Line, 1_500.0),
        _ => (LocationKind::Area, 3_000.0),
    };
    let centre = shape.geometry().centroid()?;
    let position = LonLat::new(centre.x(), centre.y()).ok()?;
    let uncertainty_m = uncertainty.map_or(default_m, Metres::value);
    Some(drawn_by_hand(
        kind,
        "typed-geometry",
        WherePrec::LINEAR,
        uncertainty_m,
        position,
        shape,
    ))
}

fn drawn_by_hand(
    kind: LocationKind,
    rule: &str,
    where_prec: WherePrec,
    uncertainty_m: f64,
    position: LonLat,
    shape: Shape,
) -> Drawn {
    Drawn {
        location: Location {
            kind,
            place: None,
            label: format!("{:.4}, {:.4}", position.lon(), position.lat()),
            rule: rule.to_owned(),
            where_prec,
            uncertainty_m: Metres::new(uncertainty_m).unwrap_or_default(),
            point: Some(position),
        },
        shape: Some(shape),
    }
}
