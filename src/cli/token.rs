//! `contactline token`.

use std::io::Write;

use clap::{Args, Subcommand};
use jiff::Timestamp;

use crate::{atlas::facade::Atlas, cli::args::DataFolder, model::scope::Scope};

/// Make, list and revoke editors' tokens.
#[derive(Debug, Args)]
pub struct Token {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a token and print it; it cannot be shown again
    New {
        /// Whom or what it is for; history names it
        #[arg(long)]
        label: String,
        /// What it allows
        #[arg(long, default_value_t = Scope::Editor)]
        scope: Scope,
        /// Whose it is: it may do no more than that user, and ends when role or password change
        #[arg(long, value_name = "NAME")]
        user: Option<String>,
        /// Life in days
        #[arg(long, default_value_t = 90)]
        days: u16,
        #[command(flatten)]
        data: DataFolder,
    },
    /// All tokens, without their secrets
    List {
        #[command(flatten)]
        data: DataFolder,
    },
    /// Revoke a token
    Revoke {
        /// The token, or its public part as list shows it
        id: String,
        #[command(flatten)]
        data: DataFolder,
    },
}

impl Token {
    /// Does what is asked.
    ///
    /// # Errors
    /// When the label will not do, or there is no such token.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        match self.action {
            Action::New {
                label,
                scope,
                user,
                days,
                data,
            } => {
                let atlas = Atlas::open(&data.folder)?;
                let token = match user {
                    Some(user) => atlas.new_token_of(&user, &label, scope, days)?,
                    None => atlas.new_token(&label, scope, days)?,
                };
                writeln!(out, "{token}")?;
            }
            Action::List { data } => {
                for token in Atlas::open(&data.folder)?.tokens()? {
                    let until = Timestamp::from_millisecond(token.expires_at)
                        .map_or_else(|_| "?".to_owned(), |at| at.strftime("%Y-%m-%d").to_string());
                    let state = if token.revoked_at.is_some() {
                        "revoked"
                    } else {
                        "valid"
                    };
                    writeln!(
                        out,
                        "{}  {}  {state} until {until}  {}{}",
                        token.id,
                        token.scope,
                        token.label,
                        token
                            .user
                            .map_or_else(String::new, |user| format!("  of {user}"))
                    )?;
                }
            }
            Action::Revoke { id, data } => {
                Atlas::open(&data.folder)?.revoke_token(&id)?;
                writeln!(out, "Revoked.")?;
            }
        }
        Ok(())
    }
}
