//! The custody log: each entry by its own hash, all of them as one chain.

use super::problem::{Problems, Remedy};
use super::walk;
use crate::custody::{COLUMNS, Entry};
use crate::file::Archive;
use crate::hash::Hash;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

const NAME: &str = "the custody log";

/// What the log says about everything else.
#[derive(Default)]
pub(super) struct Log {
    /// How many entries there are.
    pub entries: u64,
    /// What each report was when it was added, by its id. Two archives that were merged may have added
    /// the same report under different metadata, each in its own chain.
    pub added: HashMap<String, Vec<Hash>>,
    /// Corrections, and reports that they are about.
    pub corrected: HashMap<Hash, String>,
}

/// The entries' places in the chain.
#[derive(Default)]
struct Chain {
    numbers: HashMap<Hash, i64>,
    /// Entries that others name, and the number of the one that does.
    named: Vec<(Hash, i64)>,
}

impl Log {
    pub fn check(archive: &Archive, problems: &mut Problems) -> Log {
        let connection = &archive.connection;
        let mut log = Log::default();
        let mut chain = Chain::default();
        for n in walk::numbers(connection, "custody", "sqlite_autoindex_custody_1") {
            match entry(connection, n) {
                Ok(entry) => log.put(n, entry, &mut chain, problems),
                Err(error) => {
                    let what = format!("entry {n} cannot be read ({error})");
                    problems.structure(NAME, what, Remedy::Rescue);
                }
            }
        }
        chain.check(head(connection), problems);
        log
    }

    fn put(&mut self, n: i64, entry: Entry, chain: &mut Chain, problems: &mut Problems) {
        let computed = entry.computed();
        if entry.hash != Some(computed) {
            let what = format!(
                "entry {n} ({} {}) is not what was written",
                entry.act, entry.subject
            );
            problems.structure(NAME, what, Remedy::Rescue);
        }
        if entry.prev.is_none() && entry.act != "found" {
            let what = format!("entry {n} has none before it and founds nothing");
            problems.structure(NAME, what, Remedy::Rescue);
        }
        chain.numbers.insert(entry.hash.unwrap_or(computed), n);
        chain.named.extend(entry.prev.map(|prev| (prev, n)));
        chain.named.extend(joined(&entry).map(|head| (head, n)));
        self.entries += 1;
        match (entry.act.as_str(), entry.after) {
            ("add", Some(row)) => self.added.entry(entry.subject).or_default().push(row),
            ("correct" | "undo", Some(event)) => {
                self.corrected.insert(event, entry.subject);
            }
            _ => {}
        }
    }
}

impl Chain {
    /// Every entry that is named is there, before the one that names it; and every entry is named by a
    /// later one, but for the last of all. So all of them hang together, as no hash can name itself.
    fn check(&self, head: Option<Hash>, problems: &mut Problems) {
        let mut broken = false;
        for (hash, by) in &self.named {
            let what = match self.numbers.get(hash) {
                Some(n) if n < by => continue,
                Some(n) => format!("entry {n} stands after entry {by}, which names it"),
                None => format!("the entry before entry {by} is missing"),
            };
            broken = true;
            problems.structure(NAME, what, Remedy::Rescue);
        }
        if !head.is_some_and(|head| self.numbers.contains_key(&head)) {
            broken = true;
            let what = "the last entry is not the one that the archive names as such";
            problems.structure(NAME, what, Remedy::Rescue);
        }
        if broken {
            return;
        }
        let named: HashSet<&Hash> = self.named.iter().map(|(hash, _)| hash).collect();
        for (hash, n) in &self.numbers {
            if !named.contains(hash) && head != Some(*hash) {
                let what = format!("entry {n} is no part of the chain");
                problems.structure(NAME, what, Remedy::Rescue);
            }
        }
    }
}

/// The last entry of the archive that this entry brought in, with its whole chain.
fn joined(entry: &Entry) -> Option<Hash> {
    matches!(entry.act.as_str(), "merge" | "import")
        .then_some(entry.after)
        .flatten()
}

fn entry(connection: &Connection, n: i64) -> rusqlite::Result<Entry> {
    // A hash of another length would be read as none, which for `prev`, `before` and `after` is a value.
    let sql = format!(
        "SELECT {COLUMNS} FROM custody WHERE n = ?1
         AND length(hash) = 32 AND ifnull(length(prev), 32) = 32
         AND ifnull(length(before), 32) = 32 AND ifnull(length(after), 32) = 32"
    );
    connection
        .prepare_cached(&sql)?
        .query_row([n], Entry::from_row)
}

fn head(connection: &Connection) -> Option<Hash> {
    let sql = "SELECT unhex(value) FROM meta WHERE key = 'custody_head'";
    let bytes: Vec<u8> = connection.query_row(sql, [], |row| row.get(0)).ok()?;
    Hash::from_column(&bytes)
}
