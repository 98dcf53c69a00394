//! `contactline user`.

use std::io::{self, BufRead as _, IsTerminal as _, Write};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};

use crate::{
    atlas::{facade::Atlas, users::Change},
    cli::args::DataFolder,
    model::role::Role,
};

/// Who the log names for what is done here.
const ACTOR: &str = "command line";

/// Add, list and change accounts.
#[derive(Debug, Args)]
pub struct User {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Add a user; the password is asked for, or read from standard input
    Add {
        /// Name to sign in with; history names it
        name: String,
        /// reader, contributor, editor, moderator or admin
        #[arg(long)]
        role: Role,
        #[command(flatten)]
        data: DataFolder,
    },
    /// All users
    List {
        #[command(flatten)]
        data: DataFolder,
    },
    /// Lock a user out; sessions and tokens end at once
    Disable {
        /// The user
        name: String,
        #[command(flatten)]
        data: DataFolder,
    },
    /// Let a user in again
    Enable {
        /// The user
        name: String,
        #[command(flatten)]
        data: DataFolder,
    },
    /// Set a new password, asked for or read from standard input; sessions and tokens end at once
    Password {
        /// The user
        name: String,
        #[command(flatten)]
        data: DataFolder,
    },
    /// Set another role; sessions and tokens end at once
    Role {
        /// The user
        name: String,
        /// reader, contributor, editor, moderator or admin
        role: Role,
        #[command(flatten)]
        data: DataFolder,
    },
}

impl User {
    /// Does what is asked.
    ///
    /// # Errors
    /// When name or password will not do, or there is no such user.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let (name, change, data) = match self.action {
            Action::Add { name, role, data } => {
                let atlas = Atlas::open(&data.folder)?;
                let name = atlas.add_user(&name, role, &password()?, ACTOR)?;
                writeln!(out, "Added {name}, {role}.")?;
                return Ok(());
            }
            Action::List { data } => {
                for user in Atlas::open(&data.folder)?.users()? {
                    let locked = if user.disabled_at.is_some() {
                        "  locked out"
                    } else {
                        ""
                    };
                    writeln!(out, "{}  {}{locked}", user.name, user.role)?;
                }
                return Ok(());
            }
            Action::Password { name, data } => {
                let password = password()?;
                Atlas::open(&data.folder)?.change_user(
                    &name,
                    Change::Password(&password),
                    ACTOR,
                )?;
                writeln!(out, "Changed; open sessions and tokens have ended.")?;
                return Ok(());
            }
            Action::Disable { name, data } => (name, Change::Disabled(true), data),
            Action::Enable { name, data } => (name, Change::Disabled(false), data),
            Action::Role { name, role, data } => (name, Change::Role(role), data),
        };
        let user = Atlas::open(&data.folder)?.change_user(&name, change, ACTOR)?;
        let state = if user.disabled_at.is_some() {
            "is locked out"
        } else {
            "can sign in"
        };
        writeln!(out, "{}, {}, {state}.", user.name, user.role)?;
        Ok(())
    }
}

/// A password: typed twice without being shown, or the first line of standard input.
fn password() -> anyhow::Result<String> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        let ask = |prompt| {
            rpassword::prompt_password(prompt).context("The password cannot be read here.")
        };
        let first = ask("Password: ")?;
        if first != ask("Again: ")? {
            bail!("The two are not the same; nothing was changed.");
        }
        return Ok(first);
    }
    let mut line = String::new();
    stdin
        .lock()
        .read_line(&mut line)
        .context("Give the password as the first line of standard input, in UTF-8.")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
