//! `contactline line` and `contactline locate`.

use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use crate::{
    atlas::facade::Atlas,
    cli::args::DataFolder,
    model::{interval::parse_day, position::LonLat},
};

/// The line of contact on a date, as a `GeoJSON` feature.
#[derive(Debug, Args)]
pub struct Line {
    /// The day, YYYY-MM-DD
    #[arg(long, value_parser = parse_day)]
    on: Date,
    #[command(flatten)]
    data: DataFolder,
}

/// Where a position lies along the line of contact, as JSON.
#[derive(Debug, Args)]
pub struct Locate {
    /// Longitude in degrees
    #[arg(allow_negative_numbers = true)]
    lon: f64,
    /// Latitude in degrees
    #[arg(allow_negative_numbers = true)]
    lat: f64,
    /// The day, YYYY-MM-DD
    #[arg(long, value_parser = parse_day)]
    on: Date,
    #[command(flatten)]
    data: DataFolder,
}

impl Line {
    /// Prints the line.
    ///
    /// # Errors
    /// For a day before the first version.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        writeln!(out, "{}", Atlas::open(&self.data.folder)?.line_on(self.on)?)?;
        Ok(())
    }
}

impl Locate {
    /// Prints the position along the line.
    ///
    /// # Errors
    /// For a position outside the region, or a day before the first version.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let position = LonLat::new(self.lon, self.lat)?;
        writeln!(
            out,
            "{}",
            Atlas::open(&self.data.folder)?.locate(position, self.on)?
        )?;
        Ok(())
    }
}
