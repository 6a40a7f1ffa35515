//! Makes again what is derived.

use crate::custody::{self, Act};
use crate::entities;
use crate::error::Result;
use crate::file::{Archive, Stamp};
use crate::message::Message;
use crate::reread::Which;
use crate::search;
use crate::verify::{Again, Counted, Part, Problem, Remedy, Verification};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::collections::BTreeSet;

/// What a repair did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// What was wrong and is well.
    pub mended: Vec<Problem>,
    /// What is still wrong, which a rescue alone can help.
    pub left: Vec<Problem>,
    /// What was looked at in the end.
    pub counted: Counted,
}

impl Archive {
    /// Makes again in its place what is derived and damaged: indexes, readings (by the running engine,
    /// `again`), and takes out entries of the journal of failures that cannot be trusted. Originals,
    /// reports, the custody log and corrections are not touched. Everything is verified before and
    /// after; `progress` hears of both.
    ///
    /// # Errors
    /// If the archive cannot be written to. Damage that stands in the way of a repair is no error: it is
    /// in [`Repaired::left`].
    pub fn repair(
        &mut self,
        again: &Again<'_>,
        stamp: &Stamp,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Repaired> {
        let before = self.verify(Some(again), progress);
        let is_derived = |problem: &Problem| problem.remedy == Remedy::Repair;
        if !before.problems.iter().any(is_derived) {
            return Ok(Repaired {
                mended: Vec::new(),
                left: before.problems,
                counted: before.counted,
            });
        }
        self.mend(&before, again, stamp)?;
        let after = self.verify(Some(again), progress);
        let (derived, mut left): (Vec<_>, Vec<_>) =
            after.problems.into_iter().partition(is_derived);
        // What did not become well by a repair does not become so by another.
        left.extend(derived.into_iter().map(|problem| Problem {
            remedy: Remedy::Rescue,
            ..problem
        }));
        let is_left = |problem: &Problem| {
            left.iter()
                .any(|other| (&other.part, &other.what) == (&problem.part, &problem.what))
        };
        Ok(Repaired {
            mended: before
                .problems
                .into_iter()
                .filter(|p| !is_left(p))
                .collect(),
            left,
            counted: after.counted,
        })
    }

    fn mend(&mut self, found: &Verification, again: &Again<'_>, stamp: &Stamp) -> Result<()> {
        // Each for itself: an index whose pages are torn must not keep a reading from being made again.
        self.attempt(|connection| connection.execute_batch("REINDEX"))?;
        let is_damaged = |name: Message| {
            let part = Part::Structure(name);
            found.problems.iter().any(|problem| problem.part == part)
        };
        // Before readings, whose triggers write there.
        if is_damaged(entities::name()) {
            self.attempt(entities::rebuild)?;
        }
        self.attempt(|connection| drop_readings(connection, found))?;
        self.attempt(|connection| drop_failures(connection))?;
        if is_damaged(search::name()) {
            self.attempt(search::rebuild)?;
        }
        let ids: BTreeSet<String> = found
            .problems
            .iter()
            .filter_map(|problem| match (&problem.part, problem.remedy) {
                (Part::Report(id), Remedy::Repair) => Some(id.clone()),
                _ => None,
            })
            .collect();
        let act = Act::plain("repair", "archive", format!("{} reports", ids.len()));
        self.transact(TransactionBehavior::Immediate, |transaction| {
            custody::append(transaction, stamp, &act)
        })?;
        for id in ids {
            let which = Which::Ids(vec![id]);
            // A report that cannot be read again is still a problem afterwards.
            match self.reread(again.read, &again.engine, &which, stamp, &mut |_, _| {}) {
                Err(error) if !error.is_damage() => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Does something in a transaction; damage that stands in its way leaves all as it was.
    fn attempt(
        &mut self,
        body: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<()> {
        match self.transact(TransactionBehavior::Immediate, |transaction| {
            body(transaction)
        }) {
            Err(error) if !error.is_damage() => Err(error),
            _ => Ok(()),
        }
    }
}

/// Takes out damaged readings, and sees to it that no report shows two.
fn drop_readings(connection: &Connection, found: &Verification) -> rusqlite::Result<()> {
    let mut delete = connection.prepare("DELETE FROM reading WHERE n = ?1")?;
    for n in &found.bad_readings {
        delete.execute([n])?;
    }
    connection.execute_batch(
        "UPDATE reading SET current = 0 WHERE current <> 0
         AND n NOT IN (SELECT max(n) FROM reading WHERE current = 1 GROUP BY report)",
    )
}

fn drop_failures(connection: &Connection) -> rusqlite::Result<()> {
    let mut delete = connection.prepare("DELETE FROM failure WHERE n = ?1")?;
    for n in crate::verify::unsealed(connection) {
        delete.execute([n])?;
    }
    Ok(())
}
