//! A report's rows as they stand in the file.

use crate::hash::Hash;
use crate::held::{COLUMNS, Held, name_of};
use crate::message::{Message, message};
use crate::pack;
use jiff::civil::Date;
use musnad_report::DateFrom;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};

/// What stands in the file about one report, packed as it is.
pub(crate) struct Job {
    pub held: Held,
    /// What of the row says the same as `held` in other characters, so that no hash covers it.
    pub unusual: Option<Message>,
    pub blob: i64,
    /// Length of the original in bytes.
    pub size: i64,
    pub original: Vec<u8>,
    pub text: Vec<u8>,
    pub readings: Vec<Stored>,
    /// Why not all readings could be fetched.
    pub trouble: Option<Message>,
}

/// A reading's row.
pub(crate) struct Stored {
    pub n: i64,
    pub engine: i64,
    pub current: i64,
    pub sha256: Vec<u8>,
    pub size: i64,
    pub packed: Vec<u8>,
}

impl Stored {
    /// The reading's JSON, if it is what was stored.
    pub fn json(&self) -> Option<Vec<u8>> {
        let size = usize::try_from(self.size).ok()?;
        let hash = Hash::from_column(&self.sha256)?;
        pack::unpack(&self.packed, size, &[]).filter(|json| Hash::of(json) == hash)
    }
}

impl Job {
    /// The text, if it and the original are what was stored; else what is not.
    pub fn text(&self) -> Result<String, Message> {
        let original = usize::try_from(self.size)
            .ok()
            .and_then(|size| pack::unpack(&self.original, size, &[]))
            .filter(|bytes| Hash::of(bytes) == self.held.blob)
            .ok_or_else(|| message!("its original is not what came in"))?;
        pack::unpack(&self.text, self.held.text_size, &original)
            .filter(|bytes| Hash::of(bytes) == self.held.text_sha256)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| message!("its text is not what was stored"))
    }

    /// How many packed bytes it holds.
    pub fn bytes(&self) -> usize {
        let readings: usize = self.readings.iter().map(|r| r.packed.len()).sum();
        self.original.len() + self.text.len() + readings
    }
}

/// Fetches report number `n`; else says why it cannot be.
pub(super) fn job(connection: &Connection, n: i64) -> Result<Job, Message> {
    let sql = format!(
        "SELECT {COLUMNS}, blob.n, blob.size, blob.packed, report.text_packed
         FROM report NOT INDEXED JOIN blob ON blob.n = report.blob WHERE report.n = ?1"
    );
    let found = connection
        .prepare_cached(&sql)
        .and_then(|mut select| select.query_row([n], from_row).optional());
    let mut job = match found {
        Ok(Some(job)) => job,
        Ok(None) => return Err(message!("its original is not there")),
        Err(error) => return Err(message!("it cannot be read ({})", error)),
    };
    match readings(connection, n) {
        Ok(readings) => job.readings = readings,
        Err(error) => job.trouble = Some(message!("its readings cannot be read ({})", error)),
    }
    Ok(job)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Job> {
    let held = Held::from_row(row)?;
    Ok(Job {
        unusual: unusual(row, &held)?,
        held,
        blob: row.get(19)?,
        size: row.get(20)?,
        original: row.get(21)?,
        text: row.get(22)?,
        readings: Vec::new(),
        trouble: None,
    })
}

/// A report's custody hash is one of what its row means. `has_title` of 2 means the same as 1, and a
/// record of -1 the same as none: such a row was not written by us.
fn unusual(row: &Row<'_>, held: &Held) -> rusqlite::Result<Option<Message>> {
    for (column, name, value) in as_written(held) {
        if row.get::<_, Value>(column)? != value {
            return Ok(Some(message!("its row is not what was stored: {}", name)));
        }
    }
    Ok(None)
}

/// The columns that could mean the same in other characters, by their places in [`COLUMNS`], as we write them.
fn as_written(held: &Held) -> [(usize, &'static str, Value); 7] {
    let day = |date: Option<Date>| date.map_or(Value::Null, |date| Value::Text(date.to_string()));
    let record = held.origin.record.map(|n| Value::Integer(n as i64));
    let from = held.published.map_or(DateFrom::None, |dated| dated.from);
    let notes = serde_json::json!(held.notes).to_string();
    [
        (5, "record", record.unwrap_or(Value::Null)),
        (10, "published", day(held.published.map(|dated| dated.date))),
        (11, "published_from", Value::Text(name_of(from))),
        (12, "modified", day(held.modified)),
        (13, "captured", day(held.captured)),
        (15, "has_title", Value::Integer(held.has_title.into())),
        (16, "notes", Value::Text(notes)),
    ]
}

fn readings(connection: &Connection, report: i64) -> rusqlite::Result<Vec<Stored>> {
    let mut select = connection.prepare_cached(
        "SELECT n, engine, current, sha256, size, packed FROM reading WHERE report = ?1 ORDER BY n",
    )?;
    let rows = select.query_map([report], |row| {
        Ok(Stored {
            n: row.get(0)?,
            engine: row.get(1)?,
            current: row.get(2)?,
            sha256: row.get(3)?,
            size: row.get(4)?,
            packed: row.get(5)?,
        })
    })?;
    rows.collect()
}

/// The id of a report whose row may be unreadable: the row's own, else that of the index.
pub(super) fn id_of(connection: &Connection, n: i64) -> String {
    let by = |way: &str| -> rusqlite::Result<String> {
        let sql = format!("SELECT id FROM report {way} WHERE n = ?1");
        connection.query_row(&sql, [n], |row| row.get(0))
    };
    by("INDEXED BY sqlite_autoindex_report_1")
        .or_else(|_| by("NOT INDEXED"))
        .unwrap_or_else(|_| format!("number {n}"))
}
