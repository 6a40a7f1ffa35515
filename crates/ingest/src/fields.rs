//! What the fields of a record hold, by their names.

use crate::table;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/fields.tsv");

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Title,
    Body,
    Url,
    Outlet,
    Author,
    Published,
    Modified,
    Captured,
}

impl Role {
    /// How many there are.
    pub(crate) const COUNT: usize = 8;

    pub(crate) fn named(name: &str) -> Option<Role> {
        Some(match name {
            "title" => Role::Title,
            "body" => Role::Body,
            "url" => Role::Url,
            "outlet" => Role::Outlet,
            "author" => Role::Author,
            "published" => Role::Published,
            "modified" => Role::Modified,
            "captured" => Role::Captured,
            _ => return None,
        })
    }

    /// What stands between the parts of a field that comes as a list: paragraphs of a body, names
    /// of authors.
    pub(crate) fn joint(self) -> &'static str {
        match self {
            Role::Body => "\n\n",
            _ => "، ",
        }
    }
}

/// A row of the table: the role, its rank among the names of all roles (lower is preferred), and
/// the name as it is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) role: Role,
    pub(crate) rank: usize,
    pub(crate) name: &'static str,
}

static FIELDS: LazyLock<Vec<(String, Field)>> = LazyLock::new(|| {
    let row = |(rank, row): (usize, Vec<&'static str>)| {
        let (role, name) = (Role::named(row.first()?)?, *row.get(1)?);
        Some((key(name), Field { role, rank, name }))
    };
    let mut fields: Vec<_> = table::rows(TABLE).enumerate().filter_map(row).collect();
    fields.sort_by(|a, b| a.0.cmp(&b.0));
    fields
});

/// The field of this name, where it is known.
pub(crate) fn of(name: &str) -> Option<Field> {
    let key = key(name);
    let found = FIELDS
        .binary_search_by(|(known, _)| known.as_str().cmp(&key))
        .ok()?;
    Some(FIELDS[found].1)
}

/// Names of the fields that hold a report's text, most usual first.
pub(crate) fn text_names() -> impl Iterator<Item = &'static str> {
    let mut fields: Vec<Field> = FIELDS.iter().map(|(_, field)| *field).collect();
    fields.sort_by_key(|field| field.rank);
    fields
        .into_iter()
        .filter(|f| matches!(f.role, Role::Title | Role::Body))
        .map(|f| f.name)
}

fn key(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_loads_and_no_name_has_two_roles() {
        assert_eq!(FIELDS.len(), table::rows(TABLE).count());
        for pair in FIELDS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} stands twice", pair[1].1.name);
        }
    }

    #[test]
    fn names_are_compared_without_case_and_hyphens() {
        for name in ["date_publish", "datePublish", "Date-Publish"] {
            assert_eq!(of(name).map(|f| f.role), Some(Role::Published), "{name}");
        }
        assert_eq!(of("النص").map(|f| f.role), Some(Role::Body));
        assert!(of("category").is_none());
        assert_eq!(text_names().next(), Some("maintext"));
    }
}
