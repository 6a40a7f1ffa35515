//! `musnad doctor`: what waits to be done, and doing it.

use super::Reader;
use super::args::DoctorArgs;
use super::verify::{counted, problems};
use crate::args::Format;
use crate::contract::care::{DIAGNOSIS, Diagnosis, Repaired, Rescued, State};
use crate::exit::Exit;
use crate::opened::{open, stamp};
use crate::output;
use crate::progress::Steps;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anyhow::Result;
use musnad_archive::{Access, Message, rescue};
use std::cmp::Reverse;
use std::path::Path;

/// Diagnoses, repairs or rescues.
///
/// # Errors
/// If the archive cannot be used, or standard output fails.
pub fn run(args: &DoctorArgs) -> Result<Exit> {
    let mut found = Diagnosis {
        schema: DIAGNOSIS,
        archive: args
            .common
            .answer
            .archive
            .path
            .to_string_lossy()
            .into_owned(),
        state: None,
        repaired: None,
        rescued: None,
    };
    let mut steps = Steps::new(!args.common.no_progress);
    match &args.rescue {
        Some(into) => found.rescued = Some(rescued(args, into, &mut steps)?),
        None => {
            let reader = Reader::new();
            if args.repair {
                found.repaired = Some(repaired(args, &reader, &mut steps)?);
            }
            let archive = open(&args.common.answer.archive, Access::Read)?;
            found.state = Some(archive.diagnose(&reader.made_by())?.into());
        }
    }
    match args.common.answer.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::page(args.common.answer.look, |form| print(form, &found))?,
    }
    Ok(match found.is_left() {
        true => Exit::Found,
        false => Exit::Done,
    })
}

fn repaired(args: &DoctorArgs, reader: &Reader, steps: &mut Steps) -> Result<Repaired> {
    let mut archive = open(&args.common.answer.archive, Access::Write)?;
    let repaired =
        reader.with(|again| archive.repair(again, &stamp(), &mut |done, all| steps.at(done, all)));
    steps.finish();
    let repaired = repaired?;
    archive.close()?;
    Ok(repaired.into())
}

fn rescued(args: &DoctorArgs, into: &Path, steps: &mut Steps) -> Result<Rescued> {
    let from = &args.common.answer.archive.path;
    let rescued = rescue(from, into, &stamp(), &mut |done, all| steps.at(done, all));
    steps.finish();
    Ok(Rescued::new(into, rescued?))
}

fn print(form: TextForm, found: &Diagnosis) -> String {
    let mut sheet = Sheet::new(form);
    if let Some(repaired) = &found.repaired {
        repair_told(&mut sheet, repaired);
    }
    if let Some(rescued) = &found.rescued {
        rescue_told(&mut sheet, rescued);
    }
    if let Some(state) = &found.state {
        state_told(&mut sheet, state);
    }
    sheet.out
}

fn repair_told(sheet: &mut Sheet, repaired: &Repaired) {
    for problem in &repaired.mended {
        sheet.told(0, "doctor.mended", &[&problem.place, &problem.what]);
    }
    problems(sheet, &repaired.left);
    counted(sheet, &repaired.counted);
    sheet.line(match repaired.left.is_empty() {
        true => "verify.clean",
        false => "verify.damaged",
    });
}

fn state_told(sheet: &mut Sheet, state: &State) {
    sheet.figures(&[
        ("reports", state.reports),
        ("doctor.bytes", state.bytes),
        ("doctor.schema", u64::from(state.schema)),
    ]);
    let mut parts: Vec<(String, u64)> = Vec::new();
    for size in &state.sizes {
        let part = sheet.labels.part_of_file(&size.table);
        match parts.iter_mut().find(|(known, _)| *known == part) {
            Some((_, bytes)) => *bytes += size.bytes,
            None => parts.push((part, size.bytes)),
        }
    }
    parts.sort_by_key(|(_, bytes)| Reverse(*bytes));
    for (part, bytes) in parts {
        sheet.part(4, &part, bytes);
    }
    for finding in &state.findings {
        sheet.wrong(&[&finding.what]);
        sheet.told(4, "finding.means", &[&finding.means]);
        if let Some(todo) = &finding.todo {
            sheet.told(4, "finding.todo", &[todo]);
        }
    }
    if state.findings.is_empty() {
        sheet.line("doctor.nothing");
    }
}

fn rescue_told(sheet: &mut Sheet, rescued: &Rescued) {
    for missing in &rescued.missing {
        let id = Message::verbatim(&missing.id);
        sheet.told(0, "doctor.missing_report", &[&id, &missing.why]);
    }
    for missing in &rescued.missing_corrections {
        let id = Message::verbatim(&missing.id);
        sheet.told(0, "doctor.missing_correction", &[&id, &missing.why]);
    }
    sheet
        .fact(0, "doctor.rescued", &rescued.into)
        .figures(&[
            ("reports", rescued.reports),
            ("counted.readings", rescued.readings),
            ("counted.corrections", rescued.corrections),
            ("counted.entries", rescued.entries),
        ])
        .figures(&[
            ("doctor.missing", rescued.missing.len() as u64),
            (
                "doctor.missing_corrections",
                rescued.missing_corrections.len() as u64,
            ),
            ("doctor.missing_entries", rescued.missing_entries),
            ("doctor.unread", rescued.unread.len() as u64),
        ]);
}
