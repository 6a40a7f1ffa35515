//! Originals, reports, texts and readings: row by row from the file, then hashed, unpacked and read again
//! on all cores.

mod examine;
mod row;

use super::log::Log;
use super::problem::{Problems, Remedy};
use super::{Again, Found, walk};
use crate::file::Archive;
use crate::message::{Message, message};
use examine::Examiner;
pub(crate) use examine::wrong;
use musnad_read::contract;
use rayon::prelude::*;
pub(crate) use row::Job;
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many reports are looked at together, and how many packed bytes: a page may have 50 MB.
const BATCH: usize = 512;
const BATCH_BYTES: usize = 32 << 20;

/// Engines by their numbers here.
pub(crate) type Engines = HashMap<i64, contract::Engine>;

/// What reports lead to, so that what none leads to shows.
#[derive(Default)]
struct Visited {
    reports: HashSet<String>,
    blobs: HashSet<i64>,
    readings: HashSet<i64>,
}

pub(super) fn check(
    archive: &Archive,
    log: &Log,
    again: Option<&Again<'_>>,
    found: &mut Found,
    progress: &mut dyn FnMut(u64, u64),
) {
    let connection = &archive.connection;
    let engines = engines(connection);
    let examiner = Examiner {
        log,
        again,
        engines: &engines,
    };
    let mut visited = Visited::default();
    let numbers = walk::numbers(connection, "report");
    let total = numbers.len() as u64;
    let mut rest = numbers.into_iter().peekable();
    while rest.peek().is_some() {
        let jobs = batch(connection, &mut rest, &mut visited, &mut found.problems);
        let each: Vec<Found> = jobs.par_iter().map(|job| examiner.examine(job)).collect();
        each.into_iter().for_each(|more| found.append(more));
        progress(total - rest.len() as u64, total);
    }
    missing(log, &visited, &mut found.problems);
    strays(connection, &visited, found);
}

/// Fetches report number `n`; where it cannot be, says of which id that is, and why.
pub(crate) fn fetch(connection: &Connection, n: i64) -> Result<Job, (String, Message)> {
    row::job(connection, n).map_err(|what| (row::id_of(connection, n), what))
}

/// Fetches the next reports; those that cannot be are problems.
fn batch(
    connection: &Connection,
    rest: &mut dyn Iterator<Item = i64>,
    visited: &mut Visited,
    problems: &mut Problems,
) -> Vec<Job> {
    let mut jobs = Vec::new();
    let mut bytes = 0;
    for n in rest {
        match fetch(connection, n) {
            Ok(job) => {
                visited.reports.insert(job.held.id.clone());
                visited.blobs.insert(job.blob);
                visited.readings.extend(job.readings.iter().map(|r| r.n));
                bytes += job.bytes();
                jobs.push(job);
            }
            Err((id, what)) => {
                visited.reports.insert(id.clone());
                problems.report(id, what, Remedy::Rescue);
            }
        }
        if jobs.len() == BATCH || bytes > BATCH_BYTES {
            break;
        }
    }
    jobs
}

impl Found {
    fn append(&mut self, more: Found) {
        self.problems.append(more.problems);
        self.bad_readings.extend(more.bad_readings);
        self.counted.reports += more.counted.reports;
        self.counted.readings += more.counted.readings;
        self.counted.read_again += more.counted.read_again;
    }
}

/// The engines that can be read.
pub(crate) fn engines(connection: &Connection) -> Engines {
    let engine = |n: i64| {
        let sql = "SELECT version, data FROM engine WHERE n = ?1";
        connection.query_row(sql, [n], |row| {
            let (version, data) = (row.get(0)?, row.get(1)?);
            Ok((n, contract::Engine { version, data }))
        })
    };
    let numbers = walk::numbers(connection, "engine");
    numbers.into_iter().filter_map(|n| engine(n).ok()).collect()
}

/// Reports that the log knows and the table does not.
fn missing(log: &Log, visited: &Visited, problems: &mut Problems) {
    for (id, remedy) in log.missing(&visited.reports).collect::<BTreeMap<_, _>>() {
        let what = message!("it was added, says the custody log, and is not there");
        problems.report(id, what, remedy);
    }
}

/// Originals and readings that no report leads to.
fn strays(connection: &Connection, visited: &Visited, found: &mut Found) {
    let blobs = walk::numbers(connection, "blob");
    found.counted.originals = blobs.len() as u64;
    for n in blobs.iter().filter(|n| !visited.blobs.contains(n)) {
        let what = message!("original {} belongs to no report", n);
        found
            .problems
            .structure(message!("table {}", "blob"), what, Remedy::Rescue);
    }
    let readings = walk::numbers(connection, "reading");
    for n in readings.iter().filter(|n| !visited.readings.contains(n)) {
        let what = message!("reading {} belongs to no report", n);
        found
            .problems
            .structure(message!("table {}", "reading"), what, Remedy::Repair);
        found.bad_readings.push(*n);
    }
}
