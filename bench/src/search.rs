//! Keeping reports and finding them again: an archive made from nothing, then 500 queries made of its
//! own headlines and speakers. No word of a corpus is written down here.

use crate::corpus::Corpus;
use anyhow::{Context as _, Result};
use cpu_time::ThreadTime;
use jiff::Timestamp;
use musnad_archive::{Access, Archive, Incoming, Page, Ready, Size, Stamp};
use musnad_ingest::{Draft, Ingest, Options};
use musnad_read::{Context, Engine, Kind, Reading, contract};
use musnad_search::Query;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Reports a commit, as `musnad add` has them.
const BATCH: usize = 256;
/// Queries asked.
const QUERIES: usize = 500;

/// What asking gave.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// Queries.
    pub queries: usize,
    /// Of them, those that found something.
    pub fruitful: usize,
    /// Milliseconds of one search with facets, snippets and its first ten hits.
    pub median_ms: f64,
    /// As `median_ms`: one in a hundred takes longer.
    pub p99_ms: f64,
    /// Median and 99th percentile of the milliseconds for which the search had a processor: what a
    /// machine that does other work as well cannot lengthen.
    pub on_processor_ms: (f64, f64),
    /// The slowest search, and its form.
    pub slowest: (f64, String),
    /// Bytes of the archive file.
    pub file: u64,
    /// Of them, bytes of what reports are found by.
    pub index: u64,
}

/// What queries are made of.
#[derive(Default)]
struct Material {
    titles: Vec<String>,
    speakers: Vec<String>,
}

/// What was kept.
pub struct Kept {
    /// Reports.
    pub reports: u64,
    /// Bytes of their texts.
    pub bytes: u64,
    /// Inputs that could not be read.
    pub failures: u64,
    /// Attributions.
    pub statements: u64,
    /// Seconds that it took, from the first byte to the closed archive.
    pub seconds: f64,
    /// What asking gave.
    pub asked: Asked,
}

/// Makes the archive in a folder of its own and asks it.
pub fn run(engine: &Engine, corpus: &Corpus) -> Result<Kept> {
    let folder = tempfile::tempdir().context("a folder for the archive")?;
    let path = folder.path().join("musnad.db");
    let begin = Instant::now();
    let (mut kept, material) = keep(engine, corpus, &path)?;
    kept.seconds = begin.elapsed().as_secs_f64();
    kept.asked = ask(&path, &material)?;
    Ok(kept)
}

fn stamp() -> Stamp {
    Stamp {
        at: Timestamp::UNIX_EPOCH,
        program: "musnad bench".to_owned(),
    }
}

fn keep(engine: &Engine, corpus: &Corpus, path: &Path) -> Result<(Kept, Material)> {
    let mut archive = Archive::open(path, Access::Create, &stamp())?;
    let (sender, receiver) = mpsc::sync_channel::<(Ready, Parts)>(BATCH);
    let writer = std::thread::spawn(move || -> Result<(Kept, Material)> {
        let (mut kept, mut material) = (Kept::default(), Material::default());
        let mut batch = Vec::with_capacity(BATCH);
        for (ready, parts) in receiver {
            kept.see(parts, &mut material);
            batch.push(ready);
            if batch.len() == BATCH {
                archive.add(&batch, &stamp())?;
                batch.clear();
            }
        }
        archive.add(&batch, &stamp())?;
        archive.close()?;
        Ok((kept, material))
    });
    let ingest = Ingest::new(&corpus.paths, Options::default());
    ingest
        .into_iter()
        .par_bridge()
        .for_each_with(sender, |sender, item| {
            // Where the writer has ended, its error says why.
            if let Ok(draft) = item {
                let _ = sender.send(make_ready(engine, draft));
            }
        });
    writer.join().expect("the writer does not panic")
}

/// What is noted of a report before it goes into the archive.
struct Parts {
    bytes: u64,
    statements: u64,
    title: Option<String>,
    speaker: Option<String>,
}

fn make_ready(engine: &Engine, mut draft: Draft) -> (Ready, Parts) {
    let original = std::mem::take(&mut draft.original);
    let report = draft.into_report();
    let reading = if report.language.is_arabic() {
        let context = Context {
            published: report.published.map(|dated| dated.date),
            has_title: report.has_title,
        };
        engine.read(&report.text, &context)
    } else {
        Reading::default()
    };
    let mut origins = reading.attributions.iter().map(|a| a.origin());
    let parts = Parts {
        bytes: report.text.as_str().len() as u64,
        statements: reading.attributions.len() as u64,
        title: report.title.clone(),
        speaker: origins
            .find(|hop| hop.kind == Kind::Person)
            .map(|hop| hop.who.as_str().to_owned()),
    };
    let incoming = Incoming {
        report,
        original,
        notes: Vec::new(),
        reading,
        engine: contract::Engine::with_data(&engine.language().version),
    };
    (incoming.ready(), parts)
}

impl Default for Kept {
    fn default() -> Kept {
        Kept {
            reports: 0,
            bytes: 0,
            failures: 0,
            statements: 0,
            seconds: 0.0,
            asked: Asked {
                queries: 0,
                fruitful: 0,
                median_ms: 0.0,
                p99_ms: 0.0,
                on_processor_ms: (0.0, 0.0),
                slowest: (0.0, String::new()),
                file: 0,
                index: 0,
            },
        }
    }
}

impl Kept {
    fn see(&mut self, parts: Parts, material: &mut Material) {
        self.reports += 1;
        self.bytes += parts.bytes;
        self.statements += parts.statements;
        material.titles.extend(parts.title);
        material.speakers.extend(parts.speaker);
    }
}

fn ask(path: &Path, material: &Material) -> Result<Asked> {
    let archive = Archive::open(path, Access::Read, &stamp())?;
    let page = Page {
        limit: 10,
        offset: 0,
    };
    let mut times: Vec<(Duration, &'static str)> = Vec::new();
    let mut on_processor: Vec<Duration> = Vec::new();
    let mut fruitful = 0;
    for (form, query) in queries(material) {
        let Ok(query) = Query::parse(&query) else {
            continue;
        };
        let (begin, processor) = (Instant::now(), ThreadTime::now());
        let found = archive.search(&query, page)?;
        times.push((begin.elapsed(), form));
        on_processor.push(processor.elapsed());
        fruitful += usize::from(found.total > 0);
    }
    times.sort();
    on_processor.sort();
    let on_processor_ms = (at(&on_processor, 0.5), at(&on_processor, 0.99));
    let sorted: Vec<Duration> = times.iter().map(|(time, _)| *time).collect();
    let sizes = archive.diagnose(&contract::Engine::with_data(""))?.sizes;
    let tables = ["label", "label_word", "facet", "said"];
    let of_index =
        |size: &&Size| size.table.starts_with("words") || tables.contains(&size.table.as_str());
    let slowest = times.last().map_or((0.0, String::new()), |(time, form)| {
        (milliseconds(*time), (*form).to_owned())
    });
    Ok(Asked {
        queries: times.len(),
        fruitful,
        median_ms: at(&sorted, 0.5),
        p99_ms: at(&sorted, 0.99),
        on_processor_ms,
        slowest,
        file: std::fs::metadata(path)?.len(),
        index: sizes.iter().filter(of_index).map(|size| size.bytes).sum(),
    })
}

/// The time that no more than this share of the sorted times exceeds, in milliseconds.
fn at(sorted: &[Duration], share: f64) -> f64 {
    let i = ((sorted.len() as f64 * share).ceil() as usize).clamp(1, sorted.len().max(1));
    sorted.get(i - 1).map_or(0.0, |time| milliseconds(*time))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Queries of all forms, made of headlines and speakers picked evenly from all there are.
fn queries(material: &Material) -> Vec<(&'static str, String)> {
    if material.titles.is_empty() || material.speakers.is_empty() {
        return Vec::new();
    }
    // A step that has no divisor in common with what it goes through in practice.
    let title = |i: usize| &material.titles[i * 7919 % material.titles.len()];
    let speaker = |i: usize| plain(&material.speakers[i * 7919 % material.speakers.len()]);
    let wanted = (0..).map(|i| {
        let words: Vec<String> = title(i).split_whitespace().map(plain).collect();
        let word = |n: usize| words.get(n).map_or("", String::as_str);
        let pair = format!("{} {}", word(1), word(2));
        match i % 20 {
            0..=3 => ("name", speaker(i)),
            4 | 5 => ("name in quotation marks", format!("\"{}\"", speaker(i))),
            6..=9 => ("two words", pair),
            10 => ("one word", word(1).to_owned()),
            11 | 12 => ("phrase", format!("\"{pair} {}\"", word(3))),
            13 => ("phrase of stems", format!("~\"{pair}\"")),
            14 => ("near", format!("NEAR({} {}, 5)", word(1), word(3))),
            15 => ("either", format!("{} OR {}", word(1), word(2))),
            16 => ("not", format!("{} -{}", word(1), word(2))),
            17 => ("speaker", format!("speaker:\"{}\" stance:deny", speaker(i))),
            18 => ("days", format!("{pair} after:2015-07-25 before:2015-08-05")),
            _ => (
                "title and beginning",
                format!("in:title {} {}*", word(1), word(2)),
            ),
        }
    });
    wanted.take(QUERIES).collect()
}

/// A word without the marks at its ends, which a person would not type.
fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace())
        .collect()
}
