//! A sentence on a grid of cells, with a line under it that says which words do what.
//!
//! A caret under an Arabic word is right only if both lines are put in order alike, by the terminal or
//! by us. So the line below is made of ـ (tatweel): it looks like an underline, and it is an Arabic
//! letter, so that whatever reorders the words above reorders the marks below in the same way.

use crate::args::Lang;
use crate::labels::Labels;
use crate::layout::{Cell, Direction, Order, Paragraph, Piece, Place, Screen, runs};
use anstyle::{AnsiColor, Style};
use musnad_report::{Span, Text};

const STROKE: char = 'ـ';
const BLANK: char = '\u{202F}';
const MARKS: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));

/// What words do in an attribution, or in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// They hand the content to the source.
    Cue,
    /// They name the source.
    Source,
    /// They are what is said.
    Content,
    /// They date the act of saying, or the event.
    When,
    /// They tell an event.
    Trigger,
    /// They name who does it.
    Actor,
    /// They name to whom it is done.
    Recipient,
    /// They name where.
    Place,
    /// They are what is meant, of words of any sort.
    Here,
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
                let under = self.under((&words, &line), &roles, marked, &along);
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
        for (text, run) in runs(shown) {
            paragraph.pieces.push(Piece {
                text: text.to_owned(),
                style: Style::new(),
                isolate: run.filter(|&run| run != base),
            });
        }
        paragraph
    }

    /// Strokes and labels under the marked cells, spaces under the others. Labels are written along
    /// `along`, which is given by [`Grid::along`].
    fn under(
        &self,
        (words, line): (&Paragraph, &[Cell]),
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
            for &i in &columns {
                under[i].c = STROKE;
            }
            // A label that ran over the end of an isolate would be torn in two.
            let isolate = |i: usize| {
                words
                    .pieces
                    .get(line[i].piece)?
                    .isolate
                    .and(Some(line[i].piece))
            };
            let parts = columns.chunk_by(|&a, &b| isolate(a) == isolate(b));
            let room = parts.max_by_key(|part| part.len()).unwrap_or_default();
            let label = self.label(role, room.len());
            let before = (room.len() - label.len()) / 2;
            for (&i, c) in room.iter().skip(before).zip(label) {
                under[i].c = c;
            }
        }
        keep_blanks(words, &mut under);
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
            Role::Trigger => "explain.trigger",
            Role::Actor => "part.actor",
            Role::Recipient => "part.recipient",
            Role::Place => "part.place",
            Role::Here => "here",
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

/// Blanks beside strokes in an isolate hold its width. Where a line ends with the isolate, spaces would
/// be moved out of it (rule L1 of UAX #9); narrow no-break spaces take a column as well and stay.
fn keep_blanks(words: &Paragraph, under: &mut [Cell]) {
    for part in under.chunk_by_mut(|a, b| a.piece == b.piece) {
        let isolated = words
            .pieces
            .get(part[0].piece)
            .is_some_and(|piece| piece.isolate.is_some());
        if isolated && part.iter().any(|cell| cell.c != ' ') {
            let blanks = part.iter_mut().filter(|cell| cell.c == ' ');
            blanks.for_each(|cell| cell.c = BLANK);
        }
    }
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
