//! Copies out of a damaged archive what is intact.

use super::legible::Legible;
use super::loss::{self, Loss};
use crate::add::{put_blob, put_report};
use crate::custody::{self, Act, Entry};
use crate::error::{ArchiveError, Result};
use crate::file::{Access, Archive, Stamp};
use crate::hash::Hash;
use crate::journal;
use crate::message::{Message, message};
use crate::readings::{self, Packed};
use crate::search;
use crate::verify::{self, Engines, Job, Log};
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// What a rescue brought over, and what it could not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rescued {
    /// Reports, with originals and texts.
    pub reports: u64,
    /// Readings.
    pub readings: u64,
    /// Corrections.
    pub corrections: u64,
    /// Entries of the custody log.
    pub entries: u64,
    /// Reports that are missing, by id, and why. `add` of the same files brings them back.
    pub missing: BTreeMap<String, Message>,
    /// Corrections that are missing, by id, with the reports that they are about.
    pub missing_corrections: BTreeMap<String, String>,
    /// How many entries of the log are missing.
    pub missing_entries: u64,
    /// Reports that are there and whose reading is not: `reread` makes it again.
    pub unread: Vec<String>,
}

/// How many reports are written in one transaction.
const BATCH: usize = 256;

/// Copies everything that is intact from the archive `from`, however damaged, into a new one, `into`;
/// `from` is not touched. The new archive's custody log takes up the old one and tells of every gap.
/// `progress` hears how many reports of how many are done.
///
/// # Errors
/// If there is something at `into`, if `from` cannot be read at all (its first hundred bytes are missing,
/// or it is no archive), or if the new one cannot be written.
pub fn rescue(
    from: &Path,
    into: &Path,
    stamp: &Stamp,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Rescued> {
    if into.exists() {
        return Err(ArchiveError::Other {
            path: into.to_owned(),
            what: "there is a file already; a rescue needs a new name".to_owned(),
        });
    }
    let legible = Legible::of(from, beside(into))?;
    let mut rescue = Rescue {
        log: Log::quietly(&legible.archive),
        old: &legible.archive,
        new: Archive::open(into, Access::Create, stamp)?,
        stamp,
        sum: Rescued::default(),
        there: HashSet::new(),
    };
    let tips = rescue.entries()?;
    rescue.reports(progress)?;
    rescue.corrections()?;
    rescue.failures()?;
    rescue
        .new
        .transact(TransactionBehavior::Immediate, search::fill)?;
    rescue.tell(tips)?;
    let Rescue { new, sum, .. } = rescue;
    new.close()?;
    Ok(sum)
}

fn beside(into: &Path) -> PathBuf {
    let mut name = into.as_os_str().to_owned();
    name.push("-damaged");
    name.into()
}

struct Rescue<'a> {
    old: &'a Archive,
    new: Archive,
    log: Log,
    stamp: &'a Stamp,
    sum: Rescued,
    /// Reports that were brought over.
    there: HashSet<String>,
}

/// Ends of the old log and holes in it.
#[derive(Default)]
struct Ends {
    tips: Vec<String>,
    lost: Vec<String>,
}

impl Rescue<'_> {
    /// Brings over the entries of the log that are what was written, in their order.
    fn entries(&mut self) -> Result<Ends> {
        let intact: Vec<Entry> = verify::entries(self.old);
        let own: HashSet<Hash> = intact.iter().filter_map(|entry| entry.hash).collect();
        let named: BTreeSet<Hash> = intact.iter().flat_map(verify::names).collect();
        let told: HashSet<Hash> = intact.iter().flat_map(verify::told).collect();
        let write = |connection: &Connection| {
            intact
                .iter()
                .try_for_each(|entry| custody::insert(connection, entry))
        };
        self.new
            .transact(TransactionBehavior::Immediate, |t| write(t))?;
        let lost: Vec<String> = named
            .iter()
            .filter(|hash| !own.contains(hash) && !told.contains(hash))
            .map(Hash::to_string)
            .collect();
        let ends = intact.iter().filter_map(|entry| entry.hash);
        self.sum.entries = intact.len() as u64;
        self.sum.missing_entries = lost.len() as u64;
        Ok(Ends {
            tips: ends
                .filter(|hash| !named.contains(hash))
                .map(|hash| hash.to_string())
                .collect(),
            lost,
        })
    }

    fn reports(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let engines = verify::engines(&self.old.connection);
        let numbers: Vec<i64> = verify::numbers(&self.old.connection, "report")
            .into_iter()
            .collect();
        for (done, batch) in numbers.chunks(BATCH).enumerate() {
            let mut jobs = Vec::new();
            for &n in batch {
                match verify::fetch(&self.old.connection, n) {
                    Ok(job) => match verify::wrong(&self.log, &job) {
                        None => jobs.push(job),
                        Some(what) => self.miss(job.held.id, what),
                    },
                    Err((id, what)) => self.miss(id, what),
                }
            }
            self.write(&jobs, &engines)?;
            progress((done * BATCH + batch.len()) as u64, numbers.len() as u64);
        }
        let known = self.log.added.keys();
        let gone: Vec<String> = known
            .filter(|id| !self.there.contains(*id) && !self.log.lost_reports.contains(*id))
            .cloned()
            .collect();
        for id in gone {
            self.miss(
                id,
                message!("it was added, says the custody log, and is not there"),
            );
        }
        // A row whose number is damaged may stand there twice, once intact.
        self.sum.missing.retain(|id, _| !self.there.contains(id));
        Ok(())
    }

    fn miss(&mut self, id: String, what: Message) {
        self.sum.missing.entry(id).or_insert(what);
    }

    fn write(&mut self, jobs: &[Job], engines: &Engines) -> Result<()> {
        let (log, stamp) = (&self.log, self.stamp);
        let written = self
            .new
            .transact(TransactionBehavior::Immediate, |transaction| {
                jobs.iter()
                    .map(|job| put(transaction, job, engines, (log, stamp)))
                    .collect::<rusqlite::Result<Vec<u64>>>()
            })?;
        for (job, readings) in jobs.iter().zip(written) {
            if self.there.insert(job.held.id.clone()) {
                self.sum.reports += 1;
                self.sum.readings += readings;
                if readings == 0 {
                    self.sum.unread.push(job.held.id.clone());
                }
            }
        }
        Ok(())
    }

    fn corrections(&mut self) -> Result<()> {
        let (found, _) = verify::corrections(&self.old.connection);
        let intact: HashMap<Hash, (String, String)> = found;
        let (log, stamp) = (&self.log, self.stamp);
        self.new
            .transact(TransactionBehavior::Immediate, |transaction| {
                for (hash, (report, event)) in &intact {
                    put_correction(transaction, (*hash, report, event), (log, stamp))?;
                }
                Ok(())
            })?;
        self.sum.corrections = intact.len() as u64;
        for (hash, report) in &self.log.corrected {
            let id = verify::short(*hash);
            if !intact.contains_key(hash) && !self.log.lost_corrections.contains(&id) {
                self.sum.missing_corrections.insert(id, report.clone());
            }
        }
        Ok(())
    }

    fn failures(&mut self) -> Result<()> {
        let sealed = verify::sealed(&self.old.connection);
        self.new
            .transact(TransactionBehavior::Immediate, |transaction| {
                sealed
                    .iter()
                    .try_for_each(|failed| journal::keep(transaction, failed))
            })
    }

    /// The last entry: what was taken up, and what is lost.
    fn tell(&mut self, ends: Ends) -> Result<()> {
        let loss = Loss {
            tips: ends.tips,
            entries: ends.lost,
            reports: self.sum.missing.keys().cloned().collect(),
            corrections: self.sum.missing_corrections.keys().cloned().collect(),
        };
        let act = Act::plain(loss::ACT, "archive", loss.to_json());
        let stamp = self.stamp;
        self.new
            .transact(TransactionBehavior::Immediate, |transaction| {
                custody::append(transaction, stamp, &act).map(|_| ())
            })
    }
}

/// Puts a report in with its intact readings; how many of them there are.
fn put(
    connection: &Connection,
    job: &Job,
    engines: &Engines,
    (log, stamp): (&Log, &Stamp),
) -> rusqlite::Result<u64> {
    let size = usize::try_from(job.size).unwrap_or_default();
    let blob = put_blob(connection, job.held.blob, &(size, job.original.clone()))?;
    let n = put_report(connection, &job.held, blob, &job.text)?;
    let mut readings: Vec<_> = job.readings.iter().filter(|r| r.json().is_some()).collect();
    // The last one put in is the one that is shown.
    readings.sort_by_key(|stored| stored.current);
    let mut put = 0;
    for stored in readings {
        let (Some(engine), Some(json)) = (engines.get(&stored.engine), stored.json()) else {
            continue;
        };
        let packed = Packed {
            sha256: Hash::of(&json),
            size: json.len(),
            bytes: stored.packed.clone(),
        };
        readings::put(connection, n, engine, &packed)?;
        put += 1;
    }
    if !log.added.contains_key(&job.held.id) {
        let act = Act {
            act: "add",
            subject: job.held.id.clone(),
            before: None,
            after: Some(job.held.digest()),
            detail: "its entry was lost".to_owned(),
        };
        custody::append(connection, stamp, &act)?;
    }
    Ok(put)
}

fn put_correction(
    connection: &Connection,
    (hash, report, event): (Hash, &str, &str),
    (log, stamp): (&Log, &Stamp),
) -> rusqlite::Result<()> {
    let id = verify::short(hash);
    connection
        .prepare_cached("INSERT INTO correction (id, report, event) VALUES (?1, ?2, ?3)")?
        .execute(params![id, report, event])?;
    if !log.corrected.contains_key(&hash) {
        let act = Act {
            act: "correct",
            subject: report.to_owned(),
            before: None,
            after: Some(hash),
            detail: id,
        };
        custody::append(connection, stamp, &act)?;
    }
    Ok(())
}
