//! Paragraphs on a screen of character cells, right-to-left text included.
//!
//! Terminals differ. Most of those that Arabic is read in (GNOME's and all others on VTE, Konsole,
//! Apple's, mlterm) put right-to-left text in order themselves, each line by itself; they get lines in
//! the order of reading, with as much marking (UAX #9) as each line needs to come out right. Others
//! (xterm, Alacritty, Windows Terminal) show characters in the order in which they come; for them
//! each line is put in visual order here.

mod bidi;

pub use bidi::{Direction, Place, direction, runs};

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

/// Who puts right-to-left text in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The terminal, or whoever shows the output.
    Reading,
    /// We.
    Visual,
}

/// What there is to print on.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// In character cells.
    pub width: usize,
    /// Whether styles are printed.
    pub color: bool,
    /// Who puts right-to-left text in order.
    pub order: Order,
}

/// Words in one style.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The words. Control characters are not printed.
    pub text: String,
    /// How they look.
    pub style: Style,
    /// The direction in which they stand in a line of the other direction.
    pub isolate: Option<Direction>,
}

/// Words that are wrapped together.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Where its lines begin.
    pub base: Direction,
    /// Empty cells before each line.
    pub indent: usize,
    /// Its words.
    pub pieces: Vec<Piece>,
}

/// One character, and the piece that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// What is printed.
    pub c: char,
    /// Index of its piece.
    pub piece: usize,
    /// Index, among all characters of the paragraph's pieces.
    pub at: usize,
}

impl Cell {
    /// Columns that it takes; 0 for harakat.
    pub fn width(self) -> usize {
        self.c.width().unwrap_or(0)
    }
}

impl Paragraph {
    /// An empty paragraph.
    pub fn new(base: Direction, indent: usize) -> Paragraph {
        Paragraph {
            base,
            indent,
            pieces: Vec::new(),
        }
    }

    /// Adds words of ours, which are in the language of the labels.
    pub fn label(&mut self, text: &str, style: Style) -> &mut Paragraph {
        self.pieces.push(Piece {
            text: text.to_owned(),
            style,
            isolate: None,
        });
        self
    }

    /// Adds words of a report. If they run against the paragraph they are set apart, so that marks and
    /// digits around them stay where they are.
    pub fn words(&mut self, text: &str, style: Style) -> &mut Paragraph {
        let isolate = bidi::foreign_direction(text, self.base);
        self.pieces.push(Piece {
            text: text.to_owned(),
            style,
            isolate,
        });
        self
    }

    /// The paragraph's lines on a screen of this width.
    pub fn lines(&self, width: usize) -> Vec<Vec<Cell>> {
        // However deep the nesting, some words fit.
        wrap(&self.cells(), width.saturating_sub(self.indent).max(20))
    }

    fn cells(&self) -> Vec<Cell> {
        let chars = self.pieces.iter().enumerate();
        chars
            .flat_map(|(piece, p)| p.text.chars().map(move |c| (piece, c)))
            .enumerate()
            .filter_map(|(at, (piece, c))| {
                Some(Cell {
                    c: printable(c)?,
                    piece,
                    at,
                })
            })
            .collect()
    }
}

/// What is printed for a character of a report: nothing that steers the terminal or the direction of
/// what follows, since reports are not to be trusted with either.
fn printable(c: char) -> Option<char> {
    match c {
        '\n' | '\t' | '\r' => Some(' '),
        c if c.is_control() => Some('\u{FFFD}'),
        '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            None
        }
        c => Some(c),
    }
}

/// A space at which no line is broken, for labels that belong to the word before them.
pub const NO_BREAK: char = '\u{A0}';

fn wrap(cells: &[Cell], width: usize) -> Vec<Vec<Cell>> {
    let mut lines: Vec<Vec<Cell>> = Vec::new();
    let (mut line, mut used) = (Vec::new(), 0);
    for word in cells.split_inclusive(|cell| cell.c == ' ') {
        let wide: usize = word
            .iter()
            .filter(|cell| cell.c != ' ')
            .map(|cell| cell.width())
            .sum();
        if used > 0 && used + wide > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for &cell in word {
            // An address longer than the line.
            if used + cell.width() > width && cell.c != ' ' {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            used += cell.width();
            line.push(cell);
        }
    }
    lines.push(line);
    for line in &mut lines {
        let end = line
            .iter()
            .rposition(|cell| cell.c != ' ')
            .map_or(0, |last| last + 1);
        line.truncate(end);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

impl Screen {
    /// Prints a paragraph, wrapped, each line with its line break.
    pub fn print(&self, paragraph: &Paragraph, out: &mut String) {
        for line in paragraph.lines(self.width) {
            self.print_line(paragraph, &line, out);
        }
    }

    /// Prints one line of a paragraph.
    pub fn print_line(&self, paragraph: &Paragraph, line: &[Cell], out: &mut String) {
        let order = bidi::visual_order(paragraph, line);
        self.print_under(paragraph, line, &order, out);
    }

    /// Prints cells that stand under those of another line and follow their order, which
    /// [`Screen::order_of`] gave.
    pub fn print_under(
        &self,
        paragraph: &Paragraph,
        line: &[Cell],
        order: &[Place],
        out: &mut String,
    ) {
        let start = out.len();
        let wide: usize = line.iter().map(|cell| cell.width()).sum();
        let right = self.order == Order::Visual && paragraph.base == Direction::Rtl;
        let before = if right {
            self.width.saturating_sub(paragraph.indent + wide)
        } else {
            paragraph.indent
        };
        out.extend(std::iter::repeat_n(' ', before));
        match self.order {
            Order::Visual => {
                let shown = |p: &Place| (line[p.cell].piece, bidi::mirrored(line[p.cell].c, p.rtl));
                let cells = order.iter().map(shown);
                self.paint(paragraph, cells, out);
            }
            Order::Reading => {
                out.extend(bidi::mark(paragraph, line));
                let marked = bidi::isolated(paragraph, line);
                self.paint(paragraph, marked, out);
            }
        }
        let end = out.trim_end_matches(' ').len().max(start);
        out.truncate(end);
        out.push('\n');
    }

    /// The order in which the cells of a line stand on the screen, from the left.
    pub fn order_of(&self, paragraph: &Paragraph, line: &[Cell]) -> Vec<Place> {
        bidi::visual_order(paragraph, line)
    }

    fn paint(
        &self,
        paragraph: &Paragraph,
        cells: impl Iterator<Item = (usize, char)>,
        out: &mut String,
    ) {
        let mut current = Style::new();
        for (piece, c) in cells {
            let style = paragraph
                .pieces
                .get(piece)
                .map_or(Style::new(), |p| p.style);
            if self.color && style != current {
                out.push_str(&format!("{current:#}{style}"));
                current = style;
            }
            out.push(if c == NO_BREAK { ' ' } else { c });
        }
        if current != Style::new() {
            out.push_str(&format!("{current:#}"));
        }
    }
}

#[cfg(test)]
mod tests;
