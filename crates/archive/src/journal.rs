//! What could not be read in, until it could.

use crate::error::Result;
use crate::file::{Archive, Stamp};
use rusqlite::{TransactionBehavior, params};

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

impl Archive {
    /// Settles a run over `paths`: what failed before in them and did not now is done with; what failed
    /// now is written down.
    ///
    /// # Errors
    /// If the archive cannot be written to.
    pub fn settle(&mut self, paths: &[String], failed: &[Failed], stamp: &Stamp) -> Result<()> {
        let at = stamp.at.to_string();
        self.transact(TransactionBehavior::Immediate, |transaction| {
            let still = |path: &str, place: &str| failed.iter().any(|f| f.path == path && f.place == place);
            for path in paths {
                let places: Vec<String> = transaction
                    .prepare_cached("SELECT place FROM failure WHERE path = ?1")?
                    .query_map([path], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                let mut done = transaction
                    .prepare_cached("DELETE FROM failure WHERE path = ?1 AND place = ?2")?;
                for place in places.iter().filter(|place| !still(path, place)) {
                    done.execute([path, place])?;
                }
            }
            let mut put = transaction.prepare_cached(
                "INSERT INTO failure (path, place, reason, first, last, tries) VALUES (?1, ?2, ?3, ?4, ?4, 1)
                 ON CONFLICT (path, place) DO UPDATE SET reason = ?3, last = ?4, tries = tries + 1",
            )?;
            for failure in failed {
                put.execute(params![failure.path, failure.place, failure.reason, at])?;
            }
            Ok(())
        })
    }

    /// What is still to be done, in the order of paths.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn failures(&self) -> Result<Vec<Failed>> {
        let sql =
            "SELECT path, place, reason, first, last, tries FROM failure ORDER BY path, place";
        let failed = self.connection.prepare_cached(sql).and_then(|mut select| {
            let row = |row: &rusqlite::Row<'_>| {
                let tries: i64 = row.get(5)?;
                Ok(Failed {
                    path: row.get(0)?,
                    place: row.get(1)?,
                    reason: row.get(2)?,
                    first: row.get(3)?,
                    last: row.get(4)?,
                    tries: tries.unsigned_abs(),
                })
            };
            select
                .query_map([], row)?
                .collect::<rusqlite::Result<Vec<_>>>()
        });
        failed.map_err(|error| self.error(&error))
    }
}
