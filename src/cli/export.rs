//! `contactline export`.

use std::{io::Write, sync::Arc};

use clap::Args;

use crate::{
    atlas::{derived::BY_STANCE, download::Download, facade::Atlas},
    cli::args::DataFolder,
    format::kinds::{FORMATS, Format},
    line::stance::Stance,
    model::{bbox::Bbox, interval::Interval},
    query::{
        cql::{
            error::CqlError,
            position::Reference,
            query::{Language, Query},
        },
        filter::Filter,
    },
};

/// Write a layer to standard output, in any of the formats of /layers.
#[derive(Debug, Args)]
pub struct Export {
    /// The layer: region, stepanakert, contact-line, districts, places, borders, water, control,
    /// incidents or claims
    layer: String,
    /// geojson, geojsons, geojsonl, csv, hxl.csv, csv-metadata.json, kml, gpx, gpkg, fgb or xlsx
    #[arg(long, default_value = "geojson", value_parser = format)]
    format: Format,
    /// Properties without nesting, for geojson, geojsons and geojsonl: all others are flat anyway
    #[arg(long)]
    flat: bool,
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
    /// A condition in CQL2 text, such as "summary LIKE '%bridge%'"; /queryables names what there is
    #[arg(long, value_parser = condition)]
    filter: Option<Arc<Query>>,
    #[command(flatten)]
    data: DataFolder,
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
            cql: self.filter,
            ..Filter::default()
        };
        anyhow::ensure!(
            self.stance.is_none() || BY_STANCE.contains(&self.layer.as_str()),
            "Only the layers {} know a stance; leave it out.",
            BY_STANCE.join(" and ")
        );
        let stance = self.stance.unwrap_or_default();
        let asked = Download {
            address: format!("{}.csv", self.layer),
            layer: self.layer,
            format: self.format,
            filter,
            stance,
            flat: self.flat,
            part: Vec::new(),
        };
        let atlas = Atlas::open(&self.data.folder)?;
        atlas.download(&asked, |_| Some(out))?;
        Ok(())
    }
}

/// A condition in CQL2 text, with geometries in CRS84.
fn condition(text: &str) -> Result<Arc<Query>, CqlError> {
    Query::read(text, Language::Text, &Reference::CRS84).map(Arc::new)
}

/// A format by its extension.
fn format(extension: &str) -> Result<Format, String> {
    Format::of_extension(extension).ok_or_else(|| {
        let extensions: Vec<&str> = FORMATS.iter().map(|offer| offer.extension).collect();
        format!("Give one of {}.", extensions.join(", "))
    })
}
