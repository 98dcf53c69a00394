//! `contactline feed`.

use std::io::Write;

use anyhow::bail;
use clap::{Args, Subcommand};

use crate::{
    atlas::{facade::Atlas, feeds::Polled, history::moment},
    capture::{
        fetch::{Fetcher, Limits},
        reach::Reach,
    },
    cli::{args::DataFolder, review},
    model::side::Side,
};

/// Watch feeds: what is new in them waits in the inbox for an editor.
#[derive(Debug, Args)]
pub struct Feed {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Watch an RSS, Atom or JSON feed
    Add {
        /// Its address
        url: String,
        /// Who publishes it
        #[arg(long, value_name = "TITLE")]
        source: String,
        /// Affinity of the publisher: az, arm or third-party
        #[arg(long)]
        side: Side,
        #[command(flatten)]
        data: DataFolder,
    },
    /// The feeds that are watched
    List {
        #[command(flatten)]
        data: DataFolder,
    },
    /// Stop watching a feed; its items stay in the inbox
    Remove {
        /// Its number, as list shows it
        id: i64,
        #[command(flatten)]
        data: DataFolder,
    },
    /// Ask a feed for what is new, or all of them that are not resting after a failure
    Poll {
        /// Its number, as list shows it; a feed that is named is asked even when it rests
        #[arg(conflicts_with = "all", required_unless_present = "all")]
        id: Option<i64>,
        /// All feeds
        #[arg(long)]
        all: bool,
        /// Let these private addresses be asked too; without an address, every private network and
        /// this machine, at any port
        #[arg(
            long,
            num_args = 0..=1,
            require_equals = true,
            default_missing_value = "any",
            value_name = "ADDRESS:PORT"
        )]
        allow_private: Option<Reach>,
        #[command(flatten)]
        data: DataFolder,
    },
}

impl Feed {
    /// Does what is asked.
    ///
    /// # Errors
    /// When the feed cannot be added, there is none of this number, or one that was asked failed.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        match self.action {
            Action::Add {
                url,
                source,
                side,
                data,
            } => {
                let atlas = Atlas::open(&data.folder)?;
                let feed = atlas.add_feed(&url, &source, side, review::ACTOR)?;
                writeln!(
                    out,
                    "Feed {} is watched: {}. Ask it with: contactline feed poll {}, or by the clock \
                     with: contactline serve --poll-feeds MINUTES",
                    feed.id, feed.url, feed.id
                )?;
            }
            Action::List { data } => {
                for feed in Atlas::open(&data.folder)?.feeds()? {
                    let asked = feed.polled_at.map_or_else(|| "never".to_owned(), moment);
                    writeln!(
                        out,
                        "{}  {}  {} ({})  asked: {asked}",
                        feed.id, feed.url, feed.source, feed.side
                    )?;
                    if let Some(trouble) = feed.trouble {
                        writeln!(out, "   {trouble}")?;
                    }
                }
            }
            Action::Remove { id, data } => {
                Atlas::open(&data.folder)?.remove_feed(id, review::ACTOR)?;
                writeln!(out, "Feed {id} is not watched any more.")?;
            }
            Action::Poll {
                id,
                all: _,
                allow_private,
                data,
            } => {
                let atlas = Atlas::open(&data.folder)?;
                let fetcher = Fetcher {
                    reach: allow_private.unwrap_or_default(),
                    limits: Limits::default(),
                };
                let wanted = id.map_or_else(|| atlas.due_feeds(), |id| Ok(vec![id]))?;
                let mut failed = 0;
                for id in wanted {
                    let Polled { feed, new } = atlas.poll_feed(id, &fetcher)?;
                    match feed.trouble {
                        None => writeln!(out, "Feed {id}: {new} new items in the inbox.")?,
                        Some(trouble) => {
                            failed += 1;
                            writeln!(out, "Feed {id}: {new} new items in the inbox. {trouble}")?;
                        }
                    }
                }
                if failed > 0 {
                    bail!("{failed} of the feeds had trouble; contactline feed list says which.");
                }
            }
        }
        Ok(())
    }
}
