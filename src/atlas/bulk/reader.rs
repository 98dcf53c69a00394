//! Reads a file, and finds columns of known data sets by name.

use std::collections::HashMap;

use csv::StringRecord;
use jiff::civil::Date;

use crate::{
    atlas::bulk::{dates::Days, preview::Complaint},
    format::{
        delimited, featured,
        sheet::{Sheet, SheetError},
        workbook,
    },
};

/// What a file is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// Text with cells parted by commas, semicolons or tabs.
    Text,
    /// A workbook of a spreadsheet.
    Workbook,
    /// A `GeoJSON` feature collection.
    Features,
}

/// The table in a file; what the file is written as is told by its first bytes when nobody says.
///
/// # Errors
/// [`SheetError`].
pub fn read(
    bytes: &[u8],
    container: Option<Container>,
    sheet: Option<&str>,
) -> Result<Sheet, SheetError> {
    let first = || {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        text.iter().find(|byte| !byte.is_ascii_whitespace())
    };
    let container = container.unwrap_or_else(|| {
        if workbook::is_archive(bytes) {
            Container::Workbook
        } else if first() == Some(&b'{') {
            Container::Features
        } else {
            Container::Text
        }
    });
    match container {
        Container::Text => delimited::sheet(bytes),
        Container::Workbook => workbook::sheet(bytes, sheet),
        Container::Features => featured::sheet(bytes),
    }
}

/// The columns of a known data set, by name without regard to case.
#[derive(Debug, Clone)]
pub struct Columns(HashMap<String, usize>);

impl Columns {
    /// The columns of a table.
    #[must_use]
    pub fn new(sheet: &Sheet) -> Self {
        let named = sheet.columns.iter().enumerate();
        Self(named.map(|(at, name)| (name.to_lowercase(), at)).collect())
    }

    /// A cell, without blanks around it; `None` when it is blank or there is no such column.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a StringRecord, name: &str) -> Option<&'a str> {
        let cell = row.get(*self.0.get(name)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// A cell that must not be blank.
    ///
    /// # Errors
    /// That it is.
    pub fn need<'a>(
        &self,
        row: &'a StringRecord,
        name: &'static str,
    ) -> Result<&'a str, Complaint> {
        self.cell(row, name).ok_or_else(|| {
            Complaint::at(name, "The cell is blank, and the row needs it.".to_owned())
        })
    }

    /// A day that must be there.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn day(
        &self,
        row: &StringRecord,
        name: &'static str,
        days: Days,
        latest: Date,
    ) -> Result<Date, Complaint> {
        let day = days
            .read(self.need(row, name)?, false)
            .map_err(Complaint::in_column(name))?;
        if day.year() < 1900 || day > latest {
            let why = format!("{day} cannot be; give a day between 1900 and today.");
            return Err(Complaint::at(name, why));
        }
        Ok(day)
    }

    /// Where a column is.
    #[must_use]
    pub fn at(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }
}
