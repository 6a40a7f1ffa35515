//! Which lines of a page are the article.
//!
//! Three witnesses are heard: the structure of the page (elements, classes), the extraction
//! library, and the words of Arabic furniture. None is believed alone: a word needs a sign that it
//! is a label (a colon, links), a class cuts nothing that holds most of the text, and what the
//! library drops comes back where it stands between kept paragraphs and reads like one.

use crate::page::classes::Says;
use crate::page::dates;
use crate::page::finder;
use crate::page::furniture::Verdict;
use crate::page::headline::{self, Headline};
use crate::page::lines::{self, Line};
use crate::page::meta::Meta;
use crate::page::tree::{Kind, Tree};
use std::ops::Range;

/// The article of a page.
#[derive(Debug, Default)]
pub(crate) struct Article {
    /// Its paragraphs, in order.
    pub(crate) paragraphs: Vec<String>,
    /// Short lines near the headline that are no part of the text: author, date.
    pub(crate) bylines: Vec<String>,
    /// Whether the page shows other articles' headlines more than it shows text.
    pub(crate) is_listing: bool,
}

/// Finds the article. Elements of the tree that are furniture are cut.
pub(crate) fn find(tree: &mut Tree, meta: &Meta, headline: Option<&Headline>) -> Article {
    let says = crate::page::structure::judge(tree, headline.and_then(|headline| headline.node));
    let lines = lines::lines(tree, &says);
    let verdicts = crate::page::labels::judge(tree, &lines);
    let kept = witnesses(tree, meta, &lines, &verdicts);
    let choice = Choice {
        tree,
        lines: &lines,
        verdicts: &verdicts,
        kept,
        told: lines.iter().map(is_byline).collect(),
        start: start(&lines, headline),
        title: headline
            .map(|headline| headline::letters(&headline.text))
            .unwrap_or_default(),
    };
    choice.article()
}

/// For every line whether a witness calls it main content.
fn witnesses(tree: &Tree, meta: &Meta, lines: &[Line], verdicts: &[Verdict]) -> Vec<bool> {
    if let Some(body) = marked_body(tree, lines) {
        return lines
            .iter()
            .map(|line| body.contains(&line.nodes.start))
            .collect();
    }
    let mut skip = vec![false; tree.nodes.len()];
    for (line, verdict) in lines.iter().zip(verdicts) {
        let beside = matches!(line.says, Some(Says::Caption | Says::Byline | Says::Foot));
        if beside || !matches!(verdict, Verdict::Text | Verdict::Credit) {
            skip[line.nodes.clone()].fill(true);
        }
    }
    let main = finder::main_texts(tree, &skip);
    let repeated = meta
        .article_body
        .as_deref()
        .map(headline::letters)
        .unwrap_or_default();
    let keeps = |line: &Line| {
        let mut texts = line
            .nodes
            .clone()
            .filter(|&at| matches!(tree.nodes[at].kind, Kind::Text(_)));
        texts.any(|at| main[at])
            || (line.words >= 5 && repeated.contains(&headline::letters(&line.text)))
    };
    lines.iter().map(keeps).collect()
}

/// The element that the page itself calls the article's body, where it holds a text.
fn marked_body(tree: &Tree, lines: &[Line]) -> Option<Range<usize>> {
    /// With fewer words it is a stub that a script would have filled.
    const ENOUGH: usize = 20;
    let is_marked = |&at: &usize| {
        let attributes = tree.element(at).map(|(_, attributes)| attributes);
        attributes.is_some_and(|a| {
            a.written().contains("rticleBody")
                && a.get("itemprop")
                    .is_some_and(|name| name.contains("articleBody"))
        })
    };
    let marked = tree.inside(0..tree.nodes.len()).find(is_marked)?;
    let range = marked..tree.nodes[marked].end;
    let inside = lines
        .iter()
        .filter(|line| range.contains(&line.nodes.start));
    let words: usize = inside.map(|line| line.words - line.linked).sum();
    (words >= ENOUGH).then_some(range)
}

/// The first line behind the headline, unless most of the text stands before it.
fn start(lines: &[Line], headline: Option<&Headline>) -> usize {
    let Some(node) = headline.and_then(|headline| headline.node) else {
        return 0;
    };
    let shown = lines
        .iter()
        .position(|line| line.nodes.start > node)
        .unwrap_or(0);
    // The headline can be cut into several lines.
    let prose = |lines: &[Line]| -> usize {
        lines
            .iter()
            .filter(|line| line.is_prose())
            .map(|line| line.words)
            .sum()
    };
    if prose(&lines[..shown]) > prose(&lines[shown..]) {
        return 0;
    }
    shown
}

/// Whether a line tells author or date and nothing else.
fn is_byline(line: &Line) -> bool {
    const LONGEST: usize = 20;
    line.words <= LONGEST && dates::read(&line.text).is_byline()
}

struct Choice<'a, 'p> {
    tree: &'a Tree<'p>,
    lines: &'a [Line],
    verdicts: &'a [Verdict],
    /// What a witness calls main content.
    kept: Vec<bool>,
    /// What tells author or date and nothing else.
    told: Vec<bool>,
    start: usize,
    /// The headline's letters.
    title: String,
}

impl Choice<'_, '_> {
    fn article(&self) -> Article {
        let bylines = self.bylines();
        let is_core = |&at: &usize| {
            self.kept[at] && self.is_text(at) && self.lines[at].is_prose() && !self.is_title(at)
        };
        let core: Vec<usize> = (self.start..self.lines.len()).filter(is_core).collect();
        let core = if core.is_empty() {
            self.short_core()
        } else {
            core
        };
        let (Some(&first), Some(&last)) = (core.first(), core.last()) else {
            return Article {
                bylines,
                is_listing: self.is_listing(self.start..self.lines.len()),
                ..Article::default()
            };
        };
        let last = self.end_label(first, last);
        let chosen = (self.start..self.lines.len()).filter(|&at| match at {
            _ if !self.is_text(at) || self.is_title(at) => false,
            _ if at < first => self.before(at),
            _ if at <= last => self.between(at, first..last + 1),
            _ => self.after(at, last),
        });
        let chosen: Vec<usize> = chosen.collect();
        Article {
            paragraphs: chosen
                .iter()
                .map(|&at| self.lines[at].text.clone())
                .collect(),
            bylines,
            is_listing: self.is_listing(first..last + 1),
        }
    }

    /// A report of one short sentence.
    fn short_core(&self) -> Vec<usize> {
        const SHORT: usize = 4;
        let is_core = |&at: &usize| {
            let line = &self.lines[at];
            self.kept[at]
                && self.is_text(at)
                && !self.is_title(at)
                && line.words >= SHORT
                && line.linked == 0
        };
        (self.start..self.lines.len()).filter(is_core).collect()
    }

    /// Whether neither its place nor its words make a line furniture.
    fn is_text(&self, at: usize) -> bool {
        /// A byline is no longer, in words; what is longer is text in an element with a bad name.
        const BYLINE: usize = 30;
        let line = &self.lines[at];
        if self.told[at] {
            return false;
        }
        match line.says {
            Some(Says::Caption | Says::Cut | Says::Comments) => return false,
            Some(Says::Byline) if line.words <= BYLINE => {
                return self.verdicts[at] == Verdict::Credit;
            }
            Some(Says::Foot) => return self.verdicts[at] == Verdict::Credit,
            _ => {}
        }
        matches!(self.verdicts[at], Verdict::Text | Verdict::Credit)
    }

    /// The headline once more.
    fn is_title(&self, at: usize) -> bool {
        !self.title.is_empty() && headline::letters(&self.lines[at].text) == self.title
    }

    /// A line between the headline and the first paragraph: the lead.
    fn before(&self, at: usize) -> bool {
        let line = &self.lines[at];
        if line.is_link() {
            return false;
        }
        line.says == Some(Says::Lead)
            || (self.kept[at] && line.words >= 4)
            || (line.is_prose() && self.kept_near(at))
    }

    /// Whether it stands in the block, or beside it, in which kept lines stand.
    fn kept_near(&self, at: usize) -> bool {
        let parent = |at: usize| self.tree.nodes[self.lines[at].block].parent;
        let near = parent(at);
        (at + 1..self.lines.len()).take(4).any(|next| {
            self.kept[next]
                && (parent(next) == near
                    || self.tree.around(parent(next)).take(3).any(|p| p == near))
        })
    }

    fn between(&self, at: usize, core: Range<usize>) -> bool {
        let line = &self.lines[at];
        if self.verdicts[at] == Verdict::Credit {
            return true;
        }
        if line.is_link() {
            return false;
        }
        if self.kept[at] {
            return true;
        }
        // A subheading, an item of a list, a short paragraph that the library dropped: it stands
        // among the others.
        let parent = |at: usize| self.tree.nodes[self.lines[at].block].parent;
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let mut beside = beside.filter(|next| core.contains(next));
        line.linked == 0
            && (line.is_prose() || beside.any(|next| self.kept[next] && parent(next) == parent(at)))
    }

    /// A line behind the last paragraph: the credit, or a short last sentence.
    fn after(&self, at: usize, last: usize) -> bool {
        const NEAR: usize = 12;
        let line = &self.lines[at];
        if self.verdicts[at] == Verdict::Credit {
            return at - last <= NEAR;
        }
        if line.linked > 0 {
            return false;
        }
        let close =
            (last + 1..at).all(|before| !self.lines[before].is_link() && self.is_text(before));
        self.kept[at] && close
    }

    /// Where nothing of the article comes any more: the last core line before readers' comments.
    fn end_label(&self, first: usize, last: usize) -> usize {
        let end = (first..=last).find(|&at| self.verdicts[at] == Verdict::End);
        end.map_or(last, |end| end.saturating_sub(1).max(first))
    }

    /// Lines near the headline that may tell author and date, and those that say that they do.
    fn bylines(&self) -> Vec<String> {
        const NEAR: usize = 8;
        const LONG: usize = 40;
        let near = self.start.saturating_sub(NEAR)..self.start + NEAR;
        let tells = |&at: &usize| {
            let line = &self.lines[at];
            line.words <= LONG && (line.says == Some(Says::Byline) || near.contains(&at))
        };
        let all = (0..self.lines.len()).filter(tells);
        // Behind the headline first: above it stands today's date.
        let (before, behind): (Vec<usize>, Vec<usize>) = all.partition(|&at| at < self.start);
        behind
            .into_iter()
            .chain(before)
            .map(|at| self.lines[at].text.clone())
            .collect()
    }

    /// Whether these lines are mainly links to articles, each with a sentence at most.
    fn is_listing(&self, range: Range<usize>) -> bool {
        const MANY: usize = 6;
        let lines = &self.lines[range.start.min(self.lines.len())..range.end.min(self.lines.len())];
        let links = lines
            .iter()
            .filter(|line| line.is_link() && line.words >= 3)
            .count();
        let prose = lines.iter().filter(|line| line.is_prose()).count();
        links >= MANY && links * 3 >= prose * 2
    }
}
