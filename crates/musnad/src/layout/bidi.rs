//! Directions: what a line needs to be shown right by others, and how it is put in order here.

use super::{Cell, Paragraph};
use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_width::UnicodeWidthChar;

/// Where a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// On the left.
    Ltr,
    /// On the right.
    Rtl,
}

const LRM: char = '\u{200E}';
const RLM: char = '\u{200F}';
const LRI: char = '\u{2066}';
const RLI: char = '\u{2067}';
const PDI: char = '\u{2069}';

impl Direction {
    fn mark(self) -> char {
        match self {
            Direction::Ltr => LRM,
            Direction::Rtl => RLM,
        }
    }

    fn isolate(self) -> char {
        match self {
            Direction::Ltr => LRI,
            Direction::Rtl => RLI,
        }
    }

    fn level(self) -> Level {
        match self {
            Direction::Ltr => Level::ltr(),
            Direction::Rtl => Level::rtl(),
        }
    }
}

fn strong(c: char) -> Option<Direction> {
    match bidi_class(c) {
        BidiClass::L => Some(Direction::Ltr),
        BidiClass::R | BidiClass::AL => Some(Direction::Rtl),
        _ => None,
    }
}

/// The direction of a text by its first strong character (rules P2 and P3 of UAX #9).
pub fn direction(text: &str) -> Direction {
    text.chars().find_map(strong).unwrap_or(Direction::Ltr)
}

/// Cuts a text into runs of one direction and what stands between them (marks and spaces, `None`).
/// Digits after Latin letters belong to their run, as rule W7 of UAX #9 has it.
pub fn runs(text: &str) -> Vec<(&str, Option<Direction>)> {
    let mut runs = Vec::new();
    // The run that is being read, and the end of all that is cut off.
    let (mut run, mut done) = (None::<(Direction, Range<usize>)>, 0);
    let mut cut = |run: Option<(Direction, Range<usize>)>, done: &mut usize| {
        if let Some((direction, range)) = run {
            runs.extend((*done < range.start).then(|| (&text[*done..range.start], None)));
            *done = range.end;
            runs.push((&text[range], Some(direction)));
        }
    };
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match (&mut run, strong(c)) {
            (Some((direction, range)), Some(own)) if *direction == own => range.end = end,
            (Some((Direction::Ltr, range)), None) if c.is_ascii_digit() => range.end = end,
            // A mark on a letter is of its letter's run.
            (Some((_, range)), None) if range.end == at && c.width() == Some(0) => range.end = end,
            (_, Some(own)) => cut(run.replace((own, at..end)), &mut done),
            (_, None) => {}
        }
    }
    cut(run, &mut done);
    runs.extend((done < text.len()).then(|| (&text[done..], None)));
    runs
}

/// The direction in which `text` has to be set apart in a paragraph of `base`, if it has to.
pub(super) fn foreign_direction(text: &str, base: Direction) -> Option<Direction> {
    let own = text.chars().find_map(strong);
    // A date has no strong character, but after Arabic its parts would change places.
    let own = own.or_else(|| {
        text.contains(|c: char| c.is_ascii_digit())
            .then_some(Direction::Ltr)
    });
    own.filter(|&own| own != base)
}

/// The mark with which a line has to begin so that its first strong character is of its own direction.
pub(super) fn mark(paragraph: &Paragraph, line: &[Cell]) -> Option<char> {
    let outside = |cell: &&Cell| isolate_of(paragraph, cell).is_none();
    let first = line.iter().filter(outside).find_map(|cell| strong(cell.c));
    (first != Some(paragraph.base)).then(|| paragraph.base.mark())
}

fn isolate_of(paragraph: &Paragraph, cell: &Cell) -> Option<Direction> {
    paragraph.pieces.get(cell.piece)?.isolate
}

/// The characters of a line in the order of reading, isolates opened and closed in it.
pub(super) fn isolated<'a>(
    paragraph: &'a Paragraph,
    line: &'a [Cell],
) -> impl Iterator<Item = (usize, char)> + 'a {
    line.iter().enumerate().flat_map(move |(i, cell)| {
        let isolate = isolate_of(paragraph, cell);
        let differs = |other: Option<&Cell>| other.is_none_or(|other| other.piece != cell.piece);
        let opens = differs(i.checked_sub(1).map(|before| &line[before]));
        let closes = differs(line.get(i + 1));
        let open = isolate.filter(|_| opens).map(Direction::isolate);
        let close = isolate.filter(|_| closes).map(|_| PDI);
        [open, Some(cell.c), close]
            .into_iter()
            .flatten()
            .map(|c| (cell.piece, c))
    })
}

/// A cell's place in a line in visual order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index in the line.
    pub cell: usize,
    /// Whether text runs from the right there.
    pub rtl: bool,
}

/// The cells of a line from left to right, by UAX #9; a mark stays after its letter.
pub(super) fn visual_order(paragraph: &Paragraph, line: &[Cell]) -> Vec<Place> {
    let levels = levels(paragraph, line);
    let clusters = clusters(line);
    let cluster_levels: Vec<Level> = clusters.iter().map(|c| levels[c.start]).collect();
    let order = BidiInfo::reorder_visual(&cluster_levels);
    let place = |cell| Place {
        cell,
        rtl: levels[cell].is_rtl(),
    };
    order
        .into_iter()
        .flat_map(|i| clusters[i].clone())
        .map(place)
        .collect()
}

/// The level of each cell.
fn levels(paragraph: &Paragraph, line: &[Cell]) -> Vec<Level> {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(line.len());
    for (_, c) in isolated(paragraph, line) {
        if !matches!(c, LRI | RLI | PDI) {
            starts.push(text.len());
        }
        text.push(c);
    }
    let info = BidiInfo::new(&text, Some(paragraph.base.level()));
    let Some(whole) = info.paragraphs.first() else {
        return Vec::new();
    };
    let levels = info.reordered_levels(whole, whole.range.clone());
    starts
        .into_iter()
        .map(|at| levels.get(at).copied().unwrap_or(paragraph.base.level()))
        .collect()
}

/// A base character with the marks on it.
fn clusters(line: &[Cell]) -> Vec<Range<usize>> {
    let mut clusters: Vec<Range<usize>> = Vec::new();
    for (i, cell) in line.iter().enumerate() {
        match clusters.last_mut() {
            Some(last) if cell.width() == 0 => last.end = i + 1,
            _ => clusters.push(i..i + 1),
        }
    }
    clusters
}

/// What is shown by those who put a line in order: brackets and quotation marks open to the other
/// side where text runs from the right (rule L4).
pub(super) fn mirrored(c: char, rtl: bool) -> char {
    const PAIRS: [(char, char); 6] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
    ];
    match PAIRS.iter().find(|(open, close)| c == *open || c == *close) {
        Some(&(open, close)) if rtl => {
            if c == open {
                close
            } else {
                open
            }
        }
        _ => c,
    }
}
