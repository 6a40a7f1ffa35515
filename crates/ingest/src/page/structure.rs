//! What the elements of a page say about what is in them: navigation, captions, bylines.

use crate::page::classes::{self, Says};
use crate::page::scan::Attributes;
use crate::page::tree::{Kind, Tree};
use rustc_hash::FxHashMap;

/// Says for every node what its element says, and cuts what is beside the article, whatever it
/// holds. What holds the headline or most of the page's text is never cut.
pub(crate) fn judge(tree: &mut Tree, headline: Option<usize>) -> Vec<Option<Says>> {
    let prose = prose(tree);
    let all = *prose.last().unwrap_or(&0);
    let mut holds_headline = vec![false; tree.nodes.len()];
    for at in headline.into_iter().flat_map(|node| tree.around(node)) {
        holds_headline[at] = true;
    }
    let mut says = vec![None; tree.nodes.len()];
    let mut known = FxHashMap::default();
    for at in 0..tree.nodes.len() {
        let Some(said) = said(tree, at, &mut known) else {
            continue;
        };
        let share = prose[tree.nodes[at].end] - prose[at];
        let most = share * 2 > all && share > 0;
        match said {
            _ if holds_headline[at] => {}
            Says::Comments if share * 10 > all * 9 => {}
            Says::Cut | Says::Byline | Says::Caption if most => {}
            // Classes of inline elements in a paragraph name its looks: `rteFontSize`.
            Says::Cut if share > 0 && is_inline(tree, at) => {}
            Says::Cut | Says::Comments => tree.nodes[at].cut = true,
            _ => says[at] = Some(said),
        }
    }
    says
}

fn is_inline(tree: &Tree, at: usize) -> bool {
    tree.element(at)
        .is_some_and(|(element, _)| !element.is_block())
}

/// How many words of long texts outside of links stand before each node.
fn prose(tree: &Tree) -> Vec<usize> {
    const LONG: usize = 6;
    let mut sums = Vec::with_capacity(tree.nodes.len() + 1);
    let (mut sum, mut link_end) = (0, 0);
    for (at, node) in tree.nodes.iter().enumerate() {
        sums.push(sum);
        match node.kind {
            Kind::Element(element, _) if element.name == "a" => link_end = link_end.max(node.end),
            Kind::Text(text) if at >= link_end => {
                let words = text.split_ascii_whitespace().count();
                sum += if words >= LONG { words } else { 0 };
            }
            _ => {}
        }
    }
    sums.push(sum);
    sums
}

/// What one element says: by its name, its role, its visibility, its classes.
fn said<'p>(
    tree: &Tree<'p>,
    at: usize,
    known: &mut FxHashMap<(&'static str, &'p str), Option<Says>>,
) -> Option<Says> {
    let (element, attributes) = tree.element(at)?;
    match element.name {
        "html" | "body" | "main" | "head" | "meta" | "link" | "script" | "img" | "br" => {
            return None;
        }
        "nav" | "aside" => return Some(Says::Cut),
        "figcaption" => return Some(Says::Caption),
        "footer" => return Some(Says::Foot),
        "time" => return Some(Says::Byline),
        "header" if !is_inside(tree, at, &["article", "main"]) => return Some(Says::Cut),
        _ => {}
    }
    let written = attributes.written();
    if written.is_empty() {
        return None;
    }
    let said = *known
        .entry((element.name, written))
        .or_insert_with(|| by_attributes(element.name, attributes));
    match said {
        // On the article's own element, classes name its section and tags.
        Some(Says::Comments) => said,
        _ if element.name == "article" => None,
        _ => said,
    }
}

fn by_attributes(element: &str, attributes: Attributes) -> Option<Says> {
    const ROLES: [&str; 8] = [
        "navigation",
        "complementary",
        "search",
        "banner",
        "contentinfo",
        "dialog",
        "menu",
        "alert",
    ];
    let mut found: Option<Says> = None;
    for (name, value) in attributes.all() {
        let value = value.trim();
        let said = match &*classes::lower_case(name) {
            "hidden" => Some(Says::Cut),
            "aria-hidden" if value == "true" => Some(Says::Cut),
            "role" if ROLES.contains(&value) => Some(Says::Cut),
            "style" if is_hidden(value) => Some(Says::Cut),
            "class" | "id" => classes::says(&format!("{element} {value}")),
            // Builders of sites name elements for their scripts, and their classes by numbers.
            "data-hook" | "data-testid" => {
                classes::says(value).filter(|said| *said == Says::Byline)
            }
            "itemprop" if value == "author" => Some(Says::Byline),
            "rel" if value == "author" => Some(Says::Byline),
            "rel" if value == "tag" || value == "category tag" => Some(Says::Cut),
            _ => None,
        };
        found = found.or(said);
    }
    found
}

fn is_hidden(style: &str) -> bool {
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

fn is_inside(tree: &Tree, at: usize, names: &[&str]) -> bool {
    tree.around(at)
        .skip(1)
        .any(|around| names.contains(&tree.name(around)))
}
