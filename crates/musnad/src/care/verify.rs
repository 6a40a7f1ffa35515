//! `musnad verify`: is what we hold what we stored?

use super::Reader;
use super::args::VerifyArgs;
use crate::args::Format;
use crate::contract::care::{Counted, Problem, Remedy, VERIFICATION, Verification};
use crate::exit::Exit;
use crate::opened::open;
use crate::output;
use crate::progress::Steps;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anyhow::Result;
use musnad_archive::Access;

/// Verifies the archive and names all damage.
///
/// # Errors
/// If the archive cannot be opened, or standard output fails.
pub fn run(args: &VerifyArgs) -> Result<Exit> {
    let common = &args.common;
    let archive = open(&common.answer.archive, Access::Read)?;
    let reader = Reader::new();
    let mut steps = Steps::new(!common.no_progress);
    let found = reader.with(|again| {
        let again = Some(again).filter(|_| !args.quick);
        archive.verify(again, &mut |done, all| steps.at(done, all))
    });
    steps.finish();
    let found = Verification {
        schema: VERIFICATION,
        archive: common.answer.archive.path.to_string_lossy().into_owned(),
        clean: found.is_clean(),
        problems: found.problems.into_iter().map(Problem::from).collect(),
        counted: found.counted.into(),
        seconds: steps.elapsed().as_secs_f64(),
    };
    match common.answer.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::page(common.answer.look, |form| print(form, &found))?,
    }
    Ok(if found.clean { Exit::Done } else { Exit::Found })
}

fn print(form: TextForm, found: &Verification) -> String {
    let mut sheet = Sheet::new(form);
    problems(&mut sheet, &found.problems);
    counted(&mut sheet, &found.counted);
    let key = if found.clean {
        "verify.clean"
    } else {
        "verify.damaged"
    };
    sheet.line(key);
    sheet.out
}

/// Problems with one remedy that are shown each by itself; programs get all.
const SHOWN: usize = 100;

/// Each problem in a line, and once for all that have the same remedy what can be done.
pub fn problems(sheet: &mut Sheet, problems: &[Problem]) {
    for remedy in [Remedy::Repair, Remedy::TakeAgain, Remedy::Rescue] {
        let alike: Vec<&Problem> = problems.iter().filter(|p| p.remedy == remedy).collect();
        for problem in alike.iter().take(SHOWN) {
            sheet.wrong(&[&problem.place, &problem.what]);
        }
        if alike.len() > SHOWN {
            sheet.figures(&[("problems.more", (alike.len() - SHOWN) as u64)]);
        }
        if !alike.is_empty() {
            sheet.told(0, "problems.remedy", &[&remedy.message()]);
            sheet.out.push('\n');
        }
    }
}

/// What was looked at.
pub fn counted(sheet: &mut Sheet, counted: &Counted) {
    sheet.figures(&[
        ("reports", counted.reports),
        ("counted.originals", counted.originals),
        ("counted.readings", counted.readings),
        ("counted.read_again", counted.read_again),
        ("counted.entries", counted.entries),
        ("counted.corrections", counted.corrections),
    ]);
}
