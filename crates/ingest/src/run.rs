//! One run over the inputs: every source opened, looked into and cut into drafts.

use crate::decode::{self, Choice, Decoded};
use crate::draft::Draft;
use crate::failure::{Failure, FailureKind, Place};
use crate::fields;
use crate::format::{self, Format};
use crate::options::Options;
use crate::page::{Page, encoding};
use crate::record::Record;
use crate::scan::{Layout, Piece, ScanError, Scanner};
use crate::stream::Transcoded;
use encoding_rs::UTF_8;
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;

/// Whether the receiver wants more.
pub(crate) type Flow = ControlFlow<()>;

/// Takes what was read, in order.
pub(crate) type Sink<'a> = &'a mut dyn FnMut(Result<Draft, Failure>) -> Flow;

/// The state of one run.
pub(crate) struct Run<'a> {
    pub(crate) options: &'a Options,
    pub(crate) sink: Sink<'a>,
}

/// A source of bytes and its names.
pub(crate) struct Input {
    /// As a report's origin names it.
    pub(crate) shown: String,
    /// The name whose ending tells the format, without the endings of packing.
    pub(crate) format_name: String,
    /// How many archives lie around it.
    pub(crate) depth: usize,
}

impl Run<'_> {
    pub(crate) fn fail(&mut self, path: &str, kind: FailureKind) -> Flow {
        self.fail_at(path, Place::default(), kind)
    }

    fn fail_at(&mut self, path: &str, place: Place, kind: FailureKind) -> Flow {
        (self.sink)(Err(Failure {
            path: path.to_owned(),
            place,
            kind,
        }))
    }

    /// Reads a stream of any format.
    pub(crate) fn stream(&mut self, input: Input, reader: &mut dyn Read) -> Flow {
        let mut head = Vec::new();
        if let Err(error) = reader.take(decode::SAMPLE as u64).read_to_end(&mut head) {
            return self.fail(&input.shown, FailureKind::from_io(error));
        }
        match format::packed(&head) {
            Some(Format::Gzip) => self.gzip(input, &mut Cursor::new(head).chain(reader)),
            Some(_) => match whole(head, reader, self.options.text_limit) {
                Ok(archive) => self.zip(&input, Cursor::new(archive)),
                Err(kind) => self.fail(&input.shown, kind),
            },
            None => self.plain(&input, head, reader),
        }
    }

    /// Reads a stream that is not packed; `head` is its beginning.
    fn plain(&mut self, input: &Input, head: Vec<u8>, rest: &mut dyn Read) -> Flow {
        if head.is_empty() {
            return self.fail(&input.shown, FailureKind::Empty);
        }
        let choice = match decode::choose(&head, head.len() == decode::SAMPLE) {
            Ok(choice) => choice,
            Err(error) => return self.fail(&input.shown, FailureKind::NotText(error)),
        };
        let body = &head[choice.bom..];
        let (glance, _) = choice.encoding.decode_without_bom_handling(body);
        match format::of(&input.format_name, &glance) {
            Format::Page => self.page(input, head, rest, choice),
            Format::Json(layout) => {
                let body = Cursor::new(body);
                let reader = BufReader::with_capacity(decode::SAMPLE, body.chain(rest));
                if choice.encoding == UTF_8 {
                    self.records(input, reader, layout, choice)
                } else {
                    self.records(input, Transcoded::new(reader, choice), layout, choice)
                }
            }
            _ => self.text(input, head, rest),
        }
    }

    fn text(&mut self, input: &Input, head: Vec<u8>, rest: &mut dyn Read) -> Flow {
        let whole = whole(head, rest, self.options.text_limit);
        let decoded = whole.and_then(|bytes| {
            let (text, decoded) = decode::decode(&bytes).map_err(FailureKind::NotText)?;
            if text.trim().is_empty() {
                return Err(FailureKind::Empty);
            }
            Ok(Draft::of_text(
                bytes,
                (text, decoded),
                &input.shown,
                self.options,
            ))
        });
        match decoded {
            Ok(draft) => (self.sink)(Ok(draft)),
            Err(kind) => self.fail(&input.shown, kind),
        }
    }

    fn page(&mut self, input: &Input, head: Vec<u8>, rest: &mut dyn Read, glance: Choice) -> Flow {
        let draft = whole(head, rest, self.options.page_limit).and_then(|bytes| {
            let (text, decoded) = encoding::decode(&bytes, glance).map_err(FailureKind::NotText)?;
            if text.trim().is_empty() {
                return Err(FailureKind::Empty);
            }
            let page = Page::read(&text).map_err(FailureKind::from_page)?;
            Ok(Draft::of_page(
                bytes,
                (page, decoded),
                &input.shown,
                self.options,
            ))
        });
        match draft {
            Ok(draft) => (self.sink)(Ok(draft)),
            Err(kind) => self.fail(&input.shown, kind),
        }
    }

    fn records(
        &mut self,
        input: &Input,
        reader: impl BufRead,
        layout: Layout,
        choice: Choice,
    ) -> Flow {
        let mut scanner = Scanner::new(reader, layout, self.options.record_limit);
        let mut index = 0;
        while let Some(found) = scanner.next() {
            match found {
                Ok(piece) => self.record(input, &piece, index, choice)?,
                Err(error) => self.scan_failure(input, index, error)?,
            }
            index += 1;
        }
        ControlFlow::Continue(())
    }

    fn scan_failure(&mut self, input: &Input, index: u64, error: ScanError) -> Flow {
        let record = Some(index);
        let (place, kind) = match error {
            ScanError::TooLong { line, bytes } => {
                let limit = self.options.record_limit as u64;
                let place = Place {
                    record,
                    line: Some(line),
                    column: None,
                };
                (place, FailureKind::RecordTooLong { bytes, limit })
            }
            ScanError::Json { line, column, what } => {
                let place = Place {
                    record,
                    line: Some(line),
                    column: Some(column),
                };
                (place, FailureKind::Json(what.to_owned()))
            }
            ScanError::Io(error) => {
                let place = Place {
                    record,
                    line: None,
                    column: None,
                };
                (place, FailureKind::from_io(error))
            }
        };
        self.fail_at(&input.shown, place, kind)
    }

    fn record(&mut self, input: &Input, piece: &Piece, index: u64, choice: Choice) -> Flow {
        let mut place = Place {
            record: Some(index),
            line: Some(piece.line),
            column: None,
        };
        let draft = decoded(piece.bytes, choice).and_then(|(text, decoded)| {
            let record = Record::parse(&text).map_err(|error| {
                place = place_of(&error, piece, index);
                FailureKind::Json(message(&error))
            })?;
            if !record.has_text_field() {
                let found = record.names().to_vec();
                return Err(FailureKind::NoText {
                    found,
                    known: fields::text_names().collect(),
                });
            }
            let at = (input.shown.as_str(), index);
            Ok(Draft::of_record(
                piece.bytes,
                (&record, decoded),
                at,
                self.options,
            ))
        });
        match draft {
            Ok(draft) => (self.sink)(Ok(draft)),
            Err(kind) => self.fail_at(&input.shown, place, kind),
        }
    }
}

/// All bytes of a stream that has to be held in memory.
fn whole(head: Vec<u8>, rest: &mut dyn Read, limit: u64) -> Result<Vec<u8>, FailureKind> {
    let mut bytes = head;
    let room = (limit + 1).saturating_sub(bytes.len() as u64);
    rest.take(room)
        .read_to_end(&mut bytes)
        .map_err(FailureKind::from_io)?;
    if bytes.len() as u64 > limit {
        return Err(FailureKind::TooLarge { limit });
    }
    Ok(bytes)
}

/// A record's text, and how it was decoded. In a UTF-8
/// stream one record can be broken, or be in an encoding of its own: files joined by hand.
fn decoded(bytes: &[u8], choice: Choice) -> Result<(Cow<'_, str>, Decoded), FailureKind> {
    let Ok(text) = simdutf8::basic::from_utf8(bytes) else {
        let (text, decoded) = decode::decode(bytes).map_err(FailureKind::NotText)?;
        return Ok((text.into(), decoded));
    };
    let transcoded = choice.encoding != UTF_8;
    let decoded = Decoded {
        encoding: choice.encoding.name(),
        confidence: choice.confidence,
        bom: choice.bom > 0,
        replaced: if transcoded {
            decode::replacements(bytes)
        } else {
            0
        },
    };
    Ok((text.into(), decoded))
}

/// Line and column of an error in a record, counted in its file.
fn place_of(error: &serde_json::Error, piece: &Piece, index: u64) -> Place {
    let (line, column) = (error.line().max(1) as u64, error.column() as u64);
    let first_line = line == 1;
    Place {
        record: Some(index),
        line: Some(piece.line + line - 1),
        column: Some(if first_line {
            piece.column + column.max(1) - 1
        } else {
            column
        }),
    }
}

/// An error's words without its place.
fn message(error: &serde_json::Error) -> String {
    let all = error.to_string();
    all.rfind(" at line ")
        .map_or(all.as_str(), |end| &all[..end])
        .to_owned()
}
