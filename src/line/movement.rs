//! How far the line moved along the reference line: ground that changed sides, by stretches of it.

use geo_types::Coord;

use crate::{
    line::{frame::Frame, reconstruct::CellState, region::Region, share, trace::Trace},
    model::control::Holder,
};

/// Ground is told apart in squares of this side, in metres.
const SQUARE_M: f64 = 1_000.0;

/// The reference line in bins.
#[derive(Debug, Clone)]
pub struct Bins {
    trace: Trace,
    /// Metres along the line on the plane at the start of each segment, and at its end.
    along: Vec<f64>,
    /// Kilometres on the ground at the start of each bin, and at the end of the last.
    edges: Vec<f64>,
}

/// How far the line moved in each bin.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Kilometres by which the ground of `az` grew.
    pub shift_km: Vec<f64>,
    /// Kilometres of ground whose holder is contested or unknown.
    pub contested_km: Vec<f64>,
    /// What lies beyond the first and the last kilometre.
    pub beyond: [Beyond; 2],
}

/// Ground that lies beyond an end of the line: nearest to that end, and abreast of no stretch.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Beyond {
    /// Square kilometres by which the ground of `az` grew there.
    pub shift_km2: f64,
    /// Square kilometres whose holder is contested or unknown.
    pub contested_km2: f64,
}

impl Bins {
    /// Bins of `bin_km` along a line of `length_km`; a rest of less than half a bin belongs to the
    /// last one. `None` for a line without a segment or a bin without length.
    ///
    /// # Units
    /// - `line`: metres on the plane; the rest kilometres on the ground
    #[must_use]
    pub fn new(line: &[Coord<f64>], length_km: f64, bin_km: f64) -> Option<Self> {
        let mut vertices = line.to_vec();
        vertices.dedup();
        let trace = Trace::new(vertices.iter().copied())?;
        let mut along = vec![0.0];
        let mut sum = 0.0;
        for ends in vertices.windows(2) {
            let &[a, b] = ends else { continue };
            sum += (b - a).x.hypot((b - a).y);
            along.push(sum);
        }
        if !(bin_km > 0.0 && length_km > 0.0 && length_km / bin_km < 10_000.0) {
            return None;
        }
        let mut edges = vec![0.0];
        let mut next = bin_km;
        while next + bin_km / 2.0 <= length_km {
            edges.push(next);
            next += bin_km;
        }
        edges.push(length_km);
        Some(Self {
            trace,
            along,
            edges,
        })
    }

    /// From which to which kilometre each bin reaches.
    pub fn iter(&self) -> impl Iterator<Item = (f64, f64)> {
        self.edges.windows(2).filter_map(|ends| match *ends {
            [from, to] => Some((from, to)),
            _ => None,
        })
    }

    /// The bin whose stretch of the line is nearest to a point of the plane. What is nearest to an end
    /// of the line lies abreast of no bin: with n bins that is n before the first and n + 1 beyond
    /// the last.
    #[must_use]
    pub fn nearest(&self, point: Coord<f64>) -> usize {
        let last = self.edges.len().saturating_sub(2);
        let (Some(foot), Some(&whole), Some(&length)) =
            (self.trace.foot(point), self.along.last(), self.edges.last())
        else {
            return 0;
        };
        if foot.segment == 0 && foot.fraction <= 0.0 {
            return last + 1;
        }
        if foot.segment + 2 == self.along.len() && foot.fraction >= 1.0 {
            return last + 2;
        }
        let at = |segment: usize| self.along.get(segment).copied().unwrap_or(whole);
        let (start, end) = (at(foot.segment), at(foot.segment + 1));
        let km = (start + (end - start) * foot.fraction) / whole * length;
        let bin = self.edges.iter().filter(|edge| **edge <= km).count();
        bin.saturating_sub(1).min(last)
    }

    /// How much of a cell's ground lies nearest to each bin: bin, as [`Bins::nearest`] counts them,
    /// and square kilometres.
    ///
    /// The ground is sampled by squares; a cell smaller than one counts where its settlement is.
    ///
    /// # Units
    /// - `km2`: the cell's whole ground in square kilometres
    #[must_use]
    pub fn ground(&self, frame: &Frame, cell: usize, km2: f64) -> Vec<(usize, f64)> {
        let ring = share::ring(frame, cell);
        let bound = |pick: fn(&Coord<f64>) -> f64| {
            let values = ring.iter().map(pick);
            let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| {
                (low.min(v), high.max(v))
            });
            ((low / SQUARE_M).floor() * SQUARE_M, high)
        };
        let ((west, east), (south, north)) = (bound(|p| p.x), bound(|p| p.y));
        let region = Region::new(ring);
        let mut squares = vec![0_u32; self.edges.len() + 1];
        let mut y = south + SQUARE_M / 2.0;
        while y < north {
            let mut x = west + SQUARE_M / 2.0;
            while x < east {
                let point = Coord { x, y };
                if region.contains(point)
                    && let Some(count) = squares.get_mut(self.nearest(point))
                {
                    *count += 1;
                }
                x += SQUARE_M;
            }
            y += SQUARE_M;
        }
        let all: u32 = squares.iter().sum();
        if all == 0 {
            let here = frame.cells.get(cell);
            return here
                .map(|here| (self.nearest(*here), km2))
                .into_iter()
                .collect();
        }
        squares
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(bin, count)| (bin, km2 * f64::from(*count) / f64::from(all)))
            .collect()
    }

    /// How far the line moved in each bin.
    ///
    /// Ground that another party holds than on the reference line counts for the bin whose stretch of
    /// the reference line is nearest to it, divided by the bin's length: so many kilometres the line
    /// would have moved there, had it moved evenly. It is positive where `az` holds what `arm` held,
    /// negative where `arm` holds what `az` held. Ground whose holder is contested or unknown counts
    /// as contested and not as moved. Ground beyond an end of the line is told apart in square
    /// kilometres: no stretch of the line moved over it.
    ///
    /// `home` is who held each cell on the reference line, `ground` what [`Bins::ground`] says of
    /// the cells in question.
    #[must_use]
    pub fn band<'a>(
        &self,
        home: &[Holder],
        states: &[CellState],
        ground: impl Fn(usize) -> &'a [(usize, f64)],
    ) -> Band {
        let bins = self.edges.len().saturating_sub(1);
        let none = vec![0.0; bins + 2];
        let (mut shift, mut contested) = (none.clone(), none);
        for (cell, (state, home)) in states.iter().zip(home).enumerate() {
            let (sums, sign) = match (state.open, home, state.party) {
                (true, ..) => (&mut contested, 1.0),
                (false, Holder::Arm, Holder::Az) => (&mut shift, 1.0),
                (false, Holder::Az, Holder::Arm) => (&mut shift, -1.0),
                _ => continue,
            };
            for (bin, km2) in ground(cell) {
                if let Some(sum) = sums.get_mut(*bin) {
                    *sum += sign * km2;
                }
            }
        }
        let even = |sums: &[f64]| -> Vec<f64> {
            let lengths = self.iter().map(|(from, to)| to - from);
            lengths
                .zip(sums)
                .map(|(length, sum)| sum / length)
                .collect()
        };
        let end = |at: usize| Beyond {
            shift_km2: shift.get(bins + at).copied().unwrap_or_default(),
            contested_km2: contested.get(bins + at).copied().unwrap_or_default(),
        };
        Band {
            shift_km: even(&shift),
            contested_km: even(&contested),
            beyond: [end(0), end(1)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::frame::Site;
    use proptest::prelude::*;

    fn coord((x, y): (f64, f64)) -> Coord<f64> {
        Coord { x, y }
    }

    /// A straight line of 20 km, from north to south.
    fn bins(bin_km: f64) -> Bins {
        let line = [(0.0, 20_000.0), (0.0, 0.0)].map(coord);
        Bins::new(&line, 20.0, bin_km).expect("a line with bins")
    }

    fn state(party: Holder, open: bool) -> CellState {
        CellState {
            party,
            open,
            statements: Vec::new(),
            words: Vec::new(),
        }
    }

    #[test]
    fn a_rest_of_less_than_half_a_bin_belongs_to_the_last() {
        let edges = |bin_km| bins(bin_km).iter().collect::<Vec<_>>();
        assert_eq!(edges(10.0), [(0.0, 10.0), (10.0, 20.0)]);
        assert_eq!(edges(9.0), [(0.0, 9.0), (9.0, 20.0)]);
        assert_eq!(edges(7.0), [(0.0, 7.0), (7.0, 14.0), (14.0, 20.0)]);
        assert_eq!(edges(50.0), [(0.0, 20.0)]);
    }

    #[test]
    fn ground_ten_kilometres_wide_that_changes_hands_is_a_shift_of_ten_kilometres() {
        // A rectangle of 20 by 20 km around the line; one settlement on either side of it, and a
        // second one in the north-west. The line runs south: its left is the east.
        let corners = [
            (-10e3, 0.0),
            (10e3, 0.0),
            (10e3, 20e3),
            (-10e3, 20e3),
            (-10e3, 0.0),
        ];
        let sites = [(5e3, 10e3, true), (-5e3, 5e3, false), (-5e3, 15e3, false)];
        let frame = Frame::new(
            &sites.map(|(x, y, left)| Site {
                at: Coord { x, y },
                left,
            }),
            &corners.map(coord),
            &[(0.0, 20_000.0), (0.0, 0.0)].map(coord),
        );
        let bins = bins(10.0);
        let ground = [
            bins.ground(&frame, 0, 200.0),
            bins.ground(&frame, 1, 100.0),
            bins.ground(&frame, 2, 100.0),
        ];
        assert_eq!(ground[0], [(0, 100.0), (1, 100.0)]);
        assert_eq!(ground[1], [(1, 100.0)], "the southern half");
        assert_eq!(ground[2], [(0, 100.0)], "the northern half");
        let home = [Holder::Az, Holder::Arm, Holder::Arm];
        let states = [
            state(Holder::Az, false),
            state(Holder::Az, false),
            state(Holder::Arm, true),
        ];
        let band = bins.band(&home, &states, |cell| ground[cell].as_slice());
        assert_eq!(band.shift_km, [0.0, 10.0], "what az took in the south");
        assert_eq!(band.contested_km, [10.0, 0.0], "the north is contested");
    }

    #[test]
    fn ground_beyond_an_end_of_the_line_moves_no_bin() {
        // The line is 20 km long; the ground goes on for 20 km south of it.
        let corners = [
            (-10e3, -20e3),
            (10e3, -20e3),
            (10e3, 20e3),
            (-10e3, 20e3),
            (-10e3, -20e3),
        ];
        let sites = [(5e3, 0.0, true), (-5e3, 0.0, false)];
        let frame = Frame::new(
            &sites.map(|(x, y, left)| Site {
                at: Coord { x, y },
                left,
            }),
            &corners.map(coord),
            &[(0.0, 20_000.0), (0.0, -20_000.0)].map(coord),
        );
        let bins = bins(10.0);
        let ground = [Vec::new(), bins.ground(&frame, 1, 400.0)];
        assert_eq!(ground[1], [(0, 100.0), (1, 100.0), (3, 200.0)]);
        let states = [state(Holder::Az, false), state(Holder::Az, false)];
        let home = [Holder::Az, Holder::Arm];
        let band = bins.band(&home, &states, |cell| ground[cell].as_slice());
        assert_eq!(band.shift_km, [10.0, 10.0]);
        let [north, south] = band.beyond;
        assert_eq!(north, Beyond::default());
        assert_eq!((south.shift_km2, south.contested_km2), (200.0, 0.0));
    }

    fn holder() -> impl Strategy<Value = Holder> {
        prop_oneof![Just(Holder::Az), Just(Holder::Arm)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// With the holders swapped the shift changes its sign, and what is contested stays so.
        #[test]
        fn swapping_the_holders_mirrors_the_band(
            cells in prop::collection::vec((holder(), holder(), any::<bool>(), 0usize..6, 0.0..500.0f64), 0..30),
        ) {
            let bins = bins(5.0);
            let ground: Vec<Vec<(usize, f64)>> =
                cells.iter().map(|(.., bin, km2)| vec![(*bin, *km2), (5 - *bin, 1.0)]).collect();
            let of = |swap: fn(Holder) -> Holder| {
                let home: Vec<Holder> = cells.iter().map(|(home, ..)| swap(*home)).collect();
                let states: Vec<CellState> =
                    cells.iter().map(|(_, party, open, ..)| state(swap(*party), *open)).collect();
                bins.band(&home, &states, |cell| ground[cell].as_slice())
            };
            let (there, mirrored) = (of(|holder| holder), of(Holder::mirrored));
            let negated: Vec<f64> = mirrored.shift_km.iter().map(|km| -km).collect();
            prop_assert_eq!(&there.shift_km, &negated);
            prop_assert_eq!(&there.contested_km, &mirrored.contested_km);
            for (one, other) in there.beyond.iter().zip(&mirrored.beyond) {
                prop_assert!((one.shift_km2 + other.shift_km2).abs() < 1e-9);
                prop_assert!((one.contested_km2 - other.contested_km2).abs() < 1e-9);
            }
        }
    }
}
