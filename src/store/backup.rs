//! Copies of the data folder's file: made while it is in use, put back while it is not.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{
    Connection, ErrorCode, OpenFlags,
    backup::{Backup, StepResult},
    types::ValueRef,
};
use tempfile::NamedTempFile;

use crate::store::{
    database::{FILE, Transaction, reader},
    error::StoreError,
    meta,
    migrations::{self, APPLICATION_ID},
    sessions,
};

/// Under which key a copy notes what it holds.
const SEAL: &str = "backup";

/// Pages that are copied in one step.
const PAGES: i32 = 256;

/// How long a copy waits when the file is locked for a moment.
const PAUSE: Duration = Duration::from_millis(20);

/// A file of ours, opened to be read and nothing else.
#[derive(Debug)]
pub struct Held {
    connection: Connection,
    /// Whether its schema is the one that this version writes.
    pub current: bool,
}

impl Held {
    /// Runs one read transaction.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError::Sqlite`].
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self.connection.unchecked_transaction();
        let transaction = transaction.map_err(StoreError::from)?;
        work(&Transaction::on(&transaction))
    }
}

/// Opens the file of a data folder, or a copy of one, without changing it.
///
/// # Errors
/// [`StoreError::Foreign`] for another program's file, [`StoreError::Newer`] for that of a later
/// version.
pub fn held(path: &Path) -> Result<Held, StoreError> {
    let missing = |error: io::Error| StoreError::File {
        file: path.to_owned(),
        why: error.to_string(),
    };
    File::open(path).map_err(missing)?;
    let ours = || -> Result<Connection, StoreError> {
        let connection = reader(path)?;
        let owner: i32 = connection.query_row("pragma application_id", [], |row| row.get(0))?;
        if owner == APPLICATION_ID {
            Ok(connection)
        } else {
            Err(StoreError::Foreign(path.to_owned()))
        }
    };
    let connection = ours().map_err(|error| match error {
        StoreError::Sqlite(cause) if cause.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            StoreError::Foreign(path.to_owned())
        }
        error => error,
    })?;
    let current = migrations::is_current(&connection)?;
    Ok(Held {
        connection,
        current,
    })
}

/// The file in a data folder.
#[must_use]
pub fn file_in(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// Copies a file of ours, as it is at this moment, to one without a name yet that lies beside `to`.
/// Others may read and write it meanwhile.
///
/// # Errors
/// As [`held`], and when the copy cannot be written.
pub fn copied(from: &Path, to: &Path) -> Result<NamedTempFile, StoreError> {
    let source = held(from)?.connection;
    // One state of the data, whatever is written meanwhile.
    let state = source.unchecked_transaction()?;
    state.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
    let copy = tempfile::Builder::new()
        .prefix(".contactline-")
        .tempfile_in(folder_of(to))
        .map_err(|error| written(to, &error))?;
    let mut target = Connection::open(copy.path())?;
    target.execute_batch("pragma synchronous = full;")?;
    let backup = Backup::new(&state, &mut target)?;
    loop {
        match backup.step(PAGES)? {
            StepResult::Done => break,
            StepResult::More => {}
            _ => std::thread::sleep(PAUSE),
        }
    }
    drop(backup);
    // One file, and no log beside it.
    target.query_row("pragma journal_mode = delete", [], |_| Ok(()))?;
    drop(target);
    Ok(copy)
}

/// Notes in a copy what it holds, so that it can be told later whether it still does.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn seal(copy: &Path, content: &str) -> Result<(), StoreError> {
    meta::set(&Connection::open(copy)?, SEAL, content)
}

/// What was noted in a copy, if something was.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn sealed(connection: &Connection) -> Result<Option<String>, StoreError> {
    meta::get(connection, SEAL)
}

/// Shows what a copy holds, but for what was noted in it: the tables by name, of each what it is and
/// every value of every row, with its kind and its length before it.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn content(connection: &Connection, mut show: impl FnMut(&[u8])) -> Result<(), StoreError> {
    let mut tables = connection.prepare(
        "select name, sql from sqlite_schema
         where type = 'table' and name not like 'sqlite_%' order by name",
    )?;
    let tables = tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for table in tables {
        let (name, sql): (String, String) = table?;
        show(sql.as_bytes());
        let besides = if name == "meta" {
            format!(" where key <> '{SEAL}'")
        } else {
            String::new()
        };
        let mut rows = connection.prepare(&format!("select * from \"{name}\"{besides}"))?;
        let columns = rows.column_count();
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                let (integer, real);
                let (kind, bytes): (u8, &[u8]) = match row.get_ref(column)? {
                    ValueRef::Null => (0, &[]),
                    ValueRef::Integer(number) => {
                        integer = number.to_be_bytes();
                        (1, &integer)
                    }
                    ValueRef::Real(number) => {
                        real = number.to_be_bytes();
                        (2, &real)
                    }
                    ValueRef::Text(text) => (3, text),
                    ValueRef::Blob(blob) => (4, blob),
                };
                show(&[kind]);
                show(&bytes.len().to_be_bytes());
                show(bytes);
            }
        }
    }
    Ok(())
}

/// Gives a copy its name, which no file may have yet, and sees to it that it is on disk.
///
/// # Errors
/// [`StoreError::File`].
pub fn name(copy: NamedTempFile, to: &Path) -> Result<(), StoreError> {
    let keep = || -> io::Result<()> {
        copy.as_file().sync_all()?;
        copy.persist_noclobber(to)?;
        File::open(folder_of(to))?.sync_all()
    };
    keep().map_err(|error| written(to, &error))
}

/// Makes data of a copy: what was noted in it is struck out, and login sessions are ended, because who
/// logged out since must not be logged in again.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn unseal(copy: &Path) -> Result<(), StoreError> {
    let connection = Connection::open(copy)?;
    sessions::end_all(&connection)?;
    connection.execute("delete from meta where key = ?1", [SEAL])?;
    Ok(())
}

/// Takes the file of a data folder out of the way, under another name in the same folder; `None` when
/// there is none.
///
/// # Errors
/// [`StoreError::InUse`] while a server or a command has it open.
pub fn set_aside(folder: &Path, mark: &str) -> Result<Option<PathBuf>, StoreError> {
    let path = file_in(folder);
    if !path.exists() {
        return Ok(None);
    }
    if !alone(&path)? {
        return Err(StoreError::InUse(folder.to_owned()));
    }
    let beside = |ending: &str| {
        let mut name = OsString::from(FILE);
        name.push(ending);
        folder.join(name)
    };
    let aside = beside(&format!(".{mark}"));
    for ending in ["-wal", "-shm", ""] {
        let from = beside(ending);
        if from.exists() {
            let to = beside(&format!(".{mark}{ending}"));
            fs::rename(&from, &to).map_err(|error| written(&to, &error))?;
        }
    }
    Ok(Some(aside))
}

/// Whether nobody else has a file open. A file that is none of `SQLite`'s, or is damaged, is nobody's.
fn alone(path: &Path) -> Result<bool, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::ZERO)?;
    // Only who is alone can do without the log beside the file.
    let mode = connection.query_row("pragma journal_mode = delete", [], |row| {
        row.get::<_, String>(0)
    });
    Ok(match mode {
        Ok(mode) => mode == "delete",
        Err(error) => !matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
        ),
    })
}

/// The folder in which a file lies.
fn folder_of(path: &Path) -> &Path {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

fn written(path: &Path, error: &io::Error) -> StoreError {
    StoreError::File {
        file: path.to_owned(),
        why: error.to_string(),
    }
}
