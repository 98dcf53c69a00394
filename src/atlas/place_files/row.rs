//! A place as a file gives it.

use crate::{
    atlas::place_files::record::Record,
    model::{
        length::Metres,
        names::{Language, Names},
        place::PlaceKind,
        position::LonLat,
        toponym::Use,
    },
};

/// A place as a file gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line or the number of the record in the file, counted from 1.
    pub number: usize,
    /// Identifier in the file's own terms (`gn-146879`).
    pub id: Option<String>,
    /// What it is; `None` for names alone.
    pub kind: Option<PlaceKind>,
    /// Where it is; `None` for names alone.
    pub position: Option<LonLat>,
    /// How far the position may be off.
    pub accuracy_m: Option<Metres>,
    /// Names by language.
    pub names: Names,
    /// Names whose language is not known.
    pub variants: Vec<String>,
    /// What the file says of single names.
    pub records: Vec<Record>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// Name of the district in the file.
    pub district: Option<String>,
    /// `GeoNames` identifier.
    pub geonames_id: Option<u64>,
    /// People.
    pub population: Option<u64>,
}

/// What came of a row.
pub enum Read {
    /// A place, or names for one.
    Row(Box<Row>),
    /// Something that the gazetteer has no use for, such as a country.
    Ignored,
    /// A row that cannot be read, with its number and the reason.
    Refused(usize, String),
}

impl Row {
    /// A row without anything yet.
    #[must_use]
    pub const fn empty(number: usize) -> Self {
        Self {
            number,
            id: None,
            kind: None,
            position: None,
            accuracy_m: None,
            names: Names {
                en: None,
                az: None,
                hy: None,
                ru: None,
            },
            variants: Vec::new(),
            records: Vec::new(),
            country: None,
            district: None,
            geonames_id: None,
            population: None,
        }
    }

    /// Enters a name as the file records it: under its language if it is one to show, else as a
    /// variant.
    pub fn enter(&mut self, record: Record) {
        let shown = matches!(record.usage, Use::Preferred | Use::Variant) && record.to.is_none();
        let language = record.language.as_deref().and_then(Language::of_code);
        match language.map(|language| self.names.slot_mut(language)) {
            Some(slot) if shown && slot.is_none() => *slot = Some(record.name.clone()),
            _ if !self.variants.contains(&record.name) => self.variants.push(record.name.clone()),
            _ => {}
        }
        self.records.push(record);
    }
}

/// A position in degrees.
///
/// # Errors
/// A sentence.
pub fn position(lon: &str, lat: &str) -> Result<LonLat, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .map_err(|_| format!("\"{}\" is not a number of degrees.", short(text)))
    };
    LonLat::new(number(lon)?, number(lat)?).map_err(|error| error.to_string())
}

/// The beginning of what a row says, for a sentence about it.
#[must_use]
pub fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
