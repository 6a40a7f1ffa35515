//! How an archive is: not whether it is intact, which `verify` says, but what waits to be done.

use crate::error::Result;
use crate::file::{Archive, log_of};
use crate::message::{Message, message};
use crate::migrate::SCHEMA;
use crate::verify::{Log, Remedy};
use musnad_read::contract;
use rusqlite::Connection;
use std::collections::HashSet;
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
    /// Reports were to come from another archive, whose log is here, and did not come.
    Awaited {
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
    /// A good part of the file is free: what stood there was made again elsewhere.
    Free {
        /// How many bytes.
        bytes: u64,
    },
}

impl Finding {
    /// What there is.
    pub fn message(&self) -> Message {
        match self {
            Finding::LogLeft { bytes } => {
                message!("a write-ahead log lies beside the file; bytes: {}", bytes)
            }
            Finding::Failures { count } => message!("inputs that could not be read in: {}", count),
            Finding::Awaited { count } => message!(
                "reports that a merge or an import was to bring and that did not come: {}",
                count
            ),
            Finding::Unread { count } => message!("reports without a reading: {}", count),
            Finding::Outdated { count } => {
                message!("reports read by another engine or other data: {}", count)
            }
            Finding::Questions { count } => message!("corrections that have no place: {}", count),
            Finding::Free { bytes } => message!("bytes of the file that are free: {}", bytes),
        }
    }

    /// What it means.
    pub fn means(&self) -> Message {
        match self {
            Finding::LogLeft { .. } => message!(
                "another process has the archive open, or one was ended; nothing is lost, but a copy of the file alone would lack what is in the log"
            ),
            Finding::Failures { .. } => message!("they are not in the archive"),
            Finding::Awaited { .. } => {
                message!("the other archive's custody log came whole, and then it was interrupted")
            }
            Finding::Unread { .. } => message!("their statements are not shown"),
            Finding::Outdated { .. } => message!("this program may read them better"),
            Finding::Questions { .. } => {
                message!("they change nothing until somebody says where they belong")
            }
            Finding::Free { .. } => message!("what is added next will fill them"),
        }
    }

    /// What to do; `None` where there is nothing to be done.
    pub fn todo(&self) -> Option<Message> {
        match self {
            Finding::LogLeft { .. } => Some(message!(
                "`musnad doctor --repair` moves the log into the file"
            )),
            Finding::Failures { .. } => Some(message!("`musnad add --retry` tries them again")),
            Finding::Awaited { .. } => Some(message!(
                "run the same `musnad merge` or `musnad import` again"
            )),
            Finding::Unread { .. } | Finding::Outdated { .. } => {
                Some(message!("`musnad reread` makes the readings again"))
            }
            Finding::Questions { .. } => Some(message!(
                "`musnad corrections --open` shows them; correct anew, or undo them"
            )),
            Finding::Free { .. } => None,
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

/// So many free bytes are worth a word, where they are a quarter of the file.
const MUCH: u64 = 16 << 20;

impl Archive {
    /// Looks at what waits to be done; `engine` is the running one.
    ///
    /// # Errors
    /// If the archive is damaged (`verify` says where) or cannot be read.
    pub fn diagnose(&self, engine: &contract::Engine) -> Result<Diagnosis> {
        let numbers = Numbers::of(&self.connection, engine).map_err(|error| self.error(&error))?;
        let length = |path| fs::metadata(path).map_or(0, |file| file.len());
        let bytes = length(self.path.clone());
        Ok(Diagnosis {
            schema: SCHEMA,
            bytes,
            reports: numbers.reports,
            findings: self.findings(&numbers, bytes, length(log_of(&self.path)))?,
            sizes: numbers.sizes,
        })
    }

    /// What is worth saying of a file and a log of these lengths.
    fn findings(&self, numbers: &Numbers, bytes: u64, log: u64) -> Result<Vec<Finding>> {
        let (awaited, questions) = (self.awaited()?, self.questions()?);
        let &Numbers {
            failures,
            unread,
            outdated,
            free,
            ..
        } = numbers;
        let is_much = free >= MUCH && free * 4 > bytes;
        let candidates = [
            (log, Finding::LogLeft { bytes: log }),
            (failures, Finding::Failures { count: failures }),
            (awaited, Finding::Awaited { count: awaited }),
            (unread, Finding::Unread { count: unread }),
            (outdated, Finding::Outdated { count: outdated }),
            (questions, Finding::Questions { count: questions }),
            (u64::from(is_much), Finding::Free { bytes: free }),
        ];
        let worth = candidates.into_iter().filter(|(count, _)| *count > 0);
        Ok(worth.map(|(_, finding)| finding).collect())
    }

    /// How many reports were to come from another archive.
    fn awaited(&self) -> Result<u64> {
        let there: HashSet<String> = self.ids()?.into_iter().collect();
        let log = Log::quietly(self);
        let missing = log.missing(&there);
        Ok(missing
            .filter(|(_, remedy)| *remedy == Remedy::TakeAgain)
            .count() as u64)
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
    /// Bytes of pages that nothing stands on. Pages that are not quite full are none of them: a small archive
    /// has many, and a healthy one is nothing to talk about.
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
