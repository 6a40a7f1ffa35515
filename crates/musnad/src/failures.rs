//! `musnad failures`: what could not be added and still waits.

use crate::args::{FailuresArgs, Format};
use crate::contract::keep::Failure;
use crate::exit::Exit;
use crate::labels::Labels;
use crate::layout::{Direction, Paragraph};
use crate::render::text::TextForm;
use crate::{opened, output};
use anstyle::Style;
use anyhow::Result;
use musnad_archive::{Access, Failed};

/// Prints the journal, in the order of paths.
///
/// # Errors
/// If the archive cannot be used, or standard output fails.
pub fn run(args: &FailuresArgs) -> Result<Exit> {
    let failures = opened::open(&args.answer.archive, Access::Read)?.failures()?;
    if args.answer.format == Format::Json {
        for failed in failures {
            output::json(&Failure::from(failed))?;
        }
    } else if failures.is_empty() {
        output::page(args.answer.look, |form| form.line("failures.none"))?;
    } else {
        output::page(args.answer.look, |form| {
            failures.iter().map(|failed| page(form, failed)).collect()
        })?;
    }
    Ok(Exit::Done)
}

/// Paths and reasons run from the left.
fn page(form: TextForm, failed: &Failed) -> String {
    let labels = Labels(form.lang);
    let dim = Style::new().dimmed();
    let mut out = String::new();
    let mut line = Paragraph::new(Direction::Ltr, 0);
    line.words(&failed.path, Style::new());
    if !failed.place.is_empty() {
        line.label(&format!(": {}", failed.place), Style::new());
    }
    form.screen.print(&line, &mut out);
    let mut line = Paragraph::new(Direction::Ltr, 4);
    line.words(&failed.reason, dim);
    form.screen.print(&line, &mut out);
    let mut line = Paragraph::new(form.base(), 4);
    for (n, (key, value)) in [
        ("failures.first", minute(&failed.first)),
        ("failures.last", minute(&failed.last)),
        ("failures.tries", failed.tries.to_string()),
    ]
    .into_iter()
    .enumerate()
    {
        let before = if n == 0 { "" } else { " · " };
        line.label(&format!("{before}{}: ", labels.get(key)), dim);
        line.words(&value, dim);
    }
    form.screen.print(&line, &mut out);
    out
}

/// Of `2026-03-02T08:00:00.5Z`: day and minute.
fn minute(at: &str) -> String {
    at.chars().take(16).collect::<String>().replace('T', " ")
}
