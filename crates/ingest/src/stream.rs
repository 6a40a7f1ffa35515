//! Readers laid over each other: counted, bounded, decoded.

use crate::decode::Choice;
use crate::failure::FailureKind;
use crate::progress::Progress;
use encoding_rs::{CoderResult, Decoder};
use std::cell::Cell;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::rc::Rc;
use std::sync::Arc;

/// Counts what is read from a source into the progress.
pub(crate) struct Counted<R> {
    pub(crate) inner: R,
    pub(crate) progress: Arc<Progress>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.progress.add(read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Counts bytes on their way, for [`Unpacked`].
pub(crate) struct Tally<R> {
    pub(crate) inner: R,
    pub(crate) bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Tally<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.bytes.set(self.bytes.get() + read as u64);
        Ok(read)
    }
}

/// Unpacked data: ends with an error when it swells beyond measure, and says of broken data what
/// was packed how.
pub(crate) struct Unpacked<R> {
    pub(crate) inner: R,
    /// Packed bytes read up to now.
    pub(crate) packed: Rc<Cell<u64>>,
    pub(crate) unpacked: u64,
    /// Names the trouble of broken data.
    pub(crate) broken: fn(String) -> FailureKind,
}

/// How many times its size packed data may unpack to. News text packs to a third or a fifth, and
/// repetitive JSON to a fiftieth; deflate can reach a thousandth.
const RATIO: u64 = 200;

/// Up to here nobody is hurt, whatever the ratio.
const HARMLESS: u64 = 64 << 20;

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into).map_err(|error| self.name(error))?;
        self.unpacked += read as u64;
        if self.unpacked > HARMLESS.max(self.packed.get().saturating_mul(RATIO)) {
            return Err(io::Error::other(FailureKind::Bomb { ratio: RATIO }));
        }
        Ok(read)
    }
}

impl<R> Unpacked<R> {
    /// Errors of the disk, and of archives around this one, keep their own name.
    fn name(&self, error: io::Error) -> io::Error {
        let own = error
            .get_ref()
            .is_some_and(|inner| inner.is::<FailureKind>());
        if own || error.raw_os_error().is_some() || error.kind() == io::ErrorKind::Interrupted {
            return error;
        }
        io::Error::other((self.broken)(error.to_string()))
    }
}

/// A stream in another encoding, as UTF-8.
pub(crate) struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    out: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: BufRead> Transcoded<R> {
    pub(crate) fn new(inner: R, choice: Choice) -> Transcoded<R> {
        let decoder = choice.encoding.new_decoder_without_bom_handling();
        Transcoded {
            inner,
            decoder,
            out: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.at = 0;
        self.out.resize(64 * 1024, 0);
        loop {
            let chunk = self.inner.fill_buf()?;
            let last = chunk.is_empty();
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(chunk, &mut self.out, last);
            self.inner.consume(read);
            self.ended = last && result == CoderResult::InputEmpty;
            if written > 0 || self.ended {
                self.out.truncate(written);
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> BufRead for Transcoded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.out.len() && !self.ended {
            self.refill()?;
        }
        Ok(&self.out[self.at..])
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount;
    }
}

impl<R: BufRead> Read for Transcoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut chunk = self.fill_buf()?;
        let read = chunk.read(into)?;
        self.consume(read);
        Ok(read)
    }
}
