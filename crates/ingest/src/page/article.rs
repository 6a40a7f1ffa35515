//! Which lines of a page are the article.
//!
//! Three witnesses are heard: the structure of the page (elements, classes), the extraction
//! library, and the words of Arabic furniture. None is believed alone: a word needs a sign that it
//! is a label (a colon, links), a class cuts nothing that holds most of the text, and what the
//! library drops comes back where it stands between kept paragraphs and reads like one.

use crate::fields::Role;
use crate::page::classes::Says;
use crate::page::dates::{self, Told};
use crate::page::furniture::{self, Verdict};
use crate::page::headline::{self, Headline};
use crate::page::labels;
use crate::page::lines::{self, Line};
use crate::page::meta::Meta;
use crate::page::structure;
use crate::page::tree::Tree;
use crate::page::witnesses;
use std::ops::Range;

/// The article of a page.
#[derive(Debug, Default)]
pub(crate) struct Article {
    /// Its paragraphs, in order.
    pub(crate) paragraphs: Vec<String>,
    /// What the short lines near the headline tell that are no part of the text: author, date.
    pub(crate) bylines: Vec<Told>,
    /// Dates of its `time` elements.
    pub(crate) times: Told,
    /// Whether the page shows other articles' headlines more than it shows text.
    pub(crate) is_listing: bool,
}

/// Finds the article. Elements of the tree that are furniture are cut.
pub(crate) fn find(tree: &mut Tree, meta: &Meta, headline: Option<&Headline>) -> Article {
    let node = headline.and_then(|headline| headline.node);
    let says = structure::judge(tree, node);
    let lines = lines::lines(tree, &says);
    let verdicts = labels::judge(tree, &lines);
    let start = node.map_or(0, |node| start(&lines, tree.nodes[node].end));
    let told = told(&lines, start);
    let choice = Choice {
        tree,
        lines: &lines,
        verdicts: &verdicts,
        kept: witnesses::hear(tree, meta, &lines, &verdicts, node),
        aside: (0..lines.len())
            .map(|at| is_aside(&lines, &told, start, at))
            .collect(),
        told,
        start,
        headline: node,
        title: headline
            .map(|headline| headline::letters(&headline.text))
            .unwrap_or_default(),
    };
    let mut article = choice.article();
    let stated = meta.all(Role::Published).next().is_some();
    article.times = dates::times(tree, node.unwrap_or(0), stated);
    article
}

/// The first line behind the headline, which ends before this node, unless most of the text stands
/// above it.
fn start(lines: &[Line], headline_end: usize) -> usize {
    let shown = lines.partition_point(|line| line.nodes.start < headline_end);
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

/// A line that is a byline and nothing else is no longer than this, in words.
const BYLINE_ALONE: usize = 20;

/// What each line says about the report; of those that are too long for a byline, nothing. `start`
/// is the first line behind the headline.
fn told(lines: &[Line], start: usize) -> Vec<Told> {
    /// Where bylines are looked for, one can stand in a line with other things.
    const BESIDE: usize = 40;
    let told = |(at, line): (usize, &Line)| {
        let is_near = may_tell(line, at, start) && line.words <= BESIDE;
        match is_near || line.words <= BYLINE_ALONE {
            true => dates::read(&line.text),
            false => Told::default(),
        }
    };
    lines.iter().enumerate().map(told).collect()
}

/// Whether a line is near the headline, or its element says that it tells author or date.
fn may_tell(line: &Line, at: usize, start: usize) -> bool {
    const NEAR: usize = 8;
    line.says == Some(Says::Byline) || (start.saturating_sub(NEAR)..start + NEAR).contains(&at)
}

/// Whether a line tells author or date and nothing else.
fn is_byline(line: &Line, told: &Told) -> bool {
    line.words <= BYLINE_ALONE && told.is_byline()
}

/// Whether a line close below the headline is a date alone, in a paragraph of its own as it may
/// be, or tells what the author is whose name stands above it. `start` is the first line behind the
/// headline.
fn is_aside(lines: &[Line], told: &[Told], start: usize, at: usize) -> bool {
    const NEAR: usize = 6;
    const SHORT: usize = 12;
    let line = &lines[at];
    if at < start || at - start >= NEAR || line.words > SHORT {
        return false;
    }
    let names =
        |at: usize| lines[at].says == Some(Says::Byline) || is_byline(&lines[at], &told[at]);
    told[at].is_date() || (furniture::is_role(&line.text) && at > start && names(at - 1))
}

struct Choice<'a, 'p> {
    tree: &'a Tree<'p>,
    lines: &'a [Line],
    verdicts: &'a [Verdict],
    /// What a witness calls main content.
    kept: Vec<bool>,
    /// What each line says about the report.
    told: Vec<Told>,
    /// See [`is_aside`].
    aside: Vec<bool>,
    start: usize,
    /// The element that shows the headline.
    headline: Option<usize>,
    /// The headline's letters.
    title: String,
}

impl Choice<'_, '_> {
    fn article(&self) -> Article {
        let bylines = self.bylines();
        let core = self.core();
        let (Some(&first), Some(&last)) = (core.first(), core.last()) else {
            return Article {
                bylines,
                is_listing: self.is_listing(self.start..self.lines.len()),
                ..Article::default()
            };
        };
        let last = self.end_label(first, last);
        let body = self.body(first, last);
        let in_body = |at: usize| {
            let beside = if at < first { first } else { last };
            body.contains(&self.lines[at].nodes.start) && self.is_beside(at, beside)
        };
        let chosen = (self.start..self.lines.len()).filter(|&at| match at {
            _ if !self.is_text(at) || self.is_title(at) => false,
            _ if at < first => self.before(at, first, in_body(at)),
            _ if at <= last => self.between(at, first..last + 1),
            _ => self.after(at, last, in_body(at)),
        });
        let chosen: Vec<usize> = chosen.collect();
        Article {
            paragraphs: chosen
                .iter()
                .map(|&at| self.lines[at].text.clone())
                .collect(),
            bylines,
            is_listing: self.is_listing(first..last + 1),
            ..Article::default()
        }
    }

    /// The paragraphs that a witness calls main content; of a report of one short sentence, that.
    fn core(&self) -> Vec<usize> {
        const SHORT: usize = 4;
        let fits = |at: usize| {
            self.kept[at] && self.is_text(at) && !self.is_byline(at) && !self.is_title(at)
        };
        let is_prose = |&at: &usize| fits(at) && self.lines[at].is_prose();
        let core: Vec<usize> = (self.start..self.lines.len()).filter(is_prose).collect();
        if !core.is_empty() {
            return core;
        }
        let is_short = |line: &Line| line.words >= SHORT && line.linked == 0;
        let short =
            (self.start..self.lines.len()).filter(|&at| fits(at) && is_short(&self.lines[at]));
        short.collect()
    }

    /// Whether neither its place nor its words make a line furniture.
    fn is_text(&self, at: usize) -> bool {
        /// A byline is no longer, in words; what is longer is text in an element with a bad name.
        const BYLINE: usize = 30;
        let line = &self.lines[at];
        match line.says {
            _ if self.aside[at] => return false,
            Some(Says::Caption | Says::Cut | Says::Comments) => return false,
            Some(Says::Byline) if line.words <= BYLINE => {
                return self.verdicts[at] == Verdict::Credit;
            }
            Some(Says::Foot) => return self.verdicts[at] == Verdict::Credit,
            _ => {}
        }
        matches!(self.verdicts[at], Verdict::Text | Verdict::Credit)
    }

    /// Whether a line tells author or date and nothing else.
    fn is_byline(&self, at: usize) -> bool {
        is_byline(&self.lines[at], &self.told[at])
    }

    /// The headline once more.
    fn is_title(&self, at: usize) -> bool {
        let line = &self.lines[at];
        // Folding takes away spaces, signs and harakat.
        let comparable =
            line.text.len() <= self.title.len() * 2 && line.text.len() >= self.title.len();
        !self.title.is_empty() && comparable && headline::letters(&line.text) == self.title
    }

    /// The element that holds the text and not the headline: what stands in it is text, be it as
    /// short as an agency's dateline. Empty where there is none.
    fn body(&self, first: usize, last: usize) -> Range<usize> {
        let last = self.lines[last].nodes.end;
        let holds = |&at: &usize| self.tree.name(at) != "p" && self.tree.nodes[at].end >= last;
        let found = self
            .tree
            .around(self.lines[first].block)
            .find(holds)
            .unwrap_or(0);
        let range = found..self.tree.nodes[found].end;
        match self.headline {
            Some(headline) if !range.contains(&headline) => range,
            _ => 0..0,
        }
    }

    /// Whether two lines stand in the same block, or in blocks side by side.
    fn is_beside(&self, at: usize, other: usize) -> bool {
        let (one, two) = (self.lines[at].block, self.lines[other].block);
        one == two || self.tree.nodes[one].parent == self.tree.nodes[two].parent
    }

    /// A line between the headline and the first paragraph: the lead, a dateline.
    fn before(&self, at: usize, first: usize, in_body: bool) -> bool {
        /// A lead is no further from its headline.
        const NEAR: usize = 4;
        let line = &self.lines[at];
        if line.is_link() {
            return false;
        }
        if in_body && line.linked == 0 {
            return !self.is_byline(at)
                || self.tree.name(line.block) == "p"
                || line.block == self.lines[first].block;
        }
        let near = at - self.start < NEAR && line.linked == 0 && line.is_prose();
        let lead = line.says == Some(Says::Lead) || (self.kept[at] && line.words >= 4) || near;
        lead && !self.is_byline(at)
    }

    fn between(&self, at: usize, core: Range<usize>) -> bool {
        let line = &self.lines[at];
        if self.verdicts[at] == Verdict::Credit {
            return true;
        }
        if line.is_link() {
            return self.is_linked_sentence(line);
        }
        if self.kept[at] {
            return !self.is_between_lead_and_text(at, core.end - 1);
        }
        // A subheading, an item of a list, a short paragraph that the library dropped: it stands
        // among the others.
        let parent = |at: usize| self.tree.nodes[self.lines[at].block].parent;
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let mut beside = beside.filter(|next| core.contains(next));
        line.linked == 0
            && (line.is_prose() || beside.any(|next| self.kept[next] && parent(next) == parent(at)))
    }

    /// A byline behind a lead that is long enough to be taken for the first paragraph.
    fn is_between_lead_and_text(&self, at: usize, last: usize) -> bool {
        const NEAR: usize = 5;
        let apart = self.tree.name(self.lines[at].block) != "p" && !self.is_beside(at, last);
        self.is_byline(at) && at - self.start < NEAR && apart
    }

    /// A paragraph that is one link from end to end, and yet a sentence of the text.
    fn is_linked_sentence(&self, line: &Line) -> bool {
        const SENTENCE: usize = 10;
        self.tree.name(line.block) == "p" && line.words >= SENTENCE && line.text.ends_with('.')
    }

    /// A line behind the last paragraph: the credit, a short last sentence, a signature.
    fn after(&self, at: usize, last: usize, in_body: bool) -> bool {
        const NEAR: usize = 12;
        let line = &self.lines[at];
        if self.verdicts[at] == Verdict::Credit {
            return at - last <= NEAR;
        }
        let close = (last + 1..at)
            .take(NEAR)
            .all(|before| !self.lines[before].is_link() && self.is_text(before));
        let belongs = in_body || (self.kept[at] && !self.is_byline(at));
        (line.linked == 0 || self.is_linked_sentence(line)) && belongs && close && at - last <= NEAR
    }

    /// Where nothing of the article comes any more: the last core line before readers' comments.
    fn end_label(&self, first: usize, last: usize) -> usize {
        let end = (first..=last).find(|&at| self.verdicts[at] == Verdict::End);
        end.map_or(last, |end| end.saturating_sub(1).max(first))
    }

    /// What the lines near the headline tell, and those that say that they tell author or date.
    fn bylines(&self) -> Vec<Told> {
        let tells = |&at: &usize| may_tell(&self.lines[at], at, self.start);
        let all = (0..self.lines.len()).filter(tells);
        // Behind the headline first: above it stands today's date.
        let (before, behind): (Vec<usize>, Vec<usize>) = all.partition(|&at| at < self.start);
        let in_order = behind.into_iter().chain(before);
        in_order.map(|at| self.told[at].clone()).collect()
    }

    /// Whether these lines are mainly links to articles, each with a sentence at most. Lists with a
    /// label above them are furniture of articles too.
    fn is_listing(&self, range: Range<usize>) -> bool {
        const MANY: usize = 6;
        let text = range.filter(|&at| self.verdicts[at] == Verdict::Text);
        let text: Vec<&Line> = text.map(|at| &self.lines[at]).collect();
        let links = text
            .iter()
            .filter(|line| line.is_link() && line.words >= 3)
            .count();
        let prose = text.iter().filter(|line| line.is_prose()).count();
        links >= MANY && links * 3 >= prose * 2
    }
}
