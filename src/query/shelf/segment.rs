//! Features laid down once, in the order of their identifiers.

use std::{
    collections::BTreeMap,
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;

use crate::query::shelf::{
    bound::{Bound, Extent, Window},
    column::Column,
    entry::{Days, Entry},
    tree::Tree,
};

/// What stands between two bodies, so that a run of them can be sent as it lies.
pub const BETWEEN: &str = ",\n";

/// A segment with fewer features has no columns.
const SMALL: usize = 512;

/// How many columns a segment has at the most: 2 to 16 bytes for each feature and column.
const MOST_COLUMNS: usize = 24;

/// Edges of a feature without a geometry.
const NOWHERE: [f64; 4] = [f64::NAN; 4];

/// Features of one collection, with what they are found by. It never changes.
#[derive(Debug)]
pub struct Segment {
    /// All bodies, with [`BETWEEN`] between them.
    text: Text,
    /// Where each body begins, and one more: where the next would.
    starts: Vec<u64>,
    ids: String,
    id_starts: Vec<u32>,
    extents: Vec<Extent>,
    tree: Tree,
    /// Positions of the features without a geometry, ascending, and the bound of their times.
    unlocated: Vec<u32>,
    unlocated_bound: Bound,
    /// Positions of the features whose geometry is more than one position, ascending.
    areas: Vec<u32>,
    /// Columns of the properties that filters asked for.
    columns: Mutex<BTreeMap<String, Arc<Column>>>,
}

/// Bodies that may be sent while the segment itself is gone.
#[derive(Debug, Clone)]
struct Text(Arc<String>);

impl AsRef<[u8]> for Text {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Takes features in the ascending order of their identifiers.
#[derive(Debug, Default)]
pub struct Builder {
    text: String,
    starts: Vec<u64>,
    ids: String,
    id_starts: Vec<u32>,
    extents: Vec<Extent>,
}

impl Builder {
    /// With room for so many features whose bodies have so many bytes together.
    #[must_use]
    pub fn with_room(features: usize, bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes + features * BETWEEN.len()),
            starts: Vec::with_capacity(features + 1),
            ids: String::new(),
            id_starts: Vec::with_capacity(features + 1),
            extents: Vec::with_capacity(features),
        }
    }

    /// Lays a feature down behind those before it.
    pub fn push(&mut self, id: &str, body: &str, edges: Option<[f64; 4]>, days: Days) {
        if !self.starts.is_empty() {
            self.text.push_str(BETWEEN);
        }
        self.starts.push(self.text.len() as u64);
        self.text.push_str(body);
        self.id_starts
            .push(u32::try_from(self.ids.len()).unwrap_or(u32::MAX));
        self.ids.push_str(id);
        self.extents.push(Extent {
            edges: edges.unwrap_or(NOWHERE),
            days,
        });
    }

    /// The segment.
    #[must_use]
    pub fn build(mut self) -> Segment {
        let behind = if self.starts.is_empty() {
            0
        } else {
            BETWEEN.len()
        };
        self.starts.push((self.text.len() + behind) as u64);
        self.id_starts
            .push(u32::try_from(self.ids.len()).unwrap_or(u32::MAX));
        let numbered = || (0_u32..).zip(self.extents.iter().copied());
        let tree = Tree::new(numbered().filter(|(_, extent)| !extent.edges[0].is_nan()));
        let unlocated: Vec<u32> = numbered()
            .filter(|(_, extent)| extent.edges[0].is_nan())
            .map(|(position, _)| position)
            .collect();
        let unlocated_bound = unlocated.iter().fold(Bound::NOTHING, |bound, position| {
            bound.with(&self.extents[*position as usize])
        });
        let areas = numbered()
            .filter(|(_, extent)| !extent.edges[0].is_nan() && !extent.is_point())
            .map(|(position, _)| position)
            .collect();
        self.text.shrink_to_fit();
        Segment {
            areas,
            columns: Mutex::default(),
            text: Text(Arc::new(self.text)),
            starts: self.starts,
            ids: self.ids,
            id_starts: self.id_starts,
            extents: self.extents,
            tree,
            unlocated,
            unlocated_bound,
        }
    }
}

impl Segment {
    /// The segment of features in any order; of two with one identifier the later one counts.
    #[must_use]
    pub fn of(mut entries: Vec<Entry>) -> Self {
        entries.reverse();
        entries.sort_by(|one, two| one.id.cmp(&two.id));
        entries.dedup_by(|later, kept| later.id == kept.id);
        let bytes = entries.iter().map(|entry| entry.body.len()).sum();
        let mut builder = Builder::with_room(entries.len(), bytes);
        for entry in &entries {
            builder.push(&entry.id, &entry.body, entry.edges, entry.days);
        }
        builder.build()
    }

    /// How many features.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.extents.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.extents.is_empty()
    }

    /// The identifier at a position.
    #[must_use]
    pub fn id(&self, position: u32) -> &str {
        let at = position as usize;
        let range = self.id_starts[at] as usize..self.id_starts[at + 1] as usize;
        &self.ids[range]
    }

    /// The body at a position.
    #[must_use]
    pub fn body(&self, position: u32) -> &str {
        &self.text.0[self.bytes(position..position + 1)]
    }

    /// Positions of the features whose geometry is more than one position, ascending.
    #[must_use]
    pub fn areas(&self) -> &[u32] {
        &self.areas
    }

    /// How many bytes all bodies have, with what stands between them.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.text.0.len()
    }

    /// The bodies of a run of features, with [`BETWEEN`] between them, without a copy.
    #[must_use]
    pub fn run(&self, positions: Range<u32>) -> Bytes {
        let bytes = self.bytes(positions);
        Bytes::from_owner(self.text.clone()).slice(bytes)
    }

    fn bytes(&self, positions: Range<u32>) -> Range<usize> {
        let at = |position: u32| usize::try_from(self.starts[position as usize]).unwrap_or(0);
        at(positions.start)..at(positions.end).saturating_sub(BETWEEN.len())
    }

    /// Where and when the feature at a position is.
    #[must_use]
    pub fn extent(&self, position: u32) -> &Extent {
        &self.extents[position as usize]
    }

    /// The first position whose identifier is not before this one.
    #[must_use]
    pub fn seek(&self, id: &str) -> u32 {
        let (mut low, mut high) = (0, self.extents.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.id(narrow(middle)) < id {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        narrow(low)
    }

    /// The position of an identifier.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<u32> {
        let position = self.seek(id);
        ((position as usize) < self.len() && self.id(position) == id).then_some(position)
    }

    /// The columns of some properties; they are made when they are first asked for, and kept. `None`
    /// in a small segment, and when there are too many columns already: then bodies are read.
    #[must_use]
    pub fn columns(&self, names: &[String]) -> Option<Vec<Arc<Column>>> {
        if self.len() < SMALL {
            return None;
        }
        // A panic while reading left the columns that there were.
        let mut columns = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<String> = (names.iter())
            .filter(|name| !columns.contains_key(*name))
            .cloned()
            .collect();
        if columns.len() + missing.len() > MOST_COLUMNS {
            return None;
        }
        if !missing.is_empty() {
            let read = Column::read(self, &missing).into_iter().map(Arc::new);
            columns.extend(missing.into_iter().zip(read));
        }
        names
            .iter()
            .map(|name| columns.get(name).cloned())
            .collect()
    }

    /// The tree over the features with a geometry.
    #[must_use]
    pub const fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The bound of everything in it.
    #[must_use]
    pub fn bound(&self) -> Bound {
        self.tree.bound().around(&self.unlocated_bound)
    }

    /// How many features' boxes touch a window.
    #[must_use]
    pub fn count(&self, window: &Window) -> usize {
        if window.is_open() {
            return self.len();
        }
        let located = self.tree.count(window);
        if window.boxes.is_empty() {
            located + self.unlocated_in(window).count()
        } else {
            located
        }
    }

    /// Shows the positions of the features whose boxes touch a window, in no order, and whether the
    /// window decides for them.
    pub fn candidates(&self, window: &Window, mut show: impl FnMut(u32, bool)) {
        self.tree.visit(window, |position, extent| {
            show(position, window.decides(extent));
        });
        if window.boxes.is_empty() {
            for position in self.unlocated_in(window) {
                show(position, true);
            }
        }
    }

    fn unlocated_in(&self, window: &Window) -> impl Iterator<Item = u32> {
        let days = window.days;
        (self.unlocated.iter().copied())
            .filter(move |position| self.extent(*position).days.meets(days))
    }
}

/// A position as it is kept: a segment has fewer than 2³² features.
#[must_use]
pub fn narrow(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
