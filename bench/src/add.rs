//! `musnad add` itself, from nothing and once more: the program beside this one, a process of its own
//! whose memory is watched from here.

use crate::corpus::Corpus;
use crate::measure::peak_kib_of;
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use musnad_archive::{Access, Archive, Stamp};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What `musnad add` did.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Added {
    /// Reports in the archive.
    pub reports: u64,
    /// Bytes of their texts.
    pub bytes: u64,
    /// Inputs that could not be read.
    pub failures: u64,
    /// Attributions in the readings.
    pub statements: u64,
    /// Seconds from the start of the program to its end.
    pub seconds: f64,
    /// Its peak of resident memory, in KiB, where the system tells.
    pub peak_kib: Option<u64>,
    /// Bytes of the archive file.
    pub file: u64,
    /// Seconds that adding the same once more takes.
    pub again: f64,
}

/// What the program says of itself, as far as it is looked at here.
#[derive(Deserialize)]
struct Summary {
    known: u64,
    failed: u64,
}

/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// Makes an archive in a folder of its own, adds the same once more, and counts what is in it.
pub fn run(corpus: &Corpus, jobs: usize) -> Result<Added> {
    let folder = tempfile::tempdir().context("a folder for the archive")?;
    let path = folder.path().join("musnad.db");
    let first = add(&path, corpus, jobs)?;
    let again = add(&path, corpus, jobs)?;
    let stamp = Stamp {
        at: Timestamp::UNIX_EPOCH,
        program: "musnad bench".to_owned(),
    };
    let archive = Archive::open(&path, Access::Read, &stamp)?;
    let (mut reports, mut bytes, mut statements) = (0, 0, 0);
    let mut after = 0;
    loop {
        let page = archive.held_after(after, 256)?;
        let Some(last) = page.last() else { break };
        after = last.n;
        for held in page {
            reports += 1;
            bytes += held.text_size as u64;
            statements += archive.reading(&held)?.1.attributions.len() as u64;
        }
    }
    if again.summary.known < reports {
        bail!(
            "{reports} reports were added, {} known again",
            again.summary.known
        );
    }
    Ok(Added {
        reports,
        bytes,
        failures: first.summary.failed,
        statements,
        seconds: first.seconds,
        peak_kib: first.peak_kib,
        file: std::fs::metadata(&path)?.len(),
        again: again.seconds,
    })
}

struct Run {
    summary: Summary,
    seconds: f64,
    peak_kib: Option<u64>,
}

fn add(archive: &Path, corpus: &Corpus, jobs: usize) -> Result<Run> {
    let program = std::env::current_exe()?.with_file_name("musnad");
    let begin = Instant::now();
    let mut child = Command::new(&program)
        .args(["add", "--no-progress", "--format", "json", "--jobs"])
        .arg(jobs.to_string())
        .arg("--archive")
        .arg(archive)
        .args(&corpus.paths)
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be started; build it first", program.display()))?;
    let mut peak_kib = None;
    while child.try_wait()?.is_none() {
        // What is gone can no longer be asked; what it said last counts.
        peak_kib = peak_kib_of(&child.id().to_string()).or(peak_kib);
        std::thread::sleep(LOOK);
    }
    let seconds = begin.elapsed().as_secs_f64();
    let output = child.wait_with_output()?;
    let summary = serde_json::from_slice(&output.stdout)
        .with_context(|| format!("musnad add ended with {}", output.status))?;
    Ok(Run {
        summary,
        seconds,
        peak_kib,
    })
}
