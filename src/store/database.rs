//! The data folder's one file: a writer, and a pool of readers.

use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig, limits::Limit};

use crate::{
    query::shelf::snapshot::Snapshot,
    store::{
        error::StoreError,
        migrations::{APPLICATION_ID, migrate},
        shelves::Shelves,
        writer::Writer,
    },
};

/// A transaction of the data folder: what the rooms above hand to the tables, without knowing SQL.
#[derive(Debug)]
pub struct Transaction<'a>(&'a Connection);

impl<'a> Transaction<'a> {
    /// Names a connection on which a transaction was begun.
    pub(super) const fn on(connection: &'a Connection) -> Self {
        Self(connection)
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.0
    }
}

/// The file in the data folder.
pub(super) const FILE: &str = "contactline.sqlite";

/// How many requests read at a time.
const READERS: usize = 4;

/// From so many rows on, a write is a transaction of its own.
const MANY: usize = 100;

/// How long a request waits for a reader.
const PATIENCE: Duration = Duration::from_secs(5);

/// `SQLite` before this could corrupt a WAL database that two connections check-point.
const OLDEST_SQLITE: i32 = 3_051_003;

/// An open data folder.
///
/// Writes are acknowledged after `COMMIT` with `synchronous = FULL`: what was answered is on disk.
pub struct Database {
    path: PathBuf,
    readers: Mutex<Vec<Connection>>,
    writer: Writer,
    freed: Condvar,
    shelves: Mutex<Shelves>,
}

impl Drop for Database {
    /// Leaves everything in the one file: whoever copies it then has all of it.
    fn drop(&mut self) {
        self.readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        // Another process may be reading; then its end does this.
        let _ = self.checkpoint();
    }
}

impl Database {
    /// Opens the data folder, or makes it.
    ///
    /// # Errors
    /// [`StoreError`] with a sentence for the operator.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(StoreError::OldSqlite(rusqlite::version()));
        }
        let trouble = |why: &dyn std::fmt::Display| StoreError::Folder {
            folder: folder.to_owned(),
            why: why.to_string(),
        };
        std::fs::create_dir_all(folder).map_err(|error| trouble(&error))?;
        let path = folder.join(FILE);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut writer =
            Connection::open_with_flags(&path, flags).map_err(|error| trouble(&error))?;
        writer.busy_timeout(Duration::from_secs(10))?;
        let foreign = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => StoreError::Foreign(path.clone()),
            _ => trouble(&error),
        };
        let owner: i32 = writer
            .query_row("pragma application_id", [], |row| row.get(0))
            .map_err(foreign)?;
        let tables: i64 =
            writer.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
        if owner != APPLICATION_ID && tables > 0 {
            return Err(StoreError::Foreign(path));
        }
        settle(&writer, false)?;
        writer
            .query_row("pragma journal_mode = wal", [], |_| Ok(()))
            .map_err(|error| trouble(&error))?;
        migrate(&mut writer)?;
        // What a write touches is mostly what the one before it touched; and moving pages from the log
        // into the file costs less a page, the more of them lie there several times.
        writer.execute_batch("pragma wal_autocheckpoint = 4000;")?;
        let readers = (0..READERS)
            .map(|_| reader(&path))
            .collect::<Result<Vec<_>, _>>()?;
        let shelves = Shelves::new(reader(&path)?);
        Ok(Self {
            shelves: Mutex::new(shelves),
            path,
            writer: Writer::new(writer),
            readers: Mutex::new(readers),
            freed: Condvar::new(),
        })
    }

    /// How many bytes the file has, with its write-ahead log.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
        size(&self.path) + size(Path::new(&log))
    }

    /// Moves what was written from the write-ahead log into the file.
    ///
    /// # Errors
    /// [`StoreError::Sqlite`].
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        let all = "pragma wal_checkpoint(truncate)";
        (self.writer).between(|writer| Ok(writer.query_row(all, [], |_| Ok(()))?))
    }

    /// Runs one write, which shares its transaction with those who write at the same time; nothing of
    /// it stays when `work` fails.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError`] when the transaction cannot be made durable.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.writer.write(false, work)
    }

    /// As [`Database::write`], for work of many rows: it shares its transaction with nobody who wrote
    /// before, and what it changes is held in memory (up to 256 MiB) and not read back from the file
    /// page by page; afterwards the memory is given back.
    ///
    /// # Errors
    /// As [`Database::write`].
    pub fn write_much<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.writer.write(true, work)
    }

    /// [`Database::write`] for a few rows, [`Database::write_much`] for more.
    ///
    /// # Errors
    /// As [`Database::write`].
    pub fn write_rows<T, E: From<StoreError>>(
        &self,
        rows: usize,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.writer.write(rows >= MANY, work)
    }

    /// The published features as they are now: what this and other processes committed before is in
    /// it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, StoreError> {
        // A panic while reading left the last snapshot in its place.
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        shelves.current()
    }

    /// Runs one read transaction: everything in it sees the same state.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError::Busy`] when no reader became free in time.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut readers, _) = self
            .freed
            .wait_timeout_while(readers, PATIENCE, |readers| readers.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        let reader = readers.pop().ok_or(StoreError::Busy)?;
        drop(readers);
        let mut lent = Lent {
            database: self,
            reader: Some(reader),
        };
        match lent.reader.as_mut() {
            Some(reader) => in_read_transaction(reader, work),
            None => Err(StoreError::Busy.into()),
        }
    }

    /// Runs one read transaction on a connection of its own: for whole layers, which may take as
    /// long as the slowest client and must not hold one of the pool's readers meanwhile.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError`] when no connection can be opened.
    pub fn read_apart<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        in_read_transaction(&mut reader(&self.path)?, work)
    }
}

/// A reader out of the pool; it goes back when this is dropped, in a panic too.
struct Lent<'a> {
    database: &'a Database,
    reader: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take() {
            let mut readers = self
                .database
                .readers
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            readers.push(reader);
            self.database.freed.notify_one();
        }
    }
}

fn in_read_transaction<T, E: From<StoreError>>(
    reader: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = reader
        .transaction_with_behavior(TransactionBehavior::Deferred)
        .map_err(StoreError::from)?;
    work(&Transaction::on(&transaction))
}

/// A connection that cannot write.
pub(super) fn reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    settle(&connection, true)?;
    Ok(connection)
}

/// Settings that every connection has.
fn settle(connection: &Connection, read_only: bool) -> Result<(), StoreError> {
    connection.execute_batch(
        "pragma synchronous = full; pragma foreign_keys = on; pragma trusted_schema = off;
         pragma cell_size_check = on; pragma mmap_size = 0; pragma temp_store = memory;
         pragma journal_size_limit = 67108864;",
    )?;
    if read_only {
        connection.execute_batch("pragma query_only = on; pragma wal_autocheckpoint = 0;")?;
    }
    // Plans do not hang on values: a statement is planned once, and not again for each value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}
