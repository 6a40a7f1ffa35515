//! What is printed.

use crate::corpus::Corpus;
use crate::measure::{Measured, Stage};
use std::fmt::Write;

/// The runs of one stage, in one line.
pub struct Row {
    stage: Stage,
    /// The run with the median of seconds; of an even number of runs the slower one in the middle.
    median: Measured,
    /// The worst run's.
    pub panics: u64,
}

impl Row {
    /// Takes the median of runs, of which there is at least one.
    pub fn new(stage: Stage, runs: &[Measured]) -> Row {
        let mut sorted: Vec<&Measured> = runs.iter().collect();
        sorted.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let panics = runs.iter().map(|run| run.panics).max().unwrap_or_default();
        Row {
            stage,
            median: sorted[sorted.len() / 2].clone(),
            panics,
        }
    }

    fn reports_per_second(&self) -> f64 {
        self.median.reports as f64 / self.median.seconds
    }

    fn megabytes_per_second(&self) -> f64 {
        self.median.bytes as f64 / 1e6 / self.median.seconds
    }
}

/// The table. Each stage contains those before it; `time/scan` is its time against that of `scan`.
pub fn print(corpus: &Corpus, rows: &[Row]) -> String {
    let mut out = String::new();
    let Some(last) = rows.last() else { return out };
    let all = &last.median;
    let scan = rows
        .iter()
        .find(|row| row.stage == Stage::Scan)
        .map(|row| row.median.seconds);
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "{}: {} articles, {:.1} MB of text, {} threads\n",
        corpus.name,
        all.reports,
        all.bytes as f64 / 1e6,
        all.threads,
    );
    let _ = writeln!(
        out,
        "{:<8}{:>12}{:>9}{:>11}{:>11}",
        "stage", "articles/s", "MB/s", "time/scan", "peak MiB"
    );
    for row in rows {
        let ratio = scan.map_or(f64::NAN, |scan| row.median.seconds / scan);
        let peak = row
            .median
            .peak_kib
            .map_or("?".to_owned(), |kib| format!("{:.0}", kib as f64 / 1024.0));
        let _ = writeln!(
            out,
            "{:<8}{:>12.0}{:>9.2}{:>11.2}{:>11}",
            row.stage.name(),
            row.reports_per_second(),
            row.megabytes_per_second(),
            ratio,
            peak,
        );
    }
    for added in rows.iter().filter_map(|row| row.median.added.as_ref()) {
        let _ = writeln!(
            out,
            "\nthe archive has {:.1} MB, {:.2} times the text; adding the same again takes {:.1} s",
            added.file as f64 / 1e6,
            added.file as f64 / added.bytes as f64,
            added.again,
        );
    }
    for asked in rows.iter().filter_map(|row| row.median.asked.as_ref()) {
        let _ = writeln!(
            out,
            "\n{} queries, {} of them fruitful: median {:.1} ms, 99th percentile {:.1} ms, slowest {:.1} ms ({})\n\
             archive {:.1} MB, of which the index {:.1} MB",
            asked.queries,
            asked.fruitful,
            asked.median_ms,
            asked.p99_ms,
            asked.slowest.0,
            asked.slowest.1,
            asked.file as f64 / 1e6,
            asked.index as f64 / 1e6,
        );
        let (median, p99) = asked.on_processor_ms;
        let _ = writeln!(
            out,
            "on the processor: median {median:.1} ms, 99th percentile {p99:.1} ms"
        );
    }
    let panics = rows.iter().map(|row| row.panics).max().unwrap_or_default();
    let _ = writeln!(
        out,
        "\n{} attributions; {panics} panics; {} inputs failed; the engine loads in {:.0} ms",
        all.statements,
        all.failures,
        all.load_seconds * 1e3,
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(seconds: f64) -> Measured {
        Measured {
            reports: 100,
            bytes: 2_000_000,
            failures: 0,
            panics: 0,
            statements: 7,
            seconds,
            load_seconds: 0.1,
            peak_kib: Some(2048),
            threads: 2,
            added: None,
            asked: None,
        }
    }

    #[test]
    fn the_median_counts() {
        let row = Row::new(
            Stage::Read,
            &[run(9.0), run(2.0), run(1.0), run(4.0), run(3.0)],
        );
        assert!((row.median.seconds - 3.0).abs() < 1e-9);
    }

    #[test]
    fn stages_stand_beside_scan() {
        let corpus = Corpus {
            name: "a".to_owned(),
            paths: vec![],
            note: None,
        };
        let rows = [
            Row::new(Stage::Scan, &[run(2.0)]),
            Row::new(Stage::Read, &[run(4.0)]),
        ];
        let printed = print(&corpus, &rows);
        let read: Vec<&str> = printed
            .lines()
            .find(|line| line.starts_with("read"))
            .map(|line| line.split_whitespace().collect())
            .unwrap_or_default();
        assert_eq!(read, ["read", "25", "0.50", "2.00", "2"]);
    }
}
