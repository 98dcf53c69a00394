//! `contactline policy`.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::Args;

use crate::{atlas::facade::Atlas, cli::args::DataFolder, model::gate::Policy as Rules};

/// Show the rules of publication, or make new ones.
#[derive(Debug, Args)]
pub struct Policy {
    /// JSON with the new rules; without it the ones that hold are printed in the same form
    file: Option<PathBuf>,
    #[command(flatten)]
    data: DataFolder,
}

impl Policy {
    /// Does what is asked.
    ///
    /// # Errors
    /// When the file cannot be read, or the rules cannot be.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let rules = self.file.as_deref().map(read).transpose()?;
        let atlas = Atlas::open(&self.data.folder)?;
        if let Some(rules) = rules {
            let changed = atlas.set_policy(&rules, "command line")?;
            writeln!(
                out,
                "The rules hold; {changed} public incidents look different now."
            )?;
        } else {
            writeln!(out, "{}", serde_json::to_string_pretty(&atlas.policy()?)?)?;
        }
        Ok(())
    }
}

fn read(file: &Path) -> anyhow::Result<Rules> {
    let text =
        fs::read_to_string(file).with_context(|| format!("Cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| {
        format!(
            "{} holds no rules of publication; contactline policy prints those that hold as a \
             pattern",
            file.display()
        )
    })
}
