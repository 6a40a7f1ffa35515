//! Reports as the archive holds them.

use crate::error::Result;
use crate::file::Archive;
use crate::hash::Hash;
use crate::pack;
use crate::search::evaluate;
use jiff::civil::Date;
use musnad_report::{DateFrom, Dated, Language, Origin, Report, Text};
use musnad_search::Query;
use rusqlite::{Connection, OptionalExtension, Row};

/// A report's row: all that is known about it but its bytes. It never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Number in this archive: the order of arrival. Another archive gives it another number.
    pub n: i64,
    /// [`musnad_report::report_id`].
    pub id: String,
    /// Hash of the original bytes.
    pub blob: Hash,
    /// What versions of one page share: the url, else the path and record.
    pub address: String,
    /// Where it was found.
    pub origin: Origin,
    /// Newspaper, agency, channel or site.
    pub outlet: Option<String>,
    /// The headline, where the input had one of its own.
    pub title: Option<String>,
    /// As the input named him or her.
    pub author: Option<String>,
    /// When it was first published.
    pub published: Option<Dated>,
    /// When its publisher last changed it.
    pub modified: Option<Date>,
    /// When it was fetched.
    pub captured: Option<Date>,
    /// The text's language.
    pub language: Language,
    /// Whether the text begins with the title, as its first paragraph.
    pub has_title: bool,
    /// What was doubtful when it came in.
    pub notes: Vec<String>,
    /// Hash of the text in which all offsets count.
    pub text_sha256: Hash,
    /// Length of that text in bytes.
    pub text_size: usize,
}

/// The columns of a [`Held`], for [`Held::from_row`]; `report` joined with `blob`.
pub(crate) const COLUMNS: &str = "report.n, report.id, blob.sha256, report.address, report.path, \
     report.record, report.url, report.outlet, report.title, report.author, report.published, \
     report.published_from, report.modified, report.captured, report.language, report.has_title, \
     report.notes, report.text_sha256, report.text_size";

impl Held {
    pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Held> {
        let day = |column: usize| -> rusqlite::Result<Option<Date>> {
            let written: Option<String> = row.get(column)?;
            written
                .map(|day| day.parse().map_err(|_| unreadable(column, &day)))
                .transpose()
        };
        let hash = |column: usize| -> rusqlite::Result<Hash> {
            let bytes: Vec<u8> = row.get(column)?;
            Hash::from_column(&bytes).ok_or_else(|| unreadable(column, "no SHA-256"))
        };
        let record: Option<i64> = row.get(5)?;
        let from: String = row.get(11)?;
        let from: DateFrom = from_name(&from).ok_or_else(|| unreadable(11, &from))?;
        let notes: String = row.get(16)?;
        let size: i64 = row.get(18)?;
        Ok(Held {
            n: row.get(0)?,
            id: row.get(1)?,
            blob: hash(2)?,
            address: row.get(3)?,
            origin: Origin {
                path: row.get(4)?,
                record: record.and_then(|n| u64::try_from(n).ok()),
                url: row.get(6)?,
            },
            outlet: row.get(7)?,
            title: row.get(8)?,
            author: row.get(9)?,
            published: day(10)?.map(|date| Dated { date, from }),
            modified: day(12)?,
            captured: day(13)?,
            language: Language::new(row.get::<_, String>(14)?),
            has_title: row.get(15)?,
            notes: serde_json::from_str(&notes).map_err(|_| unreadable(16, &notes))?,
            text_sha256: hash(17)?,
            text_size: usize::try_from(size).map_err(|_| unreadable(18, "a negative size"))?,
        })
    }

    /// The report with this number, which has to be there.
    pub(crate) fn numbered(connection: &Connection, n: i64) -> rusqlite::Result<Held> {
        let sql = format!(
            "SELECT {COLUMNS} FROM report JOIN blob ON blob.n = report.blob WHERE report.n = ?1"
        );
        connection
            .prepare_cached(&sql)?
            .query_row([n], Held::from_row)
    }

    /// The row's hash, by which the custody log knows it: everything but its number here.
    pub fn digest(&self) -> Hash {
        fn of(text: &Option<String>) -> Option<&[u8]> {
            text.as_ref().map(String::as_bytes)
        }
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        let record = self.origin.record.map(|n| n.to_string());
        let published = day(self.published.map(|dated| dated.date));
        let from = name_of(self.published.map_or(DateFrom::None, |dated| dated.from));
        let (modified, captured) = (day(self.modified), day(self.captured));
        let notes = serde_json::json!(self.notes).to_string();
        Hash::of_parts([
            Some(self.id.as_bytes()),
            Some(&self.blob.0[..]),
            Some(self.address.as_bytes()),
            of(&self.origin.path),
            of(&record),
            of(&self.origin.url),
            of(&self.outlet),
            of(&self.title),
            of(&self.author),
            of(&published),
            Some(from.as_bytes()),
            of(&modified),
            of(&captured),
            Some(self.language.code().as_bytes()),
            Some(&[u8::from(self.has_title)]),
            Some(notes.as_bytes()),
            Some(&self.text_sha256.0[..]),
            Some(self.text_size.to_string().as_bytes()),
        ])
    }

    /// As `link` and `read` know it, with its text.
    pub fn to_report(&self, text: String) -> Report {
        let by_metadata = |date| Dated {
            date,
            from: DateFrom::Metadata,
        };
        Report {
            id: self.id.clone(),
            blob: self.blob.name(),
            origin: self.origin.clone(),
            outlet: self.outlet.clone(),
            title: self.title.clone(),
            author: self.author.clone(),
            published: self.published,
            modified: self.modified.map(by_metadata),
            captured: self.captured.map(by_metadata),
            language: self.language.clone(),
            text: Text::new(text),
            has_title: self.has_title,
        }
    }
}

fn unreadable(column: usize, what: &str) -> rusqlite::Error {
    let error = format!("{what:?} cannot stand here");
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into())
}

/// The name that the contract gives it.
pub(crate) fn name_of(from: DateFrom) -> String {
    serde_json::json!(from)
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn from_name(name: &str) -> Option<DateFrom> {
    serde_json::from_value(serde_json::json!(name)).ok()
}

impl Archive {
    /// The report with this id.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn held(&self, id: &str) -> Result<Option<Held>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM report JOIN blob ON blob.n = report.blob WHERE report.id = ?1"
        );
        let held = self
            .connection
            .prepare_cached(&sql)
            .and_then(|mut select| select.query_row([id], Held::from_row).optional());
        held.map_err(|error| self.error(&error))
    }

    /// The reports whose ids begin so, in the order of their ids; no more than `most`.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn held_like(&self, beginning: &str, most: usize) -> Result<Vec<Held>> {
        // An id is made of hex digits, after which «g» comes.
        self.held_where(
            "report.id >= ?1 AND report.id < ?1 || 'g' ORDER BY report.id LIMIT ?2",
            (beginning, most as i64),
        )
    }

    /// The ids of all reports, in their order.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn ids(&self) -> Result<Vec<String>> {
        let ids = self
            .connection
            .prepare_cached("SELECT id FROM report ORDER BY id")
            .and_then(|mut select| {
                let rows = select.query_map([], |row| row.get(0))?;
                rows.collect::<rusqlite::Result<Vec<_>>>()
            });
        ids.map_err(|error| self.error(&error))
    }

    /// The ids of the reports that meet a query, in their order.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn ids_meeting(&self, query: &Query) -> Result<Vec<String>> {
        let ids = || -> rusqlite::Result<Vec<String>> {
            let mut id = self
                .connection
                .prepare_cached("SELECT id FROM report WHERE n = ?1")?;
            let found = evaluate(&self.connection, query)?;
            let ids = found
                .iter()
                .map(|(n, _)| id.query_row([n], |row| row.get(0)));
            ids.collect()
        };
        let mut ids = ids().map_err(|error| self.error(&error))?;
        ids.sort_unstable();
        Ok(ids)
    }

    /// All versions of the report's page, in the order in which they came.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn versions(&self, held: &Held) -> Result<Vec<Held>> {
        self.held_where("report.address = ?1 ORDER BY report.n", [&held.address])
    }

    /// Other reports with the very same text, in the order in which they came.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn same_text(&self, held: &Held) -> Result<Vec<Held>> {
        self.held_where(
            "report.text_sha256 = ?1 AND report.n <> ?2 ORDER BY report.n",
            (&held.text_sha256.0[..], held.n),
        )
    }

    /// Up to `most` reports after number `after`, in the order in which they came: for walking through
    /// all of them in pages.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn held_after(&self, after: i64, most: usize) -> Result<Vec<Held>> {
        self.held_where(
            "report.n > ?1 ORDER BY report.n LIMIT ?2",
            (after, most as i64),
        )
    }

    /// Reports by a condition over the joined tables.
    pub(crate) fn held_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<Held>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM report JOIN blob ON blob.n = report.blob WHERE {condition}"
        );
        let found = self.connection.prepare_cached(&sql).and_then(|mut select| {
            select
                .query_map(values, Held::from_row)?
                .collect::<rusqlite::Result<Vec<_>>>()
        });
        found.map_err(|error| self.error(&error))
    }

    /// The bytes that came in.
    ///
    /// # Errors
    /// If they are damaged, or the archive cannot be read.
    pub fn original(&self, held: &Held) -> Result<Vec<u8>> {
        let row: Option<(i64, Vec<u8>)> = self
            .connection
            .prepare_cached("SELECT size, packed FROM blob WHERE sha256 = ?1")
            .and_then(|mut select| {
                select
                    .query_row([&held.blob.0[..]], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .map_err(|error| self.error(&error))?;
        row.and_then(|(size, packed)| pack::unpack(&packed, usize::try_from(size).ok()?, &[]))
            .filter(|bytes| Hash::of(bytes) == held.blob)
            .ok_or_else(|| {
                self.damaged(format!(
                    "the original of report {} is not what came in",
                    held.id
                ))
            })
    }

    /// The text in which all offsets count.
    ///
    /// # Errors
    /// If it is damaged, or the archive cannot be read.
    pub fn text(&self, held: &Held) -> Result<String> {
        let original = self.original(held)?;
        let packed: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT text_packed FROM report WHERE n = ?1")
            .and_then(|mut select| select.query_row([held.n], |row| row.get(0)).optional())
            .map_err(|error| self.error(&error))?;
        packed
            .and_then(|packed| pack::unpack(&packed, held.text_size, &original))
            .filter(|bytes| Hash::of(bytes) == held.text_sha256)
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| {
                self.damaged(format!(
                    "the text of report {} is not what was stored",
                    held.id
                ))
            })
    }
}
