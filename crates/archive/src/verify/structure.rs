//! The tables and indexes as SQLite sees them.

use super::problem::{Problems, Remedy};
use crate::entities;
use crate::file::Archive;
use crate::message::{Message, message};
use crate::migrate;
use crate::search;
use rusqlite::Connection;
use std::collections::HashMap;

pub(super) fn check(archive: &Archive, problems: &mut Problems) {
    let connection = &archive.connection;
    let results = [
        integrity(connection, problems),
        schema(connection, problems),
        references(connection, problems),
    ];
    for error in results.into_iter().filter_map(Result::err) {
        problems.structure(
            message!("the tables"),
            Message::verbatim(error.to_string()),
            Remedy::Rescue,
        );
    }
}

/// SQLite's own search, which follows every page and compares every index with its table.
fn integrity(connection: &Connection, problems: &mut Problems) -> rusqlite::Result<()> {
    let roots = roots(connection).unwrap_or_default();
    let mut check = connection.prepare("PRAGMA integrity_check(1000000)")?;
    let mut messages = check.query([])?;
    while let Some(row) = messages.next()? {
        let message: String = row.get(0)?;
        // One message may have several lines: all that was found in one tree of pages.
        for line in message.lines().filter(|line| is_finding(line)) {
            let (name, remedy) = place_of(line, &roots);
            problems.structure(name, Message::verbatim(line), remedy);
        }
    }
    Ok(())
}

/// Whether a line says that something is wrong: «*** in database main ***» only heads what follows.
fn is_finding(line: &str) -> bool {
    line != "ok" && !line.starts_with("*** ")
}

/// Trees of pages, by their first page: name, and whether it is an index.
type Roots = HashMap<u32, (String, bool)>;

fn roots(connection: &Connection) -> rusqlite::Result<Roots> {
    let mut select = connection
        .prepare("SELECT rootpage, name, type = 'index' FROM sqlite_schema WHERE rootpage > 0")?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    rows.collect()
}

/// Whom a line of `integrity_check` is about. They begin with «Tree ROOT page …», or end with «index NAME».
fn place_of(line: &str, roots: &Roots) -> (Message, Remedy) {
    let root = line
        .strip_prefix("Tree ")
        .and_then(|rest| rest.split(' ').next()?.parse().ok());
    let (name, is_index) = match root.and_then(|root: u32| roots.get(&root)) {
        Some((name, is_index)) => (name.as_str(), *is_index),
        // SQLite's word for an index of FTS5 that contradicts itself.
        None if line.contains("FTS5") => return (search::name(), Remedy::Repair),
        // «non-TEXT value in label.text»
        None if let Some(name) = column_of(line).and_then(derived) => {
            return (name, Remedy::Repair);
        }
        // «row not in PRIMARY KEY order for label_word»
        None if let Some((_, table)) = line.rsplit_once(" order for ")
            && let Some(name) = derived(table) =>
        {
            return (name, Remedy::Repair);
        }
        None => match line.rsplit_once("index ") {
            Some((_, name)) => (name, true),
            None => return (message!("the file's pages"), Remedy::Rescue),
        },
    };
    if let Some(name) = derived(name) {
        return (name, Remedy::Repair);
    }
    match is_index {
        true => (message!("index {}", name), Remedy::Repair),
        false => (message!("table {}", name), Remedy::Rescue),
    }
}

/// What a table or index belongs to that can be made again as a whole.
fn derived(table: &str) -> Option<Message> {
    if search::has_table(table) {
        return Some(search::name());
    }
    entities::has_table(table).then(entities::name)
}

/// The table of a message that ends in a table and its column.
fn column_of(line: &str) -> Option<&str> {
    let (_, column) = line.rsplit_once(" in ")?;
    Some(column.split_once('.')?.0)
}

/// The tables must be those that the schemas make.
fn schema(connection: &Connection, problems: &mut Problems) -> rusqlite::Result<()> {
    let expected = declared(&migrate::fresh()?)?;
    let found = declared(connection)?;
    for (name, sql) in &expected {
        match found.get(name) {
            None => problems.structure(
                message!("the schema"),
                message!("{} is missing", name),
                Remedy::Rescue,
            ),
            Some(other) if other != sql => {
                let what = message!("{} is declared otherwise than it should be", name);
                problems.structure(message!("the schema"), what, Remedy::Rescue);
            }
            Some(_) => {}
        }
    }
    for name in found.keys().filter(|name| !expected.contains_key(*name)) {
        let what = message!("{} does not belong there", name);
        problems.structure(message!("the schema"), what, Remedy::Rescue);
    }
    Ok(())
}

/// What `sqlite_schema` says, by type and name: table and SQL.
fn declared(
    connection: &Connection,
) -> rusqlite::Result<HashMap<String, (String, Option<String>)>> {
    let mut select = connection.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema")?;
    let rows = select.query_map([], |row| {
        let (kind, name): (String, String) = (row.get(0)?, row.get(1)?);
        Ok((format!("{kind} {name}"), (row.get(2)?, row.get(3)?)))
    })?;
    rows.collect()
}

/// Rows that name rows which are not there.
fn references(connection: &Connection, problems: &mut Problems) -> rusqlite::Result<()> {
    let mut check = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let (table, n, parent): (String, Option<i64>, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let what = message!(
            "row {} names a {} that is not there",
            n.unwrap_or_default(),
            parent
        );
        match derived(&table) {
            Some(name) => problems.structure(name, what, Remedy::Repair),
            None => problems.structure(message!("table {}", table), what, Remedy::Rescue),
        }
    }
    Ok(())
}
