//! What each claimant says over time, and losses by class and side: never merged, never summed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    atlas::{browse::layer, error::AtlasError, facade::Atlas},
    evidence::grade_rules::Grade,
    model::{
        claim::{self, Hedge, Modality, Outcome, VictimClass, VictimSide},
        id::Id,
        side::Side,
    },
    query::filter::Filter,
};

/// One figure that one claimant stated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// The claim.
    pub claim: Id,
    /// Its incident.
    pub incident: Id,
    /// Who says so.
    pub claimant: String,
    /// The claimant's side.
    pub claimant_side: Side,
    /// In what way.
    pub modality: Modality,
    /// How well the claim is supported.
    pub grade: Option<Grade>,
    /// The day on which it was stated, or the last day that it speaks of when only that is known.
    pub stated: String,
    /// `report` or `event`: which of the two it is.
    pub stated_basis: String,
    /// First day that the figure covers.
    pub from: Option<String>,
    /// Last day that the figure covers.
    pub to: Option<String>,
    /// Whose loss it is said to be.
    pub victim_side: Option<VictimSide>,
    /// Of what.
    pub victim_class: Option<VictimClass>,
    /// Class of materiel.
    pub item: Option<String>,
    /// Killed, wounded, destroyed …; several when the figure counts them together.
    pub outcome: Vec<Outcome>,
    /// The least.
    pub low: Option<u64>,
    /// The most.
    pub high: Option<u64>,
    /// How the claimant hedges the number.
    pub hedge: Option<Hedge>,
    /// The number in words, with its hedge: `about 2300`, `over 200`.
    pub figure: Option<String>,
    /// What is counted.
    pub unit: Option<String>,
    /// Where the words are read.
    pub href: String,
}

/// The figures of one claimant in the order in which they were stated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Track {
    /// Who.
    pub claimant: String,
    /// The claimant's side.
    pub claimant_side: Side,
    /// What was stated when.
    pub figures: Vec<Figure>,
}

/// The figures about one class of losses of one side, by who states them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LossRow {
    /// Whose loss it is said to be.
    pub victim_side: Option<VictimSide>,
    /// Of what.
    pub victim_class: Option<VictimClass>,
    /// Class of materiel.
    pub item: Option<String>,
    /// Killed, wounded, destroyed …
    pub outcome: Vec<Outcome>,
    /// What each side states; each figure stands for itself.
    pub stated_by: BTreeMap<Side, Vec<Figure>>,
}

#[derive(Deserialize)]
struct Written {
    id: Id,
    properties: Properties,
}

#[derive(Deserialize)]
struct Properties {
    incident: Id,
    claimant: String,
    claimant_side: Side,
    modality: Modality,
    grade: Option<Grade>,
    #[serde(default)]
    stated: Option<String>,
    #[serde(default)]
    stated_basis: Option<String>,
    date_start: Option<String>,
    date_end: Option<String>,
    victim_side: Option<VictimSide>,
    victim_class: Option<VictimClass>,
    item: Option<String>,
    #[serde(default)]
    outcome: Vec<Outcome>,
    quantity_low: Option<u64>,
    quantity_high: Option<u64>,
    #[serde(default)]
    hedge: Option<Hedge>,
    unit: Option<String>,
}

impl Atlas {
    /// Every public figure about losses, in the order in which they were stated.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn figures(&self, filter: &Filter) -> Result<Vec<Figure>, AtlasError> {
        self.check("claims", filter)?;
        let snapshot = self.snapshot()?;
        let stock = &layer(&snapshot, "claims")?.shelf;
        let mut figures = Vec::new();
        for place in stock.all(filter) {
            let id = stock.id(place);
            let Written { id, properties } = serde_json::from_str(stock.body(place))
                .map_err(|error| AtlasError::Builtin(format!("{id}: {error}")))?;
            if (properties.quantity_low.or(properties.quantity_high)).is_some() {
                figures.push(figure(id, properties));
            }
        }
        Ok(in_order(figures))
    }

    /// What each claimant stated when, claimant by claimant.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn timeline(&self, filter: &Filter) -> Result<Vec<Track>, AtlasError> {
        let mut tracks: BTreeMap<(Side, String), Vec<Figure>> = BTreeMap::new();
        for figure in self.figures(filter)? {
            let who = (figure.claimant_side, figure.claimant.clone());
            tracks.entry(who).or_default().push(figure);
        }
        Ok(tracks
            .into_iter()
            .map(|((claimant_side, claimant), figures)| Track {
                claimant,
                claimant_side,
                figures,
            })
            .collect())
    }

    /// The claimed losses by whose and what they are, side by side.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn losses(&self, filter: &Filter) -> Result<Vec<LossRow>, AtlasError> {
        let mut rows: Vec<LossRow> = Vec::new();
        for figure in self.figures(filter)? {
            let row = rows.iter_mut().find(|row| {
                row.victim_side == figure.victim_side
                    && row.victim_class == figure.victim_class
                    && row.item == figure.item
                    && row.outcome == figure.outcome
            });
            let side = figure.claimant_side;
            if let Some(row) = row {
                row.stated_by.entry(side).or_default().push(figure);
            } else {
                rows.push(LossRow {
                    victim_side: figure.victim_side,
                    victim_class: figure.victim_class,
                    item: figure.item.clone(),
                    outcome: figure.outcome.clone(),
                    stated_by: BTreeMap::from([(side, vec![figure])]),
                });
            }
        }
        rows.sort_by_key(|row| {
            let word = |value: serde_json::Value| value.as_str().unwrap_or("~").to_owned();
            (
                word(serde_json::json!(row.victim_side)),
                word(serde_json::json!(row.victim_class)),
                row.item.clone(),
                serde_json::json!(row.outcome).to_string(),
            )
        });
        Ok(rows)
    }
}

/// Figures in the order in which they were stated.
#[must_use]
pub fn in_order(mut figures: Vec<Figure>) -> Vec<Figure> {
    figures.sort_by(|one, other| (&one.stated, &one.claim).cmp(&(&other.stated, &other.claim)));
    figures
}

fn figure(id: Id, said: Properties) -> Figure {
    let days = said.date_end.clone().or_else(|| said.date_start.clone());
    Figure {
        href: format!("/i/{id}"),
        claim: id,
        incident: said.incident,
        claimant: said.claimant,
        claimant_side: said.claimant_side,
        modality: said.modality,
        grade: said.grade,
        stated: said.stated.or(days).unwrap_or_default(),
        stated_basis: said.stated_basis.unwrap_or_else(|| "event".to_owned()),
        from: said.date_start,
        to: said.date_end,
        victim_side: said.victim_side,
        victim_class: said.victim_class,
        item: said.item,
        outcome: said.outcome,
        low: said.quantity_low,
        high: said.quantity_high,
        hedge: said.hedge,
        figure: claim::figure(said.quantity_low, said.quantity_high, said.hedge),
        unit: said.unit,
    }
}

/// The figures as CSV, one a row (RFC 4180); text that a spreadsheet would take for a formula gets
/// an apostrophe before it.
///
/// # Errors
/// [`AtlasError::Builtin`] if a row could not be written.
pub fn csv(figures: &[Figure]) -> Result<String, AtlasError> {
    let wrong = |error: &dyn std::fmt::Display| AtlasError::Builtin(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "victim_side",
            "victim_class",
            "item",
            "outcome",
            "claimant_side",
            "claimant",
            "modality",
            "grade",
            "stated",
            "stated_basis",
            "from",
            "to",
            "low",
            "high",
            "hedge",
            "figure",
            "unit",
            "incident",
            "claim",
            "href",
        ])
        .map_err(|error| wrong(&error))?;
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let number = |value: Option<u64>| value.map(|n| n.to_string()).unwrap_or_default();
    for one in figures {
        let outcome = one.outcome.iter().map(|what| word(serde_json::json!(what)));
        let cells = [
            word(serde_json::json!(one.victim_side)),
            word(serde_json::json!(one.victim_class)),
            one.item.clone().unwrap_or_default(),
            outcome.collect::<Vec<_>>().join("+"),
            one.claimant_side.to_string(),
            one.claimant.clone(),
            word(serde_json::json!(one.modality)),
            word(serde_json::json!(one.grade)),
            one.stated.clone(),
            one.stated_basis.clone(),
            one.from.clone().unwrap_or_default(),
            one.to.clone().unwrap_or_default(),
            number(one.low),
            number(one.high),
            word(serde_json::json!(one.hedge)),
            one.figure.clone().unwrap_or_default(),
            one.unit.clone().unwrap_or_default(),
            one.incident.to_string(),
            one.claim.to_string(),
            one.href.clone(),
        ];
        let safe = |cell: &String| {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            if formula {
                format!("'{cell}")
            } else {
                cell.clone()
            }
        };
        writer
            .write_record(cells.iter().map(safe))
            .map_err(|error| wrong(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| wrong(&error))?;
    String::from_utf8(bytes).map_err(|error| wrong(&error))
}
