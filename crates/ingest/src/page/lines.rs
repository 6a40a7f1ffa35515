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
    /// Whether it reads like a sentence of an article: long, and hardly a link. A sentence may be
    /// full of links if it has words beside them and an end.
    pub(crate) fn is_prose(&self) -> bool {
        const LONG: usize = 8;
        const BESIDE: usize = 4;
        let bound = self.words - self.linked.min(self.words);
        let sentence = bound >= BESIDE && self.text.ends_with(['.', '؟', '!', ':']);
        self.words >= LONG && (self.linked * 2 < self.words || sentence)
    }

    /// Whether it is a link, or nearly.
    pub(crate) fn is_link(&self) -> bool {
        self.linked > 0 && self.linked * 10 >= self.words * 7
    }
}

/// The lines of a page, in order, without what is cut. `says` are by node.
pub(crate) fn lines(tree: &Tree, says: &[Option<Says>]) -> Vec<Line> {
    let rows = rows(tree);
    let mut writer = Writer {
        boxes: boxes(tree),
        lines: Vec::new(),
        line: Open::default(),
        around: Vec::new(),
    };
    for at in tree.inside(0..tree.nodes.len()) {
        let left = writer.leave(at);
        let node = &tree.nodes[at];
        match node.kind {
            Kind::Element(element, _) => {
                if left.is_some_and(|left| tree.nodes[left].parent == node.parent) {
                    writer.next_cell(node.parent);
                }
                let cell = rows[node.parent] && matches!(element.name, "td" | "th");
                let block = element.is_block() && !cell;
                if block || element.is_break() {
                    writer.end();
                } else if cell {
                    push_folded(&mut writer.line.text, " ");
                }
                writer.around.push(Around {
                    at,
                    end: node.end,
                    block,
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

impl Open {
    /// Empties it; its memory serves for the next line.
    fn clear(&mut self) {
        self.text.clear();
        self.linked.clear();
        self.nodes = 0..0;
    }
}

/// The run of lines that holds most text for the links and bits among it; `None` where there is no
/// text.
pub(crate) fn densest(lines: &[Line]) -> Option<Range<usize>> {
    let (mut best, mut best_sum) = (None, 0);
    let (mut start, mut sum) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        let (words, linked) = (line.words as isize, line.linked as isize);
        sum += match line.is_prose() {
            true => words - 2 * linked,
            false if line.is_link() => -words - 5,
            false => -3,
        };
        if sum <= 0 {
            (start, sum) = (at + 1, 0);
        } else if sum > best_sum {
            (best, best_sum) = (Some(start..at + 1), sum);
        }
    }
    best
}

/// Rows of tables whose cells hold a few words and nothing else: a row is a line. In all others
/// tables are scaffolds, and cells hold parts of the page.
fn rows(tree: &Tree) -> Vec<bool> {
    const SHORT: usize = 160;
    let mut rows: Vec<bool> = (0..tree.nodes.len())
        .map(|at| tree.name(at) == "tr")
        .collect();
    let mut row = 0;
    let mut bytes = 0;
    for (at, node) in tree.nodes.iter().enumerate() {
        if rows[at] && tree.name(at) == "tr" {
            (row, bytes) = (at, 0);
        }
        if row == 0 || at >= tree.nodes[row].end {
            continue;
        }
        match node.kind {
            Kind::Text(text) => bytes += text.trim_ascii().len(),
            Kind::Element(element, _) => {
                let holds = element.is_break()
                    || element.name == "img"
                    || element.name == "a"
                    || (element.is_block() && !matches!(element.name, "tr" | "td" | "th"));
                rows[row] &= !holds;
            }
            Kind::Raw(_) => {}
        }
        rows[row] &= bytes <= SHORT;
    }
    rows
}

/// Elements that hold other elements and no text of their own, and are no paragraph or heading.
/// `<div><span>كتب سامر</span><span>9 مارس</span></div>` is a row of cells, set apart by styles.
fn boxes(tree: &Tree) -> Vec<bool> {
    let is_box = |at: usize| {
        matches!(
            tree.name(at),
            "div" | "li" | "td" | "header" | "footer" | "section" | "article" | "ul"
        )
    };
    let mut boxes: Vec<bool> = (0..tree.nodes.len()).map(is_box).collect();
    for node in &tree.nodes {
        if let Kind::Text(text) = node.kind
            && !text.trim_ascii().is_empty()
        {
            boxes[node.parent] = false;
        }
    }
    boxes
}

struct Writer {
    /// See [`boxes`].
    boxes: Vec<bool>,
    lines: Vec<Line>,
    line: Open,
    around: Vec<Around>,
}

impl Writer {
    /// Leaves the elements that end before this node, and gives the last one, if it was inline.
    fn leave(&mut self, at: usize) -> Option<usize> {
        let mut left = None;
        while let Some(last) = self.around.last().filter(|last| last.end <= at) {
            left = (!last.block).then_some(last.at);
            if last.block {
                self.end();
            }
            self.around.pop();
        }
        left
    }

    /// One cell of a box is at an end, and another begins.
    fn next_cell(&mut self, parent: usize) {
        if self.boxes[parent] {
            push_folded(&mut self.line.text, " ");
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
        let line = &self.line;
        let text = line.text.trim_end();
        if text.contains(is_letter) {
            let linked = line.linked.iter();
            let block = self.around.iter().rev().find(|element| element.block);
            self.lines.push(Line {
                words: count(text),
                linked: linked.map(|range| count(&line.text[range.clone()])).sum(),
                block: block.map_or(0, |element| element.at),
                says: self.around.iter().rev().find_map(|element| element.says),
                nodes: line.nodes.clone(),
                text: text.to_owned(),
            });
        }
        self.line.clear();
    }
}

/// Appends a text with its white space folded: one space for each run, none at the line's start.
pub(crate) fn push_folded(line: &mut String, text: &str) {
    let mut rest = text;
    loop {
        let words = rest.trim_start();
        let spaced = words.len() < rest.len();
        if spaced && !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
        if words.is_empty() {
            return;
        }
        let end = uneven_space(words);
        line.push_str(&words[..end]);
        rest = &words[end..];
    }
}

/// Where the first white space of a text is that is not one space between two words; its length
/// where there is none. Nearly all of a page's text has none, so this looks at bytes.
fn uneven_space(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_uneven = |at: usize| match bytes[at] {
        b' ' => bytes
            .get(at + 1)
            .is_none_or(|&next| next == b' ' || may_be_space(next)),
        byte if may_be_space(byte) => text[at..].starts_with(char::is_whitespace),
        _ => false,
    };
    (0..bytes.len())
        .find(|&at| is_uneven(at))
        .unwrap_or(bytes.len())
}

/// Whether white space other than a space can begin with this byte: control characters, and in
/// UTF-8 the first bytes of U+0085 and U+00A0, of U+1680, of U+2000 to U+205F, and of U+3000.
fn may_be_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | 0xc2 | 0xe1 | 0xe2 | 0xe3)
}

/// How many words a text has: pieces between spaces that hold a letter or digit.
pub(crate) fn count(text: &str) -> usize {
    let ends = memchr::memchr_iter(b' ', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    let is_word = |end: &usize| {
        let piece = &text[start..*end];
        start = end + 1;
        piece.contains(is_letter)
    };
    ends.filter(is_word).count()
}

/// Whether a character is a letter or a digit. Most are Arabic letters, which the tables of Unicode
/// find slowly.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        _ if is_arabic(c) => true,
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        _ => c.is_alphanumeric(),
    }
}

/// Whether a character is one of the letters that nearly all Arabic is written in.
pub(crate) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}')
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(page: &str) -> Vec<String> {
        let tree = Tree::read(page).expect("small");
        let lines = lines(&tree, &vec![None; tree.nodes.len()]);
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_line_is_what_a_reader_sees_as_one() {
        for (page, expected) in [
            (
                "<p>قال\n <b>الو</b>زير&nbsp; إن<br>السد</p>امتلأ",
                &["قال الوزير إن", "السد", "امتلأ"][..],
            ),
            // Cells of a box are set apart by styles; bits of a word in a paragraph are not.
            (
                "<div><span>سمر الخطيب</span><time>9 مارس</time></div>",
                &["سمر الخطيب 9 مارس"],
            ),
            ("<p><span>الو</span><span>زير</span></p>", &["الوزير"]),
            // A small row is a line; cells that hold more are lines of their own.
            (
                "<table><tr><td>الري</td><td>41</td></tr></table>",
                &["الري 41"],
            ),
            (
                "<table><tr><td>القائمة<br>أخبار</td><td><p>متن</p></td></tr></table>",
                &["القائمة", "أخبار", "متن"],
            ),
            ("<p>***</p><p>• · –</p><p>3</p>", &["3"]),
            (
                "<p>قال<script>x</script> هو<button>شارك</button></p>",
                &["قال هو"],
            ),
        ] {
            assert_eq!(texts(page), expected, "{page}");
        }
    }

    #[test]
    fn the_densest_run_is_the_text() {
        let sentence = "أعلن وزير الري أن السد الجديد سيبدأ العمل في الربيع.";
        let links = "<p><a href=#>وزير الري يتفقد السد الجديد</a></p>".repeat(5);
        let page =
            format!("<p>{sentence}</p>{links}<p>{sentence}</p><p>{sentence}</p><p>شارك</p>{links}");
        let tree = Tree::read(&page).expect("small");
        let lines = lines(&tree, &vec![None; tree.nodes.len()]);
        assert_eq!(densest(&lines), Some(6..8));
        assert_eq!(densest(&[]), None);
    }

    /// White space folded and words counted as the two are defined, character by character.
    fn by_definition(texts: &[String]) -> (String, usize) {
        let mut line = String::new();
        for c in texts.iter().flat_map(|text| text.chars()) {
            match c.is_whitespace() {
                true if line.is_empty() || line.ends_with(' ') => {}
                true => line.push(' '),
                false => line.push(c),
            }
        }
        let words = line.split(' ').filter(|piece| piece.contains(is_letter));
        let words = words.count();
        (line, words)
    }

    proptest! {
        #[test]
        fn stretches_are_folded_as_characters_are(
            texts in proptest::collection::vec("[ \t\n\u{85}\u{a0}\u{1680}\u{2003}\u{2028}\u{3000}«—ق9é,\u{200f}]{0,12}", 0..5),
        ) {
            let mut line = String::new();
            for text in &texts {
                push_folded(&mut line, text);
            }
            prop_assert_eq!((line.clone(), count(&line)), by_definition(&texts));
        }
    }
}
