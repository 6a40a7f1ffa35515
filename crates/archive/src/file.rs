//! The archive file: opened, checked, written to in transactions.

use crate::error::{ArchiveError, Result};
use crate::migrate::{APPLICATION_ID, SCHEMA};
use crate::seal;
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// When something was done, and by which program; passed in, so that this crate needs no clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub at: Timestamp,
    /// Which program, with its version: `musnad 0.1.0`.
    pub program: String,
}

/// What an archive is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Looking at it. It may lie where nobody can write.
    Read,
    /// Changing it; it has to be there.
    Write,
    /// Changing it; where there is none, one is made.
    Create,
}

/// One archive, open.
pub struct Archive {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// Called between any two writes; see [`Archive::watch`].
    pub(crate) watcher: Option<Box<dyn FnMut(&'static str) + Send>>,
}

/// How long to wait for another process that writes. A batch of reports takes a second or two.
const PATIENCE: Duration = Duration::from_secs(60);

impl Archive {
    /// Opens an archive, and brings it to the current schema where it may be written.
    ///
    /// # Errors
    /// If there is none (unless one is to be made), if the file is none, is of a newer schema, cannot
    /// be written to or is damaged at its very beginning.
    pub fn open(path: impl AsRef<Path>, access: Access, stamp: &Stamp) -> Result<Archive> {
        let mut archive = Archive::connect(path.as_ref(), access)?;
        let found = archive.found_schema()?;
        if found >= SCHEMA {
            return archive.known(found);
        }
        if access != Access::Read {
            archive.migrate(stamp)?;
            return Ok(archive);
        }
        let (path, known) = (archive.path, SCHEMA);
        Err(match found {
            // Begun, and ended before its first transaction.
            0 => ArchiveError::Missing { path },
            _ => ArchiveError::Older { path, found, known },
        })
    }

    /// Opens an archive to read what every schema has alike: originals, reports, readings, corrections and
    /// the custody log. It stays as it is.
    ///
    /// # Errors
    /// As [`Archive::open`], but for an older schema.
    pub(crate) fn open_of_any_age(path: &Path) -> Result<Archive> {
        let archive = Archive::connect(path, Access::Read)?;
        match archive.found_schema()? {
            0 => Err(ArchiveError::Missing { path: archive.path }),
            found => archive.known(found),
        }
    }

    /// Itself, unless a later program made it.
    fn known(self, found: u32) -> Result<Archive> {
        let (path, known) = (&self.path, SCHEMA);
        match found > known {
            true => Err(ArchiveError::Newer {
                path: path.clone(),
                found,
                known,
            }),
            false => Ok(self),
        }
    }

    fn connect(path: &Path, access: Access) -> Result<Archive> {
        examine(path, access)?;
        let connection = connect(path, access).map_err(|error| ArchiveError::of(path, &error))?;
        let archive = Archive {
            connection,
            path: path.to_owned(),
            watcher: None,
        };
        if access != Access::Read {
            archive.check_writable()?;
        }
        Ok(archive)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Has `watcher` called between any two writes, with the name of the step to come. Tests end the
    /// process there; nothing else has a use for it.
    pub fn watch(&mut self, watcher: impl FnMut(&'static str) + Send + 'static) {
        self.watcher = Some(Box::new(watcher));
    }

    /// Closes the archive: after this it is a single file again, if nobody else has it open.
    ///
    /// # Errors
    /// If what is in the write-ahead log cannot be moved into the file; nothing is lost then.
    pub fn close(self) -> Result<()> {
        let Archive {
            connection, path, ..
        } = self;
        // An index without a seal is no damage: a full disk must not keep anybody from closing.
        let _ = seal::set(&connection);
        connection
            .close()
            .map_err(|(_, error)| ArchiveError::of(&path, &error))
    }

    /// Runs `body` in a transaction: all of it happens or nothing.
    pub(crate) fn transact<T>(
        &mut self,
        behavior: TransactionBehavior,
        body: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let run = |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(behavior)?;
            let value = body(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        run(&mut self.connection).map_err(|error| ArchiveError::of(&self.path, &error))
    }

    /// An error of SQLite about this archive.
    pub(crate) fn error(&self, error: &rusqlite::Error) -> ArchiveError {
        ArchiveError::of(&self.path, error)
    }

    /// Something stored that is not what was stored.
    pub(crate) fn damaged(&self, what: impl Into<String>) -> ArchiveError {
        ArchiveError::Damaged {
            path: self.path.clone(),
            what: what.into(),
        }
    }

    /// SQLite opens for reading what it may not write, without a word.
    fn check_writable(&self) -> Result<()> {
        match self.connection.is_readonly("main") {
            Ok(false) => Ok(()),
            Ok(true) => Err(ArchiveError::ReadOnly {
                path: self.path.clone(),
                what: "the file is read-only".to_owned(),
            }),
            Err(error) => Err(self.error(&error)),
        }
    }

    /// The archive's schema; 0 for a file without a table. All is asked at once, as another process may
    /// be making the archive at this moment.
    fn found_schema(&self) -> Result<u32> {
        let sql = "SELECT (SELECT count(*) FROM sqlite_schema),
                          (SELECT application_id FROM pragma_application_id),
                          (SELECT user_version FROM pragma_user_version)";
        let (tables, owner, schema): (i64, i64, i64) = self
            .connection
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .map_err(|error| self.error(&error))?;
        if tables == 0 {
            return Ok(0);
        }
        if owner != i64::from(APPLICATION_ID) {
            return Err(ArchiveError::NotAnArchive {
                path: self.path.clone(),
                what: OTHER_PROGRAM.to_owned(),
            });
        }
        match u32::try_from(schema) {
            Ok(schema) if schema > 0 => Ok(schema),
            _ => Err(self.damaged(format!("its schema cannot be {schema}"))),
        }
    }
}

const OTHER_PROGRAM: &str = "an SQLite file of another program";

/// Looks at the file before SQLite does, which changes what it opens for writing.
fn examine(path: &Path, access: Access) -> Result<()> {
    const MAGIC: &[u8; 16] = b"SQLite format 3\0";
    let not = |what: &str| ArchiveError::NotAnArchive {
        path: path.to_owned(),
        what: what.to_owned(),
    };
    if path.is_dir() {
        return Err(not("a folder"));
    }
    // An empty file is where another process makes an archive at this moment: there is none yet.
    let Some(head) = head_of(path)?.filter(|head| !head.is_empty()) else {
        return match access {
            Access::Create => Ok(()),
            _ => Err(ArchiveError::Missing {
                path: path.to_owned(),
            }),
        };
    };
    if !head.starts_with(MAGIC) {
        return Err(not("not an SQLite file"));
    }
    // `application_id` stands at byte 68, big-endian. A file without one is somebody else's: an archive
    // has it from its first transaction on.
    let owner = head.get(68..72).and_then(|bytes| bytes.try_into().ok());
    match owner.map(u32::from_be_bytes) {
        Some(APPLICATION_ID) => Ok(()),
        _ if holds_nothing(path) => Ok(()),
        _ => Err(not(OTHER_PROGRAM)),
    }
}

/// The file's first bytes; `None` where there is no file.
fn head_of(path: &Path) -> Result<Option<Vec<u8>>> {
    let read = |file: File| {
        let mut head = Vec::new();
        file.take(72).read_to_end(&mut head).map(|_| head)
    };
    match File::open(path).and_then(read) {
        Ok(head) => Ok(Some(head)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ArchiveError::Other {
            path: path.to_owned(),
            what: error.to_string(),
        }),
    }
}

/// Where the archive's write-ahead log lies while it is open.
pub(crate) fn log_of(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn holds_something(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.len() > 0)
}

/// A file that was begun and died before its first transaction: one page, no tables. With a log or a
/// journal beside it, SQLite is to decide.
fn holds_nothing(path: &Path) -> bool {
    if ["-wal", "-journal"]
        .map(|ending| beside(path, ending))
        .iter()
        .any(|log| holds_something(log))
    {
        return true;
    }
    let tables = |connection: Connection| {
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
            row.get::<_, i64>(0)
        })
    };
    match connect_with(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(tables) {
        Ok(tables) => tables == 0,
        // Somebody is at work on it: what it is will show.
        Err(error) => is_busy(&error),
    }
}

fn connect(path: &Path, access: Access) -> rusqlite::Result<Connection> {
    let connection = match access {
        Access::Read => connect_to_read(path)?,
        Access::Write => connect_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
        Access::Create => connect_with(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        )?,
    };
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "cache_size", -64 * 1024)?;
    connection.set_prepared_statement_cache_capacity(64);
    if access != Access::Read {
        connection.pragma_update(None, "page_size", 8192)?;
        keep_a_log(&connection)?;
        // A batch of reports is one commit, so that it may as well reach the disk.
        connection.pragma_update(None, "synchronous", "full")?;
    }
    Ok(connection)
}

/// Turns the write-ahead log on. SQLite does not wait for its lock here, as two processes that both turned
/// it on would wait for each other: of two `add` that make an archive at once, one was refused.
fn keep_a_log(connection: &Connection) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())) {
            Err(error) if is_busy(&error) && begun.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(10));
            }
            done => return done,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
}

fn connect_with(path: impl AsRef<Path>, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Two states of a file cannot be read without a little writing: with a journal of an interrupted
/// beginning beside it, SQLite first takes that beginning back; and where it may not make the index of a
/// write-ahead log, it must be told that nobody else is going to write.
fn connect_to_read(path: &Path) -> rusqlite::Result<Connection> {
    if holds_something(&beside(path, "-journal")) {
        return connect_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE);
    }
    let connection = connect_with(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let read = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    let is_refused = |error: &rusqlite::Error| {
        let code = error.sqlite_error_code();
        matches!(code, Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
    };
    match read {
        Err(error) if is_refused(&error) && !holds_something(&log_of(path)) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            connect_with(unchanging(path), flags)
        }
        _ => Ok(connection),
    }
}

/// The file's name as SQLite takes it with a parameter.
fn unchanging(path: &Path) -> String {
    let name = path.to_string_lossy();
    let name = name
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    format!("file:{name}?immutable=1")
}
