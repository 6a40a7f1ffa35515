//! The small tables: what the archive knows about itself, engines, corrections, failures.

use super::log::Log;
use super::problem::{Problems, Remedy};
use super::{Counted, walk};
use crate::file::Archive;
use crate::hash::Hash;
use crate::journal::{self, Failed};
use rusqlite::Connection;

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

fn corrections(connection: &Connection, _log: &Log, problems: &mut Problems) -> u64 {
    let intact = |n: i64| -> rusqlite::Result<bool> {
        let mut select =
            connection.prepare_cached("SELECT id, event FROM correction WHERE n = ?1")?;
        select.query_row([n], |row| {
            let (id, event): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(Hash::of(event.as_bytes()).to_string()[..16] == id)
        })
    };
    let rows = walk::numbers(connection, "correction", "sqlite_autoindex_correction_1");
    for n in &rows {
        if !matches!(intact(*n), Ok(true)) {
            let what = format!("row {n} is not what was written");
            problems.structure("the corrections", what, Remedy::Rescue);
        }
    }
    rows.len() as u64
}
