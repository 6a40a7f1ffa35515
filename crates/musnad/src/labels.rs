//! The words around the words of reports: `data/labels.tsv`, in the language of the screen.

use crate::args::Lang;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: LazyLock<HashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let rows = include_str!("../data/labels.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, [cells.next()?, cells.next()?]))
    })
    .collect()
});

/// Labels in one language.
#[derive(Clone, Copy, Debug)]
pub struct Labels(pub Lang);

impl Labels {
    /// The label of this key; the key itself if the table has none.
    pub fn get(self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(key)
    }

    /// The label of a value of the contract, such as a stance: by its kind and its name there.
    pub fn of(self, kind: &str, value: impl Serialize) -> String {
        let name = serde_json::to_value(value).ok();
        let name = name
            .as_ref()
            .and_then(|name| name.as_str())
            .unwrap_or_default();
        self.find(&format!("{kind}.{name}"))
            .map_or_else(|| name.to_owned(), str::to_owned)
    }

    fn find(self, key: &str) -> Option<&'static str> {
        let column = match self.0 {
            Lang::Ar => 0,
            Lang::En => 1,
        };
        TABLE.get(key).map(|row| row[column])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use musnad_read::{Kind, Mode, Stance};

    #[test]
    fn every_value_of_the_contract_has_its_label() {
        for lang in [Lang::Ar, Lang::En] {
            let labels = Labels(lang);
            for name in [
                "person",
                "organisation",
                "state",
                "agency",
                "outlet",
                "document",
            ] {
                let kind: Kind = serde_json::from_value(name.into()).expect("a kind");
                assert!(labels.find(&format!("kind.{name}")).is_some());
                assert!(!labels.of("kind", kind).is_empty());
            }
            assert_ne!(labels.of("kind", Kind::Anonymous), "anonymous");
            assert_ne!(labels.of("mode", Mode::Mixed), "mixed");
            assert_ne!(labels.of("stance", Stance::Opine), "opine");
        }
    }

    #[test]
    fn rows_are_whole() {
        for row in include_str!("../data/labels.tsv")
            .lines()
            .filter(|row| !row.starts_with('#'))
        {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(
                cells.len() == 3 && cells.iter().all(|cell| !cell.is_empty()),
                "{row}"
            );
        }
    }
}
