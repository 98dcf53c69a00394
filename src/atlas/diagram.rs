//! The space-time diagram: incidents by kilometre along the reference line and by day, and how far
//! the line itself moved.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    atlas::{
        browse::layer,
        draw::{party, rounded},
        error::AtlasError,
        facade::Atlas,
        front::{Front, Question},
    },
    line::{
        islands, locate,
        movement::{Band, Bins},
        stance::Stance,
    },
    model::{
        control::Holder, id::Id, incident::IncidentProperties, interval::Interval, sector::Sector,
        side::Side,
    },
    query::filter::Filter,
};

/// How long the bins are in which the line's movement is told, in kilometres.
const BIN_KM: f64 = 5.0;

/// Which diagram is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Whose statements count for the line's movement.
    pub stance: Stance,
    /// What had been stated by then.
    pub as_of: Option<Date>,
}

/// What every row says of an incident.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct About {
    /// Identifier.
    pub id: Id,
    /// One neutral sentence.
    pub headline: String,
    /// What kind of incident it is.
    pub kind: String,
    /// Sides that make claims about it.
    pub claimant_sides: Vec<Side>,
    /// First day.
    pub date_start: Date,
    /// Last day.
    pub date_end: Date,
}

/// An incident with its place along the line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placed {
    /// What it is.
    #[serde(flatten)]
    pub about: About,
    /// 1 day or better … 5 longer than a month.
    pub date_prec: u8,
    /// Kilometres along the reference line: of the representative point.
    pub km: f64,
    /// Where the stretch begins that an area or a corridor lies along; `km` for a point.
    pub from_km: f64,
    /// Where it ends.
    pub to_km: f64,
    /// Kilometres off the line of the incident's first day, positive on the side of `az`.
    pub offset_km: f64,
    /// Whose side of that line it lies on: `az`, `arm`, `on` the line, or `both` for what the line
    /// runs through.
    pub side: String,
    /// 1 exact site … 6 region.
    pub where_prec: u8,
    /// The sector of the reference line.
    pub sector: Option<Id>,
    /// The version of the line that the offset was measured against.
    pub line: Id,
}

/// An incident without a place along the line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unplaced {
    /// What it is.
    #[serde(flatten)]
    pub about: About,
    /// Why it has no place along the line.
    pub reason: &'static str,
}

/// How far the line had moved by a day, in every bin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// The day.
    pub on: Date,
    /// Kilometres by which the ground of `az` grew.
    pub shift_km: Vec<f64>,
    /// Kilometres of contested ground.
    pub contested_km: Vec<f64>,
    /// Ground that lies beyond the ends of the line.
    pub beyond_km2: BeyondEnds,
}

/// Ground beyond the ends of the line, in square kilometres.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BeyondEnds {
    /// Beyond kilometre 0.
    pub start: Patch,
    /// Beyond the last kilometre.
    pub end: Patch,
}

/// Ground that changed hands or is contested, in square kilometres.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Patch {
    /// By which the ground of `az` grew.
    pub shift: f64,
    /// Whose holder is contested or unknown.
    pub contested: f64,
}

/// The incidents of a diagram.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Incidents {
    /// Those with a place along the line, in the order of their days.
    pub placed: Vec<Placed>,
    /// The others.
    pub unplaced: Vec<Unplaced>,
}

impl Front {
    /// How far the line had moved by a day; [`Bins::band`] says by which rule.
    fn band(&self, bins: &Bins, question: &Question) -> Band {
        let Question { on, stance, as_of } = *question;
        let key = (on, stance, as_of);
        let band = self.kept.bands.recall(key, || {
            let states = self.states(question);
            // What the drawn line leaves with its surroundings lies on their side here too.
            let states = islands::absorbed(&states, &self.unspoken(&states));
            let home: Vec<Holder> = self
                .frame
                .left
                .iter()
                .map(|left| if *left { Holder::Az } else { Holder::Arm })
                .collect();
            let shares = self.shares();
            let moved = states
                .iter()
                .zip(&home)
                .enumerate()
                .filter(|(_, (state, home))| state.open || state.party != **home);
            let ground: BTreeMap<usize, _> = moved
                .map(|(cell, _)| {
                    let km2 = shares.get(cell).copied().unwrap_or_default();
                    let sample = || bins.ground(&self.frame, cell, km2);
                    (cell, self.kept.ground.recall(cell, sample))
                })
                .collect();
            bins.band(&home, &states, |cell| {
                ground.get(&cell).map_or(&[], |ground| ground.as_slice())
            })
        });
        Band::clone(&band)
    }

    /// How far the line had moved: on the first and the last day, and on every day between them on
    /// which that changed.
    fn movement(&self, bins: &Bins, span: &Span) -> Vec<Moved> {
        let first = self.first_day();
        let mut days = vec![span.from];
        days.extend(
            self.turns()
                .iter()
                .copied()
                .filter(|day| span.from < *day && *day < span.to),
        );
        if span.to > span.from {
            days.push(span.to);
        }
        let mut moved: Vec<Moved> = Vec::new();
        for on in days {
            let question = Question {
                on: on.max(first.yesterday().unwrap_or(first)),
                stance: span.stance,
                as_of: span.as_of.unwrap_or(Date::MAX),
            };
            let band = self.band(bins, &question);
            let round = |values: &[f64]| values.iter().map(|km| rounded(*km)).collect();
            let next = Moved {
                on,
                shift_km: round(&band.shift_km),
                contested_km: round(&band.contested_km),
                beyond_km2: {
                    let [start, end] = band.beyond.map(|beyond| Patch {
                        shift: rounded(beyond.shift_km2),
                        contested: rounded(beyond.contested_km2),
                    });
                    BeyondEnds { start, end }
                },
            };
            let same = moved.last().is_some_and(|last| {
                last.shift_km == next.shift_km
                    && last.contested_km == next.contested_km
                    && last.beyond_km2 == next.beyond_km2
            });
            if !same || on == span.to {
                moved.push(next);
            }
        }
        moved
    }
}

impl Atlas {
    /// The published incidents of the days from `from` to `to`, with their places along the line.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] when the first day is after the last, [`AtlasError::NotFound`] when
    /// it is before the first version of the line.
    pub fn diagram_incidents(&self, span: &Span) -> Result<Incidents, AtlasError> {
        if span.from > span.to {
            return Err(AtlasError::Refused(format!(
                "The first day, {}, is after the last, {}; give the earlier one first.",
                span.from, span.to
            )));
        }
        self.line_version(span.from)?;
        let mut incidents = Incidents::default();
        self.visit_incidents(span.from, span.to, |id, incident| {
            incidents.add(id, incident);
        })?;
        let day = |about: &About| (about.date_start, about.date_end, about.id.clone());
        incidents.placed.sort_by_key(|placed| day(&placed.about));
        incidents
            .unplaced
            .sort_by_key(|unplaced| day(&unplaced.about));
        Ok(incidents)
    }

    /// Shows the published incidents of some days.
    pub(crate) fn visit_incidents(
        &self,
        from: Date,
        to: Date,
        mut visit: impl FnMut(Id, IncidentProperties),
    ) -> Result<(), AtlasError> {
        #[derive(Deserialize)]
        struct Written {
            id: Id,
            properties: IncidentProperties,
        }
        let interval =
            Interval::days(from, to).map_err(|error| AtlasError::Refused(error.to_string()))?;
        let filter = Filter {
            interval: Some(interval),
            ..Filter::default()
        };
        let snapshot = self.snapshot()?;
        let stock = &layer(&snapshot, "incidents")?.shelf;
        for place in stock.all(&filter) {
            let id = stock.id(place);
            let written: Written = serde_json::from_str(stock.body(place))
                .map_err(|error| AtlasError::Builtin(format!("incident {id}: {error}")))?;
            visit(written.id, written.properties);
        }
        Ok(())
    }

    /// The whole diagram as JSON.
    ///
    /// `movement` tells for every bin of the reference line how many kilometres the line moved
    /// there: the ground whose holder is another than on the reference line, assigned to the bin
    /// whose stretch is nearest to it, divided by the bin's length; positive where `az` holds what
    /// `arm` held, negative the other way round. Ground that is contested counts apart, and so does
    /// ground nearest to an end of the line, in square kilometres: no stretch moved over it.
    ///
    /// # Errors
    /// As [`Atlas::diagram_incidents`], and [`AtlasError`] when nothing can be derived.
    pub fn diagram(&self, span: &Span) -> Result<Value, AtlasError> {
        let incidents = self.diagram_incidents(span)?;
        let front = self.front()?;
        let length_km = locate::length_km(&front.base);
        let bins = Bins::new(&front.base_on_plane(), length_km, BIN_KM)
            .ok_or_else(|| AtlasError::Builtin("The base line has no length.".to_owned()))?;
        let edges: Vec<Value> = bins
            .iter()
            .map(|(from, to)| json!({ "from_km": rounded(from), "to_km": rounded(to) }))
            .collect();
        let sectors = self.ground.sectors.iter();
        Ok(json!({
            "from": span.from,
            "to": span.to,
            "stance": span.stance,
            "as_of": span.as_of,
            "length_km": rounded(length_km),
            "sectors": sectors.map(|one| sector(one, length_km)).collect::<Vec<_>>(),
            "incidents": incidents.placed,
            "unplaced": incidents.unplaced,
            "movement": {
                "bin_km": BIN_KM,
                "bins": edges,
                "days": front.movement(&bins, span),
                "note": "Kilometres by which the line moved: ground that changed sides since the \
                         reference line, in the bin whose stretch is nearest, divided by the bin's \
                         length; positive where az holds what arm held. Contested ground counts \
                         apart; ground beyond the ends of the line is told in square kilometres and \
                         moves no bin. Derived from reported control.",
            },
        }))
    }
}

fn sector(sector: &Sector, length_km: f64) -> Value {
    let names: BTreeMap<&str, [&str; 1]> = sector
        .names
        .iter()
        .map(|(language, name)| (language.as_str(), [name]))
        .collect();
    json!({
        "id": sector.id,
        "names": names,
        "from_km": sector.from_km,
        "to_km": rounded(sector.to_km.unwrap_or(length_km)),
    })
}

impl Incidents {
    fn add(&mut self, id: Id, incident: IncidentProperties) {
        let about = About {
            id,
            headline: incident.summary,
            kind: incident.kind,
            claimant_sides: incident.claimant_sides,
            date_start: incident.date_start,
            date_end: incident.date_end,
        };
        let Some(position) = incident.line_position else {
            let reason = if incident.location.point.is_none() {
                "It is not known where it was."
            } else {
                "It cannot be measured against the line."
            };
            self.unplaced.push(Unplaced { about, reason });
            return;
        };
        self.placed.push(Placed {
            about,
            date_prec: incident.date_prec,
            km: position.km,
            from_km: position.from_km.unwrap_or(position.km),
            to_km: position.to_km.unwrap_or(position.km),
            offset_km: position.offset_km,
            side: party(&position.side).to_owned(),
            where_prec: incident.where_prec,
            sector: position.sector,
            line: position.line,
        });
    }
}
