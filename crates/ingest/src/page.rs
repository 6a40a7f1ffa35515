//! A saved page becomes the fields of a report.
//!
//! The page is cut into a tree ([`tree`]) by a scanner of our own, which looks at every byte once
//! and knows its place ([`scan`]); what the page says of itself is collected ([`meta`], [`savers`]);
//! then the article is found ([`article`]). The way back from the text into the page's bytes is
//! made on demand ([`map`]).

mod align;
mod article;
mod classes;
mod dates;
mod elements;
pub(crate) mod encoding;
mod entities;
mod finder;
mod furniture;
mod headline;
mod jsonld;
mod labels;
mod lines;
pub(crate) mod map;
mod meta;
mod savers;
mod scan;
mod stream;
mod structure;
mod tree;
mod witnesses;

use crate::date;
use crate::fields::Role;
use article::Article;
use jiff::civil::Date;
use meta::Meta;
use savers::Saved;
pub(crate) use tree::TooMuch;
use tree::Tree;

/// What a page tells.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) title: String,
    /// Paragraphs, one a line; empty where the page has no article.
    pub(crate) body: String,
    pub(crate) url: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) published: Option<Date>,
    pub(crate) modified: Option<Date>,
    pub(crate) captured: Option<Date>,
    /// What the reader should know: dates that were not understood, a body that was not found.
    pub(crate) diagnostics: Vec<String>,
}

/// Why a page gives no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoPage {
    /// More of something than any page of news has.
    TooMuch(TooMuch),
    /// A list of headlines, or nothing.
    NoArticle,
}

impl Page {
    /// Reads a decoded page.
    ///
    /// # Errors
    /// Where it is too large or too deep, and where it neither holds nor announces an article: a
    /// front page, a list of a section. A page that announces one and holds no text (a film, text
    /// that a script would have brought) gives its headline, an empty body and a diagnostic.
    pub(crate) fn read(page: &str) -> Result<Page, NoPage> {
        let mut tree = Tree::read(page).map_err(NoPage::TooMuch)?;
        let meta = Meta::read(&tree);
        let saved = savers::read(&tree.comments);
        let outlet = outlet(&meta);
        let all_lines = lines::lines(&tree, &vec![None; tree.nodes.len()]);
        let headline = headline::find(&tree, &all_lines, &meta, outlet.as_deref());
        let article = article::find(&mut tree, &meta, headline.as_ref());
        let listing = article.is_listing && !meta.is_article;
        if listing || (article.paragraphs.is_empty() && !meta.is_article) {
            return Err(NoPage::NoArticle);
        }
        let mut page = Page {
            title: headline.map(|headline| headline.text).unwrap_or_default(),
            body: article.paragraphs.join("\n\n"),
            url: url(&meta, &saved),
            captured: saved.date,
            ..Page::default()
        };
        if article.paragraphs.is_empty() {
            page.diagnostics
                .push("the page announces an article, and its text is not in it".to_owned());
        }
        page.dates(&meta, &article);
        page.author = author(&meta, &article, outlet.as_deref());
        page.outlet = outlet.or_else(|| host(page.url.as_deref()?));
        Ok(page)
    }

    /// Dates by the page's head, else by its `time` elements, else by the lines near the headline.
    fn dates(&mut self, meta: &Meta, article: &Article) {
        let mut stated = |role| {
            let said: Vec<&str> = meta.all(role).collect();
            let date = said.iter().find_map(|said| date::parse(said));
            if let (None, Some(first)) = (date, said.first()) {
                let shown: String = first.chars().take(40).collect();
                self.diagnostics
                    .push(format!("no day understood in {shown:?}"));
            }
            date
        };
        let (published, modified) = (stated(Role::Published), stated(Role::Modified));
        let (published, modified) = (
            published.or(article.times.published),
            modified.or(article.times.modified),
        );
        let told = &article.bylines;
        self.published = published.or_else(|| told.iter().find_map(|told| told.published));
        self.modified = modified.or_else(|| told.iter().find_map(|told| told.modified));
    }
}

/// The outlet's name. Addresses and notes of rights stand there on some pages.
fn outlet(meta: &Meta) -> Option<String> {
    const LONGEST: usize = 8;
    let is_name = |name: &&str| !name.contains("://") && lines::count(name) <= LONGEST;
    meta.all(Role::Outlet).find(is_name).map(str::to_owned)
}

/// The author: no address of a profile, and not the outlet under another heading.
fn author(meta: &Meta, article: &Article, outlet: Option<&str>) -> Option<String> {
    let outlet = outlet.map(headline::letters);
    let is_name = |name: &String| {
        !name.contains("://") && !name.is_empty() && Some(headline::letters(name)) != outlet
    };
    let stated = meta.all(Role::Author).map(without_by).find(is_name);
    stated.or_else(|| {
        let told = article.bylines.iter();
        told.filter_map(|told| told.author.clone()).find(is_name)
    })
}

/// «بقلم سمر الخطيب» is written in fields for authors too.
fn without_by(author: &str) -> String {
    dates::author(author).unwrap_or_else(|| author.to_owned())
}

/// The page's own address: what it calls canonical, else what its saver wrote. A canonical address
/// without a path is that of the site, a slip of many content systems.
fn url(meta: &Meta, saved: &Saved) -> Option<String> {
    let base = saved.url.as_deref();
    let stated = meta
        .canonical
        .as_deref()
        .into_iter()
        .chain(meta.all(Role::Url));
    let absolute = stated.filter_map(|url| absolute(url.trim(), base));
    let has_path = |url: &String| {
        url.splitn(4, '/')
            .nth(3)
            .is_some_and(|path| !path.is_empty())
    };
    let mut found: Vec<String> = absolute.collect();
    found.extend(saved.url.clone());
    let own = found.iter().find(|url| has_path(url)).or(found.first())?;
    Some(own.split('#').next().unwrap_or(own).to_owned())
}

fn absolute(url: &str, base: Option<&str>) -> Option<String> {
    if url.starts_with("http://") || url.starts_with("https://") {
        return Some(url.to_owned());
    }
    if let Some(rest) = url.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    // `https:`, nothing, the host.
    let mut parts = base?.splitn(4, '/');
    let (scheme, _, host) = (parts.next()?, parts.next()?, parts.next()?);
    url.starts_with('/')
        .then(|| format!("{scheme}//{host}{url}"))
}

/// The host of an address without `www.`, as the outlet of last resort.
fn host(url: &str) -> Option<String> {
    let host = url.split("://").nth(1)?.split(['/', ':', '?']).next()?;
    Some(host.trim_start_matches("www.").to_owned()).filter(|host| !host.is_empty())
}
