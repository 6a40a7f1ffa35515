//! `musnad merge` and `musnad import`: another archive's holdings come in.

use super::args::{Common, ImportArgs, MergeArgs};
use crate::args::Format;
use crate::contract::care::{TAKEN, Taken};
use crate::exit::Exit;
use crate::opened::{open, stamp};
use crate::output;
use crate::progress::Steps;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anyhow::{Context, Result};
use musnad_archive::{self as archive, Access};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// Merges another archive into this one.
///
/// # Errors
/// If one of the two cannot be used, or standard output fails.
pub fn merge(args: &MergeArgs) -> Result<Exit> {
    let mut archive = open(&args.common.answer.archive, Access::Write)?;
    let mut steps = Steps::new(!args.common.no_progress);
    let taken = archive.merge(&args.other, &stamp(), &mut |done| steps.at(done, 0));
    steps.finish();
    let taken = taken?;
    archive.close()?;
    tell(&args.common, &args.other, taken, &steps)
}

/// Imports what was exported.
///
/// # Errors
/// If it is no export, if the archive cannot be used, or if standard output fails.
pub fn import(args: &ImportArgs) -> Result<Exit> {
    let name = args.file.display();
    // Looked for before an archive is made.
    let mut from: Box<dyn BufRead> = match args.file == Path::new("-") {
        true => Box::new(io::stdin().lock()),
        false => {
            let file = File::open(&args.file).with_context(|| format!("{name}"))?;
            Box::new(BufReader::new(file))
        }
    };
    let mut archive = open(&args.common.answer.archive, Access::Create)?;
    let mut steps = Steps::new(!args.common.no_progress);
    let taken = archive.import(&mut from, &stamp(), &mut |done| steps.at(done, 0));
    steps.finish();
    let taken = taken.with_context(|| format!("importing {name}"))?;
    archive.close()?;
    tell(&args.common, &args.file, taken, &steps)
}

fn tell(common: &Common, from: &Path, taken: archive::Taken, steps: &Steps) -> Result<Exit> {
    let name = |path: &Path| path.to_string_lossy().into_owned();
    let left_out = taken.conflicts.len() + taken.bad.len();
    let taken = Taken {
        schema: TAKEN,
        archive: name(&common.answer.archive.path),
        from: name(from),
        new: taken.new.into(),
        known: taken.known.into(),
        conflicts: taken.conflicts.into_iter().map(Into::into).collect(),
        bad: taken.bad.into_iter().map(Into::into).collect(),
        seconds: steps.elapsed().as_secs_f64(),
    };
    match common.answer.format {
        Format::Json => output::json(&taken)?,
        Format::Text => output::page(common.answer.look, |form| print(form, &taken))?,
    }
    Ok(Exit::after(left_out as u64))
}

fn print(form: TextForm, taken: &Taken) -> String {
    let mut sheet = Sheet::new(form);
    for (key, told) in [
        ("taken.conflict", &taken.conflicts),
        ("taken.bad", &taken.bad),
    ] {
        for told in told {
            sheet.wrong(&[&told.place, &told.what]);
        }
        if !told.is_empty() {
            sheet.figures(&[(key, told.len() as u64)]);
        }
    }
    for (key, items) in [("taken.new", &taken.new), ("taken.known", &taken.known)] {
        sheet.line(key).figures(&[
            ("reports", items.reports),
            ("counted.readings", items.readings),
            ("counted.corrections", items.corrections),
            ("counted.entries", items.entries),
        ]);
    }
    sheet.out
}
