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
    let mut kept = by_library(tree, meta, lines, verdicts, region.as_ref().unwrap_or(&all));
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

/// What the library keeps of a region, and what the page's JSON-LD repeats.
fn by_library(
    tree: &Tree,
    meta: &Meta,
    lines: &[Line],
    verdicts: &[Verdict],
    region: &Range<usize>,
) -> Vec<bool> {
    let is_shown = |line: &Line, verdict: &Verdict| {
        region.contains(&line.nodes.start)
            && !matches!(line.says, Some(Says::Caption | Says::Byline | Says::Foot))
            && matches!(verdict, Verdict::Text | Verdict::Credit)
    };
    let mut shown = vec![false; tree.nodes.len()];
    for (line, verdict) in lines.iter().zip(verdicts) {
        if is_shown(line, verdict) {
            shown[line.nodes.clone()].fill(true);
        }
    }
    let main = finder::main_texts(tree, &shown);
    let repeated = meta.article_body.as_deref();
    let repeated = repeated.map(headline::letters).unwrap_or_default();
    let keeps = |line: &Line| {
        line.nodes.clone().any(|at| main[at])
            || (line.words >= 5
                && region.contains(&line.nodes.start)
                && repeated.contains(&headline::letters(&line.text)))
    };
    lines.iter().map(keeps).collect()
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
