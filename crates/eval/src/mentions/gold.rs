//! Our own gold of mentions: a file a report, by offsets, without its text.

use super::Marked;
use crate::pinned;
use crate::set::{SetError, Texts, malformed, read};
use musnad_report::{Span, Text};
use serde::Deserialize;
use std::path::Path;

/// One file; what is told of times and entities is left unread.
#[derive(Debug, Deserialize)]
struct File {
    id: String,
    mentions: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    start: usize,
    end: usize,
    r#type: String,
    #[serde(default)]
    nominal: bool,
}

impl Row {
    /// The type; of a mention that names nothing («الوزارة») with an asterisk.
    fn label(&self) -> String {
        let star = if self.nominal { "*" } else { "" };
        format!("{}{star}", self.r#type)
    }
}

/// Reads every `ID.json` of a folder, except `manifest.json`, with its text.
///
/// # Errors
/// When a file is missing or malformed, a span is not in its text, or a text is not the one that the
/// manifest pins.
pub fn load(folder: &Path, texts: &Texts) -> Result<Vec<Marked>, SetError> {
    let files: Vec<File> = crate::set::ids(folder)?
        .iter()
        .map(|id| {
            let path = folder.join(format!("{id}.json"));
            serde_json::from_slice(&read(&path)?).map_err(|error| malformed(&path, error))
        })
        .collect::<Result<_, _>>()?;
    let ids: Vec<&str> = files.iter().map(|file| file.id.as_str()).collect();
    let read = pinned::texts(folder, &ids, texts)?;
    let load = |(file, text): (&File, Text)| {
        let path = folder.join(format!("{}.json", file.id));
        marked(file, text).map_err(|reason| malformed(&path, reason))
    };
    files.iter().zip(read).map(load).collect()
}

fn marked(file: &File, text: Text) -> Result<Marked, String> {
    let mut marks = Vec::new();
    for row in &file.mentions {
        let span = Span {
            start: row.start,
            end: row.end,
        };
        if row.start >= row.end || text.get(span).is_none() {
            return Err(format!("there is no text at {}..{}", row.start, row.end));
        }
        marks.extend(super::columns::mark(&text, span, &row.label()));
    }
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    Ok(Marked {
        id: file.id.clone(),
        text,
        marks,
    })
}
