//! What could not be read in, until it could.

use crate::error::Result;
use crate::file::{Archive, Stamp};
use crate::hash::Hash;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

/// An input that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The file.
    pub path: String,
    /// Record or member within it; empty for the file itself.
    pub place: String,
    /// Why.
    pub reason: String,
    /// When it failed first, RFC 3339 in UTC; empty where it is only now written down.
    pub first: String,
    /// When it failed last.
    pub last: String,
    /// How often.
    pub tries: u64,
}

/// The columns of a [`Failed`], for [`Failed::from_row`].
pub(crate) const COLUMNS: &str = "path, place, reason, first, last, tries";

impl Failed {
    pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Failed> {
        let tries: i64 = row.get(5)?;
        Ok(Failed {
            path: row.get(0)?,
            place: row.get(1)?,
            reason: row.get(2)?,
            first: row.get(3)?,
            last: row.get(4)?,
            tries: tries.unsigned_abs(),
        })
    }

    /// The row's hash, which stands beside it: no entry of the custody log covers it.
    pub(crate) fn seal(&self) -> Hash {
        let tries = self.tries.to_string();
        let parts = [
            &self.path,
            &self.place,
            &self.reason,
            &self.first,
            &self.last,
            &tries,
        ];
        Hash::of_parts(parts.map(|part| Some(part.as_bytes())))
    }
}

impl Archive {
    /// Settles a run over `paths`: what failed before in them and did not now is done with; what failed
    /// now is written down.
    ///
    /// # Errors
    /// If the archive cannot be written to.
    pub fn settle(&mut self, paths: &[String], failed: &[Failed], stamp: &Stamp) -> Result<()> {
        let at = stamp.at.to_string();
        self.transact(TransactionBehavior::Immediate, |transaction| {
            for path in paths {
                forget(transaction, path, failed)?;
            }
            for failure in failed {
                put(transaction, failure, &at)?;
            }
            Ok(())
        })
    }

    /// What is still to be done, in the order of paths.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn failures(&self) -> Result<Vec<Failed>> {
        let sql = format!("SELECT {COLUMNS} FROM failure ORDER BY path, place");
        let failed = self.connection.prepare_cached(&sql).and_then(|mut select| {
            select
                .query_map([], Failed::from_row)?
                .collect::<rusqlite::Result<Vec<_>>>()
        });
        failed.map_err(|error| self.error(&error))
    }
}

/// Takes out what failed before in this file and not now.
fn forget(connection: &Connection, path: &str, failed: &[Failed]) -> rusqlite::Result<()> {
    let places: Vec<String> = connection
        .prepare_cached("SELECT place FROM failure WHERE path = ?1")?
        .query_map([path], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let still = |place: &str| failed.iter().any(|f| f.path == path && f.place == place);
    let mut done =
        connection.prepare_cached("DELETE FROM failure WHERE path = ?1 AND place = ?2")?;
    for place in places.iter().filter(|place| !still(place)) {
        done.execute([path, place])?;
    }
    Ok(())
}

/// Puts a failure in; one that is there already has failed once more.
fn put(connection: &Connection, failure: &Failed, at: &str) -> rusqlite::Result<()> {
    let sql = format!("SELECT {COLUMNS} FROM failure WHERE path = ?1 AND place = ?2");
    let before = connection
        .prepare_cached(&sql)?
        .query_row([&failure.path, &failure.place], Failed::from_row)
        .optional()?;
    let (first, tries) = before.map_or_else(|| (at.to_owned(), 0), |old| (old.first, old.tries));
    let now = Failed {
        path: failure.path.clone(),
        place: failure.place.clone(),
        reason: failure.reason.clone(),
        first,
        last: at.to_owned(),
        tries: tries + 1,
    };
    keep(connection, &now)
}

/// Puts a failure in as it is.
pub(crate) fn keep(connection: &Connection, now: &Failed) -> rusqlite::Result<()> {
    let mut put = connection.prepare_cached(
        "INSERT INTO failure (path, place, reason, first, last, tries, seal)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (path, place)
         DO UPDATE SET reason = ?3, first = ?4, last = ?5, tries = ?6, seal = ?7",
    )?;
    put.execute(params![
        now.path,
        now.place,
        now.reason,
        now.first,
        now.last,
        now.tries as i64,
        &now.seal().0[..],
    ])?;
    Ok(())
}
