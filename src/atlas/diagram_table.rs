//! The incidents of the diagram as a table.

use crate::{
    atlas::{
        diagram::{About, Incidents},
        error::AtlasError,
    },
    format::cell::harmless,
    model::id::Id,
};

impl Incidents {
    /// One row for each incident; cells are harmless in a spreadsheet. What has no place along the
    /// line has a reason instead.
    ///
    /// # Errors
    /// [`AtlasError::Builtin`] if a row could not be written.
    pub fn csv(&self) -> Result<String, AtlasError> {
        let wrong = |error: &dyn std::fmt::Display| AtlasError::Builtin(format!("CSV: {error}"));
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        let mut row = |cells: [&str; 16]| {
            writer
                .write_record(cells.map(|cell| cell.as_bytes().to_vec()))
                .map_err(|error| wrong(&error))
        };
        row([
            "id",
            "headline",
            "kind",
            "claimant_sides",
            "date_start",
            "date_end",
            "date_prec",
            "km",
            "from_km",
            "to_km",
            "offset_km",
            "side",
            "where_prec",
            "sector",
            "line",
            "reason",
        ])?;
        let words = |about: &About| {
            let sides: Vec<&str> = about
                .claimant_sides
                .iter()
                .map(|side| side.as_str())
                .collect();
            (
                harmless(&about.headline).into_owned(),
                harmless(&about.kind).into_owned(),
                sides.join(" "),
                [about.date_start, about.date_end].map(|day| day.to_string()),
            )
        };
        for placed in &self.placed {
            let (headline, kind, sides, [start, end]) = words(&placed.about);
            let figures = [placed.km, placed.from_km, placed.to_km, placed.offset_km];
            let [km, from, to, offset] = figures.map(|km| km.to_string());
            row([
                placed.about.id.as_str(),
                &headline,
                &kind,
                &sides,
                &start,
                &end,
                &placed.date_prec.to_string(),
                &km,
                &from,
                &to,
                &offset,
                placed.side.as_str(),
                &placed.where_prec.to_string(),
                placed.sector.as_ref().map_or("", Id::as_str),
                placed.line.as_str(),
                "",
            ])?;
        }
        for unplaced in &self.unplaced {
            let (headline, kind, sides, [start, end]) = words(&unplaced.about);
            let mut cells = [""; 16];
            let known = [
                unplaced.about.id.as_str(),
                &headline,
                &kind,
                &sides,
                &start,
                &end,
            ];
            for (cell, known) in cells.iter_mut().zip(known) {
                *cell = known;
            }
            cells[15] = unplaced.reason;
            row(cells)?;
        }
        let bytes = writer.into_inner().map_err(|error| wrong(&error))?;
        String::from_utf8(bytes).map_err(|error| wrong(&error))
    }
}
