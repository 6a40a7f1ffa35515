//! Writes what a report is found by.

use super::rows::{Rows, cut};
use super::told::Told;
use musnad_read::events::Party;
use musnad_report::Text;
use musnad_search::{stem, terms};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Puts a new report into the index.
pub(crate) fn put(connection: &Connection, report: i64, rows: &Rows) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO words (rowid, title_exact, title_stem, body_exact, body_stem)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            report,
            rows.title.exact,
            rows.title.stem,
            rows.body.exact,
            rows.body.stem
        ])?;
    let outlet = label(connection, rows.outlet.as_deref())?;
    connection
        .prepare_cached("INSERT INTO facet (report, day, outlet) VALUES (?1, ?2, ?3)")?
        .execute(params![report, rows.day, outlet])?;
    put_said(connection, report, rows)?;
    put_told(connection, report, rows)
}

/// Changes who is said to have said and done what in a report, after a correction or a new reading. Its text
/// does not change. [`tidy`] is to follow, once for all reports.
pub(crate) fn replace(connection: &Connection, report: i64, rows: &Rows) -> rusqlite::Result<()> {
    let known = connection
        .prepare_cached("SELECT 1 FROM facet WHERE report = ?1")?
        .exists([report])?;
    if !known {
        return put(connection, report, rows);
    }
    for table in ["said", "told", "told_part"] {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE report = ?1"))?
            .execute([report])?;
    }
    put_said(connection, report, rows)?;
    put_told(connection, report, rows)
}

/// Takes out names that no row has any more.
pub(crate) fn tidy(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM label WHERE n NOT IN (
             SELECT speaker FROM said WHERE speaker IS NOT NULL
             UNION SELECT kind FROM said UNION SELECT stance FROM said
             UNION SELECT outlet FROM facet WHERE outlet IS NOT NULL);
         DELETE FROM label_word WHERE label NOT IN (SELECT n FROM label);",
    )
}

fn put_said(connection: &Connection, report: i64, rows: &Rows) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO said (report, statement, hop, speaker, kind, stance, said_on, id, entity)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for said in &rows.said {
        insert.execute(params![
            report,
            said.statement as i64,
            said.hop as i64,
            label(connection, said.speaker.as_deref())?,
            label(connection, Some(&said.kind))?,
            label(connection, Some(&said.stance))?,
            said.said_on,
            said.id.as_ref().map(|id| &id.0[..]),
            said.entity.map(|entity| entity as i64),
        ])?;
    }
    Ok(())
}

fn put_told(connection: &Connection, report: i64, rows: &Rows) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO told (report, lasting, n, kind, status, first, last, edtf, place, confidence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for told in &rows.told {
        insert.execute(params![
            report,
            told.lasting,
            told.n as i64,
            told.kind,
            told.status,
            told.days.map(|(first, _)| first.to_string()),
            told.days.map(|(_, last)| last.to_string()),
            told.edtf,
            told.place.map(|place| place as i64),
            f64::from(told.confidence),
        ])?;
        put_parts(connection, report, told)?;
    }
    Ok(())
}

fn put_parts(connection: &Connection, report: i64, told: &Told) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO told_part (report, lasting, n, argument, part, entity, people)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (argument, part) in told.parts.iter().enumerate() {
        let (entity, people) = match part.party {
            Party::Entity(entity) => (Some(entity as i64), None),
            Party::Group(group) => (None, Some(group as i64)),
        };
        insert.execute(params![
            report,
            told.lasting,
            told.n as i64,
            argument as i64,
            part.part,
            entity,
            people
        ])?;
    }
    Ok(())
}

/// The number of a name, which gets one where it has none.
fn label(connection: &Connection, text: Option<&str>) -> rusqlite::Result<Option<i64>> {
    let Some(text) = text else {
        return Ok(None);
    };
    let mut select = connection.prepare_cached("SELECT n FROM label WHERE text = ?1")?;
    if let Some(n) = select.query_row([text], |row| row.get(0)).optional()? {
        return Ok(Some(n));
    }
    let n = connection
        .prepare_cached("INSERT INTO label (text) VALUES (?1)")?
        .insert([text])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO label_word (stem, label) VALUES (?1, ?2)")?;
    for stem in stems_of(text) {
        insert.execute(params![stem, n])?;
    }
    Ok(Some(n))
}

/// The stems of a name's words, each once.
pub(crate) fn stems_of(name: &str) -> BTreeSet<String> {
    let text = Text::new(name);
    terms(&text, 0..text.tokens().len())
        .map(|term| cut(&stem(cut(&term.exact))).to_owned())
        .collect()
}
