//! `musnad versions`: what changed on a page.

mod print;

use super::args::VersionsArgs;
use super::found::{Shown, find};
use crate::args::Format;
use crate::exit::Exit;
use crate::opened::open;
use crate::output;
use anyhow::Result;
use musnad_archive::contract::{Brief, Versions, versions::NAME};
use musnad_archive::versions::{Changes, Version, changes, in_time_order};
use musnad_archive::{Access, Archive, Held};

/// Prints the versions of a page and what changed between them.
///
/// # Errors
/// If there is no such report, if a version is damaged, or if standard output fails.
pub fn run(args: &VersionsArgs) -> Result<Exit> {
    let archive = open(&args.answer.archive, Access::Read)?;
    let held = find(&archive, &args.id)?;
    let chosen = match &args.with {
        Some(with) => vec![held.clone(), find(&archive, with)?],
        None => {
            let mut all = archive.versions(&held)?;
            in_time_order(&mut all);
            all
        }
    };
    let shown = shown(&archive, chosen)?;
    let versions = Versions {
        schema: NAME.to_owned(),
        versions: shown.iter().map(|shown| Brief::from(&shown.held)).collect(),
        changes: shown
            .windows(2)
            .map(|two| compare(&two[0], &two[1]))
            .collect(),
    };
    match args.answer.format {
        Format::Json => output::json(&versions)?,
        Format::Text => output::page(args.answer.look, |form| {
            print::page(form, &held, &shown, &versions)
        })?,
    }
    Ok(Exit::Done)
}

fn shown(archive: &Archive, held: Vec<Held>) -> Result<Vec<Shown>> {
    let shown = held.into_iter().map(|held| Shown::new(archive, held));
    shown.collect()
}

fn compare(before: &Shown, after: &Shown) -> Changes {
    let (old, new) = (before.line(), after.line());
    let version = |text, line| Version { text, line };
    changes(
        version(&before.report.text, &old),
        version(&after.report.text, &new),
    )
}
