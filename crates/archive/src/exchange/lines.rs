//! The lines of an export, read one by one.

use super::contract::{Header, Line, NAME};
use super::{Found, Item};
use crate::error::{ArchiveError, Result};
use crate::hash::Hash;
use crate::message::{Message, message};
use sha2::{Digest, Sha256};
use std::io::{BufRead, Read};

/// No line of an export is longer, in bytes: SQLite holds no larger value, and a file that is no export
/// must not fill the memory.
const LONGEST: u64 = 1 << 31;

/// The lines of an export, read one by one.
pub(super) struct Lines<'a> {
    from: &'a mut dyn BufRead,
    head: Hash,
    number: u64,
    state: State,
    buffer: Vec<u8>,
    /// Over all lines before the one in the buffer.
    hash: Sha256,
}

#[derive(PartialEq)]
enum State {
    Running,
    /// The line `end` was read: nothing may follow.
    Ended,
    Done,
}

impl<'a> Lines<'a> {
    /// Reads the header.
    pub fn open(from: &'a mut dyn BufRead) -> Result<Lines<'a>> {
        let mut first = Vec::new();
        let mut beginning = (&mut *from).take(4096);
        beginning
            .read_until(b'\n', &mut first)
            .map_err(ArchiveError::Stream)?;
        let header: Header =
            serde_json::from_slice(&first).map_err(|error| ArchiveError::NotAnExport {
                what: format!("line 1 is no header ({error})"),
            })?;
        if header.schema != NAME {
            return Err(ArchiveError::NotAnExport {
                what: format!(
                    "line 1 names {:?}, and this program reads {NAME}",
                    header.schema
                ),
            });
        }
        Ok(Lines {
            from,
            head: header.head,
            number: 1,
            state: State::Running,
            buffer: Vec::new(),
            hash: Sha256::new_with_prefix(&first),
        })
    }

    pub fn head(&self) -> Hash {
        self.head
    }

    /// Reads the next line into the buffer; whether there was one.
    fn read(&mut self) -> Result<bool> {
        self.buffer.clear();
        let mut line = (&mut *self.from).take(LONGEST);
        let read = line.read_until(b'\n', &mut self.buffer);
        Ok(read.map_err(ArchiveError::Stream)? > 0)
    }

    fn found(&self, item: std::result::Result<Item, Message>) -> Found {
        let place = message!("line {}", self.number);
        Found { place, item }
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<Found>;

    fn next(&mut self) -> Option<Result<Found>> {
        if self.state == State::Done {
            return None;
        }
        match self.read() {
            Err(error) => {
                self.state = State::Done;
                return Some(Err(error));
            }
            Ok(false) => {
                let was_cut = self.state == State::Running;
                self.state = State::Done;
                let what = message!("the export ends after line {} and was cut off", self.number);
                return was_cut.then(|| Ok(self.found(Err(what))));
            }
            Ok(true) => self.number += 1,
        }
        if self.state == State::Ended {
            return Some(Ok(self.found(Err(message!("it stands after the end")))));
        }
        match serde_json::from_slice::<Line>(&self.buffer) {
            Ok(Line::End(end)) => {
                self.state = State::Ended;
                if Hash(self.hash.finalize_reset().into()) == end.sha256 {
                    return self.next();
                }
                let what = message!("the lines before are not those that were exported");
                Some(Ok(self.found(Err(what))))
            }
            line => {
                self.hash.update(&self.buffer);
                let item = line
                    .map_err(|error| message!("it is no line of an export ({})", error))
                    .and_then(Line::into_item);
                Some(Ok(self.found(item)))
            }
        }
    }
}
