//! Sets of gold: reports with their annotations, under a pinned hash.

use crate::annotations::{Annotations, LocateError};
use crate::resolve::Resolved;
use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One report with its gold.
#[derive(Clone, Debug)]
pub struct Doc {
    /// The stem of its files' names.
    pub id: String,
    /// The text that spans count in.
    pub text: String,
    /// Its publication date, where the set's manifest has it; "yesterday" is counted from it.
    pub published: Option<Date>,
    /// Whether the text begins with the report's title and a blank line.
    pub has_title: bool,
    /// What should be read out of it.
    pub gold: Resolved,
}

/// Where a set lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The folder of ID.txt.
    pub texts: PathBuf,
    /// The folder of ID.json.
    pub gold: PathBuf,
    /// A list of the reports' dates: JSON (an array of objects with `id` and `date`) or TOML (the
    /// same as `[[report]]`).
    pub manifest: Option<PathBuf>,
    /// See [`Doc::has_title`].
    pub has_title: bool,
}

/// A set that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// A file or folder cannot be read.
    #[error("{}: {error}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{}: {reason}", path.display())]
    Format {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A gold span is not in its text.
    #[error("{}: {error}", path.display())]
    Locate {
        /// Which gold file.
        path: PathBuf,
        /// Which span.
        error: LocateError,
    },
    /// The text is not the one that was annotated.
    #[error("{}: annotated was the text with SHA-256 {annotated}, the text there has {found}", path.display())]
    OtherText {
        /// Which gold file.
        path: PathBuf,
        /// As the gold file says.
        annotated: String,
        /// Of the text that was found.
        found: String,
    },
}

/// A set in memory.
#[derive(Clone, Debug)]
pub struct GoldSet {
    /// In the order of their ids.
    pub docs: Vec<Doc>,
    /// SHA-256, in hexadecimal, over the lines `NAME SHA256` of its gold and text files, sorted.
    pub sha256: String,
}

impl GoldSet {
    /// Reads every `ID.json` of the gold folder, except `manifest.json`, with its text.
    ///
    /// # Errors
    /// When a file is missing or malformed, a span is not in its text, or a text is not the one
    /// that was annotated.
    pub fn load(folders: &Folders) -> Result<GoldSet, SetError> {
        let dates = match &folders.manifest {
            Some(path) => read_dates(path)?,
            None => BTreeMap::new(),
        };
        let mut hashes = Vec::new();
        let mut docs = Vec::new();
        for id in ids(&folders.gold)? {
            let gold_path = folders.gold.join(format!("{id}.json"));
            let text_path = folders.texts.join(format!("{id}.txt"));
            let (gold_bytes, text_bytes) = (read(&gold_path)?, read(&text_path)?);
            hashes.push(format!("{id}.json {}\n", hex_sha256(&gold_bytes)));
            hashes.push(format!("{id}.txt {}\n", hex_sha256(&text_bytes)));
            let text = decode(&text_path, text_bytes)?;
            let gold = resolve_gold(&gold_path, &gold_bytes, &text)?;
            docs.push(Doc {
                published: dates.get(&id).copied().flatten(),
                has_title: folders.has_title,
                id,
                text,
                gold,
            });
        }
        hashes.sort_unstable();
        Ok(GoldSet {
            docs,
            sha256: hex_sha256(hashes.concat().as_bytes()),
        })
    }
}

fn ids(folder: &Path) -> Result<Vec<String>, SetError> {
    let io = |error| SetError::Io {
        path: folder.to_owned(),
        error,
    };
    let mut ids = Vec::new();
    for entry in fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        if let (Some(stem), Some("json")) = (stem, path.extension().and_then(|e| e.to_str()))
            && stem != "manifest"
        {
            ids.push(stem.to_owned());
        }
    }
    ids.sort_unstable();
    Ok(ids)
}

fn resolve_gold(path: &Path, bytes: &[u8], text: &str) -> Result<Resolved, SetError> {
    let annotations: Annotations =
        serde_json::from_slice(bytes).map_err(|error| malformed(path, error))?;
    let found = hex_sha256(text.as_bytes());
    if let Some(annotated) = annotations.text_sha256.as_ref().filter(|&a| *a != found) {
        return Err(SetError::OtherText {
            path: path.to_owned(),
            annotated: annotated.clone(),
            found,
        });
    }
    Resolved::new(text, &annotations).map_err(|error| SetError::Locate {
        path: path.to_owned(),
        error,
    })
}

fn read(path: &Path) -> Result<Vec<u8>, SetError> {
    fs::read(path).map_err(|error| SetError::Io {
        path: path.to_owned(),
        error,
    })
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, SetError> {
    String::from_utf8(bytes).map_err(|error| malformed(path, error))
}

fn malformed(path: &Path, error: impl std::fmt::Display) -> SetError {
    SetError::Format {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

/// SHA-256 in hexadecimal.
pub fn hex_sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[derive(Deserialize)]
struct TomlManifest {
    report: Vec<ManifestRow>,
}

#[derive(Deserialize)]
struct ManifestRow {
    id: String,
    #[serde(default)]
    date: String,
}

fn read_dates(path: &Path) -> Result<BTreeMap<String, Option<Date>>, SetError> {
    let bytes = read(path)?;
    let rows = if path.extension().is_some_and(|e| e == "toml") {
        let text = decode(path, bytes)?;
        toml::from_str::<TomlManifest>(&text)
            .map_err(|error| malformed(path, error))?
            .report
    } else {
        serde_json::from_slice(&bytes).map_err(|error| malformed(path, error))?
    };
    Ok(rows
        .into_iter()
        .map(|row| (row.id, day(&row.date)))
        .collect())
}

/// The day of a date as outlets write it: ISO 8601 with or without a time, or day/month/year.
fn day(date: &str) -> Option<Date> {
    if let Some(iso) = date.get(..10).and_then(|day| day.parse().ok()) {
        return Some(iso);
    }
    let mut parts = date.split('/');
    let mut next = || parts.next()?.parse::<i16>().ok();
    let (day, month, year) = (next()?, next()?, next()?);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_outlets_write_them() {
        let expected = Some(Date::constant(2017, 1, 23));
        assert_eq!(day("2017-01-23T22:39:00+01:00"), expected);
        assert_eq!(day("2017-01-23 22:39:00"), expected);
        assert_eq!(day("23/01/2017"), expected);
        assert_eq!(day("23/13/2017"), None);
        assert_eq!(day("منذ يومين في المساء"), None);
        assert_eq!(day(""), None);
    }

    #[test]
    fn the_hash_is_written_as_everybody_writes_it() {
        assert_eq!(
            hex_sha256(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
