//! `contactline line`, `compare` and `locate`.

use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use crate::{
    atlas::{facade::Atlas, front::Question},
    cli::args::DataFolder,
    line::stance::Stance,
    model::{interval::parse_day, position::LonLat},
};

/// The line of contact on a date, as a `GeoJSON` feature.
#[derive(Debug, Args)]
pub struct Line {
    /// The day, YYYY-MM-DD
    #[arg(long, value_parser = parse_day)]
    on: Date,
    /// Whose statements count: agreed, arm-claimed, az-claimed or third-party
    #[arg(long, default_value_t)]
    stance: Stance,
    /// What had been stated by this day, YYYY-MM-DD; everything when left out
    #[arg(long, value_parser = parse_day)]
    as_of: Option<Date>,
    #[command(flatten)]
    data: DataFolder,
}

/// What changed between two dates, as JSON: places and area gained and lost.
#[derive(Debug, Args)]
pub struct Compare {
    /// The first day, YYYY-MM-DD
    #[arg(long, value_parser = parse_day)]
    from: Date,
    /// The second day, YYYY-MM-DD
    #[arg(long, value_parser = parse_day)]
    to: Date,
    /// Whose statements count: agreed, arm-claimed, az-claimed or third-party
    #[arg(long, default_value_t)]
    stance: Stance,
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
        let question = Question {
            on: self.on,
            stance: self.stance,
            as_of: self.as_of.unwrap_or(Date::MAX),
        };
        writeln!(out, "{}", Atlas::open(&self.data.folder)?.line(&question)?)?;
        Ok(())
    }
}

impl Compare {
    /// Prints what changed.
    ///
    /// # Errors
    /// For a day before the first version, or dates in the wrong order.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let atlas = Atlas::open(&self.data.folder)?;
        writeln!(
            out,
            "{}",
            atlas.line_compare(self.from, self.to, self.stance)?
        )?;
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
