//! What reading a text asks of a place again and again, in the search form.

use crate::{
    gazetteer::{fold::fold, index::Gazetteer, unit::base},
    model::{
        id::Id,
        place::{Place, PlaceForm, PlaceKind},
        side::Side,
    },
};

/// What is known of a place, in the search form.
#[derive(Debug, Default)]
pub struct Facts {
    /// Its spellings.
    spellings: Vec<String>,
    /// The district that it lies in.
    pub district: Option<String>,
    /// The province that it lies in.
    pub province: Option<String>,
    /// What a district is called in Azerbaijani, or a province in English, without the word for its
    /// kind.
    pub unit: Option<String>,
    az: Option<String>,
    hy: Option<String>,
    /// The districts and provinces that are called after it.
    pub named_after: Vec<Id>,
}

impl Facts {
    fn new(place: &Place, gazetteer: &Gazetteer) -> Self {
        let unit = match place.kind {
            PlaceKind::District => place.names.az.as_deref(),
            PlaceKind::Province => place.names.en.as_deref(),
            _ => None,
        };
        let mut facts = Self {
            spellings: place.spellings().map(fold).collect(),
            district: place.district_az.as_deref().map(fold),
            province: place.province_nk.as_deref().map(fold),
            unit: unit.and_then(base).as_deref().map(fold),
            az: place.names.az.as_deref().map(fold),
            hy: place.names.hy.as_deref().map(fold),
            named_after: Vec::new(),
        };
        if place.kind.form() == PlaceForm::Settlement {
            for spelling in &facts.spellings {
                for word in ["district", "province"] {
                    for id in gazetteer.named(&format!("{spelling} {word}")) {
                        if !facts.named_after.contains(id) {
                            facts.named_after.push(id.clone());
                        }
                    }
                }
            }
        }
        facts
    }

    /// Whether a name in the search form is one of its spellings.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.spellings.iter().any(|spelling| spelling == name)
    }

    /// What a side calls it in its own language.
    #[must_use]
    pub fn own_name(&self, side: Side) -> Option<&str> {
        match side {
            Side::Az => self.az.as_deref(),
            Side::Arm => self.hy.as_deref(),
            Side::ThirdParty => None,
        }
    }

    /// Whether it lies in a district or province, by what the gazetteer says of it.
    #[must_use]
    pub fn lies_in(&self, unit: &Place, facts: &Self) -> bool {
        let own = match unit.kind {
            PlaceKind::District => &self.district,
            PlaceKind::Province => &self.province,
            PlaceKind::Region => {
                return unit.id.as_str() == "nagorno-karabakh" && self.province.is_some();
            }
            _ => return false,
        };
        own.is_some() && *own == facts.unit
    }
}

impl Gazetteer {
    /// What is known of a place, in the search form; made when it is asked for first.
    #[must_use]
    pub fn facts(&self, id: &Id) -> Option<&Facts> {
        let (place, kept) = self.known(id)?;
        Some(kept.get_or_init(|| Box::new(Facts::new(place, self))))
    }

    /// Whether a place lies in a district or province, by what the gazetteer says of it.
    #[must_use]
    pub fn lies_in(&self, place: &Place, unit: &Place) -> bool {
        let (own, whole) = (self.facts(&place.id), self.facts(&unit.id));
        own.zip(whole)
            .is_some_and(|(own, whole)| own.lies_in(unit, whole))
    }
}
