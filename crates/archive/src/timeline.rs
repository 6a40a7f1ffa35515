//! Statements in the order of a clock. Which of the four is asked for; none is taken for another: a statement of which
//! no word tells when it was made is one of unknown time by the clock of saying, whenever its report was published.

mod order;
#[cfg(test)]
mod tests;
pub(crate) mod told;
mod wanted;

use crate::contract::Brief;
use crate::contract::timeline::{Clock, Dated, NAME, Timeline};
use crate::error::Result;
use crate::file::Archive;
use crate::search::Source;
use crate::who::{Asked, Limits, Pages};
use jiff::civil::Date;
use order::Entry;
use rayon::prelude::*;
use wanted::Wanted;
pub(crate) use wanted::{full, meant};

/// Reports that are looked through at once.
const BATCH: usize = 256;

/// Which statements are wanted, and by which clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedTimeline {
    /// The clock.
    pub clock: Clock,
    /// What may lie on this day or later.
    pub from: Option<Date>,
    /// What may lie on this day or earlier.
    pub to: Option<Date>,
    /// Of somebody or something of this name, or that speak of it: a part of the name in any spelling, or an entity's
    /// full id.
    pub entity: Option<Named>,
    /// That speak of this place or of what lies within it: a name in any spelling, an id of the gazetteer, or a
    /// country's ISO 3166-1 code.
    pub place: Option<String>,
    /// In outlets that have this name, or of which it is a part.
    pub outlet: Option<String>,
    /// How many entries to leave out at the beginning.
    pub offset: usize,
    /// How many to give at most.
    pub limit: usize,
}

/// Somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// All that have this name, or have it among the words of theirs.
    Name(String),
    /// The one entity with this full id.
    Id(String),
}

impl Archive {
    /// Statements in the order of a clock, those that lie nowhere in time last. The groups have to be there
    /// ([`Archive::group`]).
    ///
    /// # Errors
    /// If a report is damaged, or the archive cannot be read.
    pub fn timeline(&self, asked: &AskedTimeline) -> Result<Timeline> {
        let wanted = Wanted::new(self, asked)?;
        let mut entries = self.on_the_clock(asked, &wanted)?;
        entries.retain(|entry| entry.lies_between(asked.from, asked.to));
        entries.sort_unstable_by(Entry::by_time);
        let dated = entries.iter().filter(|entry| entry.is_dated()).count();
        let mut pages = Pages::new(self);
        let mut part = Vec::new();
        for entry in entries.iter().skip(asked.offset).take(asked.limit) {
            let Some(page) = pages.open(entry.report)? else {
                continue;
            };
            if let Some(attribution) = page.line.attributions.get(entry.statement) {
                part.push(Dated {
                    report: Brief::from(&page.held),
                    attribution: attribution.clone(),
                    time: entry
                        .time
                        .as_ref()
                        .map(|time| time.shown(&page.report.text)),
                });
            }
        }
        Ok(Timeline {
            schema: NAME.to_owned(),
            clock: asked.clock,
            entities: wanted.entities,
            places: wanted.places,
            dated,
            undated: entries.len() - dated,
            entries: part,
            events: Vec::new(),
        })
    }

    /// All entries of what is wanted, in no order that holds.
    fn on_the_clock(&self, asked: &AskedTimeline, wanted: &Wanted) -> Result<Vec<Entry>> {
        let sql = |error| self.error(&error);
        let outlets = Asked {
            outlet: asked.outlet.clone(),
            ..Asked::default()
        };
        let outlets = Limits::new(&outlets);
        let mut entries = Vec::new();
        let mut after = i64::MIN;
        loop {
            let mut sources = Source::after(&self.connection, after, BATCH).map_err(sql)?;
            let Some(last) = sources.last() else {
                return Ok(entries);
            };
            after = last.held.n;
            sources.retain(|source| {
                wanted.may_be_in(source.held.n) && outlets.has_outlet(source.held.outlet.as_deref())
            });
            let found: Vec<(&Source, Option<Vec<Entry>>)> = sources
                .par_iter()
                .map(|source| {
                    let reading = source.shown();
                    let found = reading
                        .map(|reading| order::of(&source.held, &reading, asked.clock, wanted));
                    (source, found)
                })
                .collect();
            for (source, found) in found {
                let damaged = || self.damaged(format!("report {}", source.held.id));
                entries.extend(found.ok_or_else(damaged)?);
            }
        }
    }
}
