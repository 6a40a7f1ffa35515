//! An archive taken apart, item by item, in the order of the contract.

use super::{Blob, Found, Item, Read, Whole};
use crate::custody::{self, Entry};
use crate::error::{ArchiveError, Result};
use crate::file::Archive;
use crate::hash::Hash;
use crate::held::Held;
use crate::message::{Message, message};
use crate::pack;
use musnad_read::contract;
use rusqlite::{Row, Transaction, TransactionBehavior};
use std::collections::VecDeque;

/// How many entries or corrections are fetched at once.
const PAGE: i64 = 512;

/// All items of an archive as it is now, however it is written to meanwhile.
pub(super) struct Contents<'a> {
    archive: &'a Archive,
    _snapshot: Transaction<'a>,
    head: Hash,
    reports: u64,
    stage: Stage,
    fetched: VecDeque<Found>,
}

/// What is fetched next: what comes after this row or id.
enum Stage {
    Entries(i64),
    Reports(i64),
    Corrections(String),
    End,
}

impl<'a> Contents<'a> {
    pub fn of(archive: &'a Archive) -> Result<Contents<'a>> {
        let begin = || {
            let behavior = TransactionBehavior::Deferred;
            let snapshot = Transaction::new_unchecked(&archive.connection, behavior)?;
            let reports: i64 =
                snapshot.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
            Ok((custody::head(&snapshot)?, reports, snapshot))
        };
        let (head, reports, snapshot) = begin().map_err(|error| archive.error(&error))?;
        let head = head.ok_or_else(|| archive.damaged("the custody log has no last entry"))?;
        Ok(Contents {
            archive,
            _snapshot: snapshot,
            head,
            reports: reports.unsigned_abs(),
            stage: Stage::Entries(0),
            fetched: VecDeque::new(),
        })
    }

    /// The last entry of the archive's log.
    pub fn head(&self) -> Hash {
        self.head
    }

    /// How many reports there are.
    pub fn reports(&self) -> u64 {
        self.reports
    }

    fn fetch(&mut self) -> Result<()> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::End) {
            Stage::Entries(after) => match self.entries(after)? {
                Some(last) => Stage::Entries(last),
                None => Stage::Reports(0),
            },
            Stage::Reports(after) => match self.archive.held_after(after, 1)?.pop() {
                Some(held) => {
                    let next = Stage::Reports(held.n);
                    self.report(held)?;
                    next
                }
                None => Stage::Corrections(String::new()),
            },
            Stage::Corrections(after) => match self.corrections(&after)? {
                Some(last) => Stage::Corrections(last),
                None => Stage::End,
            },
            Stage::End => Stage::End,
        };
        Ok(())
    }

    /// Fetches entries after number `after`; the number of the last one.
    fn entries(&mut self, after: i64) -> Result<Option<i64>> {
        let columns = custody::COLUMNS;
        let sql = format!("SELECT {columns}, n FROM custody WHERE n > ?1 ORDER BY n LIMIT ?2");
        let page = self.rows(&sql, (after, PAGE), |row| {
            Ok((row.get::<_, i64>(9)?, Entry::from_row(row)?))
        })?;
        let last = page.last().map(|(n, _)| *n);
        for (n, entry) in page {
            self.found(message!("entry {} of the log", n), Ok(Item::Entry(entry)));
        }
        Ok(last)
    }

    /// Fetches corrections after id `after`; the id of the last one.
    fn corrections(&mut self, after: &str) -> Result<Option<String>> {
        let sql = "SELECT id FROM correction WHERE id > ?1 ORDER BY id LIMIT ?2";
        let page: Vec<String> = self.rows(sql, (after, PAGE), |row| row.get(0))?;
        let last = page.last().cloned();
        for id in page {
            let item = match self.archive.corrections_where("id = ?1", [&id]) {
                Ok(mut found) => found
                    .pop()
                    .map(Item::Correction)
                    .ok_or_else(|| message!("it cannot be read")),
                Err(ArchiveError::Damaged { what, .. }) => Err(Message::verbatim(what)),
                Err(error) => return Err(error),
            };
            self.found(message!("correction {}", id), item);
        }
        Ok(last)
    }

    /// Fetches a report, what it was made of, and its readings.
    fn report(&mut self, held: Held) -> Result<()> {
        let place = message!("report {}", held.id);
        let sql = "SELECT blob.packed, report.text_packed,
                       NOT EXISTS (SELECT 1 FROM report AS first WHERE first.blob = blob.n AND first.n < ?1)
                   FROM report JOIN blob ON blob.n = report.blob WHERE report.n = ?1";
        let columns = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let packed: Option<(Vec<u8>, Vec<u8>, bool)> = self.rows(sql, [held.n], columns)?.pop();
        let Some((blob, packed, is_first)) = packed else {
            return Ok(());
        };
        let bytes = match self.archive.original(&held) {
            Ok(bytes) => bytes,
            Err(ArchiveError::Damaged { what, .. }) => {
                self.found(place, Err(Message::verbatim(what)));
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let text = pack::unpack(&packed, held.text_size, &bytes)
            .filter(|text| Hash::of(text) == held.text_sha256)
            .and_then(|text| String::from_utf8(text).ok());
        if is_first {
            let blob = Blob {
                sha256: held.blob,
                bytes,
                packed: Some(blob),
            };
            self.found(place.clone(), Ok(Item::Blob(blob)));
        }
        let Some(text) = text else {
            self.found(place, Err(message!("its text is not what was stored")));
            return Ok(());
        };
        let (n, id) = (held.n, held.id.clone());
        let packed = Some(packed);
        let whole = Box::new(Whole { held, text, packed });
        self.found(place, Ok(Item::Report(whole)));
        self.readings(n, &id)
    }

    fn readings(&mut self, n: i64, id: &str) -> Result<()> {
        let sql = "SELECT version, data, current, sha256, size, packed
                   FROM reading JOIN engine ON engine.n = reading.engine
                   WHERE report = ?1 ORDER BY version, data";
        let read = |row: &Row<'_>| {
            let engine = contract::Engine {
                version: row.get(0)?,
                data: row.get(1)?,
            };
            let (current, sha256): (bool, Vec<u8>) = (row.get(2)?, row.get(3)?);
            let (size, packed): (i64, Vec<u8>) = (row.get(4)?, row.get(5)?);
            Ok((engine, current, sha256, size, packed))
        };
        for (engine, current, sha256, size, packed) in self.rows(sql, [n], read)? {
            let json = usize::try_from(size)
                .ok()
                .and_then(|size| pack::unpack(&packed, size, &[]))
                .filter(|json| Hash::of(json).0[..] == sha256)
                .and_then(|json| String::from_utf8(json).ok());
            let item = json.map(|json| {
                Item::Reading(Read {
                    report: id.to_owned(),
                    engine,
                    current,
                    json,
                    packed: Some(packed),
                })
            });
            let item = item.ok_or_else(|| message!("its reading is not what was stored"));
            self.found(message!("report {}", id), item);
        }
        Ok(())
    }

    fn found(&mut self, place: Message, item: std::result::Result<Item, Message>) {
        self.fetched.push_back(Found { place, item });
    }

    fn rows<T>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let connection = &self.archive.connection;
        let rows = connection
            .prepare_cached(sql)
            .and_then(|mut select| select.query_map(values, row)?.collect());
        rows.map_err(|error| self.archive.error(&error))
    }
}

impl Iterator for Contents<'_> {
    type Item = Result<Found>;

    fn next(&mut self) -> Option<Result<Found>> {
        while self.fetched.is_empty() {
            if matches!(self.stage, Stage::End) {
                return None;
            }
            if let Err(error) = self.fetch() {
                self.stage = Stage::End;
                return Some(Err(error));
            }
        }
        self.fetched.pop_front().map(Ok)
    }
}
