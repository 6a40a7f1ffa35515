//! What is read.

use std::path::{Path, PathBuf};

/// How often the samples are read where there is nothing better: about as much as one day's zip.
const REPEATS: usize = 100;

/// The inputs of a measurement.
pub struct Corpus {
    /// For people.
    pub name: String,
    /// Files and folders, in order.
    pub paths: Vec<PathBuf>,
    /// What people should know about it.
    pub note: Option<String>,
}

impl Corpus {
    /// The given paths; else the articles of saudinewsnet beside the workspace (`../shared` or
    /// `$MUSNAD_SHARED`); else the samples, many times.
    pub fn find(paths: &[PathBuf]) -> Corpus {
        if !paths.is_empty() {
            let names: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
            return Corpus {
                name: names.join(" "),
                paths: paths.to_vec(),
                note: None,
            };
        }
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let shared = std::env::var_os("MUSNAD_SHARED")
            .map_or_else(|| repository.join("../shared"), PathBuf::from);
        let zips = files(&shared.join("corpora/saudinewsnet"), &["zip"]);
        if !zips.is_empty() {
            return Corpus {
                name: "saudinewsnet".to_owned(),
                paths: zips,
                note: None,
            };
        }
        let samples = files(&repository.join("samples"), &["txt", "json"]);
        Corpus {
            name: format!("samples × {REPEATS}"),
            paths: std::iter::repeat_n(samples, REPEATS).flatten().collect(),
            note: Some(
                "skipped: no corpora beside the workspace; the samples are read instead, many times, \
                 which flatters caches: compare these figures only with their like"
                    .to_owned(),
            ),
        }
    }
}

/// Files of a folder by their endings, sorted; none where there is no such folder.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = folder.read_dir() else {
        return Vec::new();
    };
    let wanted = |path: &PathBuf| {
        path.extension()
            .is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
    };
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(wanted)
        .collect();
    paths.sort();
    paths
}
