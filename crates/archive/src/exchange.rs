//! Whole archives on their way elsewhere: written to a stream, read from one, merged from a file.
//!
//! All three move the same items in the same order, and all that comes in is checked by one gate:
//! `contents` takes an archive apart, `contract` says how items are written (`musnad.archive/1`), `lines` reads
//! them, `gate` checks them and lets them in.

mod contents;
pub mod contract;
mod fits;
mod gate;
mod lines;
mod log;

use crate::correction::Shown;
use crate::error::{ArchiveError, Result};
use crate::file::{Archive, Stamp};
use crate::hash::Hash;
use crate::held::Held;
use crate::message::Message;
use contents::Contents;
use contract::{End, Header, Line};
use gate::Came;
use lines::Lines;
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

/// One thing that an archive holds and hands on.
#[derive(Debug)]
enum Item {
    Entry(crate::custody::Entry),
    Blob(Blob),
    Report(Box<Whole>),
    Reading(Read),
    Correction(crate::correction::Correction),
}

/// Original bytes, packed too where they come from an archive.
#[derive(Debug)]
struct Blob {
    sha256: Hash,
    bytes: Vec<u8>,
    packed: Option<Vec<u8>>,
}

/// A report with its text, packed too where it comes from an archive.
#[derive(Debug)]
struct Whole {
    held: Held,
    text: String,
    packed: Option<Vec<u8>>,
}

/// What an engine read out of a report, as JSON, packed too where it comes from an archive.
#[derive(Debug)]
struct Read {
    report: String,
    engine: musnad_read::contract::Engine,
    current: bool,
    json: String,
    packed: Option<Vec<u8>>,
}

/// An item, or why it cannot be used, and where it was found.
#[derive(Debug)]
struct Found {
    place: Message,
    item: std::result::Result<Item, Message>,
}

/// Something about one item of an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where: `line 17` of a stream, or a report of the other archive.
    pub place: Message,
    /// What.
    pub what: Message,
}

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Items {
    /// Reports.
    pub reports: u64,
    /// Readings.
    pub readings: u64,
    /// Corrections.
    pub corrections: u64,
    /// Entries of the custody log.
    pub entries: u64,
}

/// What was written to a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// How many of each.
    pub items: Items,
    /// What is damaged and was left out.
    pub damaged: Vec<Told>,
}

/// What came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// What was not here.
    pub new: Items,
    /// What was here already, the same.
    pub known: Items,
    /// What is here with another content. Nothing was overwritten.
    pub conflicts: Vec<Told>,
    /// What was damaged or made no sense, and was left out.
    pub bad: Vec<Told>,
}

impl Archive {
    /// Writes the whole archive to a stream by the contract `musnad.archive/1`: JSON Lines, a [`Header`],
    /// then [`Line`]s: the custody log; each report in the order in which they came, after the bytes that
    /// it was made of and before its readings; the corrections by their ids; [`Line::End`]. Failures are
    /// of this place and stay here. `progress` is told how many of how many reports are written.
    ///
    /// The same archive gives the same bytes; a new one into which they are imported gives the same lines
    /// again, but for what its own log says of its making.
    ///
    /// # Errors
    /// If the archive cannot be read, or the stream not be written.
    pub fn export(
        &self,
        to: &mut dyn Write,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Exported> {
        let contents = Contents::of(self)?;
        let total = contents.reports();
        let mut exported = Exported::default();
        let mut to = Hashing {
            to: BufWriter::new(to),
            hash: Sha256::new(),
        };
        contract::write(&mut to, &Header::new(contents.head()))?;
        for found in contents {
            let Found { place, item } = found?;
            match item {
                Ok(item) => {
                    exported.items.count(&item);
                    contract::write(&mut to, &Line::from(item))?;
                }
                Err(what) => exported.damaged.push(Told { place, what }),
            }
            progress(exported.items.reports, total);
        }
        let sha256 = Hash(to.hash.finalize_reset().into());
        contract::write(&mut to, &Line::End(End { sha256 }))?;
        to.flush().map_err(ArchiveError::Stream)?;
        Ok(exported)
    }

    /// Takes in what [`Archive::export`] wrote. All hashes are checked before anything is written: each
    /// report and correction has to be what its log says. Lines that fail are named and left out. The log
    /// comes in at once, the rest in batches; after an interruption one imports again. `progress` is told
    /// how many reports were seen.
    ///
    /// # Errors
    /// [`ArchiveError::NotAnExport`] if the stream is none, or if its log is no sound chain: nothing came
    /// in then. Else if the stream cannot be read or the archive not be written to; what came in up to
    /// then stays.
    pub fn import(
        &mut self,
        from: &mut dyn BufRead,
        stamp: &Stamp,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Taken> {
        let mut lines = Lines::open(from)?;
        let came = Came {
            act: "import",
            head: lines.head(),
        };
        self.take(&came, &mut lines, stamp, progress)
    }

    /// Takes in all that another archive holds and this one does not, with its custody log. Merging again
    /// changes nothing, and whichever of two archives is merged into the other, they hold the same.
    /// `progress` is told how many reports were seen.
    ///
    /// Of a report's readings that one is shown whose engine has the higher version (then, as there is
    /// nothing else to go by, the data whose name is greater), of the two that are shown in the archives.
    ///
    /// # Errors
    /// If the other archive cannot be opened or its log is damaged: nothing came in then. Else if one of
    /// the two cannot be read or written; what came in up to then stays.
    pub fn merge(
        &mut self,
        other: &Path,
        stamp: &Stamp,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Taken> {
        let other = Archive::open_of_any_age(other)?;
        let mut contents = Contents::of(&other)?;
        let came = Came {
            act: "merge",
            head: contents.head(),
        };
        self.take(&came, &mut contents, stamp, progress)
    }

    /// Visits all reports by their ids, with their texts and their readings as they are to be shown: what
    /// the archive says, whatever the order in which it was told.
    ///
    /// # Errors
    /// What `visit` returns, or if the archive is damaged or cannot be read.
    pub fn walk<E: From<ArchiveError>>(
        &self,
        mut visit: impl FnMut(Held, String, Shown) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        const PAGE: usize = 256;
        let mut after = String::new();
        loop {
            let condition = "report.id > ?1 ORDER BY report.id LIMIT ?2";
            let page = self.held_where(condition, (&after, PAGE as i64))?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after.clone_from(&last.id);
            for held in page {
                let (text, shown) = (self.text(&held)?, self.shown(&held)?);
                visit(held, text, shown)?;
            }
        }
    }
}

/// Writes, and hashes what is written.
struct Hashing<'a> {
    to: BufWriter<&'a mut dyn Write>,
    hash: Sha256,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}

impl Read {
    /// Of all that it says.
    fn seal(&self) -> Hash {
        Hash::of_parts([
            Some(self.report.as_bytes()),
            Some(self.engine.version.as_bytes()),
            Some(self.engine.data.as_bytes()),
            Some(&[u8::from(self.current)]),
            Some(self.json.as_bytes()),
        ])
    }
}

impl Items {
    fn count(&mut self, item: &Item) {
        match item {
            Item::Blob(_) => {}
            Item::Report(_) => self.reports += 1,
            Item::Reading(_) => self.readings += 1,
            Item::Correction(_) => self.corrections += 1,
            Item::Entry(_) => self.entries += 1,
        }
    }
}
