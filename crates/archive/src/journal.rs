//! What could not be read in, until it could.

use crate::error::Result;
use crate::file::{Archive, Stamp};
use crate::hash::Hash;
use jiff::Timestamp;
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
    /// What failed just now.
    pub fn now(path: String, place: String, reason: String) -> Failed {
        Failed {
            path,
            place,
            reason,
            first: String::new(),
            last: String::new(),
            tries: 0,
        }
    }

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
    /// Writes down what failed; what is in the journal already has failed once more.
    ///
    /// # Errors
    /// If the archive cannot be written to.
    pub fn fail(&mut self, failed: &[Failed], stamp: &Stamp) -> Result<()> {
        let at = stamp.at.to_string();
        self.transact(TransactionBehavior::Immediate, |transaction| {
            failed
                .iter()
                .try_for_each(|failure| put(transaction, failure, &at))
        })
    }

    /// Ends a run over `sources` that began at `begun` and came to its end: what failed before in them,
    /// in the folders and archives that they are, and not since, is done with.
    ///
    /// By time and not by a list of what failed in this run, so that two runs at once over the same
    /// folder leave each other's failures alone.
    ///
    /// # Errors
    /// If the archive cannot be written to.
    pub fn settle(&mut self, sources: &[String], begun: &Stamp) -> Result<()> {
        let before = |failed: &Failed| {
            let last: Option<Timestamp> = failed.last.parse().ok();
            last.is_none_or(|last| last < begun.at)
        };
        let covered = |path: &str| sources.iter().any(|source| lies_in(path, source));
        self.transact(TransactionBehavior::Immediate, |transaction| {
            let mut done =
                transaction.prepare_cached("DELETE FROM failure WHERE path = ?1 AND place = ?2")?;
            all(transaction)?
                .iter()
                .filter(|failed| before(failed) && covered(&failed.path))
                .try_for_each(|failed| done.execute([&failed.path, &failed.place]).map(|_| ()))
        })
    }

    /// What is still to be done, in the order of paths.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn failures(&self) -> Result<Vec<Failed>> {
        all(&self.connection).map_err(|error| self.error(&error))
    }
}

fn all(connection: &Connection) -> rusqlite::Result<Vec<Failed>> {
    let sql = format!("SELECT {COLUMNS} FROM failure ORDER BY path, place");
    let mut select = connection.prepare_cached(&sql)?;
    select.query_map([], Failed::from_row)?.collect()
}

/// Whether a path is that of a source, or of something in a folder or an archive that it is: ingest
/// names the members of an archive `day.zip!/page.html`.
fn lies_in(path: &str, source: &str) -> bool {
    let source = source.strip_suffix('/').unwrap_or(source);
    path.strip_prefix(source)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest.starts_with("!/"))
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

#[cfg(test)]
mod tests {
    use super::lies_in;

    #[test]
    fn a_source_covers_what_lies_in_it() {
        for inside in ["/desk/day", "/desk/day/a.txt", "/desk/day!/a.txt"] {
            assert!(lies_in(inside, "/desk/day"), "{inside}");
        }
        assert!(lies_in("/desk/day/a.txt", "/desk/day/"));
        assert!(lies_in("/desk", "/"));
        assert!(!lies_in("/desk/day2/a.txt", "/desk/day"));
    }
}
