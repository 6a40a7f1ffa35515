//! The crate's data tables: tab-separated, `#` comments, one header line.

/// The rows of an embedded table, without comments, blank lines and the header.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1)
        .map(|line| line.split('\t').collect())
}
