//! Names that are known as a whole: the tables of `lang/ar/gazetteer`.
//!
//! A name is a path of words. All beginnings of all names lie in one hash table, so that the longest name at a token
//! is found by one look a word (a trie, Fredkin 1960, of hashed paths).

use crate::judge::key;
use crate::reading::MentionKind;
use musnad_report::fold::fold;
use rustc_hash::FxHashMap;

/// What names may mean, as a set: a bit a kind in the order of [`MentionKind::ALL`], and behind those a bit a kind for
/// forms that are as often no name («النهار», «الأهلي»).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meanings(u16);

impl Meanings {
    fn of(kind: MentionKind, weak: bool) -> Meanings {
        let all = MentionKind::ALL;
        let at = all.iter().position(|k| *k == kind).unwrap_or_default();
        Meanings(1 << (at + if weak { all.len() } else { 0 }))
    }

    /// The set as a number.
    pub fn bits(self) -> u64 {
        u64::from(self.0)
    }

    /// Whether it may mean something of this kind, surely or not.
    pub fn any(self, kind: MentionKind) -> bool {
        self.0 & (Meanings::of(kind, false).0 | Meanings::of(kind, true).0) != 0
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Step {
    /// What the words up to here mean.
    meanings: Meanings,
    /// Whether a longer name begins with them.
    more: bool,
}

/// The tables of names.
#[derive(Debug, Default)]
pub struct KnownNames {
    steps: FxHashMap<u64, Step>,
}

/// The path that goes on with a word.
fn step(path: u64, word: u64) -> u64 {
    (path.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl KnownNames {
    /// Adds a line of a table: the name, other forms, what it is, a country, weak forms; forms are separated
    /// by `|`. `table` is the file's name, which tells the kind: `persons.tsv`, `organisations-gulf.tsv`.
    ///
    /// # Errors
    /// A sentence saying what is wrong.
    pub fn add(&mut self, table: &str, line: &str) -> Result<(), String> {
        let kind = MentionKind::ALL
            .into_iter()
            .find(|kind| table.starts_with(kind.name().trim_end_matches('y')))
            .ok_or_else(|| format!("the name of {table} tells no kind of names"))?;
        let columns: Vec<&str> = line.split('\t').collect();
        let (name, also, weak) = match columns.as_slice() {
            [name, also, _, _] => (fold(name), fold(also), String::new()),
            [name, also, _, _, weak] => (fold(name), fold(also), fold(weak)),
            _ => return Err("has other than four or five columns".to_owned()),
        };
        for form in std::iter::once(&*name).chain(also.split('|')) {
            self.add_form(form, Meanings::of(kind, false));
        }
        for form in weak.split('|') {
            self.add_form(form, Meanings::of(kind, true));
        }
        Ok(())
    }

    /// «عبد العزيز» is written in one word too.
    fn add_form(&mut self, form: &str, meanings: Meanings) {
        self.add_words(form, meanings);
        if form.contains("عبد ال") {
            self.add_words(&form.replace("عبد ال", "عبدال"), meanings);
        } else if form.contains("عبدال") {
            self.add_words(&form.replace("عبدال", "عبد ال"), meanings);
        }
    }

    fn add_words(&mut self, form: &str, meanings: Meanings) {
        let mut words = form.split_whitespace().peekable();
        let mut path = 0;
        while let Some(word) = words.next() {
            path = step(path, key(word));
            let here = self.steps.entry(path).or_default();
            match words.peek() {
                Some(_) => here.more = true,
                None => here.meanings = Meanings(here.meanings.0 | meanings.0),
            }
        }
    }

    /// The longest name whose first word, without what is attached to it, is `first`, and that goes on with the words
    /// that `next` gives: its length in words and what it may mean.
    pub fn longest(
        &self,
        first: &str,
        next: impl Fn(usize) -> Option<u64>,
    ) -> Option<(usize, Meanings)> {
        let mut path = step(0, key(first));
        let mut here = *self.steps.get(&path)?;
        let mut found = None;
        for len in 1.. {
            if here.meanings != Meanings::default() {
                found = Some((len, here.meanings));
            }
            let on = next(len).filter(|_| here.more).map(|word| step(path, word));
            let Some((on, reached)) = on.and_then(|on| Some((on, *self.steps.get(&on)?))) else {
                break;
            };
            (path, here) = (on, reached);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> KnownNames {
        let mut known = KnownNames::default();
        for (table, line) in [
            (
                "organisations.tsv",
                "حزب النخيل الوطني\tحزب النخيل\tparty\tXX\tالنخيل",
            ),
            ("persons.tsv", "ماهر عبد الرحمن\t\tpolitician\tXX"),
            ("facilities.tsv", "سد النخيل\t\tdam\tXX"),
        ] {
            known.add(table, line).expect("a line");
        }
        known
    }

    fn longest(text: &str) -> Option<(usize, bool, bool)> {
        let words: Vec<&str> = text.split(' ').collect();
        let (len, meanings) = known().longest(words[0], |k| words.get(k).map(|w| key(w)))?;
        let organisation = meanings.any(MentionKind::Organisation);
        Some((len, organisation, meanings.any(MentionKind::Person)))
    }

    #[test]
    fn the_longest_name_is_found() {
        assert_eq!(longest("حزب النخيل الوطني امس"), Some((3, true, false)));
        assert_eq!(longest("حزب النخيل امس"), Some((2, true, false)));
        assert_eq!(longest("حزب امس"), None);
        assert_eq!(longest("النخيل"), Some((1, true, false)));
        assert_eq!(longest("ماهر عبدالرحمن"), Some((2, false, true)));
        assert_eq!(longest("ماهر عبد الرحمن"), Some((3, false, true)));
    }

    #[test]
    fn a_weak_form_is_told_from_a_name() {
        let weak = known().longest("النخيل", |_| None).map(|(_, m)| m.bits());
        let sure = known()
            .longest("حزب", |k| (k == 1).then(|| key("النخيل")))
            .map(|(_, m)| m.bits());
        assert!(weak.is_some() && sure.is_some() && weak != sure);
    }

    #[test]
    fn tables_say_what_is_wrong_with_them() {
        let mut known = KnownNames::default();
        assert!(known.add("rivers.tsv", "نهر\t\twater\t").is_err());
        assert!(known.add("persons.tsv", "ماهر").is_err());
    }
}
