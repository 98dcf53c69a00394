//! `contactline search`.

use std::io::Write;

use clap::Args;

use crate::{atlas::facade::Atlas, cli::args::DataFolder};

/// Find a place by name, in any script; answers as `GeoJSON`.
#[derive(Debug, Args)]
pub struct Search {
    /// The name, or its beginning
    name: String,
    /// How many answers at the most
    #[arg(long, default_value_t = 10)]
    limit: usize,
    #[command(flatten)]
    data: DataFolder,
}

impl Search {
    /// Prints what is found.
    ///
    /// # Errors
    /// When the data folder cannot be used.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let found = Atlas::open(&self.data.folder)?.search(&self.name, self.limit)?;
        writeln!(out, "{found}")?;
        Ok(())
    }
}
