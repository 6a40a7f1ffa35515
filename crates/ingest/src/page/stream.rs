//! The characters that a page shows, each with its place in the page's bytes.

use crate::decode::{self, Choice};
use crate::page::elements;
use crate::page::encoding;
use crate::page::entities::Chars;
use crate::page::scan::{Scanner, Token};
use encoding_rs::{CoderResult, UTF_8};
use std::ops::Range;

/// Which part of what its bytes mean a character is: some entities mean two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    First,
    Second,
}

/// Characters that are no white space, joined, and where each of them stands.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    pub(crate) text: String,
    /// By character: its offset in `text`, the bytes of the page that mean it, its part of that.
    pub(crate) places: Vec<(usize, Range<usize>, Part)>,
}

impl Stream {
    /// The index of the character at this offset of the text.
    pub(crate) fn index(&self, offset: usize) -> usize {
        self.places.partition_point(|(at, _, _)| *at < offset)
    }

    /// Appends what is written from `at` on.
    fn push(&mut self, written: &str, at: usize, in_attribute: bool, raw: &Raw) {
        let mut at = at;
        for (chars, length) in Chars::new(written, in_attribute) {
            let bytes = raw.offset(at)..raw.offset(at + length);
            at += length;
            let pair = chars[1].is_some();
            for (c, second) in chars.into_iter().zip([false, true]) {
                let part = match (pair, second) {
                    (false, _) => Part::Whole,
                    (true, false) => Part::First,
                    (true, true) => Part::Second,
                };
                if let Some(c) = c.filter(|c| !c.is_whitespace()) {
                    self.places.push((self.text.len(), bytes.clone(), part));
                    self.text.push(c);
                }
            }
        }
    }
}

/// What a page shows in its body and title, and what stands in the values of its meta elements.
pub(crate) fn read(page: &[u8]) -> Option<(Stream, Stream)> {
    let choice = encoding::choose(page).ok()?;
    let (text, _) = decode::decode_as(page, choice).ok()?;
    let raw = Raw::new(page, choice);
    let (mut shown, mut told) = (Stream::default(), Stream::default());
    let mut in_title = false;
    for piece in Scanner::new(&text) {
        match piece.token {
            Token::Text(written) => shown.push(written, piece.at, false, &raw),
            Token::Raw(written) if in_title => shown.push(written, piece.at, false, &raw),
            Token::Open(name, attributes) => {
                let name = elements::of(name).name;
                in_title = name == "title";
                if name == "meta"
                    && let Some((_, value)) = attributes
                        .all()
                        .find(|(n, _)| n.eq_ignore_ascii_case("content"))
                {
                    // The value is a part of the page, so its place is the distance.
                    let at = value.as_ptr().addr() - text.as_ptr().addr();
                    told.push(value, at, true, &raw);
                }
            }
            _ => {}
        }
    }
    Some((shown, told))
}

/// The way from offsets in the decoded page to offsets in its bytes.
enum Raw {
    /// Valid UTF-8 behind a byte order mark of this length.
    Shift(usize),
    /// Where a character begins in both, in order, the end last.
    Table(Vec<(usize, usize)>),
}

impl Raw {
    fn new(page: &[u8], choice: Choice) -> Raw {
        let body = &page[choice.bom..];
        if choice.encoding == UTF_8 {
            return match simdutf8::basic::from_utf8(body) {
                Ok(_) => Raw::Shift(choice.bom),
                Err(_) => Raw::Table(broken_utf8(body, choice.bom)),
            };
        }
        Raw::Table(byte_by_byte(body, choice))
    }

    fn offset(&self, decoded: usize) -> usize {
        match self {
            Raw::Shift(shift) => decoded + shift,
            Raw::Table(table) => {
                let at = table.partition_point(|(at, _)| *at < decoded);
                table.get(at).or(table.last()).map_or(0, |(_, raw)| *raw)
            }
        }
    }
}

/// Every broken sequence stands as one U+FFFD, of three bytes.
fn broken_utf8(body: &[u8], shift: usize) -> Vec<(usize, usize)> {
    let (mut table, mut decoded, mut raw) = (Vec::new(), 0, shift);
    for chunk in body.utf8_chunks() {
        for (at, _) in chunk.valid().char_indices() {
            table.push((decoded + at, raw + at));
        }
        decoded += chunk.valid().len();
        raw += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            table.push((decoded, raw));
            decoded += char::REPLACEMENT_CHARACTER.len_utf8();
            raw += chunk.invalid().len();
        }
    }
    table.push((decoded, raw));
    table
}

/// Decodes one byte after the other: what comes out after a byte was written in those since the
/// last that gave something.
fn byte_by_byte(body: &[u8], choice: Choice) -> Vec<(usize, usize)> {
    let mut decoder = choice.encoding.new_decoder_without_bom_handling();
    let (mut table, mut decoded, mut begun) = (Vec::new(), 0, 0);
    let mut out = [0u8; 16];
    for at in 0..body.len() {
        let last = at + 1 == body.len();
        let (result, _, written, _) = decoder.decode_to_utf8(&body[at..=at], &mut out, last);
        debug_assert_eq!(result, CoderResult::InputEmpty);
        if written > 0 {
            table.push((decoded, begun + choice.bom));
            decoded += written;
            begun = at + 1;
        }
    }
    table.push((decoded, body.len() + choice.bom));
    table
}
