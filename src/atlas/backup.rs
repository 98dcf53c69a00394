//! Backups: one file that holds all of a data folder, made while it is in use, and put back.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::{
    atlas::{
        error::AtlasError,
        verify::{Checked, verified},
    },
    store::{
        backup::{copied, end_sessions, file_in, held, name, set_aside},
        checks,
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
    let copy = copied(from, &to)?;
    let checked = checked(copy.path())?;
    if let Some(fault) = checked.faults.first() {
        return Err(AtlasError::Refused(format!(
            "{} is not as it was made, and nothing was changed: {fault}",
            from.display()
        )));
    }
    end_sessions(copy.path())?;
    let mark = Timestamp::now()
        .strftime("before-%Y%m%dT%H%M%SZ")
        .to_string();
    let aside = set_aside(folder, &mark)?;
    name(copy, &to)?;
    Ok(Restored { checked, aside })
}

/// Reads a copy back. That of an older version is checked as a file: what its records vouch for is
/// checked once it is brought up to date.
fn checked(copy: &Path) -> Result<Checked, AtlasError> {
    let held = held(copy)?;
    let transaction = held.connection.unchecked_transaction();
    let transaction = transaction.map_err(StoreError::from)?;
    if held.current {
        return verified(&transaction);
    }
    let mut checked = Checked::default();
    checked.say(
        checks::integrity(&transaction)?,
        "The database file is sound; an older version wrote it, and it is brought up to date when it \
         is opened."
            .to_owned(),
    );
    Ok(checked)
}
