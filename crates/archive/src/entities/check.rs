//! The groups, made once more in the mind and compared.

use super::{TABLES, fill, hash, reported, sealed};
use crate::message::{Message, message};
use crate::migrate;
use musnad_read::data::Language;
use rusqlite::Connection;

/// What of the groups is not as it should be, in words; empty where all is. With the language data that made them
/// they are made once more; of other data only their hashes can be compared.
///
/// # Errors
/// If they cannot be read to their end.
pub(crate) fn check(
    connection: &Connection,
    language: Option<&Language>,
) -> rusqlite::Result<Vec<Message>> {
    let mut wrong = Vec::new();
    for report in reported::wrong(connection, language)? {
        wrong.push(message!(
            "what grouping needs of report {} is not what was made of its reading",
            report
        ));
    }
    let Some(seal) = sealed(connection)? else {
        if !are_empty(connection)? {
            wrong.push(message!("there are entities that no grouping has made"));
        }
        return Ok(wrong);
    };
    if hash(connection)?.to_string() != seal.rows {
        wrong.push(message!("they are not what was grouped"));
    }
    if let Some(language) = language.filter(|language| seal.is_by(language)) {
        let again = migrate::fresh()?;
        // There are no reports in it whose rows the rows of the groups could name.
        again.pragma_update(None, "foreign_keys", false)?;
        fill(connection, &again, language)?;
        if hash(&again)?.to_string() != seal.rows {
            wrong.push(message!("grouping the readings again gives others"));
        }
    }
    Ok(wrong)
}

fn are_empty(connection: &Connection) -> rusqlite::Result<bool> {
    for table in TABLES {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        if connection.query_row(&sql, [], |row| row.get(0))? {
            return Ok(false);
        }
    }
    Ok(true)
}
