//! `musnad entities merge|split|rename`: what people say against the grouping.

use super::args::Regroup;
use super::correct::signature;
use super::corrections::{of_report, one};
use crate::args::{Answer, Format};
use crate::ask::{self, entity, find};
use crate::contract::mend::Line;
use crate::exit::Exit;
use crate::opened::{group, open, stamp};
use crate::output;
use crate::render::sheet::Sheet;
use anyhow::{Context, Result};
use musnad_archive::{Access, Archive, Regrouping};
use musnad_read::Engine;

/// Writes a correction of the grouping down, groups again, and shows what became of it.
///
/// # Errors
/// If there is no such entity or report, if nothing would change, or if the archive cannot be used.
pub fn run(change: &Regroup) -> Result<Exit> {
    let (signed, answer) = change.common();
    let engine = Engine::untrained();
    let mut archive = open(&answer.archive, Access::Write)?;
    group(&mut archive, &engine)?;
    let wish = wish(&archive, change)?;
    let shown = match &wish {
        Regrouping::Merge { a: of, .. }
        | Regrouping::Split { of, .. }
        | Regrouping::Rename { of, .. } => of.clone(),
    };
    let made = archive.regroup(wish, &signature(signed), &stamp())?;
    group(&mut archive, &engine)?;
    show(&archive, (&made.event.report, &made.id), &shown, answer)?;
    archive.close()?;
    Ok(Exit::Done)
}

fn wish(archive: &Archive, change: &Regroup) -> Result<Regrouping> {
    let id = |beginning: &str| -> Result<String> { Ok(entity(archive, beginning)?.id) };
    Ok(match change {
        Regroup::Merge(args) => Regrouping::Merge {
            a: id(&args.a)?,
            b: id(&args.b)?,
        },
        Regroup::Split(args) => Regrouping::Split {
            of: id(&args.entity)?,
            reports: args
                .reports
                .iter()
                .map(|report| Ok(find(archive, report)?.id))
                .collect::<Result<_>>()?,
        },
        Regroup::Rename(args) => Regrouping::Rename {
            of: id(&args.entity)?,
            name: args.name.clone(),
        },
    })
}

/// The correction, and the entity as it is now.
fn show(archive: &Archive, (report, id): (&str, &str), shown: &str, answer: &Answer) -> Result<()> {
    let of_report = of_report(archive, report)?;
    let mut all = of_report.corrections.iter();
    let made = all.find(|anchored| anchored.correction.id == id);
    let made = made.context("the correction is not there, though it was written")?;
    let now = entity(archive, shown)?;
    match answer.format {
        Format::Json => output::json(&Line::from(made)),
        Format::Text => output::page(answer.look, |form| {
            let mut sheet = Sheet::new(form);
            one(&mut sheet, made);
            sheet.out.push('\n');
            sheet.out + &ask::entity_page(form, &now)
        }),
    }
}
