//! Which statement is meant.

use super::args::Named;
use crate::ask;
use anyhow::{Context, Result, bail};
use musnad_archive::{Archive, Held};

/// The report and the full id of the statement that is named so.
///
/// # Errors
/// If there is none, or more than one.
pub fn find(archive: &Archive, named: &Named) -> Result<(Held, String)> {
    match named {
        Named::Numbered { report, number } => {
            let held = ask::find(archive, report)?;
            let shown = archive.shown(&held)?;
            let statements = shown.statements(&held);
            let (id, _) = statements.get(number - 1).with_context(|| {
                let id = &held.id;
                format!(
                    "report {id} has {} statements, no {number}",
                    statements.len()
                )
            })?;
            let id = id.clone();
            Ok((held, id))
        }
        Named::Id(beginning) => search(archive, beginning),
    }
}

fn search(archive: &Archive, beginning: &str) -> Result<(Held, String)> {
    let mut found = archive.statements_like(beginning)?;
    // `3f9c…` is meant where `3f9c…-2` is there too.
    let exact = found.iter().position(|(_, id, _)| id == beginning);
    let place = match (exact, found.len()) {
        (Some(place), _) => place,
        (None, 0) => bail!("no statement has an id that begins with {beginning}"),
        (None, 1) => 0,
        (None, n) => bail!("{n} statements have ids that begin with {beginning}; give more of it"),
    };
    let (held, id, _) = found.swap_remove(place);
    Ok((held, id))
}
