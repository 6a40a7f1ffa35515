//! The reports that statements stand in, each opened once.

use super::speakers::Row;
use crate::contract::Brief;
use crate::contract::who::{DatedBy, Said};
use crate::error::Result;
use crate::file::Archive;
use crate::held::Held;
use jiff::civil::Date;
use musnad_read::contract::Line;
use musnad_read::{Attribution, Reading};
use musnad_report::Report;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A report that was opened.
pub(crate) struct Open {
    pub held: Held,
    pub report: Report,
    /// The same, as programs see it: statement `i` of `line` is statement `i` of `reading`.
    pub line: Line,
    pub reading: Reading,
}

impl Open {
    /// The id, across reports, of whom the hop's source is.
    fn global(&self, row: &Row) -> Option<String> {
        let hop = self
            .line
            .attributions
            .get(row.statement)?
            .chain
            .get(row.hop)?;
        let entities = self.line.entities.iter();
        let mut same = entities.filter(|entity| Some(&entity.id) == hop.entity.as_ref());
        same.next()?.global.clone()
    }
}

/// The reports of an answer.
pub(crate) struct Pages<'a> {
    archive: &'a Archive,
    open: HashMap<i64, Open>,
}

impl<'a> Pages<'a> {
    pub fn new(archive: &'a Archive) -> Pages<'a> {
        Pages {
            archive,
            open: HashMap::new(),
        }
    }

    /// The report with this number, if it is there.
    pub fn open(&mut self, n: i64) -> Result<Option<&Open>> {
        Ok(Some(match self.open.entry(n) {
            Entry::Occupied(page) => page.into_mut(),
            Entry::Vacant(place) => {
                let Some(held) = self.archive.held_after(n - 1, 1)?.pop() else {
                    return Ok(None);
                };
                let shown = self.archive.shown(&held)?;
                let report = held.to_report(self.archive.text(&held)?);
                let mut line = Line::new(&report, &shown.reading, shown.engine);
                self.archive.name_entities(held.n, &mut line)?;
                place.insert(Open {
                    line,
                    reading: shown.reading,
                    held,
                    report,
                })
            }
        }))
    }

    /// A statement that somebody is made to say; nothing if it is not there.
    pub(super) fn said(&mut self, row: &Row) -> Result<Option<Said>> {
        let Some(page) = self.open(row.report)? else {
            return Ok(None);
        };
        let found = page.reading.attributions.get(row.statement);
        Ok(found.map(|statement| {
            let (date, dated_by) = dated(statement, page.held.published.map(|d| d.date));
            Said {
                report: Brief::from(&page.held),
                attribution: page.line.attributions[row.statement].clone(),
                hop: row.hop,
                entity: page.global(row),
                is_origin: row.hop + 1 == statement.chain.len(),
                date,
                dated_by,
            }
        }))
    }
}

/// When a statement was made, as well as it is known.
pub(crate) fn dated(statement: &Attribution, published: Option<Date>) -> (Option<String>, DatedBy) {
    let said_on = statement.said_on.as_ref().and_then(|said_on| said_on.iso());
    match (said_on, published) {
        (Some(said_on), _) => (Some(said_on), DatedBy::SaidOn),
        (None, Some(published)) => (Some(published.to_string()), DatedBy::Published),
        (None, None) => (None, DatedBy::None),
    }
}
