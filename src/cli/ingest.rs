//! `contactline ingest`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::Args;

use crate::{
    atlas::{
        capture::{Asker, Captured},
        facade::Atlas,
        ingest::Ingested,
    },
    capture::{
        fetch::{Fetcher, Limits},
        reach::Reach,
    },
    cli::{
        args::DataFolder,
        report_file::{self, Given},
        review,
    },
    model::{
        capture::{Wanted, WantedSource},
        interval::parse_day,
    },
};

/// Store a report and draw draft incidents from it.
#[derive(Debug, Args)]
pub struct Ingest {
    /// The report: a text under a head of "Source:", "Side:" and "Published:" lines, or JSON; or the
    /// address of a web page, which begins with http:// or https://
    #[arg(value_name = "FILE|URL")]
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
    /// Let these private addresses be asked too; without an address, every private network and this
    /// machine, at any port
    #[arg(
        long,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "any",
        value_name = "ADDRESS:PORT"
    )]
    allow_private: Option<Reach>,
}

impl Ingest {
    /// Stores the report and prints the drafts.
    ///
    /// # Errors
    /// When the file does not read, or the report will not do.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        if let Some(address) = address(&self.file) {
            let captured = self.fetch(address)?;
            return print_captured(out, &captured);
        }
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
        print(out, &ingested)
    }

    /// Fetches and stores the report at an address.
    fn fetch(&self, address: String) -> anyhow::Result<Captured> {
        let side = self.side.as_deref().context(
            "Say whose side the publisher of the page is on: --side az, --side arm or --side \
             third-party.",
        )?;
        let wanted = Wanted {
            url: address,
            source: WantedSource {
                title: self.source.clone(),
                side: side.parse()?,
            },
            published: self.published.as_deref().map(parse_day).transpose()?,
            language: self.language.clone(),
        };
        let fetcher = Fetcher {
            reach: self.allow_private.clone().unwrap_or_default(),
            limits: Limits::default(),
        };
        let asker = Asker {
            actor: review::ACTOR,
            edits: true,
        };
        let atlas = Atlas::open(&self.data.folder)?;
        Ok(atlas.capture(&wanted, &fetcher, asker)?)
    }
}

/// The address of the web that stands where a file may stand.
fn address(file: &Path) -> Option<String> {
    let text = file.to_str()?;
    let web = text.starts_with("http://") || text.starts_with("https://");
    web.then(|| text.to_owned())
}

/// Prints what became of an address.
///
/// # Errors
/// When `out` cannot be written to.
pub fn print_captured(out: &mut impl Write, captured: &Captured) -> anyhow::Result<()> {
    if captured.unchanged {
        writeln!(
            out,
            "The address gives the same text as before, which is report {}; nothing was changed.",
            captured.ingested.report.id
        )?;
        return Ok(());
    }
    print(out, &captured.ingested)?;
    if let Some(earlier) = &captured.earlier {
        writeln!(
            out,
            "The address gave another text before, which is report {earlier}; it stays as it was."
        )?;
    }
    Ok(())
}

fn print(out: &mut impl Write, ingested: &Ingested) -> anyhow::Result<()> {
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
