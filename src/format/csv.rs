//! Comma-separated values, and tags under their header.

use std::io::{self, Write};

use crate::{
    format::{cell::harmless, hxl, incident_table::line},
    model::table::{Cell, Column, Flat, Table},
};

/// Writes the names of the columns, and under them their tags, if they are wanted.
///
/// # Errors
/// The writer's own.
///
/// # References
/// - RFC 4180, section 2
pub fn head(out: &mut impl Write, table: &Table, tags: bool) -> io::Result<()> {
    let names = table.columns.iter().map(|column| column.name.as_str());
    out.write_all(&line(names)?)?;
    if tags {
        let tags = table.columns.iter().map(|column| hxl::tag(&column.name));
        out.write_all(&line(tags)?)?;
    }
    Ok(())
}

/// Writes a row: numbers as they are, and text so that no spreadsheet takes it for a formula.
///
/// # Errors
/// The writer's own.
pub fn row(out: &mut impl Write, table: &Table, flat: &Flat) -> io::Result<()> {
    let cells = table.cells(flat).map(|(_, cell): (&Column, &Cell)| {
        let text = cell.text();
        match cell {
            Cell::Text(_) => harmless(&text).into_owned(),
            _ => text,
        }
    });
    out.write_all(&line(cells)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{flat::flat, survey::Survey};

    #[test]
    fn formulas_are_shielded_numbers_are_not_and_tags_stand_under_the_names() {
        let body = r#"{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[-1.5,40]},
            "properties":{"note":"=1+1, \"x\"","depth":-3}}"#;
        let flat = flat("places", body, true).expect("a feature");
        let mut survey = Survey::new("places", true);
        survey.note(&flat);
        let table = survey.table();
        let mut out = Vec::new();
        head(&mut out, &table, true).expect("memory");
        row(&mut out, &table, &flat).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            text,
            "id,lon,lat,wkt,depth,note\r\n\
             #meta+id,#geo+lon,#geo+lat,#geo+wkt,#meta+depth,#description+note\r\n\
             a,-1.5,40,POINT(-1.5 40),-3,\"'=1+1, \"\"x\"\"\"\r\n"
        );
    }
}
