//! The gazetteer: places and the keys under which they are found.

use std::collections::HashMap;

use crate::{
    gazetteer::{
        fold::fold,
        keys::{Keys, keys},
        sorted::SortedKeys,
        unit::Seats,
    },
    model::{
        id::Id,
        place::{Place, PlaceKind},
    },
};

/// A place under one of its keys.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    /// Index of the place.
    pub place: u32,
    /// The spelling that gave the key: of the place's own, or from [`EXTRA`] on of the extra ones.
    spelling: u32,
    /// Whether the key counts in a text, or only in a search box.
    pub scan: bool,
    /// Whether the name must begin with a capital letter in a text.
    pub capital: bool,
}

/// A place has fewer spellings of its own than this.
const EXTRA: u32 = 1 << 24;

/// Places by their names. [`scan`](crate::gazetteer::scan) reads texts with it,
/// [`search`](crate::gazetteer::search) answers queries.
pub struct Gazetteer {
    places: Vec<Place>,
    by_id: HashMap<Id, u32>,
    /// Spellings of districts that their names give and that are not names of their own.
    extra: Vec<String>,
    keys: SortedKeys,
    /// The owners of all keys, key by key.
    owners: Vec<Owner>,
    /// Where the owners of each key begin, and how many there are.
    first: Vec<u32>,
    /// Districts and provinces by the search form of their names.
    units: HashMap<String, Vec<Id>>,
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
        let mut by_id = HashMap::with_capacity(places.len());
        let mut units: HashMap<String, Vec<Id>> = HashMap::new();
        let mut extra = Vec::new();
        for (index, place) in (0..).zip(&places) {
            by_id.entry(place.id.clone()).or_insert(index);
            for (number, spelling) in (0..EXTRA).zip(place.spellings()) {
                book.enter(index, place.kind, number, spelling);
            }
            for spelling in seats.spellings(place) {
                if matches!(place.kind, PlaceKind::District | PlaceKind::Province) {
                    let named = units.entry(fold(&spelling)).or_default();
                    if !named.contains(&place.id) {
                        named.push(place.id.clone());
                    }
                }
                let number = EXTRA.saturating_add(count(extra.len()));
                book.enter(index, place.kind, number, &spelling);
                extra.push(spelling);
            }
        }
        let (keys, owners, first) = book.bound();
        Self {
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
        let index = usize::try_from(*self.by_id.get(id)?).ok()?;
        self.places.get(index)
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

/// A number of something of which there are far fewer than four thousand million.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A key in the text of the book, with one owner.
#[derive(Clone, Copy)]
struct Entry {
    /// The first eight bytes, which decide most comparisons.
    head: u64,
    start: u32,
    length: u32,
    owner: Owner,
}

impl Entry {
    fn text<'a>(&self, book: &'a str) -> &'a str {
        let (Ok(start), Ok(length)) = (usize::try_from(self.start), usize::try_from(self.length))
        else {
            return "";
        };
        book.get(start..start + length).unwrap_or_default()
    }
}

/// The keys while they are collected: all in one text.
#[derive(Default)]
struct Book {
    text: String,
    entries: Vec<Entry>,
}

impl Book {
    fn enter(&mut self, place: u32, kind: PlaceKind, spelling: u32, name: &str) {
        let begins = name.chars().find(|c| c.is_alphabetic());
        let capital = kind != PlaceKind::Line && begins.is_some_and(char::is_uppercase);
        let Keys { scan, typed } = keys(name);
        let marked = scan.into_iter().map(|key| (key, true));
        for (key, scan) in marked.chain(typed.into_iter().map(|key| (key, false))) {
            let mut head = [0; 8];
            for (to, from) in head.iter_mut().zip(key.bytes()) {
                *to = from;
            }
            self.entries.push(Entry {
                head: u64::from_be_bytes(head),
                start: count(self.text.len()),
                length: count(key.len()),
                owner: Owner {
                    place,
                    spelling,
                    scan,
                    capital,
                },
            });
            self.text.push_str(&key);
        }
    }

    /// The keys in order, the owners of all, and where those of each key begin.
    fn bound(mut self) -> (SortedKeys, Vec<Owner>, Vec<u32>) {
        let book = &self.text;
        self.entries.sort_unstable_by(|a, b| {
            a.head
                .cmp(&b.head)
                .then_with(|| a.text(book).cmp(b.text(book)))
                .then(a.start.cmp(&b.start))
        });
        let mut keys = SortedKeys::with_capacity(book.len(), self.entries.len());
        let mut owners: Vec<Owner> = Vec::with_capacity(self.entries.len());
        let mut first = Vec::with_capacity(self.entries.len() + 1);
        let same = |a: &Entry, b: &Entry| a.head == b.head && a.text(book) == b.text(book);
        for group in self.entries.chunk_by(same) {
            let begin = owners.len();
            first.push(count(begin));
            for entry in group {
                let new = entry.owner;
                // A place owns a key once, and its entries follow one another.
                let old = owners.get_mut(begin..).and_then(<[Owner]>::last_mut);
                match old.filter(|old| old.place == new.place) {
                    Some(old) if new.scan && !old.scan => *old = new,
                    Some(old) => old.capital &= new.capital || !new.scan,
                    None => owners.push(new),
                }
            }
            if let Some(entry) = group.first() {
                keys.push(entry.text(book));
            }
        }
        first.push(count(owners.len()));
        keys.finish();
        owners.shrink_to_fit();
        first.shrink_to_fit();
        keys.shrink_to_fit();
        (keys, owners, first)
    }
}
