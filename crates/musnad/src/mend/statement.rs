//! Which statement is meant.

use super::args::Named;
use crate::ask;
use anyhow::{Context, Result, bail};
use musnad_archive::{Archive, Held};
use musnad_read::contract::attribution_ids;

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

/// Looks through all readings, as an id tells nothing of its report: about ten thousand a second.
fn search(archive: &Archive, beginning: &str) -> Result<(Held, String)> {
    const PAGE: usize = 256;
    let mut found: Vec<(Held, String)> = Vec::new();
    let mut after = 0;
    loop {
        let page = archive.held_after(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.n;
        for held in page {
            let (_, reading) = archive.reading(&held)?;
            let ids = attribution_ids(&held.id, &reading.attributions);
            let ids = ids.into_iter().filter(|id| id.starts_with(beginning));
            found.extend(ids.map(|id| (held.clone(), id)));
        }
    }
    // `3f9c…` is meant where `3f9c…-2` is there too.
    if let Some(exact) = found.iter().position(|(_, id)| id == beginning) {
        return Ok(found.swap_remove(exact));
    }
    match found.len() {
        0 => bail!("no statement has an id that begins with {beginning}"),
        1 => Ok(found.swap_remove(0)),
        n => bail!("{n} statements have ids that begin with {beginning}; give more of it"),
    }
}
