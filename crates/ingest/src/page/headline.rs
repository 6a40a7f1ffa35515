//! The headline of a page: the heading that the page shows, by what its title elements say.

use crate::fields::Role;
use crate::page::lines::{count, text_in};
use crate::page::meta::Meta;
use crate::page::tree::Tree;
use musnad_report::fold::fold;

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

/// The headline: the heading that agrees best with what the head of the page says, since that is
/// spelled as readers saw it; without such a heading, the head's own words, without the outlet's
/// name behind them.
pub(crate) fn find(tree: &Tree, meta: &Meta, outlet: Option<&str>) -> Option<Headline> {
    let window = meta.window_title.as_deref();
    let told: Vec<String> = meta.all(Role::Title).chain(window).map(letters).collect();
    let headings = headings(tree);
    let rated = headings.iter().map(|(at, level, text)| {
        let agreement = told
            .iter()
            .map(|title| agreement(&letters(text), title))
            .max();
        (
            agreement.unwrap_or(0),
            std::cmp::Reverse(*level),
            std::cmp::Reverse(*at),
            text,
        )
    });
    if let Some((_, _, at, text)) = rated.filter(|rated| rated.0 > 0).max() {
        return Some(Headline {
            text: text.clone(),
            node: Some(at.0),
        });
    }
    let stated = meta
        .all(Role::Title)
        .next()
        .map(|title| without_outlet(title, outlet));
    let stated = stated.or_else(|| window.map(|title| without_outlet(title, outlet)));
    // A heading of the first order that nothing contradicts.
    let shown = headings
        .iter()
        .find(|(_, level, text)| *level == 1 && count(text) >= 3);
    match (stated, shown) {
        (Some(text), None) => Some(Headline {
            text: text.to_owned(),
            node: None,
        }),
        (_, Some((at, _, text))) => Some(Headline {
            text: text.clone(),
            node: Some(*at),
        }),
        (None, None) => None,
    }
}

/// Elements that may show the headline: node, level, text.
fn headings(tree: &Tree) -> Vec<(usize, u8, String)> {
    /// Other elements with a class of this word come after all headings.
    const BY_CLASS: u8 = 9;
    let mut found = Vec::new();
    for at in tree.inside(0..tree.nodes.len()) {
        let Some((element, attributes)) = tree.element(at) else {
            continue;
        };
        let by_class = || {
            let written = attributes.written();
            ["itle", "eadline", "TITLE"]
                .iter()
                .any(|word| written.contains(word))
                && ["class", "id", "itemprop"].iter().any(|name| {
                    let value = attributes.get(name).unwrap_or_default().to_lowercase();
                    value.contains("title") || value.contains("headline")
                })
        };
        let level = element.heading().or_else(|| by_class().then_some(BY_CLASS));
        let Some(level) = level else { continue };
        let text = text_in(tree, at..tree.nodes[at].end);
        if (1..=LONGEST).contains(&count(&text)) {
            found.push((at, level, text));
        }
    }
    found
}

/// How far a heading agrees with a title of the page's head: 3 the same, 2 one begins with the
/// other (the title has the outlet's name behind it, or is cut off), 1 one holds the other.
fn agreement(heading: &str, title: &str) -> u8 {
    /// Fewer letters agree by chance: «الري» stands in many titles.
    const ENOUGH: usize = 24;
    if heading.is_empty() || title.is_empty() {
        return 0;
    }
    let (short, long) = if heading.len() <= title.len() {
        (heading, title)
    } else {
        (title, heading)
    };
    let much = short.len() * 2 >= long.len() || short.len() >= ENOUGH * 2;
    match () {
        () if short == long => 3,
        () if much && long.starts_with(short) => 2,
        () if much && short.len() >= ENOUGH && long.contains(short) => 1,
        () => 0,
    }
}

/// Letters and digits alone, folded.
pub(crate) fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
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
        find(&tree, &meta, outlet)
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
