//! What an import of incidents does, or would do, row by row.

use serde_json::{Value, json};

use crate::{
    atlas::bulk::{fields::Field, mapping::Aside},
    model::id::Id,
};

/// So many rows of each list go into a document.
const MOST_LISTED: usize = 1_000;

/// What is wrong with a row, before it is known which row and column that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The field, for tables of somebody's own.
    pub field: Option<Field>,
    /// The column, for known data sets.
    pub column: Option<&'static str>,
    /// A sentence.
    pub why: String,
}

impl Complaint {
    /// Something is wrong with a field.
    #[must_use]
    pub const fn of(field: Field, why: String) -> Self {
        Self {
            field: Some(field),
            column: None,
            why,
        }
    }

    /// Something is wrong with a column.
    #[must_use]
    pub const fn at(column: &'static str, why: String) -> Self {
        Self {
            field: None,
            column: Some(column),
            why,
        }
    }

    /// Something is wrong with the row as a whole.
    #[must_use]
    pub const fn whole(why: String) -> Self {
        Self {
            field: None,
            column: None,
            why,
        }
    }

    /// Makes a complaint about a field of a sentence.
    pub fn in_field(field: Field) -> impl Fn(String) -> Self {
        move |why| Self::of(field, why)
    }

    /// Makes a complaint about a column of a sentence.
    pub fn in_column(column: &'static str) -> impl Fn(String) -> Self {
        move |why| Self::at(column, why)
    }
}

/// A row that is not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its number, as a spreadsheet counts.
    pub row: usize,
    /// The column that it is about, if it is about one.
    pub column: Option<String>,
    /// A sentence.
    pub why: String,
}

/// A row that says something else than what somebody else made of the record meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Its number, as a spreadsheet counts.
    pub row: usize,
    /// The incident.
    pub id: String,
    /// What of it.
    pub field: String,
    /// What the file says.
    pub file: String,
    /// What is held now.
    pub held: String,
}

/// What an import does, or would do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BulkPreview {
    /// What kind of table it is.
    pub kind: &'static str,
    /// Columns with the fields that they are; empty for a known data set.
    pub columns: Vec<(String, Field)>,
    /// Columns that are left aside, with the reason.
    pub aside: Vec<(String, &'static str)>,
    /// Incidents that are not held yet.
    pub new: usize,
    /// The incidents that rows made, as far as it is no dry run.
    pub made: Vec<Id>,
    /// Incidents that get a new revision.
    pub changed: usize,
    /// Rows that say what is held.
    pub unchanged: usize,
    /// Rows that were not applied because somebody else changed the same.
    pub clashes: Vec<Clash>,
    /// Rows that were not applied because of what is in them.
    pub refused: Vec<Refusal>,
}

impl BulkPreview {
    /// Says which columns are left aside.
    pub fn leave_aside(&mut self, columns: Vec<(String, Aside)>) {
        let named = columns.into_iter();
        self.aside = named.map(|(name, why)| (name, why.why())).collect();
    }

    /// How many rows are in conflict.
    #[must_use]
    pub fn conflicts(&self) -> usize {
        let mut rows: Vec<usize> = self.clashes.iter().map(|clash| clash.row).collect();
        rows.dedup();
        rows.len()
    }

    /// The preview as JSON; of long lists the beginning.
    #[must_use]
    pub fn document(&self, dry: bool) -> Value {
        let columns = self.columns.iter();
        let columns: Vec<Value> = columns
            .map(|(column, field)| json!({"column": column, "field": field.as_str()}))
            .collect();
        let aside = self.aside.iter();
        let aside: Vec<Value> = aside
            .map(|(column, why)| json!({"column": column, "why": why}))
            .collect();
        let clashes = self.clashes.iter().take(MOST_LISTED);
        let clashes: Vec<Value> = clashes
            .map(|clash| {
                json!({"row": clash.row, "id": clash.id, "field": clash.field,
                       "file": clash.file, "held": clash.held})
            })
            .collect();
        let refused = self.refused.iter().take(MOST_LISTED);
        let refused: Vec<Value> = refused
            .map(|one| json!({"row": one.row, "column": one.column, "why": one.why}))
            .collect();
        json!({
            "dry_run": dry, "kind": self.kind, "columns": columns, "left_aside": aside,
            "new": self.new, "changed": self.changed, "unchanged": self.unchanged,
            "conflicts": self.conflicts(), "refused": self.refused.len(),
            "conflicting": clashes, "refusals": refused,
        })
    }
}
