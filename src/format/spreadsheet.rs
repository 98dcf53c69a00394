//! Workbooks: a sheet of rows and a sheet about them.

use std::io::Write;

use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::model::{
    about::About,
    table::{Cell, Flat, Table},
};

/// Rows that a sheet holds below its header.
const MOST_ROWS: u64 = 1_048_575;

/// Characters that a cell holds, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;

/// Why a workbook could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SpreadsheetError {
    /// More rows than a sheet can hold.
    #[error(
        "The layer has {0} rows and a sheet holds 1,048,575; ask for less with bbox or datetime, or \
         take csv or gpkg."
    )]
    TooLong(u64),
    /// The library.
    #[error("A workbook could not be made: {0}")]
    Library(#[from] XlsxError),
}

/// A workbook in the making; rows go to a file at once.
pub struct Rows<'a> {
    workbook: Workbook,
    table: &'a Table,
    about: &'a About,
    row: u32,
    cut: u64,
}

/// The ordinals of the sheets.
const DATA: usize = 0;

impl<'a> Rows<'a> {
    /// A workbook with a header.
    ///
    /// # Errors
    /// [`SpreadsheetError`].
    ///
    /// # References
    /// - ECMA-376-1, section 18
    pub fn new(about: &'a About, table: &'a Table) -> Result<Self, SpreadsheetError> {
        if table.rows > MOST_ROWS {
            return Err(SpreadsheetError::TooLong(table.rows));
        }
        let mut workbook = Workbook::new();
        let state = about.state.to_zoned(TimeZone::UTC).datetime();
        let made = ExcelDateTime::from_ymd(
            u16::try_from(state.year()).unwrap_or(2020),
            u8::try_from(state.month()).unwrap_or(1),
            u8::try_from(state.day()).unwrap_or(1),
        )?
        .and_hms(
            u16::try_from(state.hour()).unwrap_or(0),
            u8::try_from(state.minute()).unwrap_or(0),
            f64::from(state.second()),
        )?;
        workbook.set_properties(
            &DocProperties::new()
                .set_title(about.title())
                .set_comment(about.text(0))
                .set_author("contactline")
                .set_creation_datetime(&made),
        );
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name("Data")?;
        sheet.set_freeze_panes(1, 1)?;
        let bold = Format::new().set_bold();
        for (column, at) in table.columns.iter().zip(0_u16..) {
            sheet.write_string_with_format(0, at, &column.name, &bold)?;
        }
        Ok(Self {
            workbook,
            table,
            about,
            row: 0,
            cut: 0,
        })
    }

    /// Adds a row. Text stays text, whatever it begins with.
    ///
    /// # Errors
    /// [`SpreadsheetError`].
    pub fn add(&mut self, flat: &Flat) -> Result<(), SpreadsheetError> {
        self.row += 1;
        let sheet = self.workbook.worksheet_from_index(DATA)?;
        for ((_, cell), at) in self.table.cells(flat).zip(0_u16..) {
            match cell {
                Cell::Empty => {}
                Cell::Boolean(value) => {
                    sheet.write_boolean(self.row, at, *value)?;
                }
                Cell::Text(text) => {
                    if text.encode_utf16().count() > LONGEST_CELL {
                        self.cut += 1;
                    } else {
                        sheet.write_string(self.row, at, text)?;
                    }
                }
                number => {
                    sheet.write_number(self.row, at, number.real().unwrap_or_default())?;
                }
            }
        }
        Ok(())
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// [`SpreadsheetError`].
    pub fn finish(mut self, out: impl Write + Send) -> Result<(), SpreadsheetError> {
        let mut about = self.about.entries(0);
        if self.cut > 0 {
            about.push((
                "Empty cells",
                format!(
                    "{} texts or outlines are longer than a cell can hold and were left empty; csv, \
                     gpkg and geojson have them.",
                    self.cut
                ),
            ));
        }
        let sheet: &mut Worksheet = self.workbook.add_worksheet();
        sheet.set_name("About")?;
        sheet.set_column_width(0, 18)?;
        sheet.set_column_width(1, 100)?;
        for ((word, text), row) in about.iter().zip(0_u32..) {
            sheet.write_string(row, 0, *word)?;
            let shown: String = text.chars().take(LONGEST_CELL / 2).collect();
            sheet.write_string(row, 1, shown)?;
        }
        Ok(self.workbook.save_to_writer(out)?)
    }
}
