//! What the line is rebuilt from: the ledger, the cells of the settlements, the base line.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use geo_types::{Coord, Geometry};
use jiff::civil::Date;
use serde_json::Value;

use crate::{
    atlas::{control, draw::Ground, error::AtlasError, memory::Kept},
    line::{
        frame::{Frame, Site},
        islands,
        ledger::Ledger,
        plane::Plane,
        reconstruct::{CellState, Part, TOLERANCE_M, reconstruct},
        stance::Stance,
    },
    model::{
        control::Holder, feature::Feature, id::Id, line_version::LineVersion, place::Place,
        position::LonLat,
    },
};

/// Settlements that are known less well than this stand nowhere and bend no line, in metres.
const WELL_KNOWN_M: f64 = 5_000.0;

/// Islands smaller than this, in square kilometres, are drawn only when a statement made them.
pub const LEAST_ISLAND_KM2: f64 = 200.0;

/// How many answers are kept.
const KEPT: usize = 512;

/// Which line is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Question {
    /// When it was so.
    pub on: Date,
    /// Whose statements count.
    pub stance: Stance,
    /// What had been stated by then.
    pub as_of: Date,
}

/// What the line is rebuilt from.
pub struct Front {
    /// Who holds what.
    pub ledger: Ledger,
    /// The line before any event.
    pub base: LineVersion,
    /// The cells.
    pub frame: Frame,
    /// The settlements of each cell.
    pub settlements: Vec<Vec<Id>>,
    /// Places of the ledger whose position is not known well enough to bend the line.
    pub unplaced: Vec<Id>,
    plane: Plane,
    answers: Mutex<HashMap<Question, Arc<Value>>>,
    pub(crate) shares: Mutex<Option<Arc<Vec<f64>>>>,
    pub(crate) kept: Kept,
}

impl Front {
    /// From published statements, places, outlines and borders.
    ///
    /// # Errors
    /// [`AtlasError::Builtin`] when the base line, the border or a statement is not usable.
    pub fn new(
        control: &[Feature],
        places: &[Place],
        ground: &Ground,
        borders: &[Feature],
    ) -> Result<Self, AtlasError> {
        let lacking = |what: &str| AtlasError::Builtin(format!("There is no {what}."));
        let (ledger, _) = control::ledger(control, places, ground)?;
        let base = ground.history.versions().first().cloned();
        let base = base.ok_or_else(|| lacking("base line"))?;
        let plane = Plane::new().map_err(|_| lacking("plane to rebuild the line on"))?;
        let flat = |coord: &Coord<f64>| {
            LonLat::try_from(*coord)
                .ok()
                .and_then(|position| plane.project(position).ok())
        };
        let outline = territory(borders).ok_or_else(|| lacking("border of Azerbaijan"))?;
        let outline: Vec<Coord<f64>> = outline.iter().filter_map(flat).collect();
        let trace: Vec<Coord<f64>> = base.trace.0.iter().filter_map(flat).collect();
        let (mut sites, mut names, mut unplaced) = (Vec::new(), Vec::new(), Vec::new());
        for place in places {
            let Some(home) = ledger.baseline(&place.id) else {
                continue;
            };
            if place.country.as_deref() != Some("AZ") {
                continue;
            }
            match flat(&place.position.point().0) {
                Some(at) if home.is_party() && place.accuracy_m.value() <= WELL_KNOWN_M => {
                    sites.push(Site {
                        at,
                        left: home == Holder::Az,
                    });
                    names.push(place.id.clone());
                }
                _ => unplaced.push(place.id.clone()),
            }
        }
        let frame = Frame::new(&sites, &outline, &trace);
        let mut settlements = vec![Vec::new(); frame.cells.len()];
        for (name, cell) in names.into_iter().zip(&frame.cell_of) {
            if let Some(there) = cell.and_then(|cell| settlements.get_mut(cell)) {
                there.push(name);
            }
        }
        Ok(Self {
            ledger,
            base,
            frame,
            settlements,
            unplaced,
            plane,
            answers: Mutex::default(),
            shares: Mutex::default(),
            kept: Kept::default(),
        })
    }

    /// A position on the plane.
    #[must_use]
    pub fn flat(&self, coord: Coord<f64>) -> Option<Coord<f64>> {
        LonLat::try_from(coord)
            .ok()
            .and_then(|position| self.plane.project(position).ok())
    }

    /// The base line on the plane.
    #[must_use]
    pub fn base_on_plane(&self) -> Vec<Coord<f64>> {
        let positions = self.base.trace.0.iter();
        positions.filter_map(|coord| self.flat(*coord)).collect()
    }

    /// The first day for which the line is rebuilt rather than the base line.
    #[must_use]
    pub fn first_day(&self) -> Date {
        self.base.interval.to().unwrap_or(Date::MAX)
    }

    /// The days from the first one on which something may change.
    #[must_use]
    pub fn dates(&self) -> Vec<Date> {
        let first = self.first_day();
        let dates = self.ledger.dates().into_iter();
        dates.filter(|date| *date >= first).collect()
    }

    /// What the ledger says of every cell. Settlements at one point that are held differently make
    /// their cell contested.
    #[must_use]
    pub fn states(&self, question: &Question) -> Vec<CellState> {
        let Question { on, stance, as_of } = *question;
        self.settlements
            .iter()
            .zip(&self.frame.left)
            .map(|(settlements, left)| {
                let home = if *left { Holder::Az } else { Holder::Arm };
                let mut state = CellState {
                    party: home,
                    open: false,
                    statements: Vec::new(),
                };
                let (mut holders, mut parties) = (Vec::new(), Vec::new());
                for place in settlements {
                    if let Some(standing) = self.ledger.standing(place, on, stance, as_of) {
                        holders.push(standing.holder);
                        let decided = standing.decided_by.iter().map(|s| s.id.clone());
                        state.statements.extend(decided);
                    }
                    parties.extend(self.ledger.last_party(place, on, stance, as_of));
                }
                parties.dedup();
                if let [party] = *parties.as_slice() {
                    state.party = party;
                }
                state.open = parties.len() > 1 || holders.iter().any(|holder| !holder.is_party());
                state.statements.sort();
                state.statements.dedup();
                state
            })
            .collect()
    }

    /// The cells that no statement speaks of and that lie as a small island in ground of the other
    /// holder: they bend no line.
    #[must_use]
    pub fn unspoken(&self, states: &[CellState]) -> Vec<usize> {
        islands::unspoken(&self.frame, states, &self.shares(), LEAST_ISLAND_KM2)
    }

    /// The parts of the line, longest first, without islands that no statement made.
    #[must_use]
    pub fn parts(&self, states: &[CellState]) -> Vec<Part> {
        let states = islands::absorbed(states, &self.unspoken(states));
        reconstruct(&self.frame, &states, TOLERANCE_M)
    }

    /// A vertex in degrees: the base line's own, or the plane's to 5 decimals (about a metre).
    #[must_use]
    pub fn degrees(&self, vertex: &crate::line::frame::Vertex) -> Option<Coord<f64>> {
        if let Some(own) = vertex.base.and_then(|index| self.base.trace.0.get(index)) {
            return Some(*own);
        }
        let round = |v: f64| (v * 1e5).round() / 1e5;
        let there = self.plane.unproject(vertex.at).ok()?;
        Some(Coord {
            x: round(there.x),
            y: round(there.y),
        })
    }

    /// A ring of the plane in degrees.
    #[must_use]
    pub fn ring_in_degrees(&self, ring: &[Coord<f64>]) -> Vec<Coord<f64>> {
        ring.iter()
            .filter_map(|p| self.plane.unproject(*p).ok())
            .collect()
    }

    /// The answer to a question, from what is kept or made by `make`.
    pub(crate) fn answer(&self, question: Question, make: impl FnOnce() -> Value) -> Arc<Value> {
        let lock = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = lock().get(&question) {
            return Arc::clone(answer);
        }
        let answer = Arc::new(make());
        let mut answers = lock();
        if answers.len() >= KEPT {
            answers.clear();
        }
        answers.insert(question, Arc::clone(&answer));
        answer
    }
}

/// The largest ring of Azerbaijan: the mainland.
fn territory(borders: &[Feature]) -> Option<Vec<Coord<f64>>> {
    let country = borders.iter().find(|border| border.id.as_str() == "AZE")?;
    let Geometry::MultiPolygon(polygons) = country.shape.as_ref()?.geometry() else {
        return None;
    };
    polygons
        .0
        .iter()
        .map(|polygon| polygon.exterior().0.clone())
        .max_by_key(Vec::len)
}
