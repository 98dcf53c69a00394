//! A table as it came in, whatever file it was in: named columns and numbered rows.

use std::collections::HashSet;

use csv::StringRecord;
use thiserror::Error;

use crate::format::encoding::NotText;

/// The longest cell in bytes; a row with a longer one is refused.
pub const LONGEST_CELL: usize = 64 * 1024;

/// The most columns of a table.
pub const MOST_COLUMNS: usize = 500;

/// The most rows of a table.
pub const MOST_ROWS: usize = 1_000_000;

/// Named columns and numbered rows.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The names of the columns; no two are the same.
    pub columns: Vec<String>,
    /// The rows with as many cells each, by number as a spreadsheet counts them (the head is row
    /// 1), or why a row cannot be read.
    pub rows: Vec<(usize, Result<StringRecord, String>)>,
}

/// Why bytes are not a table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SheetError {
    /// No text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// Nothing in it.
    #[error("The file is empty; its first row must name the columns.")]
    Empty,
    /// Two columns of one name.
    #[error(
        "Two columns are called \"{0}\", so that it cannot be told which one is meant; rename one of \
         them."
    )]
    Duplicate(String),
    /// Beyond what is read.
    #[error("The file is larger than is read: {0}; split it.")]
    TooLarge(String),
    /// A workbook that does not open.
    #[error("The workbook cannot be read ({0}); save it again as .xlsx, or as CSV.")]
    Workbook(String),
    /// A workbook without the sheet that was asked for.
    #[error("The workbook has no sheet \"{wanted}\"; it has {known}.")]
    NoSheet {
        /// The one that was asked for.
        wanted: String,
        /// The ones that there are.
        known: String,
    },
    /// No collection of features.
    #[error("The file is no GeoJSON feature collection: {0}.")]
    GeoJson(String),
}

impl Sheet {
    /// A table without rows yet.
    ///
    /// # Errors
    /// [`SheetError`] when it has no columns, too many, or two of one name.
    pub fn with_head(columns: Vec<String>) -> Result<Self, SheetError> {
        if columns.iter().all(|name| name.trim().is_empty()) {
            return Err(SheetError::Empty);
        }
        if columns.len() > MOST_COLUMNS {
            return Err(SheetError::TooLarge(format!("{} columns", columns.len())));
        }
        let mut seen = HashSet::new();
        let mut named = Vec::with_capacity(columns.len());
        for (at, name) in columns.into_iter().enumerate() {
            let name = match name.trim() {
                "" => format!("column {}", at + 1),
                name => name.to_owned(),
            };
            if !seen.insert(name.to_lowercase()) {
                return Err(SheetError::Duplicate(name.chars().take(60).collect()));
            }
            named.push(name);
        }
        Ok(Self {
            columns: named,
            rows: Vec::new(),
        })
    }

    /// Adds a row; one without content is passed over.
    ///
    /// # Errors
    /// [`SheetError::TooLarge`] after too many.
    pub fn push(&mut self, number: usize, cells: StringRecord) -> Result<(), SheetError> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let long = cells
            .iter()
            .zip(&self.columns)
            .find(|(cell, _)| cell.len() > LONGEST_CELL);
        let row = match long {
            Some((_, column)) => Err(format!(
                "The cell in column {column} is longer than 64 kB; shorten it, or leave the column \
                 out."
            )),
            None => Ok(cells),
        };
        self.refuse_or_keep(number, row)
    }

    /// Adds a row that cannot be read.
    ///
    /// # Errors
    /// [`SheetError::TooLarge`] after too many.
    pub fn refuse(&mut self, number: usize, why: String) -> Result<(), SheetError> {
        self.refuse_or_keep(number, Err(why))
    }

    fn refuse_or_keep(
        &mut self,
        number: usize,
        row: Result<StringRecord, String>,
    ) -> Result<(), SheetError> {
        if self.rows.len() >= MOST_ROWS {
            return Err(SheetError::TooLarge(format!("more than {MOST_ROWS} rows")));
        }
        self.rows.push((number, row));
        Ok(())
    }

    /// The place of a column, by its name without regard to case.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        self.columns
            .iter()
            .position(|column| column.to_lowercase() == name.to_lowercase())
    }
}
