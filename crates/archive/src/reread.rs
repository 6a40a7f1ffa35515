//! Readings made again, by a newer engine or newer language data.
//!
//! What an engine read before is kept beside what the next one reads; one of them is shown. Corrections
//! are laid over that one ([`crate::replay`]), so that what becomes of each is counted here.

use crate::correction::entities;
use crate::correction::{Anchored, Correction, How, Question, State, replay};
use crate::custody::{self, Act};
use crate::error::{ArchiveError, Result};
use crate::file::{Archive, Stamp};
use crate::hash::Hash;
use crate::held::Held;
use crate::readings::{self, Packed};
use crate::search;
use musnad_read::{Reading, contract};
use musnad_report::Report;
use rayon::prelude::*;
use rusqlite::{TransactionBehavior, params_from_iter};
use std::collections::HashSet;

/// How many reports are read together, and how many bytes of text: both bound the memory needed.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 8 << 20;

/// Which readings are to be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that are shown and were made by another engine or other data, and those that are missing.
    /// After an interruption this goes on where it was.
    Outdated,
    /// All, which mends damaged ones too.
    All,
    /// Those of the reports with these ids.
    Ids(Vec<String>),
}

/// What a re-reading changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reread {
    /// Reports read again.
    pub reports: u64,
    /// Statements that they have now and had not before, told by their ids.
    pub gained: u64,
    /// Statements that they had before and have no longer.
    pub lost: u64,
    /// Corrections that hold and whose statements stand where they stood.
    pub exact: u64,
    /// Corrections that hold and found their statements by the words.
    pub by_words: u64,
    /// Corrections that wait for a person's answer now.
    pub questions: u64,
    /// Reports that could not be read again, as their text is damaged: id, and what is wrong.
    pub failed: Vec<(String, String)>,
}

/// A report to be read again.
struct Job {
    held: Held,
    text: String,
    before: Option<Reading>,
    corrections: Vec<Correction>,
}

/// A report that was.
struct Done {
    n: i64,
    id: String,
    reading: Packed,
    search: search::Rows,
    change: Reread,
}

impl Archive {
    /// Reads reports again by `read`, on all cores, and makes the new readings the ones that are shown.
    /// Each batch is one transaction with one entry in the custody log; what other engines read stays
    /// in the archive. `progress` is told how many of how many reports are done.
    ///
    /// # Errors
    /// [`ArchiveError::Unknown`] if one of the ids is not there; else if the archive cannot be read or
    /// written to. What was done up to then stays done.
    pub fn reread(
        &mut self,
        read: impl Fn(&Report) -> Reading + Sync,
        engine: &contract::Engine,
        which: &Which,
        stamp: &Stamp,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Reread> {
        let mut numbers = self.numbers(which, engine)?.into_iter().peekable();
        let total = numbers.len() as u64;
        let mut sum = Reread::default();
        while numbers.peek().is_some() {
            let jobs = self.jobs(&mut numbers, &mut sum.failed)?;
            let done: Vec<Done> = jobs.into_par_iter().map(|job| job.run(&read)).collect();
            self.write_readings(&done, engine, stamp)?;
            for Done { change, .. } in &done {
                sum.count(change);
            }
            progress(total - numbers.len() as u64, total);
        }
        Ok(sum)
    }

    /// The numbers of the reports that are meant, in the order in which they came.
    fn numbers(&self, which: &Which, engine: &contract::Engine) -> Result<Vec<i64>> {
        let select = |condition: &str, values: &[&str]| -> rusqlite::Result<Vec<i64>> {
            let sql = format!("SELECT n FROM report WHERE {condition} ORDER BY n");
            let mut select = self.connection.prepare(&sql)?;
            let rows = select.query_map(params_from_iter(values), |row| row.get(0))?;
            rows.collect()
        };
        let outdated = "NOT EXISTS (
            SELECT 1 FROM reading JOIN engine ON engine.n = reading.engine
            WHERE report = report.n AND current = 1 AND version = ?1 AND data = ?2)";
        let numbers = match which {
            Which::Outdated => select(outdated, &[&engine.version, &engine.data]),
            Which::All => select("true", &[]),
            Which::Ids(ids) => {
                let mut numbers = Vec::new();
                for id in ids {
                    let held = self.held(id)?.ok_or_else(|| ArchiveError::Unknown {
                        path: self.path.clone(),
                        what: format!("no report {id}"),
                    })?;
                    numbers.push(held.n);
                }
                numbers.sort_unstable();
                numbers.dedup();
                Ok(numbers)
            }
        };
        numbers.map_err(|error| self.error(&error))
    }

    /// Fetches the next reports.
    fn jobs(
        &self,
        numbers: &mut dyn Iterator<Item = i64>,
        failed: &mut Vec<(String, String)>,
    ) -> Result<Vec<Job>> {
        let mut jobs = Vec::new();
        let mut bytes = 0;
        for n in numbers {
            let Some(held) = self.held_where("report.n = ?1", [n])?.pop() else {
                continue;
            };
            match self.text(&held) {
                Ok(text) => {
                    bytes += text.len();
                    jobs.push(self.job(held, text)?);
                }
                Err(ArchiveError::Damaged { what, .. }) => failed.push((held.id, what)),
                Err(error) => return Err(error),
            }
            if jobs.len() == BATCH || bytes > BATCH_BYTES {
                break;
            }
        }
        Ok(jobs)
    }

    fn job(&self, held: Held, text: String) -> Result<Job> {
        let before = match self.reading(&held) {
            Ok((_, reading)) => Some(reading),
            Err(ArchiveError::Damaged { .. }) => None,
            Err(error) => return Err(error),
        };
        Ok(Job {
            corrections: self.corrections(&held.id)?,
            held,
            text,
            before,
        })
    }

    fn write_readings(
        &mut self,
        done: &[Done],
        engine: &contract::Engine,
        stamp: &Stamp,
    ) -> Result<()> {
        let (Some(first), Some(last)) = (done.first(), done.last()) else {
            return Ok(());
        };
        let parts = done
            .iter()
            .flat_map(|done| [Some(done.id.as_bytes()), Some(&done.reading.sha256.0[..])]);
        let act = Act {
            act: "reread",
            subject: format!("engine {} {}", engine.version, engine.data),
            before: None,
            after: Some(Hash::of_parts(parts)),
            detail: format!("{} reports, {} to {}", done.len(), first.id, last.id),
        };
        let mut watcher = self.watcher.take();
        let written = self.transact(TransactionBehavior::Immediate, |transaction| {
            let mut step = |name| {
                if let Some(watcher) = &mut watcher {
                    watcher(name);
                }
            };
            for done in done {
                step("reading");
                readings::put(transaction, done.n, engine, &done.reading)?;
                step("search");
                search::replace(transaction, done.n, &done.search)?;
            }
            search::tidy(transaction)?;
            step("custody");
            custody::append(transaction, stamp, &act)?;
            step("commit");
            Ok(())
        });
        self.watcher = watcher;
        written
    }
}

impl Job {
    fn run(self, read: &(impl Fn(&Report) -> Reading + Sync)) -> Done {
        let report = self.held.to_report(self.text);
        let reading = read(&report);
        let ids = |reading: &Reading| -> HashSet<String> {
            let ids = contract::attribution_ids(&report.id, &reading.attributions);
            ids.into_iter().collect()
        };
        let (before, after) = (
            self.before.as_ref().map(ids).unwrap_or_default(),
            ids(&reading),
        );
        let mut change = Reread {
            reports: 1,
            gained: after.difference(&before).count() as u64,
            lost: before.difference(&after).count() as u64,
            ..Reread::default()
        };
        let mut shown = None;
        if !self.corrections.is_empty() {
            let (corrected, anchored) = replay(&report.text, &reading, &self.corrections);
            shown = Some(corrected);
            for anchored in &anchored {
                change.count_state(&state(&report, &reading, anchored));
            }
        }
        let search = search::derive(&report, shown.as_ref().unwrap_or(&reading));
        Done {
            search,
            n: self.held.n,
            id: self.held.id,
            reading: Packed::new(&reading),
            change,
        }
    }
}

/// What becomes of a correction in the new reading; `None` for an undo. One about entities is found by its
/// mentions in `report`: those in others are those reports' affair.
fn state(report: &Report, reading: &Reading, anchored: &Anchored) -> Option<State> {
    let what = &anchored.correction.event.what;
    let mentions = what.mentions();
    if what.statement().is_some() || matches!(anchored.state, State::Undone { .. }) {
        return Some(anchored.state.clone());
    }
    let here = mentions.iter().filter(|m| m.report == report.id);
    let mut found = here.map(|m| entities::find(&report.text, reading, &m.words));
    let first = found.next()?;
    Some(match found.fold(first, worse) {
        Ok(by) => State::Applied { by },
        Err(question) => State::Question(question),
    })
}

type Found = std::result::Result<How, Question>;

/// Of two mentions the one that is found less well, by which the correction is.
fn worse(a: Found, b: Found) -> Found {
    match (a, b) {
        (Err(question), _) | (_, Err(question)) => Err(question),
        (Ok(How::Exact), Ok(by)) | (Ok(by), Ok(_)) => Ok(by),
    }
}

impl Reread {
    fn count_state(&mut self, state: &Option<State>) {
        match state {
            Some(State::Applied { by: How::Exact }) => self.exact += 1,
            Some(State::Applied { by: How::Words }) => self.by_words += 1,
            Some(State::Question(_)) => self.questions += 1,
            Some(State::Overridden { .. } | State::Undone { .. }) | None => {}
        }
    }

    fn count(&mut self, more: &Reread) {
        self.reports += more.reports;
        self.gained += more.gained;
        self.lost += more.lost;
        self.exact += more.exact;
        self.by_words += more.by_words;
        self.questions += more.questions;
    }
}
