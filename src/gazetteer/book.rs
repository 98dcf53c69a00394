//! The keys of all places while they are collected: all in one text, then in order.

use std::{num::NonZero, thread};

use compact_str::CompactString;

use crate::{
    gazetteer::{
        fold::fold,
        index::Owner,
        keys::{Keys, keys},
        sorted::SortedKeys,
        unit::Seats,
    },
    model::{
        id::Id,
        place::{Place, PlaceKind},
    },
};

/// A place has fewer spellings of its own than this.
pub(super) const EXTRA: u32 = 1 << 24;

/// So many places, at the least, are worth a thread of their own.
const SHARE: usize = 2_000;

/// A key in the text of the book, with one owner.
#[derive(Clone, Copy)]
pub(super) struct Entry {
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

/// So many keys, about, come of a spelling, and so many bytes of a key.
const KEYS: usize = 3;
const BYTES: usize = 12;

/// A number of something of which there are far fewer than four thousand million.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The keys of some places.
#[derive(Default)]
pub(super) struct Book {
    pub(super) text: String,
    pub(super) entries: Vec<Entry>,
    /// Spellings of districts that their names give and that are not names of their own.
    pub(super) extra: Vec<String>,
    /// Districts and provinces with the search forms of these.
    pub(super) units: Vec<(String, Id)>,
}

impl Book {
    /// The keys of all places, in their order: each processor enters some of them.
    pub(super) fn of(places: &[Place], seats: &Seats<'_>) -> Self {
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        let share = places.len().div_ceil(processors).max(SHARE);
        thread::scope(|scope| {
            let (first, others) = places.split_at(share.min(places.len()));
            let begins = (share..).step_by(share);
            let others: Vec<_> = others
                .chunks(share)
                .zip(begins)
                .map(|(places, begin)| {
                    // Made here, where it is dropped.
                    let book = Self::with_room(places);
                    let enter = move || book.part(places, count(begin), seats);
                    (scope.spawn(enter), places, begin)
                })
                .collect();
            let mut book = Self::with_room(places).part(first, 0, seats);
            for (part, places, begin) in others {
                let part = part.join();
                let again = || Self::default().part(places, count(begin), seats);
                book.append(part.unwrap_or_else(|_| again()));
            }
            book
        })
    }

    /// An empty book with room for the keys of some places.
    fn with_room(places: &[Place]) -> Self {
        let spellings: usize = places.iter().map(|place| place.spellings().count()).sum();
        Self {
            text: String::with_capacity(spellings * KEYS * BYTES),
            entries: Vec::with_capacity(spellings * KEYS),
            ..Self::default()
        }
    }

    /// Enters some places.
    fn part(self, places: &[Place], begin: u32, seats: &Seats<'_>) -> Self {
        let mut book = self;
        for (index, place) in (begin..).zip(places) {
            for (number, spelling) in (0..EXTRA).zip(place.spellings()) {
                book.enter(index, place.kind, number, spelling);
            }
            for spelling in seats.spellings(place) {
                if matches!(place.kind, PlaceKind::District | PlaceKind::Province) {
                    book.units.push((fold(&spelling), place.id.clone()));
                }
                let number = EXTRA.saturating_add(count(book.extra.len()));
                book.enter(index, place.kind, number, &spelling);
                book.extra.push(spelling);
            }
        }
        book
    }

    fn enter(&mut self, place: u32, kind: PlaceKind, spelling: u32, name: &str) {
        let begins = name.chars().find(|c| c.is_alphabetic());
        let capital = kind != PlaceKind::Line && begins.is_some_and(char::is_uppercase);
        let Keys { scan, typed } = keys(name);
        let marked = scan.iter().map(|key| (key, true));
        for (key, scan) in marked.chain(typed.iter().map(|key| (key, false))) {
            self.push(
                key,
                Owner {
                    place,
                    spelling,
                    scan,
                    capital,
                },
            );
        }
    }

    fn push(&mut self, key: &CompactString, owner: Owner) {
        let mut head = [0; 8];
        for (to, from) in head.iter_mut().zip(key.bytes()) {
            *to = from;
        }
        self.entries.push(Entry {
            head: u64::from_be_bytes(head),
            start: count(self.text.len()),
            length: count(key.len()),
            owner,
        });
        self.text.push_str(key);
    }

    /// The keys of the places that come next.
    fn append(&mut self, part: Self) {
        let (text, extra) = (count(self.text.len()), count(self.extra.len()));
        self.text.push_str(&part.text);
        self.extra.extend(part.extra);
        self.units.extend(part.units);
        self.entries
            .extend(part.entries.into_iter().map(|mut entry| {
                entry.start = entry.start.saturating_add(text);
                if entry.owner.spelling >= EXTRA {
                    entry.owner.spelling = entry.owner.spelling.saturating_add(extra);
                }
                entry
            }));
    }
}

/// The keys in order, the owners of all, and where those of each key begin.
pub(super) fn bound(book: &str, mut entries: Vec<Entry>) -> (SortedKeys, Vec<Owner>, Vec<u32>) {
    entries.sort_unstable_by(|a, b| {
        a.head
            .cmp(&b.head)
            .then_with(|| a.text(book).cmp(b.text(book)))
            .then(a.start.cmp(&b.start))
    });
    let mut keys = SortedKeys::with_capacity(book.len(), entries.len());
    let mut owners: Vec<Owner> = Vec::with_capacity(entries.len());
    let mut first = Vec::with_capacity(entries.len() + 1);
    let same = |a: &Entry, b: &Entry| a.head == b.head && a.text(book) == b.text(book);
    for group in entries.chunk_by(same) {
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
