//! What can go wrong with an archive, said so that one knows what to do.

use rusqlite::ffi;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why an archive could not be opened, read or written.
///
/// Nothing that was committed is lost by any of them: what was under way is taken back.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// There is no such file.
    #[error("{}: there is no archive here; `musnad add` makes one, --archive names another", path.display())]
    Missing {
        /// The archive.
        path: PathBuf,
    },
    /// It is a file of another kind.
    #[error("{}: this is no Musnad archive ({what}); --archive names another file", path.display())]
    NotAnArchive {
        /// The archive.
        path: PathBuf,
        /// What it is instead, or what it lacks.
        what: String,
    },
    /// A later version of the program made or migrated it.
    #[error("{}: the archive has schema {found}, this program knows schemas up to {known}; use a newer musnad", path.display())]
    Newer {
        /// The archive.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The latest that this program knows.
        known: u32,
    },
    /// An earlier version of the program made it, and it cannot be brought up to date here.
    #[error("{}: the archive has schema {found} and cannot be written to, so it cannot be brought to schema {known}; copy it to where you may write", path.display())]
    Older {
        /// The archive.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The latest that this program knows.
        known: u32,
    },
    /// It may be read and not written.
    #[error("{}: the archive cannot be written to ({what}); check the permissions of the file and of its folder", path.display())]
    ReadOnly {
        /// The archive.
        path: PathBuf,
        /// What the system says.
        what: String,
    },
    /// The disk is full.
    #[error("{}: the disk is full; what was under way was taken back, free some space and go on", path.display())]
    Full {
        /// The archive.
        path: PathBuf,
    },
    /// Another process held it for too long.
    #[error("{}: another process is writing to the archive and did not end in time; try again", path.display())]
    Busy {
        /// The archive.
        path: PathBuf,
    },
    /// What is stored is not what was stored.
    #[error("{}: the archive is damaged: {what}; `musnad verify` lists all damage", path.display())]
    Damaged {
        /// The archive.
        path: PathBuf,
        /// The report or structure, and what is wrong with it.
        what: String,
    },
    /// What was asked for by its id is not in it.
    #[error("{}: {what} is here", path.display())]
    Unknown {
        /// The archive.
        path: PathBuf,
        /// What is not there: `no report 0123`.
        what: String,
    },
    /// What was wished for cannot be done.
    #[error("{what}")]
    Refused {
        /// Why, and what can be done instead.
        what: String,
    },
    /// What is to be taken in is no archive, or none that can be trusted.
    #[error("this cannot be taken in: {what}; nothing was changed")]
    NotAnExport {
        /// Which line or entry, and what is wrong with it.
        what: String,
    },
    /// The stream that is exported to or imported from fails.
    #[error("the stream cannot be read or written: {0}")]
    Stream(#[source] std::io::Error),
    /// Anything else that the system or SQLite says.
    #[error("{}: {what}", path.display())]
    Other {
        /// The archive.
        path: PathBuf,
        /// What it says.
        what: String,
    },
}

impl ArchiveError {
    /// Whether what is stored stands in the way, and not the system.
    pub(crate) fn is_damage(&self) -> bool {
        matches!(self, ArchiveError::Damaged { .. })
    }

    /// An error of SQLite, in our words.
    pub(crate) fn of(path: &Path, error: &rusqlite::Error) -> ArchiveError {
        use rusqlite::{Error as Sql, ErrorCode as Code};
        let path = path.to_owned();
        let what = error.to_string();
        let extended = error.sqlite_error().map(|error| error.extended_code);
        // What stands there is no text, or no number, though SQLite reads the page.
        if matches!(
            error,
            Sql::FromSqlConversionFailure(..)
                | Sql::InvalidColumnType(..)
                | Sql::IntegralValueOutOfRange(..)
                | Sql::Utf8Error(..)
        ) {
            return ArchiveError::Damaged { path, what };
        }
        match error.sqlite_error_code() {
            // There is no room for the log's index: the one write of which SQLite does not say so.
            _ if extended == Some(ffi::SQLITE_IOERR_SHMSIZE) => ArchiveError::Full { path },
            Some(Code::DiskFull) => ArchiveError::Full { path },
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => ArchiveError::Busy { path },
            Some(Code::ReadOnly | Code::PermissionDenied) => ArchiveError::ReadOnly { path, what },
            Some(Code::DatabaseCorrupt) => ArchiveError::Damaged { path, what },
            Some(Code::NotADatabase) => ArchiveError::NotAnArchive { path, what },
            _ => ArchiveError::Other { path, what },
        }
    }
}

/// The custom result of this crate.
pub type Result<T> = std::result::Result<T, ArchiveError>;
