//! What the classes and ids of elements say about what is in them.

use crate::table;
use rustc_hash::FxHashMap;
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

/// Rows by their first word, with its asterisk.
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

/// First words that stand for any ending.
static OPEN_ENDED: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let firsts = table::rows(TABLE).filter_map(|row| row[0].split(' ').next());
    firsts.filter_map(|word| word.strip_suffix('*')).collect()
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
    let whole = word
        .char_indices()
        .map(|(at, c)| &word[..at + c.len_utf8()]);
    let known = whole.filter_map(|start| ROWS.get_key_value(start));
    let fitting =
        known.filter(move |(first, _)| first.len() == word.len() || OPEN_ENDED.contains(first));
    fitting.flat_map(|(_, rows)| rows)
}

fn fits_word(pattern: &str, word: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == pattern,
    }
}

/// The words of a class: cut at signs, digits and capitals, in lower case.
pub(crate) fn words(class: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before_lower = false;
    for c in class.chars() {
        let starts = c.is_uppercase() && before_lower;
        if (starts || !c.is_alphabetic()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
        before_lower = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
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
