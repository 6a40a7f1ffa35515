//! Where the article is: asked of the extraction library.
//!
//! `dom_smoothie` (Mozilla's Readability in Rust) knows which part of a page is its main content.
//! It is shown the page without its furniture, in tags that are balanced and not too deep (its
//! parser is quadratic in nesting), each text in an element of its own that says which one it is.
//! Asked is only which texts it keeps: their words and the page's order come from our own tree,
//! since the library drops paragraphs of Arabic too freely (it counts Latin commas).

use crate::page::elements::Content;
use crate::page::scan::Attributes;
use crate::page::tree::{Kind, Tree};
use dom_smoothie::{Config, Readability, TextMode};
use std::fmt::Write;

/// The attribute that names a text.
const MARK: &str = "data-n=\"";

/// For every node whether the library keeps it as main content; `skip` are texts that it does not
/// see.
pub(crate) fn main_texts(tree: &Tree, skip: &[bool]) -> Vec<bool> {
    let mut kept = vec![false; tree.nodes.len()];
    let config = Config {
        char_threshold: 60,
        disable_json_ld: true,
        text_mode: TextMode::Raw,
        ..Config::default()
    };
    let found = Readability::new(marked(tree, skip), None, Some(config));
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

/// The page in balanced tags, every text in an element that names its node.
fn marked(tree: &Tree, skip: &[bool]) -> String {
    let mut out = String::from("<html><body>");
    let mut open: Vec<(usize, &str)> = Vec::new();
    for at in tree.inside(0..tree.nodes.len()) {
        while let Some((end, name)) = open.last()
            && *end <= at
        {
            // Writing to a string cannot fail, here and below.
            let _ = write!(out, "</{name}>");
            open.pop();
        }
        match tree.nodes[at].kind {
            Kind::Text(text) if !skip[at] => {
                if text.trim_ascii().is_empty() {
                    out.push(' ');
                } else {
                    let text = text.replace('<', "&lt;");
                    let _ = write!(out, "<span {MARK}{at}\">{text}</span>");
                }
            }
            Kind::Element(element, attributes) => {
                let Some(name) = shown(element.name) else {
                    continue;
                };
                start_tag(&mut out, name, attributes);
                if element.content() != Content::None {
                    open.push((tree.nodes[at].end, name));
                }
            }
            _ => {}
        }
    }
    while let Some((_, name)) = open.pop() {
        let _ = write!(out, "</{name}>");
    }
    out
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
fn shown(name: &'static str) -> Option<&'static str> {
    match name {
        "html" | "head" | "body" | "frameset" | "title" | "meta" | "link" | "base" | "script"
        | "style" | "noscript" | "input" | "img" | "" | "font" | "hr" => None,
        "form" | "center" | "fieldset" | "main" | "figure" | "marquee" => Some("div"),
        known => Some(known),
    }
}
