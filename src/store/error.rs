//! What can go wrong with the data folder.

use std::path::PathBuf;

use thiserror::Error;

/// Why the store could not do something.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The folder cannot be made or its file not be opened.
    #[error(
        "The data folder {folder} cannot be used: {why}. Check that it exists and that you may write to it."
    )]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The system's reason.
        why: String,
    },
    /// A file besides the data folder's own cannot be read or written.
    #[error("{file} cannot be used: {why}.")]
    File {
        /// The file.
        file: PathBuf,
        /// The system's reason.
        why: String,
    },
    /// Somebody has the data folder open.
    #[error(
        "The data folder {0} is in use, and nothing was changed: stop the server and whatever else \
         works in it, then try again."
    )]
    InUse(PathBuf),
    /// Somebody else's file.
    #[error("{0} is a database of another program; choose another data folder.")]
    Foreign(PathBuf),
    /// Written by a later version.
    #[error(
        "The data folder was written by a newer contactline (schema {found}, this one knows \
         {known}). Start the newer version, or restore a backup made with this one."
    )]
    Newer {
        /// The schema number that was found.
        found: i64,
        /// The last schema number that this version knows.
        known: i64,
    },
    /// `SQLite` too old.
    #[error(
        "This build carries SQLite {0}, which can damage a database; 3.51.3 or later is needed."
    )]
    OldSqlite(&'static str),
    /// A record that does not read back.
    #[error("The record {0} in the data folder is damaged.")]
    Damaged(String),
    /// The database refused.
    #[error("The database failed: {0}")]
    Sqlite(rusqlite::Error),
    /// No room.
    #[error(
        "The disk that holds the data folder is full; nothing was stored. Make room and try again."
    )]
    Full,
    /// No right to write.
    #[error(
        "The data folder cannot be written to; nothing was stored. Check its owner and its rights."
    )]
    ReadOnly,
    /// No file for a download that is made as one.
    #[error(
        "No temporary file could be made: {0}. Make room in the folder for temporary files (TMPDIR) \
         and try again."
    )]
    Temporary(String),
    /// All readers stayed busy, or another process holds the data folder.
    #[error("The data folder is busy with other requests; try again in a moment.")]
    Busy,
}

impl StoreError {
    /// The same for another who shares what failed.
    #[must_use]
    pub fn again(&self) -> Self {
        match self {
            Self::Full => Self::Full,
            Self::ReadOnly => Self::ReadOnly,
            Self::Sqlite(rusqlite::Error::SqliteFailure(cause, said)) => {
                Self::Sqlite(rusqlite::Error::SqliteFailure(*cause, said.clone()))
            }
            _ => Self::Busy,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Sqlite(error),
        }
    }
}
