//! Names of districts and provinces.

use crate::{gazetteer::index::Gazetteer, geoparse::recognise::Name, model::place::PlaceKind};

/// Whether a name can only mean a district or a province.
#[must_use]
pub(crate) fn is_unit(gazetteer: &Gazetteer, name: &Name) -> bool {
    !name.places.is_empty()
        && name
            .places
            .iter()
            .filter_map(|id| gazetteer.get(id))
            .all(|place| matches!(place.kind, PlaceKind::District | PlaceKind::Province))
}
