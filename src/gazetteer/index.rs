//! The gazetteer: places and the keys under which they are found.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::{
    gazetteer::{
        book::{Book, EXTRA, bound},
        facts::Facts,
        sorted::SortedKeys,
        unit::Seats,
    },
    model::{id::Id, place::Place},
};

/// A place under one of its keys.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    /// Index of the place.
    pub place: u32,
    /// The spelling that gave the key: of the place's own, or from [`EXTRA`] on of the extra ones.
    pub(super) spelling: u32,
    /// Whether the key counts in a text, or only in a search box.
    pub scan: bool,
    /// Whether the name must begin with a capital letter in a text.
    pub capital: bool,
}

/// Places by their names. [`scan`](crate::gazetteer::scan) reads texts with it,
/// [`search`](crate::gazetteer::search) answers queries.
pub struct Gazetteer {
    places: Vec<Place>,
    by_id: FxHashMap<Id, u32>,
    /// What was asked of the places.
    facts: Vec<OnceLock<Box<Facts>>>,
    /// Spellings of districts that their names give and that are not names of their own.
    extra: Vec<String>,
    keys: SortedKeys,
    /// The owners of all keys, key by key.
    owners: Vec<Owner>,
    /// Where the owners of each key begin, and how many there are.
    first: Vec<u32>,
    /// Districts and provinces by the search form of their names.
    units: FxHashMap<String, Vec<Id>>,
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
        let seats = Seats::new(&places);
        let mut by_id = FxHashMap::default();
        for (index, place) in (0..).zip(&places) {
            by_id.entry(place.id.clone()).or_insert(index);
        }
        let Book {
            text,
            entries,
            extra,
            units: named,
        } = Book::of(&places, &seats);
        let mut units: FxHashMap<String, Vec<Id>> = FxHashMap::default();
        for (name, id) in named {
            let ids = units.entry(name).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let (keys, owners, first) = bound(&text, entries);
        Self {
            facts: places.iter().map(|_| OnceLock::new()).collect(),
            places,
            by_id,
            extra,
            keys,
            owners,
            first,
            units,
        }
    }

    /// The place with this identifier.
    #[must_use]
    pub fn get(&self, id: &Id) -> Option<&Place> {
        self.known(id).map(|(place, _)| place)
    }

    /// The place with this identifier, and where is kept what was asked of it.
    pub(super) fn known(&self, id: &Id) -> Option<(&Place, &OnceLock<Box<Facts>>)> {
        let index = usize::try_from(*self.by_id.get(id)?).ok()?;
        self.places.get(index).zip(self.facts.get(index))
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

    /// The keys: search forms of names, and of what texts make of them.
    #[must_use]
    pub const fn keys(&self) -> &SortedKeys {
        &self.keys
    }

    /// The places that a key stands for.
    #[must_use]
    pub fn owners(&self, key: usize) -> &[Owner] {
        let edge = |at: usize| usize::try_from(*self.first.get(at)?).ok();
        edge(key)
            .zip(edge(key + 1))
            .and_then(|(from, to)| self.owners.get(from..to))
            .unwrap_or_default()
    }

    /// The spelling behind a key.
    #[must_use]
    pub fn spelling(&self, owner: &Owner) -> &str {
        let extra = owner.spelling.checked_sub(EXTRA);
        let spelling = match extra.map(usize::try_from) {
            Some(Ok(at)) => self.extra.get(at).map(String::as_str),
            _ => usize::try_from(owner.spelling)
                .ok()
                .and_then(|at| self.owner(owner)?.spellings().nth(at)),
        };
        spelling.unwrap_or_default()
    }

    /// The place behind a key.
    #[must_use]
    pub fn owner(&self, owner: &Owner) -> Option<&Place> {
        self.places.get(usize::try_from(owner.place).ok()?)
    }
}
