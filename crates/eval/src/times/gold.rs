//! Gold of times: the part `times` of the files of `gold/mentions`.

use super::{Time, Timed};
use crate::pinned;
use crate::set::{SetError, Texts, hash_line, hex_sha256, ids, malformed, read};
use jiff::civil::Date;
use musnad_report::{Span, Text};
use serde::Deserialize;
use std::path::Path;

/// One file; what is told of mentions is left unread.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    published: Option<Date>,
    times: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    start: usize,
    end: usize,
    value: String,
}

/// A set in memory.
#[derive(Debug)]
pub struct Gold {
    /// In the order of their ids.
    pub reports: Vec<Timed>,
    /// SHA-256, in hexadecimal, over the lines `NAME SHA256` of its files and texts, sorted.
    pub sha256: String,
}

/// Reads every `ID.json` of a folder, except `manifest.json`, with its text.
///
/// # Errors
/// When a file is missing or malformed, a span is not in its text or stands there twice, or a text is not the one
/// that the manifest pins.
pub fn load(folder: &Path, texts: &Texts) -> Result<Gold, SetError> {
    let mut names = ids(folder)?;
    names.sort_unstable();
    let wanted: Vec<&str> = names.iter().map(String::as_str).collect();
    let (mut hashes, mut reports) = (Vec::new(), Vec::new());
    for (id, text) in names.iter().zip(pinned::texts(folder, &wanted, texts)?) {
        let path = folder.join(format!("{id}.json"));
        let bytes = read(&path)?;
        hashes.push(hash_line(&path, &bytes));
        let name = format!("{id}.txt");
        hashes.push(hash_line(Path::new(&name), text.as_str().as_bytes()));
        let file: File = serde_json::from_slice(&bytes).map_err(|e| malformed(&path, e))?;
        reports.push(timed(id, text, file).map_err(|reason| malformed(&path, reason))?);
    }
    hashes.sort_unstable();
    Ok(Gold {
        reports,
        sha256: hex_sha256(hashes.concat().as_bytes()),
    })
}

fn timed(id: &str, text: Text, file: File) -> Result<Timed, String> {
    let mut times = Vec::new();
    for row in file.times {
        let span = Span {
            start: row.start,
            end: row.end,
        };
        if row.start >= row.end || text.get(span).is_none() {
            return Err(format!("there is no text at {}..{}", row.start, row.end));
        }
        let value = row.value;
        times.push(Time { span, value });
    }
    times.sort_by_key(|time| (time.span.start, time.span.end));
    if let Some(twice) = times.windows(2).find(|two| two[0].span == two[1].span) {
        let span = twice[0].span;
        return Err(format!("{}..{} is marked twice", span.start, span.end));
    }
    Ok(Timed {
        id: id.to_owned(),
        text,
        published: file.published,
        times,
    })
}
