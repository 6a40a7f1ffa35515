//! Who and what reports speak of, across reports: the groups that `musnad-link` makes, kept in tables.
//!
//! Groups are derived from all readings, from what people said against earlier groups, and from the language data
//! that compares names. They are made at the first question that needs them, not at the end of `add`: grouping
//! looks at all reports each time (a name that is one report's alone may be another's tomorrow), while an `add` is
//! paid for by what it adds. Of 8409 articles of Saudi newspapers, `add` takes 72 seconds of processor time and the
//! first grouping 16, of which 12 go into what grouping needs of each report; that is kept in `reported` and made
//! once, so that grouping again after one more report or correction takes 4, and an `add` every hour would take as
//! much to no purpose. What changes a reading or such a correction takes the groups away in the same transaction
//! (triggers of the schema), so that no question is ever answered from groups of yesterday.

mod check;
mod list;
mod members;
mod places;
mod reported;
mod rows;

use crate::correction;
use crate::error::Result;
use crate::file::Archive;
use crate::message::{Message, message};
use crate::seal;
pub(crate) use check::check;
pub use list::AskedEntities;
pub(crate) use list::{full, locals_of, named, named_so, number};
use musnad_read::data::Language;
pub use places::AskedPlace;
pub(crate) use places::lying_there;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};

/// The tables of the groups.
pub(crate) const SCHEMA: &str = include_str!("../schema/004_entities.sql");

/// The tables that hold groups, those first that others name rows of.
const TABLES: [&str; 6] = [
    "entity",
    "entity_form",
    "entity_stem",
    "entity_role",
    "entity_member",
    "entity_maybe",
];

/// Of reports, by their numbers, some of their own entities: indices among those of their readings.
pub(crate) type InReports = BTreeMap<i64, BTreeSet<usize>>;

/// The key of `meta` under which what made the groups and the hash of all rows stand, as long as the groups are
/// there.
pub(crate) const KEY: &str = "entities";

/// What messages call the groups.
pub(crate) fn name() -> Message {
    message!("the entities")
}

/// Whether a table of the file belongs to them.
pub(crate) fn has_table(name: &str) -> bool {
    name == "reported" || TABLES.contains(&name) || name.starts_with("entity_member_")
}

impl Archive {
    /// Whether groups are there that this language data made of all readings and corrections.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn is_grouped(&self, language: &Language) -> Result<bool> {
        let is = || Ok(sealed(&self.connection)?.is_some_and(|seal| seal.is_by(language)));
        is().map_err(|error: rusqlite::Error| self.error(&error))
    }

    /// Groups what all reports speak of, if that is not done. `progress` hears for how many of how many reports
    /// that lacked it is done what grouping needs of each.
    ///
    /// # Errors
    /// If the archive cannot be written to.
    pub fn group(&mut self, language: &Language, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        if self.is_grouped(language)? {
            return Ok(());
        }
        // Batch by batch, so that nobody else who writes has to wait for all.
        let total = reported::missing(&self.connection, language);
        let total = total.map_err(|error| self.error(&error))?;
        let (mut after, mut done) = (i64::MIN, 0);
        loop {
            let batch = self.transact(TransactionBehavior::Immediate, |transaction| {
                reported::complete(transaction, language, after)
            })?;
            let Some((last, count)) = batch else { break };
            (after, done) = (last, done + count);
            progress(done, total.max(done));
        }
        self.transact(TransactionBehavior::Immediate, |transaction| {
            // Asked again under the lock: another process may have been faster, or may have added a report.
            if sealed(transaction)?.is_some_and(|seal| seal.is_by(language)) {
                return Ok(());
            }
            let mut after = i64::MIN;
            while let Some((last, _)) = reported::complete(transaction, language, after)? {
                after = last;
            }
            // Groups of other language data go with their seal.
            transaction.execute("DELETE FROM meta WHERE key = ?1", [KEY])?;
            fill(transaction, transaction, language)?;
            seal(transaction, language)
        })
    }

    /// The same for an archive that cannot be written to: the groups are there as long as it is open.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn group_aside(&mut self, language: &Language) -> Result<()> {
        let make = |connection: &Connection| {
            // Rows of a table beside the file may not name rows of one in it.
            connection.pragma_update(None, "foreign_keys", false)?;
            connection.pragma_update(None, "temp_store", "memory")?;
            for table in TABLES {
                connection.execute_batch(&format!(
                    "CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} LIMIT 0"
                ))?;
            }
            connection.execute_batch(
                "CREATE TEMP TABLE reported AS SELECT * FROM main.reported LIMIT 0",
            )?;
            connection.execute(
                "INSERT INTO temp.reported SELECT * FROM main.reported WHERE data = ?1",
                [maker(language)],
            )?;
            let mut after = i64::MIN;
            while let Some((last, _)) = reported::complete(connection, language, after)? {
                after = last;
            }
            fill(connection, connection, language)?;
            connection.execute_batch(
                "CREATE INDEX temp.by_n ON entity (n);
                 CREATE INDEX temp.by_stem ON entity_stem (stem);
                 CREATE INDEX temp.by_form ON entity_form (entity);
                 CREATE INDEX temp.by_role ON entity_role (entity);
                 CREATE INDEX temp.by_place_in_report ON entity_member (report, local);
                 CREATE INDEX temp.by_entity ON entity_member (entity);",
            )
        };
        make(&self.connection).map_err(|error| self.error(&error))
    }
}

/// Groups what the reports of `from` speak of and writes that into the tables of `into`, which are empty.
fn fill(from: &Connection, into: &Connection, language: &Language) -> rusqlite::Result<()> {
    let reports = reported::all(from, language)?;
    let said = correction::entities::standing(from)?;
    let linked = musnad_link::link(&reports.all, &language.lexicon, &said);
    rows::write(into, &reports, &linked)
}

/// Which program with which language data made the groups, and the hash of all their rows.
struct Seal {
    data: String,
    rows: String,
}

impl Seal {
    fn is_by(&self, language: &Language) -> bool {
        self.data == maker(language)
    }
}

/// What groups hang on beside readings and corrections: the program and its language data.
fn maker(language: &Language) -> String {
    format!("{}/{}", env!("CARGO_PKG_VERSION"), language.version)
}

fn sealed(connection: &Connection) -> rusqlite::Result<Option<Seal>> {
    let value: Option<String> = connection
        .prepare_cached("SELECT value FROM main.meta WHERE key = ?1")?
        .query_row([KEY], |row| row.get(0))
        .optional()?;
    Ok(value.map(|value| {
        let (data, rows) = value.split_once(' ').unwrap_or((&value, ""));
        Seal {
            data: data.to_owned(),
            rows: rows.to_owned(),
        }
    }))
}

fn seal(connection: &Connection, language: &Language) -> rusqlite::Result<()> {
    let value = format!("{} {}", maker(language), hash(connection)?);
    connection
        .execute(
            "INSERT INTO meta (key, value) VALUES (?1, ?2)",
            [KEY, &value],
        )
        .map(|_| ())
}

/// A hash of all rows of the groups.
fn hash(connection: &Connection) -> rusqlite::Result<crate::hash::Hash> {
    const ROWS: [&str; 6] = [
        "SELECT n, id, kind, name, country, place, reports, mentions, first, last FROM entity ORDER BY n",
        "SELECT entity, form, times FROM entity_form ORDER BY entity, form",
        "SELECT stem, entity FROM entity_stem ORDER BY stem, entity",
        "SELECT entity, words, first, last, reports FROM entity_role ORDER BY entity, words",
        "SELECT report, local, entity, id, lies_in, mentions FROM entity_member ORDER BY report, local",
        "SELECT a, b, reasons FROM entity_maybe ORDER BY a, b",
    ];
    seal::hash_of(connection, &ROWS)
}

/// Throws everything away that is grouped or was made to group by. The next question makes it again.
pub(crate) fn rebuild(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    for table in TABLES.iter().rev().chain(&["reported"]) {
        transaction.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    for trigger in [
        "entity_unsealed",
        "reading_put",
        "reading_changed",
        "reading_taken",
        "correction_put",
    ] {
        transaction.execute_batch(&format!("DROP TRIGGER IF EXISTS {trigger}"))?;
    }
    transaction.execute("DELETE FROM meta WHERE key = ?1", [KEY])?;
    transaction.execute_batch(SCHEMA)
}
