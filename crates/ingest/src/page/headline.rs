//! The headline of a page: the heading that the page shows, by what its title elements say.

use crate::fields::Role;
use crate::page::lines::{self, Line, count, is_letter, text_in};
use crate::page::meta::Meta;
use crate::page::tree::{Kind, Tree};
use musnad_report::fold::fold;
use std::cmp::Reverse;

/// A headline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Headline {
    pub(crate) text: String,
    /// The element that shows it; `None` where only the page's head tells it.
    pub(crate) node: Option<usize>,
}

/// A heading is no longer than this, in words.
const LONGEST: usize = 45;

/// What stands between a headline and the outlet's name in titles of windows.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • "];

/// A heading, or a line that may be one.
struct Candidate {
    node: usize,
    /// 1 to 6 for headings, more for what is one by its class or its place.
    level: u8,
    text: String,
    /// How many lines stand between it and the next paragraph.
    distance: usize,
}

/// Levels of elements that are headings by their class, of bold lines and of all other lines.
const BY_CLASS: u8 = 7;
const BOLD: u8 = 8;
const ANY: u8 = 9;

/// The headline: the heading that agrees best with what the head of the page says, since that is
/// spelled as readers saw it; else the heading above the text, where the head tells nothing but
/// the site's name; else the head's own words, without the outlet's name. `lines` are all lines of
/// the page.
pub(crate) fn find(
    tree: &Tree,
    lines: &[Line],
    meta: &Meta,
    outlet: Option<&str>,
) -> Option<Headline> {
    let window = meta.window_title.as_deref();
    let told: Vec<String> = meta.all(Role::Title).chain(window).map(letters).collect();
    let candidates = candidates(tree, lines);
    agreeing(&candidates, &told, outlet).or_else(|| {
        let name = outlet.map(letters).unwrap_or_default();
        let is_title = |title: &&str| count(title) >= WORDS && letters(title) != name;
        let stated = meta
            .all(Role::Title)
            .map(|title| without_outlet(title, outlet))
            .find(is_title);
        let above = above(&candidates, lines, stated.is_some());
        let text = stated.or_else(|| window.map(|title| without_outlet(title, outlet)));
        above.or(text.map(|text| Headline {
            text: text.to_owned(),
            node: None,
        }))
    })
}

/// A headline of fewer words is the name of a site or a section, unless its element says otherwise.
const WORDS: usize = 4;

/// Bytes of signs and harakat that a headline may have beside its letters.
const SIGNS: usize = 24;

/// The candidate that agrees best with what the head says; among equals the higher heading, the
/// nearer to the text.
fn agreeing(candidates: &[Candidate], told: &[String], outlet: Option<&str>) -> Option<Headline> {
    let outlet = outlet.map(letters).unwrap_or_default();
    // A title can hold the outlet's name too, and a heading be cut to half of it; no paragraph is
    // worth folding.
    let longest = told.iter().map(String::len).max().unwrap_or_default() * 2;
    let shortest = told.iter().map(String::len).min().unwrap_or_default();
    let comparable = candidates.iter().filter(|candidate| {
        let spaces = candidate.text.bytes().filter(|byte| *byte == b' ').count();
        let letters = candidate.text.len() - spaces;
        let is_too_long = candidate.level >= BOLD && letters > longest + SIGNS;
        !is_too_long && is_much(letters, shortest)
    });
    let rated = comparable.filter_map(|candidate| {
        let own = letters(&candidate.text);
        let agreement = told.iter().map(|title| agreement(&own, title)).max()?;
        let is_name = own == outlet
            || (count(&candidate.text) < WORDS && (candidate.level > 6 || agreement < 3));
        let order = (
            agreement,
            Reverse(candidate.level),
            Reverse(candidate.distance),
            Reverse(candidate.node),
        );
        (agreement > 0 && !is_name).then_some((order, candidate))
    });
    let (_, best) = rated.max_by_key(|(order, _)| *order)?;
    Some(best.headline())
}

/// The highest heading close above the text. Where the head states a title it is only believed if
/// it is of the first order.
fn above(candidates: &[Candidate], lines: &[Line], stated: bool) -> Option<Headline> {
    const NEAR: usize = 12;
    let Some(text) = lines::densest(lines).map(|run| &lines[run.start]) else {
        // A page without text: its only heading of the first order.
        let first = candidates
            .iter()
            .find(|c| c.level == 1 && count(&c.text) >= WORDS - 1);
        return first.map(Candidate::headline);
    };
    let first = lines.partition_point(|line| line.nodes.start < text.nodes.start);
    let earliest = lines[first.saturating_sub(NEAR)].nodes.start;
    let lowest = if stated { 1 } else { BOLD };
    let fits = |candidate: &&Candidate| {
        let close = candidate.node < text.nodes.end && candidate.node + 2 >= earliest;
        close && candidate.level <= lowest && count(&candidate.text) >= WORDS - 1
    };
    let fitting = candidates.iter().filter(fits);
    fitting
        .min_by_key(|candidate| (candidate.level, Reverse(candidate.node)))
        .map(Candidate::headline)
}

impl Candidate {
    fn headline(&self) -> Headline {
        Headline {
            text: self.text.clone(),
            node: Some(self.node),
        }
    }
}

/// Everything that may show the headline.
fn candidates(tree: &Tree, lines: &[Line]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let distances = distances(lines);
    let distance = |node: usize| {
        let line = lines.partition_point(|line| line.nodes.start < node);
        distances.get(line).copied().unwrap_or(lines.len())
    };
    for at in tree.inside(0..tree.nodes.len()) {
        let Some(level) = level(tree, at) else {
            continue;
        };
        let text = text_in(tree, at..tree.nodes[at].end);
        if (1..=LONGEST).contains(&count(&text)) {
            found.push(Candidate {
                node: at,
                level,
                text,
                distance: distance(at),
            });
        }
    }
    for line in lines
        .iter()
        .filter(|line| line.linked == 0 && line.words <= LONGEST)
    {
        let level = if is_bold(tree, line) { BOLD } else { ANY };
        let (node, text) = (line.nodes.start, line.text.clone());
        found.push(Candidate {
            node,
            level,
            text,
            distance: distance(node),
        });
    }
    found
}

/// For every line how many lines stand between it and the next paragraph.
fn distances(lines: &[Line]) -> Vec<usize> {
    let mut distances = vec![0; lines.len()];
    for at in (0..lines.len().saturating_sub(1)).rev() {
        let is_next = lines[at + 1].is_prose();
        distances[at] = if is_next { 0 } else { distances[at + 1] + 1 };
    }
    distances
}

/// The level of an element that is a heading by its name or class.
fn level(tree: &Tree, at: usize) -> Option<u8> {
    let (element, attributes) = tree.element(at)?;
    let written = attributes.written();
    let by_class = || {
        ["itle", "eadline", "TITLE"]
            .iter()
            .any(|word| written.contains(word))
            && ["class", "id", "itemprop"].iter().any(|name| {
                let value = attributes.get(name).unwrap_or_default().to_lowercase();
                value.contains("title") || value.contains("headline")
            })
    };
    element.heading().or_else(|| by_class().then_some(BY_CLASS))
}

/// Whether a line is bold from end to end, and no sentence.
fn is_bold(tree: &Tree, line: &Line) -> bool {
    let bold = |at: usize| {
        let inline = tree
            .around(at)
            .skip(1)
            .take_while(|&around| around != line.block);
        inline
            .map(|around| tree.name(around))
            .any(|name| matches!(name, "b" | "strong" | "big"))
    };
    let is_text = |&at: &usize| matches!(tree.nodes[at].kind, Kind::Text(text) if !text.trim_ascii().is_empty());
    !line.text.ends_with('.') && line.nodes.clone().filter(is_text).all(bold)
}

/// Bytes of letters: fewer agree by chance, «الري» stands in many titles.
const ENOUGH: usize = 24;

/// Whether so many bytes of letters are enough to be compared with so many.
fn is_much(letters: usize, of: usize) -> bool {
    letters * 2 >= of || letters >= ENOUGH * 2
}

/// How far a heading agrees with a title of the page's head: 3 the same, 2 one begins or ends with
/// the other (the title has the outlet's name beside it, or is cut off), 1 one holds the other.
fn agreement(heading: &str, title: &str) -> u8 {
    if heading.is_empty() || title.is_empty() {
        return 0;
    }
    let (short, long) = if heading.len() <= title.len() {
        (heading, title)
    } else {
        (title, heading)
    };
    let much = is_much(short.len(), long.len());
    match () {
        () if short == long => 3,
        () if much && (long.starts_with(short) || long.ends_with(short)) => 2,
        () if much && short.len() >= ENOUGH && long.contains(short) => 1,
        () => 0,
    }
}

/// Letters and digits alone, folded.
pub(crate) fn letters(text: &str) -> String {
    let mut letters = fold(text);
    letters.retain(is_letter);
    letters
}

/// A title without the outlet's name before or behind it.
fn without_outlet<'a>(title: &'a str, outlet: Option<&str>) -> &'a str {
    /// A name of an outlet has no more words.
    const NAME: usize = 4;
    let outlet = outlet.map(letters).unwrap_or_default();
    let mut best = title;
    for separator in SEPARATORS {
        while let Some((head, tail)) = best.rsplit_once(separator) {
            let (first, rest) = best.split_once(separator).unwrap_or((head, tail));
            let is_name = count(tail) <= NAME && count(head) > count(tail);
            if letters(first) == outlet {
                best = rest;
            } else if letters(tail) == outlet || is_name {
                best = head;
            } else {
                break;
            }
        }
    }
    best.trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str, outlet: Option<&str>) -> String {
        let tree = Tree::read(page).expect("small");
        let meta = Meta::read(&tree);
        let lines = lines::lines(&tree, &vec![None; tree.nodes.len()]);
        find(&tree, &lines, &meta, outlet)
            .map(|headline| headline.text)
            .unwrap_or_default()
    }

    #[test]
    fn the_heading_shown_counts() {
        for (page, outlet) in [
            // The first heading is the outlet's.
            (
                "<title>الوزير يفتتح السد الجديد - يراع</title><h1>صحيفة يراع</h1><h1>الوزير يفتتح السد الجديد</h1>",
                None,
            ),
            // JSON-LD and the like cut long headlines.
            (
                "<meta property=og:title content='الوزير يفتتح السد…'><h2>الوزير يفتتح السد الجديد</h2><h1>يراع</h1>",
                None,
            ),
            (
                "<meta property=og:title content='الوزير يفتتح السد الجديد'><p>متن</p>",
                None,
            ),
            (
                "<title>يراع | الوزير يفتتح السد الجديد</title><p>متن</p>",
                Some("يراع"),
            ),
            (
                "<title>الوزير يفتتح السد الجديد | أخبار | يراع</title><p>متن</p>",
                Some("يراع"),
            ),
            (
                "<title>يراع</title><h1>الوزير يفتتح السد الجديد</h1>",
                Some("يراع"),
            ),
            (
                "<title>الوزير يفتتح السد الجديد - يراع</title><div class=newsTitle>الوزير يفتتح السد الجديد</div>",
                None,
            ),
        ] {
            assert_eq!(found(page, outlet), "الوزير يفتتح السد الجديد", "{page}");
        }
    }
}
