//! Tables as text: cells parted by commas, semicolons or tabs (RFC 4180).

use csv::{ReaderBuilder, StringRecord};

use crate::format::{
    encoding::decode,
    sheet::{Sheet, SheetError},
};

/// What parts cells; of two that part as many the first is taken.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Reads a table out of bytes of any encoding that is known; what parts its cells is told by its
/// head.
///
/// # Errors
/// [`SheetError`] with a sentence.
///
/// # References
/// - RFC 4180
pub fn sheet(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let text = decode(bytes)?;
    let (delimiter, text) = parted(&text);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut read = |record: &mut StringRecord| {
        // A reader in memory of what is text already fails in nothing.
        reader
            .read_record(record)
            .map_err(|error| SheetError::Workbook(error.to_string()))
    };
    if !read(&mut record)? {
        return Err(SheetError::Empty);
    }
    let mut sheet = Sheet::with_head(record.iter().map(str::to_owned).collect())?;
    let wide = sheet.columns.len();
    for number in 2.. {
        if !read(&mut record)? {
            break;
        }
        let blank = record.iter().skip(wide).all(|cell| cell.trim().is_empty());
        if record.len() == wide {
            sheet.push(number, record.clone())?;
        } else if record.len() > wide && blank {
            record.truncate(wide);
            sheet.push(number, record.clone())?;
        } else if record.iter().any(|cell| !cell.trim().is_empty()) {
            sheet.refuse(
                number,
                format!(
                    "The row has {} cells and the head has {wide}; put cells that hold a comma, a \
                     semicolon or a line break in quotes.",
                    record.len()
                ),
            )?;
        }
    }
    Ok(sheet)
}

/// What parts the cells of a text, and the text without the line in which a spreadsheet says so.
fn parted(text: &str) -> (u8, &str) {
    if let Some(rest) = text.strip_prefix("sep=") {
        let mut chars = rest.chars();
        let said = chars.next().and_then(|c| u8::try_from(c).ok());
        let rest = chars.as_str().trim_start_matches('\r').strip_prefix('\n');
        if let (Some(said), Some(rest)) = (said.filter(|c| DELIMITERS.contains(c)), rest) {
            return (said, rest);
        }
    }
    let width = |delimiter: &u8| {
        let mut reader = ReaderBuilder::new()
            .delimiter(*delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut head = StringRecord::new();
        match reader.read_record(&mut head) {
            Ok(true) => head.len(),
            _ => 0,
        }
    };
    let widest = DELIMITERS.into_iter().rev().max_by_key(width);
    (widest.unwrap_or(b','), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let sheet = sheet(bytes).expect("a table");
        let rows = sheet.rows.into_iter();
        rows.map(|(_, row)| row.expect("a row").iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn commas_semicolons_and_tabs_are_told_apart_by_the_head() {
        let wanted = vec![vec!["1".to_owned(), "a, b; c".to_owned()]];
        assert_eq!(cells(b"id,text\n1,\"a, b; c\"\n"), wanted);
        assert_eq!(cells(b"id;text\r\n1;\"a, b; c\"\r\n"), wanted);
        assert_eq!(cells(b"id\ttext\n1\ta, b; c\n"), wanted);
        assert_eq!(cells(b"sep=;\r\nid;text\r\n1;\"a, b; c\"\r\n"), wanted);
    }

    #[test]
    fn quotes_line_breaks_and_old_encodings_are_read() {
        let read = cells("\u{feff}id,text\n1,\"said \"\"no\"\"\ntwice\"\n".as_bytes());
        assert_eq!(read, [["1", "said \"no\"\ntwice"]]);
        let (bytes, ..) = encoding_rs::WINDOWS_1251
            .encode("номер;текст\n1;По данным министерства, обстреляно село у Агдама\n");
        assert_eq!(
            cells(&bytes),
            [["1", "По данным министерства, обстреляно село у Агдама"]]
        );
        assert!(matches!(
            sheet(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            Err(SheetError::NotText(_))
        ));
    }

    #[test]
    fn two_columns_of_one_name_are_refused() {
        let error = sheet(b"id,Date,date\n1,2,3\n").expect_err("two dates");
        assert!(error.to_string().contains("rename one"), "{error}");
        assert_eq!(sheet(b"").err(), Some(SheetError::Empty));
    }

    #[test]
    fn a_row_with_too_many_or_too_long_cells_is_refused_alone() {
        let long = "x".repeat(70_000);
        let text = format!("a,b\n1,2\n1,2,3\n1,{long}\n4\n5,6,,\n\n");
        let sheet = sheet(text.as_bytes()).expect("a table");
        let refused: Vec<usize> = sheet
            .rows
            .iter()
            .filter(|(_, row)| row.is_err())
            .map(|(number, _)| *number)
            .collect();
        assert_eq!((refused, sheet.rows.len()), (vec![3, 4, 5], 5));
        let why = sheet.rows[2].1.as_ref().expect_err("too long");
        assert!(why.contains("column b is longer than 64 kB"), "{why}");
    }
}
