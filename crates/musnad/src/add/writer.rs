//! The one that writes.

use super::{Done, Trouble};
use crate::contract::keep::{ADDED, Added, Unread};
use crate::opened::stamp;
use crate::progress::Bar;
use anyhow::Result;
use musnad_archive::{self as archive, Archive, ArchiveError, Failed, Ready, Stamp};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Reports a commit: enough that waiting for the disk is a small part of the work.
const MANY: usize = 256;
/// Bytes a commit, so that a batch of saved pages takes no more memory than one of short reports.
const LARGE: usize = 8 << 20;
/// What is lost by a power cut is no older than this.
const LONG: Duration = Duration::from_secs(2);
/// Failures in the summary; the journal has all.
const TOLD: usize = 1000;

/// Collects reports and writes them into the archive, batch by batch.
pub struct Writer {
    archive: Archive,
    bar: Bar,
    begun: Stamp,
    batch: Vec<Ready>,
    bytes: usize,
    failed: Vec<Failed>,
    committed: Instant,
    added: Added,
    broken: Option<ArchiveError>,
}

impl Writer {
    /// Writes into `archive` for a run that began at `begun`.
    pub fn new(archive: Archive, bar: Bar, begun: Stamp) -> Writer {
        Writer {
            archive,
            bar,
            begun,
            batch: Vec::new(),
            bytes: 0,
            failed: Vec::new(),
            committed: Instant::now(),
            added: Added {
                schema: ADDED,
                archive: String::new(),
                new: 0,
                versions: 0,
                elsewhere: 0,
                known: 0,
                failed: 0,
                failures: Vec::new(),
                seconds: 0.0,
            },
            broken: None,
        }
    }

    /// Takes what became of one input; breaks off where the archive fails.
    pub fn take(&mut self, done: Done) -> ControlFlow<()> {
        match done {
            Done::Ready(ready) => {
                self.bytes += ready.size();
                self.batch.push(*ready);
            }
            Done::Known => self.added.known += 1,
            Done::Failed(trouble) => self.fail(trouble),
            Done::Broken(error) => self.broken = Some(error),
        }
        let full = self.batch.len() + self.failed.len() >= MANY || self.bytes >= LARGE;
        if self.broken.is_none() && (full || self.committed.elapsed() >= LONG) {
            self.broken = self.commit().err();
        }
        let added = &self.added;
        self.bar
            .update(added.new + added.versions + added.elsewhere + added.known);
        match self.broken {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        }
    }

    fn fail(&mut self, trouble: Trouble) {
        self.bar.say(&format!("musnad: {}", trouble.said));
        self.added.failed += 1;
        if self.added.failures.len() < TOLD {
            self.added
                .failures
                .push(Unread::from(trouble.failed.clone()));
        }
        if trouble.waits {
            self.failed.push(trouble.failed);
        }
    }

    fn commit(&mut self) -> archive::Result<()> {
        if !self.batch.is_empty() {
            for became in self.archive.add(&self.batch, &stamp())? {
                *self.counter(became) += 1;
            }
            self.batch.clear();
            self.bytes = 0;
        }
        if !self.failed.is_empty() {
            self.archive.fail(&self.failed, &self.begun)?;
            self.failed.clear();
        }
        self.committed = Instant::now();
        Ok(())
    }

    fn counter(&mut self, became: archive::Added) -> &mut u64 {
        match became {
            archive::Added::New => &mut self.added.new,
            archive::Added::Version => &mut self.added.versions,
            archive::Added::Elsewhere => &mut self.added.elsewhere,
            archive::Added::Known => &mut self.added.known,
        }
    }

    /// Writes what is left, settles the journal, closes the archive and says what became of all.
    ///
    /// # Errors
    /// If the archive failed, now or on the way.
    pub fn close(mut self, sources: &[PathBuf], named: &Path) -> Result<Added> {
        let end = match self.broken.take() {
            Some(error) => Err(error),
            None => self.commit(),
        };
        self.bar.finish();
        end?;
        let shown = |path: &Path| path.to_string_lossy().into_owned();
        let sources: Vec<String> = sources.iter().map(|source| shown(source)).collect();
        self.archive.settle(&sources, &self.begun)?;
        self.archive.close()?;
        Ok(Added {
            archive: shown(named),
            seconds: self.bar.elapsed().as_secs_f64(),
            ..self.added
        })
    }
}
