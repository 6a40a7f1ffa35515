//! What a page says of itself: JSON-LD, OpenGraph, other meta elements, marked elements.

use crate::fields::Role;
use crate::page::entities;
use crate::page::jsonld;
use crate::page::lines::{push_folded, text_in};
use crate::page::scan::Attributes;
use crate::page::tree::{Kind, Tree};
use crate::table;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/page_fields.tsv");

/// Rows of the table: role, where, name in lower case.
static ROWS: LazyLock<Vec<(Role, &'static str, String)>> = LazyLock::new(|| {
    let row = |row: Vec<&'static str>| {
        let [role, place, name] = row[..] else {
            return None;
        };
        Some((Role::named(role)?, place, name.to_lowercase()))
    };
    table::rows(TABLE).filter_map(row).collect()
});

/// Indices of the rows by their name.
static BY_NAME: LazyLock<FxHashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut rows: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, (_, _, name)) in ROWS.iter().enumerate() {
        rows.entry(name).or_default().push(at);
    }
    rows
});

/// What a page says of itself, as it is written.
#[derive(Debug)]
pub(crate) struct Meta {
    /// By row of the table: the first that is not empty.
    said: Vec<Option<String>>,
    /// Content of the `title` element.
    pub(crate) window_title: Option<String>,
    /// `<link rel=canonical>`.
    pub(crate) canonical: Option<String>,
    /// The article's whole text, where the page repeats it in its JSON-LD.
    pub(crate) article_body: Option<String>,
    /// Whether the page says that it is an article.
    pub(crate) is_article: bool,
}

impl Meta {
    pub(crate) fn read(tree: &Tree) -> Meta {
        let mut meta = Meta {
            said: vec![None; ROWS.len()],
            window_title: None,
            canonical: None,
            article_body: None,
            is_article: false,
        };
        for (at, node) in tree.nodes.iter().enumerate() {
            if let Kind::Element(element, attributes) = node.kind {
                match element.name {
                    "meta" => meta.element(attributes),
                    "link"
                        if is(attributes.get("rel"), "canonical") && meta.canonical.is_none() =>
                    {
                        meta.canonical = attributes.get("href").map(Cow::into_owned);
                    }
                    "title" if meta.window_title.is_none() => {
                        let title = raw(tree, at).map(|title| entities::resolve(title, false));
                        meta.window_title = title.map(|title| in_a_line(&title));
                    }
                    "script" if is(attributes.get("type"), "application/ld+json") => {
                        if let Some(content) = raw(tree, at) {
                            meta.linked_data(content);
                        }
                    }
                    _ if attributes.written().contains("itemprop")
                        || attributes.written().contains("rel=") =>
                    {
                        meta.marked(tree, at);
                    }
                    _ => {}
                }
            }
        }
        meta
    }

    /// What the page says in this role, best first.
    pub(crate) fn all(&self, role: Role) -> impl Iterator<Item = &str> {
        let rows = ROWS.iter().zip(&self.said);
        let of_role = rows.filter(move |((of, _, _), _)| *of == role);
        of_role.filter_map(|(_, said)| said.as_deref())
    }

    fn element(&mut self, attributes: Attributes) {
        let names = ["property", "name", "itemprop"];
        let Some(content) = attributes.get("content") else {
            return;
        };
        for name in names.iter().filter_map(|name| attributes.get(name)) {
            let name = name.trim().to_lowercase();
            self.is_article |= name == "og:type" && content.contains("article");
            self.say("meta", &name, &content);
        }
    }

    /// An element with an itemprop, or a link to the author.
    fn marked(&mut self, tree: &Tree, at: usize) {
        let Some((_, attributes)) = tree.element(at) else {
            return;
        };
        let name = attributes.get("itemprop").or_else(|| attributes.get("rel"));
        let Some(name) = name.map(|name| name.trim().to_lowercase()) else {
            return;
        };
        let told = attributes
            .get("content")
            .or_else(|| attributes.get("datetime"));
        if rows("item", &name).next().is_some() {
            let text = || text_in(tree, at..tree.nodes[at].end).into();
            self.say("item", &name, &told.unwrap_or_else(text));
        }
    }

    fn linked_data(&mut self, content: &str) {
        let Some(article) = jsonld::article(content) else {
            return;
        };
        self.is_article |= article.is_article;
        for (name, value) in article.fields {
            self.say("ld", &name, &value);
        }
        if self.article_body.is_none() {
            self.article_body = article.body;
        }
    }

    fn say(&mut self, place: &str, name: &str, said: &str) {
        for row in rows(place, name) {
            let slot = &mut self.said[row];
            if slot.is_none() {
                *slot = Some(in_a_line(said)).filter(|said| !said.is_empty());
            }
        }
    }
}

/// The rows of the table for this place and name.
fn rows(place: &str, name: &str) -> impl Iterator<Item = usize> {
    let named = BY_NAME.get(name).into_iter().flatten().copied();
    named.filter(move |&row| ROWS[row].1 == place)
}

fn is(value: Option<Cow<str>>, wanted: &str) -> bool {
    value.is_some_and(|value| value.trim().eq_ignore_ascii_case(wanted))
}

/// The content of a script or title.
fn raw<'a>(tree: &Tree<'a>, at: usize) -> Option<&'a str> {
    tree.nodes[at + 1..tree.nodes[at].end]
        .iter()
        .find_map(|node| match node.kind {
            Kind::Raw(content) => Some(content),
            _ => None,
        })
}

/// A text in one line, its white space folded.
fn in_a_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push_folded(&mut line, text);
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_loads() {
        assert_eq!(ROWS.len(), table::rows(TABLE).count());
    }

    #[test]
    fn the_first_place_of_the_table_counts() {
        let page = "<title>عنوان &amp; آخر | يراع</title><link rel=Canonical href='https://yaraa.example/1'>\
            <meta property=og:title content='عنوان  آخر'><meta name=DC.Title content=x>\
            <meta property=og:type content=article><meta name=author content=' '>\
            <span itemprop=author>سمر <b>الخطيب</b></span><time itemprop=datePublished datetime=2031-03-09>أمس</time>";
        let meta = Meta::read(&Tree::read(page).expect("small"));
        assert_eq!(
            meta.all(Role::Title).collect::<Vec<_>>(),
            ["عنوان آخر", "x"]
        );
        assert_eq!(meta.window_title.as_deref(), Some("عنوان & آخر | يراع"));
        assert_eq!(meta.canonical.as_deref(), Some("https://yaraa.example/1"));
        assert_eq!(meta.all(Role::Author).next(), Some("سمر الخطيب"));
        assert_eq!(meta.all(Role::Published).next(), Some("2031-03-09"));
        assert!(meta.is_article);
    }
}
