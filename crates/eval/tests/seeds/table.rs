//! The table.

use musnad_report::Span;
use std::fmt;
use std::path::Path;

/// All of it.
pub struct Table {
    /// How many lines are met at least.
    pub held: usize,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A fact, in columns as the head of the table describes them.
pub struct Line {
    pub what: String,
    /// `000`, `000@-`; one, or one for each span.
    pub reports: Vec<String>,
    pub words: String,
    pub at: Vec<Span>,
    pub expected: String,
    /// Why it is not met.
    pub why: Option<String>,
}

impl Table {
    /// Reads `eval/seeds.tsv`.
    pub fn load() -> Table {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../eval/seeds.tsv");
        let file = std::fs::read_to_string(path).expect("eval/seeds.tsv");
        let mut table = Table {
            held: 0,
            lines: Vec::new(),
        };
        let rows = file
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'));
        for row in rows {
            match row.strip_prefix("held\t") {
                Some(held) => table.held = held.parse().expect("a number of lines"),
                None => table.lines.push(line(row)),
            }
        }
        table
    }
}

fn line(row: &str) -> Line {
    let mut columns = row.split('\t');
    let mut next = || columns.next().unwrap_or_default().to_owned();
    let line = Line {
        what: next(),
        reports: next().split(' ').map(str::to_owned).collect(),
        words: next(),
        at: spans(&next()),
        expected: next(),
        why: Some(next()).filter(|why| !why.is_empty()),
    };
    assert!(columns.next().is_none(), "six columns: {row}");
    line
}

/// `0..10 23..34`, bytes.
fn spans(words: &str) -> Vec<Span> {
    let span = |word: &str| {
        let (start, end) = word.split_once("..").expect("a span");
        let byte = |n: &str| n.parse().expect("a byte");
        Span::new(byte(start), byte(end))
    };
    words.split_whitespace().map(span).collect()
}

impl Line {
    /// The spans of the column of what is expected.
    pub fn spans_of_expected(&self) -> Vec<Span> {
        spans(&self.expected)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reports = self.reports.join(" ");
        write!(f, "{} {reports} «{}»", self.what, self.words)?;
        if let Some(at) = self.at.first() {
            write!(f, " {}..{}", at.start, at.end)?;
        }
        write!(f, " {}", self.expected)
    }
}
