//! A packed tree over boxes in space and time.
//!
//! Features are laid out along a Z-order curve of the centres of their boxes in Web Mercator, in
//! groups of sixteen, those in groups of sixteen again, and so on. A tile of the Web Mercator
//! pyramid is one unbroken run of the curve.
//!
//! # References
//! - Morton, G. M., "A computer oriented geodetic data base and a new technique in file
//!   sequencing", IBM, 1966
//! - Kamel, I. and Faloutsos, C., "On packing R-trees", CIKM 1993, doi:10.1145/170088.170403

use std::f64::consts::PI;

use crate::query::shelf::bound::{Bound, Extent, Window};

/// How many make a group.
const GROUP: usize = 16;

/// The tree.
#[derive(Debug, Default)]
pub struct Tree {
    /// Positions in the segment, along the curve.
    order: Vec<u32>,
    /// Where on the curve each of them lies.
    codes: Vec<u64>,
    /// Their boxes, in the same order.
    leaves: Vec<Extent>,
    /// Bounds of groups, of groups of groups, …; the last level has one.
    levels: Vec<Vec<Bound>>,
}

impl Tree {
    /// The tree over features with a geometry.
    #[must_use]
    pub fn new(located: impl Iterator<Item = (u32, Extent)>) -> Self {
        let mut sorted: Vec<(u64, u32, Extent)> = located
            .map(|(position, extent)| (code(&extent), position, extent))
            .collect();
        sorted.sort_unstable_by_key(|(code, position, _)| (*code, *position));
        let leaves: Vec<Extent> = sorted.iter().map(|(_, _, extent)| *extent).collect();
        let mut levels: Vec<Vec<Bound>> = Vec::new();
        let mut level: Vec<Bound> = leaves
            .chunks(GROUP)
            .map(|group| group.iter().fold(Bound::NOTHING, Bound::with))
            .collect();
        while level.len() > 1 {
            let above = level
                .chunks(GROUP)
                .map(|group| group.iter().fold(Bound::NOTHING, Bound::around))
                .collect();
            levels.push(std::mem::replace(&mut level, above));
        }
        if !level.is_empty() {
            levels.push(level);
        }
        Self {
            order: sorted.iter().map(|(_, position, _)| *position).collect(),
            codes: sorted.iter().map(|(code, _, _)| *code).collect(),
            leaves,
            levels,
        }
    }

    /// The bound of everything.
    #[must_use]
    pub fn bound(&self) -> Bound {
        (self.levels.last().and_then(|top| top.first())).map_or(Bound::NOTHING, |bound| *bound)
    }

    /// How many features' boxes touch the window.
    #[must_use]
    pub fn count(&self, window: &Window) -> usize {
        let mut count = 0;
        self.walk(window, |from, to, all| {
            count += if all {
                to - from
            } else {
                self.leaves[from..to]
                    .iter()
                    .filter(|extent| window.touches(extent))
                    .count()
            };
        });
        count
    }

    /// Shows the positions of the features whose boxes touch the window, with these boxes, in no
    /// order.
    pub fn visit(&self, window: &Window, mut show: impl FnMut(u32, &Extent)) {
        self.walk(window, |from, to, all| {
            for (position, extent) in self.order[from..to].iter().zip(&self.leaves[from..to]) {
                if all || window.touches(extent) {
                    show(*position, extent);
                }
            }
        });
    }

    /// The features along the curve from one code to another, which is left out: their codes, and
    /// their positions in the segment, and their boxes.
    #[must_use]
    pub fn run(&self, from: u64, to: Option<u64>) -> (&[u64], &[u32], &[Extent]) {
        let first = self.codes.partition_point(|code| *code < from);
        let last = to.map_or(self.codes.len(), |to| {
            self.codes.partition_point(|code| *code < to)
        });
        let last = last.max(first);
        let run = first..last;
        (
            &self.codes[run.clone()],
            &self.order[run.clone()],
            &self.leaves[run],
        )
    }

    /// Shows runs of leaves that may touch the window, and whether all of a run does.
    fn walk(&self, window: &Window, mut show: impl FnMut(usize, usize, bool)) {
        let Some(top) = self.levels.len().checked_sub(1) else {
            return;
        };
        let mut open = vec![(top, 0_usize)];
        while let Some((level, n)) = open.pop() {
            let bound = &self.levels[level][n];
            if !bound.may_touch(window) {
                continue;
            }
            let width = GROUP.pow(u32::try_from(level).unwrap_or(u32::MAX) + 1);
            if bound.all_in(window) {
                show(n * width, ((n + 1) * width).min(self.leaves.len()), true);
            } else if level == 0 {
                show(n * GROUP, ((n + 1) * GROUP).min(self.leaves.len()), false);
            } else {
                let below = n * GROUP..((n + 1) * GROUP).min(self.levels[level - 1].len());
                open.extend(below.rev().map(|n| (level - 1, n)));
            }
        }
    }
}

/// Where on the curve the centre of a box lies: 32 bits of each Web Mercator coordinate.
fn code(extent: &Extent) -> u64 {
    let [west, south, east, north] = extent.edges;
    let (x, y) = mercator(f64::midpoint(west, east), f64::midpoint(south, north));
    interleaved(x) | (interleaved(y) << 1)
}

/// A position as 32-bit Web Mercator coordinates, x to the east and y to the south; beyond 85.05°
/// it is drawn to the edge.
///
/// # References
/// - OGC 17-083r4, annex D.1 (`WebMercatorQuad`)
#[must_use]
pub fn mercator(lon: f64, lat: f64) -> (u32, u32) {
    let sine = lat.to_radians().sin().clamp(-0.999_999, 0.999_999);
    let x = lon / 360.0 + 0.5;
    let y = 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * PI);
    (scaled(x), scaled(y))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range, and a cast of a float saturates"
)]
fn scaled(share: f64) -> u32 {
    (share * 4_294_967_296.0).clamp(0.0, 4_294_967_295.0) as u32
}

/// The position on the square that a code on the curve stands for.
#[must_use]
pub fn decoded(code: u64) -> (u32, u32) {
    (every_second(code), every_second(code >> 1))
}

/// The number whose bits are every second one of these, from the lowest on.
fn every_second(bits: u64) -> u32 {
    let mut bits = bits & 0x5555_5555_5555_5555;
    for (shift, mask) in [
        (1, 0x3333_3333_3333_3333),
        (2, 0x0F0F_0F0F_0F0F_0F0F),
        (4, 0x00FF_00FF_00FF_00FF),
        (8, 0x0000_FFFF_0000_FFFF),
        (16, 0x0000_0000_FFFF_FFFF),
    ] {
        bits = (bits | (bits >> shift)) & mask;
    }
    u32::try_from(bits).unwrap_or(u32::MAX)
}

/// The bits of a number with a zero before each.
#[must_use]
pub fn interleaved(number: u32) -> u64 {
    let mut bits = u64::from(number);
    for (shift, mask) in [
        (16, 0x0000_FFFF_0000_FFFF),
        (8, 0x00FF_00FF_00FF_00FF),
        (4, 0x0F0F_0F0F_0F0F_0F0F),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        bits = (bits | (bits << shift)) & mask;
    }
    bits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_code_stands_for_what_it_was_made_of(x in any::<u32>(), y in any::<u32>()) {
            let code = interleaved(x) | (interleaved(y) << 1);
            prop_assert_eq!(decoded(code), (x, y));
        }
    }
}
