//! The bar on standard error, and the lines that share it.

use indicatif::{ProgressBar, ProgressStyle};
use musnad_ingest::Progress;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Shorter work needs no bar.
const LONG: Duration = Duration::from_secs(1);

/// A bar over bytes, whose end can be foretold.
const BYTES: &str = "{bar:30} {percent:>3}%  {msg}  {bytes}/{total_bytes}  {eta} left";

/// A bar that comes only if the work is long.
#[derive(Debug)]
pub struct Bar {
    progress: Arc<Progress>,
    begun: Instant,
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Bar {
    /// A bar over the bytes of the inputs, if it is wanted and somebody looks at standard error.
    pub fn new(progress: Arc<Progress>, wanted: bool) -> Bar {
        let wanted = wanted && io::stderr().is_terminal();
        Bar {
            progress,
            begun: Instant::now(),
            wanted,
            bar: None,
        }
    }

    /// Shows how far the work is, after so many reports.
    pub fn update(&mut self, reports: u64) {
        if !self.wanted || self.begun.elapsed() < LONG {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| styled(BYTES));
        bar.set_length(self.progress.total());
        bar.set_position(self.progress.consumed());
        bar.set_message(format!("{reports} reports"));
    }

    /// Prints a line on standard error without tearing the bar.
    pub fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| say(line)),
            None => say(line),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Time since the work began.
    pub fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }
}

/// A bar over steps whose number is known, that comes only if the work is long.
#[derive(Debug)]
pub struct Steps {
    begun: Instant,
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Steps {
    /// A bar, if it is wanted and somebody looks at standard error.
    pub fn new(wanted: bool) -> Steps {
        Steps {
            begun: Instant::now(),
            wanted: wanted && io::stderr().is_terminal(),
            bar: None,
        }
    }

    /// Shows how many steps of how many are done; of an unknown number where `all` is 0.
    pub fn at(&mut self, done: u64, all: u64) {
        if !self.wanted || self.begun.elapsed() < LONG {
            return;
        }
        let bar = self
            .bar
            .get_or_insert_with(|| styled("{bar:30} {percent:>3}%  {pos}/{len}  {eta} left"));
        bar.set_length(all.max(done));
        bar.set_position(done);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Time since the work began.
    pub fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }
}

/// Prints a line on standard error. Nobody may be listening there (`2>&1 | head`), which is no reason
/// to stop, as `eprintln` would.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn styled(template: &str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
