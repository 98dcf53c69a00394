//! The gazetteer: places and the keys under which they are found.

use std::collections::HashMap;

use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder};

use crate::{
    gazetteer::{
        fold::fold,
        keys::{Keys, keys},
        unit::Seats,
    },
    model::{
        id::Id,
        place::{Place, PlaceKind},
    },
};

/// One key and the places that bear a name with it.
#[derive(Debug)]
pub struct Key {
    /// The search form.
    pub text: String,
    /// Whose key it is.
    pub owners: Vec<Owner>,
}

/// A place under one of its keys.
#[derive(Debug, Clone)]
pub struct Owner {
    /// Index of the place.
    pub place: usize,
    /// The spelling that gave the key.
    pub spelling: usize,
    /// Whether the key counts in a text, or only in a search box.
    pub scan: bool,
    /// Whether the name must begin with a capital letter in a text.
    pub capital: bool,
}

/// Places by their names. [`scan`](crate::gazetteer::scan) reads texts with it,
/// [`search`](crate::gazetteer::search) answers queries.
pub struct Gazetteer {
    places: Vec<Place>,
    by_id: HashMap<Id, usize>,
    spellings: Vec<String>,
    keys: Vec<Key>,
    /// Districts and provinces by the search form of their names.
    units: HashMap<String, Vec<Id>>,
    automaton: Option<DoubleArrayAhoCorasick<u32>>,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteer")
            .field("places", &self.places.len())
            .field("keys", &self.keys.len())
            .finish_non_exhaustive()
    }
}

impl Gazetteer {
    /// Indexes every spelling of every place. Of two places with one identifier the first is found
    /// by it.
    #[must_use]
    pub fn new(places: Vec<Place>) -> Self {
        let mut book = Book::default();
        let seats = Seats::new(&places);
        let mut by_id = HashMap::new();
        let mut units: HashMap<String, Vec<Id>> = HashMap::new();
        for (index, place) in places.iter().enumerate() {
            by_id.entry(place.id.clone()).or_insert(index);
            for spelling in place.spellings() {
                book.enter(index, place.kind, spelling);
            }
            for spelling in seats.spellings(place) {
                if matches!(place.kind, PlaceKind::District | PlaceKind::Province) {
                    let named = units.entry(fold(&spelling)).or_default();
                    if !named.contains(&place.id) {
                        named.push(place.id.clone());
                    }
                }
                book.enter(index, place.kind, &spelling);
            }
        }
        let patterns = book
            .keys
            .iter()
            .enumerate()
            .filter_map(|(index, key)| Some((&key.text, u32::try_from(index).ok()?)));
        // Fails only without keys (or with 2^31 of them): then nothing is found in any text.
        let automaton = DoubleArrayAhoCorasickBuilder::new()
            .build_with_values(patterns)
            .ok();
        Self {
            by_id,
            spellings: book.spellings,
            keys: book.keys,
            units,
            automaton,
            places,
        }
    }

    /// The place with this identifier.
    #[must_use]
    pub fn get(&self, id: &Id) -> Option<&Place> {
        self.by_id.get(id).and_then(|index| self.places.get(*index))
    }

    /// The districts and provinces with this name (`aghdam district`), in the search form.
    #[must_use]
    pub fn named(&self, name: &str) -> &[Id] {
        self.units.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// All places, in the order in which they were given.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The automaton over the keys, whose values are their indices; `None` without keys.
    pub(crate) const fn automaton(&self) -> Option<&DoubleArrayAhoCorasick<u32>> {
        self.automaton.as_ref()
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The spelling behind a key.
    #[must_use]
    pub fn spelling(&self, owner: &Owner) -> &str {
        self.spellings
            .get(owner.spelling)
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// The place behind a key.
    #[must_use]
    pub fn owner(&self, owner: &Owner) -> Option<&Place> {
        self.places.get(owner.place)
    }
}

/// The keys while they are collected.
#[derive(Default)]
struct Book {
    spellings: Vec<String>,
    keys: Vec<Key>,
    at: HashMap<String, usize>,
}

impl Book {
    fn enter(&mut self, place: usize, kind: PlaceKind, spelling: &str) {
        let number = self.spellings.len();
        self.spellings.push(spelling.to_owned());
        let begins = spelling.chars().find(|c| c.is_alphabetic());
        let capital = kind != PlaceKind::Line && begins.is_some_and(char::is_uppercase);
        let Keys { scan, typed } = keys(spelling);
        let marked = scan.into_iter().map(|key| (key, true));
        for (text, scan) in marked.chain(typed.into_iter().map(|key| (key, false))) {
            let next = self.keys.len();
            let at = *self.at.entry(text.clone()).or_insert(next);
            if at == next {
                let owners = Vec::new();
                self.keys.push(Key { text, owners });
            }
            if let Some(key) = self.keys.get_mut(at) {
                let owner = Owner {
                    place,
                    spelling: number,
                    scan,
                    capital,
                };
                match key.owners.iter_mut().find(|old| old.place == place) {
                    Some(old) if scan && !old.scan => *old = owner,
                    Some(old) => old.capital &= capital || !scan,
                    None => key.owners.push(owner),
                }
            }
        }
    }
}
