//! One run of one stage.

use crate::add::{self, Added};
use crate::corpus::Corpus;
use crate::search::{self, Asked};
use clap::ValueEnum;
use musnad_ingest::{Draft, Ingest, Options};
use musnad_read::contract::{self, Line};
use musnad_read::{Context, Engine, Reading};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// A stage with all those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
pub enum Stage {
    /// Unpack, decode, parse and clean: bytes to drafts.
    Ingest,
    /// And fold, tokenise, find sentences and quotations: drafts to reports.
    Scan,
    /// And read attributions and times, but no mentions.
    Attributions,
    /// Instead of these, find mentions, without whom and what they mean.
    Mentions,
    /// All of reading: attributions, times, mentions, entities, places; reports to readings.
    Read,
    /// And make a line of JSON: what `musnad read --format json` does.
    Json,
    /// And keep them in an archive, with their index: what `musnad add` does, by the program itself.
    Add,
    /// And keep them in an archive, with their index; then ask it 500 queries.
    Search,
}

impl Stage {
    /// In the order of the journey.
    pub const ALL: [Stage; 8] = [
        Stage::Ingest,
        Stage::Scan,
        Stage::Attributions,
        Stage::Mentions,
        Stage::Read,
        Stage::Json,
        Stage::Add,
        Stage::Search,
    ];

    /// As the table and the flags call it.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Ingest => "ingest",
            Stage::Scan => "scan",
            Stage::Attributions => "attributions",
            Stage::Mentions => "mentions",
            Stage::Read => "read",
            Stage::Json => "json",
            Stage::Add => "add",
            Stage::Search => "search",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What one run gave.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measured {
    /// Reports, those with an empty body among them.
    pub reports: u64,
    /// Bytes of their texts, decoded to UTF-8.
    pub bytes: u64,
    /// Inputs that could not be read.
    pub failures: u64,
    /// Reports on which the engine panicked.
    pub panics: u64,
    /// Attributions found; 0 where none are read.
    pub statements: u64,
    /// From the first byte to the last result; without the engine's loading.
    pub seconds: f64,
    /// Loading of the language data; 0 where none is needed.
    pub load_seconds: f64,
    /// The process's peak of resident memory, in KiB, where the system tells.
    pub peak_kib: Option<u64>,
    /// Threads.
    pub threads: usize,
    /// Of `add`.
    pub added: Option<Added>,
    /// Of `search`.
    pub asked: Option<Asked>,
}

#[derive(Default)]
struct Counters {
    reports: AtomicU64,
    bytes: AtomicU64,
    failures: AtomicU64,
    panics: AtomicU64,
    statements: AtomicU64,
}

/// Runs a stage over the corpus on all threads.
pub fn run(stage: Stage, corpus: &Corpus) -> Measured {
    if stage == Stage::Add {
        return by_the_program(corpus);
    }
    let loading = Instant::now();
    let engine = match stage {
        Stage::Ingest | Stage::Scan | Stage::Add => None,
        Stage::Attributions => Some(Engine::embedded().without_mentions()),
        Stage::Mentions | Stage::Read | Stage::Json | Stage::Search => Some(Engine::embedded()),
    };
    let load_seconds = engine
        .as_ref()
        .map_or(0.0, |_| loading.elapsed().as_secs_f64());
    if let Some(engine) = engine.as_ref().filter(|_| stage == Stage::Search) {
        let kept = search::run(engine, corpus).expect("an archive can be made and asked");
        return Measured {
            reports: kept.reports,
            bytes: kept.bytes,
            failures: kept.failures,
            panics: 0,
            statements: kept.statements,
            seconds: kept.seconds,
            load_seconds,
            peak_kib: peak_kib(),
            threads: rayon::current_num_threads(),
            added: None,
            asked: Some(kept.asked),
        };
    }
    let counters = Counters::default();
    let begin = Instant::now();
    let ingest = Ingest::new(&corpus.paths, Options::default());
    ingest.into_iter().par_bridge().for_each(|item| match item {
        Ok(draft) => one(stage, engine.as_ref(), draft, &counters),
        Err(failure) => {
            eprintln!("{failure}");
            count(&counters.failures, 1);
        }
    });
    Measured {
        reports: counters.reports.into_inner(),
        bytes: counters.bytes.into_inner(),
        failures: counters.failures.into_inner(),
        panics: counters.panics.into_inner(),
        statements: counters.statements.into_inner(),
        seconds: begin.elapsed().as_secs_f64(),
        load_seconds,
        peak_kib: peak_kib(),
        threads: rayon::current_num_threads(),
        added: None,
        asked: None,
    }
}

fn by_the_program(corpus: &Corpus) -> Measured {
    let threads = rayon::current_num_threads();
    let added = add::run(corpus, threads).expect("musnad adds");
    Measured {
        reports: added.reports,
        bytes: added.bytes,
        failures: added.failures,
        panics: 0,
        statements: added.statements,
        seconds: added.seconds,
        load_seconds: 0.0,
        peak_kib: added.peak_kib,
        threads,
        added: Some(added),
        asked: None,
    }
}

fn one(stage: Stage, engine: Option<&Engine>, draft: Draft, counters: &Counters) {
    count(&counters.reports, 1);
    count(&counters.bytes, draft.text.len() as u64);
    if stage == Stage::Ingest {
        black_box(draft);
        return;
    }
    let origin = draft.origin.clone();
    match catch_unwind(AssertUnwindSafe(|| work(stage, engine, draft))) {
        Ok(statements) => count(&counters.statements, statements),
        Err(_) => {
            eprintln!("panicked on {origin:?}");
            count(&counters.panics, 1);
        }
    }
}

/// Everything after ingest; gives the number of attributions.
fn work(stage: Stage, engine: Option<&Engine>, draft: Draft) -> u64 {
    let report = draft.into_report();
    let Some(engine) = engine else {
        black_box(report);
        return 0;
    };
    if stage == Stage::Mentions {
        black_box(engine.mentions(&report.text));
        return 0;
    }
    // As `musnad read` does: what is not Arabic is marked so, and not read.
    let reading = if report.language.is_arabic() {
        let context = Context {
            published: report.published.map(|dated| dated.date),
            has_title: report.has_title,
        };
        engine.read(&report.text, &context)
    } else {
        Reading::default()
    };
    let statements = reading.attributions.len() as u64;
    if stage == Stage::Json {
        let made_by = contract::Engine::with_data(&engine.language().version);
        let line = serde_json::to_string(&Line::new(&report, &reading, made_by));
        black_box(line.expect("a line is plain data"));
    }
    black_box(reading);
    statements
}

fn count(counter: &AtomicU64, n: u64) {
    counter.fetch_add(n, Ordering::Relaxed);
}

fn peak_kib() -> Option<u64> {
    peak_kib_of("self")
}

/// `VmHWM` of Linux, of the process with this number; nothing elsewhere.
pub fn peak_kib_of(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
