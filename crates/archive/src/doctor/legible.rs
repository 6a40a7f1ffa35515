//! A copy of a damaged file that SQLite reads as far as it goes.

use crate::error::{ArchiveError, Result};
use crate::file::{Archive, log_of};
use crate::migrate;
use crate::verify::{FIXED, PAGE, WITH_TABLES};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The copy, gone at the end.
pub(super) struct Legible {
    /// Open for reading; its path is that of the copy.
    pub archive: Archive,
    _file: Copied,
}

struct Copied(PathBuf);

impl Drop for Copied {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.0.as_os_str().to_owned();
            name.push(ending);
            // One that was never made cannot be taken away either.
            let _ = fs::remove_file(name);
        }
    }
}

impl Legible {
    /// Copies the archive to `copy`, sets right what is alike in all archives, and opens it.
    ///
    /// # Errors
    /// If it cannot be copied, or is not even then a file that SQLite reads.
    pub fn of(from: &Path, copy: PathBuf) -> Result<Legible> {
        let failed = |error: io::Error| ArchiveError::Other {
            path: from.to_owned(),
            what: error.to_string(),
        };
        let file = Copied(copy);
        fs::copy(from, &file.0).map_err(failed)?;
        if log_of(from).exists() {
            fs::copy(log_of(from), log_of(&file.0)).map_err(failed)?;
        }
        set_header(&file.0).map_err(failed)?;
        let mut connection = open(&file.0);
        if !connection.as_ref().is_ok_and(knows_its_tables) {
            drop(connection);
            set_first_page(&file.0, from)?;
            connection = open(&file.0);
        }
        let connection = connection.map_err(|error| ArchiveError::of(from, &error))?;
        let archive = Archive {
            connection,
            path: file.0.clone(),
            watcher: None,
        };
        Ok(Legible {
            archive,
            _file: file,
        })
    }
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    Ok(connection)
}

/// Writes the fields that every archive has alike, and makes the counters agree with the file.
fn set_header(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let mut head = [0; 100];
    let length = file.metadata()?.len();
    if length < head.len() as u64 {
        return Err(io::Error::other(
            "the file is shorter than an archive's header",
        ));
    }
    file.read_exact(&mut head)?;
    let pages = length.div_ceil(PAGE);
    for (at, value, _) in FIXED.iter().chain(WITH_TABLES) {
        head[*at..*at + value.len()].copy_from_slice(value);
    }
    head.copy_within(24..28, 92);
    let pages_now = u32::try_from(pages).unwrap_or(u32::MAX).to_be_bytes();
    head[28..32].copy_from_slice(&pages_now);
    // Nothing is going to be written here, so that nobody needs to know which pages are free.
    head[32..40].fill(0);
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&head)?;
    file.set_len(pages * PAGE)
}

/// Whether the tables of the first schema are where the first page says.
fn knows_its_tables(connection: &Connection) -> bool {
    let count = "SELECT count(*) FROM sqlite_schema WHERE rootpage > 0 AND name IN
        ('meta', 'blob', 'report', 'engine', 'reading', 'custody', 'correction', 'failure')";
    let tables: rusqlite::Result<i64> = connection.query_row(count, [], |row| row.get(0));
    let walked = connection.query_row("SELECT n FROM report ORDER BY n LIMIT 1", [], |_| Ok(()));
    tables.is_ok_and(|tables| tables == 8)
        && matches!(walked, Ok(()) | Err(rusqlite::Error::QueryReturnedNoRows))
}

/// Puts a new archive's first page in. The tables of the first schema are made in one go, in an empty file,
/// so that their pages have the same numbers in every archive.
fn set_first_page(path: &Path, from: &Path) -> Result<()> {
    let mut fresh = path.as_os_str().to_owned();
    fresh.push("-fresh");
    let fresh = Copied(fresh.into());
    let made = Connection::open(&fresh.0).and_then(|connection| {
        connection.pragma_update(None, "page_size", PAGE as i64)?;
        migrate::first(&connection)
    });
    made.map_err(|error| ArchiveError::of(from, &error))?;
    let put = || -> io::Result<()> {
        let mut page = vec![0; PAGE as usize];
        File::open(&fresh.0)?.read_exact(&mut page)?;
        let mut file = OpenOptions::new().write(true).open(path)?;
        file.seek(SeekFrom::Start(100))?;
        file.write_all(&page[100..])
    };
    put().map_err(|error| ArchiveError::Other {
        path: from.to_owned(),
        what: error.to_string(),
    })
}
