//! `musnad correct` and `musnad undo`.

use super::args::{CorrectArgs, Signed, UndoArgs};
use super::corrections::{of_report, page};
use super::statement;
use crate::args::{Format, Look};
use crate::contract::mend::Line;
use crate::exit::Exit;
use crate::opened::{open, stamp};
use crate::output;
use anyhow::{Context, Result, bail};
use musnad_archive::{Access, Anchored, Archive, Change, Correction, Signature, What};

/// Writes a correction down and shows what became of it.
///
/// # Errors
/// If there is no such statement, if the change cannot be made, or if the archive cannot be used.
pub fn run(args: &CorrectArgs) -> Result<Exit> {
    let mut archive = open(&args.answer.archive, Access::Write)?;
    let (held, statement) = statement::find(&archive, &args.statement)?;
    let change = match (&args.speaker, &args.ends) {
        (Some(name), _) => Change::Speaker {
            name: name.clone(),
            kind: args.kind,
        },
        (None, Some(words)) => Change::ContentEnd {
            words: words.clone(),
        },
        (None, None) => Change::Reject,
    };
    let signature = signature(&args.signed);
    let made = archive.correct(&held.id, &statement, change, &signature, &stamp())?;
    show(&archive, &made, args.answer.format, args.answer.look)?;
    archive.close()?;
    Ok(Exit::Done)
}

/// Takes a correction back and shows what became of it.
///
/// # Errors
/// If there is no such correction, if it was taken back, or if the archive cannot be used.
pub fn undo(args: &UndoArgs) -> Result<Exit> {
    let mut archive = open(&args.answer.archive, Access::Write)?;
    let beginning = &args.correction;
    let mut found = archive.corrections_like(beginning)?;
    let id = match found.len() {
        0 => bail!("no correction has an id that begins with {beginning}"),
        1 => found.remove(0).id,
        n => bail!("{n} corrections have ids that begin with {beginning}; give more of it"),
    };
    let made = archive.undo(&id, &signature(&args.signed), &stamp())?;
    show(&archive, &made, args.answer.format, args.answer.look)?;
    archive.close()?;
    Ok(Exit::Done)
}

/// Who says so, and why, as the archive takes it.
pub fn signature(signed: &Signed) -> Signature {
    Signature {
        by: signed.by.clone(),
        note: signed.note.clone(),
    }
}

/// What became of it; of an undo, also of what it takes back.
fn show(archive: &Archive, made: &Correction, format: Format, look: Look) -> Result<()> {
    let of_report = of_report(archive, &made.event.report)?;
    let find = |id: &str| {
        let mut all = of_report.corrections.iter();
        all.find(|anchored| anchored.correction.id == id)
    };
    let anchored = find(&made.id).context("the correction is not there, though it was written")?;
    let target = match &made.event.what {
        What::Undo { correction } => find(correction),
        _ => None,
    };
    let shown: Vec<&Anchored> = target.into_iter().chain([anchored]).collect();
    match format {
        Format::Json => output::json(&Line::from(anchored)),
        Format::Text => output::page(look, |form| page(form, &of_report, &shown)),
    }
}
