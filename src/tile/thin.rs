//! Points of a tile, counted on a grid where there are too many of them to be told apart.

use crate::tile::address::EXTENT;

/// The most points that a tile shows one by one.
pub const MOST_SINGLE: usize = 2_000;

/// Cells along each edge of a tile: 4 by 4 pixels each on a screen that shows a tile on 256.
const CELLS: u16 = 64;

/// Units along each edge of a cell.
const CELL: u16 = EXTENT / CELLS;

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
    kept: Kept<H>,
}

#[derive(Debug)]
enum Kept<H> {
    Each(Vec<((u16, u16), H)>),
    Cells(Vec<Cell<H>>),
}

#[derive(Debug)]
struct Cell<H> {
    count: u64,
    /// Sums of the units from the cell's north-western corner.
    sum: (u64, u64),
    /// The only point so far.
    only: Option<((u16, u16), H)>,
}

impl<H> Default for Points<H> {
    fn default() -> Self {
        Self {
            kept: Kept::Each(Vec::new()),
        }
    }
}

impl<H> Points<H> {
    /// Adds a point; its handle is made only when it may be needed.
    ///
    /// # Units
    /// - `at`: units of the tile, below [`EXTENT`]
    pub fn add(&mut self, at: (u16, u16), handle: impl FnOnce() -> H) {
        match &mut self.kept {
            Kept::Each(each) if each.len() < MOST_SINGLE => each.push((at, handle())),
            Kept::Each(each) => {
                let each = std::mem::take(each);
                let mut cells: Vec<Cell<H>> = Vec::new();
                cells.resize_with(usize::from(CELLS) * usize::from(CELLS), Cell::default);
                for (at, handle) in each {
                    count(&mut cells, at, || handle);
                }
                count(&mut cells, at, handle);
                self.kept = Kept::Cells(cells);
            }
            Kept::Cells(cells) => count(cells, at, handle),
        }
    }

    /// What stands for the points: each for itself, or row by row of the grid one for each cell.
    #[must_use]
    pub fn marks(self) -> Vec<Mark<H>> {
        match self.kept {
            Kept::Each(each) => {
                let one = |(at, handle)| Mark::One { at, handle };
                each.into_iter().map(one).collect()
            }
            Kept::Cells(cells) => {
                let full = cells.into_iter().zip(0_u16..);
                full.filter_map(|(cell, number)| cell.mark(number))
                    .collect()
            }
        }
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

fn count<H>(cells: &mut [Cell<H>], at: (u16, u16), handle: impl FnOnce() -> H) {
    let number = usize::from(at.1 / CELL) * usize::from(CELLS) + usize::from(at.0 / CELL);
    let Some(cell) = cells.get_mut(number) else {
        return;
    };
    cell.only = (cell.count == 0).then(|| (at, handle()));
    cell.count += 1;
    cell.sum.0 += u64::from(at.0 % CELL);
    cell.sum.1 += u64::from(at.1 % CELL);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counted(marks: &[Mark<usize>]) -> u64 {
        let each = marks.iter().map(|mark| match mark {
            Mark::One { .. } => 1,
            Mark::Many { count, .. } => *count,
        });
        each.sum()
    }

    fn marks(points: &[(u16, u16)]) -> Vec<Mark<usize>> {
        let mut all = Points::default();
        for (n, at) in points.iter().enumerate() {
            all.add(*at, || n);
        }
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
            let shown = marks(&points);
            prop_assert_eq!(counted(&shown), points.len() as u64);
            prop_assert!(shown.len() <= points.len().min(4_096).max(MOST_SINGLE));
            for mark in &shown {
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
