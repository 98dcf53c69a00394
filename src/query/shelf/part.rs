//! A segment with the marks of what younger segments replaced.

use std::sync::Arc;

use crate::query::{
    filter::Filter,
    shelf::{
        bound::Window,
        row::Asking,
        segment::{Segment, narrow},
    },
};

/// One segment of a shelf, and which of its features no longer count.
#[derive(Debug, Clone)]
pub struct Part {
    segment: Arc<Segment>,
    /// One bit for each position; empty when nothing is gone.
    gone: Arc<Vec<u64>>,
    /// The positions that are gone, in no order.
    gone_list: Arc<Vec<u32>>,
}

impl Part {
    /// A segment of which everything counts.
    #[must_use]
    pub fn new(segment: Segment) -> Self {
        Self {
            segment: Arc::new(segment),
            gone: Arc::default(),
            gone_list: Arc::default(),
        }
    }

    /// The segment.
    #[must_use]
    pub fn segment(&self) -> &Segment {
        &self.segment
    }

    /// How many features count.
    #[must_use]
    pub fn len(&self) -> usize {
        self.segment.len() - self.gone_list.len()
    }

    /// Whether none counts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether all count.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.gone_list.is_empty()
    }

    /// Whether the feature at a position counts.
    #[must_use]
    pub fn counts(&self, position: u32) -> bool {
        let word = self.gone.get((position / 64) as usize);
        word.is_none_or(|word| word & (1 << (position % 64)) == 0)
    }

    /// Marks features as gone, as far as they are in it.
    pub fn mark<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        let mut found: Vec<u32> = ids
            .filter_map(|id| self.segment.find(id))
            .filter(|position| self.counts(*position))
            .collect();
        found.sort_unstable();
        found.dedup();
        if found.is_empty() {
            return;
        }
        let gone = Arc::make_mut(&mut self.gone);
        gone.resize(self.segment.len().div_ceil(64), 0);
        for position in &found {
            gone[(position / 64) as usize] |= 1 << (position % 64);
        }
        Arc::make_mut(&mut self.gone_list).extend(found);
    }

    /// The position of an identifier that counts.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<u32> {
        self.segment
            .find(id)
            .filter(|position| self.counts(*position))
    }

    /// At most so many features that count touch the window; as many do, when the window decides
    /// for each of them.
    #[must_use]
    pub fn about(&self, window: &Window) -> usize {
        let gone = self.gone_list.iter();
        let gone = gone.filter(|position| {
            let extent = self.segment.extent(**position);
            window.is_open() || window.touches(extent)
        });
        self.segment.count(window).saturating_sub(gone.count())
    }

    /// The positions of the first features that pass, from a position on, ascending; at most
    /// `most` of them.
    #[must_use]
    pub fn first(&self, filter: &Filter, window: &Window, from: u32, most: usize) -> Vec<u32> {
        let end = narrow(self.segment.len());
        let asking = self.asking(filter);
        let passes = |position: &u32| {
            self.counts(*position) && self.passes(filter, asking.as_ref(), window, *position)
        };
        if window.is_open() {
            return (from..end).filter(passes).take(most).collect();
        }
        if self.in_strides(window, most) {
            let touches = |position: &u32| window.touches(self.segment.extent(*position));
            return (from..end)
                .filter(touches)
                .filter(passes)
                .take(most)
                .collect();
        }
        // Boxes decide for most; the others are looked at when their turn comes.
        let (mut sure, mut open) = (Vec::new(), Vec::new());
        self.segment.candidates(window, |position, decided| {
            let decided = decided && filter.frame.is_none();
            if position < from || !self.counts(position) {
                return;
            }
            match &asking {
                None if decided => sure.push(position),
                Some(asking) if decided && asking.is_quick() => {
                    if asking.holds(position) {
                        sure.push(position);
                    }
                }
                _ => open.push((position, decided)),
            }
        });
        let holds = |(position, decided): &(u32, bool)| {
            if *decided {
                (asking.as_ref()).is_none_or(|asking| asking.holds(*position))
            } else {
                passes(position)
            }
        };
        // Only those are put in order that are wanted.
        if most < sure.len() {
            sure.select_nth_unstable(most);
            sure.truncate(most);
        }
        sure.sort_unstable();
        open.sort_unstable();
        let mut found = Vec::with_capacity(most.min(sure.len() + open.len()));
        let (mut sure, mut open) = (sure.into_iter().peekable(), open.into_iter().peekable());
        while found.len() < most {
            let next = match (sure.peek(), open.peek()) {
                (Some(one), Some((other, _))) if one < other => sure.next(),
                (Some(_), None) => sure.next(),
                (_, Some(_)) => open.next().filter(holds).map(|(position, _)| position),
                (None, None) => break,
            };
            found.extend(next);
        }
        found
    }

    /// Whether the first of what touches the window are found soonest in their order: they are many.
    /// A few are found soonest by the tree.
    fn in_strides(&self, window: &Window, most: usize) -> bool {
        let about = self.segment.count(window);
        let strides = most.saturating_mul(self.segment.len()) / about.max(1);
        strides < about
    }

    /// As [`Part::first`], and how many features pass wherever they are.
    #[must_use]
    pub fn page(
        &self,
        filter: &Filter,
        window: &Window,
        from: u32,
        most: usize,
    ) -> (Vec<u32>, usize) {
        if window.is_open() || filter.cql.is_some() || self.in_strides(window, most) {
            let first = self.first(filter, window, from, most);
            return (first, self.number(filter, window));
        }
        // One walk over the tree tells both.
        let mut found = Vec::new();
        self.segment.candidates(window, |position, decided| {
            let decided = decided && filter.frame.is_none();
            if self.counts(position) && (decided || self.passes(filter, None, window, position)) {
                found.push(position);
            }
        });
        let number = found.len();
        found.retain(|position| *position >= from);
        if most < found.len() {
            found.select_nth_unstable(most);
            found.truncate(most);
        }
        found.sort_unstable();
        (found, number)
    }

    /// How many features pass.
    #[must_use]
    pub fn number(&self, filter: &Filter, window: &Window) -> usize {
        if filter.cql.is_some() || filter.frame.is_some() {
            return self.first(filter, window, 0, usize::MAX).len();
        }
        let boxes = self.about(window);
        if window.boxes.is_empty() {
            return boxes;
        }
        let beside = |position: &&u32| {
            let extent = self.segment.extent(**position);
            self.counts(**position)
                && window.touches(extent)
                && !window.decides(extent)
                && !filter.hits_body(extent, self.segment.body(**position))
        };
        boxes.saturating_sub(self.segment.areas().iter().filter(beside).count())
    }

    /// All features along a run of the curve, as their codes and positions, when each of them is a
    /// point that counts.
    #[must_use]
    pub fn run_of_points(&self, (from, to): (u64, Option<u64>)) -> Option<(&[u64], &[u32])> {
        let plain = self.is_whole() && self.segment.areas().is_empty();
        let (codes, positions, _) = self.segment.tree().run(from, to);
        plain.then_some((codes, positions))
    }

    /// Shows the points along a run of the curve that pass, as codes and positions. Of the filter,
    /// the box is not looked at: the run takes its place.
    pub fn points(
        &self,
        filter: &Filter,
        window: &Window,
        (from, to): (u64, Option<u64>),
        mut show: impl FnMut(u64, u32),
    ) {
        let asking = self.asking(filter);
        let (codes, positions, extents) = self.segment.tree().run(from, to);
        for ((code, position), extent) in codes.iter().zip(positions).zip(extents) {
            if extent.is_point()
                && extent.days.meets(window.days)
                && self.counts(*position)
                && self.passes(filter, asking.as_ref(), window, *position)
            {
                show(*code, *position);
            }
        }
    }

    /// Shows the positions of what is no point and passes, as far as boxes tell where it is, along
    /// the curve.
    pub fn areas(&self, filter: &Filter, window: &Window, mut show: impl FnMut(u32)) {
        if self.segment.areas().is_empty() {
            return;
        }
        let asking = self.asking(filter);
        let anywhere = Window {
            boxes: Vec::new(),
            days: window.days,
        };
        self.segment.tree().visit(window, |position, extent| {
            if !extent.is_point()
                && self.counts(position)
                && self.passes(filter, asking.as_ref(), &anywhere, position)
            {
                show(position);
            }
        });
    }

    /// What the condition of a filter asks of the segment, if there is one.
    fn asking<'a>(&'a self, filter: &'a Filter) -> Option<Asking<'a>> {
        let query = filter.cql.as_ref()?;
        Some(Asking::new(query, &self.segment))
    }

    /// Whether the feature at a position passes a filter, when its box touches the window.
    fn passes(
        &self,
        filter: &Filter,
        asking: Option<&Asking<'_>>,
        window: &Window,
        position: u32,
    ) -> bool {
        // What columns decide is asked before geometries are read.
        let quick = asking.is_some_and(Asking::is_quick);
        if quick && !asking.is_none_or(|asking| asking.holds(position)) {
            return false;
        }
        let extent = self.segment.extent(position);
        let there = filter.is_everywhere()
            || (filter.frame.is_none() && window.decides(extent))
            || filter.hits_body(extent, self.segment.body(position));
        there && (quick || asking.is_none_or(|asking| asking.holds(position)))
    }
}
