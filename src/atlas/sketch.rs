//! Drawings of what texts tell, kept with their JSON: reports name the same places again and again.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::civil::Date;
use serde_json::value::{RawValue, to_raw_value};

use crate::{
    atlas::{draw::Drawn, survey::Survey},
    gazetteer::index::Gazetteer,
    geoparse::reading::FoundLocation,
    model::{
        id::Id,
        length::Metres,
        location::{LocationKind, WherePrec},
        place::Place,
        relative::Relative,
    },
};

/// So many drawings are kept: a few megabytes.
const KEPT: usize = 1_024;

/// A drawing with its geometry as JSON.
#[derive(Debug)]
pub struct Sketch {
    /// The drawing.
    pub drawn: Drawn,
    /// Its geometry as it is written; `None` when there is none.
    pub geometry: Option<Box<RawValue>>,
}

/// What tells one drawing of a place from another.
#[derive(Debug, PartialEq)]
struct Look {
    relative: Relative,
    kind: LocationKind,
    rule: String,
    where_prec: WherePrec,
    uncertainty_m: Metres,
}

impl Look {
    fn is_of(&self, found: &FoundLocation) -> bool {
        self.relative == found.relative
            && self.kind == found.kind
            && self.rule == found.rule
            && self.where_prec == found.where_prec
            && self.uncertainty_m == found.uncertainty_m
    }

    fn of(found: &FoundLocation) -> Self {
        Self {
            relative: found.relative.clone(),
            kind: found.kind,
            rule: found.rule.clone(),
            where_prec: found.where_prec,
            uncertainty_m: found.uncertainty_m,
        }
    }
}

/// The line by which something is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Traced {
    /// None yet.
    Before,
    /// A version while it was in force.
    InForce(Id),
    /// The last version known.
    LastKnown(Id),
    /// The line rebuilt for a day.
    Rebuilt(Date),
}

/// The drawings of one place by one line.
type Looks = Vec<(Look, Arc<Sketch>)>;

/// Drawings by place and line.
#[derive(Debug, Default)]
pub struct Sketches(Mutex<HashMap<(Id, Traced), Looks>>);

impl Sketches {
    fn recall(
        &self,
        found: &FoundLocation,
        traced: Traced,
        make: impl FnOnce() -> Sketch,
    ) -> Arc<Sketch> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (found.place.clone(), traced);
        let known = lock().get(&key).and_then(|all| {
            let same = all.iter().find(|(look, _)| look.is_of(found));
            same.map(|(_, sketch)| Arc::clone(sketch))
        });
        if let Some(known) = known {
            return known;
        }
        let sketch = Arc::new(make());
        let mut kept = lock();
        if kept.values().map(Vec::len).sum::<usize>() >= KEPT {
            kept.clear();
        }
        let of_place = kept.entry(key).or_default();
        of_place.push((Look::of(found), Arc::clone(&sketch)));
        sketch
    }
}

impl Survey<'_> {
    /// The drawing of a location that was found in a text, as of a day.
    #[must_use]
    pub fn sketch(
        &self,
        found: &FoundLocation,
        place: &Place,
        gazetteer: &Gazetteer,
        day: Date,
    ) -> Arc<Sketch> {
        let (sketches, traced) = self.sketches(day);
        sketches.recall(found, traced, || {
            let drawn = self.found(found, place, gazetteer, day);
            let shape = drawn.shape.as_ref();
            Sketch {
                geometry: shape.and_then(|shape| to_raw_value(shape).ok()),
                drawn,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{atlas::facade, geoparse::reading::Context};

    #[test]
    fn a_drawing_is_made_once_for_a_line_and_told_apart_by_what_is_told() {
        let (geoparser, ground) = facade::built_in().expect("the built-in data read");
        let survey = Survey::plain(&ground);
        let gazetteer = geoparser.gazetteer();
        let sketch = |text: &str, day| {
            let reading = geoparser.read(text, &Context::default());
            let found = reading.locations.first().expect("a location");
            let place = gazetteer.get(&found.place).expect("a place");
            survey.sketch(found, place, gazetteer, day)
        };
        let day = date(2020, 9, 1);
        let near = sketch("Shells fell near Hadrut.", day);
        let again = sketch("A drone was seen near Hadrut.", date(2019, 1, 1));
        assert!(Arc::ptr_eq(&near, &again));
        let north = sketch("A drone fell north of Hadrut.", day);
        assert_ne!(near.drawn.shape, north.drawn.shape);
        let after = sketch("Shells fell near Hadrut.", date(2020, 10, 30));
        assert!(!Arc::ptr_eq(&near, &after));
        let written = near.geometry.as_ref().expect("a geometry").get();
        let shape = near.drawn.shape.as_ref().expect("a shape");
        let read: serde_json::Value = serde_json::from_str(written).expect("JSON");
        assert_eq!(read, serde_json::json!(shape));
    }
}
