//! The custody log: each entry by its own hash, all of them as one chain.

use super::problem::{Problems, Remedy};
use super::walk;
use crate::custody::{COLUMNS, Entry};
use crate::doctor::Loss;
use crate::file::Archive;
use crate::hash::Hash;
use crate::message::message;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// What the log says about everything else.
#[derive(Default)]
pub(crate) struct Log {
    /// How many entries there are.
    pub entries: u64,
    /// What each report was when it was added, by its id. Two archives that were merged may have added
    /// the same report under different metadata, each in its own chain.
    pub added: HashMap<String, Vec<Hash>>,
    /// Corrections, and reports that they are about.
    pub corrected: HashMap<Hash, String>,
    /// Reports of which a rescue tells that they are lost, by id.
    pub lost_reports: HashSet<String>,
    /// Corrections of which a rescue tells so, by id.
    pub lost_corrections: HashSet<String>,
    /// States of reports and corrections of which only entries tell that came with another archive's log:
    /// the log comes first, and what it tells of later.
    brought: HashSet<Hash>,
}

/// The entries' places in the chain.
#[derive(Default)]
struct Chain {
    numbers: HashMap<Hash, i64>,
    /// Entries that others name, and the number of the one that does.
    named: Vec<(Hash, i64)>,
    /// Entries of which a rescue tells that they are lost.
    told: HashSet<Hash>,
    /// What each entry stands after, and the state of the report or correction that it tells of.
    links: HashMap<Hash, (Option<Hash>, Option<Hash>)>,
}

impl Log {
    /// What the log says, whatever is wrong with it.
    pub fn quietly(archive: &Archive) -> Log {
        Log::check(archive, &mut Problems::default())
    }

    pub(super) fn check(archive: &Archive, problems: &mut Problems) -> Log {
        let connection = &archive.connection;
        let mut log = Log::default();
        let mut chain = Chain::default();
        for n in walk::numbers(connection, "custody") {
            match entry(connection, n) {
                Ok(entry) => log.put(n, entry, &mut chain, problems),
                Err(error) => {
                    let what = message!("entry {} cannot be read ({})", n, error);
                    problems.structure(message!("the custody log"), what, Remedy::Rescue);
                }
            }
        }
        let head = head(connection);
        chain.check(head, problems);
        log.brought = chain.brought(head);
        log
    }

    fn put(&mut self, n: i64, entry: Entry, chain: &mut Chain, problems: &mut Problems) {
        let computed = entry.computed();
        if entry.hash != Some(computed) {
            let what = message!(
                "entry {} ({} {}) is not what was written",
                n,
                entry.act,
                entry.subject
            );
            problems.structure(message!("the custody log"), what, Remedy::Rescue);
        }
        if entry.prev.is_none() && entry.act != "found" {
            let what = message!("entry {} has none before it and founds nothing", n);
            problems.structure(message!("the custody log"), what, Remedy::Rescue);
        }
        let hash = entry.hash.unwrap_or(computed);
        chain.numbers.insert(hash, n);
        let tells = matches!(entry.act.as_str(), "add" | "correct" | "undo");
        let state = entry.after.filter(|_| tells);
        chain.links.insert(hash, (entry.prev, state));
        chain
            .named
            .extend(names(&entry).into_iter().map(|hash| (hash, n)));
        chain.told.extend(told(&entry));
        self.entries += 1;
        if let Some(loss) = Loss::of(&entry) {
            self.lost_reports.extend(loss.reports);
            self.lost_corrections.extend(loss.corrections);
        }
        if entry.hash != Some(computed) {
            // What a changed entry says of others is not to be relied on.
            return;
        }
        match (entry.act.as_str(), entry.after) {
            ("add", Some(row)) => self.added.entry(entry.subject).or_default().push(row),
            ("correct" | "undo", Some(event)) => {
                self.corrected.insert(event, entry.subject);
            }
            _ => {}
        }
    }

    /// What can be done about a report or correction that is missing, by the states that the log knows of it.
    pub fn remedy(&self, states: &[Hash]) -> Remedy {
        match states.iter().all(|state| self.brought.contains(state)) {
            true => Remedy::TakeAgain,
            false => Remedy::Rescue,
        }
    }

    /// The reports that were added, say entries, and neither stand among `there` nor are told to be lost.
    pub fn missing<'a>(
        &'a self,
        there: &HashSet<String>,
    ) -> impl Iterator<Item = (&'a String, Remedy)> {
        let is_missing = |id: &String| !there.contains(id) && !self.lost_reports.contains(id);
        let added = self.added.iter().filter(move |(id, _)| is_missing(id));
        added.map(|(id, rows)| (id, self.remedy(rows)))
    }
}

impl Chain {
    /// The states that no entry of the archive's own line tells of, from the last one back to its founding.
    fn brought(&self, head: Option<Hash>) -> HashSet<Hash> {
        let mut own = HashSet::new();
        let mut at = head;
        // The links are hashes of what they lead to; a damaged log may lead in a circle all the same.
        while let Some(hash) = at.filter(|hash| own.insert(*hash)) {
            at = self.links.get(&hash).and_then(|(prev, _)| *prev);
        }
        let own = &own;
        let states = |is_own: bool| {
            let links = self.links.iter();
            let meant = links.filter(move |(hash, _)| own.contains(*hash) == is_own);
            meant
                .filter_map(|(_, (_, state))| *state)
                .collect::<HashSet<Hash>>()
        };
        &states(false) - &states(true)
    }

    /// Every entry that is named is there, before the one that names it; and every entry is named by a
    /// later one, but for the last of all. So all of them hang together, as no hash can name itself.
    fn check(&self, head: Option<Hash>, problems: &mut Problems) {
        let mut broken = false;
        for (hash, by) in &self.named {
            let what = match self.numbers.get(hash) {
                Some(n) if n < by => continue,
                None if self.told.contains(hash) => continue,
                Some(n) => message!("entry {} stands after entry {}, which names it", n, by),
                None => message!("the entry before entry {} is missing", by),
            };
            broken = true;
            problems.structure(message!("the custody log"), what, Remedy::Rescue);
        }
        if !head.is_some_and(|head| self.numbers.contains_key(&head)) {
            broken = true;
            let what = message!("the last entry is not the one that the archive names as such");
            problems.structure(message!("the custody log"), what, Remedy::Rescue);
        }
        if broken {
            return;
        }
        let named: HashSet<&Hash> = self.named.iter().map(|(hash, _)| hash).collect();
        for (hash, n) in &self.numbers {
            if !named.contains(hash) && head != Some(*hash) {
                let what = message!("entry {} is no part of the chain", n);
                problems.structure(message!("the custody log"), what, Remedy::Rescue);
            }
        }
    }
}

/// The entries that this one names: the one before it, the last one of an archive that was merged, and
/// all loose ends of one that was rescued.
pub(crate) fn names(entry: &Entry) -> Vec<Hash> {
    let mut named: Vec<Hash> = entry.prev.into_iter().collect();
    if matches!(entry.act.as_str(), "merge" | "import") {
        named.extend(entry.after);
    }
    let tips = Loss::of(entry).map(|loss| loss.tips).unwrap_or_default();
    named.extend(tips.iter().filter_map(|tip| Hash::from_hex(tip)));
    named
}

/// The entries of which this one tells that they are lost.
pub(crate) fn told(entry: &Entry) -> Vec<Hash> {
    let lost = Loss::of(entry).map(|loss| loss.entries).unwrap_or_default();
    lost.iter()
        .filter_map(|hash| Hash::from_hex(hash))
        .collect()
}

/// The entries that are what was written, in the order in which they came.
pub(crate) fn entries(archive: &Archive) -> Vec<Entry> {
    walk::numbers(&archive.connection, "custody")
        .into_iter()
        .filter_map(|n| entry(&archive.connection, n).ok())
        .filter(|entry| entry.hash == Some(entry.computed()))
        .collect()
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
