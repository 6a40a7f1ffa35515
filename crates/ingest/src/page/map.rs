//! The way from a text back into the page that it came from.

use crate::page::align::{self, Aligner};
use crate::page::stream::{self, Part, Stream};
use musnad_report::Span;
use std::ops::Range;

/// Maps spans of a report's text to byte ranges of the stored page.
///
/// It is made from the page and the text alone, whichever version of the program made the text, in
/// time proportional to their sizes. What a mapped range says is the span's words: decoded, with
/// its entities resolved, its tags dropped and its white space folded.
///
/// ```
/// use musnad_ingest::PageMap;
/// use musnad_report::Span;
///
/// let page = "<h1>عنوان</h1><p>قال <b>الو</b>زير&nbsp;إن السد امتلأ.</p>";
/// let text = "عنوان\n\nقال الوزير إن السد امتلأ.\n";
/// let map = PageMap::new(page.as_bytes(), text);
/// let at = text.find("الوزير").expect("a word of the text");
/// let range = map.range(Span::new(at, at + "الوزير".len()));
/// assert_eq!(range.map(|range| &page[range]), Some("الو</b>زير"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageMap {
    /// The text's characters that are no white space and that were found, in order.
    letters: Vec<Letter>,
    /// Offsets of all of the text's characters that are no white space.
    all: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Letter {
    /// Offset in the text.
    text: usize,
    /// Its number among what the page shows; those of values of meta elements come after all.
    number: usize,
    page: Range<usize>,
    part: Part,
}

impl PageMap {
    /// Finds the text again in the page. The page may have any encoding; of bytes that are no text
    /// nothing is mapped.
    pub fn new(page: &[u8], text: &str) -> PageMap {
        let lines = align::lines(text);
        let all = lines
            .iter()
            .flat_map(|line| line.places.iter().map(|(_, at)| *at))
            .collect();
        let mut map = PageMap {
            letters: Vec::new(),
            all,
        };
        let Some((shown, told)) = stream::read(page) else {
            return map;
        };
        let mut aligner = Aligner::new(&shown, &lines);
        aligner.body(1);
        let headline = aligner.headline(0);
        map.take(&shown, 0, &lines, &aligner);
        if !headline {
            let mut aligner = Aligner::new(&told, &lines);
            aligner.headline(0);
            map.take(&told, shown.places.len() + 1, &lines, &aligner);
        }
        map.letters.sort_by_key(|letter| letter.text);
        map.letters.dedup_by_key(|letter| letter.text);
        map
    }

    fn take(&mut self, stream: &Stream, first: usize, lines: &[align::Line], found: &Aligner) {
        for found in &found.matches {
            let places = lines[found.line].places.iter();
            let index = stream.index(found.at);
            let inside = places.filter(|(at, _)| found.letters.contains(at));
            let letters = inside.zip(&stream.places[index..]).enumerate();
            self.letters
                .extend(letters.map(|(n, ((_, text), (_, page, part)))| Letter {
                    text: *text,
                    number: first + index + n,
                    page: page.clone(),
                    part: *part,
                }));
        }
    }

    /// The bytes of the page that say what a span of the text says; half-open, in bytes of the
    /// stored page. `None` where they are not one stretch: where a part of the span is not in the
    /// page, where the page shows other words between them, and for spans of white space alone.
    pub fn range(&self, span: Span) -> Option<Range<usize>> {
        let letters = self.letters(span);
        let all = self.all.partition_point(|at| *at < span.end)
            - self.all.partition_point(|at| *at < span.start);
        let (first, last) = (letters.first()?, letters.last()?);
        let one_stretch = letters.len() == all
            && letters
                .windows(2)
                .all(|pair| pair[0].number + 1 == pair[1].number);
        let whole = first.part != Part::Second && last.part != Part::First;
        (one_stretch && whole).then_some(first.page.start..last.page.end)
    }

    /// The stretches of the page that together say what a span says, in the order of the text: one
    /// for most, more where the page shows other words between, and without what is not in the
    /// page.
    pub fn ranges(&self, span: Span) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut before = None;
        for letter in self.letters(span) {
            match ranges.last_mut() {
                Some(range) if before == Some(letter.number) => range.end = letter.page.end,
                _ => ranges.push(letter.page.clone()),
            }
            before = Some(letter.number + 1);
        }
        ranges
    }

    /// The share of the text that was found, from 0 to 1, counted in characters.
    pub fn share(&self) -> f64 {
        if self.all.is_empty() {
            return 1.0;
        }
        self.letters.len() as f64 / self.all.len() as f64
    }

    fn letters(&self, span: Span) -> &[Letter] {
        let start = self
            .letters
            .partition_point(|letter| letter.text < span.start);
        let end = self
            .letters
            .partition_point(|letter| letter.text < span.end);
        &self.letters[start..end.max(start)]
    }
}
