//! The words around the words of reports: `data/labels.tsv`, in the language of the screen.

use crate::args::Lang;
use musnad_archive::Message;
use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: LazyLock<HashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let row = |row: &'static str| {
        let mut cells = row.split('\t');
        Some((cells.next()?, [cells.next()?, cells.next()?]))
    };
    rows(LABELS).filter_map(row).collect()
});

/// Sentences of the library: the English one and its translation.
static MESSAGES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    rows(TRANSLATIONS)
        .filter_map(|row| row.split_once('\t'))
        .collect()
});

const LABELS: &str = include_str!("../data/labels.tsv");
const TRANSLATIONS: &str = include_str!("../data/messages.tsv");

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

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

    /// What the library says, in this language: with `{}` where values stand. English where the table has
    /// no translation.
    pub fn template(self, message: &Message) -> &'static str {
        let english = message.template();
        match self.0 {
            Lang::Ar => MESSAGES.get(english).copied().unwrap_or(english),
            Lang::En => english,
        }
    }

    /// What people call that in which a table lies; its own name where the labels have none.
    pub fn part_of_file(self, table: &str) -> String {
        let (first, _) = table.split_once('_').unwrap_or((table, ""));
        let own = self.find(&format!("table.{table}"));
        let found = own.or_else(|| self.find(&format!("table.{first}")));
        found.unwrap_or(table).to_owned()
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
    use musnad_read::events::judge::Question;
    use musnad_read::events::{ArrangementKind, EventType, Part, Status};
    use musnad_read::{Kind, Mode, Stance};
    use std::collections::HashSet;
    use std::fs;
    use std::path::Path;

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
    fn whatever_is_told_of_events_has_its_label() {
        let named = |kind: &str, name: &str| {
            for lang in [Lang::Ar, Lang::En] {
                let key = format!("{kind}.{name}");
                assert!(Labels(lang).find(&key).is_some(), "labels.tsv lacks: {key}");
            }
        };
        for kind in EventType::ALL {
            named("type", kind.name());
            kind.modes().iter().for_each(|mode| named("manner", mode));
        }
        ArrangementKind::ALL
            .iter()
            .for_each(|kind| named("type", kind.name()));
        Status::ALL
            .iter()
            .for_each(|status| named("status", status.name()));
        for question in Question::ALL {
            let name = serde_json::to_value(question).expect("a name");
            named("asked", name.as_str().expect("a word"));
        }
        for part in [Part::Actor, Part::Recipient, Part::Place] {
            named("part", part.name());
        }
    }

    #[test]
    fn whatever_the_archive_says_is_said_in_arabic() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../archive/src");
        let mut folders = vec![sources];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("lists") {
                let path = entry.expect("lists").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let source = fs::read_to_string(&path).expect("reads");
                let source = source.split("#[cfg(test)]").next().unwrap_or_default();
                for call in source.split("message!(").skip(1) {
                    let Some(said) = call.trim_start().strip_prefix('"') else {
                        continue;
                    };
                    let english = said.split('"').next().unwrap_or_default();
                    let arabic = MESSAGES.get(english);
                    let arabic = arabic.unwrap_or_else(|| panic!("messages.tsv lacks: {english}"));
                    let gaps = |said: &str| said.matches("{}").count();
                    assert_eq!(gaps(english), gaps(arabic), "{english}");
                    seen += 1;
                }
            }
        }
        assert!(seen >= MESSAGES.len(), "messages.tsv has what nobody says");
    }

    #[test]
    fn rows_are_whole_and_keys_are_there_once() {
        let keys: HashSet<_> = rows(LABELS).map(|row| row.split('\t').next()).collect();
        assert_eq!(keys.len(), rows(LABELS).count());
        for row in rows(LABELS) {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(
                cells.len() == 3 && cells.iter().all(|cell| !cell.is_empty()),
                "{row}"
            );
        }
    }
}
