//! The lines of a page: what a reader sees as a paragraph, a heading, an item.

use crate::page::classes::Says;
use crate::page::entities;
use crate::page::tree::{Kind, Tree};
use std::ops::Range;

/// A line of a page.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Entities resolved, white space folded to single spaces.
    pub(crate) text: String,
    /// The nodes from its first text to behind its last one.
    pub(crate) nodes: Range<usize>,
    /// How many words it has, and how many of them stand in links.
    pub(crate) words: usize,
    pub(crate) linked: usize,
    /// The block that it stands in.
    pub(crate) block: usize,
    /// What an element around it says.
    pub(crate) says: Option<Says>,
}

impl Line {
    /// Whether it reads like a sentence of an article: long, and hardly a link.
    pub(crate) fn is_prose(&self) -> bool {
        const LONG: usize = 8;
        self.words >= LONG && self.linked * 2 < self.words
    }

    /// Whether it is a link, or nearly.
    pub(crate) fn is_link(&self) -> bool {
        self.linked > 0 && self.linked * 10 >= self.words * 7
    }
}

/// The lines of a page, in order, without what is cut. `says` are by node.
pub(crate) fn lines(tree: &Tree, says: &[Option<Says>]) -> Vec<Line> {
    let mut writer = Writer {
        lines: Vec::new(),
        line: Open::default(),
        around: Vec::new(),
    };
    for at in tree.inside(0..tree.nodes.len()) {
        writer.leave(at);
        let node = &tree.nodes[at];
        match node.kind {
            Kind::Element(element, _) => {
                if element.is_block() || element.is_break() {
                    writer.end();
                }
                writer.around.push(Around {
                    at,
                    end: node.end,
                    block: element.is_block(),
                    link: element.name == "a",
                    says: says[at],
                });
            }
            Kind::Text(text) => writer.text(at, text),
            Kind::Raw(_) => {}
        }
    }
    writer.end();
    writer.lines
}

struct Around {
    at: usize,
    end: usize,
    block: bool,
    link: bool,
    says: Option<Says>,
}

#[derive(Default)]
struct Open {
    text: String,
    nodes: Range<usize>,
    /// Bytes of the text that stand in links.
    linked: Vec<Range<usize>>,
}

struct Writer {
    lines: Vec<Line>,
    line: Open,
    around: Vec<Around>,
}

impl Writer {
    /// Leaves the elements that end before this node.
    fn leave(&mut self, at: usize) {
        while let Some(last) = self.around.last()
            && last.end <= at
        {
            if last.block {
                self.end();
            }
            self.around.pop();
        }
    }

    fn text(&mut self, at: usize, text: &str) {
        let before = self.line.text.len();
        push_folded(&mut self.line.text, &entities::resolve(text, false));
        if self.line.text.len() == before {
            return;
        }
        if before == 0 {
            self.line.nodes.start = at;
        }
        self.line.nodes.end = at + 1;
        if self.around.iter().any(|element| element.link) {
            self.line.linked.push(before..self.line.text.len());
        }
    }

    /// Ends the line. One without a letter or digit is a rule or a bullet, and no line.
    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text = line.text.trim_end();
        if !text.contains(char::is_alphanumeric) {
            return;
        }
        let linked = line
            .linked
            .iter()
            .map(|range| count(&line.text[range.clone()]))
            .sum();
        let block = self.around.iter().rev().find(|element| element.block);
        self.lines.push(Line {
            words: count(text),
            linked,
            block: block.map_or(0, |element| element.at),
            says: self.around.iter().rev().find_map(|element| element.says),
            nodes: line.nodes,
            text: text.to_owned(),
        });
    }
}

/// Appends a text with its white space folded: one space for each run, none at the line's start.
pub(crate) fn push_folded(line: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else {
            line.push(c);
        }
    }
}

/// How many words a text has: pieces between spaces that hold a letter or digit.
pub(crate) fn count(text: &str) -> usize {
    let pieces = text.split(' ');
    pieces
        .filter(|piece| piece.contains(char::is_alphanumeric))
        .count()
}

/// All text in a range of nodes as one line.
pub(crate) fn text_in(tree: &Tree, range: Range<usize>) -> String {
    let mut out = String::new();
    for at in tree.inside(range) {
        match tree.nodes[at].kind {
            Kind::Text(text) => push_folded(&mut out, &entities::resolve(text, false)),
            Kind::Element(element, _) if element.is_block() || element.is_break() => {
                push_folded(&mut out, " ");
            }
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}
