//! The words of a mention as names to look up.

use crate::gazetteer::Gazetteer;
use crate::place::{Kind, Place};
use musnad_report::clitics::splits;
use musnad_report::fold::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

pub(crate) const GENERIC: &str = include_str!("../data/generic.tsv");

/// How a place stands in a report: «بدمشق», «محافظة حلب», «مدينة تل أبيض السورية».
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bearers {
    /// The name under which they were found; empty where nobody bears one.
    pub name: String,
    /// What may bear the name.
    pub places: Vec<Place>,
    /// The kinds that the word before the name allows; none for a bare name.
    pub kinds: &'static [Kind],
}

impl Bearers {
    /// What the words of a mention may mean. The words as they stand come first; only where nobody bears
    /// that name is something taken off: what is attached to the first word, then a word that says how
    /// large the place is, at last the last word («مدينة الجيزة المصرية»). «بيروت» is so never read as «ب» and
    /// «يروت».
    pub(crate) fn of(gazetteer: &Gazetteer, words: &str) -> Bearers {
        let folded = fold(words);
        let shorter = folded.rsplit_once(' ').map(|(shorter, _)| shorter);
        let shorter = shorter.filter(|s| forms(s).iter().all(|form| generic(form).is_none()));
        let mut found = find(gazetteer, &folded);
        if let (None, Some(shorter)) = (&found, shorter) {
            found = find(gazetteer, shorter);
        }
        found.unwrap_or(Bearers {
            name: String::new(),
            places: Vec::new(),
            kinds: &[],
        })
    }
}

fn find(gazetteer: &Gazetteer, folded: &str) -> Option<Bearers> {
    for name in forms(folded) {
        let places = gazetteer.named(&name);
        if !places.is_empty() {
            let kinds = &[];
            return Some(Bearers {
                name,
                places,
                kinds,
            });
        }
        let Some((word, rest)) = name.split_once(' ') else {
            continue;
        };
        if let Some(kinds) = generic(word) {
            let (name, places) = (rest.to_owned(), gazetteer.named(rest));
            return (!places.is_empty()).then_some(Bearers {
                name,
                places,
                kinds,
            });
        }
    }
    None
}

/// The folded words, and the same with ever more taken off the first.
fn forms(folded: &str) -> Vec<String> {
    let (word, rest) = match folded.split_once(' ') {
        Some((word, _)) => (word, &folded[word.len()..]),
        None => (folded, ""),
    };
    let mut out: Vec<String> = Vec::new();
    for split in splits(word) {
        if split.enclitic.is_some() || split.future.is_some() {
            continue;
        }
        let form = format!("{}{rest}", &word[split.stem]);
        if !out.contains(&form) {
            out.push(form);
        }
    }
    out
}

fn generic(word: &str) -> Option<&'static [Kind]> {
    static WORDS: LazyLock<FxHashMap<String, Vec<Kind>>> = LazyLock::new(|| {
        let lines = GENERIC.lines().filter(|l| !l.starts_with('#'));
        let rows = lines.filter_map(|line| {
            let (word, kinds) = line.split_once('\t')?;
            Some((
                fold(word),
                kinds.split(' ').filter_map(Kind::parse).collect(),
            ))
        });
        rows.collect()
    });
    WORDS.get(word).map(Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Bearers {
        Bearers::of(Gazetteer::embedded(), words)
    }

    #[test]
    fn every_generic_word_has_kinds() {
        for line in GENERIC.lines().filter(|l| !l.starts_with('#')) {
            let (word, kinds) = line.split_once('\t').expect(line);
            let read = generic(&fold(word)).expect(word);
            assert_eq!(read.len(), kinds.split(' ').count(), "{line}");
        }
    }

    #[test]
    fn what_is_attached_is_taken_off_only_where_it_must_be() {
        assert!(of("بيروت").places.iter().any(|p| p.country == "LB"));
        assert!(of("وبدمشق").places.iter().any(|p| p.english == "Damascus"));
        assert!(of("للرقة").places.iter().any(|p| p.country == "SY"));
        assert!(of("فلسطين").places.iter().any(|p| p.kind == Kind::Country));
    }

    #[test]
    fn a_generic_word_tells_the_kind() {
        let town = of("ببلدة كفرزيتا");
        assert_eq!(town.kinds, [Kind::Town]);
        assert!(!town.places.is_empty());
        assert_eq!(of("جمهورية مصر العربية").kinds, &[]);
        assert!(
            of("مدينة الجيزة المصرية")
                .places
                .iter()
                .any(|p| p.country == "EG")
        );
        assert!(of("مدينة زمردستان").places.is_empty());
    }
}
