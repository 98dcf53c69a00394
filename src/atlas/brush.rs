//! The areas that relations to places are: discs, sectors of rings, corridors, parts of districts.

use geo::Simplify;
use geo_types::{Coord, LineString, MultiPolygon};

use crate::{
    atlas::{
        area::{self, Canvas},
        draw::{Ground, LINE_PLACE},
    },
    gazetteer::index::Gazetteer,
    geoparse::relative::Relative,
    model::{
        id::Id,
        location::LocationKind,
        place::{Place, PlaceForm, PlaceKind},
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
/// A disc of this radius holds all of the line, in metres.
const EVERYWHERE: f64 = 300_000.0;
/// Bends of a river, a shore or a border that are smaller than this are left out of its strip.
const BENDS: f64 = 150.0;

/// What areas are drawn with.
pub(crate) struct Brush<'a> {
    pub(crate) ground: &'a Ground,
    pub(crate) canvas: Canvas,
    pub(crate) gazetteer: &'a Gazetteer,
    /// The parts of the line of the day, on the plane.
    pub(crate) fronts: Vec<LineString<f64>>,
}

impl Brush<'_> {
    /// The area of a relation to a place, and what kind of location it is.
    pub(crate) fn area(
        &self,
        relative: &Relative,
        place: &Place,
    ) -> Option<(MultiPolygon<f64>, LocationKind)> {
        let centre = self.canvas.at(place.position)?;
        let accuracy = place.accuracy_m.value();
        let near = |area| Some((area, LocationKind::Near));
        let wide = |area| Some((area, LocationKind::Area));
        match relative {
            Relative::At | Relative::Seat => None,
            Relative::Near => match self.strip(place, NEAR) {
                Some(strip) => wide(strip),
                None => near(area::disc(centre, NEAR + accuracy)),
            },
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
                let slack = (high_km * 150.0).max(1_000.0);
                let outer = high_km * 1000.0 + slack;
                if let Some(strip) = self.strip(place, outer) {
                    return wide(strip);
                }
                let inner = (low_km * 1000.0 - slack - accuracy).max(0.0);
                near(area::sector(centre, inner, outer + accuracy, *bearing))
            }
            Relative::Direction => near(self.towards(centre, accuracy)),
            Relative::Between { other } | Relative::Stretch { to: other } => {
                let b = self.canvas.at(self.gazetteer.get(other)?.position)?;
                if let Some(section) = self.section_between(centre, b) {
                    return wide(section);
                }
                wide(area::between(centre, b, STRIP + accuracy))
            }
            Relative::Road { other: Some(other) } => {
                let b = self.canvas.at(self.gazetteer.get(other)?.position)?;
                wide(area::between(centre, b, STRIP + accuracy))
            }
            Relative::Facing { other } => {
                let b = self.canvas.at(self.gazetteer.get(other)?.position)?;
                near(area::between(centre, (centre + b) / 2.0, STRIP + accuracy))
            }
            Relative::Road { other: None } => near(area::disc(centre, NEAR + accuracy)),
            Relative::Along { near } => self.along(place, near.as_ref()),
            Relative::Part { bearing } => {
                let outline = self.outline_or_disc(place, centre);
                Some((area::part(&outline, *bearing)?, LocationKind::District))
            }
            Relative::Section { bearing } => {
                if place.kind.form() == PlaceForm::Settlement {
                    return near(self.towards(centre, accuracy));
                }
                Some(self.front_of(place, centre, CORRIDOR, *bearing))
            }
            Relative::Heights => Some(self.front_of(place, centre, FRONT, None)),
            Relative::Border { other } => Some(self.border(place, centre, other.as_ref())),
            Relative::Bank => match self.strip(place, STRIP) {
                Some(strip) => wide(strip),
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

    /// The outline of the district that a town is the seat of.
    fn district(&self, seat: &Place) -> Option<MultiPolygon<f64>> {
        let settled = seat.kind.form() == PlaceForm::Settlement;
        let name = seat.district_az.as_ref().filter(|_| settled)?;
        let districts = self.gazetteer.places().iter();
        districts
            .filter(|place| place.kind == PlaceKind::District)
            .find(|place| place.district_az.as_ref() == Some(name))
            .and_then(|place| self.outline(&place.id))
    }

    fn outline_or_disc(&self, place: &Place, centre: Coord<f64>) -> MultiPolygon<f64> {
        let reach = place.accuracy_m.value().max(NEAR);
        self.outline(&place.id)
            .unwrap_or_else(|| area::disc(centre, reach))
    }

    /// The point of the line of the day that is nearest to a point.
    fn foot(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let feet = self
            .fronts
            .iter()
            .filter_map(|line| area::nearest(line, at));
        let away = |foot: &Coord<f64>| (foot.x - at.x).hypot(foot.y - at.y);
        feet.min_by(|a, b| away(a).total_cmp(&away(b)))
    }

    /// Everything within a distance of a river, a shore, a road or a line; `None` if its course is
    /// not known.
    fn strip(&self, place: &Place, half_width: f64) -> Option<MultiPolygon<f64>> {
        let lines = if place.id.as_str() == LINE_PLACE {
            self.fronts.clone()
        } else {
            let courses = self.ground.courses.of(place, self.gazetteer);
            courses
                .iter()
                .filter_map(|line| self.canvas.line(line))
                .collect()
        };
        let simple = lines.iter().map(|line| line.simplify(BENDS));
        area::strips(&simple.collect::<Vec<_>>(), half_width)
    }

    /// Along a line, all of it or where it comes nearest to a place.
    fn along(&self, line: &Place, near: Option<&Id>) -> Option<(MultiPolygon<f64>, LocationKind)> {
        let front = line.id.as_str() == LINE_PLACE;
        let half_width = if front || line.kind == PlaceKind::Line {
            CORRIDOR
        } else {
            STRIP
        };
        let strip = self.strip(line, half_width)?;
        let Some(near) = near.and_then(|near| self.gazetteer.get(near)) else {
            return Some((strip, LocationKind::Area));
        };
        if let Some(outline) = self.outline(&near.id) {
            return area::common(&strip, &outline).map(|area| (area, LocationKind::Area));
        }
        let at = self.canvas.at(near.position)?;
        let foot = if front { self.foot(at)? } else { at };
        area::common(&strip, &area::disc(foot, DIRECTION)).map(|area| (area, LocationKind::Area))
    }

    /// The front in a district or beside it: what lies within a distance of the line. Where the line
    /// passes neither, the whole of the district.
    fn front_of(
        &self,
        place: &Place,
        centre: Coord<f64>,
        half_width: f64,
        bearing: Option<u16>,
    ) -> (MultiPolygon<f64>, LocationKind) {
        let outline = self.outline_or_disc(place, centre);
        let whole = bearing.and_then(|bearing| area::part(&outline, Some(bearing)));
        let whole = whole.unwrap_or(outline);
        let front = area::strips(&self.fronts, half_width).and_then(|strip| {
            let side = bearing.filter(|_| place.kind == PlaceKind::Region);
            // A side of a region goes on beyond its outline: the line runs where it may.
            let wide = side.and_then(|bearing| {
                let all = area::disc(centre, EVERYWHERE);
                area::common(&strip, &area::part(&all, Some(bearing))?)
            });
            wide.or_else(|| area::common(&whole, &strip))
        });
        (front.unwrap_or(whole), LocationKind::Area)
    }

    /// The border of a place, of two places, or the part of a state border that lies by a place.
    fn border(
        &self,
        place: &Place,
        centre: Coord<f64>,
        other: Option<&Id>,
    ) -> (MultiPolygon<f64>, LocationKind) {
        let own = self
            .district(place)
            .unwrap_or_else(|| self.outline_or_disc(place, centre));
        let line = other
            .and_then(|other| self.gazetteer.get(other))
            .filter(|other| other.kind.form() == PlaceForm::Line)
            .and_then(|line| self.strip(line, CORRIDOR));
        if let Some(line) = line {
            let there = area::common(&line, &own).unwrap_or(own);
            return (there, LocationKind::Area);
        }
        let strip = area::border(&own, CORRIDOR);
        let other = other.and_then(|other| self.outline(other));
        let shared = other.and_then(|other| area::common(&strip, &area::border(&other, CORRIDOR)));
        (shared.unwrap_or(strip), LocationKind::Area)
    }

    /// Towards a place from the line, where the line is near; else all around it.
    fn towards(&self, centre: Coord<f64>, accuracy: f64) -> MultiPolygon<f64> {
        let reach = DIRECTION + accuracy;
        let all = area::disc(centre, reach);
        let Some(foot) = self.foot(centre) else {
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
        let foot = |line: &LineString<f64>, at: Coord<f64>| {
            let foot = area::nearest(line, at)?;
            let away = (foot.x - at.x).hypot(foot.y - at.y);
            (away < DIRECTION).then_some((foot, away))
        };
        // Both by one part of the line, and by the one that is nearest to both.
        let parts = self.fronts.iter().filter_map(|line| {
            let ((a, near_a), (b, near_b)) = (foot(line, a)?, foot(line, b)?);
            Some((line, a, b, near_a + near_b))
        });
        let (line, a, b, _) = parts.min_by(|one, two| one.3.total_cmp(&two.3))?;
        Some(area::corridor(&area::section(line, a, b)?, CORRIDOR))
    }
}
