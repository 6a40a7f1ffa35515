//! Sets of gold: reports with their annotations, under a pinned hash.

use crate::annotations::{Annotations, LocateError};
use crate::corpora::Corpora;
use crate::manifest::{self, Manifest, Row};
use crate::resolve::Resolved;
use musnad_ingest::{Draft, Ingest, Options};
use musnad_report::{DateFrom, Dated, Report, text_sha256};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
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
    /// See [`Row::relay`].
    pub relay: bool,
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
    /// The reports.
    pub texts: Texts,
    /// The folder of ID.json.
    pub gold: PathBuf,
    /// See [`manifest::load`].
    pub manifest: Option<PathBuf>,
}

/// Where a set's reports lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Texts {
    /// The folder of ID.txt, for reports whose file the manifest does not name.
    Files(PathBuf),
    /// The folder of the corpora whose articles they are; see [`Corpora`].
    Corpora(PathBuf),
}

impl Folders {
    /// The first folder that is not there.
    pub fn missing(&self) -> Option<&Path> {
        let (Texts::Files(texts) | Texts::Corpora(texts)) = &self.texts;
        [&self.gold, texts]
            .into_iter()
            .find(|folder| !folder.is_dir())
            .map(PathBuf::as_path)
    }
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
        let corpora = read_corpora([folders])?;
        GoldSet::load_with(folders, &corpora)
    }

    /// The same with articles that [`read_corpora`] has read, for this set and perhaps for others.
    ///
    /// # Errors
    /// Those of [`GoldSet::load`]; and when an article was not read.
    pub fn load_with(folders: &Folders, corpora: &Corpora) -> Result<GoldSet, SetError> {
        let manifest = match &folders.manifest {
            Some(path) => manifest::load(path)?,
            None => Manifest::new(),
        };
        let mut hashes = Vec::new();
        let mut docs = Vec::new();
        for id in ids(&folders.gold)? {
            let row = manifest.get(&id).cloned().unwrap_or_default();
            let gold_path = folders.gold.join(format!("{id}.json"));
            let gold = read(&gold_path)?;
            hashes.push(hash_line(&gold_path, &gold));
            let (report_path, draft) = draft(&id, &row, folders, corpora)?;
            hashes.push(match &folders.texts {
                Texts::Files(_) => hash_line(&report_path, &read(&report_path)?),
                Texts::Corpora(_) => hash_line(&report_path, draft.text.as_bytes()),
            });
            let report = report(draft, &row);
            expect_text(&report_path, row.sha256.as_deref(), &report)?;
            docs.push(Doc {
                gold: resolve_gold(&gold_path, &gold, &report)?,
                relay: row.relay,
                id,
                report,
            });
        }
        hashes.sort_unstable();
        Ok(GoldSet {
            docs,
            sha256: hex_sha256(hashes.concat().as_bytes()),
        })
    }
}

/// The articles of all sets whose reports lie in corpora; each file of a corpus is read once.
///
/// # Errors
/// When a gold folder cannot be listed, or an article is not where its id says.
pub fn read_corpora<'a>(sets: impl IntoIterator<Item = &'a Folders>) -> Result<Corpora, SetError> {
    let mut wanted: BTreeMap<&Path, BTreeSet<String>> = BTreeMap::new();
    for set in sets {
        if let Texts::Corpora(folder) = &set.texts {
            wanted.entry(folder).or_default().extend(ids(&set.gold)?);
        }
    }
    let mut corpora = Corpora::default();
    for (folder, ids) in wanted {
        corpora.extend(Corpora::read(folder, ids.iter().map(String::as_str))?);
    }
    Ok(corpora)
}

pub(crate) fn hash_line(path: &Path, bytes: &[u8]) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{name} {}\n", hex_sha256(bytes))
}

pub(crate) fn ids(folder: &Path) -> Result<Vec<String>, SetError> {
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

/// A report as it was read in, and how errors call it.
fn draft(
    id: &str,
    row: &Row,
    folders: &Folders,
    corpora: &Corpora,
) -> Result<(PathBuf, Draft), SetError> {
    let path = match (&row.file, &folders.texts) {
        (_, Texts::Corpora(folder)) => {
            let article = corpora.get(id).cloned();
            let missing = || malformed(folder, format!("«{id}» was not read"));
            return Ok((
                folder.join(format!("{id}.txt")),
                article.ok_or_else(missing)?,
            ));
        }
        (Some(file), _) => folders.root.join(file),
        (None, Texts::Files(folder)) => folder.join(format!("{id}.txt")),
    };
    let mut first = None;
    Ingest::new([&path], Options::default()).run(|draft| {
        first = Some(draft);
        ControlFlow::Break(())
    });
    match first {
        Some(Ok(draft)) => Ok((path, draft)),
        Some(Err(failure)) => Err(malformed(&path, failure)),
        None => Err(malformed(&path, "it holds no report")),
    }
}

/// The manifest goes before what the report's own metadata say, as options of `musnad read` do.
fn report(mut draft: Draft, row: &Row) -> Report {
    let by_manifest = |date| Dated {
        date,
        from: DateFrom::Option,
    };
    draft.published = row.published().map(by_manifest).or(draft.published);
    draft.outlet = row.outlet.clone().or(draft.outlet);
    draft.into_report()
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

/// SHA-256, in hexadecimal.
pub fn hex_sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
