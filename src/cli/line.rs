//! `contactline line`, `compare`, `diagram` and `locate`.

use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use crate::{
    atlas::{diagram::Span, facade::Atlas, front::Question},
    cli::args::DataFolder,
    line::stance::Stance,
    model::{id::Id, interval::parse_day, position::LonLat},
};

/// The line of contact on a date, as a `GeoJSON` feature.
#[derive(Debug, Args)]
pub struct Line {
    /// The day, YYYY-MM-DD
    #[arg(long, value_parser = parse_day, required_unless_present = "check")]
    on: Option<Date>,
    /// Rebuild the line of 26 September 2020 from settlements alone and print how it agrees with
    /// the base line
    #[arg(long, conflicts_with = "on")]
    check: bool,
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

/// Incidents by kilometre along the line and by day, and the line's movement, as JSON or CSV.
#[derive(Debug, Args)]
pub struct Diagram {
    /// The first day, YYYY-MM-DD
    #[arg(long, value_parser = parse_day, default_value = "2020-09-26")]
    from: Date,
    /// The last day, YYYY-MM-DD
    #[arg(long, value_parser = parse_day, default_value = "2020-12-01")]
    to: Date,
    /// Whose statements count: agreed, arm-claimed, az-claimed or third-party
    #[arg(long, default_value_t)]
    stance: Stance,
    /// What had been stated by this day, YYYY-MM-DD; everything when left out
    #[arg(long, value_parser = parse_day)]
    as_of: Option<Date>,
    /// One row for each incident instead
    #[arg(long)]
    csv: bool,
    #[command(flatten)]
    data: DataFolder,
}

/// Where a position or a place lies along the line of contact, as JSON.
#[derive(Debug, Args)]
pub struct Locate {
    /// Longitude in degrees
    #[arg(
        allow_negative_numbers = true,
        required_unless_present = "place",
        requires = "lat"
    )]
    lon: Option<f64>,
    /// Latitude in degrees
    #[arg(allow_negative_numbers = true)]
    lat: Option<f64>,
    /// A place by its identifier, instead of a position
    #[arg(long, conflicts_with = "lon")]
    place: Option<Id>,
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

impl Line {
    /// Prints the line.
    ///
    /// # Errors
    /// For a day before the first version.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let atlas = Atlas::open(&self.data.folder)?;
        let Some(on) = self.on else {
            return check(&atlas, out);
        };
        let question = Question {
            on,
            stance: self.stance,
            as_of: self.as_of.unwrap_or(Date::MAX),
        };
        writeln!(out, "{}", atlas.line(&question)?)?;
        Ok(())
    }
}

/// Prints how the line from settlements alone agrees with the base line.
fn check(atlas: &Atlas, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "median km  95 % km  overlap  length km  method")?;
    for (method, agreement) in atlas.line_check()? {
        let Some(found) = agreement else {
            writeln!(out, "no line                                {method}")?;
            continue;
        };
        writeln!(
            out,
            "{:9.2}  {:7.2}  {:7.3}  {:9.1}  {method}",
            found.median_m / 1000.0,
            found.within_95_m / 1000.0,
            found.overlap,
            found.length_km
        )?;
    }
    Ok(())
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

impl Diagram {
    /// Prints the diagram.
    ///
    /// # Errors
    /// For a day before the first version, or dates in the wrong order.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let atlas = Atlas::open(&self.data.folder)?;
        let span = Span {
            from: self.from,
            to: self.to,
            stance: self.stance,
            as_of: self.as_of,
        };
        if self.csv {
            write!(out, "{}", atlas.diagram_incidents(&span)?.csv()?)?;
        } else {
            writeln!(out, "{}", atlas.diagram(&span)?)?;
        }
        Ok(())
    }
}

impl Locate {
    /// Prints the position along the line.
    ///
    /// # Errors
    /// For a position outside the region, or a day before the first version.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let atlas = Atlas::open(&self.data.folder)?;
        let question = Question {
            on: self.on,
            stance: self.stance,
            as_of: self.as_of.unwrap_or(Date::MAX),
        };
        let found = match (self.place, self.lon, self.lat) {
            (Some(place), ..) => atlas.locate_place(&place, &question)?,
            (None, Some(lon), Some(lat)) => atlas.locate(LonLat::new(lon, lat)?, &question)?,
            _ => anyhow::bail!("Give longitude and latitude, or a place with --place."),
        };
        writeln!(out, "{found}")?;
        Ok(())
    }
}
