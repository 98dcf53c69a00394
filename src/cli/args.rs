//! The arguments, and which subcommand they call.

use std::{io::Write, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cli::{
    backup, export, feed, geoparse, import, ingest, line, policy, release, review, search, serve,
    token, user, webhook,
};

/// A self-hosted map server for one contested line: the line of contact around Nagorno-Karabakh.
#[derive(Debug, Parser)]
#[command(name = "contactline", version, about, propagate_version = true)]
pub struct Arguments {
    /// What is logged, and how.
    #[command(flatten)]
    pub log: Log,
    #[command(subcommand)]
    command: Command,
}

/// What is logged on standard error, and how.
#[derive(Debug, Args)]
#[command(next_help_heading = "Log")]
pub struct Log {
    /// What is logged on standard error: error, warn, info, debug or trace, for all or by target
    #[arg(
        id = "log_filter",
        long = "log",
        env = "CONTACTLINE_LOG",
        default_value = "info",
        global = true,
        value_name = "FILTER"
    )]
    pub filter: String,
    /// How it is logged: lines for people, or one JSON object a line
    #[arg(
        id = "log_format",
        long = "log-format",
        env = "CONTACTLINE_LOG_FORMAT",
        value_enum,
        default_value_t,
        global = true
    )]
    pub format: LogFormat,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// The data folder.
#[derive(Debug, Args)]
pub struct DataFolder {
    /// Folder that holds everything stored; it is made when there is none
    #[arg(
        long = "data",
        env = "CONTACTLINE_DATA",
        default_value = "data",
        value_name = "DIR"
    )]
    pub folder: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the page and the APIs
    Serve(serve::Serve),
    /// Find places, locations and claims in a text; nothing is stored
    Geoparse(geoparse::Geoparse),
    /// Store a report and draw draft incidents from it
    Ingest(ingest::Ingest),
    /// Bring a file of incidents, places or statements of control into the data folder
    Import(import::Import),
    /// Watch feeds: what is new in them waits in the inbox for an editor
    Feed(feed::Feed),
    /// Look at drafts and decide on them
    Review(review::Review),
    /// Write a layer to standard output
    Export(export::Export),
    /// The line of contact on a date
    Line(line::Line),
    /// What changed between two dates
    Compare(line::Compare),
    /// Incidents by kilometre along the line and by day, and how the line moved
    Diagram(line::Diagram),
    /// Where a position lies along the line of contact
    Locate(line::Locate),
    /// Find a place by name, in any script
    Search(search::Search),
    /// Make the release of a day: the hash of everything that is public
    Release(release::Release),
    /// Check the data folder, or a downloaded file against its releases
    Verify(release::Verify),
    /// Copy everything stored to one file, while the server runs
    Backup(backup::Backup),
    /// Put a backup in place of what is stored, while no server runs
    Restore(backup::Restore),
    /// Make, list and revoke editors' tokens
    Token(token::Token),
    /// Show the rules of publication, or make new ones
    Policy(policy::Policy),
    /// Add, list and change accounts
    User(user::User),
    /// Tell other programs what changes in public
    Webhook(webhook::Webhook),
}

/// Runs what the arguments ask for.
///
/// # Errors
/// Whatever the subcommand could not do, as a sentence.
pub fn run(arguments: Arguments, out: &mut impl Write) -> anyhow::Result<()> {
    match arguments.command {
        Command::Serve(serve) => serve.run(out),
        Command::Geoparse(geoparse) => geoparse.run(out),
        Command::Ingest(ingest) => ingest.run(out),
        Command::Import(import) => import.run(out),
        Command::Feed(feed) => feed.run(out),
        Command::Review(review) => review.run(out),
        Command::Export(export) => export.run(out),
        Command::Line(line) => line.run(out),
        Command::Compare(compare) => compare.run(out),
        Command::Diagram(diagram) => diagram.run(out),
        Command::Locate(locate) => locate.run(out),
        Command::Search(search) => search.run(out),
        Command::Release(release) => release.run(out),
        Command::Verify(verify) => verify.run(out),
        Command::Backup(backup) => backup.run(out),
        Command::Restore(restore) => restore.run(out),
        Command::Token(token) => token.run(out),
        Command::Policy(policy) => policy.run(out),
        Command::User(user) => user.run(out),
        Command::Webhook(webhook) => webhook.run(out),
    }
}
