//! What comes in from elsewhere, checked before it is written.
//!
//! The log comes first and whole, in one transaction with our own entry that names its last one: so the
//! log holds at every moment, and of an interrupted import it says what is still missing. A report or a
//! correction comes in only if the log knows it as it is.

use super::fits::fits;
use super::{Blob, Found, Item, Read, Taken, Told, Whole};
use crate::add::{put_blob, put_report};
use crate::correction::{self, Correction};
use crate::error::{ArchiveError, Result};
use crate::file::{Archive, Stamp};
use crate::hash::Hash;
use crate::held::Held;
use crate::message::{Message, message};
use crate::pack;
use crate::readings::{self, Packed};
use crate::search;
use musnad_report::report_id;
use rusqlite::{Transaction, TransactionBehavior};
use std::collections::{BTreeSet, HashSet};
use std::iter::Peekable;

/// How many items are written in one transaction, and how many bytes of them.
const BATCH: usize = 512;
const BATCH_BYTES: usize = 16 << 20;

/// So many bad items are no accident: the rest is not looked at.
const MOST_BAD: usize = 1000;

/// What comes in, and from where.
pub(super) struct Came {
    /// `import` or `merge`.
    pub act: &'static str,
    /// The last entry of the other archive's log.
    pub head: Hash,
}

/// What became of an item.
enum Verdict {
    New,
    Known,
    Conflict(Message),
    Bad(Message),
}

type Items<'a> = &'a mut dyn Iterator<Item = Result<Found>>;

impl Archive {
    pub(super) fn take(
        &mut self,
        came: &Came,
        items: Items<'_>,
        stamp: &Stamp,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Taken> {
        let mut watcher = self.watcher.take();
        let mut step = |name| {
            if let Some(watcher) = &mut watcher {
                watcher(name);
            }
        };
        let taken = self.take_all(came, items, stamp, (&mut step, progress));
        self.watcher = watcher;
        taken
    }

    fn take_all(
        &self,
        came: &Came,
        items: Items<'_>,
        stamp: &Stamp,
        (step, progress): (&mut dyn FnMut(&'static str), &mut dyn FnMut(u64)),
    ) -> Result<Taken> {
        let mut items = items.peekable();
        let mut taken = Taken::default();
        self.take_log(came, &mut items, stamp, (step, &mut taken))?;
        let mut gate = Gate {
            archive: self,
            log: self.known_states()?,
            blob: None,
            text: None,
            refused: HashSet::new(),
            touched: BTreeSet::new(),
            taken,
        };
        while items.peek().is_some() {
            let batch = batch(&mut items)?;
            let transaction = self.begin()?;
            for found in batch {
                step("item");
                gate.pass(&transaction, found)?;
            }
            step("search");
            let touched = std::mem::take(&mut gate.touched);
            search::refresh(&transaction, touched.iter().map(String::as_str))
                .map_err(|error| self.error(&error))?;
            step("commit");
            transaction.commit().map_err(|error| self.error(&error))?;
            progress(gate.taken.new.reports + gate.taken.known.reports);
            if gate.taken.bad.len() >= MOST_BAD {
                gate.taken.bad.push(Told {
                    place: message!("what follows"),
                    what: message!("too much is bad, the rest was not looked at"),
                });
                break;
            }
        }
        Ok(gate.taken)
    }

    pub(super) fn begin(&self) -> Result<Transaction<'_>> {
        Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
            .map_err(|error| self.error(&error))
    }
}

/// The next items, taken from the stream before the archive is locked.
fn batch(items: &mut Peekable<Items<'_>>) -> Result<Vec<Found>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH && bytes < BATCH_BYTES {
        let Some(found) = items.next() else { break };
        let found = found?;
        bytes += found.item.as_ref().map_or(0, Item::bytes);
        batch.push(found);
    }
    Ok(batch)
}

impl Item {
    /// The id of the report that it is or is about.
    fn report(&self) -> Option<String> {
        match self {
            Item::Report(whole) => Some(whole.held.id.clone()),
            Item::Reading(read) => Some(read.report.clone()),
            Item::Correction(made) => Some(made.event.report.clone()),
            Item::Blob(_) | Item::Entry(_) => None,
        }
    }

    /// About how much memory it takes.
    fn bytes(&self) -> usize {
        match self {
            Item::Blob(blob) => blob.bytes.len(),
            Item::Report(whole) => whole.text.len(),
            Item::Reading(read) => read.json.len(),
            Item::Correction(_) | Item::Entry(_) => 0,
        }
    }
}

/// Lets items in.
struct Gate<'a> {
    archive: &'a Archive,
    log: HashSet<Hash>,
    /// Bytes that came and that no report here is made of yet.
    blob: Option<Blob>,
    /// The text of the report that came last, by its id.
    text: Option<(String, String)>,
    /// Reports that are here as something else.
    refused: HashSet<String>,
    /// Reports about which something new came, or of which another reading is shown.
    touched: BTreeSet<String>,
    taken: Taken,
}

impl Gate<'_> {
    fn pass(&mut self, transaction: &Transaction<'_>, found: Found) -> Result<()> {
        let Found { place, item } = found;
        let mut one = super::Items::default();
        let report = item.as_ref().ok().and_then(Item::report);
        let verdict = match item {
            Err(what) => Verdict::Bad(what),
            Ok(item) => {
                one.count(&item);
                match item {
                    Item::Entry(_) => Verdict::Bad(message!("the log has to come first")),
                    Item::Blob(blob) => self.blob(blob),
                    Item::Report(whole) => self.report(transaction, *whole)?,
                    Item::Reading(read) => self.reading(transaction, read)?,
                    Item::Correction(made) => self.correction(transaction, &made)?,
                }
            }
        };
        match verdict {
            Verdict::New => {
                self.touched.extend(report);
                self.taken.new.add(one);
            }
            Verdict::Known => self.taken.known.add(one),
            Verdict::Conflict(what) => self.taken.conflicts.push(Told { place, what }),
            Verdict::Bad(what) => self.taken.bad.push(Told { place, what }),
        }
        Ok(())
    }

    /// Bytes wait for the report that is made of them: no blob is in an archive without one.
    fn blob(&mut self, blob: Blob) -> Verdict {
        if Hash::of(&blob.bytes) != blob.sha256 {
            return Verdict::Bad(message!("the original {} is damaged", blob.sha256.name()));
        }
        self.blob = Some(blob);
        Verdict::Known
    }

    fn report(&mut self, transaction: &Transaction<'_>, whole: Whole) -> Result<Verdict> {
        let Whole { held, text, packed } = whole;
        let digest = held.digest();
        let is_sound = Hash::of(text.as_bytes()) == held.text_sha256
            && report_id(&held.blob.name(), &held.origin) == held.id
            && self.log.contains(&digest);
        if !is_sound {
            let what = message!("report {} is not what its log says", held.id);
            return Ok(Verdict::Bad(what));
        }
        if let Some(here) = self.archive.held(&held.id)? {
            if here.digest() != digest {
                self.refused.insert(held.id.clone());
                return Ok(Verdict::Conflict(difference(&here, &held)));
            }
            self.text = Some((held.id, text));
            return Ok(Verdict::Known);
        }
        let Some((original, packed_blob)) = self.original_of(&held)? else {
            let what = message!("what report {} was made of is missing", held.id);
            return Ok(Verdict::Bad(what));
        };
        let sql = |error| self.archive.error(&error);
        let packed = packed.unwrap_or_else(|| pack::pack(text.as_bytes(), &original));
        let original = (original.len(), packed_blob);
        let blob = put_blob(transaction, held.blob, &original).map_err(sql)?;
        put_report(transaction, &held, blob, &packed).map_err(sql)?;
        self.text = Some((held.id, text));
        Ok(Verdict::New)
    }

    /// The bytes that a report was made of, and the same packed: those that came just before it, or those of
    /// another report here, which need no packing. `None` where they are missing.
    fn original_of(&mut self, held: &Held) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
        let came = self.blob.take_if(|blob| blob.sha256 == held.blob);
        if let Some(Blob { bytes, packed, .. }) = came {
            let packed = packed.unwrap_or_else(|| pack::pack(&bytes, &[]));
            return Ok(Some((bytes, packed)));
        }
        match self.archive.original(held) {
            Ok(bytes) => Ok(Some((bytes, Vec::new()))),
            Err(ArchiveError::Damaged { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn reading(&mut self, transaction: &Transaction<'_>, read: Read) -> Result<Verdict> {
        let id = &read.report;
        if self.refused.contains(id) {
            let what = message!("the reading is of another report {}", id);
            return Ok(Verdict::Conflict(what));
        }
        let Some(held) = self.archive.held(id)? else {
            let what = message!("report {}, of which this is a reading, is missing", id);
            return Ok(Verdict::Bad(what));
        };
        let reading = serde_json::from_str(&read.json).ok();
        let is_sound = reading
            .zip(self.text(&held))
            .is_some_and(|(reading, text)| fits(text, &reading));
        if !is_sound {
            let what = message!("the reading of report {} is damaged", id);
            return Ok(Verdict::Bad(what));
        }
        let json = read.json.as_bytes();
        let packed = Packed {
            sha256: Hash::of(json),
            size: json.len(),
            bytes: read.packed.unwrap_or_else(|| pack::pack(json, &[])),
        };
        let put = readings::bring(transaction, held.n, &read.engine, &packed, read.current);
        Ok(match put.map_err(|error| self.archive.error(&error))? {
            readings::Brought::New => Verdict::New,
            readings::Brought::Known => Verdict::Known,
            readings::Brought::Shown => {
                self.touched.insert(read.report);
                Verdict::Known
            }
            readings::Brought::Other => Verdict::Conflict(message!(
                "the same engine read something else out of report {} here",
                id
            )),
        })
    }

    fn correction(
        &mut self,
        transaction: &Transaction<'_>,
        correction: &Correction,
    ) -> Result<Verdict> {
        let Correction { id, event } = correction;
        if !self.log.contains(&correction.hash()) {
            return Ok(Verdict::Bad(message!(
                "correction {} is not in its log",
                id
            )));
        }
        if self.archive.held(&event.report)?.is_none() {
            let what = message!(
                "report {}, which correction {} is about, is missing",
                event.report,
                id
            );
            return Ok(Verdict::Bad(what));
        }
        let put = correction::put(transaction, correction);
        Ok(match put.map_err(|error| self.archive.error(&error))? {
            true => Verdict::New,
            false => match self.archive.corrections_where("id = ?1", [id]) {
                Ok(_) => Verdict::Known,
                Err(ArchiveError::Damaged { what, .. }) => {
                    Verdict::Conflict(Message::verbatim(what))
                }
                Err(error) => return Err(error),
            },
        })
    }

    /// The text of a report that is here.
    fn text(&mut self, held: &Held) -> Option<&String> {
        if self.text.as_ref().is_none_or(|(id, _)| id != &held.id) {
            self.text = Some((held.id.clone(), self.archive.text(held).ok()?));
        }
        self.text.as_ref().map(|(_, text)| text)
    }
}

/// What differs between two reports with one id.
fn difference(here: &Held, there: &Held) -> Message {
    if here.text_sha256 == there.text_sha256 {
        message!("report {} was read in here with other metadata", here.id)
    } else {
        message!("report {} was read in here with another text", here.id)
    }
}

impl super::Items {
    fn add(&mut self, more: super::Items) {
        self.reports += more.reports;
        self.readings += more.readings;
        self.corrections += more.corrections;
        self.entries += more.entries;
    }
}
