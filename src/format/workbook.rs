//! Tables in workbooks of spreadsheets (`.xlsx`).

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use csv::StringRecord;
use zip::ZipArchive;

use crate::format::sheet::{MOST_COLUMNS, Sheet, SheetError};

/// The most bytes that a workbook may unpack to.
const MOST_UNPACKED: u64 = 300 * 1024 * 1024;

/// The most files in a workbook.
const MOST_FILES: usize = 2_000;

/// Whether bytes are an archive, as workbooks are.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads a sheet of a workbook: the one that is named, else the first. Dates become
/// `YYYY-MM-DD`, and numbers are written so that they read back the same.
///
/// # Errors
/// [`SheetError`] with a sentence.
///
/// # References
/// - ECMA-376, *Office Open XML File Formats*
pub fn sheet(bytes: &[u8], name: Option<&str>) -> Result<Sheet, SheetError> {
    check_size(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names();
    let chosen = match name {
        None => names.first(),
        Some(wanted) => names.iter().find(|name| name.as_str() == wanted),
    };
    let Some(chosen) = chosen.cloned() else {
        return Err(SheetError::NoSheet {
            wanted: name.unwrap_or_default().to_owned(),
            known: names.join(", "),
        });
    };
    // Cell by cell: one cell in the last corner of a sheet must not take up a whole sheet of room.
    let mut cells = book.worksheet_cells_reader(&chosen).map_err(broken)?;
    let mut sheet: Option<Sheet> = None;
    let mut line = Line::default();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        if row != line.row {
            line.finish(&mut sheet)?;
            if row < line.row {
                return Err(SheetError::Workbook("its rows are not in order".to_owned()));
            }
            line = Line {
                row,
                ..Line::default()
            };
        }
        if column >= MOST_COLUMNS {
            return Err(SheetError::TooLarge(format!("{} columns", column + 1)));
        }
        line.put(column, cell.get_value());
    }
    line.finish(&mut sheet)?;
    sheet.ok_or(SheetError::Empty)
}

/// Unpacks everything once without keeping it: what the archive says of its sizes may be a lie.
fn check_size(bytes: &[u8]) -> Result<(), SheetError> {
    let wrong = |error: zip::result::ZipError| SheetError::Workbook(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(wrong)?;
    if archive.len() > MOST_FILES {
        return Err(SheetError::TooLarge(format!("{} parts", archive.len())));
    }
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(wrong)?;
        let mut bounded = file.take(left + 1);
        let unpacked = std::io::copy(&mut bounded, &mut std::io::sink())
            .map_err(|error| SheetError::Workbook(error.to_string()))?;
        left = left
            .checked_sub(unpacked)
            .ok_or_else(|| SheetError::TooLarge("it unpacks to more than 300 MB".to_owned()))?;
    }
    Ok(())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "errors are handed over by value"
)]
fn broken(error: XlsxError) -> SheetError {
    SheetError::Workbook(error.to_string())
}

/// A row while its cells come in.
#[derive(Default)]
struct Line {
    row: usize,
    cells: Vec<String>,
    error: Option<String>,
}

impl Line {
    fn put(&mut self, column: usize, value: &DataRef<'_>) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        let text = match value {
            DataRef::Empty => String::new(),
            DataRef::Int(number) => number.to_string(),
            DataRef::Float(number) => number.to_string(),
            DataRef::Bool(value) => value.to_string(),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                text.clone()
            }
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::DateTime(moment) if moment.is_datetime() => {
                let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
                if (hour, minute, second) == (0, 0, 0) {
                    format!("{year:04}-{month:02}-{day:02}")
                } else {
                    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
                }
            }
            DataRef::DateTime(duration) => duration.as_f64().to_string(),
            DataRef::Error(error) => {
                self.error = Some(format!(
                    "The spreadsheet could not work out a cell of this row ({error}); put in the \
                     value itself."
                ));
                String::new()
            }
        };
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = text;
        }
    }

    fn finish(&mut self, sheet: &mut Option<Sheet>) -> Result<(), SheetError> {
        if self.cells.iter().all(String::is_empty) && self.error.is_none() {
            return Ok(());
        }
        let mut cells = std::mem::take(&mut self.cells);
        let Some(sheet) = sheet else {
            *sheet = Some(Sheet::with_head(cells)?);
            return Ok(());
        };
        let wide = sheet.columns.len();
        let number = self.row + 1;
        if let Some(why) = self.error.take() {
            return sheet.refuse(number, why);
        }
        if cells.iter().skip(wide).any(|cell| !cell.trim().is_empty()) {
            let why = "The row has cells beyond the columns that the head names; name them, or \
                       clear them.";
            return sheet.refuse(number, why.to_owned());
        }
        cells.resize(wide, String::new());
        sheet.push(number, StringRecord::from(cells))
    }
}
