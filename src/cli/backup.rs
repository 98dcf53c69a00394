//! `contactline backup` and `contactline restore`.

use std::{io::Write, path::PathBuf};

use anyhow::bail;
use clap::Args;

use crate::{atlas::backup, cli::args::DataFolder};

/// Copy everything stored to one file, while the server runs.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to make; it holds accounts too, so keep it where others cannot read it
    file: PathBuf,
    #[command(flatten)]
    data: DataFolder,
}

/// Put a backup in place of what is stored, while no server runs.
#[derive(Debug, Args)]
pub struct Restore {
    /// A file that backup made
    file: PathBuf,
    #[command(flatten)]
    data: DataFolder,
}

impl Backup {
    /// Makes the file and prints what is in it.
    ///
    /// # Errors
    /// When it cannot be made, or holds something that is not as it was.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let made = backup::backup(&self.data.folder, &self.file)?;
        for sentence in made.checked.sound.iter().chain(&made.checked.faults) {
            writeln!(out, "{sentence}")?;
        }
        writeln!(out, "{} holds {} bytes.", self.file.display(), made.bytes)?;
        if !made.checked.faults.is_empty() {
            bail!(
                "{} is a true copy of a data folder that is not as it was; restore an older backup.",
                self.file.display()
            );
        }
        Ok(())
    }
}

impl Restore {
    /// Puts the file in place and prints what became of the data before it.
    ///
    /// # Errors
    /// When the file is no backup or is damaged, or somebody works in the data folder.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let restored = backup::restore(&self.file, &self.data.folder)?;
        for sentence in &restored.checked.sound {
            writeln!(out, "{sentence}")?;
        }
        writeln!(
            out,
            "{} holds what {} held. Everybody is logged out; tokens are those of the backup: look \
             at contactline token list for some that were revoked since.",
            self.data.folder.display(),
            self.file.display()
        )?;
        if let Some(aside) = restored.aside {
            writeln!(
                out,
                "What was there before lies in {}; remove it when it is no longer needed.",
                aside.display()
            )?;
        }
        Ok(())
    }
}
