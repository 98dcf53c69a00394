//! The line rebuilt: boundaries between cells of different holders, joined end to end.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::Coord;

use crate::{
    line::{
        frame::{Arc, Frame, Vertex},
        smooth::{Piece, cm, smooth},
    },
    model::{control::Holder, id::Id, side::Side},
};

/// How far smoothing may move the boundary, in metres.
pub const TOLERANCE_M: f64 = 1_000.0;

/// A boundary that runs from border to border over less than this, in metres, is a sliver that a dent
/// of the border cuts off, and is left out.
pub const SLIVER_M: f64 = 3_000.0;

/// What the base line may be off, in metres.
pub const BASE_UNCERTAINTY_M: f64 = 1_500.0;

/// What the ledger says of one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellState {
    /// The party that holds it, or held it last without dispute.
    pub party: Holder,
    /// Whether it is contested or its holder unknown.
    pub open: bool,
    /// The statements that decide it.
    pub statements: Vec<Id>,
    /// The same with their speakers.
    pub words: Vec<(Side, Id)>,
}

/// A stretch of the line with one provenance.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// Index of its first vertex in its part.
    pub from: usize,
    /// Index of its last vertex.
    pub to: usize,
    /// Whether it is the base line's own geometry.
    pub base: bool,
    /// The statements that made it, in order.
    pub statements: Vec<Id>,
    /// Whether a place beside it is contested or of unknown holder.
    pub open: bool,
    /// What each side says of those places, when there are any.
    pub disputes: Vec<(Side, Id)>,
    /// How far the real line may be off it.
    pub uncertainty_m: f64,
}

/// One connected part of the line, Azerbaijan on its left.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its vertices; the last equals the first when it is closed.
    pub vertices: Vec<Vertex>,
    /// Its stretches, which follow each other.
    pub stretches: Vec<Stretch>,
}

impl Part {
    fn is_sliver(&self) -> bool {
        let open =
            self.vertices.first().map(|v| key(v.at)) != self.vertices.last().map(|v| key(v.at));
        open && self.length_m() < SLIVER_M && self.stretches.iter().all(|stretch| !stretch.base)
    }

    /// Length on the plane.
    ///
    /// # Units
    /// - metres
    #[must_use]
    pub fn length_m(&self) -> f64 {
        self.vertices
            .windows(2)
            .filter_map(|ends| match ends {
                [a, b] => Some((b.at.x - a.at.x).hypot(b.at.y - a.at.y)),
                _ => None,
            })
            .sum()
    }
}

/// The line between cells of different holders, longest part first.
///
/// Boundaries are joined end to end; what is not the base line is smoothed within `tolerance`
/// without moving a settlement to the other side.
///
/// # Units
/// - `tolerance`: metres
#[must_use]
pub fn reconstruct(frame: &Frame, states: &[CellState], tolerance: f64) -> Vec<Part> {
    let arcs: Vec<Arc> = frame
        .arcs
        .iter()
        .filter_map(|arc| {
            let party = |cell: usize| states.get(cell).map(|state| state.party);
            match (party(arc.left)?, party(arc.right)?) {
                (Holder::Az, Holder::Arm) => Some(*arc),
                (Holder::Arm, Holder::Az) => Some(Arc {
                    left: arc.right,
                    right: arc.left,
                    from: arc.to,
                    to: arc.from,
                    base: arc.base,
                }),
                _ => None,
            }
        })
        .collect();
    let mut parts: Vec<Part> = chains(&arcs)
        .into_iter()
        .map(|chain| part(frame, states, tolerance, &chain))
        .filter(|part| !part.is_sliver())
        .collect();
    parts.sort_by(|one, two| two.length_m().total_cmp(&one.length_m()));
    parts
}

/// A point to the centimetre: what two pieces that meet have in common.
fn key(p: Coord<f64>) -> (i64, i64) {
    (cm(p.x), cm(p.y))
}

/// The arcs in chains, each from its open end, then the closed ones.
fn chains(arcs: &[Arc]) -> Vec<Vec<Arc>> {
    let mut from: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    let mut ends: BTreeSet<(i64, i64)> = BTreeSet::new();
    for (index, arc) in arcs.iter().enumerate() {
        from.entry(key(arc.from.at)).or_default().push(index);
        ends.insert(key(arc.to.at));
    }
    let open = (0..arcs.len()).filter(|index| {
        arcs.get(*index)
            .is_some_and(|arc| !ends.contains(&key(arc.from.at)))
    });
    let mut used = BTreeSet::new();
    let mut chains = Vec::new();
    for start in open.chain(0..arcs.len()) {
        let mut chain = Vec::new();
        let mut next = Some(start);
        while let Some(arc) = next
            .filter(|index| used.insert(*index))
            .and_then(|i| arcs.get(i))
        {
            chain.push(*arc);
            next = from
                .get(&key(arc.to.at))
                .and_then(|there| there.iter().copied().find(|index| !used.contains(index)));
        }
        if !chain.is_empty() {
            lay_seam(&mut chain);
            chains.push(chain);
        }
    }
    chains
}

/// Lets a closed chain begin where its provenance changes, and where it lies farthest west: the corner
/// at which it begins is not smoothed, and must not depend on who holds the inside.
fn lay_seam(chain: &mut [Arc]) {
    let ends = chain.first().zip(chain.last());
    if ends.is_none_or(|(first, last)| key(first.from.at) != key(last.to.at)) {
        return;
    }
    let before = chain.iter().cycle().skip(chain.len() - 1);
    let corners = chain.iter().zip(before).enumerate();
    let seam = corners.min_by_key(|(_, (arc, before))| {
        let same = arc.base == before.base;
        (same, key(arc.from.at))
    });
    if let Some((at, _)) = seam {
        chain.rotate_left(at);
    }
}

/// A chain as a part: without the cuts in untouched base line, smoothed, in stretches.
fn part(frame: &Frame, states: &[CellState], tolerance: f64, chain: &[Arc]) -> Part {
    let mut vertices: Vec<Vertex> = chain.first().map(|arc| arc.from).into_iter().collect();
    let mut pieces: Vec<Piece> = Vec::new();
    for arc in chain {
        let cells = (arc.left, arc.right);
        let untouched = arc.base && !is_moved(frame, states, cells);
        match (pieces.last_mut(), vertices.last_mut()) {
            // A cut in the base line between two pieces that nothing touched: gone again.
            (Some(piece), Some(last)) if untouched && piece.base && last.base.is_none() => {
                piece.cells.push(cells);
                *last = arc.to;
            }
            _ => {
                pieces.push(Piece {
                    cells: vec![cells],
                    base: arc.base,
                });
                vertices.push(arc.to);
            }
        }
    }
    let made = |at| Vertex { at, base: None };
    smooth(
        &mut vertices,
        &mut pieces,
        &frame.cells,
        tolerance,
        |v| v.at,
        made,
    );
    let stretches = stretches(frame, states, &pieces);
    Part {
        vertices,
        stretches,
    }
}

/// Whether an event moved one of two cells away from its side of the base line.
fn is_moved(frame: &Frame, states: &[CellState], (left, right): (usize, usize)) -> bool {
    [left, right]
        .into_iter()
        .any(|cell| moved(frame, states, cell).is_some())
}

/// The state of a cell that an event moved.
fn moved<'a>(frame: &Frame, states: &'a [CellState], cell: usize) -> Option<&'a CellState> {
    let home = if *frame.left.get(cell)? {
        Holder::Az
    } else {
        Holder::Arm
    };
    states.get(cell).filter(|state| state.party != home)
}

/// Pieces of one provenance in a row, as one stretch.
fn stretches(frame: &Frame, states: &[CellState], pieces: &[Piece]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let cells = || piece.cells.iter().flat_map(|(left, right)| [*left, *right]);
        let mut statements: Vec<Id> = cells()
            .filter_map(|cell| moved(frame, states, cell))
            .flat_map(|state| state.statements.iter().cloned())
            .collect();
        statements.sort();
        statements.dedup();
        let open = cells().any(|cell| states.get(cell).is_some_and(|state| state.open));
        let mut disputes: Vec<(Side, Id)> = cells()
            .filter_map(|cell| states.get(cell))
            .filter(|state| state.open)
            .flat_map(|state| state.words.iter().cloned())
            .collect();
        disputes.sort();
        disputes.dedup();
        let between = piece.cells.iter().filter_map(|(left, right)| {
            let (a, b) = (frame.cells.get(*left)?, frame.cells.get(*right)?);
            Some((a.x - b.x).hypot(a.y - b.y) / 2.0)
        });
        let uncertainty_m = if piece.base {
            BASE_UNCERTAINTY_M
        } else {
            between.fold(0.0, f64::max)
        };
        match stretches.last_mut() {
            Some(last)
                if last.base == piece.base
                    && last.statements == statements
                    && last.open == open
                    && last.disputes == disputes =>
            {
                last.to = index + 1;
                last.uncertainty_m = last.uncertainty_m.max(uncertainty_m);
            }
            _ => stretches.push(Stretch {
                from: index,
                to: index + 1,
                base: piece.base,
                statements,
                open,
                disputes,
                uncertainty_m,
            }),
        }
    }
    stretches
}

#[cfg(test)]
mod degenerate;
#[cfg(test)]
mod tests;
