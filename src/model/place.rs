//! Places of the gazetteer (ISO 19112: locations identified by name).

use serde::{Deserialize, Serialize};

use crate::model::{
    id::Id,
    length::Metres,
    names::{Language, Names},
    position::LonLat,
    toponym::Toponym,
};

/// What kind of place it is; the closed list of `geodata/places.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PlaceKind {
    City,
    Town,
    Village,
    AbandonedVillage,
    Height,
    Pass,
    River,
    Reservoir,
    Monastery,
    Fort,
    Airport,
    Road,
    District,
    Province,
    Region,
    Line,
}

/// How a place can be drawn: what a location in it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceForm {
    /// A settlement or a site: one point with an uncertainty.
    Settlement,
    /// A district, province or region: an area.
    Area,
    /// A line, such as the line of contact, a river or a road.
    Line,
}

impl PlaceKind {
    /// Whether a location there is a settlement (or site), an area or a line.
    #[must_use]
    pub const fn form(self) -> PlaceForm {
        match self {
            Self::District | Self::Province | Self::Region => PlaceForm::Area,
            Self::Line | Self::River | Self::Road => PlaceForm::Line,
            _ => PlaceForm::Settlement,
        }
    }
}

/// A place with the names that each side uses for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Stable identifier; homonyms carry a district or another suffix.
    pub id: Id,
    /// What it is.
    pub kind: PlaceKind,
    /// Representative position.
    pub position: LonLat,
    /// How far the representative position may be off; for areas the radius of a circle as large.
    pub accuracy_m: Metres,
    /// Names in the four languages.
    pub names: Names,
    /// Other spellings met in sources.
    pub variants: Vec<String>,
    /// Label with both sides' names where English uses two.
    pub label_en: Option<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// District of Azerbaijan as drawn in 2020, in Azerbaijani.
    pub district_az: Option<String>,
    /// Province of the Nagorno-Karabakh Republic 1991–2020.
    pub province_nk: Option<String>,
    /// `GeoNames` identifier.
    pub geonames_id: Option<u64>,
    /// People, by `GeoNames`, undated.
    pub population: Option<u64>,
    /// Identification, homonyms, doubts.
    pub note: Option<String>,
    /// Key of the source in `sources.json`.
    pub source: Id,
    /// What is known of single names beyond what `names` and `variants` say: each is one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub toponyms: Vec<Toponym>,
}

impl Place {
    /// The label to show: both sides' names where English uses two, else the plain name.
    #[must_use]
    pub fn label(&self) -> &str {
        self.label_en
            .as_deref()
            .or_else(|| self.names.plain())
            .unwrap_or(self.id.as_str())
    }

    /// The label for a reader of a language: the name in it, or else the label for everybody.
    #[must_use]
    pub fn label_in(&self, language: Language) -> &str {
        let own = match language {
            // The English label has both sides' names.
            Language::En => None,
            other => self.names.get(other),
        };
        own.unwrap_or_else(|| self.label())
    }

    /// Every spelling of the name, without repeats in a row.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .map(|(_, name)| name)
            .chain(self.variants.iter().map(String::as_str))
    }
}
