//! What the index is derived from, as it lies in the file.

use super::rows::{Rows, derive};
use crate::correction::{Correction, replay};
use crate::hash::Hash;
use crate::held::{COLUMNS, Held};
use crate::pack;
use musnad_read::Reading;
use musnad_report::Report;
use rusqlite::{Connection, Row};

/// A report with all that its rows come of, packed as it is.
pub(crate) struct Source {
    pub held: Held,
    original: (i64, Vec<u8>),
    text: Vec<u8>,
    reading: Option<(i64, Vec<u8>, Vec<u8>)>,
    corrections: Vec<(String, String)>,
}

impl Source {
    /// Up to `most` reports after number `after`, in the order of their numbers.
    pub fn after(
        connection: &Connection,
        after: i64,
        most: usize,
    ) -> rusqlite::Result<Vec<Source>> {
        let condition = "report.n > ?1 ORDER BY report.n LIMIT ?2";
        Source::select(connection, condition, (after, most as i64))
    }

    /// The report with this id.
    pub fn of(connection: &Connection, id: &str) -> rusqlite::Result<Option<Source>> {
        Ok(Source::select(connection, "report.id = ?1", [id])?.pop())
    }

    /// The reports that meet a condition over the joined tables.
    pub fn select(
        connection: &Connection,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> rusqlite::Result<Vec<Source>> {
        let sql = format!(
            "SELECT {COLUMNS}, blob.size, blob.packed, report.text_packed,
                    reading.size, reading.sha256, reading.packed
             FROM report JOIN blob ON blob.n = report.blob
             LEFT JOIN reading ON reading.report = report.n AND reading.current = 1
             WHERE {condition}"
        );
        let mut select = connection.prepare_cached(&sql)?;
        let mut sources = select
            .query_map(values, Source::from_row)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut select =
            connection.prepare_cached("SELECT id, event FROM correction WHERE report = ?1")?;
        for source in &mut sources {
            let rows = select.query_map([&source.held.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            source.corrections = rows.collect::<rusqlite::Result<_>>()?;
        }
        Ok(sources)
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Source> {
        let size: Option<i64> = row.get(22)?;
        let reading = match size {
            Some(size) => Some((size, row.get(23)?, row.get(24)?)),
            None => None,
        };
        Ok(Source {
            held: Held::from_row(row)?,
            original: (row.get(19)?, row.get(20)?),
            text: row.get(21)?,
            reading,
            corrections: Vec::new(),
        })
    }

    /// The rows that the report should have; `None` where something that they come of is damaged, which
    /// is said elsewhere.
    pub fn rows(&self) -> Option<Rows> {
        let (report, reading) = self.read()?;
        let reading = self.corrected(&report, reading)?;
        Some(derive(&report, &reading))
    }

    /// The reading as it is shown, with its corrections; `None` where something that it comes of is damaged.
    pub fn shown(&self) -> Option<Reading> {
        // Most reports have no corrections, and nothing needs their texts.
        if self.corrections.is_empty() {
            return self.reading();
        }
        let (report, reading) = self.read()?;
        self.corrected(&report, reading)
    }

    fn corrected(&self, report: &Report, reading: Reading) -> Option<Reading> {
        let corrections = self
            .corrections
            .iter()
            .map(|(id, json)| Correction::from_stored(id, json))
            .collect::<Option<Vec<_>>>()?;
        if corrections.is_empty() {
            return Some(reading);
        }
        Some(replay(&report.text, &reading, &corrections).0)
    }

    /// The report and its reading before corrections; `None` where either is damaged.
    pub fn read(&self) -> Option<(Report, Reading)> {
        let report = self.held.to_report(self.text()?);
        Some((report, self.reading()?))
    }

    /// The reading before corrections.
    fn reading(&self) -> Option<Reading> {
        match &self.reading {
            Some(packed) => unpacked(packed),
            // One that nobody has read yet is found by its words.
            None => Some(Reading::default()),
        }
    }

    fn text(&self) -> Option<String> {
        let (size, packed) = &self.original;
        let original = pack::unpack(packed, usize::try_from(*size).ok()?, &[])?;
        let text = pack::unpack(&self.text, self.held.text_size, &original)?;
        (Hash::of(&text) == self.held.text_sha256).then_some(())?;
        String::from_utf8(text).ok()
    }
}

fn unpacked((size, sha256, packed): &(i64, Vec<u8>, Vec<u8>)) -> Option<Reading> {
    let json = pack::unpack(packed, usize::try_from(*size).ok()?, &[])?;
    (Hash::from_column(sha256)? == Hash::of(&json)).then_some(())?;
    serde_json::from_slice(&json).ok()
}
