//! Points of a tile, counted on a grid where there are too many of them to be told apart.

use crate::tile::{
    address::{Address, EXTENT},
    mercator::World,
};

/// The most points that a tile shows one by one.
pub const MOST_SINGLE: usize = 2_000;

/// Cells along each edge of a tile: 4 by 4 pixels each on a screen that shows a tile on 256.
const CELLS: u16 = 64;

/// Units along each edge of a cell.
const CELL: u16 = EXTENT / CELLS;

/// Points of a cell whose middle stands for that of all of it.
const LOOKED_AT: usize = 16;

/// What stands for points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark<H> {
    /// One point.
    One {
        /// Where, in units of the tile.
        at: (u16, u16),
        /// The handle that it came with.
        handle: H,
    },
    /// Several points of one cell.
    Many {
        /// Their middle, in units of the tile.
        at: (u16, u16),
        /// How many.
        count: u64,
    },
}

/// Collects the points of one tile: every one counts, and only those that may be shown by
/// themselves are kept.
#[derive(Debug)]
pub struct Points<H> {
    tile: Address,
    /// Points one by one, as long as they are few.
    each: Vec<((u16, u16), H)>,
    /// The grid, row by row; without a cell as long as they are few.
    cells: Vec<Cell<H>>,
}

#[derive(Debug)]
struct Cell<H> {
    count: u64,
    /// Sums of the units from the cell's north-western corner.
    sum: (u64, u64),
    /// The only point so far.
    only: Option<((u16, u16), H)>,
}

impl<H> Points<H> {
    /// The points of a tile, none so far.
    #[must_use]
    pub const fn new(tile: Address) -> Self {
        Self {
            tile,
            each: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// Adds a point, if it lies in the tile; its handle is made only when it may be needed.
    pub fn add(&mut self, at: World, handle: impl FnOnce() -> H) {
        let Some(at) = self.tile.within(at) else {
            return;
        };
        if self.cells.is_empty() && self.each.len() < MOST_SINGLE {
            self.each.push((at, handle()));
        } else {
            self.count_each();
            count(&mut self.cells, at, handle);
        }
    }

    /// Adds points of the tile along the curve, by their codes in ascending order: where there are
    /// many in a cell, the middle of some of them stands for that of all.
    pub fn add_run(&mut self, codes: &[u64], handle: impl Fn(usize) -> H) {
        if self.cells.is_empty() && self.each.len() + codes.len() <= MOST_SINGLE {
            for (nth, code) in codes.iter().enumerate() {
                self.add(World::at(*code), || handle(nth));
            }
            return;
        }
        self.count_each();
        // The upper bits of a code are those of its cell: two for each zoom, and twelve more.
        let shift = 52 - 2 * u32::from(self.tile.zoom());
        let mut first = 0;
        while let Some(code) = codes.get(first) {
            let run = beginning(&codes[first..], |other| other >> shift == code >> shift);
            let few = run.iter().step_by(run.len().div_ceil(LOOKED_AT));
            let places = few.filter_map(|code| self.tile.within(World::at(*code)));
            let (mut looked_at, mut sum, mut last) = (0, (0, 0), None);
            for at in places {
                looked_at += 1;
                sum.0 += u64::from(at.0 % CELL);
                sum.1 += u64::from(at.1 % CELL);
                last = Some(at);
            }
            let cell = last.and_then(|at| self.cells.get_mut(number(at)));
            if let (Some(cell), Some(at)) = (cell, last) {
                let count = run.len() as u64;
                cell.only = (cell.count + count == 1).then(|| (at, handle(first)));
                cell.count += count;
                cell.sum.0 += sum.0 * count / looked_at;
                cell.sum.1 += sum.1 * count / looked_at;
            }
            first += run.len();
        }
    }

    /// Counts on the grid what was kept one by one.
    fn count_each(&mut self) {
        if self.cells.is_empty() {
            let all = usize::from(CELLS) * usize::from(CELLS);
            self.cells.resize_with(all, Cell::default);
            for (at, handle) in std::mem::take(&mut self.each) {
                count(&mut self.cells, at, || handle);
            }
        }
    }

    /// What stands for the points: each for itself, or row by row of the grid one for each cell.
    #[must_use]
    pub fn marks(self) -> Vec<Mark<H>> {
        let each = (self.each.into_iter()).map(|(at, handle)| Mark::One { at, handle });
        let cells = self.cells.into_iter().zip(0_u16..);
        each.chain(cells.filter_map(|(cell, number)| cell.mark(number)))
            .collect()
    }
}

impl<H> Default for Cell<H> {
    fn default() -> Self {
        Self {
            count: 0,
            sum: (0, 0),
            only: None,
        }
    }
}

impl<H> Cell<H> {
    fn mark(self, number: u16) -> Option<Mark<H>> {
        if let Some((at, handle)) = self.only {
            return Some(Mark::One { at, handle });
        }
        // The middle of what lies in a cell lies in it.
        let middle = |sum: u64| u16::try_from(sum.checked_div(self.count)?).ok();
        let (x, y) = (middle(self.sum.0)?, middle(self.sum.1)?);
        Some(Mark::Many {
            at: (number % CELLS * CELL + x, number / CELLS * CELL + y),
            count: self.count,
        })
    }
}

/// The number of the cell of a point.
fn number(at: (u16, u16)) -> usize {
    usize::from(at.1 / CELL) * usize::from(CELLS) + usize::from(at.0 / CELL)
}

fn count<H>(cells: &mut [Cell<H>], at: (u16, u16), handle: impl FnOnce() -> H) {
    let Some(cell) = cells.get_mut(number(at)) else {
        return;
    };
    cell.only = (cell.count == 0).then(|| (at, handle()));
    cell.count += 1;
    cell.sum.0 += u64::from(at.0 % CELL);
    cell.sum.1 += u64::from(at.1 % CELL);
}

/// The beginning of ascending codes for which something holds, as it does for none behind it.
fn beginning(codes: &[u64], holds: impl Fn(u64) -> bool) -> &[u64] {
    // In strides that double: most cells have few.
    let mut reach = 1;
    while codes.get(reach).is_some_and(|code| holds(*code)) {
        reach *= 2;
    }
    let near = &codes[..reach.min(codes.len())];
    &near[..near.partition_point(|code| holds(*code))]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::shelf::tree::interleaved;

    fn counted(marks: &[Mark<usize>]) -> u64 {
        let each = marks.iter().map(|mark| match mark {
            Mark::One { .. } => 1,
            Mark::Many { count, .. } => *count,
        });
        each.sum()
    }

    fn tile() -> Address {
        Address::new(3, 5, 2).expect("a tile")
    }

    /// The corner of a unit of the tile.
    fn corner(at: (u16, u16)) -> World {
        let steps = |unit: u16| u32::from(unit) << (32 - 3 - 12);
        World {
            x: (2 << 29) + steps(at.0),
            y: (5 << 29) + steps(at.1),
        }
    }

    fn marks(points: &[(u16, u16)]) -> Vec<Mark<usize>> {
        let mut all = Points::new(tile());
        for (n, at) in points.iter().enumerate() {
            all.add(corner(*at), || n);
        }
        all.marks()
    }

    /// The same points as the curve has them.
    fn marks_of_run(points: &[(u16, u16)]) -> Vec<Mark<usize>> {
        let code = |at: (u16, u16)| {
            let World { x, y } = corner(at);
            interleaved(x) | (interleaved(y) << 1)
        };
        let numbered = points.iter().enumerate();
        let mut sorted: Vec<(u64, usize)> = numbered.map(|(n, at)| (code(*at), n)).collect();
        sorted.sort_unstable();
        let codes: Vec<u64> = sorted.iter().map(|(code, _)| *code).collect();
        let mut all = Points::new(tile());
        // In two parts, as if they lay on two shelves.
        let (old, young) = codes.split_at(codes.len() / 3);
        all.add_run(old, |nth| sorted[nth].1);
        all.add_run(young, |nth| sorted[old.len() + nth].1);
        all.marks()
    }

    #[test]
    fn few_points_are_shown_one_by_one_even_in_one_place() {
        let few = vec![(7, 7); MOST_SINGLE];
        let shown = marks(&few);
        assert_eq!(shown.len(), MOST_SINGLE);
        let one_more = [few, vec![(4_000, 1)]].concat();
        assert_eq!(
            marks(&one_more),
            [
                Mark::Many {
                    at: (7, 7),
                    count: MOST_SINGLE as u64
                },
                Mark::One {
                    at: (4_000, 1),
                    handle: MOST_SINGLE
                }
            ]
            .into_iter()
            .collect::<Vec<_>>()
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn no_point_is_lost_or_counted_twice_and_single_ones_stay_where_they_are(
            seeds in prop::collection::vec((0..EXTENT, 0..EXTENT), 1..40),
            copies in 1_u16..200,
        ) {
            // Each seed with copies around it, near and far.
            let points: Vec<(u16, u16)> = seeds
                .iter()
                .flat_map(|(x, y)| (0..copies).map(move |n| ((x + n * n) % EXTENT, (y + n * 37) % EXTENT)))
                .collect();
            let (shown, run) = (marks(&points), marks_of_run(&points));
            prop_assert_eq!(counted(&shown), points.len() as u64);
            prop_assert_eq!(counted(&run), points.len() as u64);
            prop_assert!(shown.len() <= points.len().min(4_096).max(MOST_SINGLE));
            prop_assert_eq!(shown.len(), run.len());
            for mark in shown.iter().chain(&run) {
                match mark {
                    Mark::One { at, handle } => prop_assert_eq!(*at, points[*handle]),
                    Mark::Many { at: (x, y), count } => {
                        let cell = |at: &(u16, u16)| (at.0 / CELL, at.1 / CELL);
                        let in_it = points.iter().filter(|at| cell(at) == cell(&(*x, *y)));
                        prop_assert_eq!(in_it.count() as u64, *count);
                    }
                }
            }
        }
    }
}
