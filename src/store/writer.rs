//! The one connection that writes. Who writes at the same time shares a transaction, and with it the
//! wait for the disk.

use std::{
    mem::take,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::Connection;

use crate::store::{changes, database::Transaction, error::StoreError};

/// So many writes share a transaction at the most: the first of them waits for the last.
const TOGETHER: usize = 16;

/// So long a transaction takes in further writes.
const OPEN: Duration = Duration::from_millis(50);

/// What is held in memory of what was read and written last, in KiB with a minus as `SQLite` has it;
/// and while a write of many rows goes on.
const CACHE: &str = "pragma cache_size = -16384; pragma shrink_memory;";
const LARGE_CACHE: &str = "pragma cache_size = -262144;";

/// The connection that writes.
///
/// A write is a savepoint in a transaction. If others wait to write when it is done, it leaves the
/// transaction open for the next of them; the last commits for all, and only then they are answered.
/// A write that fails takes back its own part alone.
pub struct Writer {
    bench: Mutex<Bench>,
    /// How many want to write and have not got the connection yet.
    waiting: AtomicUsize,
}

impl Writer {
    /// Takes a connection over.
    pub(super) fn new(connection: Connection) -> Self {
        Self::open_for(OPEN, connection)
    }

    fn open_for(open: Duration, connection: Connection) -> Self {
        let bench = Bench {
            connection,
            ticket: None,
            begun: Instant::now(),
            open,
            writes: 0,
            lost: None,
        };
        bench.hold(CACHE);
        Self {
            bench: Mutex::new(bench),
            waiting: AtomicUsize::new(0),
        }
    }

    /// Runs work that is acknowledged when it is on disk; nothing of it stays when it fails. Work of
    /// many rows is done `apart`: in a transaction of its own, with more memory.
    ///
    /// # Errors
    /// Those of `work`, and [`StoreError`] when the transaction cannot be made durable.
    pub(super) fn write<T, E: From<StoreError>>(
        &self,
        apart: bool,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut bench = self.bench.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        if apart {
            bench.end();
            bench.hold(LARGE_CACHE);
        }
        let outcome = bench.run(work);
        let ticket = bench.ticket.clone();
        let goes_on = self.waiting.load(Ordering::SeqCst) > 0;
        if apart || !goes_on || bench.is_full() {
            bench.end();
        }
        if apart {
            bench.hold(CACHE);
        }
        drop(bench);
        let outcome = outcome.unwrap_or_else(|panic| resume_unwind(panic));
        // What was refused may have been for what another one wrote, which is not certain before.
        let end = ticket.map_or(Ok(()), |ticket| ticket.end());
        let value = outcome?;
        end.map(|()| value).map_err(E::from)
    }

    /// Runs something on the connection outside of any transaction.
    pub(super) fn between<T>(&self, work: impl FnOnce(&Connection) -> T) -> T {
        let mut bench = self.bench.lock().unwrap_or_else(PoisonError::into_inner);
        bench.end();
        work(&bench.connection)
    }
}

/// How a transaction ended, for those who wait for it.
#[derive(Default)]
struct Ticket {
    end: Mutex<Option<Result<(), StoreError>>>,
    told: Condvar,
}

impl Ticket {
    fn tell(&self, end: Result<(), StoreError>) {
        *self.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
        self.told.notify_all();
    }

    /// Waits for it.
    fn end(&self) -> Result<(), StoreError> {
        let end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        let end = self
            .told
            .wait_while(end, |end| end.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        match end.as_ref() {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) => Err(error.again()),
            None => Err(StoreError::Busy),
        }
    }
}

/// The connection with its open transaction.
struct Bench {
    connection: Connection,
    /// Told when the open transaction ends; `None` when none is open.
    ticket: Option<Arc<Ticket>>,
    /// When it began.
    begun: Instant,
    /// How long it takes in further writes.
    open: Duration,
    /// How many writes were tried in it.
    writes: usize,
    /// Why nothing of it can be kept.
    lost: Option<StoreError>,
}

impl Bench {
    /// Runs one write in the open transaction, or in a new one; what it panicked with is the outer
    /// error.
    fn run<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> std::thread::Result<Result<T, E>> {
        if let Err(error) = self.begin() {
            return Ok(Err(error.into()));
        }
        let transaction = Transaction::on(&self.connection);
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&transaction)));
        if self.connection.is_autocommit() {
            // An error of the disk takes back more than the part of who met it: that of all.
            self.lost = Some(StoreError::Busy);
        }
        match outcome {
            Ok(Ok(value)) => {
                self.step("release one");
                Ok(self.still_there().map(|()| value).map_err(E::from))
            }
            failed => {
                self.step("rollback to one; release one");
                failed
            }
        }
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        if self.ticket.is_none() {
            self.connection.execute_batch("begin immediate")?;
            self.ticket = Some(Arc::default());
            self.begun = Instant::now();
        }
        self.writes += 1;
        self.step("savepoint one");
        self.still_there()
    }

    /// Does what the transaction cannot be kept without.
    fn step(&mut self, sql: &str) {
        if self.lost.is_none()
            && let Err(error) = self.connection.execute_batch(sql)
        {
            self.lost = Some(error.into());
        }
    }

    fn still_there(&self) -> Result<(), StoreError> {
        self.lost.as_ref().map_or(Ok(()), |why| Err(why.again()))
    }

    /// Whether the transaction takes in no further writes.
    fn is_full(&self) -> bool {
        self.lost.is_some() || self.writes >= TOGETHER || self.begun.elapsed() > self.open
    }

    /// Ends the transaction, if one is open, and tells those who wait for it: what they wrote is on
    /// disk, or nothing of it.
    fn end(&mut self) {
        let Some(ticket) = self.ticket.take() else {
            return;
        };
        self.writes = 0;
        let end = match take(&mut self.lost) {
            Some(why) => Err(why),
            None => self.commit(),
        };
        if !self.connection.is_autocommit() {
            // What fails here fails again at the next beginning, and is told there.
            let _open = self.connection.execute_batch("rollback");
        }
        ticket.tell(end);
    }

    fn commit(&self) -> Result<(), StoreError> {
        changes::prune(&self.connection)?;
        Ok(self.connection.execute_batch("commit")?)
    }

    /// Sets how much is held in memory; it works with less too.
    fn hold(&self, pragmas: &str) {
        let _as_before = self.connection.execute_batch(pragmas);
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread};

    use super::*;

    /// Longer than any machine takes for a test.
    const PATIENT: Duration = Duration::from_mins(10);

    /// A writer on a file with one table, and a connection that reads it.
    fn bench(open: Duration, folder: &tempfile::TempDir) -> (Writer, Connection) {
        let path = folder.path().join("data.sqlite");
        let connection = Connection::open(&path).expect("a file");
        connection
            .execute_batch(
                "pragma journal_mode = wal; create table one (id text primary key);
                 create table feature_change (seq integer primary key autoincrement);",
            )
            .expect("a table");
        (
            Writer::open_for(open, connection),
            Connection::open(path).expect("a file"),
        )
    }

    fn put(transaction: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
        transaction.execute("insert into one (id) values (?1)", [id])?;
        Ok(())
    }

    fn held(reader: &Connection) -> Vec<String> {
        let mut statement = reader
            .prepare("select id from one order by id")
            .expect("SQL");
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.collect::<Result<_, _>>().expect("text")
    }

    /// Waits until so many want to write.
    fn queue(writer: &Writer, length: usize) {
        while writer.waiting.load(Ordering::SeqCst) < length {
            thread::sleep(Duration::from_millis(1));
        }
    }

    type Step<'a> = &'a (dyn Fn(&Transaction<'_>) -> Result<(), StoreError> + Sync);

    /// Writes step by step, each from a thread of its own that waits already when the one before it is
    /// done; gives whether each was acknowledged, `None` for a panic.
    fn one_behind_the_other(writer: &Writer, apart: bool, steps: &[Step<'_>]) -> Vec<Option<bool>> {
        let Some((first, rest)) = steps.split_first() else {
            return Vec::new();
        };
        thread::scope(|scope| {
            let mut next = None;
            let done = catch_unwind(AssertUnwindSafe(|| {
                writer.write(apart, |transaction| {
                    if !rest.is_empty() {
                        next = Some(scope.spawn(|| one_behind_the_other(writer, apart, rest)));
                        queue(writer, 1);
                    }
                    first(transaction)
                })
            }));
            let mut all = vec![done.ok().map(|done| done.is_ok())];
            all.extend(
                next.into_iter()
                    .flat_map(|next| next.join().expect("caught")),
            );
            all
        })
    }

    #[test]
    fn who_writes_at_once_shares_a_transaction_that_nobody_sees_half_of() {
        let folder = tempfile::tempdir().expect("a folder");
        let (writer, reader) = bench(PATIENT, &folder);
        let reader = Mutex::new(reader);
        let held = || held(&reader.lock().expect("sound"));
        let last = |transaction: &Transaction<'_>| {
            let sql = "select count(*) from one";
            let written: i64 = transaction.query_row(sql, [], |row| row.get(0))?;
            assert_eq!((written, held().len()), (2, 0));
            put(transaction, "c")
        };
        let steps: [Step<'_>; 3] = [&|one| put(one, "a"), &|one| put(one, "b"), &last];
        let done = one_behind_the_other(&writer, false, &steps);
        assert_eq!(done, [Some(true); 3]);
        assert_eq!(held(), ["a", "b", "c"]);
    }

    #[test]
    fn a_write_that_fails_takes_back_its_own_part_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let (writer, reader) = bench(PATIENT, &folder);
        let failing = |transaction: &Transaction<'_>| {
            put(transaction, "b")?;
            put(transaction, "a")
        };
        let panicking = |transaction: &Transaction<'_>| {
            put(transaction, "c")?;
            panic!("a fault of the test");
        };
        let steps: [Step<'_>; 4] = [&|one| put(one, "a"), &failing, &panicking, &|one| {
            put(one, "d")
        }];
        let done = one_behind_the_other(&writer, false, &steps);
        assert_eq!(done, [Some(true), Some(false), None, Some(true)]);
        assert_eq!(held(&reader), ["a", "d"]);
        // One who fails last ends the transaction for the others all the same.
        let steps: [Step<'_>; 2] = [&|one| put(one, "e"), &failing];
        let done = one_behind_the_other(&writer, false, &steps);
        assert_eq!(done, [Some(true), Some(false)]);
        let steps: [Step<'_>; 2] = [&|one| put(one, "f"), &panicking];
        assert_eq!(
            one_behind_the_other(&writer, false, &steps),
            [Some(true), None]
        );
        assert_eq!(held(&reader), ["a", "d", "e", "f"]);
    }

    #[test]
    fn nobody_is_told_that_it_is_stored_when_the_database_took_all_of_it_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let (writer, reader) = bench(PATIENT, &folder);
        // As a full disk does.
        let broken = |transaction: &Transaction<'_>| Ok(transaction.execute_batch("rollback")?);
        let steps: [Step<'_>; 2] = [&|one| put(one, "a"), &broken];
        let done = one_behind_the_other(&writer, false, &steps);
        assert_eq!(done, [Some(false); 2]);
        let done = one_behind_the_other(&writer, false, &[&|one| put(one, "b")]);
        assert_eq!(done, [Some(true)]);
        assert_eq!(held(&reader), ["b"]);
    }

    #[test]
    fn nobody_waits_for_long_work_behind_his_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let (writer, reader) = bench(PATIENT, &folder);
        let (answer, answers) = mpsc::channel();
        thread::scope(|scope| {
            let (writer, reader) = (&writer, reader);
            writer
                .write(false, |transaction| {
                    let long = scope.spawn(move || {
                        writer.write(true, |_| {
                            let answered = answers.recv_timeout(PATIENT);
                            assert!(answered.is_ok(), "whoever wrote before has its answer");
                            assert_eq!(held(&reader), ["a"]);
                            Ok::<_, StoreError>(())
                        })
                    });
                    queue(writer, 1);
                    put(transaction, "a").map(|()| long)
                })
                .map(|long| {
                    answer.send(()).expect("somebody listens");
                    long.join().expect("no panic").expect("room");
                })
                .expect("room");
        });
        writer.between(|connection| assert!(connection.is_autocommit()));
    }

    #[test]
    fn a_transaction_that_is_full_is_not_held_open_by_those_who_come() {
        let folder = tempfile::tempdir().expect("a folder");
        let (writer, reader) = bench(Duration::ZERO, &folder);
        let reader = Mutex::new(reader);
        let next = |transaction: &Transaction<'_>| {
            assert_eq!(held(&reader.lock().expect("sound")), ["a"]);
            put(transaction, "b")
        };
        let done = one_behind_the_other(&writer, false, &[&|one| put(one, "a"), &next]);
        assert_eq!(done, [Some(true); 2]);
    }
}
