//! What people say against readings, kept apart from what engines read.
//!
//! A correction is an event that is only ever appended. It is laid over the reading whenever that is
//! shown ([`Archive::shown`]), so that a re-reading loses none: see [`replay`].

mod anchor;
mod ask;
mod change;
pub(crate) mod entities;
mod event;
mod replay;
mod words;

use crate::custody::{self, Act};
use crate::error::{ArchiveError, Result};
use crate::file::{Archive, Stamp};
use crate::hash::Hash;
use crate::held::Held;
use crate::search;
use musnad_read::{Attribution, Reading, contract};
use musnad_report::Text;
use rusqlite::{Connection, TransactionBehavior, params};

pub use anchor::{How, Question};
pub use ask::Change;
pub use event::{Correction, Event, Mentioned, Passage, What};
pub use replay::{Anchored, State, replay};

/// Who says so, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// As he or she signs; may be empty.
    pub by: String,
    /// Why.
    pub note: Option<String>,
}

/// A reading as it is to be shown: with what people said against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What made the reading.
    pub engine: contract::Engine,
    /// The reading, corrected.
    pub reading: Reading,
    /// All corrections of this report and what became of them, in the order in which they were made.
    /// Rejected statements stand here and no longer in the reading.
    pub corrections: Vec<Anchored>,
}

impl Shown {
    /// The statements, each with its id.
    pub fn statements(&self, held: &Held) -> Vec<(String, &Attribution)> {
        let ids = contract::attribution_ids(&held.id, &self.reading.attributions);
        ids.into_iter().zip(&self.reading.attributions).collect()
    }

    /// What waits for a person's answer.
    pub fn questions(&self) -> impl Iterator<Item = &Anchored> {
        let is_question = |a: &&Anchored| matches!(a.state, State::Question(_));
        self.corrections.iter().filter(is_question)
    }
}

impl Archive {
    /// The reading of a report as it is to be shown and handed on, with all corrections.
    ///
    /// # Errors
    /// If the reading or a correction is damaged, or the archive cannot be read.
    pub fn shown(&self, held: &Held) -> Result<Shown> {
        let (engine, reading) = self.reading(held)?;
        let corrections = self.corrections(&held.id)?;
        let (reading, mut corrections) = if corrections.is_empty() {
            (reading, Vec::new())
        } else {
            replay(&Text::new(self.text(held)?), &reading, &corrections)
        };
        self.anchor_mentions(&mut corrections)?;
        Ok(Shown {
            engine,
            reading,
            corrections,
        })
    }

    /// All corrections of the report with this id, by time, then by id.
    ///
    /// # Errors
    /// If one is damaged, or the archive cannot be read.
    pub fn corrections(&self, report: &str) -> Result<Vec<Correction>> {
        self.corrections_where("report = ?1", [report])
    }

    /// The corrections whose ids begin so, by time, then by id.
    ///
    /// # Errors
    /// If one is damaged, or the archive cannot be read.
    pub fn corrections_like(&self, beginning: &str) -> Result<Vec<Correction>> {
        // An id is made of hex digits, after which «g» comes.
        self.corrections_where("id >= ?1 AND id < ?1 || 'g'", [beginning])
    }

    /// Writes down what a person says against a statement of a report; both by their full ids.
    ///
    /// # Errors
    /// [`ArchiveError::Unknown`] if there is no such report or no such statement is shown;
    /// [`ArchiveError::Refused`] if the change cannot be made; else if the archive cannot be written to.
    pub fn correct(
        &mut self,
        report: &str,
        statement: &str,
        change: Change,
        signature: &Signature,
        stamp: &Stamp,
    ) -> Result<Correction> {
        let held = self
            .held(report)?
            .ok_or_else(|| self.unknown(format!("no report {report}")))?;
        let text = Text::new(self.text(&held)?);
        let what = self.what(&held, &text, statement, change)?;
        self.append(&held.id, what, signature, stamp)
    }

    /// Takes a correction back, or an undo: then what it took back holds again. By its full id.
    ///
    /// # Errors
    /// [`ArchiveError::Unknown`] if there is no such correction; [`ArchiveError::Refused`] if it was
    /// taken back already; else if the archive cannot be written to.
    pub fn undo(&mut self, id: &str, signature: &Signature, stamp: &Stamp) -> Result<Correction> {
        let found = self.corrections_where("id = ?1", [id])?.pop();
        let found = found.ok_or_else(|| self.unknown(format!("no correction {id}")))?;
        if let Some(by) = self.undone_by(&found)? {
            return Err(self.refused(format!(
                "correction {id} was taken back by {by}; undo that one"
            )));
        }
        let what = What::Undo {
            correction: found.id,
        };
        self.append(&found.event.report, what, signature, stamp)
    }

    /// Which correction, if any, takes this statement out of the reading.
    fn rejected_by(
        &self,
        held: &Held,
        text: &Text,
        reading: &Reading,
        statement: &str,
    ) -> Result<Option<String>> {
        let (_, anchored) = replay(text, reading, &self.corrections(&held.id)?);
        let rejects = |a: &Anchored| {
            matches!(a.state, State::Applied { .. })
                && matches!(a.correction.event.what, What::Reject { .. })
                && a.statement.as_ref().is_some_and(|(id, _)| id == statement)
        };
        Ok(anchored.into_iter().find(rejects).map(|a| a.correction.id))
    }

    fn append(
        &mut self,
        report: &str,
        what: What,
        signature: &Signature,
        stamp: &Stamp,
    ) -> Result<Correction> {
        let correction = Correction::new(Event {
            report: report.to_owned(),
            by: signature.by.clone(),
            at: stamp.at,
            note: signature.note.clone(),
            what,
        });
        if let Some(by) = self.undone_by(&correction)? {
            // The same words of the same person at the same moment are the same correction.
            return Err(self.refused(format!(
                "correction {} was taken back by {by}; undo that one",
                correction.id
            )));
        }
        self.transact(TransactionBehavior::Immediate, |transaction| {
            if !put(transaction, &correction)? {
                return Ok(());
            }
            let act = Act {
                act: match correction.event.what {
                    What::Undo { .. } => "undo",
                    _ => "correct",
                },
                subject: report.to_owned(),
                before: None,
                after: Some(correction.hash()),
                detail: correction.id.clone(),
            };
            custody::append(transaction, stamp, &act)?;
            search::refresh(transaction, [report])
        })?;
        Ok(correction)
    }

    /// Which correction, if any, has taken this one back.
    fn undone_by(&self, correction: &Correction) -> Result<Option<String>> {
        let all = self.corrections(&correction.event.report)?;
        // Whether a correction is taken back does not depend on any reading.
        let (_, anchored) = replay(&Text::default(), &Reading::default(), &all);
        let same = anchored
            .into_iter()
            .find(|a| a.correction.id == correction.id);
        Ok(same.and_then(|anchored| match anchored.state {
            State::Undone { by } => Some(by),
            _ => None,
        }))
    }

    pub(crate) fn corrections_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<Correction>> {
        let sql = format!("SELECT id, report, event FROM correction WHERE {condition}");
        let rows: rusqlite::Result<Vec<(String, String, String)>> =
            self.connection.prepare_cached(&sql).and_then(|mut select| {
                let columns = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
                select.query_map(values, columns)?.collect()
            });
        let mut corrections = Vec::new();
        for (id, report, json) in rows.map_err(|error| self.error(&error))? {
            let correction = Correction::from_stored(&id, &json)
                .filter(|correction| correction.event.report == report)
                .ok_or_else(|| {
                    self.damaged(format!("the correction {id} is not what was stored"))
                })?;
            corrections.push(correction);
        }
        corrections.sort_by(|a, b| (a.event.at, &a.id).cmp(&(b.event.at, &b.id)));
        Ok(corrections)
    }

    fn unknown(&self, what: impl Into<String>) -> ArchiveError {
        ArchiveError::Unknown {
            path: self.path.clone(),
            what: what.into(),
        }
    }

    fn refused(&self, what: impl Into<String>) -> ArchiveError {
        ArchiveError::Refused { what: what.into() }
    }
}

impl Correction {
    /// The hash of what is stored, by which the custody log knows it.
    pub(crate) fn hash(&self) -> Hash {
        Hash::of(self.event.to_json().as_bytes())
    }
}

/// Whether there are corrections of the report with this id.
pub(crate) fn has(connection: &Connection, report: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM correction WHERE report = ?1")?
        .exists([report])
}

/// Puts a correction in; whether it was not there.
pub(crate) fn put(connection: &Connection, correction: &Correction) -> rusqlite::Result<bool> {
    let mut insert = connection.prepare_cached(
        "INSERT OR IGNORE INTO correction (id, report, event) VALUES (?1, ?2, ?3)",
    )?;
    let event = &correction.event;
    Ok(insert.execute(params![correction.id, event.report, event.to_json()])? > 0)
}
