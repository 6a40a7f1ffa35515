//! How long does one page take, and what is found in it? One line of JSON a page, for `compare.py`.
//!
//! Only the way from bytes to a draft is timed: what trafilatura's `bare_extraction` does as well.
//! Processor time counts: on a busy machine the longer of two readings is interrupted more often, and
//! the clock on the wall would make the difference larger than it is.

use anyhow::{Context, Result};
use clap::Parser;
use cpu_time::ProcessTime;
use musnad_ingest::{Draft, Ingest, Options};
use serde::Serialize;
use std::fs;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Reads pages out of memory, many times each, and prints what was found and the median time.
#[derive(Parser)]
#[command(disable_version_flag = true)]
struct Args {
    /// HTML files
    #[arg(required = true)]
    pages: Vec<PathBuf>,
    /// How often each page is read; the median of the times counts
    #[arg(long, default_value_t = 31, value_parser = clap::value_parser!(u32).range(1..))]
    repeat: u32,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    title: Option<String>,
    published: Option<String>,
    text: Option<String>,
    /// Median milliseconds of processor time of one reading.
    ms: f64,
}

/// One page and what became of it.
struct Page {
    path: String,
    bytes: Vec<u8>,
    times: Vec<f64>,
    found: Option<Draft>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let mut pages = Vec::new();
    for page in &args.pages {
        let path = page.to_string_lossy().into_owned();
        let bytes = fs::read(page).with_context(|| format!("{path} cannot be read"))?;
        pages.push(Page {
            path,
            bytes,
            times: Vec::new(),
            found: None,
        });
    }
    // In turns, so that caches that are cold or shared for a while slow no page more than the others.
    for _ in 0..args.repeat {
        for page in &mut pages {
            let begin = ProcessTime::now();
            page.found = black_box(read(&page.path, &page.bytes));
            page.times.push(begin.elapsed().as_secs_f64() * 1e3);
        }
    }
    for page in pages {
        println!("{}", line(page)?);
    }
    Ok(())
}

fn line(mut page: Page) -> Result<String> {
    page.times.sort_by(f64::total_cmp);
    let (title, published, text) = page.found.map_or((None, None, None), |draft| {
        let day = draft.published.map(|dated| dated.date.to_string());
        (draft.title, day, Some(draft.text))
    });
    let line = Line {
        path: &page.path,
        title,
        published,
        text,
        ms: page.times[page.times.len() / 2],
    };
    Ok(serde_json::to_string(&line)?)
}

/// The page's draft; `None` where no article is found in it.
fn read(path: &str, bytes: &[u8]) -> Option<Draft> {
    let mut found = None;
    let none: [PathBuf; 0] = [];
    Ingest::new(none, Options::default()).run_stream(path, bytes, |item| {
        found = item.ok();
        ControlFlow::Break(())
    });
    found
}
