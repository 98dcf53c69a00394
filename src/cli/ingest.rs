//! `contactline ingest`.

use std::{io::Write, path::PathBuf};

use clap::Args;

use crate::{
    atlas::facade::Atlas,
    cli::{
        args::DataFolder,
        report_file::{self, Given},
        review,
    },
};

/// Store a report and draw draft incidents from it.
#[derive(Debug, Args)]
pub struct Ingest {
    /// The report: a text under a head of "Source:", "Side:" and "Published:" lines, or JSON
    file: PathBuf,
    #[command(flatten)]
    data: DataFolder,
    /// Who published it
    #[arg(long)]
    source: Option<String>,
    /// Affinity of the publisher: az, arm or third-party
    #[arg(long)]
    side: Option<String>,
    /// Day of publication, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// ISO 639-1 code of its language
    #[arg(long)]
    language: Option<String>,
    /// Where it was seen
    #[arg(long)]
    url: Option<String>,
}

impl Ingest {
    /// Stores the report and prints the drafts.
    ///
    /// # Errors
    /// When the file does not read, or the report will not do.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let given = Given {
            source: self.source,
            side: self.side,
            published: self.published,
            language: self.language,
            url: self.url,
        };
        let submission = report_file::read(&self.file, given)?;
        let atlas = Atlas::open(&self.data.folder)?;
        let ingested = atlas.ingest(&submission, review::ACTOR)?;
        let report = &ingested.report;
        if ingested.created {
            writeln!(
                out,
                "Stored report {} (SHA-256 {}).",
                report.id, report.sha256
            )?;
        } else {
            writeln!(
                out,
                "Report {} is stored already; nothing was changed.",
                report.id
            )?;
        }
        for kept in &ingested.incidents {
            review::print(out, kept)?;
        }
        if ingested.created {
            writeln!(
                out,
                "Look at a draft with: contactline review show ID; publish it with: contactline review accept ID"
            )?;
        }
        Ok(())
    }
}
