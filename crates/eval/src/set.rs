//! Sets of gold: reports with their annotations, under a pinned hash.

use crate::annotations::{Annotations, LocateError};
use crate::manifest::{self, Manifest, Row};
use crate::resolve::Resolved;
use musnad_ingest::{Ingest, Options};
use musnad_report::{Report, text_sha256};
use sha2::{Digest, Sha256};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// One report with its gold.
#[derive(Clone, Debug)]
pub struct Doc {
    /// The stem of its gold file's name.
    pub id: String,
    /// As `musnad read` would see it; its day of publication is the manifest's.
    pub report: Report,
    /// What should be read out of it.
    pub gold: Resolved,
}

impl Doc {
    /// The text that spans count in.
    pub fn text(&self) -> &str {
        self.report.text.as_str()
    }
}

/// Where a set lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// What the manifest's files are relative to.
    pub root: PathBuf,
    /// The folder of ID.txt, for reports whose file the manifest does not name.
    pub texts: PathBuf,
    /// The folder of ID.json.
    pub gold: PathBuf,
    /// See [`manifest::load`].
    pub manifest: Option<PathBuf>,
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
    #[error("{}: annotated was a text with SHA-256 {annotated}, this one has {found}", path.display())]
    OtherText {
        /// Which report.
        path: PathBuf,
        /// As the gold file or the manifest says.
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
    /// SHA-256, in hexadecimal, over the lines `NAME SHA256` of its gold and report files, sorted.
    pub sha256: String,
}

impl GoldSet {
    /// Reads every `ID.json` of the gold folder, except `manifest.json`, with its report.
    ///
    /// # Errors
    /// When a file is missing or malformed, a span is not in its text, or a text is not the one
    /// that was annotated.
    pub fn load(folders: &Folders) -> Result<GoldSet, SetError> {
        let manifest = match &folders.manifest {
            Some(path) => manifest::load(path)?,
            None => Manifest::new(),
        };
        let mut hashes = Vec::new();
        let mut docs = Vec::new();
        for id in ids(&folders.gold)? {
            let row = manifest.get(&id).cloned().unwrap_or_default();
            let gold_path = folders.gold.join(format!("{id}.json"));
            let report_path = match &row.file {
                Some(file) => folders.root.join(file),
                None => folders.texts.join(format!("{id}.txt")),
            };
            let gold = read(&gold_path)?;
            hashes.push(hash_line(&gold_path, &gold));
            hashes.push(hash_line(&report_path, &read(&report_path)?));
            let report = report(&report_path, &row)?;
            let gold = resolve_gold(&gold_path, &gold, &report)?;
            docs.push(Doc { id, report, gold });
        }
        hashes.sort_unstable();
        Ok(GoldSet {
            docs,
            sha256: hex_sha256(hashes.concat().as_bytes()),
        })
    }
}

fn hash_line(path: &Path, bytes: &[u8]) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{name} {}\n", hex_sha256(bytes))
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

/// The one report of a file, read in as `musnad read` does it.
fn report(path: &Path, row: &Row) -> Result<Report, SetError> {
    let options = Options {
        published: row.published(),
        outlet: row.outlet.clone(),
        ..Options::default()
    };
    let mut first = None;
    Ingest::new([path], options).run(|draft| {
        first = Some(draft);
        ControlFlow::Break(())
    });
    let report = match first {
        Some(Ok(draft)) => draft.into_report(),
        Some(Err(failure)) => return Err(malformed(path, failure)),
        None => return Err(malformed(path, "it holds no report")),
    };
    expect_text(path, row.sha256.as_deref(), &report)?;
    Ok(report)
}

fn resolve_gold(path: &Path, bytes: &[u8], report: &Report) -> Result<Resolved, SetError> {
    let annotations: Annotations =
        serde_json::from_slice(bytes).map_err(|error| malformed(path, error))?;
    expect_text(path, annotations.text_sha256.as_deref(), report)?;
    Resolved::new(report.text.as_str(), &annotations).map_err(|error| SetError::Locate {
        path: path.to_owned(),
        error,
    })
}

fn expect_text(path: &Path, annotated: Option<&str>, report: &Report) -> Result<(), SetError> {
    let found = text_sha256(&report.text);
    match annotated.filter(|&annotated| annotated != found) {
        None => Ok(()),
        Some(annotated) => Err(SetError::OtherText {
            path: path.to_owned(),
            annotated: annotated.to_owned(),
            found,
        }),
    }
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>, SetError> {
    fs::read(path).map_err(|error| SetError::Io {
        path: path.to_owned(),
        error,
    })
}

pub(crate) fn malformed(path: &Path, error: impl std::fmt::Display) -> SetError {
    SetError::Format {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

fn hex_sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
