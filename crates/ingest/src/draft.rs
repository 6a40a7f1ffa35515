//! What was read in, before the costly part.

use crate::clean::{clean, text_of};
use crate::decode::Decoded;
use crate::fields::Role;
use crate::options::Options;
use crate::page::Page;
use crate::record::Record;
use jiff::civil::Date;
use musnad_report::{DateFrom, Dated, Origin, Report, Text, language, report_id};
use sha2::{Digest, Sha256};

/// A report whose text is decoded and not yet folded and cut into tokens.
///
/// Drafts come one after the other, in the order of the inputs; [`Draft::into_report`] does the
/// work that is worth spreading over threads.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// `sha256:` and the hex hash of the report's own bytes: those of the text file, of the
    /// unpacked member, or of the record in its file (in UTF-8, where the file has another
    /// encoding).
    pub blob: String,
    /// The bytes that `blob` is the hash of: the text file, the unpacked member, or the record in
    /// UTF-8. Who keeps them can prove later what was read.
    pub original: Vec<u8>,
    /// Where it was found.
    pub origin: Origin,
    /// By the option, else by the record.
    pub outlet: Option<String>,
    /// The record's title, cleaned; `None` for plain text.
    pub title: Option<String>,
    /// The record's author or authors.
    pub author: Option<String>,
    /// By the option, else by the record.
    pub published: Option<Dated>,
    /// By the record.
    pub modified: Option<Dated>,
    /// When the record was fetched.
    pub captured: Option<Dated>,
    /// A plain file's own text; of a record, title, blank line and body ([`text_of`]).
    pub text: String,
    /// How it was decoded.
    pub decoded: Decoded,
    /// What the reader should know: broken bytes, a guessed encoding, a date not understood.
    pub diagnostics: Vec<String>,
}

impl Draft {
    /// A plain text.
    pub(crate) fn of_text(
        bytes: Vec<u8>,
        (text, decoded): (String, Decoded),
        path: &str,
        options: &Options,
    ) -> Draft {
        Draft {
            blob: blob(&bytes),
            original: bytes,
            origin: Origin {
                path: Some(path.to_owned()),
                record: None,
                url: None,
            },
            outlet: options.outlet.clone(),
            title: None,
            author: None,
            published: options.published.map(by_option),
            modified: None,
            captured: None,
            text,
            diagnostics: doubts(&decoded),
            decoded,
        }
    }

    /// A record, and its place in the file.
    pub(crate) fn of_record(
        bytes: &[u8],
        (record, decoded): (&Record, Decoded),
        (path, index): (&str, u64),
        options: &Options,
    ) -> Draft {
        let mut diagnostics = doubts(&decoded);
        let mut dated = |role| match record.date(role) {
            Ok(date) => date.map(|date| Dated {
                date,
                from: DateFrom::Metadata,
            }),
            Err(trouble) => {
                diagnostics.push(trouble);
                None
            }
        };
        let (published, modified) = (dated(Role::Published), dated(Role::Modified));
        let captured = dated(Role::Captured);
        let title = record.text(Role::Title);
        Draft {
            blob: blob(bytes),
            original: bytes.to_vec(),
            origin: Origin {
                path: Some(path.to_owned()),
                record: Some(index),
                url: record.stated(Role::Url),
            },
            outlet: options
                .outlet
                .clone()
                .or_else(|| record.stated(Role::Outlet)),
            title: Some(clean(title)).filter(|title| !title.is_empty()),
            author: record.stated(Role::Author),
            published: options.published.map(by_option).or(published),
            modified,
            captured,
            text: text_of(title, record.text(Role::Body)),
            decoded,
            diagnostics,
        }
    }

    /// A saved page.
    pub(crate) fn of_page(
        bytes: Vec<u8>,
        (page, decoded): (Page, Decoded),
        path: &str,
        options: &Options,
    ) -> Draft {
        let by_page = |date: Option<Date>| {
            date.map(|date| Dated {
                date,
                from: DateFrom::Metadata,
            })
        };
        let mut diagnostics = doubts(&decoded);
        diagnostics.extend(page.diagnostics);
        Draft {
            blob: blob(&bytes),
            original: bytes,
            origin: Origin {
                path: Some(path.to_owned()),
                record: None,
                url: page.url,
            },
            outlet: options.outlet.clone().or(page.outlet),
            title: Some(clean(&page.title)).filter(|title| !title.is_empty()),
            author: page.author,
            published: options.published.map(by_option).or(by_page(page.published)),
            modified: by_page(page.modified),
            captured: by_page(page.captured),
            text: text_of(&page.title, &page.body),
            decoded,
            diagnostics,
        }
    }

    /// Folds the text, cuts it into tokens, tells its language and gives the report its id.
    pub fn into_report(self) -> Report {
        Report {
            id: report_id(&self.blob, &self.origin),
            blob: self.blob,
            origin: self.origin,
            outlet: self.outlet,
            has_title: self.title.is_some(),
            title: self.title,
            author: self.author,
            published: self.published,
            modified: self.modified,
            captured: self.captured,
            language: language::of(&self.text),
            text: Text::new(self.text),
        }
    }
}

fn by_option(date: Date) -> Dated {
    Dated {
        date,
        from: DateFrom::Option,
    }
}

fn blob(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

/// What is doubtful in a decoding.
fn doubts(decoded: &Decoded) -> Vec<String> {
    const SURE: f32 = 0.9;
    let Decoded {
        encoding,
        confidence,
        replaced,
        ..
    } = *decoded;
    let mut doubts = Vec::new();
    if confidence < SURE {
        doubts.push(format!(
            "read as {encoding}, which is not certain ({confidence:.2})"
        ));
    }
    if replaced > 0 {
        doubts.push(format!(
            "{replaced} broken byte sequences of {encoding} stand as U+FFFD"
        ));
    }
    doubts
}
