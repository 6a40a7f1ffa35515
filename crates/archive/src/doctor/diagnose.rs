//! How an archive is: not whether it is intact, which `verify` says, but what waits to be done.

use crate::error::Result;
use crate::file::{Archive, log_of};
use crate::migrate::SCHEMA;
use musnad_read::contract;
use rusqlite::Connection;
use std::fmt;
use std::fs;

/// Something that one should know, or do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A write-ahead log lies beside the file.
    LogLeft {
        /// Its length in bytes.
        bytes: u64,
    },
    /// Inputs failed and were not read in since.
    Failures {
        /// How many.
        count: u64,
    },
    /// Reports have no reading.
    Unread {
        /// How many.
        count: u64,
    },
    /// Reports were last read by another engine, or with other language data.
    Outdated {
        /// How many.
        count: u64,
    },
    /// Corrections found no place in the readings that are shown.
    Questions {
        /// How many.
        count: u64,
    },
    /// A good part of the file is empty.
    Free {
        /// How many bytes.
        bytes: u64,
    },
}

impl Finding {
    /// What it means.
    pub fn means(&self) -> &'static str {
        match self {
            Finding::LogLeft { .. } => {
                "another process has the archive open, or one was ended; nothing is lost, but a copy of \
                 the file alone would lack what is in the log"
            }
            Finding::Failures { .. } => "they are not in the archive",
            Finding::Unread { .. } => "their statements are not shown",
            Finding::Outdated { .. } => "this program may read them better",
            Finding::Questions { .. } => {
                "they change nothing until somebody says where they belong"
            }
            Finding::Free { .. } => "what is added next will fill it",
        }
    }

    /// What to do; `None` where there is nothing to be done.
    pub fn todo(&self) -> Option<&'static str> {
        match self {
            Finding::LogLeft { .. } => Some("`musnad doctor --repair` moves the log into the file"),
            Finding::Failures { .. } => Some("`musnad add --retry` tries them again"),
            Finding::Unread { .. } | Finding::Outdated { .. } => {
                Some("`musnad reread` makes the readings again")
            }
            Finding::Questions { .. } => {
                Some("`musnad report ID` shows them; correct anew, or undo them")
            }
            Finding::Free { .. } => None,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::LogLeft { bytes } => {
                write!(f, "a write-ahead log of {bytes} bytes lies beside the file")
            }
            Finding::Failures { count } => write!(f, "{count} inputs could not be read in"),
            Finding::Unread { count } => write!(f, "{count} reports have no reading"),
            Finding::Outdated { count } => {
                write!(
                    f,
                    "{count} reports were read by another engine or other data"
                )
            }
            Finding::Questions { count } => write!(f, "{count} corrections have no place"),
            Finding::Free { bytes } => write!(f, "{bytes} bytes of the file are empty"),
        }
    }
}

/// A table with its indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// The table's name.
    pub table: String,
    /// What it takes of the file, in bytes.
    pub bytes: u64,
    /// How much of that is empty.
    pub unused: u64,
}

/// How an archive is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Its schema.
    pub schema: u32,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// Reports, texts elsewhere included.
    pub reports: u64,
    /// What takes how much, largest first.
    pub sizes: Vec<Size>,
    /// What one should know, or do.
    pub findings: Vec<Finding>,
}

impl Archive {
    /// Looks at what waits to be done; `engine` is the running one.
    ///
    /// # Errors
    /// If the archive is damaged (`verify` says where) or cannot be read.
    pub fn diagnose(&self, engine: &contract::Engine) -> Result<Diagnosis> {
        let numbers = Numbers::of(&self.connection, engine).map_err(|error| self.error(&error))?;
        let length = |path| fs::metadata(path).map_or(0, |file| file.len());
        let questions = self.questions()?;
        let free: u64 = numbers.free + numbers.sizes.iter().map(|size| size.unused).sum::<u64>();
        let bytes = length(self.path.clone());
        let candidates = [
            (
                length(log_of(&self.path)),
                Finding::LogLeft {
                    bytes: length(log_of(&self.path)),
                },
            ),
            (
                numbers.failures,
                Finding::Failures {
                    count: numbers.failures,
                },
            ),
            (
                numbers.unread,
                Finding::Unread {
                    count: numbers.unread,
                },
            ),
            (
                numbers.outdated,
                Finding::Outdated {
                    count: numbers.outdated,
                },
            ),
            (questions, Finding::Questions { count: questions }),
            // Pages are never quite full; a quarter is more than that.
            (u64::from(free * 4 > bytes), Finding::Free { bytes: free }),
        ];
        let worth = candidates.into_iter().filter(|(count, _)| *count > 0);
        Ok(Diagnosis {
            schema: SCHEMA,
            bytes,
            reports: numbers.reports,
            sizes: numbers.sizes,
            findings: worth.map(|(_, finding)| finding).collect(),
        })
    }

    /// How many corrections have found no place.
    fn questions(&self) -> Result<u64> {
        let mut count = 0;
        let about = "report.id IN (SELECT report FROM correction)";
        for held in self.held_where(about, [])? {
            count += self.shown(&held)?.questions().count() as u64;
        }
        Ok(count)
    }
}

/// What the tables tell.
struct Numbers {
    reports: u64,
    failures: u64,
    unread: u64,
    outdated: u64,
    free: u64,
    sizes: Vec<Size>,
}

impl Numbers {
    fn of(connection: &Connection, engine: &contract::Engine) -> rusqlite::Result<Numbers> {
        let count = |sql: &str| -> rusqlite::Result<u64> {
            let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        };
        let reports = count("SELECT count(*) FROM report")?;
        let shown = count("SELECT count(*) FROM reading WHERE current = 1")?;
        let recent: i64 = connection.query_row(
            "SELECT count(*) FROM reading JOIN engine ON engine.n = reading.engine
             WHERE current = 1 AND version = ?1 AND data = ?2",
            [&engine.version, &engine.data],
            |row| row.get(0),
        )?;
        let pages =
            "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size";
        Ok(Numbers {
            reports,
            failures: count("SELECT count(*) FROM failure")?,
            unread: reports.saturating_sub(shown),
            outdated: shown.saturating_sub(recent.unsigned_abs()),
            free: count(pages)?,
            sizes: sizes(connection)?,
        })
    }
}

/// Pages by the table that they belong to, an index's to its table.
fn sizes(connection: &Connection) -> rusqlite::Result<Vec<Size>> {
    let mut select = connection.prepare(
        "SELECT ifnull(tbl_name, pages.name), sum(pgsize), sum(unused)
         FROM dbstat AS pages LEFT JOIN sqlite_schema ON sqlite_schema.name = pages.name
         GROUP BY 1 ORDER BY 2 DESC, 1",
    )?;
    let rows = select.query_map([], |row| {
        let (bytes, unused): (i64, i64) = (row.get(1)?, row.get(2)?);
        Ok(Size {
            table: row.get(0)?,
            bytes: bytes.unsigned_abs(),
            unused: unused.unsigned_abs(),
        })
    })?;
    rows.collect()
}
