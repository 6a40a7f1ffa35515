//! Rows of a table that may be damaged in the middle.

use rusqlite::Connection;
use std::collections::BTreeSet;

/// The numbers of all rows that can still be found: from the table's beginning, and where it breaks off,
/// from its end and by its index as well.
pub(crate) fn numbers(connection: &Connection, table: &str) -> BTreeSet<i64> {
    let mut found = BTreeSet::new();
    let mut walk = |way: &str| -> rusqlite::Result<()> {
        let mut select = connection.prepare(&format!("SELECT n FROM {table} {way}"))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
        Ok(())
    };
    let ways = [
        "NOT INDEXED ORDER BY n".to_owned(),
        "NOT INDEXED ORDER BY n DESC".to_owned(),
        // The index of the table's first UNIQUE column, as SQLite names it.
        format!("INDEXED BY sqlite_autoindex_{table}_1"),
    ];
    // What is wrong with the pages, `structure` says.
    for way in ways {
        if walk(&way).is_ok() {
            break;
        }
    }
    found
}
