//! Names of places in tables, looked up exactly: one place has the name, or none is taken.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::{
    atlas::{
        bulk::draft::Spot,
        draw::{Ground, Relation},
    },
    gazetteer::{fold::fold, index::Gazetteer, unit::base},
    model::place::{Place, PlaceKind},
};

/// So many candidates are listed.
const MOST_LISTED: usize = 6;

/// Places by every spelling, in search form.
pub struct Named<'a> {
    places: HashMap<String, Vec<&'a Place>>,
    ground: &'a Ground,
}

impl<'a> Named<'a> {
    /// Indexes the places of the gazetteer.
    #[must_use]
    pub fn new(gazetteer: &'a Gazetteer, ground: &'a Ground) -> Self {
        let mut places: HashMap<String, Vec<&Place>> = HashMap::new();
        for place in gazetteer.places() {
            for spelling in place.spellings() {
                let same = places.entry(fold(spelling)).or_default();
                if !same.iter().any(|known| known.id == place.id) {
                    same.push(place);
                }
            }
        }
        Self { places, ground }
    }

    /// Where the place of this name is; a district tells places of one name apart.
    ///
    /// # Errors
    /// A sentence when no place has the name, or several do.
    pub fn find(&self, name: &str, district: Option<&str>, day: Date) -> Result<Spot, String> {
        let none = Vec::new();
        let all = self.places.get(&fold(name)).unwrap_or(&none);
        let within = |place: &&&Place| district.is_none_or(|district| lies_in(place, district));
        let found: Vec<&Place> = all.iter().filter(within).copied().collect();
        match found.as_slice() {
            [place] => Ok(Spot::Found(
                Box::new(self.ground.at_place(place, Relation::At, day)),
                place.names.clone(),
            )),
            [] if all.is_empty() => Err(format!(
                "No place is called \"{name}\"; type its coordinates, or import it with --as places."
            )),
            [] => Err(format!(
                "No place called \"{name}\" lies in \"{}\"; the places of that name are {}.",
                district.unwrap_or_default(),
                listed(all)
            )),
            several => Err(format!(
                "Several places are called \"{name}\": {}; name the district, or type coordinates.",
                listed(several)
            )),
        }
    }
}

fn lies_in(place: &Place, district: &str) -> bool {
    let plain = |name: &str| fold(&base(name).unwrap_or_else(|| name.to_owned()));
    let wanted = plain(district);
    let unit = matches!(place.kind, PlaceKind::District | PlaceKind::Province);
    !unit
        && [&place.district_az, &place.province_nk]
            .into_iter()
            .flatten()
            .any(|name| plain(name) == wanted)
}

fn listed(places: &[&Place]) -> String {
    let names = places.iter().take(MOST_LISTED).map(|place| {
        let district = place.district_az.as_deref();
        district.map_or_else(
            || place.id.to_string(),
            |district| format!("{} ({district})", place.id),
        )
    });
    let mut names: Vec<String> = names.collect();
    if places.len() > MOST_LISTED {
        names.push(format!("{} more", places.len() - MOST_LISTED));
    }
    names.join(", ")
}
