//! The index as a whole: filled, made again, compared with what it is derived from.

use super::put::{put, tidy};
use super::rows::Rows;
use super::source::Source;
use super::stored::{Print, stored};
use super::{SAID_ENTITY, SCHEMA, STATEMENT_IDS, TOLD, replace};
use crate::message::{Message, message};
use crate::seal;
use rayon::prelude::*;
use rusqlite::{Connection, Transaction};

/// Reports that are derived together.
const BATCH: usize = 256;

/// Puts all reports into an empty index. Damaged ones are left out; `verify` names them.
pub(crate) fn fill(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    each(transaction, |source, rows| match rows {
        Some(rows) => put(transaction, source.held.n, &rows),
        None => Ok(()),
    })
}

/// Gives statements of an index of schema 2 their ids; of a new one they have them.
pub(crate) fn fill_ids(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM said WHERE hop = 0 AND id IS NULL)";
    if transaction.query_row(sql, [], |row| row.get(0))? {
        return Ok(());
    }
    each(transaction, |source, rows| match rows {
        Some(rows) => replace(transaction, source.held.n, &rows),
        None => Ok(()),
    })
}

/// Gives hops of an index of schema 3 the entities of their sources.
pub(crate) fn fill_entities(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    each(transaction, |source, rows| match rows {
        Some(rows) if rows.said.iter().any(|said| said.entity.is_some()) => {
            replace(transaction, source.held.n, &rows)
        }
        // Readings of engines that found no entities: most of an archive that is so old.
        _ => Ok(()),
    })
}

/// Gives an index of schema 4 what reports tell of events and arrangements.
pub(crate) fn fill_told(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    each(transaction, |source, rows| match rows {
        Some(rows) if !rows.told.is_empty() => replace(transaction, source.held.n, &rows),
        // Readings of engines that found no events: all that were made before there was this schema.
        _ => Ok(()),
    })
}

/// Throws the index away and makes it again.
pub(crate) fn rebuild(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    for table in [
        "words",
        "label",
        "label_word",
        "facet",
        "said",
        "told",
        "told_part",
    ] {
        transaction.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    transaction.execute_batch(SCHEMA)?;
    transaction.execute_batch(STATEMENT_IDS)?;
    transaction.execute_batch(SAID_ENTITY)?;
    transaction.execute_batch(TOLD)?;
    seal::lift(transaction)?;
    fill(transaction)
}

/// Follows what became of the reports with these ids: that they came, were read or corrected.
pub(crate) fn refresh<'a>(
    connection: &Connection,
    ids: impl IntoIterator<Item = &'a str>,
) -> rusqlite::Result<()> {
    for id in ids {
        let source = Source::of(connection, id)?;
        let rows = source.as_ref().and_then(Source::rows);
        if let (Some(source), Some(rows)) = (source, rows) {
            replace(connection, source.held.n, &rows)?;
        }
    }
    tidy(connection)
}

/// What in the index is not as it should be, in words; empty where all is.
///
/// # Errors
/// If the index cannot be read to its end.
pub(crate) fn check(connection: &Connection) -> rusqlite::Result<Vec<Message>> {
    let mut index = stored(connection)?;
    let mut wrong = std::mem::take(&mut index.wrong);
    each(connection, |source, rows| {
        let found = index.prints.remove(&source.held.n);
        if rows.is_some_and(|rows| found != Some(Print::derived(&rows))) {
            wrong.push(message!(
                "report {} is not found by what it says",
                source.held.id
            ));
        }
        Ok(())
    })?;
    if !index.prints.is_empty() {
        wrong.push(message!(
            "reports that are found and are not there: {}",
            index.prints.len()
        ));
    }
    Ok(wrong)
}

/// Derives the rows of all reports on all cores; `see` gets them in order.
fn each(
    connection: &Connection,
    mut see: impl FnMut(&Source, Option<Rows>) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut after = i64::MIN;
    loop {
        let sources = Source::after(connection, after, BATCH)?;
        let Some(last) = sources.last() else {
            return Ok(());
        };
        after = last.held.n;
        let rows: Vec<Option<Rows>> = sources.par_iter().map(Source::rows).collect();
        for (source, rows) in sources.iter().zip(rows) {
            see(source, rows)?;
        }
    }
}
