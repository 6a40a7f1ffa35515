//! The small tables: what the archive knows about itself, engines, corrections, failures.

use super::log::Log;
use super::problem::{Problems, Remedy};
use super::{Counted, walk};
use crate::file::Archive;
use crate::hash::Hash;
use crate::journal::{self, Failed};
use rusqlite::Connection;
use std::collections::HashSet;

const CORRECTIONS: &str = "the corrections";

/// The keys of `meta`.
const KEYS: &[&str] = &["custody_head"];

pub(super) fn check(archive: &Archive, log: &Log, problems: &mut Problems, counted: &mut Counted) {
    let connection = &archive.connection;
    if let Err(error) = meta(connection, problems) {
        problems.structure("table meta", error.to_string(), Remedy::Rescue);
    }
    counted.failures = failures(connection, problems);
    counted.corrections = corrections(connection, log, problems);
}

fn meta(connection: &Connection, problems: &mut Problems) -> rusqlite::Result<()> {
    let mut select = connection.prepare("SELECT key FROM meta")?;
    let keys: Vec<String> = select
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in KEYS.iter().filter(|key| !keys.iter().any(|k| k == *key)) {
        problems.structure("table meta", format!("{key} is missing"), Remedy::Rescue);
    }
    for key in keys.iter().filter(|key| !KEYS.contains(&key.as_str())) {
        let what = format!("{key:?} does not belong there");
        problems.structure("table meta", what, Remedy::Rescue);
    }
    Ok(())
}

fn failures(connection: &Connection, problems: &mut Problems) -> u64 {
    let columns = journal::COLUMNS;
    let sql = format!("SELECT {columns}, seal FROM failure WHERE n = ?1");
    let sealed = |n: i64| -> rusqlite::Result<bool> {
        connection.prepare_cached(&sql)?.query_row([n], |row| {
            let seal: Vec<u8> = row.get(6)?;
            let is_positive = row.get::<_, i64>(5)? > 0;
            Ok(is_positive && Failed::from_row(row)?.seal().0[..] == seal)
        })
    };
    let rows = walk::numbers(connection, "failure", "sqlite_autoindex_failure_1");
    for n in &rows {
        if !matches!(sealed(*n), Ok(true)) {
            let what = format!("row {n} is not what was written");
            problems.structure("the journal of failures", what, Remedy::Repair);
        }
    }
    rows.len() as u64
}

fn corrections(connection: &Connection, log: &Log, problems: &mut Problems) -> u64 {
    let numbers = walk::numbers(connection, "correction", "sqlite_autoindex_correction_1");
    let mut found = HashSet::new();
    for n in &numbers {
        match correction(connection, *n) {
            Ok((id, report, event)) => {
                let hash = Hash::of(event.as_bytes());
                found.insert(hash);
                if hash.to_string()[..16] != id || log.corrected.get(&hash) != Some(&report) {
                    let what = format!("{id} is not what was said, says the custody log");
                    problems.structure(CORRECTIONS, what, Remedy::Rescue);
                }
            }
            Err(error) => {
                let what = format!("row {n} cannot be read ({error})");
                problems.structure(CORRECTIONS, what, Remedy::Rescue);
            }
        }
    }
    let missing = log
        .corrected
        .iter()
        .filter(|(hash, _)| !found.contains(hash));
    for (hash, report) in missing {
        let id = &hash.to_string()[..16];
        let what = format!("{id}, about report {report}, is missing, says the custody log");
        problems.structure(CORRECTIONS, what, Remedy::Rescue);
    }
    numbers.len() as u64
}

/// Id, report and event of a correction's row.
fn correction(connection: &Connection, n: i64) -> rusqlite::Result<(String, String, String)> {
    connection
        .prepare_cached("SELECT id, report, event FROM correction WHERE n = ?1")?
        .query_row([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
