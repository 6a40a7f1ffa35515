//! Another archive's custody log, brought in.

use super::gate::Came;
use super::{Found, Item, Taken};
use crate::custody::{self, Act, Entry};
use crate::error::{ArchiveError, Result};
use crate::file::{Archive, Stamp};
use crate::hash::Hash;
use crate::message::{Message, message};
use crate::verify;
use rusqlite::Transaction;
use std::collections::{BTreeMap, HashSet};
use std::iter::Peekable;

type Items<'a> = Peekable<&'a mut dyn Iterator<Item = Result<Found>>>;

/// What is still to be seen of a log that comes in.
#[derive(Default)]
struct Chain {
    /// Entries that are named and were not seen before, and where they are named.
    missing: BTreeMap<Hash, Message>,
    /// Entries that a later one tells to be lost.
    told: HashSet<Hash>,
    /// New entries that no later one names, and where they stand.
    loose: BTreeMap<Hash, Message>,
}

impl Archive {
    /// Takes in the other log, whole or not at all, and names its last entry in our own.
    pub(super) fn take_log(
        &self,
        came: &Came,
        items: &mut Items<'_>,
        stamp: &Stamp,
        (step, taken): (&mut dyn FnMut(&'static str), &mut Taken),
    ) -> Result<()> {
        let sql = |error| self.error(&error);
        let transaction = self.begin()?;
        let was_here = custody::has(&transaction, came.head).map_err(sql)?;
        let mut chain = Chain::default();
        while let Some((place, entry)) = next_entry(items)? {
            let is_known = chain.link(&transaction, place, &entry).map_err(sql)?;
            step("entry");
            custody::insert(&transaction, &entry).map_err(sql)?;
            let count = match is_known? {
                true => &mut taken.known,
                false => &mut taken.new,
            };
            count.entries += 1;
        }
        chain.close(
            came.head,
            custody::has(&transaction, came.head).map_err(sql)?,
        )?;
        if !was_here {
            let act = Act {
                act: came.act,
                subject: "archive".to_owned(),
                before: None,
                after: Some(came.head),
                detail: format!("{} new entries", taken.new.entries),
            };
            step("custody");
            custody::append(&transaction, stamp, &act).map_err(sql)?;
        }
        step("commit");
        transaction.commit().map_err(sql)
    }

    /// What the log knows reports and corrections to be.
    pub(super) fn known_states(&self) -> Result<HashSet<Hash>> {
        let sql = "SELECT after FROM custody WHERE act IN ('add', 'correct', 'undo')";
        let known = self.connection.prepare(sql).and_then(|mut select| {
            let rows = select.query_map([], |row| row.get::<_, Option<Vec<u8>>>(0))?;
            rows.filter_map(|after| after.map(|a| Hash::from_column(&a?)).transpose())
                .collect()
        });
        known.map_err(|error| self.error(&error))
    }
}

/// The next item, if it is an entry.
fn next_entry(items: &mut Items<'_>) -> Result<Option<(Message, Entry)>> {
    let is_entry = |found: &Result<Found>| match found {
        Ok(found) => matches!(found.item, Ok(Item::Entry(_))),
        Err(_) => true,
    };
    let found = items.next_if(is_entry).transpose()?;
    Ok(found.and_then(|Found { place, item }| match item {
        Ok(Item::Entry(entry)) => Some((place, entry)),
        _ => None,
    }))
}

impl Chain {
    /// Whether the entry is here already; or why it is no part of a sound chain.
    fn link(
        &mut self,
        transaction: &Transaction<'_>,
        place: Message,
        entry: &Entry,
    ) -> rusqlite::Result<Result<bool>> {
        let hash = entry.computed();
        if entry.hash != Some(hash) {
            return Ok(Err(refused(&place, "it is not what was written")));
        }
        if entry.prev.is_none() && entry.act != "found" {
            return Ok(Err(refused(&place, "it follows none and founds nothing")));
        }
        for named in verify::names(entry) {
            self.loose.remove(&named);
            if !custody::has(transaction, named)? {
                self.missing.entry(named).or_insert_with(|| place.clone());
            }
        }
        self.told.extend(verify::told(entry));
        let is_known = custody::has(transaction, hash)?;
        if !is_known {
            self.loose.insert(hash, place);
        }
        Ok(Ok(is_known))
    }

    /// All that is named stands before what names it, but for what a rescue tells to be lost; and all of
    /// it leads to the last entry.
    fn close(mut self, head: Hash, has_head: bool) -> Result<()> {
        if !has_head {
            return Err(refused(
                &message!("the end of the log"),
                "its last entry is missing",
            ));
        }
        self.loose.remove(&head);
        let mut missing = self
            .missing
            .iter()
            .filter(|(hash, _)| !self.told.contains(hash));
        if let Some((_, place)) = missing.next() {
            return Err(refused(place, "an entry before it is missing"));
        }
        match self.loose.values().next() {
            Some(place) => Err(refused(place, "no entry after it names it")),
            None => Ok(()),
        }
    }
}

fn refused(place: &Message, what: &str) -> ArchiveError {
    ArchiveError::NotAnExport {
        what: format!("{place} (in the custody log): {what}"),
    }
}
