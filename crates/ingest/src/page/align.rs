//! Lines of a text are found again in what a page shows.

use crate::page::stream::Stream;
use memchr::memmem;
use std::ops::Range;

/// A line of the text without its white space.
pub(crate) struct Line {
    pub(crate) letters: String,
    /// By character: its offset in `letters`, and in the text.
    pub(crate) places: Vec<(usize, usize)>,
}

/// A stretch of letters of one line, and where it begins in the stream's text.
pub(crate) struct Match {
    pub(crate) line: usize,
    pub(crate) letters: Range<usize>,
    pub(crate) at: usize,
}

/// The lines of a text.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let (mut letters, mut places) = (String::new(), Vec::new());
        for (offset, c) in line.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            places.push((letters.len(), at + offset));
            letters.push(c);
        }
        lines.push(Line { letters, places });
        at += line.len() + 1;
    }
    lines
}

/// Finds lines in a stream: long ones first, in order; then all others between those around them;
/// what is not found as a whole, in halves. The work is bounded, so that a text and a page that
/// have nothing to do with each other cost no more than a few looks through the page.
pub(crate) struct Aligner<'a> {
    stream: &'a Stream,
    lines: &'a [Line],
    pub(crate) matches: Vec<Match>,
    /// Bytes that may still be looked at.
    budget: usize,
}

/// A line of so many bytes is not met twice by chance.
const LONG: usize = 48;

/// Of fewer bytes a piece of a line is not looked for: it would be met anywhere.
const SHORT: usize = 8;

impl<'a> Aligner<'a> {
    pub(crate) fn new(stream: &'a Stream, lines: &'a [Line]) -> Aligner<'a> {
        const LOOKS: usize = 24;
        Aligner {
            stream,
            lines,
            matches: Vec::new(),
            budget: LOOKS * (stream.text.len() + 1024),
        }
    }

    /// Aligns the body: all lines from this one on.
    pub(crate) fn body(&mut self, from: usize) {
        let lines = self.lines;
        let mut found: Vec<Option<Range<usize>>> = vec![None; lines.len()];
        let mut cursor = 0;
        for (line, place) in found.iter_mut().enumerate().skip(from) {
            let letters = 0..lines[line].letters.len();
            if letters.len() >= LONG {
                *place = self.long(line, letters, cursor);
                cursor = place.as_ref().map_or(cursor, |place| place.end);
            }
        }
        self.others(from, &found);
    }

    /// The lines that were not found yet, each between those around it.
    fn others(&mut self, from: usize, found: &[Option<Range<usize>>]) {
        let mut end = self.stream.text.len();
        let mut ends = vec![end; found.len()];
        for (line, place) in found.iter().enumerate().rev() {
            ends[line] = end;
            end = place.as_ref().map_or(end, |place| place.start);
        }
        let mut start = 0;
        for (line, place) in found.iter().enumerate().skip(from) {
            let letters = self.lines[line].letters.len();
            let place = match place {
                Some(place) => Some(place.clone()),
                None if letters > 0 && start < ends[line] => {
                    self.fit(line, 0..letters, start..ends[line])
                }
                None => None,
            };
            start = place.map_or(start, |place| place.end);
        }
    }

    /// A long line: behind the one before, or anywhere.
    fn long(&mut self, line: usize, letters: Range<usize>, cursor: usize) -> Option<Range<usize>> {
        let length = letters.len();
        let behind = self.look(line, letters.clone(), cursor..self.stream.text.len());
        let at = behind.or_else(|| self.look(line, letters, 0..cursor))?;
        Some(at..at + length)
    }

    /// Aligns the headline: nearest above the body, else anywhere.
    pub(crate) fn headline(&mut self, line: usize) -> bool {
        let letters = &self.lines[line].letters;
        if letters.is_empty() {
            return false;
        }
        let body = self.matches.iter().map(|found| found.at).min();
        let above = body.unwrap_or(self.stream.text.len());
        let at = memmem::rfind(&self.stream.text.as_bytes()[..above], letters.as_bytes())
            .or_else(|| memmem::find(self.stream.text.as_bytes(), letters.as_bytes()));
        self.matches.extend(at.map(|at| Match {
            line,
            letters: 0..letters.len(),
            at,
        }));
        at.is_some()
    }

    /// Looks for letters of a line in a window of the stream, and notes where they are.
    fn look(&mut self, line: usize, letters: Range<usize>, window: Range<usize>) -> Option<usize> {
        let needle = &self.lines[line].letters.as_bytes()[letters.clone()];
        let end = window.end.min(window.start.saturating_add(self.budget));
        let found = memmem::find(&self.stream.text.as_bytes()[window.start..end], needle);
        let at = found.map(|found| window.start + found);
        self.budget -= at.map_or(end, |at| at + needle.len()).min(end) - window.start;
        self.matches
            .extend(at.map(|at| Match { line, letters, at }));
        at
    }

    /// As [`Aligner::look`], in halves where the whole is not there: something that is no part of
    /// the text stands between them. Gives the stretch that was found.
    fn fit(
        &mut self,
        line: usize,
        letters: Range<usize>,
        window: Range<usize>,
    ) -> Option<Range<usize>> {
        if let Some(at) = self.look(line, letters.clone(), window.clone()) {
            return Some(at..at + letters.len());
        }
        if letters.len() < 2 * SHORT || self.budget == 0 {
            return None;
        }
        let middle = self.lines[line]
            .letters
            .floor_char_boundary(letters.start + letters.len() / 2);
        let left = self.fit(line, letters.start..middle, window.clone());
        let from = left.as_ref().map_or(window.start, |left| left.end);
        let right = self.fit(line, middle..letters.end, from..window.end);
        match (left, right) {
            (Some(left), Some(right)) => Some(left.start..right.end),
            (left, right) => left.or(right),
        }
    }
}
