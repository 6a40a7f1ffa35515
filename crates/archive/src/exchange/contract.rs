//! The contract `musnad.archive/1`: a whole archive as JSON Lines.

use super::{Blob, Item, Read, Whole};
use crate::correction::Correction as Made;
use crate::custody;
use crate::error::{ArchiveError, Result};
use crate::hash::Hash;
use crate::held::Held;
use crate::message::{Message, message};
use data_encoding::BASE64;
use jiff::civil::Date;
use musnad_read::contract::Engine;
use musnad_report::{DateFrom, Dated, Language, Origin};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::io::Write;

/// The name of the contract, in the header.
pub const NAME: &str = "musnad.archive/1";

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// The contract that the lines keep.
    #[schemars(extend("const" = NAME))]
    pub schema: String,
    /// The last entry of the archive's custody log, `sha256:` and hex digits, as all hashes.
    pub head: Hash,
}

impl Header {
    pub(super) fn new(head: Hash) -> Header {
        let schema = NAME.to_owned();
        Header { schema, head }
    }
}

/// Every other line: an object with one key, which names what it holds.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Line {
    /// An entry of the custody log, after those that it names.
    Entry(Entry),
    /// The bytes of the report in the next line, where no report before was made of them.
    Blob(Original),
    /// A report.
    Report(Box<Report>),
    /// What an engine read out of a report before.
    Reading(Reading),
    /// What a person said against a reading.
    Correction(Correction),
    /// The last line; where it is missing, the export was cut off.
    End(End),
}

/// What a line of an export may be: for its JSON Schema.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(title = "musnad.archive/1")]
pub enum Export {
    /// The first line.
    Header(Header),
    /// Every other.
    Line(Line),
}

/// An entry of the custody log: see [`crate::Entry`].
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the entry")]
pub struct Entry {
    pub hash: Hash,
    pub prev: Option<Hash>,
    pub at: String,
    pub program: String,
    pub act: String,
    pub subject: String,
    pub before: Option<Hash>,
    pub after: Option<Hash>,
    pub detail: String,
}

/// Original bytes.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Original {
    /// Of the bytes.
    pub sha256: Hash,
    /// The bytes in base64 (RFC 4648, with padding).
    pub base64: String,
}

/// A report: see [`crate::Held`].
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs, reason = "the names are those of the report")]
pub struct Report {
    pub id: String,
    pub blob: Hash,
    pub address: String,
    pub path: Option<String>,
    pub record: Option<u64>,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub author: Option<String>,
    #[schemars(with = "Option<String>")]
    pub published: Option<Date>,
    pub published_from: DateFrom,
    #[schemars(with = "Option<String>")]
    pub modified: Option<Date>,
    #[schemars(with = "Option<String>")]
    pub captured: Option<Date>,
    pub language: Language,
    pub has_title: bool,
    pub notes: Vec<String>,
    pub text_sha256: Hash,
    pub text: String,
}

/// A reading.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// The report's id.
    pub report: String,
    /// What made it.
    pub engine: Engine,
    /// Whether it is the one that is shown.
    pub current: bool,
    /// Of the four others, each (UTF-8; `current` as a byte 0 or 1; the engine's version and data one after
    /// the other; the reading byte for byte) after a byte 1 and its length as a `u64`, little-endian.
    pub sha256: Hash,
    /// The reading, before corrections.
    #[schemars(with = "serde_json::Value")]
    pub reading: Box<RawValue>,
}

/// A correction.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Correction {
    /// The first 16 hex digits of the SHA-256 of the event's JSON, byte for byte.
    pub id: String,
    /// What was said: see [`crate::Event`].
    #[schemars(with = "crate::correction::Event")]
    pub event: Box<RawValue>,
}

/// The end of an export.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct End {
    /// Of all bytes before this line.
    pub sha256: Hash,
}

/// Writes one line.
pub(super) fn write(to: &mut dyn Write, line: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *to, line)
        .map_err(std::io::Error::from)
        .and_then(|()| to.write_all(b"\n"))
        .map_err(ArchiveError::Stream)
}

impl From<Item> for Line {
    fn from(item: Item) -> Line {
        match item {
            Item::Entry(entry) => Line::Entry(Entry::of(entry)),
            Item::Blob(blob) => Line::Blob(Original {
                sha256: blob.sha256,
                base64: BASE64.encode(&blob.bytes),
            }),
            Item::Report(whole) => Line::Report(Box::new(Report::of(*whole))),
            Item::Reading(read) => Line::Reading(Reading {
                sha256: read.seal(),
                report: read.report,
                engine: read.engine,
                current: read.current,
                reading: raw(read.json),
            }),
            Item::Correction(made) => Line::Correction(Correction {
                event: raw(made.event.to_json()),
                id: made.id,
            }),
        }
    }
}

/// JSON that this program wrote, as it is.
fn raw(json: String) -> Box<RawValue> {
    RawValue::from_string(json).unwrap_or_default()
}

impl Entry {
    fn of(entry: custody::Entry) -> Entry {
        Entry {
            hash: entry.hash.unwrap_or_else(|| entry.computed()),
            prev: entry.prev,
            at: entry.at,
            program: entry.program,
            act: entry.act,
            subject: entry.subject,
            before: entry.before,
            after: entry.after,
            detail: entry.detail,
        }
    }

    fn into_entry(self) -> custody::Entry {
        custody::Entry {
            hash: Some(self.hash),
            prev: self.prev,
            at: self.at,
            program: self.program,
            act: self.act,
            subject: self.subject,
            before: self.before,
            after: self.after,
            detail: self.detail,
        }
    }
}

impl Report {
    fn of(Whole { held, text, .. }: Whole) -> Report {
        Report {
            id: held.id,
            blob: held.blob,
            address: held.address,
            path: held.origin.path,
            record: held.origin.record,
            url: held.origin.url,
            outlet: held.outlet,
            title: held.title,
            author: held.author,
            published: held.published.map(|dated| dated.date),
            published_from: held.published.map_or(DateFrom::None, |dated| dated.from),
            modified: held.modified,
            captured: held.captured,
            language: held.language,
            has_title: held.has_title,
            notes: held.notes,
            text_sha256: held.text_sha256,
            text,
        }
    }

    fn into_whole(self) -> Whole {
        let from = self.published_from;
        let held = Held {
            n: 0,
            id: self.id,
            blob: self.blob,
            address: self.address,
            origin: Origin {
                path: self.path,
                record: self.record,
                url: self.url,
            },
            outlet: self.outlet,
            title: self.title,
            author: self.author,
            published: self.published.map(|date| Dated { date, from }),
            modified: self.modified,
            captured: self.captured,
            language: self.language,
            has_title: self.has_title,
            notes: self.notes,
            text_sha256: self.text_sha256,
            text_size: self.text.len(),
        };
        let (text, packed) = (self.text, None);
        Whole { held, text, packed }
    }
}

impl Line {
    /// The item that it holds; the end holds none.
    pub(super) fn into_item(self) -> std::result::Result<Item, Message> {
        Ok(match self {
            Line::Entry(entry) => Item::Entry(entry.into_entry()),
            Line::Blob(original) => Item::Blob(Blob {
                sha256: original.sha256,
                bytes: BASE64
                    .decode(original.base64.as_bytes())
                    .map_err(|error| message!("the original is no base64 ({})", error))?,
                packed: None,
            }),
            Line::Report(report) => Item::Report(Box::new(report.into_whole())),
            Line::Reading(reading) => {
                let read = Read {
                    report: reading.report,
                    engine: reading.engine,
                    current: reading.current,
                    json: Box::<str>::from(reading.reading).into_string(),
                    packed: None,
                };
                if read.seal() != reading.sha256 {
                    let id = read.report;
                    return Err(message!(
                        "the reading of report {} is not what was exported",
                        id
                    ));
                }
                Item::Reading(read)
            }
            Line::Correction(made) => Made::from_stored(&made.id, made.event.get())
                .map(Item::Correction)
                .ok_or_else(|| message!("correction {} is not what was exported", made.id))?,
            Line::End(_) => return Err(message!("the end holds nothing")),
        })
    }
}
