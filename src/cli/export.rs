//! `contactline export`.

use std::io::Write;

use clap::Args;

use crate::{
    atlas::facade::Atlas,
    cli::args::DataFolder,
    model::{bbox::Bbox, interval::Interval},
    store::query::Filter,
};

/// Write a layer as `GeoJSON` to standard output.
#[derive(Debug, Args)]
pub struct Export {
    /// The layer: region, stepanakert, contact-line, districts, places, borders, water, control,
    /// incidents or claims
    layer: String,
    /// west,south,east,north in degrees
    #[arg(long, allow_hyphen_values = true)]
    bbox: Option<Bbox>,
    /// A day, or an interval such as 2020-09-27/2020-10-04
    #[arg(long)]
    datetime: Option<Interval>,
    #[command(flatten)]
    data: DataFolder,
}

impl Export {
    /// Writes the layer.
    ///
    /// # Errors
    /// When there is no such layer.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let filter = Filter {
            bbox: self.bbox,
            interval: self.datetime,
        };
        Atlas::open(&self.data.folder)?.layer(&self.layer, &filter, |_| Some(out))?;
        Ok(())
    }
}
