//! Who says what of an event: a grid of rows by claimants, in which no two numbers are merged.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    evidence::grade_rules::Grade,
    model::{
        claim::{ANSWER, Claim, Modality, Outcome, VictimClass},
        id::Id,
        side::Side,
    },
};

/// The rows, in their order.
pub const ROWS: [Row; 7] = [
    Row::What,
    Row::Where,
    Row::When,
    Row::Killed,
    Row::Wounded,
    Row::Equipment,
    Row::Control,
];

/// What a claim may speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Row {
    /// That it took place at all.
    What,
    /// The place.
    Where,
    /// The days.
    When,
    /// People killed.
    Killed,
    /// People wounded.
    Wounded,
    /// Materiel.
    Equipment,
    /// Who holds a place.
    Control,
}

/// How one of the three columns stands to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stand {
    /// Says so against its own interest.
    Conceded,
    /// Says that it is so.
    Asserted,
    /// Says that it is not so.
    Denied,
    /// Reports that others say so.
    Attributed,
    /// Took back what it said.
    Retracted,
    /// Says nothing.
    Silent,
}

/// A claim as the public sees it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PublicClaim {
    /// The claim itself.
    #[serde(flatten)]
    pub claim: Claim,
    /// How well it is supported.
    pub grade: Grade,
    /// The report that it rests on.
    #[serde(default)]
    pub report: Option<Id>,
}

/// Where the words of a claim stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quoted {
    /// The report.
    pub report: Option<Id>,
    /// First code point.
    pub start: Option<usize>,
    /// One past the last code point.
    pub end: Option<usize>,
    /// The page of the claim.
    pub href: String,
}

/// One claim in a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// The claim.
    pub claim: Id,
    /// Who says so.
    pub claimant: String,
    /// In what way.
    pub stand: Stand,
    /// What is said about the row: a word, a place, days; nothing for numbers.
    pub value: Option<String>,
    /// The least and the most that this claimant says, in this claim.
    pub range: Option<[Option<u64>; 2]>,
    /// What is counted together in the range: `killed` and `wounded`, say.
    pub outcome: Vec<Outcome>,
    /// Whose loss it is said to be, and of what.
    pub of: Value,
    /// The words of the source, or a summary.
    pub text: String,
    /// Whether these are the source's own words.
    pub quote: bool,
    /// Where they stand.
    pub span: Quoted,
    /// How well the claim is supported.
    pub grade: Grade,
}

/// One cell: what a column says about a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The column.
    pub side: Side,
    /// How it stands to the row; of several ways the one that weighs most.
    pub stand: Stand,
    /// Every claim in it.
    pub says: Vec<Said>,
}

/// One row with its three cells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// What it is about.
    pub row: Row,
    /// Azerbaijan, the Armenian side, third parties.
    pub cells: [Cell; 3],
}

/// The grid of an incident: its claims by what they speak of and who makes them. `place` is where
/// the claims put it, in words.
#[must_use]
pub fn grid(kind: &str, place: &str, claims: &[PublicClaim]) -> Vec<Line> {
    ROWS.into_iter()
        .map(|row| Line {
            row,
            cells: Side::ALL.map(|side| {
                let says: Vec<Said> = claims
                    .iter()
                    .filter(|one| one.claim.claimant_side == side)
                    .filter(|one| speaks_of(&one.claim, row, kind))
                    .map(|one| said(one, row, place))
                    .collect();
                Cell {
                    side,
                    stand: weightiest(&says),
                    says,
                }
            }),
        })
        .collect()
}

fn speaks_of(claim: &Claim, row: Row, kind: &str) -> bool {
    let loss = claim.predicate == "losses";
    let materiel = claim.victim_class == Some(VictimClass::Equipment);
    // Whoever denies or answers does not say where and when it was.
    let tells = claim.predicate != ANSWER
        && !matches!(claim.modality, Modality::Denies | Modality::Retracts);
    match row {
        Row::What => !loss || kind == "losses",
        Row::Where => tells,
        Row::When => tells && claim.date_start.is_some(),
        Row::Killed => !materiel && claim.outcome.contains(&Outcome::Killed),
        Row::Wounded => !materiel && claim.outcome.contains(&Outcome::Wounded),
        Row::Equipment => materiel,
        Row::Control => matches!(
            claim.predicate.as_str(),
            "capture" | "capture-claim" | "control" | "withdrawal" | "handover"
        ),
    }
}

fn said(one: &PublicClaim, row: Row, place: &str) -> Said {
    let claim = &one.claim;
    let value = match row {
        Row::What | Row::Control => Some(claim.predicate.clone()),
        Row::Where => Some(place.to_owned()),
        Row::When => claim.date_start.map(|start| match claim.date_end {
            Some(end) if end != start => format!("{start}/{end}"),
            _ => start.to_string(),
        }),
        Row::Killed | Row::Wounded | Row::Equipment => None,
    };
    let numbered = value.is_none() || claim.predicate == "losses";
    let known = claim.quantity_low.or(claim.quantity_high).is_some();
    Said {
        claim: claim.id.clone(),
        claimant: claim.claimant.clone(),
        stand: if one.grade == Grade::Retracted {
            Stand::Retracted
        } else {
            stand(claim.modality)
        },
        value,
        range: (numbered && known).then_some([claim.quantity_low, claim.quantity_high]),
        outcome: claim.outcome.clone(),
        of: serde_json::json!({
            "side": claim.victim_side, "class": claim.victim_class, "item": claim.item,
        }),
        text: claim.text.clone(),
        quote: claim.quote,
        span: Quoted {
            report: one.report.clone(),
            start: claim.start,
            end: claim.end,
            href: format!("/i/{}", claim.id),
        },
        grade: one.grade,
    }
}

const fn stand(modality: Modality) -> Stand {
    match modality {
        Modality::Asserts | Modality::Confirms | Modality::Accuses => Stand::Asserted,
        Modality::Denies => Stand::Denied,
        Modality::Concedes => Stand::Conceded,
        Modality::Attributes => Stand::Attributed,
        Modality::Retracts => Stand::Retracted,
    }
}

fn weightiest(says: &[Said]) -> Stand {
    [
        Stand::Conceded,
        Stand::Asserted,
        Stand::Denied,
        Stand::Attributed,
        Stand::Retracted,
    ]
    .into_iter()
    .find(|stand| says.iter().any(|said| said.stand == *stand))
    .unwrap_or(Stand::Silent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(n: usize, side: &str, modality: &str, killed: Option<u64>) -> PublicClaim {
        let losses = killed.is_some();
        serde_json::from_value(serde_json::json!({
            "id": format!("i-1-c{n}"), "claimant": format!("speaker of {side}"),
            "claimant_side": side, "modality": modality, "grade": "one-side", "report": "r-1",
            "predicate": if losses { "losses" } else { "shelling" },
            "victim_class": losses.then_some("military"), "victim_side": losses.then_some("arm"),
            "outcome": if losses { vec!["killed", "wounded"] } else { Vec::new() },
            "quantity_low": killed, "quantity_high": killed, "unit": "people", "item": null,
            "date_start": "2020-10-02", "date_end": "2020-10-02", "text": "words", "quote": true,
            "start": 3, "end": 8,
        }))
        .expect("a claim")
    }

    #[test]
    fn every_figure_stands_in_its_claimant_s_own_cell() {
        let claims = [
            claim(1, "az", "asserts", Some(2300)),
            claim(2, "arm", "asserts", Some(50)),
            claim(3, "arm", "denies", None),
            claim(4, "third-party", "attributes", None),
        ];
        let grid = grid("shelling", "A town", &claims);
        let line = |row: Row| grid.iter().find(|line| line.row == row).expect("a row");
        let stands = |row: Row| line(row).cells.each_ref().map(|cell| cell.stand);
        assert_eq!(
            stands(Row::What),
            [Stand::Silent, Stand::Denied, Stand::Attributed]
        );
        assert_eq!(
            stands(Row::Killed),
            [Stand::Asserted, Stand::Asserted, Stand::Silent]
        );
        let figures: Vec<_> = line(Row::Killed)
            .cells
            .iter()
            .flat_map(|cell| cell.says.iter().map(|said| said.range))
            .collect();
        assert_eq!(
            figures,
            [Some([Some(2300), Some(2300)]), Some([Some(50), Some(50)])]
        );
        // Who denies does not say where it was.
        assert!(
            line(Row::Where).cells[1]
                .says
                .iter()
                .all(|said| said.stand != Stand::Denied)
        );
        assert_eq!(stands(Row::Control), [Stand::Silent; 3]);
    }

    #[test]
    fn swapping_the_sides_swaps_the_columns() {
        let sides = |one: &str, other: &str| {
            let claims = [
                claim(1, one, "asserts", None),
                claim(2, other, "concedes", Some(4)),
            ];
            grid("shelling", "A town", &claims)
                .into_iter()
                .map(|line| line.cells.map(|cell| (cell.stand, cell.says.len())))
                .collect::<Vec<_>>()
        };
        let mut swapped = sides("arm", "az");
        for cells in &mut swapped {
            cells.swap(0, 1);
        }
        assert_eq!(sides("az", "arm"), swapped);
    }
}
