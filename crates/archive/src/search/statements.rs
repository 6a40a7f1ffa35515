//! Reports by who says what in them, and how.

use super::evaluate::{Match, labels};
use musnad_search::Filter;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeSet;

/// More reports than these are looked through by walking along the table, not one by one.
pub(super) const MANY: usize = 2_000;

/// A hop's row, names by their numbers.
#[derive(Clone, Copy)]
pub(super) struct Hop {
    pub report: i64,
    pub statement: i64,
    pub speaker: Option<i64>,
    pub kind: i64,
    pub stance: i64,
}

pub(super) const COLUMNS: &str = "report, statement, speaker, kind, stance";

impl Hop {
    pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Hop> {
        Ok(Hop {
            report: row.get(0)?,
            statement: row.get(1)?,
            speaker: row.get(2)?,
            kind: row.get(3)?,
            stance: row.get(4)?,
        })
    }
}

/// What must hold of one statement.
pub(super) struct Conditions {
    /// For each somebody in the chain who has one of these names.
    speakers: Vec<BTreeSet<i64>>,
    kinds: Vec<i64>,
    stances: Vec<i64>,
}

impl Conditions {
    /// `None` where no statement of this archive can meet them.
    pub fn new(
        connection: &Connection,
        filters: &[&Filter],
    ) -> rusqlite::Result<Option<Conditions>> {
        let mut conditions = Conditions {
            speakers: Vec::new(),
            kinds: Vec::new(),
            stances: Vec::new(),
        };
        for filter in filters {
            match filter {
                Filter::Speaker(name) => conditions.speakers.push(labels(connection, name)?),
                Filter::Kind(value) | Filter::Stance(value) => {
                    let Some(label) = label(connection, value)? else {
                        return Ok(None);
                    };
                    match filter {
                        Filter::Kind(_) => conditions.kinds.push(label),
                        _ => conditions.stances.push(label),
                    }
                }
                Filter::Outlet(_) | Filter::After(_) | Filter::Before(_) => {}
            }
        }
        Ok(Some(conditions))
    }

    /// Whether every statement meets them.
    fn is_empty(&self) -> bool {
        self.speakers.is_empty() && self.kinds.is_empty() && self.stances.is_empty()
    }

    /// Whether the statement with these hops meets all of them.
    fn meet(&self, hops: &[Hop]) -> bool {
        let kind = |hop: &Hop| self.kinds.iter().all(|kind| hop.kind == *kind);
        let has = |names: &BTreeSet<i64>, hop: &Hop| {
            hop.speaker.is_some_and(|speaker| names.contains(&speaker))
        };
        // With a speaker, the kind is that one's; without, anybody's.
        let speakers = self
            .speakers
            .iter()
            .all(|names| hops.iter().any(|hop| has(names, hop) && kind(hop)));
        let kinds = !self.speakers.is_empty() || hops.iter().any(kind);
        let stance = |hop: &Hop| self.stances.iter().all(|stance| hop.stance == *stance);
        speakers && kinds && hops.iter().all(stance)
    }
}

fn label(connection: &Connection, text: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT n FROM label WHERE text = ?1")?
        .query_row([text], |row| row.get(0))
        .optional()
}

/// The reports with a statement that meets the conditions; of `among`, where that is given.
pub(super) fn meeting(
    connection: &Connection,
    conditions: &Conditions,
    among: Option<Vec<Match>>,
) -> rusqlite::Result<Vec<Match>> {
    let among = candidates(connection, conditions, among)?;
    let mut met = BTreeSet::new();
    each_statement(connection, &among, |hops| {
        if let Some(hop) = hops.first().filter(|_| conditions.meet(hops)) {
            met.insert(hop.report);
        }
    })?;
    Ok(among.into_iter().filter(|(n, _)| met.contains(n)).collect())
}

/// The statements of a report that meet the conditions, by their numbers.
pub(super) fn numbers(
    connection: &Connection,
    conditions: &Conditions,
    report: i64,
) -> rusqlite::Result<BTreeSet<i64>> {
    let mut met = BTreeSet::new();
    if conditions.is_empty() {
        return Ok(met);
    }
    each_statement(connection, &[(report, 0.0)], |hops| {
        if let Some(hop) = hops.first().filter(|_| conditions.meet(hops)) {
            met.insert(hop.statement);
        }
    })?;
    Ok(met)
}

/// The reports whose statements are worth a look: those in which one of the first speaker's names is heard.
fn candidates(
    connection: &Connection,
    conditions: &Conditions,
    among: Option<Vec<Match>>,
) -> rusqlite::Result<Vec<Match>> {
    let heard = match conditions.speakers.first() {
        Some(names) => Some(heard(connection, names)?),
        None => None,
    };
    match (among, heard) {
        (Some(mut among), Some(heard)) => {
            among.retain(|(n, _)| heard.contains(n));
            Ok(among)
        }
        (Some(among), None) => Ok(among),
        (None, Some(heard)) => Ok(heard.into_iter().map(|n| (n, 0.0)).collect()),
        (None, None) => {
            let mut select = connection.prepare_cached("SELECT DISTINCT report FROM said")?;
            let reports = select.query_map([], |row| Ok((row.get(0)?, 0.0)))?;
            reports.collect()
        }
    }
}

/// Calls `see` with all hops of a statement, for each statement of these reports, which are in order.
fn each_statement(
    connection: &Connection,
    reports: &[Match],
    mut see: impl FnMut(&[Hop]),
) -> rusqlite::Result<()> {
    let mut statement: Vec<Hop> = Vec::new();
    each_hop(connection, reports, |hop| {
        let of_same = |first: &Hop| (first.report, first.statement) == (hop.report, hop.statement);
        if !statement.first().is_none_or(of_same) {
            see(&statement);
            statement.clear();
        }
        statement.push(hop);
    })?;
    see(&statement);
    Ok(())
}

/// Reports in which somebody of these names speaks.
fn heard(connection: &Connection, names: &BTreeSet<i64>) -> rusqlite::Result<BTreeSet<i64>> {
    let mut select = connection.prepare_cached("SELECT report FROM said WHERE speaker = ?1")?;
    let mut reports = BTreeSet::new();
    for name in names {
        for report in select.query_map([name], |row| row.get(0))? {
            reports.insert(report?);
        }
    }
    Ok(reports)
}

/// Calls `see` with the hops of these reports, which are in order: by report, statement, hop.
pub(super) fn each_hop(
    connection: &Connection,
    reports: &[Match],
    mut see: impl FnMut(Hop),
) -> rusqlite::Result<()> {
    if reports.len() < MANY {
        let sql = format!("SELECT {COLUMNS} FROM said WHERE report = ?1 ORDER BY statement, hop");
        let mut select = connection.prepare_cached(&sql)?;
        for (report, _) in reports {
            for hop in select.query_map([report], Hop::from_row)? {
                see(hop?);
            }
        }
        return Ok(());
    }
    let sql = format!("SELECT {COLUMNS} FROM said ORDER BY report, statement, hop");
    let mut select = connection.prepare_cached(&sql)?;
    let mut wanted = reports.iter().map(|(n, _)| *n).peekable();
    for hop in select.query_map([], Hop::from_row)? {
        let hop = hop?;
        while wanted.next_if(|n| *n < hop.report).is_some() {}
        match wanted.peek() {
            Some(n) if *n == hop.report => see(hop),
            Some(_) => {}
            None => break,
        }
    }
    Ok(())
}
