//! A sentence on a grid of cells, with a line under it that says which words do what.
//!
//! A caret under an Arabic word is right only if both lines are put in order alike, by the terminal or
//! by us. So the line below is made of ـ (tatweel): it looks like an underline, and it is an Arabic
//! letter, so that whatever reorders the words above reorders the marks below in the same way.

use crate::args::Lang;
use crate::labels::Labels;
use crate::layout::{Cell, Direction, Order, Paragraph, Piece, Place, Screen, direction};
use anstyle::{AnsiColor, Style};
use musnad_report::{Span, Text};

const STROKE: char = 'ـ';
const MARKS: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));

/// What words do in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// They hand the content to the source.
    Cue,
    /// They name the source.
    Source,
    /// They are what is said.
    Content,
    /// They date the act of saying.
    When,
}

/// Words with a role.
#[derive(Clone, Copy, Debug)]
pub struct Marked {
    /// Where they stand.
    pub span: Span,
    /// What they do.
    pub role: Role,
    /// In which hop, from 1, where there are several.
    pub hop: Option<usize>,
}

/// A part of a text that is laid out.
pub struct Grid<'a> {
    /// The text.
    pub text: &'a Text,
    /// The part.
    pub shown: Span,
    /// How roles are called.
    pub labels: Labels,
}

impl Grid<'_> {
    /// Prints the words, wrapped, and under each line with marked words what they do. Where roles
    /// overlap the first one in `marked` is shown.
    pub fn print(&self, marked: &[Marked], screen: Screen, out: &mut String) {
        let words = self.words();
        let marks = marks_paragraph(&words);
        // One character of `Cell::at` is one of the shown part.
        let shown = self.text.get(self.shown).unwrap_or_default();
        let offsets: Vec<usize> = shown
            .char_indices()
            .map(|(at, _)| self.shown.start + at)
            .collect();
        let role = |cell: &Cell| {
            let at = offsets.get(cell.at)?;
            marked
                .iter()
                .position(|m| m.span.start <= *at && *at < m.span.end)
        };
        for line in words.lines(screen.width) {
            let roles: Vec<Option<usize>> = line.iter().map(role).collect();
            let order = screen.order_of(&words, &line);
            screen.print_under(&words, &line, &order, out);
            if roles.iter().any(Option::is_some) {
                let along = self.along(&line, &order, screen);
                let under = self.under(&line, &roles, marked, &along);
                let (under, order) = without_harakat(&line, under, &order);
                screen.print_under(&marks, &under, &order, out);
            }
        }
    }

    /// The shown part as one paragraph, runs of foreign words as pieces of their own.
    fn words(&self) -> Paragraph {
        let shown = self.text.get(self.shown).unwrap_or_default();
        let base = if shown.chars().any(is_arabic) {
            Direction::Rtl
        } else {
            Direction::Ltr
        };
        let mut paragraph = Paragraph::new(base, 0);
        for word in shown.split_inclusive(char::is_whitespace) {
            let foreign = base == Direction::Rtl
                && direction(word) == Direction::Ltr
                && word.chars().any(char::is_alphabetic);
            push(&mut paragraph, word, foreign.then_some(Direction::Ltr));
        }
        paragraph
    }

    /// Strokes and labels under the marked cells, spaces under the others. Labels are written along
    /// `along`, which is given by [`Grid::along`].
    fn under(
        &self,
        line: &[Cell],
        roles: &[Option<usize>],
        marked: &[Marked],
        along: &[usize],
    ) -> Vec<Cell> {
        let blank = |&cell: &Cell| Cell { c: ' ', ..cell };
        let mut under: Vec<Cell> = line.iter().map(blank).collect();
        let mut start = 0;
        for run in roles.chunk_by(|a, b| a == b) {
            let cells = start..start + run.len();
            start = cells.end;
            let Some(role) = run[0].and_then(|i| marked.get(i)) else {
                continue;
            };
            // Cells that take a column: a letter under a mark would be lost.
            let here = |&i: &usize| cells.contains(&i) && line[i].width() > 0;
            let columns: Vec<usize> = along.iter().copied().filter(here).collect();
            let label = self.label(role, columns.len());
            let before = (columns.len() - label.len()) / 2;
            let strokes = std::iter::repeat_n(STROKE, before).chain(label);
            let strokes = strokes.chain(std::iter::repeat(STROKE));
            for (i, c) in columns.into_iter().zip(strokes) {
                under[i].c = c;
            }
        }
        under
    }

    /// The longest form of a role's name that leaves a stroke on both sides, else its first letter,
    /// else nothing.
    fn label(&self, marked: &Marked, columns: usize) -> Vec<char> {
        let name = self.labels.get(match marked.role {
            Role::Cue => "explain.cue",
            Role::Source => "explain.source",
            Role::Content => "explain.content",
            Role::When => "explain.when",
        });
        let number = marked.hop.map(|n| n.to_string()).unwrap_or_default();
        let short = name.chars().take(1).collect::<String>();
        let fits = |label: &String| label.chars().count() + 2 <= columns;
        let forms = [format!("{name}{number}"), format!("{short}{number}"), short];
        let label = forms.into_iter().find(fits).unwrap_or_default();
        label.chars().collect()
    }

    /// The order in which labels are written under a line.
    fn along(&self, line: &[Cell], order: &[Place], screen: Screen) -> Vec<usize> {
        // Who puts the line in order puts the labels in order.
        if screen.order == Order::Reading {
            return (0..line.len()).collect();
        }
        let cells = order.iter().map(|place| place.cell);
        match self.labels.0 {
            Lang::Ar => cells.rev().collect(),
            Lang::En => cells.collect(),
        }
    }
}

/// Adds a word to the piece before it, or as a piece of its own. The space between a foreign word and
/// an Arabic one belongs to the Arabic: set apart, it would come out on the wrong side.
fn push(paragraph: &mut Paragraph, word: &str, isolate: Option<Direction>) {
    let mut text = String::new();
    if let Some(last) = paragraph.pieces.last_mut() {
        if last.isolate == isolate {
            last.text.push_str(word);
            return;
        }
        if last.isolate.is_some() {
            text = last.text.split_off(last.text.trim_end().len());
        }
    }
    text.push_str(word);
    paragraph.pieces.push(Piece {
        text,
        style: Style::new(),
        isolate,
    });
}

fn is_arabic(c: char) -> bool {
    ('\u{600}'..='\u{6FF}').contains(&c)
}

/// The paragraph of the lines below: with the same pieces, so that they are set apart alike.
fn marks_paragraph(words: &Paragraph) -> Paragraph {
    let mut marks = words.clone();
    for piece in &mut marks.pieces {
        piece.style = MARKS;
    }
    marks
}

/// Under harakat, which take no column, nothing stands.
fn without_harakat(line: &[Cell], under: Vec<Cell>, order: &[Place]) -> (Vec<Cell>, Vec<Place>) {
    let mut new_index = Vec::with_capacity(line.len());
    let mut kept = Vec::with_capacity(line.len());
    for (above, below) in line.iter().zip(under) {
        let takes_room = above.width() > 0;
        new_index.push(takes_room.then_some(kept.len()));
        kept.extend(takes_room.then_some(below));
    }
    let moved = |place: &Place| {
        Some(Place {
            cell: new_index[place.cell]?,
            ..*place
        })
    };
    (kept, order.iter().filter_map(moved).collect())
}

#[cfg(test)]
mod tests;
