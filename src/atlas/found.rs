//! From what the geoparser found to a geometry: with the line in force on a day and the outlines of
//! districts.

use geo_types::LineString;
use jiff::civil::Date;

use crate::{
    atlas::{
        area::Canvas,
        brush::Brush,
        draw::{Drawn, LINE_PLACE, Relation},
        survey::Survey,
    },
    gazetteer::{index::Gazetteer, nearby::kilometres, unit::base},
    geoparse::reading::FoundLocation,
    model::{
        length::Metres,
        location::{Location, LocationKind},
        place::{Place, PlaceForm, PlaceKind},
        position::LonLat,
        relative::Relative,
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
        let Some((shape, point, kind)) = self.area(&found.relative, place, gazetteer, day) else {
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
                relative: Some(found.relative.clone()),
                label: Self::label(found, place, gazetteer),
                rule: found.rule.clone(),
                where_prec: found.where_prec,
                uncertainty_m: reach(&shape).unwrap_or(found.uncertainty_m),
                point: Some(point),
            },
            shape: Some(shape),
        }
    }

    /// The same location drawn anew, as of a day: what is told of the line, on the line of that day as
    /// it is derived now. What somebody typed or drew stays as it is.
    #[must_use]
    pub fn redrawn(&self, drawn: Drawn, gazetteer: &Gazetteer, day: Date) -> Drawn {
        let location = &drawn.location;
        let told = location.relative.as_ref().zip(location.place.as_ref());
        let area = told.and_then(|(relative, place)| {
            self.area(relative, gazetteer.get(place)?, gazetteer, day)
        });
        let Some((shape, point, kind)) = area else {
            return self.settled(drawn, day);
        };
        Drawn {
            location: Location {
                kind,
                uncertainty_m: reach(&shape).unwrap_or(drawn.location.uncertainty_m),
                point: Some(point),
                ..drawn.location
            },
            shape: Some(shape),
        }
    }

    /// The area that lies so to a place on a day, with a point in it.
    fn area(
        &self,
        relative: &Relative,
        place: &Place,
        gazetteer: &Gazetteer,
        day: Date,
    ) -> Option<(Shape, LonLat, LocationKind)> {
        let canvas = Canvas::new()?;
        let brush = Brush {
            ground: self.ground,
            fronts: fronts(&canvas, self, day),
            canvas,
            gazetteer,
        };
        let (area, kind) = brush.area(relative, place)?;
        let (shape, point) = brush.canvas.shape(&area)?;
        Some((shape, point, kind))
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
}

/// The parts of the line of a day on the plane.
fn fronts(canvas: &Canvas, survey: &Survey<'_>, day: Date) -> Vec<LineString<f64>> {
    let traces = survey.traces(day).into_iter();
    traces.filter_map(|trace| canvas.line(&trace)).collect()
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
mod tests;
