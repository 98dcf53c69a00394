//! The rebuilt line as a feature: derived from reported control, with its uncertainty.

use std::collections::BTreeMap;

use geo::{Geodesic, Length as _};
use geo_types::{Geometry, LineString};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{
        draw::rounded,
        front::{Front, Question},
    },
    evidence::hash::sha256_hex,
    line::{
        change::{contradictions, touches},
        reconstruct::{CellState, Part, Stretch},
        stance::Stance,
    },
    model::{id::Id, shape::Shape},
};

impl Front {
    /// The line that follows from the statements, as a `GeoJSON` feature.
    #[must_use]
    pub fn feature(&self, question: &Question) -> Value {
        let states = self.states(question);
        let parts = self.parts(&states);
        let geometry = self.geometry(&parts);
        let segments: Vec<Value> = parts
            .iter()
            .enumerate()
            .flat_map(|(part, line)| {
                line.stretches
                    .iter()
                    .map(move |stretch| segment(part, stretch))
            })
            .collect();
        let metres: f64 = parts.iter().map(Part::length_m).sum();
        // Denials lapse with time, so that the line may change on a day without a statement: an
        // answer speaks of its own day only.
        let (from, to) = (question.on, question.on.tomorrow().ok());
        let canonical = json!({ "geometry": geometry, "segments": segments });
        json!({
            "type": "Feature",
            "id": format!("contact-line-{}-{}", question.on, question.stance),
            "geometry": geometry,
            "properties": {
                "kind": "line-of-contact",
                "on": question.on,
                "stance": question.stance,
                "as_of": (question.as_of != Date::MAX).then_some(question.as_of),
                "derived": true,
                "in_force": true,
                "valid_from": from,
                "valid_to": to,
                "length_km": rounded(length_km(&geometry)),
                "accuracy_m": (accuracy(&parts, metres) / 100.0).round() * 100.0,
                "accuracy_basis": "mean of the segments by length; each segment has its own",
                "source": "derived-baseline",
                "rests_on": self.rests_on(question, &states),
                "segments": segments,
                "unplaced": self.unplaced,
                "enclosed": self.enclosed(&states),
                "not_used": self.not_used(question),
                "contradictions": self.contradictions(question),
                "hash": sha256_hex(canonical.to_string().as_bytes()),
                "note": self.note(question, parts.is_empty()),
            },
        })
    }

    /// The places that no statement speaks of and that the line leaves with what surrounds them.
    fn enclosed(&self, states: &[CellState]) -> Vec<&Id> {
        let cells = self.unspoken(states).into_iter();
        cells
            .filter_map(|cell| self.settlements.get(cell))
            .flatten()
            .collect()
    }

    /// Statements that would count and move nothing, each with the reason.
    fn not_used(&self, question: &Question) -> Vec<Value> {
        let Question { on, stance, as_of } = *question;
        let unknown = "Who held this place before is not known, or it is not a settlement, so that \
                       the statement bends no line.";
        let circle = "It takes itself back by way of other statements, so that none of them is the \
                      last word; correct one of them anew.";
        let unused = self.ledger.unused().iter().map(|s| (s, unknown));
        let circled = self.ledger.circled().iter().map(|s| (s, circle));
        unused
            .chain(circled)
            .filter(|(s, _)| touches(self.ledger.rules(), s, on, stance, as_of))
            .filter(|(s, _)| s.date >= self.first_day())
            .map(|(s, why)| json!({ "statement": s.id, "place": s.place, "why": why }))
            .collect()
    }

    /// Where one speaker says two things of one day.
    fn contradictions(&self, question: &Question) -> Vec<Value> {
        let Question { on, stance, as_of } = *question;
        contradictions(&self.ledger, on, stance, as_of)
            .iter()
            .map(|found| {
                json!({
                    "place": found.place,
                    "date": found.date,
                    "side": found.side,
                    "statements": found.statements,
                    "why": "One side says two things of this place on one day: it counts as \
                            contested.",
                })
            })
            .collect()
    }

    fn geometry(&self, parts: &[Part]) -> Value {
        let lines: Vec<Value> = parts
            .iter()
            .map(|part| {
                let positions = part
                    .vertices
                    .iter()
                    .filter_map(|vertex| self.degrees(vertex));
                json!(positions.map(|p| [p.x, p.y]).collect::<Vec<_>>())
            })
            .collect();
        match lines.as_slice() {
            [] => Value::Null,
            [line] => json!({ "type": "LineString", "coordinates": line }),
            _ => json!({ "type": "MultiLineString", "coordinates": lines }),
        }
    }

    /// How many statements decide, and which is the last.
    fn rests_on(&self, question: &Question, states: &[CellState]) -> Value {
        let mut ids: Vec<_> = states.iter().flat_map(|state| &state.statements).collect();
        ids.sort();
        ids.dedup();
        let last = self
            .dates()
            .into_iter()
            .filter(|date| *date <= question.on)
            .max();
        json!({
            "base": self.base.id,
            "statements": ids.len(),
            "last_statement_date": last,
            "open_places": states.iter().filter(|state| state.open).count(),
        })
    }

    fn note(&self, question: &Question, empty: bool) -> String {
        let Question { on, stance, .. } = question;
        let whose = match stance {
            Stance::Agreed => "on which both sides agree",
            Stance::AzClaimed => "that count for Azerbaijan's account",
            Stance::ArmClaimed => "that count for the Armenian side's account",
            Stance::ThirdParty => "that count for the account of third parties",
        };
        let dates = self.dates();
        let mut note = if empty {
            format!(
                "By the statements {whose}, no two places of different holders adjoin on {on}: \
                 there is no line."
            )
        } else {
            format!(
                "Derived from reported control by the statements {whose}, never surveyed; each \
                 segment says on which statements it rests and how far it may be off. A contested \
                 place stays on the side that held it last without dispute."
            )
        };
        if let Some(last) = dates.last().filter(|last| *last < on) {
            note = format!(
                "{note} No statement later than {last} is held: this rests on the state of that day."
            );
        }
        note
    }
}

/// Geodesic length of the geometry in kilometres.
fn length_km(geometry: &Value) -> f64 {
    let shape = Shape::from_json(geometry);
    let length = |line: &LineString<f64>| Geodesic.length(line) / 1000.0;
    match shape.as_ref().map(Shape::geometry) {
        Ok(Geometry::LineString(line)) => length(line),
        Ok(Geometry::MultiLineString(lines)) => lines.0.iter().map(length).sum(),
        _ => 0.0,
    }
}

/// Mean uncertainty by length.
fn accuracy(parts: &[Part], metres: f64) -> f64 {
    let weighed: f64 = parts
        .iter()
        .flat_map(|part| part.stretches.iter().map(move |stretch| (part, stretch)))
        .map(|(part, stretch)| {
            let vertices = part
                .vertices
                .get(stretch.from..=stretch.to)
                .unwrap_or_default();
            let length: f64 = vertices
                .windows(2)
                .filter_map(|ends| match ends {
                    [a, b] => Some((b.at.x - a.at.x).hypot(b.at.y - a.at.y)),
                    _ => None,
                })
                .sum();
            length * stretch.uncertainty_m
        })
        .sum();
    if metres > 0.0 { weighed / metres } else { 0.0 }
}

fn segment(part: usize, stretch: &Stretch) -> Value {
    let provenance = if stretch.base && stretch.statements.is_empty() {
        json!("base")
    } else {
        json!(stretch.statements)
    };
    let mut disputed_by: BTreeMap<&str, Vec<&Id>> = BTreeMap::new();
    for (side, id) in &stretch.disputes {
        disputed_by.entry(side.as_str()).or_default().push(id);
    }
    json!({
        "part": part,
        "from": stretch.from,
        "to": stretch.to,
        "provenance": provenance,
        "uncertainty_m": stretch.uncertainty_m.round(),
        "contested": stretch.open,
        "disputed_by": disputed_by,
    })
}
