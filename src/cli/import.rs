//! `contactline import`.

use std::{
    fs::File,
    io::{BufReader, Write},
    path::PathBuf,
};

use anyhow::Context as _;
use clap::{Args, ValueEnum, builder::PossibleValue};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    atlas::{facade::Atlas, import::Preview, place_files::read::PlaceFormat},
    cli::{args::DataFolder, import_incidents::IncidentOptions, import_layer::LayerOptions},
};

/// What the file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Holds {
    /// Places for the gazetteer.
    Places,
    /// Statements on who controls a place, as a table.
    Control,
    /// Incidents: a table of claims, an edited export, UCDP GED, ACLED, Ushahidi or Kobo.
    Incidents,
    /// A layer of your own: a `GeoJSON` feature collection, or one feature on each line.
    Layer,
}

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A country file of `GeoNames`, 19 columns parted by tabs.
    Geonames,
    /// `alternateNamesV2` of `GeoNames`.
    GeonamesAlternate,
    /// Who's On First records, one JSON object a line.
    WofJsonl,
    /// A table; of places with the columns lon, lat, `name_en`, `name_az`, …
    Csv,
    /// A feature collection; of places one of points.
    Geojson,
    /// A workbook of a spreadsheet, with incidents.
    Xlsx,
    /// The UCDP Georeferenced Event Dataset.
    Ged,
    /// ACLED.
    Acled,
    /// An export of Ushahidi.
    Ushahidi,
    /// An export of `KoboToolbox`.
    Kobo,
}

/// Bring a file into the data folder; prints what is new, changed, unchanged and refused.
#[derive(Debug, Args)]
pub struct Import {
    /// The file
    file: PathBuf,
    /// What it holds
    #[arg(long = "as", value_enum)]
    holds: Holds,
    /// How it is written; by its ending when left out
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    incidents: IncidentOptions,
    #[command(flatten)]
    layer: LayerOptions,
    #[command(flatten)]
    data: DataFolder,
}

/// How far the file is read.
const BAR: &str = "{bar:40} {bytes} of {total_bytes}, {eta} left";

/// So many refused rows are printed one by one.
const MOST_PRINTED: usize = 20;

impl Import {
    /// Imports, or says what an import would do.
    ///
    /// # Errors
    /// When the file or the data folder cannot be used.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        if self.holds != Holds::Incidents {
            self.incidents.refuse()?;
        }
        if self.holds != Holds::Layer {
            self.layer.refuse()?;
        }
        match self.holds {
            Holds::Control => return self.control(out),
            Holds::Incidents => {
                let format = self.format.and_then(|format| format.to_possible_value());
                let format = format.as_ref().map(PossibleValue::get_name);
                let folder = &self.data.folder;
                let options = &self.incidents;
                return options.import(&self.file, format, self.dry_run, folder, out);
            }
            Holds::Layer => return self.layer(out),
            Holds::Places => {}
        }
        let format = match self.format {
            Some(format) => format,
            None => match self.file.extension().and_then(|ending| ending.to_str()) {
                Some("csv") => Format::Csv,
                Some("geojson" | "json") => Format::Geojson,
                Some("jsonl") => Format::WofJsonl,
                Some("txt") => Format::Geonames,
                _ => anyhow::bail!("Say with --format how the file is written."),
            },
        };
        let format = match format {
            Format::Geonames => PlaceFormat::Geonames,
            Format::GeonamesAlternate => PlaceFormat::GeonamesAlternate,
            Format::WofJsonl => PlaceFormat::WofJsonl,
            Format::Csv => PlaceFormat::Csv,
            Format::Geojson => PlaceFormat::Geojson,
            Format::Xlsx | Format::Ged | Format::Acled | Format::Ushahidi | Format::Kobo => {
                anyhow::bail!("Places do not come in this format; save them as CSV.")
            }
        };
        let file = File::open(&self.file)
            .with_context(|| format!("Cannot read {}", self.file.display()))?;
        let atlas = Atlas::open(&self.data.folder)?;
        // Drawn on standard error, and only when that is a terminal.
        let bar = ProgressBar::new(file.metadata().map_or(0, |metadata| metadata.len()));
        bar.set_style(ProgressStyle::with_template(BAR)?);
        let input = BufReader::new(bar.wrap_read(file));
        let preview = atlas.import_places(input, format, self.dry_run)?;
        bar.finish_and_clear();
        self.print(&preview, out)
    }

    fn layer(&self, out: &mut impl Write) -> anyhow::Result<()> {
        if self.format.is_some_and(|format| format != Format::Geojson) {
            anyhow::bail!("A layer is read from GeoJSON: --format geojson.");
        }
        let said = self.layer.said(&self.file)?;
        let file = File::open(&self.file)
            .with_context(|| format!("Cannot read {}", self.file.display()))?;
        let atlas = Atlas::open(&self.data.folder)?;
        let preview = atlas.import_layer(BufReader::new(file), &said, self.dry_run)?;
        self.print(&preview, out)
    }

    fn control(&self, out: &mut impl Write) -> anyhow::Result<()> {
        if self.format.is_some_and(|format| format != Format::Csv) {
            anyhow::bail!("Statements of control are read from a table: --format csv.");
        }
        let file = File::open(&self.file)
            .with_context(|| format!("Cannot read {}", self.file.display()))?;
        let atlas = Atlas::open(&self.data.folder)?;
        let preview = atlas.import_control(BufReader::new(file), self.dry_run)?;
        self.print(&preview, out)
    }

    fn print(&self, preview: &Preview, out: &mut impl Write) -> anyhow::Result<()> {
        let done = if self.dry_run { "would be " } else { "" };
        writeln!(out, "{done}new: {}", preview.new)?;
        writeln!(out, "{done}changed: {}", preview.changed)?;
        if preview.withdrawn > 0 {
            writeln!(out, "{done}withdrawn: {}", preview.withdrawn)?;
        }
        writeln!(out, "unchanged: {}", preview.unchanged)?;
        writeln!(out, "of no use: {}", preview.ignored)?;
        writeln!(out, "refused: {}", preview.refused.len())?;
        for (row, why) in preview.refused.iter().take(MOST_PRINTED) {
            writeln!(out, "  row {row}: {why}")?;
        }
        if preview.refused.len() > MOST_PRINTED {
            writeln!(out, "  … and {} more", preview.refused.len() - MOST_PRINTED)?;
        }
        Ok(())
    }
}
