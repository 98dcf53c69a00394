//! Backups: one file that holds all of a data folder, made while it is in use, and put back.

use std::{
    fmt::Display,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::{
    atlas::{
        error::AtlasError,
        verify::{Checked, verified},
    },
    evidence::hash::hex,
    store::{
        backup::{content, copied, file_in, held, name, seal, sealed, set_aside, unseal},
        checks,
        database::Transaction,
        error::StoreError,
    },
};

/// A backup that was made.
#[derive(Debug)]
pub struct Made {
    /// How long its file is.
    pub bytes: u64,
    /// What was found in it.
    pub checked: Checked,
}

/// What came of putting a backup back.
#[derive(Debug)]
pub struct Restored {
    /// What was found in it.
    pub checked: Checked,
    /// Where the data that were there before lie now.
    pub aside: Option<PathBuf>,
}

/// Copies all of a data folder, as it is at this moment, to one file; a server may use the folder
/// meanwhile. The copy is read back and checked before it gets its name.
///
/// # Errors
/// [`AtlasError::Conflict`] when there is such a file already, and [`AtlasError::Store`].
pub fn backup(folder: &Path, to: &Path) -> Result<Made, AtlasError> {
    if to.exists() {
        return Err(AtlasError::Conflict(format!(
            "There is a file {} already, which is not written over; choose another name.",
            to.display()
        )));
    }
    let copy = copied(&file_in(folder), to)?;
    let content = held(copy.path())?.read(content_hash)?;
    seal(copy.path(), &content)?;
    let checked = checked(copy.path())?;
    let bytes = copy.as_file().metadata().map_or(0, |file| file.len());
    name(copy, to)?;
    Ok(Made { bytes, checked })
}

/// Makes a backup the data of a folder. Data that are there already are kept beside it under another
/// name; login sessions of the backup are ended.
///
/// # Errors
/// [`AtlasError::Refused`] when the backup is not as it was made, [`AtlasError::Store`] when it is
/// none, or the folder is in use.
pub fn restore(from: &Path, folder: &Path) -> Result<Restored, AtlasError> {
    std::fs::create_dir_all(folder).map_err(|error| StoreError::Folder {
        folder: folder.to_owned(),
        why: error.to_string(),
    })?;
    let to = file_in(folder);
    let damaged = |fault: &dyn Display| {
        AtlasError::Refused(format!(
            "{} is not as it was made, and nothing was changed: {fault}",
            from.display()
        ))
    };
    // What cannot even be read is no less damaged; other errors of the store are not the backup's.
    let read = |error| match error {
        AtlasError::Store(StoreError::Sqlite(_) | StoreError::Damaged(_))
        | AtlasError::Builtin(_)
        | AtlasError::Refused(_) => damaged(&error),
        other => other,
    };
    let copy = copied(from, &to).map_err(|error| read(error.into()))?;
    let checked = checked(copy.path()).map_err(read)?;
    if let Some(fault) = checked.faults.first() {
        return Err(damaged(fault));
    }
    unseal(copy.path())?;
    let mark = Timestamp::now()
        .strftime("before-%Y%m%dT%H%M%SZ")
        .to_string();
    let aside = set_aside(folder, &mark)?;
    if let Err(error) = name(copy, &to) {
        // What was there stays there.
        if let Some(aside) = aside {
            let _ = std::fs::rename(aside, &to);
        }
        return Err(error.into());
    }
    Ok(Restored { checked, aside })
}

/// Reads a copy back. Of one that an older version wrote, what its records vouch for is checked once it
/// is brought up to date.
fn checked(copy: &Path) -> Result<Checked, AtlasError> {
    let held = held(copy)?;
    held.read(|transaction| {
        let mut checked = if held.current {
            verified(transaction)?
        } else {
            let mut checked = Checked::default();
            let sound = "The database file is sound; an older version wrote it, and it is brought up \
                         to date when it is opened.";
            checked.say(checks::integrity(transaction)?, sound.to_owned());
            checked
        };
        if let Some(noted) = sealed(transaction)? {
            let mut faults = Vec::new();
            if noted != content_hash(transaction)? {
                faults.push("What the backup holds is not what was put into it.".to_owned());
            }
            checked.say(faults, "The backup holds what was put into it.".to_owned());
        }
        Ok(checked)
    })
}

/// A hash of everything that a copy holds.
fn content_hash(copy: &Transaction<'_>) -> Result<String, AtlasError> {
    let mut hash = Sha256::new();
    content(copy, |bytes| hash.update(bytes))?;
    Ok(hex(&hash.finalize()))
}
