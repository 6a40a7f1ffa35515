//! The custody log: who did what when, as a chain of hashes.
//!
//! Every entry names the entry before it by hash, and its own hash covers all that it says; so no entry
//! can be changed, taken out or put in without a break that `verify` shows. What an entry is about
//! (a report's row, a correction) is named by its own hash before and after the act. A merged archive
//! brings its whole chain along; the entry `merge` names that chain's last entry, so the log is a tree
//! whose one trunk is this archive's, as in the hash-linked logs of Haber and Stornetta (1991).

use crate::error::Result;
use crate::file::{Archive, Stamp};
use crate::hash::Hash;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::hash::{BuildHasher, Hasher, RandomState};

/// What is written down of an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// One word: `found`, `add`, `reread`, `correct`, `undo`, `import`, `merge`, `migrate`.
    pub act: &'static str,
    /// What it was done to: a report's id, or the name of a structure.
    pub subject: String,
    /// Hash of the subject's state before; `None` where it was not there.
    pub before: Option<Hash>,
    /// Hash of the subject's state after; `None` where it is not there any more, or has no single state.
    pub after: Option<Hash>,
    /// What else there is to say.
    pub detail: String,
}

impl Act {
    /// An act on something that has no hash of its own.
    pub fn plain(act: &'static str, subject: &str, detail: impl Into<String>) -> Act {
        Act {
            act,
            subject: subject.to_owned(),
            before: None,
            after: None,
            detail: detail.into(),
        }
    }
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its own hash, as stored.
    pub hash: Option<Hash>,
    /// The entry before it; `None` for the one that founded an archive.
    pub prev: Option<Hash>,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// By which program and version.
    pub program: String,
    /// See [`Act`], as the next four.
    pub act: String,
    /// What it was done to.
    pub subject: String,
    /// State before.
    pub before: Option<Hash>,
    /// State after.
    pub after: Option<Hash>,
    /// What else there is to say.
    pub detail: String,
}

/// The columns of an [`Entry`], for [`Entry::from_row`].
pub(crate) const COLUMNS: &str = "hash, prev, at, program, act, subject, before, after, detail";

impl Entry {
    pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Entry> {
        let hash = |column| -> rusqlite::Result<Option<Hash>> {
            let bytes: Option<Vec<u8>> = row.get(column)?;
            Ok(bytes.and_then(|bytes| Hash::from_column(&bytes)))
        };
        Ok(Entry {
            hash: hash(0)?,
            prev: hash(1)?,
            at: row.get(2)?,
            program: row.get(3)?,
            act: row.get(4)?,
            subject: row.get(5)?,
            before: hash(6)?,
            after: hash(7)?,
            detail: row.get(8)?,
        })
    }

    /// The hash that it should have.
    pub fn computed(&self) -> Hash {
        Hash::of_parts([
            self.prev.as_ref().map(|hash| &hash.0[..]),
            Some(self.at.as_bytes()),
            Some(self.program.as_bytes()),
            Some(self.act.as_bytes()),
            Some(self.subject.as_bytes()),
            self.before.as_ref().map(|hash| &hash.0[..]),
            self.after.as_ref().map(|hash| &hash.0[..]),
            Some(self.detail.as_bytes()),
        ])
    }
}

/// The entry that founds an archive. Its detail is random, so that no two archives are one.
pub(crate) fn found(connection: &Connection, stamp: &Stamp) -> rusqlite::Result<Hash> {
    // The standard library seeds every hasher afresh, which is all the chance that is needed here.
    let chance = RandomState::new().build_hasher().finish();
    let act = Act::plain("found", "archive", format!("{chance:016x}"));
    append(connection, stamp, &act)
}

/// Appends an entry; must run inside the transaction of what it tells.
pub(crate) fn append(connection: &Connection, stamp: &Stamp, act: &Act) -> rusqlite::Result<Hash> {
    let mut entry = Entry {
        hash: None,
        prev: head(connection)?,
        at: stamp.at.to_string(),
        program: stamp.program.clone(),
        act: act.act.to_owned(),
        subject: act.subject.clone(),
        before: act.before,
        after: act.after,
        detail: act.detail.clone(),
    };
    let hash = entry.computed();
    entry.hash = Some(hash);
    insert(connection, &entry)?;
    let mut point = connection
        .prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES ('custody_head', ?1)")?;
    point.execute([hash.to_string()])?;
    Ok(hash)
}

/// Puts an entry in as it is, without making it the last of this archive's own.
pub(crate) fn insert(connection: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let bytes = |hash: Option<Hash>| hash.map(|hash| hash.0.to_vec());
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO custody (hash, prev, at, program, act, subject, before, after, detail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    insert.execute(params![
        bytes(entry.hash),
        bytes(entry.prev),
        entry.at,
        entry.program,
        entry.act,
        entry.subject,
        bytes(entry.before),
        bytes(entry.after),
        entry.detail,
    ])?;
    Ok(())
}

/// Whether there is such an entry.
pub(crate) fn has(connection: &Connection, hash: Hash) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM custody WHERE hash = ?1")?
        .exists([&hash.0[..]])
}

/// The last entry of this archive's own.
pub(crate) fn head(connection: &Connection) -> rusqlite::Result<Option<Hash>> {
    let mut select =
        connection.prepare_cached("SELECT hash FROM custody WHERE hash = (SELECT unhex(value) FROM meta WHERE key = 'custody_head')")?;
    let bytes: Option<Vec<u8>> = select.query_row([], |row| row.get(0)).optional()?;
    Ok(bytes.and_then(|bytes| Hash::from_column(&bytes)))
}

impl Archive {
    /// The log, in the order in which its entries came into this file.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        let sql = format!("SELECT {COLUMNS} FROM custody ORDER BY n");
        let entries = self.connection.prepare_cached(&sql).and_then(|mut select| {
            let rows = select.query_map([], Entry::from_row)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        entries.map_err(|error| self.error(&error))
    }

    /// What the log tells of one subject, in the order in which it came into this file.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn entries_of(&self, subject: &str) -> Result<Vec<Entry>> {
        let sql = format!("SELECT {COLUMNS} FROM custody WHERE subject = ?1 ORDER BY n");
        let entries = self.connection.prepare_cached(&sql).and_then(|mut select| {
            let rows = select.query_map([subject], Entry::from_row)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        entries.map_err(|error| self.error(&error))
    }
}
