//! The report that is meant, and what is shown of it.

use crate::render::text::TextForm;
use anyhow::{Result, anyhow, bail};
use musnad_archive::{Anchored, Archive, Held};
use musnad_read::{Reading, contract};
use musnad_report::Report;

/// How many reports a beginning of an id that fits several is answered with.
const MOST: usize = 20;

/// The one report whose id begins so.
///
/// # Errors
/// If there is none, or more than one: then they are listed.
pub fn find(archive: &Archive, id: &str) -> Result<Held> {
    let mut found = archive.held_like(id, MOST + 1)?;
    match found.len() {
        0 => bail!("no report has an id that begins with {id}"),
        1 => Ok(found.remove(0)),
        n => {
            let more = if n > MOST { "more than " } else { "" };
            let list = found.iter().take(MOST).map(brief).collect::<String>();
            Err(anyhow!(
                "{more}{} reports have ids that begin with {id}:{list}",
                n.min(MOST)
            ))
        }
    }
}

fn brief(held: &Held) -> String {
    let day = held.published.map(|dated| dated.date.to_string());
    let title = held.title.clone().or_else(|| held.origin.path.clone());
    let facts = [day, held.outlet.clone(), title];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    format!("\n  {}  {}", held.id, facts.join(" · "))
}

/// A report as it is shown: text, and reading with corrections.
pub struct Shown {
    /// Its row.
    pub held: Held,
    /// Itself.
    pub report: Report,
    /// What was read out of it.
    pub reading: Reading,
    /// By what.
    pub engine: contract::Engine,
    /// What people said against it.
    pub corrections: Vec<Anchored>,
}

impl Shown {
    /// Takes a report out of the archive.
    ///
    /// # Errors
    /// If it is damaged, or the archive cannot be read.
    pub fn new(archive: &Archive, held: Held) -> Result<Shown> {
        let shown = archive.shown(&held)?;
        let report = held.to_report(archive.text(&held)?);
        Ok(Shown {
            held,
            report,
            reading: shown.reading,
            engine: shown.engine,
            corrections: shown.corrections,
        })
    }

    /// One statement for people, by its id; nothing if it is not there.
    pub fn one(&self, form: TextForm, id: &str) -> String {
        let ids = contract::attribution_ids(&self.report.id, &self.reading.attributions);
        let place = ids.iter().position(|own| own == id);
        let found = place.and_then(|i| self.reading.attributions.get(i));
        found
            .map(|found| form.one(&self.report, &self.reading, found))
            .unwrap_or_default()
    }

    /// As programs see it, apart from other reports.
    pub fn line(&self) -> contract::Line {
        contract::Line::new(&self.report, &self.reading, self.engine.clone())
    }

    /// The same, with the ids that its entities have across reports, where there are groups.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn linked_line(&self, archive: &Archive) -> Result<contract::Line> {
        let mut line = self.line();
        archive.name_entities(self.held.n, &mut line)?;
        Ok(line)
    }
}

/// The reports that an answer's statements stand in.
pub struct Statements(Vec<Shown>);

impl Statements {
    /// Takes the reports with these ids out of the archive.
    ///
    /// # Errors
    /// If one is damaged, or the archive cannot be read.
    pub fn read<'a>(
        archive: &Archive,
        ids: impl Iterator<Item = &'a String>,
    ) -> Result<Statements> {
        let mut ids: Vec<&String> = ids.collect();
        ids.sort_unstable();
        ids.dedup();
        let mut shown = Vec::new();
        for id in ids {
            if let Some(held) = archive.held(id)? {
                shown.push(Shown::new(archive, held)?);
            }
        }
        Ok(Statements(shown))
    }

    /// One statement for people, by its report and its id; nothing if it is not there.
    pub fn one(&self, form: TextForm, report: &str, statement: &str) -> String {
        let place = self
            .0
            .binary_search_by(|shown| shown.held.id.as_str().cmp(report));
        let shown = place.ok().map(|i| &self.0[i]);
        shown.map_or_else(String::new, |shown| shown.one(form, statement))
    }
}
