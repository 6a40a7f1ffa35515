//! `musnad report`: one report with everything that is known about it.

use super::args::ReportArgs;
use super::found::{Shown, find};
use super::marked;
use crate::args::Format;
use crate::exit::Exit;
use crate::layout::Paragraph;
use crate::mend::correction;
use crate::opened::{open, open_grouped};
use crate::output;
use crate::progress::say;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use crate::sure::Kept;
use anstyle::Style;
use anyhow::Result;
use musnad_archive::contract::{Brief, Deed, Report};
use musnad_archive::{Access, Archive, contract, versions};
use std::io::{self, Write};

const HEADING: Style = Style::new().bold().underline();
const DIM: Style = Style::new().dimmed();
const PLAIN: Style = Style::new();

/// Prints a report.
///
/// # Errors
/// If there is no such report, if it is damaged, or if standard output fails.
pub fn run(args: &ReportArgs) -> Result<Exit> {
    let archive = match args.answer.format {
        Format::Json if !args.original => open_grouped(&args.answer.archive)?,
        _ => open(&args.answer.archive, Access::Read)?,
    };
    let held = find(&archive, &args.id)?;
    if args.original {
        let mut stdout = io::stdout().lock();
        stdout.write_all(&archive.original(&held)?)?;
        stdout.flush()?;
        return Ok(Exit::Done);
    }
    let mut shown = Shown::new(&archive, held)?;
    let mut report = gather(&archive, &shown)?;
    match args.answer.format {
        Format::Json => {
            let left_out = args.sure.only_of_line(&mut report.reading);
            output::json(&report)?;
            args.sure.told(left_out).iter().for_each(|told| say(told));
        }
        Format::Text => {
            let kept = args.sure.only(&mut shown.reading);
            let print = |form| print(form, &shown, &report, &kept);
            output::page(args.answer.look, print)?;
        }
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
    let mut reading = shown.linked_line(archive)?;
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

fn print(form: TextForm, shown: &Shown, report: &Report, kept: &Kept) -> String {
    let mut sheet = Sheet::new(form);
    sheet
        .out
        .push_str(&form.header(&shown.report, &shown.reading));
    facts(&mut sheet, report);
    heading(&mut sheet, "text");
    let text = marked::print(form, &shown.report.text, &shown.reading, kept);
    sheet.out.push_str(&text);
    heading(&mut sheet, "statements");
    let statements = form.numbered(&shown.report, &shown.reading, kept);
    sheet.out.push_str(&statements);
    if !shown.corrections.is_empty() {
        heading(&mut sheet, "corrections");
        for anchored in &shown.corrections {
            correction(&mut sheet, anchored);
            sheet.out.push('\n');
        }
    }
    if report.versions.len() > 1 {
        heading(&mut sheet, "versions");
        list(&mut sheet, &report.versions, Some(&shown.held.id));
    }
    if !report.elsewhere.is_empty() {
        heading(&mut sheet, "elsewhere");
        list(&mut sheet, &report.elsewhere, None);
    }
    sheet.out
}

/// What is known about the report beyond its header.
fn facts(sheet: &mut Sheet, report: &Report) {
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
            sheet.fact(0, key, &value);
        }
    }
    for deed in &report.custody {
        deed_told(sheet, deed);
    }
    sheet.out.push('\n');
}

/// One entry of the log: when, what, by which program.
fn deed_told(sheet: &mut Sheet, deed: &Deed) {
    // To the second: nobody reads on.
    let second = deed.at.split('.').next().unwrap_or_default();
    let at = second
        .trim_end_matches('Z')
        .replace('-', "/")
        .replace('T', " ");
    let act = sheet.labels.of("act", &deed.act);
    let mut line = Paragraph::new(sheet.form.base(), 0);
    line.label(&format!("{}: ", sheet.labels.get("custody")), DIM);
    line.words(&at, PLAIN);
    for part in [&act, &deed.program, &deed.detail] {
        if !part.is_empty() {
            line.label(" · ", DIM).words(part, PLAIN);
        }
    }
    sheet.print(&line);
}

fn heading(sheet: &mut Sheet, key: &'static str) {
    let mut line = Paragraph::new(sheet.form.base(), 0);
    line.label(sheet.labels.get(key), HEADING);
    sheet.print(&line).out.push('\n');
}

/// Reports by id; the one that is shown is marked.
fn list(sheet: &mut Sheet, reports: &[Brief], own: Option<&str>) {
    for brief in reports {
        let line = super::brief::print(sheet.form, brief, own);
        sheet.out.push_str(&line);
    }
    sheet.out.push('\n');
}
