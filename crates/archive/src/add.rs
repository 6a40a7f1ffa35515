//! Reports come in.

use crate::correction;
use crate::custody::{self, Act};
use crate::error::Result;
use crate::file::{Archive, Stamp};
use crate::hash::Hash;
use crate::held::{Held, name_of};
use crate::pack;
use crate::readings;
use crate::search;
use musnad_read::{Reading, contract};
use musnad_report::{Origin, Report};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

/// A report on its way in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The report.
    pub report: Report,
    /// The bytes that its blob is the hash of.
    pub original: Vec<u8>,
    /// What was doubtful when it was read in.
    pub notes: Vec<String>,
    /// What was read out of it.
    pub reading: Reading,
    /// By which engine and data.
    pub engine: contract::Engine,
}

/// A report made ready to be written: the costly part, worth spreading over threads.
#[derive(Clone, Debug)]
pub struct Ready {
    held: Held,
    original: (usize, Vec<u8>),
    text: Vec<u8>,
    engine: contract::Engine,
    reading: readings::Packed,
    search: search::Rows,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Added {
    /// It was not there.
    New,
    /// Its address was there, with other texts only.
    Version,
    /// It was not there, and the very same text is there under another address, or in another file.
    Elsewhere,
    /// It was there already; nothing was changed.
    Known,
}

/// What the versions of one page share: its url; else its path, with the record's number. What came by
/// standard input (`-`) came from nowhere: its own id is its address, and it is no version of anything.
pub fn address_of(id: &str, origin: &Origin) -> String {
    let path = origin.path.as_deref().filter(|&path| path != "-");
    match (&origin.url, path, origin.record) {
        (Some(url), _, _) => url.clone(),
        (None, Some(path), Some(record)) => format!("{path}#{record}"),
        (None, Some(path), None) => path.to_owned(),
        (None, None, _) => id.to_owned(),
    }
}

impl Incoming {
    /// Hashes and packs.
    pub fn ready(self) -> Ready {
        let Incoming {
            report,
            original,
            notes,
            reading,
            engine,
        } = self;
        let text = report.text.as_str().as_bytes();
        Ready {
            text: pack::pack(text, &original),
            original: (original.len(), pack::pack(&original, &[])),
            reading: readings::Packed::new(&reading),
            search: search::derive(&report, &reading),
            engine,
            held: Held {
                n: 0,
                blob: Hash::from_name(&report.blob).unwrap_or_else(|| Hash::of(&original)),
                address: address_of(&report.id, &report.origin),
                text_sha256: Hash::of(text),
                text_size: text.len(),
                id: report.id,
                origin: report.origin,
                outlet: report.outlet,
                title: report.title,
                author: report.author,
                published: report.published,
                modified: report.modified.map(|dated| dated.date),
                captured: report.captured.map(|dated| dated.date),
                language: report.language,
                has_title: report.has_title,
                notes,
            },
        }
    }
}

impl Ready {
    /// Bytes that it holds in memory, about.
    pub fn size(&self) -> usize {
        self.original.1.len() + self.text.len() + self.reading.bytes.len()
    }
}

impl Archive {
    /// Whether a report with this id is there: asked before it is read, so that a second `add` is cheap.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn knows(&self, id: &str) -> Result<bool> {
        knows(&self.connection, id).map_err(|error| self.error(&error))
    }

    /// Writes reports in one transaction, each with its entry in the custody log; says what became of
    /// each, in their order. Those that are there already are left as they are.
    ///
    /// # Errors
    /// If the archive cannot be written to; then none of them is in it.
    pub fn add(&mut self, reports: &[Ready], stamp: &Stamp) -> Result<Vec<Added>> {
        let mut watcher = self.watcher.take();
        let added = self.transact(TransactionBehavior::Immediate, |transaction| {
            let mut step = |name| {
                if let Some(watcher) = &mut watcher {
                    watcher(name);
                }
            };
            let added = reports
                .iter()
                .map(|ready| put(transaction, ready, stamp, &mut step))
                .collect();
            step("commit");
            added
        });
        self.watcher = watcher;
        added
    }
}

fn knows(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM report WHERE id = ?1")?
        .exists([id])
}

fn put(
    connection: &Connection,
    ready: &Ready,
    stamp: &Stamp,
    step: &mut dyn FnMut(&'static str),
) -> rusqlite::Result<Added> {
    let held = &ready.held;
    if knows(connection, &held.id)? {
        return Ok(Added::Known);
    }
    let before = latest_version(connection, &held.address)?;
    let added = if has_text(connection, held, before.is_some())? {
        Added::Elsewhere
    } else if before.is_some() {
        Added::Version
    } else {
        Added::New
    };
    step("blob");
    let blob = put_blob(connection, held.blob, &ready.original)?;
    step("report");
    let n = put_report(connection, held, blob, &ready.text)?;
    step("reading");
    readings::put(connection, n, &ready.engine, &ready.reading)?;
    step("search");
    if correction::has(connection, &held.id)? {
        // It was here, was corrected, and was lost: a rescue kept the corrections.
        search::refresh(connection, [held.id.as_str()])?;
    } else {
        search::put(connection, n, &ready.search)?;
    }
    step("custody");
    let act = Act {
        act: "add",
        subject: held.id.clone(),
        before,
        after: Some(held.digest()),
        detail: String::new(),
    };
    custody::append(connection, stamp, &act)?;
    Ok(added)
}

/// The row hash of the version of this page that came last.
fn latest_version(connection: &Connection, address: &str) -> rusqlite::Result<Option<Hash>> {
    let columns = crate::held::COLUMNS;
    let sql = format!(
        "SELECT {columns} FROM report JOIN blob ON blob.n = report.blob
         WHERE report.address = ?1 ORDER BY report.n DESC LIMIT 1"
    );
    let mut select = connection.prepare_cached(&sql)?;
    let held = select.query_row([address], Held::from_row).optional()?;
    Ok(held.map(|held| held.digest()))
}

/// Whether this text is there; `here`: under the report's own address.
fn has_text(connection: &Connection, held: &Held, here: bool) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM report WHERE text_sha256 = ?1 AND (address = ?2 OR NOT ?3)")?
        .exists(params![&held.text_sha256.0[..], held.address, here])
}

pub(crate) fn put_blob(
    connection: &Connection,
    hash: Hash,
    (size, packed): &(usize, Vec<u8>),
) -> rusqlite::Result<i64> {
    let mut select = connection.prepare_cached("SELECT n FROM blob WHERE sha256 = ?1")?;
    if let Some(n) = select
        .query_row([&hash.0[..]], |row| row.get(0))
        .optional()?
    {
        return Ok(n);
    }
    connection
        .prepare_cached("INSERT INTO blob (sha256, size, packed) VALUES (?1, ?2, ?3)")?
        .insert(params![&hash.0[..], *size as i64, packed])
}

pub(crate) fn put_report(
    connection: &Connection,
    held: &Held,
    blob: i64,
    text: &[u8],
) -> rusqlite::Result<i64> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO report (id, blob, address, path, record, url, outlet, title, author, published,
             published_from, modified, captured, language, has_title, notes, text_sha256, text_size,
             text_packed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?;
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    insert.insert(params![
        held.id,
        blob,
        held.address,
        held.origin.path,
        held.origin.record.map(|n| n as i64),
        held.origin.url,
        held.outlet,
        held.title,
        held.author,
        day(held.published.map(|dated| dated.date)),
        name_of(
            held.published
                .map_or(musnad_report::DateFrom::None, |dated| dated.from)
        ),
        day(held.modified),
        day(held.captured),
        held.language.code(),
        held.has_title,
        serde_json::json!(held.notes).to_string(),
        &held.text_sha256.0[..],
        held.text_size as i64,
        text,
    ])
}
