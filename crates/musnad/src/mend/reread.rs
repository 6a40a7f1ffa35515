//! `musnad reread`: readings made again.

use super::args::RereadArgs;
use crate::args::Format;
use crate::ask;
use crate::contract::mend::{REREAD, Reread, Unread};
use crate::exit::Exit;
use crate::opened::{open, stamp};
use crate::output;
use crate::progress::Steps;
use crate::read_command::reading;
use crate::render::sheet::Sheet;
use crate::render::text::TextForm;
use anyhow::Result;
use musnad_archive::{Access, Archive, Message, Which};
use musnad_read::{Engine, contract};

/// Reads again and says what changed.
///
/// # Errors
/// If there is no such report, or the archive cannot be used.
pub fn run(args: &RereadArgs) -> Result<Exit> {
    let mut archive = open(&args.answer.archive, Access::Write)?;
    let which = which(&archive, args)?;
    let engine = Engine::embedded();
    let made_by = contract::Engine::with_data(&engine.language().version);
    let mut steps = Steps::new(!args.no_progress);
    let reread = archive.reread(
        |report| reading(&engine, report, Vec::new()),
        &made_by,
        &which,
        &stamp(),
        &mut |done, all| steps.at(done, all),
    );
    steps.finish();
    let reread = reread?;
    archive.close()?;
    let reread = Reread {
        schema: REREAD,
        archive: args.answer.archive.path.to_string_lossy().into_owned(),
        engine: made_by,
        reports: reread.reports,
        gained: reread.gained,
        lost: reread.lost,
        exact: reread.exact,
        by_words: reread.by_words,
        questions: reread.questions,
        failed: reread.failed.into_iter().map(Unread::from).collect(),
        seconds: steps.elapsed().as_secs_f64(),
    };
    match args.answer.format {
        Format::Json => output::json(&reread)?,
        Format::Text => output::page(args.answer.look, |form| print(form, &reread))?,
    }
    Ok(Exit::after(reread.failed.len() as u64))
}

/// The reports that are meant.
fn which(archive: &Archive, args: &RereadArgs) -> Result<Which> {
    Ok(match (&args.reports[..], args.all) {
        ([], false) => Which::Outdated,
        ([], true) => Which::All,
        (beginnings, _) => {
            let id = |beginning: &String| Ok(ask::find(archive, beginning)?.id);
            Which::Ids(beginnings.iter().map(id).collect::<Result<_>>()?)
        }
    })
}

fn print(form: TextForm, reread: &Reread) -> String {
    let mut sheet = Sheet::new(form);
    sheet.figures(&[
        ("reports", reread.reports),
        ("versions.gained", reread.gained),
        ("versions.lost", reread.lost),
    ]);
    if reread.exact + reread.by_words + reread.questions > 0 {
        sheet.figures(&[
            ("reread.exact", reread.exact),
            ("reread.by_words", reread.by_words),
            ("reread.questions", reread.questions),
        ]);
    }
    for failed in &reread.failed {
        let [report, what] = [&failed.report, &failed.what].map(Message::verbatim);
        sheet.wrong(&[&report, &what]);
    }
    sheet.out
}
