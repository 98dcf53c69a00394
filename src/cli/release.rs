//! `contactline release` and `contactline verify`.

use std::{io::Write, path::PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::civil::Date;

use crate::{
    atlas::{facade::Atlas, release::LARGEST_FILE},
    cli::{args::DataFolder, review::ACTOR},
    evidence::check::Verdict,
    model::interval::parse_day,
};

/// Make the release of a day: the hash of everything that is public.
#[derive(Debug, Args)]
pub struct Release {
    /// The day, YYYY-MM-DD; today when left out
    #[arg(long, value_parser = parse_day)]
    date: Option<Date>,
    #[command(flatten)]
    data: DataFolder,
}

/// Check the data folder, or a downloaded file against its releases.
#[derive(Debug, Args)]
pub struct Verify {
    /// A manifest or a layer as it was downloaded; the data folder itself when left out
    file: Option<PathBuf>,
    /// The release to check against, YYYY-MM-DD; the one that fits when left out
    #[arg(long, requires = "file")]
    release: Option<String>,
    #[command(flatten)]
    data: DataFolder,
}

impl Release {
    /// Makes the release and prints its root.
    ///
    /// # Errors
    /// When there is one of this day that says something else.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let (manifest, new) = Atlas::open(&self.data.folder)?.release(self.date, ACTOR)?;
        let already = if new { "" } else { " (as before)" };
        writeln!(
            out,
            "Release {}{already}: {} records, root {}",
            manifest.date,
            manifest.records.len(),
            manifest.root
        )?;
        Ok(())
    }
}

impl Verify {
    /// Prints what was found, in sentences.
    ///
    /// # Errors
    /// When something is not as it was.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let atlas = Atlas::open(&self.data.folder)?;
        let Some(file) = self.file else {
            let checked = atlas.verify()?;
            for sentence in checked.sound.iter().chain(&checked.faults) {
                writeln!(out, "{sentence}")?;
            }
            if !checked.faults.is_empty() {
                bail!("The data folder is not as it was; restore it from a backup.");
            }
            return Ok(());
        };
        let size = std::fs::metadata(&file)
            .with_context(|| format!("{} cannot be read", file.display()))?
            .len();
        if size > LARGEST_FILE as u64 * 8 {
            bail!(
                "{} is larger than 256 MiB; check it in parts.",
                file.display()
            );
        }
        let bytes =
            std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let finding = atlas.check_file(&bytes, self.release.as_deref())?;
        for sentence in &finding.sentences {
            writeln!(out, "{sentence}")?;
        }
        if finding.verdict == Verdict::Failed {
            bail!(
                "{} is not as in the release of {}.",
                file.display(),
                finding.release
            );
        }
        Ok(())
    }
}
