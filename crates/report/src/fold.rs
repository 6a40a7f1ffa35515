//! The folded view of a text: what is the same to a reader is the same to the program.
//!
//! Folding goes letter by letter by a table of the crate's own. Unicode's NFKC would expand ﷺ into
//! four words and leaves أ, إ and ا apart; neither helps to compare words.

use crate::span::Span;
use crate::table::{Action, Table, table};

/// A folded text with the exact way back to the original, and forth.
///
/// Folding makes equal: hamza seats (أإآٱ → ا, ؤ → و, ئ → ي), ى ی ې → ي, ة and the forms of heh → ه,
/// ک → ك, presentation forms and their ligatures → letters, Arabic-Indic and Persian digits → ASCII,
/// upper and lower case, all dashes → `-`, all double quotation marks → `"`, all single ones → `'`,
/// all white space → a space or a line feed. It drops harakat, Quranic marks, tatweel, bidi and
/// zero-width characters. «،», «؛» and «؟» stay what they are.
///
/// ```
/// use musnad_report::{Folded, Span};
///
/// let folded = Folded::new("الأُولى");
/// assert_eq!(folded.as_str(), "الاولي");
/// // The third letter, ا, was written أ with a damma: four bytes.
/// assert_eq!(folded.to_original(Span::new(4, 6)), Span::new(4, 8));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    segments: Vec<Segment>,
    original_len: usize,
}

/// A stretch of both texts that begins here and ends where the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    original: usize,
    folded: usize,
    /// Each character has the same number of bytes on both sides. Otherwise the stretch is one unit:
    /// a letter with its marks, a ligature, or characters that fold to nothing.
    lockstep: bool,
}

/// The folded form of a word or phrase: what [`Folded`] makes of it, without the way back.
///
/// ```
/// assert_eq!(musnad_report::fold::fold("مسؤولةٌ"), "مسووله");
/// ```
pub fn fold(original: &str) -> String {
    let table = table();
    let mut folded = String::with_capacity(original.len());
    let mut rest = original;
    // Most letters stay what they are: what stands between two others is copied as a whole.
    let changes = |&(_, c): &(usize, char)| !matches!(table.action(c), Action::Keep);
    while let Some((at, c)) = rest.char_indices().find(changes) {
        folded.push_str(&rest[..at]);
        rest = &rest[at + c.len_utf8()..];
        match table.action(c) {
            Action::Keep | Action::Drop | Action::Attach => {}
            Action::To(to) => folded.push_str(to),
            Action::Lower => folded.extend(c.to_lowercase()),
            Action::Tatweel => {
                rest = rest.trim_start_matches('ـ');
                if tatweel(&folded, rest) == Stroke::Dash {
                    folded.push('-');
                }
            }
        }
    }
    folded.push_str(rest);
    folded
}

impl Folded {
    /// Folds `original`.
    pub fn new(original: &str) -> Folded {
        let table = table();
        let mut builder = Builder::new(original);
        let mut at = 0;
        while let Some(c) = original[at..].chars().next() {
            at = builder.take(table, at, c);
        }
        Folded {
            text: builder.folded,
            segments: builder.segments,
            original_len: original.len(),
        }
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original from which `folded` (bytes of the folded text) was made: whole
    /// characters, with the marks that sit on its letters, without invisible characters at its ends.
    /// Offsets inside a character are widened to hold it, offsets past the end mean the end. An empty
    /// span gives an empty one.
    pub fn to_original(&self, folded: Span) -> Span {
        if folded.is_empty() {
            let at = self.original_start(folded.start, self.segment_at_folded(folded.start));
            return Span::new(at, at);
        }
        self.original_within(folded, self.segment_at_folded(folded.start), |end| {
            self.segment_at_folded(end - 1)
        })
    }

    /// The bytes of the folded text that the characters of `original` (bytes of the original text)
    /// became; empty where they all vanished. Offsets inside a character are widened to hold it.
    pub fn to_folded(&self, original: Span) -> Span {
        let start = self.folded_start(original.start);
        if original.is_empty() {
            return Span::new(start, start);
        }
        let end = original.end.min(self.original_len);
        let end = match self.segment_at_original(end.saturating_sub(1)) {
            Some(i) if self.segments[i].lockstep => {
                let s = self.segments[i];
                ceil_boundary(&self.text, s.folded + (end - s.original))
            }
            Some(i) => self.segment_end(i).1,
            None => self.text.len(),
        };
        Span::new(start.min(end), end)
    }

    /// A cursor that maps spans of the folded text, given in ascending order, in constant time each.
    pub(crate) fn cursor(&self) -> Cursor<'_> {
        Cursor {
            folded: self,
            segment: 0,
        }
    }

    fn original_within(
        &self,
        folded: Span,
        first: Option<usize>,
        last: impl FnOnce(usize) -> Option<usize>,
    ) -> Span {
        let end = folded.end.min(self.text.len());
        let start = self.original_start(folded.start, first);
        if end <= folded.start {
            return Span::new(start, start);
        }
        let end = match last(end) {
            Some(i) if self.segments[i].lockstep => {
                let s = self.segments[i];
                s.original + (ceil_boundary(&self.text, end) - s.folded)
            }
            Some(i) => self.segment_end(i).0,
            None => self.original_len,
        };
        Span::new(start, end)
    }

    fn original_start(&self, folded: usize, segment: Option<usize>) -> usize {
        match segment {
            _ if folded >= self.text.len() => self.original_len,
            Some(i) if self.segments[i].lockstep => {
                let s = self.segments[i];
                s.original + (floor_boundary(&self.text, folded) - s.folded)
            }
            Some(i) => self.segments[i].original,
            None => self.original_len,
        }
    }

    fn folded_start(&self, original: usize) -> usize {
        match self.segment_at_original(original) {
            _ if original >= self.original_len => self.text.len(),
            Some(i) if self.segments[i].lockstep => {
                let s = self.segments[i];
                floor_boundary(&self.text, s.folded + (original - s.original))
            }
            Some(i) => self.segments[i].folded,
            None => self.text.len(),
        }
    }

    /// The segment that holds a byte of the folded text. Of several that begin there, all but the
    /// last are empty on this side.
    fn segment_at_folded(&self, at: usize) -> Option<usize> {
        self.segments
            .partition_point(|s| s.folded <= at)
            .checked_sub(1)
    }

    fn segment_at_original(&self, at: usize) -> Option<usize> {
        self.segments
            .partition_point(|s| s.original <= at)
            .checked_sub(1)
    }

    /// Where segment `i` ends: in the original, in the folded text.
    fn segment_end(&self, i: usize) -> (usize, usize) {
        match self.segments.get(i + 1) {
            Some(next) => (next.original, next.folded),
            None => (self.original_len, self.text.len()),
        }
    }
}

/// See [`Folded::cursor`].
pub(crate) struct Cursor<'a> {
    folded: &'a Folded,
    segment: usize,
}

impl Cursor<'_> {
    /// As [`Folded::to_original`], for a span that is not empty and does not start before the one
    /// asked for last.
    pub(crate) fn original_of(&mut self, span: Span) -> Span {
        let first = self.advance(span.start);
        self.folded
            .original_within(span, first, |end| self.advance(end - 1))
    }

    fn advance(&mut self, folded: usize) -> Option<usize> {
        let segments = &self.folded.segments;
        while segments
            .get(self.segment + 1)
            .is_some_and(|next| next.folded <= folded)
        {
            self.segment += 1;
        }
        (!segments.is_empty()).then_some(self.segment)
    }
}

/// Collects the folded text and the segments.
struct Builder<'a> {
    original: &'a str,
    folded: String,
    segments: Vec<Segment>,
}

impl<'a> Builder<'a> {
    fn new(original: &'a str) -> Builder<'a> {
        Builder {
            original,
            folded: String::with_capacity(original.len()),
            segments: Vec::new(),
        }
    }

    /// Folds the character `c` at byte `at`; gives the byte at which to go on.
    fn take(&mut self, table: &Table, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        match table.action(c) {
            Action::Keep => {
                self.lockstep(at);
                self.folded.push(c);
            }
            Action::To(to) if to.len() == c.len_utf8() && to.chars().nth(1).is_none() => {
                self.lockstep(at);
                self.folded.push_str(to);
            }
            Action::To(to) => {
                self.unit(at);
                self.folded.push_str(to);
            }
            Action::Lower => {
                let mut lower = c.to_lowercase();
                if lower.len() == 1 && lower.all(|l| l.len_utf8() == c.len_utf8()) {
                    self.lockstep(at);
                } else {
                    self.unit(at);
                }
                self.folded.extend(c.to_lowercase());
            }
            Action::Drop => self.vanish(at),
            Action::Attach => self.attach(at),
            Action::Tatweel => return self.tatweel(at),
        }
        next
    }

    /// The next character has the same length on both sides.
    fn lockstep(&mut self, at: usize) {
        if !self.segments.last().is_some_and(|s| s.lockstep) {
            self.segments.push(Segment {
                original: at,
                folded: self.folded.len(),
                lockstep: true,
            });
        }
    }

    /// The next character is a unit of its own.
    fn unit(&mut self, at: usize) {
        self.segments.push(Segment {
            original: at,
            folded: self.folded.len(),
            lockstep: false,
        });
    }

    /// The next character leaves nothing.
    fn vanish(&mut self, at: usize) {
        let in_gap = |s: &Segment| !s.lockstep && s.folded == self.folded.len();
        if !self.segments.last().is_some_and(in_gap) {
            self.unit(at);
        }
    }

    /// The next character leaves nothing, and is part of the letter before it, if there is one.
    fn attach(&mut self, at: usize) {
        let (Some(segment), Some(before)) =
            (self.segments.last_mut(), self.folded.chars().next_back())
        else {
            return self.vanish(at);
        };
        if !before.is_alphabetic() {
            return self.vanish(at);
        }
        if segment.lockstep {
            let folded = self.folded.len() - before.len_utf8();
            if segment.folded == folded {
                segment.lockstep = false;
            } else {
                self.unit_at(at - before.len_utf8(), folded);
            }
        }
        // A unit (a letter that already bears a mark, a ligature) simply grows by the next mark.
    }

    fn unit_at(&mut self, original: usize, folded: usize) {
        self.segments.push(Segment {
            original,
            folded,
            lockstep: false,
        });
    }

    /// A run of tatweel.
    fn tatweel(&mut self, at: usize) -> usize {
        let rest = &self.original[at..];
        let after = rest.trim_start_matches('ـ');
        let end = at + rest.len() - after.len();
        match tatweel(&self.folded, after) {
            Stroke::Stretches => self.attach(at),
            Stroke::Leads => self.vanish(at),
            Stroke::Dash => {
                self.unit(at);
                self.folded.push('-');
            }
        }
        end
    }
}

/// What a run of tatweel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stroke {
    /// «كتـــاب»: part of the letter before it.
    Stretches,
    /// «ـه»: it belongs to the letter that follows.
    Leads,
    /// «الرياض ـ وكالات»: it stands for a dash.
    Dash,
}

/// Tells a run of tatweel by the folded text before it and by what is written after it.
fn tatweel(folded: &str, after: &str) -> Stroke {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    match () {
        () if is_letter(folded.chars().next_back()) => Stroke::Stretches,
        () if is_letter(after.chars().next()) => Stroke::Leads,
        () => Stroke::Dash,
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(0)
}

fn ceil_boundary(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_equal_what_readers_read_alike() {
        for (original, folded) in [
            ("أكَّدَ إِبراهيمُ آل ٱلسالم", "اكد ابراهيم ال السالم"),
            ("مسؤول شؤون بيئة", "مسوول شوون بييه"),
            ("علی کتاب مدرسۀ", "علي كتاب مدرسه"),
            ("ﺍﻟﺴﻼﻡ", "السلام"),
            ("ﷲ", "الله"),
            ("٢٠١٥ و۱۲٫۵٪", "2015 و12.5%"),
            (
                "«أ» “ب” „ج‟ ″د″ ‹ه› ‘و’ `ز´",
                "\"ا\" \"ب\" \"ج\" \"د\" 'ه' 'و' 'ز'",
            ),
            ("\u{feff}\u{202b}نصّ\u{202c}\u{200b}", "نص"),
            ("نعم، لا؛ متى؟", "نعم، لا؛ متي؟"),
            ("BBC Ş – —", "bbc ş - -"),
            ("گچپڤ", "گچپڤ"),
        ] {
            assert_eq!(fold(original), folded);
        }
    }

    #[test]
    fn tatweel_alone_is_a_dash() {
        assert_eq!(fold("كتـــاب هـ ـه"), "كتاب ه ه");
        assert_eq!(fold("المدينة ـ وكالات ـــ"), "المدينه - وكالات -");
    }

    #[test]
    fn marks_stay_with_their_letter_and_invisible_characters_do_not() {
        let original = "\u{200f}قَلَ\u{200f}";
        let folded = Folded::new(original);
        assert_eq!(folded.as_str(), "قل");
        assert_eq!(folded.to_original(Span::new(0, 2)), Span::new(3, 7));
        assert_eq!(folded.to_original(Span::new(0, 4)), Span::new(3, 11));
        assert_eq!(folded.to_folded(Span::new(0, 3)), Span::new(0, 0));
        assert_eq!(
            folded.to_folded(Span::new(5, 7)),
            Span::new(0, 2),
            "a mark is its letter"
        );
    }

    #[test]
    fn ligatures_are_one_place() {
        let folded = Folded::new("ﻻ");
        assert_eq!(folded.as_str(), "لا");
        assert_eq!(folded.to_original(Span::new(0, 2)), Span::new(0, 3));
        assert_eq!(folded.to_original(Span::new(2, 4)), Span::new(0, 3));
    }

    #[test]
    fn offsets_out_of_range_mean_the_end() {
        let folded = Folded::new("نعم");
        assert_eq!(folded.to_original(Span::new(4, 99)), Span::new(4, 6));
        assert_eq!(folded.to_folded(Span::new(70, 99)), Span::new(6, 6));
        assert_eq!(
            Folded::new("").to_original(Span::new(0, 3)),
            Span::new(0, 0)
        );
    }
}
