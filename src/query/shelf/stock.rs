//! A collection's features: a few segments, the oldest first.

use std::ops::Range;

use bytes::Bytes;

use crate::{
    model::days::day_number,
    query::{
        filter::Filter,
        shelf::{
            bound::{Bound, Window},
            entry::{Days, Entry},
            part::Part,
            segment::{Builder, Segment, narrow},
        },
    },
};

/// The most features that are laid anew while somebody waits for it.
const AT_ONCE: usize = 32_768;

/// When a younger segment has this part of an older one, the two become one.
const RATIO: usize = 4;

/// How many segments there are at the most.
const MOST_PARTS: usize = 12;

/// The published features of one collection, at one state of the data.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    parts: Vec<Part>,
}

/// What became of a feature.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// It is new, or other than it was.
    Put(Entry),
    /// It is no longer public.
    Gone(String),
}

impl Change {
    /// The identifier of the feature.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Put(entry) => &entry.id,
            Self::Gone(id) => id,
        }
    }
}

/// Where a feature lies: in which segment, and where in it.
pub type Place = (usize, u32);

/// The first features that pass a filter.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where they lie, ordered by identifier.
    pub places: Vec<Place>,
    /// Whether there are more.
    pub more: bool,
}

/// What a filter seeks, as boxes.
#[must_use]
pub fn window(filter: &Filter) -> Window {
    let edges =
        |rect: geo_types::Rect<f64>| [rect.min().x, rect.min().y, rect.max().x, rect.max().y];
    let day = |day: Option<jiff::civil::Date>| day.map(day_number);
    let days = filter.interval.map_or(Days::ALWAYS, |interval| {
        Days::new(day(interval.from()), day(interval.to()))
    });
    let mut boxes: Vec<[f64; 4]> = filter.rects().into_iter().map(edges).collect();
    if boxes.is_empty() {
        let bounds = filter.cql.as_ref().and_then(|query| query.bounds());
        boxes.extend(bounds.map(edges));
    }
    Window { boxes, days }
}

impl Shelf {
    /// A shelf with one segment.
    #[must_use]
    pub fn new(segment: Segment) -> Self {
        Self {
            parts: vec![Part::new(segment)],
        }
    }

    /// The shelf after changes, of which there is one for a feature at the most.
    #[must_use]
    pub fn changed(&self, changes: Vec<Change>) -> Self {
        let mut parts = self.parts.clone();
        for part in &mut parts {
            part.mark(changes.iter().map(Change::id));
        }
        let entries: Vec<Entry> = changes
            .into_iter()
            .filter_map(|change| match change {
                Change::Put(entry) => Some(entry),
                Change::Gone(_) => None,
            })
            .collect();
        if !entries.is_empty() {
            parts.push(Part::new(Segment::of(entries)));
        }
        parts.retain(|part| !part.is_empty());
        let mut stock = Self { parts };
        stock.tidy();
        stock
    }

    /// Makes one segment of young ones, so that there are never many.
    fn tidy(&mut self) {
        while let [.., older, younger] = self.parts.as_slice() {
            let (old, young) = (older.segment().len(), younger.segment().len());
            let crowded = self.parts.len() > MOST_PARTS;
            let near = old < young * RATIO && old + young <= AT_ONCE;
            if !crowded && !near {
                break;
            }
            let from = if crowded { 0 } else { self.parts.len() - 2 };
            let merged = merged(&self.parts[from..]);
            self.parts.truncate(from);
            self.parts.push(Part::new(merged));
        }
    }

    /// How many features.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.iter().map(Part::len).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(Part::is_empty)
    }

    /// Where the feature with an identifier lies.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Place> {
        let found = |(n, part): (usize, &Part)| part.find(id).map(|position| (n, position));
        self.parts.iter().enumerate().rev().find_map(found)
    }

    /// The body of a feature.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&str> {
        self.find(id).map(|place| self.body(place))
    }

    /// The identifier of what lies at a place.
    #[must_use]
    pub fn id(&self, (part, position): Place) -> &str {
        self.parts[part].segment().id(position)
    }

    /// West, south, east and north of what lies at a place, if it has a geometry.
    #[must_use]
    pub fn edges(&self, (part, position): Place) -> Option<[f64; 4]> {
        let edges = self.parts[part].segment().extent(position).edges;
        (!edges[0].is_nan()).then_some(edges)
    }

    /// The body of what lies at a place.
    #[must_use]
    pub fn body(&self, (part, position): Place) -> &str {
        self.parts[part].segment().body(position)
    }

    /// The segments.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The first features behind an identifier that pass.
    #[must_use]
    pub fn first(&self, filter: &Filter, after: Option<&str>, most: usize) -> Found {
        let window = window(filter);
        let wanted = most.saturating_add(1);
        let lists = (self.parts.iter())
            .map(|part| part.first(filter, &window, behind(part, after), wanted))
            .collect();
        self.found(lists, most)
    }

    /// As [`Shelf::first`], and how many features pass wherever they are.
    #[must_use]
    pub fn page(&self, filter: &Filter, after: Option<&str>, most: usize) -> (Found, usize) {
        let window = window(filter);
        let wanted = most.saturating_add(1);
        let (lists, numbers): (_, Vec<usize>) = (self.parts.iter())
            .map(|part| part.page(filter, &window, behind(part, after), wanted))
            .unzip();
        (self.found(lists, most), numbers.into_iter().sum())
    }

    /// The first of what was found in each segment.
    fn found(&self, lists: Vec<Vec<u32>>, most: usize) -> Found {
        let mut places = self.in_order(lists);
        let more = places.len() > most;
        places.truncate(most);
        Found { places, more }
    }

    /// All features that pass, ordered by identifier.
    #[must_use]
    pub fn all(&self, filter: &Filter) -> Vec<Place> {
        self.first(filter, None, usize::MAX - 1).places
    }

    /// Everything ordered by identifier, in runs that lie together: bodies with
    /// [`crate::query::shelf::segment::BETWEEN`] between them.
    #[must_use]
    pub fn runs(&self, places: &[Place]) -> Vec<Bytes> {
        let mut runs: Vec<(usize, Range<u32>)> = Vec::new();
        for (part, position) in places {
            match runs.last_mut() {
                Some((last, range)) if last == part && range.end == *position => range.end += 1,
                _ => runs.push((*part, *position..position + 1)),
            }
        }
        let bytes = |(part, range): (usize, Range<u32>)| self.parts[part].segment().run(range);
        runs.into_iter().map(bytes).collect()
    }

    /// How many features pass; what their boxes do not decide is looked at.
    #[must_use]
    pub fn count(&self, filter: &Filter) -> usize {
        let window = window(filter);
        let count = |part: &Part| part.number(filter, &window);
        self.parts.iter().map(count).sum()
    }

    /// The bound of all features.
    #[must_use]
    pub fn bound(&self) -> Bound {
        let of = |part: &Part| {
            if part.is_whole() {
                return part.segment().bound();
            }
            let all = 0..narrow(part.segment().len());
            all.filter(|position| part.counts(*position))
                .fold(Bound::NOTHING, |bound, position| {
                    bound.with(part.segment().extent(position))
                })
        };
        (self.parts.iter()).fold(Bound::NOTHING, |bound, part| bound.around(&of(part)))
    }

    /// Positions of several segments as one list ordered by identifier.
    fn in_order(&self, mut lists: Vec<Vec<u32>>) -> Vec<Place> {
        let filled = lists.iter().filter(|list| !list.is_empty()).count();
        if filled <= 1 {
            let only = lists.iter().position(|list| !list.is_empty()).unwrap_or(0);
            let list = lists.get_mut(only).map(std::mem::take).unwrap_or_default();
            return list.into_iter().map(|position| (only, position)).collect();
        }
        let mut places: Vec<Place> = lists
            .into_iter()
            .enumerate()
            .flat_map(|(part, list)| list.into_iter().map(move |position| (part, position)))
            .collect();
        // Sorted runs one after the other: the sort finds and merges them.
        places.sort_by(|one, two| self.id(*one).cmp(self.id(*two)));
        places
    }
}

/// The first position behind an identifier.
fn behind(part: &Part, after: Option<&str>) -> u32 {
    after.map_or(0, |after| {
        let same = part.segment().find(after).is_some();
        part.segment().seek(after) + u32::from(same)
    })
}

/// What counts of several segments, as one.
fn merged(parts: &[Part]) -> Segment {
    let stock = Shelf {
        parts: parts.to_vec(),
    };
    let places = stock.all(&Filter::default());
    let bytes = places.iter().map(|place| stock.body(*place).len()).sum();
    let mut builder = Builder::with_room(places.len(), bytes);
    for place in places {
        let days = stock.parts[place.0].segment().extent(place.1).days;
        builder.push(stock.id(place), stock.body(place), stock.edges(place), days);
    }
    builder.build()
}
