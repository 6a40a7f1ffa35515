//! The stemmer's tables, read once.

use musnad_report::fold::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const WORDS: &str = include_str!("../data/words.tsv");
const EXCEPTIONS: &str = include_str!("../data/exceptions.tsv");
const IRREGULAR: &str = include_str!("../data/irregular.tsv");

/// What `words.tsv` and `exceptions.tsv` say about a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its first letter, or its ال, is its own.
    pub start: bool,
    /// Its ending is its own.
    pub end: bool,
    /// It has the sound masculine plural.
    pub sound: bool,
    /// A verb's perfect, third person masculine.
    pub perfect: bool,
    /// A verb's imperfect, third person masculine.
    pub imperfect: bool,
}

/// All tables.
pub(crate) struct Lexicon {
    words: FxHashMap<String, Word>,
    irregular: FxHashMap<String, String>,
}

/// The tables, read on first use. They are part of the crate and a test reads them all.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| match Lexicon::load() {
        Ok(lexicon) => lexicon,
        Err(line) => panic!("crates/search/data: no such row can be read: {line}"),
    });
    &LEXICON
}

impl Lexicon {
    /// The row of `form`, if it has one.
    pub(crate) fn word(&self, form: &str) -> Option<Word> {
        self.words.get(form).copied()
    }

    /// The word whose stem the irregular `form` has.
    pub(crate) fn irregular(&self, form: &str) -> Option<&str> {
        self.irregular.get(form).map(String::as_str)
    }

    fn load() -> Result<Lexicon, &'static str> {
        let mut words = FxHashMap::default();
        for line in rows(WORDS).chain(rows(EXCEPTIONS)) {
            let (form, flags) = line.split_once('\t').ok_or(line)?;
            words.insert(fold(form), read_flags(flags).ok_or(line)?);
        }
        let mut irregular = FxHashMap::default();
        for line in rows(IRREGULAR) {
            let (form, word) = line.split_once('\t').ok_or(line)?;
            irregular.insert(fold(form), fold(word));
        }
        Ok(Lexicon { words, irregular })
    }
}

fn rows(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn read_flags(flags: &str) -> Option<Word> {
    let mut word = Word::default();
    for flag in flags.split_whitespace() {
        match flag {
            "start" => word.start = true,
            "end" => word.end = true,
            "sound" => word.sound = true,
            "perfect" => word.perfect = true,
            "imperfect" => word.imperfect = true,
            _ => return None,
        }
    }
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_no_plural_leads_in_a_circle() {
        let lexicon = Lexicon::load().expect("the data of the crate");
        assert!(lexicon.words.len() > 10_000);
        for (form, word) in &lexicon.irregular {
            let next = lexicon.irregular.get(word);
            assert!(
                next.is_none_or(|next| next == word),
                "{form} → {word} → {next:?}"
            );
        }
    }
}
