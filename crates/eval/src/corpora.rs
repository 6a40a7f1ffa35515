//! Texts of real reports that gold counts in and that may not be copied: articles of the shared
//! corpora, found by their ids.
//!
//! An article is read in as `musnad read` reads its file, so its text is title, blank line and body,
//! cleaned; gold pins it by its SHA-256.

use crate::set::{SetError, malformed};
use musnad_ingest::{Draft, Ingest, Options};
use rayon::prelude::*;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Articles in memory, by id.
#[derive(Clone, Debug, Default)]
pub struct Corpora {
    articles: BTreeMap<String, Draft>,
}

/// Reads every article of a file of the corpora, in its order. What cannot be read is left out.
pub fn each(file: &Path, see: &mut dyn FnMut(&Draft)) {
    Ingest::new([file], Options::default()).run(|draft| {
        if let Ok(draft) = draft {
            see(&draft);
        }
        ControlFlow::Continue(())
    });
}

/// Which file of the corpora an article lies in, and which of its records it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    file: PathBuf,
    record: Record,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Record {
    /// By its place in the file's array, from 0.
    Index(u64),
    /// By its own field `id`.
    Id(String),
}

impl Corpora {
    /// Reads the articles of `ids` out of the corpora in `folder`, each of their files once, up to
    /// the last article that is wanted. Ids are `snn-DAY-INDEX` (saudinewsnet: the index in that
    /// day's array) and `ant-ID` (antcorpus: the record's own id).
    ///
    /// # Errors
    /// When an id has neither form, a file cannot be read, or an article is not in its file.
    pub fn read<'a>(
        folder: &Path,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<Corpora, SetError> {
        let mut files: BTreeMap<PathBuf, BTreeMap<&str, Record>> = BTreeMap::new();
        for id in ids {
            let Place { file, record } = place(id).ok_or_else(|| {
                malformed(
                    folder,
                    format!("«{id}» is not the id of an article of the corpora"),
                )
            })?;
            files
                .entry(folder.join(file))
                .or_default()
                .insert(id, record);
        }
        let files: Vec<_> = files.into_iter().collect();
        let articles: Vec<_> = files
            .par_iter()
            .map(|(file, wanted)| articles(file, wanted))
            .collect::<Result<_, _>>()?;
        Ok(Corpora {
            articles: articles.into_iter().flatten().collect(),
        })
    }

    /// Adds the articles of another reading.
    pub fn extend(&mut self, other: Corpora) {
        self.articles.extend(other.articles);
    }

    /// The article of an id that was asked for.
    pub fn get(&self, id: &str) -> Option<&Draft> {
        self.articles.get(id)
    }
}

fn place(id: &str) -> Option<Place> {
    if let Some(record) = id.strip_prefix("ant-") {
        return Some(Place {
            file: "antcorpus/antcorpus-v1.1.jsonl.gz".into(),
            record: Record::Id(record.to_owned()),
        });
    }
    let (day, index) = id.strip_prefix("snn-")?.rsplit_once('-')?;
    Some(Place {
        file: format!("saudinewsnet/{day}.zip").into(),
        record: Record::Index(index.parse().ok()?),
    })
}

/// The wanted articles of one file.
fn articles(
    file: &Path,
    wanted: &BTreeMap<&str, Record>,
) -> Result<BTreeMap<String, Draft>, SetError> {
    let by_id = wanted
        .values()
        .any(|record| matches!(record, Record::Id(_)));
    let mut left: HashSet<&Record> = wanted.values().collect();
    let mut found: BTreeMap<&Record, Draft> = BTreeMap::new();
    let mut failed = None;
    Ingest::new([file], Options::default()).run(|draft| {
        match draft {
            Ok(draft) => {
                if let Some(record) = record(&draft, by_id).and_then(|record| left.take(&record)) {
                    found.insert(record, draft);
                }
            }
            Err(failure) => failed = Some(failure.to_string()),
        }
        if left.is_empty() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let missing = |id: &str| {
        let why = failed
            .as_ref()
            .map(|why| format!(" ({why})"))
            .unwrap_or_default();
        malformed(file, format!("it has no article «{id}»{why}"))
    };
    wanted
        .iter()
        .map(|(&id, record)| {
            let draft = found.get(record).cloned().ok_or_else(|| missing(id))?;
            Ok((id.to_owned(), draft))
        })
        .collect()
}

/// How a record of its file is called.
fn record(draft: &Draft, by_id: bool) -> Option<Record> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow)]
        id: Cow<'a, str>,
    }
    if by_id {
        let named: Named<'_> = serde_json::from_slice(&draft.original).ok()?;
        Some(Record::Id(named.id.into_owned()))
    } else {
        draft.origin.record.map(Record::Index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_its_file_and_its_record() {
        let place = |id| place(id).map(|place| (place.file, place.record));
        assert_eq!(
            place("snn-2015-07-21-0048"),
            Some(("saudinewsnet/2015-07-21.zip".into(), Record::Index(48)))
        );
        assert_eq!(
            place("ant-JA-culture-105-20170516"),
            Some((
                "antcorpus/antcorpus-v1.1.jsonl.gz".into(),
                Record::Id("JA-culture-105-20170516".to_owned())
            ))
        );
        assert_eq!(place("snn-2015-07-21-x"), None);
        assert_eq!(place("000_abc"), None);
    }

    #[test]
    fn an_article_that_is_not_there_is_an_error_that_names_it() {
        let folder = Path::new("no-such-folder");
        let error = Corpora::read(folder, ["snn-2015-07-21-7"]).unwrap_err();
        assert!(error.to_string().contains("snn-2015-07-21-7"), "{error}");
        assert!(Corpora::read(folder, ["x"]).is_err());
        assert!(Corpora::read(folder, []).is_ok());
    }
}
