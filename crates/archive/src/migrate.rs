//! Schemas and the way from one to the next.

use crate::custody::{self, Act};
use crate::error::ArchiveError;
use crate::file::{Archive, Stamp};
use crate::search;
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// `PRAGMA application_id` of an archive: «MSND».
pub const APPLICATION_ID: u32 = 0x4D53_4E44;

/// The way to one schema from the one before.
struct Step {
    /// What changes in the tables.
    sql: &'static str,
    /// Fills new tables from old ones; of an empty archive it finds nothing to do.
    fill: fn(&Transaction<'_>) -> rusqlite::Result<()>,
}

/// Step `n` leads to schema `n + 1`. A schema that was released never changes: there is a next one.
const STEPS: &[Step] = &[
    Step {
        sql: include_str!("../schema/001_core.sql"),
        fill: |_| Ok(()),
    },
    Step {
        sql: search::SCHEMA,
        fill: search::fill,
    },
    Step {
        sql: search::STATEMENT_IDS,
        fill: search::fill_ids,
    },
    Step {
        sql: concat!(
            include_str!("../schema/004_said_entity.sql"),
            include_str!("../schema/004_entities.sql")
        ),
        // Groups are made at the first question that needs them.
        fill: search::fill_entities,
    },
    Step {
        sql: search::TOLD,
        fill: search::fill_told,
    },
];

/// The schema that this program reads and writes.
pub const SCHEMA: u32 = STEPS.len() as u32;

/// The archive's schema; 0 for a new file.
pub(crate) fn schema_of(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// An archive without a row, in memory: what the tables have to be.
pub(crate) fn fresh() -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    for step in STEPS {
        connection.execute_batch(step.sql)?;
    }
    Ok(connection)
}

/// Makes the tables of the first schema, in one transaction.
pub(crate) fn first(connection: &Connection) -> rusqlite::Result<()> {
    let tables = STEPS.first().map_or("", |step| step.sql);
    connection.execute_batch(&format!("BEGIN; {tables} COMMIT;"))
}

impl Archive {
    /// Brings the archive to [`SCHEMA`], all steps in one transaction, and writes down that it did.
    pub(crate) fn migrate(&mut self, stamp: &Stamp) -> Result<(), ArchiveError> {
        self.transact(TransactionBehavior::Immediate, |transaction| {
            // Asked again under the lock: another process may have been faster.
            let found = schema_of(transaction)?;
            for (step, to) in STEPS.iter().zip(1..).skip(found as usize) {
                transaction.execute_batch(step.sql)?;
                transaction.pragma_update(None, "user_version", to)?;
            }
            if found == 0 {
                transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
                custody::found(transaction, stamp)?;
            }
            for step in STEPS.iter().skip(found as usize) {
                (step.fill)(transaction)?;
            }
            if (1..SCHEMA).contains(&found) {
                let detail = format!("schema {found} to {SCHEMA}");
                custody::append(
                    transaction,
                    stamp,
                    &Act::plain("migrate", "archive", detail),
                )?;
            }
            Ok(())
        })
    }
}
