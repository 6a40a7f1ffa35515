//! The names of filters and of their values, in both languages.

use crate::lexer::FilterName;
use musnad_report::fold::fold;
use std::sync::LazyLock;

const FILTERS: &str = include_str!("../data/filters.tsv");

struct Row {
    filter: FilterName,
    /// `None` for the filter's own names.
    value: Option<&'static str>,
    /// Folded.
    synonyms: Vec<String>,
}

/// The table, read on first use. It is part of the crate and a test reads it all.
fn table() -> &'static [Row] {
    static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| match load() {
        Ok(rows) => rows,
        Err(line) => panic!("crates/search/data/filters.tsv: no such row can be read: {line}"),
    });
    &TABLE
}

fn load() -> Result<Vec<Row>, &'static str> {
    let lines = FILTERS
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| read_row(line).ok_or(line)).collect()
}

fn read_row(line: &'static str) -> Option<Row> {
    let mut cells = line.split('\t');
    let filter = FilterName::ALL
        .into_iter()
        .zip(FilterName::NAMES)
        .find_map(|(filter, name)| (Some(name) == line.split('\t').next()).then_some(filter))?;
    cells.next()?;
    let value = cells.next()?;
    let synonyms = cells.next()?.split('|').map(fold).collect();
    Some(Row {
        filter,
        value: (value != "name").then_some(value),
        synonyms,
    })
}

/// The filter that `name` is a name of.
pub(crate) fn filter_named(name: &str) -> Option<FilterName> {
    let name = fold(name);
    let mut names = table().iter().filter(|row| row.value.is_none());
    Some(names.find(|row| row.synonyms.contains(&name))?.filter)
}

/// The canonical value of `filter` that `word` stands for.
pub(crate) fn value_named(filter: FilterName, word: &str) -> Option<&'static str> {
    let word = fold(word.trim());
    let mut rows = table().iter().filter(|row| row.filter == filter);
    rows.find(|row| row.value.is_some() && row.synonyms.contains(&word))?
        .value
}

/// All canonical values of a filter; empty for those that take words or dates.
pub(crate) fn values_of(filter: FilterName) -> Vec<&'static str> {
    let rows = table().iter().filter(|row| row.filter == filter);
    rows.filter_map(|row| row.value).collect()
}

/// The values that the filter of this name takes (`stance`, `kind`, `in`): for completion and help.
/// Empty for filters that take words or dates, and for names of no filter.
///
/// ```
/// assert!(musnad_search::values("stance").contains(&"deny"));
/// ```
pub fn values(filter: &str) -> Vec<&'static str> {
    filter_named(filter).map(values_of).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_every_filter_has_a_name() {
        load().expect("the data of the crate");
        for (filter, name) in FilterName::ALL.into_iter().zip(FilterName::NAMES) {
            assert_eq!(filter_named(name), Some(filter));
        }
        assert_eq!(filter_named("قائل"), Some(FilterName::Speaker));
        assert_eq!(value_named(FilterName::Stance, "نفي"), Some("deny"));
        assert_eq!(value_named(FilterName::Stance, "title"), None);
    }
}
