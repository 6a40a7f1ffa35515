//! The elements and texts of a page, as a list in the order of the page.
//!
//! Elements end as the HTML standard says for the cases that matter to text: a start tag can end
//! open elements (`<li>` the one before it), an end tag ends what is open inside its element, and
//! one that fits nothing is left out. What the standard does beyond that (it reopens formatting
//! and moves text out of tables) changes how a page looks and not which words follow each other;
//! here the order of the page is kept, so that the way back into it stays short.

use crate::page::elements::{self, Content, Element};
use crate::page::scan::{Attributes, Scanner, Token};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How deep elements may lie in each other. Pages of news reach 40, saved pages of social networks
/// 90; what comes after costs depth times size.
pub(crate) const DEPTH: usize = 256;

/// How many tags a page may have. Large ones of news, with hundreds of comments, have 20,000.
pub(crate) const TAGS: usize = 400_000;

/// How many bytes of text a page may have. A whole book of news has fewer.
pub(crate) const TEXT: usize = 8 << 20;

/// How much work the finding of the article may be: for every node its depth times its bytes of
/// text. A long page (200 KB of text, depth 40) needs 8 million.
pub(crate) const WORK: usize = 512 << 20;

/// What a page has too much of, and the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMuch {
    pub(crate) what: &'static str,
    pub(crate) limit: usize,
}

/// An element, a text, or the content of a script or title.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) kind: Kind<'a>,
    /// The element that it stands in; the first node is its own.
    pub(crate) parent: usize,
    /// Index behind the last node inside it.
    pub(crate) end: usize,
    /// Left out of the text, with all that is inside.
    pub(crate) cut: bool,
}

/// See [`Node`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind<'a> {
    Element(&'static Element, Attributes<'a>),
    /// As it is written, with entities.
    Text(&'a str),
    Raw(&'a str),
}

/// A page. The first node is an element around all others.
#[derive(Clone, Debug)]
pub(crate) struct Tree<'a> {
    pub(crate) nodes: Vec<Node<'a>>,
    pub(crate) comments: Vec<&'a str>,
}

/// How many comments are looked at: those of programs that save pages stand at the top or the end.
const COMMENTS: usize = 64;

impl<'a> Tree<'a> {
    /// Reads a page. The time is in proportion to its size.
    ///
    /// # Errors
    /// Where it has more tags, text or nesting than any page of news.
    pub(crate) fn read(page: &'a str) -> Result<Tree<'a>, TooMuch> {
        let mut builder = Builder::new();
        for piece in Scanner::new(page) {
            match piece.token {
                Token::Text(text) => builder.text(text)?,
                Token::Raw(content) => builder.raw(content),
                Token::Open(name, attributes) => builder.open(elements::of(name), attributes)?,
                Token::Close(name) => builder.close(elements::of(name))?,
                Token::Comment(comment) => builder.comment(comment),
            }
        }
        Ok(builder.finish())
    }

    /// The element at this index; `None` for texts.
    pub(crate) fn element(&self, at: usize) -> Option<(&'static Element, Attributes<'a>)> {
        match self.nodes[at].kind {
            Kind::Element(element, attributes) => Some((element, attributes)),
            _ => None,
        }
    }

    /// The name of the element at this index; empty for texts and unknown elements.
    pub(crate) fn name(&self, at: usize) -> &'static str {
        self.element(at).map_or("", |(element, _)| element.name)
    }

    /// Indices of the nodes inside, cut ones left out.
    pub(crate) fn inside(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let mut at = range.start;
        std::iter::from_fn(move || {
            while at < range.end && self.nodes[at].cut {
                at = self.nodes[at].end;
            }
            let found = at;
            at += 1;
            (found < range.end).then_some(found)
        })
    }

    /// The element itself and those around it, innermost first.
    pub(crate) fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        let mut next = Some(at);
        std::iter::from_fn(move || {
            let found = next?;
            let parent = self.nodes[found].parent;
            next = (parent != found).then_some(parent);
            Some(found)
        })
    }
}

struct Builder<'a> {
    tree: Tree<'a>,
    /// Open elements, the outermost first.
    open: Vec<usize>,
    /// How many elements of each name are open.
    counts: FxHashMap<&'static str, usize>,
    tags: usize,
    text: usize,
    work: usize,
}

impl<'a> Builder<'a> {
    fn new() -> Builder<'a> {
        let root = Node {
            kind: Kind::Element(elements::of(""), Attributes::default()),
            parent: 0,
            end: 1,
            cut: false,
        };
        let tree = Tree {
            nodes: vec![root],
            comments: Vec::new(),
        };
        Builder {
            tree,
            open: vec![0],
            counts: FxHashMap::default(),
            tags: 0,
            text: 0,
            work: 0,
        }
    }

    fn push(&mut self, kind: Kind<'a>, cut: bool) -> usize {
        let at = self.tree.nodes.len();
        self.tree.nodes.push(Node {
            kind,
            parent: self.open.last().copied().unwrap_or_default(),
            end: at + 1,
            cut,
        });
        at
    }

    fn text(&mut self, text: &'a str) -> Result<(), TooMuch> {
        self.text += text.len();
        self.work += text.len() * self.open.len();
        within(self.text, TEXT, "bytes of text")?;
        within(self.work, WORK, "bytes of text in nested tags")?;
        self.push(Kind::Text(text), false);
        Ok(())
    }

    fn raw(&mut self, content: &'a str) {
        self.push(Kind::Raw(content), true);
    }

    fn comment(&mut self, comment: &'a str) {
        if self.tree.comments.len() < COMMENTS {
            self.tree.comments.push(comment);
        }
    }

    fn open(
        &mut self,
        element: &'static Element,
        attributes: Attributes<'a>,
    ) -> Result<(), TooMuch> {
        self.tags += 1;
        self.work += self.open.len();
        within(self.tags, TAGS, "tags")?;
        within(self.work, WORK, "bytes of text in nested tags")?;
        if !element.ends.is_empty() {
            self.end_before(element);
        }
        if element.is_block() {
            self.end_paragraph();
        }
        let cut = element.content() == Content::Dropped;
        let at = self.push(Kind::Element(element, attributes), cut);
        if element.content() != Content::None {
            within(self.open.len(), DEPTH, "tags nested in each other")?;
            *self.counts.entry(element.name).or_default() += 1;
            self.open.push(at);
        }
        Ok(())
    }

    /// Ends what the start tag of this element ends: as many as stand between it and `up_to`.
    fn end_before(&mut self, element: &'static Element) {
        let names = self.open.iter().map(|&at| self.tree.name(at)).enumerate();
        let mut outermost = None;
        for (depth, name) in names.rev() {
            if element.ends.contains(&name) {
                outermost = Some(depth);
            } else if element.up_to.contains(&name) {
                break;
            }
        }
        if let Some(depth) = outermost {
            self.end_from(depth);
        }
    }

    /// A block ends a paragraph that is open directly around it.
    fn end_paragraph(&mut self) {
        let mut depths = (1..self.open.len()).rev();
        let innermost = depths.find(|&depth| self.is_block(depth) || is_scope(self.name(depth)));
        if let Some(depth) = innermost.filter(|&depth| self.name(depth) == "p") {
            self.end_from(depth);
        }
    }

    fn close(&mut self, element: &'static Element) -> Result<(), TooMuch> {
        self.tags += 1;
        within(self.tags, TAGS, "tags")?;
        if self
            .counts
            .get(element.name)
            .is_none_or(|&count| count == 0)
        {
            return Ok(());
        }
        for depth in (1..self.open.len()).rev() {
            let name = self.name(depth);
            if name == element.name {
                self.end_from(depth);
                break;
            }
            // The end tag of `b` ends nothing outside of its paragraph, those of `div` and `a`
            // nothing outside of their table.
            let is_wide = element.is_block() || !element.up_to.is_empty();
            let beyond = if is_wide || is_scope(element.name) {
                name == "table" || (matches!(name, "td" | "th") && !is_of_table(element.name))
            } else {
                self.is_block(depth)
            };
            if beyond || is_scope(name) {
                break;
            }
        }
        Ok(())
    }

    /// Ends the open element at this depth and all inside it.
    fn end_from(&mut self, depth: usize) {
        let end = self.tree.nodes.len();
        for at in self.open.drain(depth..) {
            if let Kind::Element(element, _) = self.tree.nodes[at].kind {
                self.counts
                    .entry(element.name)
                    .and_modify(|count| *count -= 1);
            }
            self.tree.nodes[at].end = end;
        }
    }

    fn name(&self, depth: usize) -> &'static str {
        self.tree.name(self.open[depth])
    }

    fn is_block(&self, depth: usize) -> bool {
        self.tree
            .element(self.open[depth])
            .is_some_and(|(element, _)| element.is_block())
    }

    fn finish(mut self) -> Tree<'a> {
        self.end_from(1);
        self.tree.nodes[0].end = self.tree.nodes.len();
        self.tree
    }
}

/// Elements left out whose content ends no paragraph and is ended by no tag of what is around them:
/// `<p><button><div>` is one paragraph (the "scopes" of HTML, section 13.2.4.2).
fn is_scope(name: &str) -> bool {
    matches!(name, "button" | "object" | "select" | "template")
}

fn is_of_table(name: &str) -> bool {
    matches!(
        name,
        "table" | "tr" | "tbody" | "thead" | "tfoot" | "td" | "th"
    )
}

fn within(amount: usize, limit: usize, what: &'static str) -> Result<(), TooMuch> {
    if amount > limit {
        return Err(TooMuch { what, limit });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tree in brackets: `p(text)`.
    fn shape(page: &str) -> String {
        fn write(tree: &Tree, range: Range<usize>, out: &mut String) {
            let mut at = range.start;
            while at < range.end {
                let node = &tree.nodes[at];
                match node.kind {
                    Kind::Text(text) => out.push_str(text.trim()),
                    Kind::Raw(_) => out.push('!'),
                    Kind::Element(element, _) => {
                        out.push_str(element.name);
                        out.push('(');
                        write(tree, at + 1..node.end, out);
                        out.push(')');
                    }
                }
                at = node.end;
            }
        }
        let tree = Tree::read(page).expect("a small page");
        let mut out = String::new();
        write(&tree, 1..tree.nodes.len(), &mut out);
        out
    }

    #[test]
    fn elements_end_as_the_standard_says() {
        for (page, expected) in [
            ("<p>a<p>b<div>c", "p(a)p(b)div(c)"),
            (
                "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e",
                "ul(li(a)li(bul(li(c)))li(d))e",
            ),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>d",
                "table(tr(td(a)td(b))tr(td(c)))d",
            ),
            ("<DIV><b>a</DIV>b</b>", "div(b(a))b"),
            ("<a>a<a>b</a>", "a(a)a(b)"),
            ("<p>a</b></i>b</p>", "p(ab)"),
            ("<td></div>a</td>", "td(a)"),
            (
                "<div><table><td></div>a</table>b</div>c",
                "div(table(td(a))b)c",
            ),
            ("a<br>b<img>c", "abr()bimg()c"),
            (
                "<title>a <b></title>b<script>if (a<b) '</p>'</script>c",
                "title(!)bscript(!)c",
            ),
            (
                "<script><!-- w('<script></script>') --></script>a<style><!-- <style></style>b",
                "script(!)astyle(!)b",
            ),
            ("a<!-- > -- --!>b<!-->c<!-- ", "abc"),
            ("a < b <3 </ c", "a< b<3"),
            (
                "<p a='>'=\">a<p =\"b>c<p d=e=\">\"f\"<p g = \">\"h=i/=\">\">j",
                "p(a)p(c)p(\"f\")p(\">j)",
            ),
            (
                "<p>a<noscript><div>b</noscript>c<template><div>d</p></template>e",
                "p(anoscript(!)ctemplate(div(d))e)",
            ),
        ] {
            assert_eq!(shape(page), expected, "{page}");
        }
    }

    #[test]
    fn limits_are_told() {
        for (page, what) in [
            ("<div>".repeat(10_000), "tags nested in each other"),
            ("<br>".repeat(TAGS + 1), "tags"),
            ("</b>".repeat(TAGS + 1), "tags"),
            ("a".repeat(TEXT + 1), "bytes of text"),
        ] {
            assert_eq!(Tree::read(&page).map(|_| ()).map_err(|t| t.what), Err(what));
        }
    }

    proptest! {
        #[test]
        fn any_text_makes_a_tree(page in "(<|</|>|p|div|li|td|table|b|a| |=|\"|'|!--|-->|script|&amp|&#|م){0,60}") {
            let tree = Tree::read(&page).expect("small");
            for (at, node) in tree.nodes.iter().enumerate() {
                prop_assert!(node.end > at && node.end <= tree.nodes[node.parent].end);
            }
        }
    }
}
