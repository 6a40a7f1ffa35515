//! Where the article is: asked of the extraction library.
//!
//! `dom_smoothie` (Mozilla's Readability in Rust) knows which part of a page is its main content.
//! It is shown the page without its furniture, in tags that are balanced and not too deep (its
//! parser is quadratic in nesting), each text in an element of its own that says which one it is.
//! Asked is only which texts it keeps: their words and the page's order come from our own tree,
//! since the library drops paragraphs of Arabic too freely (it counts Latin commas).

use crate::page::scan::Attributes;
use crate::page::tree::{Kind, Tree};
use dom_smoothie::{Config, Readability, TextMode};
use std::fmt::Write;

/// The attribute that names a text.
const MARK: &str = "data-n=\"";

/// For every node whether the library keeps it as main content, of the texts that it is shown.
pub(crate) fn main_texts(tree: &Tree, shown: &[bool]) -> Vec<bool> {
    let mut kept = vec![false; tree.nodes.len()];
    let config = Config {
        char_threshold: 60,
        disable_json_ld: true,
        text_mode: TextMode::Raw,
        ..Config::default()
    };
    let found = Readability::new(marked(tree, shown), None, Some(config));
    let Ok(article) = found.and_then(|mut readability| readability.parse()) else {
        return kept;
    };
    for piece in article.content.split(MARK).skip(1) {
        let number = piece
            .split('"')
            .next()
            .and_then(|number| number.parse::<usize>().ok());
        if let Some(slot) = number.and_then(|number| kept.get_mut(number)) {
            *slot = true;
        }
    }
    kept
}

/// The page in balanced tags, every text in an element that names its node. Elements without a text
/// that is shown are left out.
fn marked(tree: &Tree, shown: &[bool]) -> String {
    let mut out = String::from("<html><body>");
    let mut open: Vec<(usize, &str)> = Vec::new();
    let before = texts_before(tree, shown);
    let mut at = 0;
    while at < tree.nodes.len() {
        let node = &tree.nodes[at];
        while let Some((_, name)) = open.pop_if(|(end, _)| *end <= at) {
            // Writing to a string cannot fail, here and below.
            let _ = write!(out, "</{name}>");
        }
        let is_break = matches!(node.kind, Kind::Element(element, _) if element.is_break());
        if is_break && !node.cut {
            out.push_str("<br>");
        }
        if node.cut || before[at] == before[node.end] {
            at = node.end;
            continue;
        }
        match node.kind {
            Kind::Text(text) => {
                let text = text.replace('<', "&lt;");
                let _ = write!(out, "<span {MARK}{at}\">{text}</span>");
            }
            Kind::Element(element, attributes) => {
                if let Some(name) = seen(element.name) {
                    start_tag(&mut out, name, attributes);
                    open.push((node.end, name));
                }
            }
            Kind::Raw(_) => {}
        }
        at += 1;
    }
    while let Some((_, name)) = open.pop() {
        let _ = write!(out, "</{name}>");
    }
    out
}

/// How many texts that are shown stand before each node.
fn texts_before(tree: &Tree, shown: &[bool]) -> Vec<usize> {
    let mut before = Vec::with_capacity(shown.len() + 1);
    let mut sum = 0;
    for (node, shown) in tree.nodes.iter().zip(shown) {
        before.push(sum);
        let is_text = matches!(node.kind, Kind::Text(text) if !text.trim_ascii().is_empty());
        sum += usize::from(*shown && is_text);
    }
    before.push(sum);
    before
}

/// Writes a start tag with the attributes that the library looks at.
fn start_tag(out: &mut String, name: &str, attributes: Attributes) {
    /// Longer values are data, and say nothing about the place of text.
    const LONGEST: usize = 256;
    out.push('<');
    out.push_str(name);
    for attribute in ["class", "id", "href"] {
        if let Some(value) = attributes
            .get(attribute)
            .filter(|value| value.len() <= LONGEST)
        {
            let value = value.replace(['"', '<', '&'], " ");
            let _ = write!(out, " {attribute}=\"{value}\"");
        }
    }
    out.push('>');
}

/// The name under which the library sees an element; `None` for those that say nothing to it.
/// Forms hold whole pages on some servers, and the library drops them.
fn seen(name: &'static str) -> Option<&'static str> {
    match name {
        "html" | "head" | "body" | "frameset" | "title" | "meta" | "link" | "base" | "script"
        | "style" | "noscript" | "input" | "img" | "" | "font" | "hr" => None,
        "form" | "center" | "fieldset" | "main" | "figure" | "marquee" => Some("div"),
        known => Some(known),
    }
}
