//! `contactline import FILE --as incidents`.

use std::{fs, io::Write, path::Path};

use anyhow::Context as _;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    atlas::{
        bulk::{dates::DateOrder, names::written_as, preview::BulkPreview, wish::Wish},
        facade::Atlas,
    },
    cli::review::ACTOR,
    model::side::Side,
};

/// What only incidents know.
#[derive(Debug, Args)]
pub struct IncidentOptions {
    /// Incidents: make the rows public, as accepting drafts does; without it they wait in review
    #[arg(long)]
    publish: bool,
    /// Incidents: the column is that field, whatever its name proposes, or - to leave it aside; may be
    /// given several times
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Incidents: the source of the whole table, which claims what no column says who claims
    #[arg(long, value_name = "TITLE", requires = "side")]
    source: Option<String>,
    /// Incidents: the side of --source: az, arm or third-party
    #[arg(long, requires = "source")]
    side: Option<Side>,
    /// Incidents: which comes first in dates such as 03.10.2020: the day (dmy) or the month (mdy)
    #[arg(long, value_name = "ORDER")]
    dates: Option<DateOrder>,
    /// Incidents: look up names of places where a row has no coordinates; exact names only
    #[arg(long)]
    geocode: bool,
    /// Incidents: the sheet of a workbook; the first when left out
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Incidents: blank cells of an edited export clear a field
    #[arg(long)]
    blank_clears: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (column, field) = text
        .rsplit_once('=')
        .ok_or("Write COLUMN=FIELD, such as Datum=date_start.")?;
    Ok((column.to_owned(), field.to_owned()))
}

/// How many rows are done.
const BAR: &str = "{bar:40} {pos} of {len} rows, {eta} left";

/// So many rows of a list are printed one by one.
const MOST_PRINTED: usize = 20;

/// The largest file in bytes.
const LARGEST_FILE: u64 = 1024 * 1024 * 1024;

impl IncidentOptions {
    /// Refuses what says nothing of other things than incidents.
    ///
    /// # Errors
    /// A sentence when any of it was given.
    pub fn refuse(&self) -> anyhow::Result<()> {
        let given = self.publish
            || self.geocode
            || self.blank_clears
            || !self.map.is_empty()
            || self.source.is_some()
            || self.dates.is_some()
            || self.sheet.is_some();
        anyhow::ensure!(
            !given,
            "The options --publish, --map, --source, --side, --dates, --geocode, --sheet and \
             --blank-clears go with --as incidents; leave them out."
        );
        Ok(())
    }

    /// Imports, or says what an import would do.
    ///
    /// # Errors
    /// When the file or the data folder cannot be used.
    pub fn import(
        &self,
        file: &Path,
        format: Option<&str>,
        dry: bool,
        folder: &Path,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        let (container, kind) = match format {
            Some(format) => written_as(format).map_err(anyhow::Error::msg)?,
            None => (None, None),
        };
        let wish = Wish {
            container,
            kind,
            sheet: self.sheet.clone(),
            map: self.map.clone(),
            dates: self.dates,
            source: self.source.clone().zip(self.side),
            geocode: self.geocode,
            publish: self.publish,
            blank_clears: self.blank_clears,
            dry,
        };
        let cannot = || format!("Cannot read {}", file.display());
        let size = fs::metadata(file).with_context(cannot)?.len();
        anyhow::ensure!(
            size <= LARGEST_FILE,
            "{} is larger than 1 GiB; split it.",
            file.display()
        );
        let bytes = fs::read(file).with_context(cannot)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let atlas = Atlas::open(folder)?;
        // Drawn on standard error, and only when that is a terminal.
        let bar = ProgressBar::new(0);
        bar.set_style(ProgressStyle::with_template(BAR)?);
        let preview = atlas.import_incidents(&name, &bytes, &wish, ACTOR, |done, total| {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        })?;
        bar.finish_and_clear();
        print(&preview, dry, out)
    }
}

fn print(preview: &BulkPreview, dry: bool, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "read as {}", preview.kind)?;
    for (column, field) in &preview.columns {
        writeln!(out, "  {column} is {field}")?;
    }
    for (column, why) in &preview.aside {
        writeln!(out, "  {column} is left aside: {why}")?;
    }
    let done = if dry { "would be " } else { "" };
    writeln!(out, "{done}new: {}", preview.new)?;
    writeln!(out, "{done}changed: {}", preview.changed)?;
    writeln!(out, "unchanged: {}", preview.unchanged)?;
    writeln!(out, "in conflict: {}", preview.conflicts())?;
    let clashes = preview.clashes.iter().map(|clash| {
        format!(
            "row {}, {} of {}: the file says \"{}\", held is \"{}\"",
            clash.row, clash.field, clash.id, clash.file, clash.held
        )
    });
    list(clashes, out)?;
    writeln!(out, "refused: {}", preview.refused.len())?;
    let refused = preview.refused.iter().map(|one| match &one.column {
        Some(column) => format!("row {}, {column}: {}", one.row, one.why),
        None => format!("row {}: {}", one.row, one.why),
    });
    list(refused, out)
}

fn list(lines: impl ExactSizeIterator<Item = String>, out: &mut impl Write) -> anyhow::Result<()> {
    let more = lines.len().saturating_sub(MOST_PRINTED);
    for line in lines.take(MOST_PRINTED) {
        writeln!(out, "  {line}")?;
    }
    if more > 0 {
        writeln!(out, "  … and {more} more")?;
    }
    Ok(())
}
