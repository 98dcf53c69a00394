//! `contactline webhook`.

use std::io::Write;

use clap::{Args, Subcommand};

use crate::{atlas::facade::Atlas, cli::args::DataFolder};

/// Tell other programs what changes in public.
#[derive(Debug, Args)]
pub struct Webhook {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Tell an address of every change from now on, and print what messages to it are signed with
    Add {
        /// Where messages are sent, by http or https
        url: String,
        #[command(flatten)]
        data: DataFolder,
    },
    /// The addresses that are told, and why one of them fails
    List {
        #[command(flatten)]
        data: DataFolder,
    },
    /// Tell an address no more
    Remove {
        /// Its number, as list shows it
        id: i64,
        #[command(flatten)]
        data: DataFolder,
    },
}

impl Webhook {
    /// Does what is asked.
    ///
    /// # Errors
    /// When the address will not do, or there is none of that number.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        match self.action {
            Action::Add { url, data } => {
                let hook = Atlas::open(&data.folder)?.add_webhook(&url)?;
                writeln!(out, "{}", hook.secret)?;
            }
            Action::List { data } => {
                for hook in Atlas::open(&data.folder)?.webhooks()? {
                    let state = match (&hook.trouble, hook.failures) {
                        (Some(trouble), 1) => format!("failed once: {trouble}"),
                        (Some(trouble), failures) => format!("failed {failures} times: {trouble}"),
                        (None, _) => "well".to_owned(),
                    };
                    writeln!(out, "{}  {}  {state}", hook.id, hook.url)?;
                }
            }
            Action::Remove { id, data } => {
                Atlas::open(&data.folder)?.remove_webhook(id)?;
                writeln!(out, "Removed.")?;
            }
        }
        Ok(())
    }
}
