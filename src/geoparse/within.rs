//! Districts and provinces, and what lies in them.

use crate::{
    gazetteer::{fold::fold, index::Gazetteer, unit::base},
    geoparse::recognise::Name,
    model::place::{Place, PlaceKind},
};

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

/// Whether a place lies in a district or province, by what the gazetteer says of it.
#[must_use]
pub(crate) fn lies_in(place: &Place, unit: &Place) -> bool {
    let same = |own: &Option<String>, name: &Option<String>| {
        own.as_deref()
            .zip(name.as_deref().and_then(base).as_deref())
            .is_some_and(|(own, unit)| fold(own) == fold(unit))
    };
    match unit.kind {
        PlaceKind::District => same(&place.district_az, &unit.names.az),
        PlaceKind::Province => same(&place.province_nk, &unit.names.en),
        PlaceKind::Region => unit.id.as_str() == "nagorno-karabakh" && place.province_nk.is_some(),
        _ => false,
    }
}
