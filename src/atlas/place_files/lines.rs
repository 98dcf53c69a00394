//! Files with one record a line.

use std::io::BufRead;

use crate::atlas::place_files::row::{Read, Row};

/// The longest line that is read, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// Reads every line with `one`; a broken line is refused and the next one read.
///
/// # Errors
/// When the file cannot be read on.
pub(crate) fn lines(
    mut input: impl BufRead,
    one: impl Fn(usize, &str) -> Result<Option<Row>, String>,
) -> Result<Vec<Read>, String> {
    let mut rows = Vec::new();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let length = input
            .read_until(b'\n', &mut line)
            .map_err(|error| format!("Line {number} cannot be read: {error}"))?;
        if length == 0 {
            break;
        }
        let Ok(text) = std::str::from_utf8(&line) else {
            rows.push(Read::Refused(number, "It is not text in UTF-8.".to_owned()));
            continue;
        };
        let text = text
            .trim_end_matches(['\n', '\r'])
            .trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            continue;
        }
        if text.len() > LONGEST_LINE {
            rows.push(Read::Refused(number, "The line is too long.".to_owned()));
            continue;
        }
        rows.push(match one(number, text) {
            Ok(Some(row)) => Read::Row(Box::new(row)),
            Ok(None) => Read::Ignored,
            Err(why) => Read::Refused(number, why),
        });
    }
    Ok(rows)
}
