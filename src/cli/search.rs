//! `contactline search`.

use std::io::Write;

use clap::Args;

use crate::{atlas::facade::Atlas, cli::args::DataFolder, model::names::Language};

/// Find a place by name, in any script; answers as `GeoJSON`.
#[derive(Debug, Args)]
pub struct Search {
    /// The name, or its beginning
    name: String,
    /// How many answers at the most
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// Language of the labels: en, az, hy or ru
    #[arg(long, default_value = "en", value_parser = language)]
    lang: Language,
    #[command(flatten)]
    data: DataFolder,
}

impl Search {
    /// Prints what is found.
    ///
    /// # Errors
    /// When the data folder cannot be used.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let found = Atlas::open(&self.data.folder)?.search(&self.name, self.limit, self.lang)?;
        writeln!(out, "{found}")?;
        Ok(())
    }
}

fn language(code: &str) -> Result<Language, String> {
    Language::of_code(code)
        .ok_or_else(|| format!("There are no names in \"{code}\"; take en, az, hy or ru."))
}
