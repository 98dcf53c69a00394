//! What the line is rebuilt from: the ledger, the cells of the settlements, the base line.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use geo_types::{Coord, Geometry};
use jiff::civil::Date;
use serde_json::Value;

use crate::{
    atlas::{builtin, control, draw::Ground, error::AtlasError, memory::Kept, tables},
    line::{
        change::{difference, touches},
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
    pub frame: Arc<Frame>,
    /// The settlements of each cell.
    pub settlements: Vec<Vec<Id>>,
    /// Places of the ledger whose position is not known well enough to bend the line.
    pub unplaced: Vec<Id>,
    plane: Plane,
    answers: Mutex<HashMap<Question, Arc<Value>>>,
    made: AtomicUsize,
    pub(crate) rings: Arc<OnceLock<Vec<Vec<Coord<f64>>>>>,
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
            frame: Arc::new(frame),
            settlements,
            unplaced,
            plane,
            answers: Mutex::default(),
            made: AtomicUsize::new(0),
            rings: Arc::default(),
            shares: Mutex::default(),
            kept: Kept::default(),
        })
    }

    /// From the built-in statements, borders and these places.
    ///
    /// # Errors
    /// [`AtlasError::Builtin`].
    pub fn built_in(places: &[Place], ground: &Ground) -> Result<Self, AtlasError> {
        let control = tables::control(builtin::CONTROL, builtin::BASELINE, places)?;
        let borders: Vec<Feature> = builtin::layers()?
            .into_iter()
            .filter(|feature| feature.collection.as_str() == "borders")
            .collect();
        Self::new(&control, places, ground, &borders)
    }

    /// The same front with other statements: cells stay, and so does every answer in which no
    /// statement that came or went has a part. `None` when the cells must be made anew.
    ///
    /// # Errors
    /// [`AtlasError::Builtin`] when a statement is not usable.
    pub fn renewed(
        &self,
        control: &[Feature],
        places: &[Place],
        ground: &Ground,
    ) -> Result<Option<Self>, AtlasError> {
        let (ledger, _) = control::ledger(control, places, ground)?;
        let Some(changed) = difference(&self.ledger, &ledger) else {
            return Ok(None);
        };
        let stays = |question: &Question| {
            let Question { on, stance, as_of } = *question;
            let touched = |s: &&_| touches(ledger.rules(), s, on, stance, as_of);
            let told = |ledger: &Ledger| {
                let dates = self.dates_of(ledger);
                let before = dates.iter().rfind(|date| **date <= on).copied();
                (before, dates.last().is_some_and(|last| *last < on))
            };
            !changed.iter().any(touched) && told(&self.ledger) == told(&ledger)
        };
        let kept = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let answers: HashMap<Question, Arc<Value>> = kept
            .iter()
            .filter(|(question, _)| stays(question))
            .map(|(question, answer)| (*question, Arc::clone(answer)))
            .collect();
        drop(kept);
        let plane = Plane::new().map_err(|error| AtlasError::Builtin(error.to_string()))?;
        let shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Some(Self {
            base: self.base.clone(),
            frame: Arc::clone(&self.frame),
            settlements: self.settlements.clone(),
            unplaced: self.unplaced.clone(),
            plane,
            answers: Mutex::new(answers),
            made: AtomicUsize::new(self.made()),
            rings: Arc::clone(&self.rings),
            shares: Mutex::new(shares.clone()),
            kept: Kept::default(),
            ledger,
        }))
    }

    /// How many answers had to be made since the cells were.
    #[must_use]
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
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
        self.dates_of(&self.ledger)
    }

    fn dates_of(&self, ledger: &Ledger) -> Vec<Date> {
        let first = self.first_day();
        let dates = ledger.dates().into_iter();
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
                    words: Vec::new(),
                };
                let (mut holders, mut parties) = (Vec::new(), Vec::new());
                for place in settlements {
                    if let Some(standing) = self.ledger.standing(place, on, stance, as_of) {
                        holders.push(standing.holder);
                        let decided = standing.decided_by.iter();
                        state
                            .statements
                            .extend(decided.clone().map(|s| s.id.clone()));
                        state.words.extend(decided.map(|s| (s.side, s.id.clone())));
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
                state.words.sort();
                state.words.dedup();
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
        self.made.fetch_add(1, Ordering::Relaxed);
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
