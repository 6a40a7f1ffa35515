//! The small tables: what the archive knows about itself, engines, corrections, failures.

use super::log::Log;
use super::problem::{Problems, Remedy};
use super::{Counted, walk};
use crate::entities;
use crate::file::Archive;
use crate::hash::Hash;
use crate::journal::{self, Failed};
use crate::message::{Message, message};
use crate::seal;
use rusqlite::Connection;
use std::collections::HashMap;

/// The keys of `meta` that are always there.
const KEYS: &[&str] = &["custody_head"];

pub(super) fn check(archive: &Archive, log: &Log, problems: &mut Problems, counted: &mut Counted) {
    let connection = &archive.connection;
    if let Err(error) = meta(connection, problems) {
        problems.structure(
            message!("table {}", "meta"),
            Message::verbatim(error.to_string()),
            Remedy::Rescue,
        );
    }
    counted.failures = failures(connection, problems);
    counted.corrections = check_corrections(connection, log, problems);
}

fn meta(connection: &Connection, problems: &mut Problems) -> rusqlite::Result<()> {
    let mut select = connection.prepare("SELECT key FROM meta")?;
    let keys: Vec<String> = select
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in KEYS.iter().filter(|key| !keys.iter().any(|k| k == *key)) {
        problems.structure(
            message!("table {}", "meta"),
            message!("{} is missing", key),
            Remedy::Rescue,
        );
    }
    let belongs =
        |key: &String| KEYS.contains(&key.as_str()) || key == seal::KEY || key == entities::KEY;
    for key in keys.iter().filter(|key| !belongs(key)) {
        let what = message!("{} does not belong there", key);
        problems.structure(message!("table {}", "meta"), what, Remedy::Rescue);
    }
    Ok(())
}

fn failures(connection: &Connection, problems: &mut Problems) -> u64 {
    for n in unsealed(connection) {
        let what = message!("row {} is not what was written", n);
        problems.structure(message!("the journal of failures"), what, Remedy::Repair);
    }
    walk::numbers(connection, "failure").len() as u64
}

/// The numbers of the failures that are not what was written.
pub(crate) fn unsealed(connection: &Connection) -> Vec<i64> {
    let mut rows = walk::numbers(connection, "failure");
    rows.retain(|n| failure(connection, *n).is_none());
    rows.into_iter().collect()
}

/// A failure, if it is what was written.
fn failure(connection: &Connection, n: i64) -> Option<Failed> {
    let columns = journal::COLUMNS;
    let sql = format!("SELECT {columns}, seal FROM failure WHERE n = ?1 AND tries > 0");
    let found = connection.prepare_cached(&sql).and_then(|mut select| {
        select.query_row([n], |row| Ok((Failed::from_row(row)?, row.get(6)?)))
    });
    let (failed, seal): (Failed, Vec<u8>) = found.ok()?;
    (failed.seal().0[..] == seal).then_some(failed)
}

/// The failures that are what was written.
pub(crate) fn sealed(connection: &Connection) -> Vec<Failed> {
    walk::numbers(connection, "failure")
        .into_iter()
        .filter_map(|n| failure(connection, n))
        .collect()
}

fn check_corrections(connection: &Connection, log: &Log, problems: &mut Problems) -> u64 {
    let name = || message!("the corrections");
    let (found, wrong) = corrections(connection);
    for what in wrong {
        problems.structure(name(), what, Remedy::Rescue);
    }
    for (hash, (report, _)) in &found {
        if log.corrected.get(hash) != Some(report) {
            let what = message!("no entry of the custody log tells of {}", short(*hash));
            problems.structure(name(), what, Remedy::Rescue);
        }
    }
    for (hash, report) in &log.corrected {
        let id = short(*hash);
        if !found.contains_key(hash) && !log.lost_corrections.contains(&id) {
            let what = message!(
                "{}, about report {}, is missing, says the custody log",
                id,
                report
            );
            problems.structure(name(), what, log.remedy(&[*hash]));
        }
    }
    found.len() as u64
}

/// The corrections that are what was said, by their hashes: report and event; and what is wrong with the
/// others.
pub(crate) fn corrections(
    connection: &Connection,
) -> (HashMap<Hash, (String, String)>, Vec<Message>) {
    let mut found = HashMap::new();
    let mut wrong = Vec::new();
    for n in walk::numbers(connection, "correction") {
        match correction(connection, n) {
            Ok((id, report, event)) => {
                let hash = Hash::of(event.as_bytes());
                if short(hash) == id {
                    found.insert(hash, (report, event));
                } else {
                    wrong.push(message!("{} is not what was said", id));
                }
            }
            Err(error) => wrong.push(message!("row {} cannot be read ({})", n, error)),
        }
    }
    (found, wrong)
}

/// A correction's id.
pub(crate) fn short(hash: Hash) -> String {
    let mut id = hash.to_string();
    id.truncate(16);
    id
}

/// Id, report and event of a correction's row.
fn correction(connection: &Connection, n: i64) -> rusqlite::Result<(String, String, String)> {
    connection
        .prepare_cached("SELECT id, report, event FROM correction WHERE n = ?1")?
        .query_row([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}
