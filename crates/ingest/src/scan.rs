//! Where one record ends and the next begins in a stream of JSON, without holding more than one.

use std::io::{self, BufRead};

/// How records follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// `[record, record, …]`
    Array,
    /// One object, or several with spaces between.
    Values,
    /// JSON Lines: one record a line; empty lines count for nothing.
    Lines,
}

/// The bytes of one record and where it begins (both counted from 1; columns in bytes).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) line: u64,
    pub(crate) column: u64,
}

/// Why there is no piece.
#[derive(Debug)]
pub(crate) enum ScanError {
    /// The record that begins here is over the limit; it was skipped and the rest goes on.
    TooLong { line: u64, bytes: u64 },
    /// Not JSON; nothing behind it can be read.
    Json {
        line: u64,
        column: u64,
        what: &'static str,
    },
    /// The stream failed; nothing behind it can be read.
    Io(io::Error),
}

/// Nesting of a record's values, as deep as `serde_json` follows it.
const DEPTH: usize = 128;

/// Cuts a stream into records.
pub(crate) struct Scanner<R> {
    reader: R,
    layout: Layout,
    /// Longest record, in bytes.
    limit: usize,
    line: u64,
    column: u64,
    buffer: Vec<u8>,
    /// Bytes of the record beyond the limit, which are not stored.
    dropped: u64,
    begun: bool,
    ended: bool,
}

/// Where inside a value the scanner stands.
#[derive(Default)]
struct State {
    /// The brackets that still have to come, outermost first.
    closers: Vec<u8>,
    in_string: bool,
    escaped: bool,
    scalar: bool,
}

impl<R: BufRead> Scanner<R> {
    pub(crate) fn new(reader: R, layout: Layout, limit: usize) -> Scanner<R> {
        Scanner {
            reader,
            layout,
            limit,
            line: 1,
            column: 1,
            buffer: Vec::new(),
            dropped: 0,
            begun: false,
            ended: false,
        }
    }

    /// The next record, `None` at the end. After an error other than
    /// [`ScanError::TooLong`] there is none.
    pub(crate) fn next(&mut self) -> Option<Result<Piece<'_>, ScanError>> {
        if self.ended {
            return None;
        }
        self.buffer.clear();
        self.dropped = 0;
        let found = match self.layout {
            Layout::Lines => self.next_line(),
            Layout::Array | Layout::Values => self.next_value(),
        };
        match found {
            Ok(Some((line, column))) if self.dropped == 0 => Some(Ok(Piece {
                bytes: &self.buffer,
                line,
                column,
            })),
            Ok(Some((line, _))) => {
                let bytes = self.buffer.len() as u64 + self.dropped;
                Some(Err(ScanError::TooLong { line, bytes }))
            }
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                Some(Err(error))
            }
        }
    }

    fn next_line(&mut self) -> Result<Option<(u64, u64)>, ScanError> {
        loop {
            let place = (self.line, self.column);
            self.buffer.clear();
            self.dropped = 0;
            let mut any = false;
            loop {
                let chunk = self.reader.fill_buf().map_err(ScanError::Io)?;
                if chunk.is_empty() {
                    break;
                }
                any = true;
                let end = memchr::memchr(b'\n', chunk);
                let length = end.map_or(chunk.len(), |at| at + 1);
                self.take(length)?;
                if end.is_some() {
                    break;
                }
            }
            if !any {
                return Ok(None);
            }
            if self.dropped > 0 || !self.buffer.trim_ascii().is_empty() {
                return Ok(Some(place));
            }
        }
    }

    fn next_value(&mut self) -> Result<Option<(u64, u64)>, ScanError> {
        let Some(mut byte) = self.skip_gap()? else {
            return self.end_of_stream();
        };
        if self.layout == Layout::Array && !self.begun && byte == b'[' {
            self.begun = true;
            self.skip(1)?;
            match self.skip_gap()? {
                Some(next) => byte = next,
                None => return self.end_of_stream(),
            }
        }
        if self.layout == Layout::Array && byte == b']' {
            self.skip(1)?;
            return match self.skip_gap()? {
                None => Ok(None),
                Some(_) => Err(self.wrong("something stands behind the end of the array")),
            };
        }
        if matches!(byte, b'}' | b']' | b',' | b':') {
            return Err(self.wrong("a record should begin here"));
        }
        let place = (self.line, self.column);
        self.value(byte)?;
        Ok(Some(place))
    }

    fn end_of_stream(&self) -> Result<Option<(u64, u64)>, ScanError> {
        match self.layout {
            Layout::Array => Err(self.wrong("the input ends before the array does")),
            Layout::Values | Layout::Lines => Ok(None),
        }
    }

    /// Goes to the next byte that is no space or comma, and gives it. Commas are not checked: a
    /// doubled or missing one loses no record.
    fn skip_gap(&mut self) -> Result<Option<u8>, ScanError> {
        let in_array = self.layout == Layout::Array;
        loop {
            let chunk = self.reader.fill_buf().map_err(ScanError::Io)?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let is_gap = |byte: &u8| byte.is_ascii_whitespace() || (in_array && *byte == b',');
            let gap = chunk.iter().position(|byte| !is_gap(byte));
            let found = gap.map(|at| chunk[at]);
            let length = gap.unwrap_or(chunk.len());
            self.skip(length)?;
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Reads one value into the buffer, beginning with `first`, which is not consumed yet.
    fn value(&mut self, first: u8) -> Result<(), ScanError> {
        let scalar = !matches!(first, b'{' | b'[' | b'"');
        let mut state = State {
            scalar,
            ..State::default()
        };
        loop {
            let chunk = self.reader.fill_buf().map_err(ScanError::Io)?;
            if chunk.is_empty() {
                return if scalar {
                    Ok(())
                } else {
                    Err(self.wrong("the input ends inside a record"))
                };
            }
            match state.advance(chunk) {
                Step::More => {
                    let length = chunk.len();
                    self.take(length)?;
                }
                Step::Done(length) => return self.take(length),
                Step::Wrong(at, what) => {
                    self.take(at)?;
                    return Err(self.wrong(what));
                }
            }
        }
    }

    fn wrong(&self, what: &'static str) -> ScanError {
        ScanError::Json {
            line: self.line,
            column: self.column,
            what,
        }
    }

    /// Consumes bytes into the buffer, as far as the limit allows.
    fn take(&mut self, length: usize) -> Result<(), ScanError> {
        let chunk = self.reader.fill_buf().map_err(ScanError::Io)?;
        let stored = if self.dropped > 0 {
            0
        } else {
            length.min(self.limit - self.buffer.len())
        };
        self.buffer.extend_from_slice(&chunk[..stored]);
        self.dropped += (length - stored) as u64;
        self.skip(length)
    }

    /// Consumes bytes, counting lines and columns.
    fn skip(&mut self, length: usize) -> Result<(), ScanError> {
        let chunk = &self.reader.fill_buf().map_err(ScanError::Io)?[..length];
        match memchr::memrchr(b'\n', chunk) {
            Some(last) => {
                self.line += memchr::memchr_iter(b'\n', chunk).count() as u64;
                self.column = (length - last) as u64;
            }
            None => self.column += length as u64,
        }
        self.reader.consume(length);
        Ok(())
    }
}

enum Step {
    /// The value goes on behind the chunk.
    More,
    /// It ends after so many bytes of the chunk.
    Done(usize),
    /// It is no JSON at this byte of the chunk.
    Wrong(usize, &'static str),
}

impl State {
    fn advance(&mut self, chunk: &[u8]) -> Step {
        let mut at = 0;
        while at < chunk.len() {
            if self.in_string {
                let Some(behind) = self.string(chunk, at) else {
                    return Step::More;
                };
                at = behind;
                if self.closers.is_empty() {
                    return Step::Done(at);
                }
                continue;
            }
            match chunk[at] {
                b'"' if self.scalar => return Step::Wrong(at, "a quotation mark inside a word"),
                b'"' => self.in_string = true,
                b'{' | b'[' if self.closers.len() == DEPTH => {
                    return Step::Wrong(at, "the record is nested more than 128 deep");
                }
                b'{' => self.closers.push(b'}'),
                b'[' => self.closers.push(b']'),
                b'}' | b']' if self.scalar => return Step::Done(at),
                closer @ (b'}' | b']') => {
                    if self.closers.pop() != Some(closer) {
                        return Step::Wrong(at, "the brackets do not match");
                    }
                    if self.closers.is_empty() {
                        return Step::Done(at + 1);
                    }
                }
                byte if self.scalar && (byte == b',' || byte.is_ascii_whitespace()) => {
                    return Step::Done(at);
                }
                _ => {}
            }
            at += 1;
        }
        Step::More
    }

    /// Offset behind the end of the string that `at` stands in; `None` if the chunk ends first.
    fn string(&mut self, chunk: &[u8], mut at: usize) -> Option<usize> {
        while at < chunk.len() {
            if self.escaped {
                self.escaped = false;
                at += 1;
                continue;
            }
            let found = at + memchr::memchr2(b'"', b'\\', &chunk[at..])?;
            if chunk[found] == b'"' {
                self.in_string = false;
                return Some(found + 1);
            }
            self.escaped = true;
            at = found + 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    /// The records with line and column, or the trouble, read through a buffer of `size` bytes.
    fn scan(json: &str, layout: Layout, size: usize) -> Vec<String> {
        let reader = BufReader::with_capacity(size, json.as_bytes());
        let mut scanner = Scanner::new(reader, layout, 24);
        let mut out = Vec::new();
        while let Some(found) = scanner.next() {
            out.push(match found {
                Ok(Piece {
                    bytes,
                    line,
                    column,
                }) => {
                    format!(
                        "{line}:{column} {}",
                        String::from_utf8_lossy(bytes).trim_end()
                    )
                }
                Err(ScanError::TooLong { line, bytes }) => format!("{line} too long {bytes}"),
                Err(error) => format!("{error:?}"),
            });
        }
        out
    }

    #[test]
    fn brackets_and_escapes_in_strings_end_nothing() {
        let json = r#"[{"a": "]}\"{"}, {"b": ["\\"]}]"#;
        let expected = [r#"1:2 {"a": "]}\"{"}"#, r#"1:18 {"b": ["\\"]}"#];
        assert_eq!(scan(json, Layout::Array, 64), expected);
    }

    #[test]
    fn values_need_no_lines() {
        assert_eq!(
            scan("{\n} {\n}\n\n{}", Layout::Values, 64),
            ["1:1 {\n}", "2:3 {\n}", "5:1 {}"]
        );
    }

    #[test]
    fn a_long_record_is_dropped() {
        let long = "x".repeat(100);
        let expected = ["1:1 {}", "2 too long 101", "3:1 {}"];
        assert_eq!(
            scan(&format!("{{}}\n{long}\n{{}}"), Layout::Lines, 7),
            expected
        );
    }

    proptest! {
        #[test]
        fn the_size_of_the_buffer_changes_nothing(
            json in "[\\[\\]{}\",:a\\\\ \n]{0,40}",
            size in 1usize..20,
        ) {
            for layout in [Layout::Array, Layout::Values, Layout::Lines] {
                prop_assert_eq!(scan(&json, layout, size), scan(&json, layout, 4096));
            }
        }

        #[test]
        fn valid_records_come_back(texts in proptest::collection::vec("[\\[\\]{}\"\\\\قا,]{0,6}", 0..4)) {
            let records: Vec<String> = texts.iter().map(|t| serde_json::json!({ "t": t }).to_string()).collect();
            prop_assume!(records.iter().all(|record| record.len() <= 24));
            let found = |json: String, layout| -> Vec<String> {
                let lines = scan(&json, layout, 5).into_iter();
                lines.map(|line| line.split_once(' ').expect("a place").1.to_owned()).collect()
            };
            prop_assert_eq!(&found(format!("[{}]", records.join(",")), Layout::Array), &records);
            prop_assert_eq!(&found(records.join("\n"), Layout::Lines), &records);
            prop_assert_eq!(&found(records.join(" "), Layout::Values), &records);
        }
    }
}
