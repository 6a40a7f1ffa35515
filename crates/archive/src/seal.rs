//! A hash of the tables in which FTS5 keeps the index of words.
//!
//! What the index says is compared with what it is derived from. How FTS5 writes it down, its segments and
//! its counters, is its own affair, and a byte of that may change without an answer being another. So a
//! hash is taken of all of it when an archive is closed. As soon as the index changes, a trigger of the
//! schema takes the hash away.

use crate::hash::{Hash, Parts};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

/// The key of `meta` under which the hash stands.
pub(crate) const KEY: &str = "words_seal";

/// All rows of FTS5's own tables.
const ROWS: [&str; 4] = [
    "SELECT id, block FROM words_data ORDER BY id",
    "SELECT segid, term, pgno FROM words_idx ORDER BY segid, term",
    "SELECT id, sz FROM words_docsize ORDER BY id",
    "SELECT k, v FROM words_config ORDER BY k",
];

/// Seals the index, if it is not sealed.
pub(crate) fn set(connection: &Connection) -> rusqlite::Result<()> {
    if connection.is_readonly("main")? || found(connection)?.is_some() {
        return Ok(());
    }
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let seal = hash(&transaction)?.to_string();
    transaction.execute(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)",
        [KEY, &seal],
    )?;
    transaction.commit()
}

/// Takes the seal away.
pub(crate) fn lift(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .execute("DELETE FROM meta WHERE key = ?1", [KEY])
        .map(|_| ())
}

/// Whether the index is what was sealed; an index without a seal is.
pub(crate) fn holds(connection: &Connection) -> rusqlite::Result<bool> {
    match found(connection)? {
        Some(seal) => Ok(seal == hash(connection)?.to_string()),
        None => Ok(true),
    }
}

fn found(connection: &Connection) -> rusqlite::Result<Option<String>> {
    connection
        .query_row("SELECT value FROM meta WHERE key = ?1", [KEY], |row| {
            row.get(0)
        })
        .optional()
}

fn hash(connection: &Connection) -> rusqlite::Result<Hash> {
    hash_of(connection, &ROWS)
}

/// A hash of all rows of these queries, which have to order them.
pub(crate) fn hash_of(connection: &Connection, queries: &[&str]) -> rusqlite::Result<Hash> {
    let mut hash = Parts::default();
    for sql in queries {
        let mut select = connection.prepare(sql)?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                let value = row.get_ref(column)?;
                // FTS5's tables are not strict: the same bytes may be a text or a blob.
                hash.add(Some(value.data_type().to_string().as_bytes()));
                match value {
                    ValueRef::Null => hash.add(None),
                    ValueRef::Integer(n) => hash.add(Some(&n.to_le_bytes())),
                    ValueRef::Real(x) => hash.add(Some(&x.to_le_bytes())),
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => hash.add(Some(bytes)),
                }
            }
        }
        hash.add(None);
    }
    Ok(hash.finish())
}
