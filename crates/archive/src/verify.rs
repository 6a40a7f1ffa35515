//! Is what we hold what we stored?
//!
//! Every stored value is compared with something that it does not stand in itself: originals and texts
//! with their hashes, reports with the custody log, the log with itself, indexes with their tables,
//! readings with a second reading by the same engine, the tables with their schema, the file's header
//! with what SQLite's file format (<https://sqlite.org/fileformat2.html>) says it has to be. Damage is
//! named by report or structure, and never ends the search for more.

mod entities;
mod header;
mod lists;
mod log;
mod problem;
mod reports;
mod search;
mod structure;
mod walk;

use crate::error::ArchiveError;
use crate::file::{Access, Archive, Stamp};
use crate::message::{Message, message};
pub(crate) use header::{FIXED, PAGE, WITH_TABLES};
use jiff::Timestamp;
pub(crate) use lists::{corrections, sealed, short, unsealed};
pub(crate) use log::{Log, entries, names, told};
use musnad_read::data::Language;
use musnad_read::{Reading, contract};
use musnad_report::Report;
use problem::Problems;
pub use problem::{Part, Problem, Remedy};
pub(crate) use reports::{Engines, Job, engines, fetch, wrong};
use std::path::Path;
pub(crate) use walk::numbers;

/// The engine that is running, to make stored readings of its own version once more.
pub struct Again<'a> {
    /// Its version and that of its language data.
    pub engine: contract::Engine,
    /// The language data by which it groups entities.
    pub language: &'a Language,
    /// Reads a report as `add` does.
    pub read: &'a (dyn Fn(&Report) -> Reading + Sync),
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Reports with their texts.
    pub reports: u64,
    /// Originals.
    pub originals: u64,
    /// Readings.
    pub readings: u64,
    /// Of them, readings that were made once more and compared.
    pub read_again: u64,
    /// Entries of the custody log.
    pub entries: u64,
    /// Corrections.
    pub corrections: u64,
    /// Inputs that failed.
    pub failures: u64,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// All damage, the file's own first; empty where everything is as it was stored.
    pub problems: Vec<Problem>,
    /// What was looked at.
    pub counted: Counted,
    /// Readings that are not what they should be, by number.
    pub(crate) bad_readings: Vec<i64>,
}

/// What is found, as it is found.
#[derive(Default)]
struct Found {
    problems: Problems,
    counted: Counted,
    bad_readings: Vec<i64>,
}

impl Verification {
    /// Whether everything is as it was stored.
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// A file that cannot even be opened.
    fn unusable(error: &ArchiveError) -> Verification {
        let mut problems = Problems::default();
        problems.structure(
            message!("the file"),
            Message::verbatim(error.to_string()),
            Remedy::Rescue,
        );
        Verification {
            problems: problems.into_vec(),
            ..Verification::default()
        }
    }
}

/// Opens an archive for reading and verifies it; one that is too damaged to be opened has that as its
/// one problem.
///
/// # Errors
/// If there is no such file, or it is an archive that this program cannot read though it be intact.
pub fn verify(
    path: impl AsRef<Path>,
    again: Option<&Again<'_>>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Verification, ArchiveError> {
    // Nothing is written that would need a time.
    let stamp = Stamp {
        at: Timestamp::UNIX_EPOCH,
        program: String::new(),
    };
    match Archive::open(path, Access::Read, &stamp) {
        Ok(archive) => Ok(archive.verify(again, progress)),
        Err(
            error @ (ArchiveError::Damaged { .. }
            | ArchiveError::NotAnArchive { .. }
            | ArchiveError::Newer { .. }
            | ArchiveError::Other { .. }),
        ) => Ok(Verification::unusable(&error)),
        Err(error) => Err(error),
    }
}

impl Archive {
    /// Hashes and derives everything once more, and compares it with what is stored.
    ///
    /// `again` is the running engine: its own readings are made once more; readings by other engines are
    /// compared with their hashes alone. `progress` hears how many rows of how many are done.
    pub fn verify(
        &self,
        again: Option<&Again<'_>>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Verification {
        // One moment of the archive, whatever another process writes meanwhile. Where a damaged file cannot
        // give that, each table is read as it is found.
        let _snapshot = self.connection.unchecked_transaction();
        let mut problems = Problems::default();
        let mut counted = Counted::default();
        header::check(self, &mut problems);
        structure::check(self, &mut problems);
        let log = Log::check(self, &mut problems);
        counted.entries = log.entries;
        lists::check(self, &log, &mut problems, &mut counted);
        let mut found = Found {
            problems,
            counted,
            bad_readings: Vec::new(),
        };
        reports::check(self, &log, again, &mut found, progress);
        search::check(self, &mut found.problems);
        entities::check(self, again.map(|again| again.language), &mut found.problems);
        Verification {
            problems: found.problems.into_vec(),
            counted: found.counted,
            bad_readings: found.bad_readings,
        }
    }
}
