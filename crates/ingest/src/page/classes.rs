//! What the classes and ids of elements say about what is in them.

use crate::table;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/page_classes.tsv");

/// What an element says about its content; the table explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    Cut,
    Comments,
    Caption,
    Byline,
    Lead,
    Credit,
    /// A foot of the article, in which only credits are looked for.
    Foot,
}

impl Says {
    fn named(name: &str) -> Option<Says> {
        Some(match name {
            "cut" => Says::Cut,
            "comments" => Says::Comments,
            "caption" => Says::Caption,
            "byline" => Says::Byline,
            "lead" => Says::Lead,
            "credit" => Says::Credit,
            _ => return None,
        })
    }
}

/// A row: the words that must be there beside the one that it is found by.
#[derive(Debug)]
struct Row {
    rank: usize,
    others: Vec<&'static str>,
    says: Says,
}

/// Rows by their first word, without its asterisk.
static ROWS: LazyLock<FxHashMap<&'static str, Vec<Row>>> = LazyLock::new(|| {
    let mut rows: FxHashMap<&str, Vec<Row>> = FxHashMap::default();
    for (rank, row) in table::rows(TABLE).enumerate() {
        let mut words = row[0].split(' ');
        let says = row.get(1).and_then(|name| Says::named(name));
        if let (Some(first), Some(says)) = (words.next(), says) {
            let others = words.collect();
            rows.entry(first.trim_end_matches('*'))
                .or_default()
                .push(Row { rank, others, says });
        }
    }
    rows
});

/// First words that stand for any ending, by their first byte.
static OPEN_ENDED: LazyLock<FxHashMap<u8, Vec<&'static str>>> = LazyLock::new(|| {
    let firsts = table::rows(TABLE).filter_map(|row| row[0].split(' ').next());
    let mut open: FxHashMap<u8, Vec<_>> = FxHashMap::default();
    for word in firsts.filter_map(|word| word.strip_suffix('*')) {
        let sharing = open.entry(first_byte(word)).or_default();
        if !sharing.contains(&word) {
            sharing.push(word);
        }
    }
    open
});

/// What a class or id says, by the first row that fits.
pub(crate) fn says(class: &str) -> Option<Says> {
    let words = words(class);
    let fits = |row: &&Row| {
        let other = |pattern: &&str| words.iter().any(|word| fits_word(pattern, word));
        row.others.iter().all(other)
    };
    let rows = words.iter().flat_map(|word| rows_of(word));
    rows.filter(fits)
        .min_by_key(|row| row.rank)
        .map(|row| row.says)
}

/// The rows whose first word fits this one.
fn rows_of(word: &str) -> impl Iterator<Item = &'static Row> {
    let sharing = OPEN_ENDED.get(&first_byte(word));
    let begins = move |start: &&&str| start.len() < word.len() && word.starts_with(**start);
    let starts = sharing.into_iter().flatten().filter(begins).copied();
    let known = starts.chain([word]).filter_map(|first| ROWS.get(first));
    known.flatten()
}

/// Zero for an empty word.
fn first_byte(word: &str) -> u8 {
    word.bytes().next().unwrap_or_default()
}

fn fits_word(pattern: &str, word: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == pattern,
    }
}

/// The words of a class: cut at signs, digits and capitals, in lower case. Most are written in it.
pub(crate) fn words(class: &str) -> Vec<Cow<'_, str>> {
    let mut words = Vec::new();
    let mut rest = class;
    while let Some(start) = rest.find(char::is_alphabetic) {
        rest = &rest[start..];
        let mut before_lower = false;
        let ends = |c: char| {
            let starts_next = c.is_uppercase() && before_lower;
            before_lower = c.is_lowercase();
            starts_next || !c.is_alphabetic()
        };
        let end = rest.find(ends).unwrap_or(rest.len());
        words.push(lower_case(&rest[..end]));
        rest = &rest[end..];
    }
    words
}

/// A name in lower case, as most are written.
pub(crate) fn lower_case(name: &str) -> Cow<'_, str> {
    if name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    {
        return name.into();
    }
    name.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_loads() {
        let rows: usize = ROWS.values().map(Vec::len).sum();
        assert_eq!(rows, table::rows(TABLE).count());
    }

    #[test]
    fn classes_are_cut_into_words() {
        assert_eq!(
            words("relatedNews post__tags-2 CNN_x"),
            ["related", "news", "post", "tags", "cnn", "x"]
        );
        for (class, expected) in [
            ("relatedNews", Some(Says::Cut)),
            ("post-share-bar", Some(Says::Cut)),
            ("shared_content", Some(Says::Cut)),
            ("entry-content", None),
            ("read-more", Some(Says::Cut)),
            ("readers more", None),
            ("article-lead", Some(Says::Lead)),
            ("wp-caption-text", Some(Says::Caption)),
            ("image--text", Some(Says::Caption)),
            ("author-bio", Some(Says::Cut)),
            ("author", Some(Says::Byline)),
            ("addressee", None),
        ] {
            assert_eq!(says(class), expected, "{class}");
        }
    }
}
