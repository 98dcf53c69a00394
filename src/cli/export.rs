//! `contactline export`.

use std::io::Write;

use clap::{Args, ValueEnum};

use crate::{
    atlas::{derived::BY_STANCE, facade::Atlas},
    cli::args::DataFolder,
    line::stance::Stance,
    model::{bbox::Bbox, interval::Interval},
    store::query::Filter,
};

/// Write a layer to standard output.
#[derive(Debug, Args)]
pub struct Export {
    /// The layer: region, stepanakert, contact-line, districts, places, borders, water, control,
    /// incidents or claims
    layer: String,
    /// geojson, or csv for incidents
    #[arg(long, value_enum, default_value = "geojson")]
    format: Format,
    /// west,south,east,north in degrees
    #[arg(long, allow_hyphen_values = true)]
    bbox: Option<Bbox>,
    /// A day, or an interval such as 2020-09-27/2020-10-04
    #[arg(long)]
    datetime: Option<Interval>,
    /// Whose statements count, for contact-line and control with a time: agreed, arm-claimed,
    /// az-claimed or third-party
    #[arg(long, requires = "datetime")]
    stance: Option<Stance>,
    #[command(flatten)]
    data: DataFolder,
}

/// How the layer is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A feature collection.
    Geojson,
    /// A flat table for spreadsheets.
    Csv,
}

impl Export {
    /// Writes the layer.
    ///
    /// # Errors
    /// When there is no such layer, or it knows no stance.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let filter = Filter {
            bbox: self.bbox,
            interval: self.datetime,
            ..Filter::default()
        };
        anyhow::ensure!(
            self.stance.is_none() || BY_STANCE.contains(&self.layer.as_str()),
            "Only the layers {} know a stance; leave it out.",
            BY_STANCE.join(" and ")
        );
        let stance = self.stance.unwrap_or_default();
        let atlas = Atlas::open(&self.data.folder)?;
        match self.format {
            Format::Geojson => atlas.layer(&self.layer, &filter, stance, |_| Some(out))?,
            Format::Csv => atlas.layer_as_table(&self.layer, &filter, |_| Some(out))?,
        }
        Ok(())
    }
}
