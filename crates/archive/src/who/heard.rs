//! What the search index knows of names: who is heard where, and where a name stands.

use crate::error::Result;
use crate::file::Archive;
use crate::search::{evaluate, labels};
use jiff::civil::Date;
use musnad_read::Kind;
use musnad_search::{Name, Query};
use rusqlite::{Connection, Row};
use std::collections::BTreeSet;

/// A hop of a statement, and what its report is known by.
pub(super) struct Heard {
    pub report: i64,
    pub statement: usize,
    pub hop: usize,
    pub speaker: String,
    pub kind: Kind,
    pub said_on: Option<Date>,
    pub published: Option<Date>,
    pub outlet: Option<String>,
    /// The number of the entity that it is.
    pub entity: Option<i64>,
}

/// A report in which words stand.
pub(super) struct Standing {
    pub report: i64,
    pub published: Option<Date>,
    pub outlet: Option<String>,
}

impl Archive {
    /// The hops of all statements whose source has this name, in the order of reports.
    pub(super) fn heard(&self, name: &Name) -> Result<Vec<Heard>> {
        heard(&self.connection, name).map_err(|error| self.error(&error))
    }

    /// The hops of all statements whose source is one of these entities.
    pub(super) fn heard_of(&self, entities: &BTreeSet<i64>) -> Result<Vec<Heard>> {
        heard_of(&self.connection, entities).map_err(|error| self.error(&error))
    }

    /// The reports that meet a query, in their order.
    pub(super) fn standing(&self, query: &Query) -> Result<Vec<Standing>> {
        standing(&self.connection, query).map_err(|error| self.error(&error))
    }
}

/// The columns of a [`Heard`], for [`Heard::from_row`].
const COLUMNS: &str =
    "said.report, said.statement, said.hop, speaker.text, kind.text, said.said_on,
    facet.day, outlet.text, member.entity";

/// What names the numbers that stand in `said`.
const NAMES: &str = "JOIN label AS speaker ON speaker.n = said.speaker
    JOIN label AS kind ON kind.n = said.kind
    JOIN facet ON facet.report = said.report
    LEFT JOIN label AS outlet ON outlet.n = facet.outlet";

impl Heard {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Heard> {
        let kind: String = row.get(4)?;
        Ok(Heard {
            report: row.get(0)?,
            statement: index(row, 1)?,
            hop: index(row, 2)?,
            speaker: row.get(3)?,
            kind: serde_json::from_value(kind.into()).unwrap_or(Kind::Unknown),
            said_on: day(row, 5)?,
            published: day(row, 6)?,
            outlet: row.get(7)?,
            entity: row.get(8)?,
        })
    }
}

fn heard(connection: &Connection, name: &Name) -> rusqlite::Result<Vec<Heard>> {
    let mut select = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM said {NAMES}
         LEFT JOIN entity_member AS member ON member.report = said.report AND member.local = said.entity
         WHERE said.speaker = ?1"
    ))?;
    let mut all = Vec::new();
    for label in labels(connection, name)? {
        for row in select.query_map([label], Heard::from_row)? {
            all.push(row?);
        }
    }
    all.sort_by_key(|heard| (heard.report, heard.statement, heard.hop));
    Ok(all)
}

fn heard_of(connection: &Connection, entities: &BTreeSet<i64>) -> rusqlite::Result<Vec<Heard>> {
    let mut select = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM entity_member AS member
         JOIN said ON said.report = member.report AND said.entity = member.local {NAMES}
         WHERE member.entity = ?1"
    ))?;
    let mut all = Vec::new();
    for entity in entities {
        for row in select.query_map([entity], Heard::from_row)? {
            all.push(row?);
        }
    }
    Ok(all)
}

fn standing(connection: &Connection, query: &Query) -> rusqlite::Result<Vec<Standing>> {
    let mut select = connection.prepare_cached(
        "SELECT facet.day, outlet.text FROM facet
         LEFT JOIN label AS outlet ON outlet.n = facet.outlet WHERE facet.report = ?1",
    )?;
    let mut all = Vec::new();
    for (report, _) in evaluate(connection, query)? {
        let rows = select.query_map([report], |row| {
            Ok(Standing {
                report,
                published: day(row, 0)?,
                outlet: row.get(1)?,
            })
        })?;
        for row in rows {
            all.push(row?);
        }
    }
    Ok(all)
}

fn index(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    let number: i64 = row.get(column)?;
    usize::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

/// A day as the index has it; none where it is no day, which `verify` tells of.
fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Date>> {
    let day: Option<String> = row.get(column)?;
    Ok(day.and_then(|day| day.parse().ok()))
}
