//! Which lines of a page are main content: what the page itself says, what the extraction library
//! keeps, and where most of the text stands.

use crate::page::classes::Says;
use crate::page::finder;
use crate::page::furniture::Verdict;
use crate::page::headline;
use crate::page::lines::{self, Line};
use crate::page::meta::Meta;
use crate::page::tree::Tree;
use std::ops::Range;

/// For every line whether a witness calls it main content.
pub(crate) fn hear(
    tree: &Tree,
    meta: &Meta,
    lines: &[Line],
    verdicts: &[Verdict],
    headline: Option<usize>,
) -> Vec<bool> {
    let within = |range: &Range<usize>| -> Vec<bool> {
        lines
            .iter()
            .map(|line| range.contains(&line.nodes.start))
            .collect()
    };
    if let Some(body) = marked_body(tree, lines) {
        return within(&body);
    }
    let region = article_element(tree, lines, headline);
    let all = headline.unwrap_or(0)..tree.nodes.len();
    let shown = Shown {
        tree,
        lines,
        verdicts,
        region: region.clone().unwrap_or(all),
    };
    if let Some(kept) = shown.clear_container() {
        return kept;
    }
    let mut kept = shown.by_library(meta);
    let prose = |kept: &[bool]| -> usize {
        let kept = lines
            .iter()
            .zip(kept)
            .filter(|(line, kept)| **kept && line.is_prose());
        kept.map(|(line, _)| line.words).sum()
    };
    if let Some(region) = region
        && prose(&kept) == 0
    {
        kept = within(&region);
    }
    if prose(&kept) == 0
        && let Some(run) = lines::densest(lines)
    {
        kept[run].fill(true);
    }
    kept
}

/// The lines of a region that neither their place nor their words make furniture.
struct Shown<'a, 'p> {
    tree: &'a Tree<'p>,
    lines: &'a [Line],
    verdicts: &'a [Verdict],
    region: Range<usize>,
}

impl Shown<'_, '_> {
    fn has(&self, at: usize) -> bool {
        let line = &self.lines[at];
        self.region.contains(&line.nodes.start)
            && !matches!(line.says, Some(Says::Caption | Says::Byline | Says::Foot))
            && matches!(self.verdicts[at], Verdict::Text | Verdict::Credit)
    }

    /// The lines of the smallest element that holds nearly all sentences of the region, where it
    /// holds hardly anything else: then there is nothing to ask the library, which takes longer than
    /// all the rest. `None` where sentences stand in several places, or links among them.
    fn clear_container(&self) -> Option<Vec<bool>> {
        /// With fewer words it may be the summary of something else.
        const ENOUGH: usize = 40;
        let tree = self.tree;
        let shown: Vec<&Line> = (0..self.lines.len())
            .filter(|&at| self.has(at))
            .map(|at| &self.lines[at])
            .collect();
        let prose = |range: &Range<usize>| -> usize {
            let inside = shown
                .iter()
                .filter(|line| range.contains(&line.nodes.start));
            inside
                .filter(|line| line.is_prose())
                .map(|line| line.words)
                .sum()
        };
        let all = prose(&self.region);
        let longest = shown
            .iter()
            .filter(|line| line.is_prose())
            .max_by_key(|line| line.words)?;
        let range = tree
            .around(longest.block)
            .map(|at| at..tree.nodes[at].end)
            .find(|range| prose(range) * 10 >= all * 9)?;
        let inside = shown
            .iter()
            .filter(|line| range.contains(&line.nodes.start));
        let words: usize = inside.map(|line| line.words).sum();
        let owned = prose(&range);
        if owned < ENOUGH || owned * 10 < words * 8 {
            return None;
        }
        let place = self.place(longest);
        let is_kept = |at: usize| {
            let line = &self.lines[at];
            let own = range.contains(&line.nodes.start) && self.has(at) && !line.is_link();
            let quoted = |at: usize| tree.name(at) == "blockquote";
            let stated = line.says == Some(Says::Lead) || tree.around(line.block).any(quoted);
            own && (stated || self.place(line) == place)
        };
        let kept: Vec<bool> = (0..self.lines.len()).map(is_kept).collect();
        // A sentence between kept ones comes back by itself, but for those with links.
        let lost = shown
            .iter()
            .filter(|line| line.is_prose() && line.linked > 0);
        let lost =
            lost.filter(|line| range.contains(&line.nodes.start) && self.place(line) != place);
        let words: usize = lost.map(|line| line.words).sum();
        (words * 10 <= all).then_some(kept)
    }

    /// How deep the element lies that holds a line's paragraph, list or quotation, and how it is
    /// written: boxes among the paragraphs are deeper, or other elements.
    fn place(&self, line: &Line) -> (usize, &'static str, &str) {
        let is_part = |name: &str| {
            matches!(
                name,
                "p" | "li" | "ul" | "ol" | "blockquote" | "h2" | "h3" | "h4" | "h5" | "h6"
            )
        };
        let tree = self.tree;
        let mut around = tree.around(line.block);
        let holder = around.find(|&at| !is_part(tree.name(at))).unwrap_or(0);
        let written = tree
            .element(holder)
            .map(|(_, attributes)| attributes.written());
        let name = tree.name(holder);
        (around.count(), name, written.unwrap_or_default())
    }

    /// What the library keeps, and what the page's JSON-LD repeats.
    fn by_library(&self, meta: &Meta) -> Vec<bool> {
        let mut shown = vec![false; self.tree.nodes.len()];
        for (at, line) in self.lines.iter().enumerate() {
            if self.has(at) {
                shown[line.nodes.clone()].fill(true);
            }
        }
        let main = finder::main_texts(self.tree, &shown);
        let repeated = meta.article_body.as_deref();
        let repeated = repeated.map(headline::letters).unwrap_or_default();
        let keeps = |line: &Line| {
            line.nodes.clone().any(|at| main[at])
                || (!repeated.is_empty()
                    && line.words >= 5
                    && self.region.contains(&line.nodes.start)
                    && repeated.contains(&headline::letters(&line.text)))
        };
        self.lines.iter().map(keeps).collect()
    }
}

/// The `article` element around the headline, where it holds the text too: what is outside of it
/// is another article.
fn article_element(tree: &Tree, lines: &[Line], headline: Option<usize>) -> Option<Range<usize>> {
    let headline = headline?;
    let article = tree
        .around(headline)
        .find(|&at| tree.name(at) == "article")?;
    let range = article..tree.nodes[article].end;
    let behind = |line: &&Line| range.contains(&line.nodes.start) && line.nodes.start > headline;
    let paragraphs = lines
        .iter()
        .filter(behind)
        .filter(|line| line.is_prose())
        .count();
    (paragraphs >= 2).then_some(range)
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
