//! How texts name a district or a province: `Aghdam district`, `the Aghdam region`.

use std::collections::HashMap;

use crate::{
    gazetteer::{fold::fold, letters::Script},
    model::place::{Place, PlaceKind},
};

/// Words that follow the name of a district or province.
const UNIT_WORDS: &[&str] = &[
    "district",
    "districts",
    "region",
    "regions",
    "rayon",
    "raion",
    "province",
    "rayonu",
    "marz",
];

/// Spellings by seat: the towns from which districts take their names, by Azerbaijani name.
#[derive(Debug, Default)]
pub struct Seats<'a>(HashMap<String, Vec<&'a str>>);

impl<'a> Seats<'a> {
    /// Collects the cities and towns.
    #[must_use]
    pub fn new(places: &'a [Place]) -> Self {
        let mut seats: HashMap<String, Vec<&str>> = HashMap::new();
        for place in places {
            let town = matches!(place.kind, PlaceKind::City | PlaceKind::Town);
            if let (true, Some(name)) = (town, &place.names.az) {
                seats
                    .entry(fold(name))
                    .or_default()
                    .extend(place.spellings());
            }
        }
        Self(seats)
    }

    /// More spellings of a district or province: each Latin name of it, and of its seat, with each
    /// word that texts use for such a unit.
    #[must_use]
    pub fn spellings(&self, place: &Place) -> Vec<String> {
        if !matches!(place.kind, PlaceKind::District | PlaceKind::Province) {
            return Vec::new();
        }
        let mut bases: Vec<String> = place.spellings().filter_map(base).collect();
        // A Nagorno-Karabakh province does not take the names of the other side's seat.
        let seat = place
            .names
            .az
            .as_deref()
            .filter(|_| place.kind == PlaceKind::District);
        if let Some(names) = seat
            .and_then(base)
            .and_then(|name| self.0.get(&fold(&name)))
        {
            let latin = names
                .iter()
                .filter(|name| Script::of_text(name) == Script::Latin);
            bases.extend(latin.map(|name| (*name).to_owned()));
        }
        bases.sort();
        bases.dedup();
        let mut spellings: Vec<String> = bases
            .iter()
            .flat_map(|base| UNIT_WORDS.iter().map(move |word| format!("{base} {word}")))
            .collect();
        if let Some(name) = place.names.ru.as_deref() {
            spellings.extend(russian_plural(name));
        }
        spellings
    }
}

/// A Latin name of a unit without the word for its kind.
#[must_use]
pub fn base(name: &str) -> Option<String> {
    let (base, word) = name.rsplit_once(' ')?;
    let known = UNIT_WORDS.contains(&fold(word).as_str());
    (known && Script::of_text(name) == Script::Latin).then(|| base.to_owned())
}

/// The second of two Russian districts named together: `Агдамский и Физулинский районы`.
fn russian_plural(name: &str) -> Vec<String> {
    let Some(adjective) = name.strip_suffix("ий район") else {
        return Vec::new();
    };
    [
        "ий районы",
        "ого районов",
        "ому районам",
        "им районами",
        "ом районах",
    ]
    .map(|ending| format!("{adjective}{ending}"))
    .into()
}
