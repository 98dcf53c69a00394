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

/// Which places have a spelling, in search form: by their positions in the gazetteer.
#[derive(Debug)]
pub struct Spellings(HashMap<String, Vec<usize>>);

impl Spellings {
    /// Indexes the places of a gazetteer.
    #[must_use]
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let mut positions: HashMap<String, Vec<usize>> = HashMap::new();
        for (position, place) in gazetteer.places().iter().enumerate() {
            for spelling in place.spellings() {
                let same = positions.entry(fold(spelling)).or_default();
                if same.last() != Some(&position) {
                    same.push(position);
                }
            }
        }
        Self(positions)
    }
}

/// Places by their spellings, and what they are drawn on.
pub struct Named<'a> {
    gazetteer: &'a Gazetteer,
    spellings: &'a Spellings,
    ground: &'a Ground,
}

impl<'a> Named<'a> {
    /// Looks up by the spellings of the same gazetteer.
    #[must_use]
    pub const fn new(
        gazetteer: &'a Gazetteer,
        spellings: &'a Spellings,
        ground: &'a Ground,
    ) -> Self {
        Self {
            gazetteer,
            spellings,
            ground,
        }
    }

    /// The places of this name.
    fn called(&self, name: &str) -> Vec<&'a Place> {
        let positions = self.spellings.0.get(&fold(name));
        let places = self.gazetteer.places();
        let all = positions.into_iter().flatten();
        all.filter_map(|position| places.get(*position)).collect()
    }

    /// Where the place of this name is; a district tells places of one name apart.
    ///
    /// # Errors
    /// A sentence when no place has the name, or several do.
    pub fn find(&self, name: &str, district: Option<&str>, day: Date) -> Result<Spot, String> {
        let all = self.called(name);
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
                listed(&all)
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
