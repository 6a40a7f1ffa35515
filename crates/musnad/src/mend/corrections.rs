//! `musnad corrections`: what people said against readings, and what became of it.

use super::args::CorrectionsArgs;
use crate::args::Format;
use crate::ask;
use crate::contract::mend::Line;
use crate::exit::Exit;
use crate::layout::Paragraph;
use crate::opened::open;
use crate::output;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anstyle::Style;
use anyhow::{Context, Result};
use musnad_archive::{Access, Anchored, Archive, Shown, State, What};
use musnad_report::Report;
use std::collections::BTreeSet;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();

/// A report that was corrected, as it is shown.
pub struct OfReport {
    report: Report,
    shown: Shown,
    /// All its corrections and what became of them.
    pub corrections: Vec<Anchored>,
}

/// The corrections of a report, by its full id.
///
/// # Errors
/// If it is damaged or not there, or the archive cannot be read.
pub fn of_report(archive: &Archive, id: &str) -> Result<OfReport> {
    let held = archive.held(id)?;
    let held = held.with_context(|| format!("report {id} is not in this archive"))?;
    let mut shown = archive.shown(&held)?;
    let corrections = std::mem::take(&mut shown.corrections);
    let report = held.to_report(archive.text(&held)?);
    Ok(OfReport {
        report,
        shown,
        corrections,
    })
}

/// Lists corrections by their reports, in the order in which they were made.
///
/// # Errors
/// If there is no such report, or the archive cannot be used.
pub fn run(args: &CorrectionsArgs) -> Result<Exit> {
    let archive = open(&args.answer.archive, Access::Read)?;
    let reports: BTreeSet<String> = match &args.report {
        Some(beginning) => [ask::find(&archive, beginning)?.id].into(),
        None => {
            let all = archive.corrections_like("")?;
            all.into_iter().map(|one| one.event.report).collect()
        }
    };
    let mut pages = Vec::new();
    for id in reports {
        let of_report = of_report(&archive, &id)?;
        let wanted: Vec<Anchored> = of_report
            .corrections
            .iter()
            .filter(|anchored| !args.open || matches!(anchored.state, State::Question(_)))
            .cloned()
            .collect();
        match args.answer.format {
            Format::Json => wanted
                .iter()
                .try_for_each(|anchored| output::json(&Line::from(anchored)))?,
            Format::Text if wanted.is_empty() => {}
            Format::Text => pages.push((of_report, wanted)),
        }
    }
    if args.answer.format == Format::Text {
        output::page(args.answer.look, |form| match pages[..] {
            [] if args.open => form.line("corrections.none_open"),
            [] => form.line("corrections.none"),
            _ => pages
                .iter()
                .map(|(of_report, wanted)| {
                    page(form, of_report, &wanted.iter().collect::<Vec<_>>())
                })
                .collect(),
        })?;
    }
    Ok(Exit::Done)
}

/// The report's header, then each correction with the words that it is about.
pub fn page(form: TextForm, of_report: &OfReport, corrections: &[&Anchored]) -> String {
    let mut sheet = Sheet::new(form);
    let OfReport { report, shown, .. } = of_report;
    sheet.out.push_str(&form.header(report, &shown.reading));
    for anchored in corrections {
        one(&mut sheet, anchored);
        if let Some(now) = as_it_stands(of_report, anchored) {
            sheet.out.push_str(&form.one(report, &shown.reading, now));
        }
        sheet.out.push('\n');
    }
    sheet.out
}

/// The statement as it is shown now; `None` where it is not shown.
fn as_it_stands<'a>(
    of_report: &'a OfReport,
    anchored: &Anchored,
) -> Option<&'a musnad_read::Attribution> {
    let (_, read) = anchored.statement.as_ref()?;
    let same = |a: &&musnad_read::Attribution| {
        let start = |a: &musnad_read::Attribution| a.content.first().map(|span| span.start);
        a.origin().cue == read.origin().cue && start(a) == start(read)
    };
    of_report.shown.reading.attributions.iter().find(same)
}

/// A correction, by whom, and what became of it.
pub fn one(sheet: &mut Sheet, anchored: &Anchored) {
    let event = &anchored.correction.event;
    let mut line = Paragraph::new(sheet.form.base(), 0);
    line.words(&anchored.correction.id, DIM).label(" · ", DIM);
    let state = match &anchored.state {
        State::Applied { .. } => "correction.applied",
        State::Overridden { .. } => "correction.overridden",
        State::Undone { .. } => "correction.undone",
        State::Question(_) => "correction.question",
    };
    let (what, words) = match &event.what {
        What::Reject { statement } => ("correction.reject", words_of(&statement.content)),
        What::Speaker { name, .. } => ("correction.speaker", name.clone()),
        What::ContentEnd { words, .. } => ("correction.content_end", words.clone()),
        What::MergeEntities { a, b } => {
            let words = format!("{} + {}", a.words.text, b.words.text);
            ("correction.merge_entities", words)
        }
        What::SplitEntity { out } => {
            let words: Vec<&str> = out.iter().map(|m| m.words.text.as_str()).collect();
            ("correction.split_entity", words.join(" · "))
        }
        What::RenameEntity { of, name } => (
            "correction.rename_entity",
            format!("{} ← {name}", of.words.text),
        ),
        What::Undo { correction } => ("correction.undo", correction.clone()),
    };
    line.label(sheet.labels.get(what), BOLD).label(": ", DIM);
    line.words(&words, PLAIN).label(" · ", DIM);
    line.label(sheet.labels.get(state), BOLD);
    if let State::Overridden { by } | State::Undone { by } = &anchored.state {
        line.label(" ", DIM).words(by, DIM);
    }
    sheet.print(&line);
    let mut line = Paragraph::new(sheet.form.base(), 4);
    line.words(&event.at.strftime("%Y/%m/%d %H:%M").to_string(), DIM);
    for said in [Some(&event.by), event.note.as_ref()].into_iter().flatten() {
        if !said.is_empty() {
            line.label(" · ", DIM).words(said, PLAIN);
        }
    }
    sheet.print(&line);
    if let State::Question(question) = &anchored.state {
        sheet.wrong(&[&question.message()]);
    }
}

fn words_of(content: &[musnad_read::contract::Words]) -> String {
    let pieces: Vec<&str> = content.iter().map(|words| words.text.as_str()).collect();
    pieces.join(" […] ")
}
