//! `musnad report`: one report with everything that is known about it.

use super::args::ReportArgs;
use super::found::{Shown, find};
use super::marked;
use crate::args::Format;
use crate::exit::Exit;
use crate::labels::Labels;
use crate::layout::{Direction, Paragraph};
use crate::opened::open;
use crate::output;
use crate::render::text::TextForm;
use anstyle::{AnsiColor, Style};
use anyhow::Result;
use musnad_archive::contract::{Brief, Corrected, Report};
use musnad_archive::{Access, Archive, State, What, contract, versions};
use std::io::{self, Write};

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
const PLAIN: Style = Style::new();
const CUE: Style = Style::new().underline();
const WARN: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

/// Prints a report.
///
/// # Errors
/// If there is no such report, if it is damaged, or if standard output fails.
pub fn run(args: &ReportArgs) -> Result<Exit> {
    let archive = open(&args.archive, Access::Read)?;
    let held = find(&archive, &args.id)?;
    if args.original {
        let mut stdout = io::stdout().lock();
        stdout.write_all(&archive.original(&held)?)?;
        stdout.flush()?;
        return Ok(Exit::Done);
    }
    let shown = Shown::new(&archive, held)?;
    let report = gather(&archive, &shown)?;
    match args.format {
        Format::Json => output::json(&report)?,
        Format::Text => output::page(args.look, |form| print(form, &shown, &report))?,
    }
    Ok(Exit::Done)
}

/// What the archive knows about a report.
fn gather(archive: &Archive, shown: &Shown) -> Result<Report> {
    let held = &shown.held;
    let mut all = archive.versions(held)?;
    versions::in_time_order(&mut all);
    let elsewhere = archive.same_text(held)?;
    let elsewhere = elsewhere
        .iter()
        .filter(|other| other.address != held.address);
    let mut reading = shown.line();
    reading.document.text = Some(shown.report.text.as_str().to_owned());
    Ok(Report {
        schema: contract::report::NAME.to_owned(),
        reading,
        corrections: shown.corrections.iter().map(Into::into).collect(),
        address: held.address.clone(),
        custody: archive
            .entries_of(&held.id)?
            .into_iter()
            .map(Into::into)
            .collect(),
        original_size: archive.original(held)?.len() as u64,
        versions: all.iter().map(Brief::from).collect(),
        elsewhere: elsewhere.map(Brief::from).collect(),
    })
}

fn print(form: TextForm, shown: &Shown, report: &Report) -> String {
    let page = Page {
        form,
        labels: Labels(form.lang),
    };
    let mut out = form.header(&shown.report, &shown.reading);
    page.facts(report, &mut out);
    page.heading("text", &mut out);
    out.push_str(&marked::print(form, &shown.report.text, &shown.reading));
    page.heading("statements", &mut out);
    out.push_str(&form.numbered(&shown.report, &shown.reading));
    if !report.corrections.is_empty() {
        page.heading("corrections", &mut out);
        for corrected in &report.corrections {
            page.correction(corrected, &mut out);
        }
        out.push('\n');
    }
    if report.versions.len() > 1 {
        page.heading("versions", &mut out);
        page.list(&report.versions, Some(&shown.held.id), &mut out);
    }
    if !report.elsewhere.is_empty() {
        page.heading("elsewhere", &mut out);
        page.list(&report.elsewhere, None, &mut out);
    }
    out
}

struct Page {
    form: TextForm,
    labels: Labels,
}

impl Page {
    /// What is known about the report beyond its header.
    fn facts(&self, report: &Report, out: &mut String) {
        let document = &report.reading.document;
        let fact = |key, value: &Option<String>| (key, value.clone());
        let day = |key, day: &Option<String>| (key, day.as_ref().map(|day| day.replace('-', "/")));
        let facts = [
            fact("author", &document.author),
            day("modified", &document.modified),
            day("captured", &document.captured),
            fact("url", &document.url),
            ("id", Some(document.id.clone())),
            ("blob", Some(document.blob.clone())),
            ("size", Some(report.original_size.to_string())),
        ];
        for (key, value) in facts {
            if let Some(value) = value {
                self.fact(key, &value, out);
            }
        }
        for deed in &report.custody {
            // To the second: nobody reads on.
            let second = deed.at.split('.').next().unwrap_or_default();
            let at = second
                .trim_end_matches('Z')
                .replace('-', "/")
                .replace('T', " ");
            let what = [&at, deed.act.as_str(), &deed.program, &deed.detail];
            let what: Vec<&str> = what.into_iter().filter(|part| !part.is_empty()).collect();
            self.fact("custody", &what.join(" "), out);
        }
        out.push('\n');
    }

    fn fact(&self, key: &'static str, value: &str, out: &mut String) {
        let mut line = Paragraph::new(self.form.base(), 0);
        line.label(&format!("{}: ", self.labels.get(key)), DIM);
        line.words(value, PLAIN);
        self.form.screen.print(&line, out);
    }

    fn heading(&self, key: &'static str, out: &mut String) {
        let mut line = Paragraph::new(self.form.base(), 0);
        line.label(self.labels.get(key), BOLD.underline());
        self.form.screen.print(&line, out);
        out.push('\n');
    }

    /// What a person said, about which words, and what became of it.
    fn correction(&self, corrected: &Corrected, out: &mut String) {
        let event = &corrected.correction.event;
        let mut line = Paragraph::new(self.form.base(), 2);
        line.words(&corrected.correction.id, DIM).label(" · ", DIM);
        let (key, words) = match &event.what {
            What::Reject { .. } => ("correction.reject", ""),
            What::Speaker { name, .. } => ("correction.speaker", name.as_str()),
            What::ContentEnd { words, .. } => ("correction.content_end", words.as_str()),
            What::Undo { correction } => ("correction.undo", correction.as_str()),
        };
        line.label(self.labels.get(key), BOLD);
        if !words.is_empty() {
            line.label(" ", DIM).words(words, PLAIN);
        }
        for said in [Some(&event.by), event.note.as_ref()].into_iter().flatten() {
            if !said.is_empty() {
                line.label(" · ", DIM).words(said, PLAIN);
            }
        }
        line.label(" · ", DIM);
        line.label(self.labels.get(outcome(&corrected.outcome)), WARN);
        self.form.screen.print(&line, out);
        if let Some(passage) = event.what.statement() {
            let content: Vec<&str> = passage.content.iter().map(|w| w.text.as_str()).collect();
            let mut line = Paragraph::new(Direction::Rtl, 6);
            line.label("«", DIM)
                .words(&passage.cue.text, CUE)
                .label("» ", DIM);
            line.words(&content.join(" […] "), PLAIN);
            self.form.screen.print(&line, out);
        }
    }

    /// Reports by id; the one that is shown is marked.
    fn list(&self, reports: &[Brief], own: Option<&str>, out: &mut String) {
        for brief in reports {
            out.push_str(&super::brief::print(self.form, brief, own));
        }
        out.push('\n');
    }
}

fn outcome(state: &State) -> &'static str {
    match state {
        State::Applied { .. } => "correction.applied",
        State::Overridden { .. } => "correction.overridden",
        State::Undone { .. } => "correction.undone",
        State::Question(_) => "correction.question",
    }
}
