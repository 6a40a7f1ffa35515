//! What single words may be: the lexicons of `lang/ar/lexicons`, and the reading of one word of a
//! text against them, particles and pronouns taken off.

mod class_sets;
mod classes;
mod cues;
mod known;
mod verbs;
mod words;

pub use crate::inflect::{Gender, Number};
pub use classes::Classes;
pub use cues::FormTable;
pub use known::{KnownNames, Meanings};
pub use verbs::{CueForm, Frame, Prep, Verb, VerbFlag, VerbFlags, stance_named};
pub use words::{Attached, Word};

use crate::entities::Names;
use crate::reading::Stance;
use rustc_hash::FxHashMap;

/// A fixed expression of several words.
#[derive(Clone, Debug)]
pub struct Phrase {
    words: Vec<Box<str>>,
    classes: Classes,
}

/// All lexicons.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Reporting verbs.
    pub verbs: Vec<Verb>,
    /// What is known of names.
    pub names: Names,
    /// Names that are known as a whole.
    pub known: KnownNames,
    words: FxHashMap<Box<str>, Classes>,
    cues: FormTable,
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    stances: FxHashMap<Box<str>, Stance>,
}

/// Object and possessive pronouns, longest first.
const PRONOUNS: &[&str] = &[
    "هما", "كما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك", "ي",
];

/// The ISO 3166 code in a note.
fn country_code(note: &str) -> Option<&str> {
    let code = |w: &&str| w.len() == 2 && w.bytes().all(|b| b.is_ascii_uppercase());
    note.split([' ', ';', ',']).find(code)
}

impl Lexicon {
    /// Adds a word or expression of a class.
    ///
    /// # Errors
    /// A sentence saying what is wrong.
    pub fn add_word(&mut self, folded: &str, class: &str, note: &str) -> Result<(), String> {
        let mut classes =
            Classes::named(class).ok_or_else(|| format!("unknown class {class:?}"))?;
        let notes = note.split([' ', ';', ',']);
        for marked in notes.filter_map(Classes::named) {
            classes = classes.union(marked);
        }
        if let Some(code) = country_code(note) {
            self.add_code(folded, classes, code);
        }
        let mut words = folded.split(' ');
        let first = words.next().unwrap_or_default();
        let rest: Vec<Box<str>> = words.map(Box::from).collect();
        if first.is_empty() {
            return Err("the form is empty".to_owned());
        }
        if rest.is_empty() {
            let e = self.words.entry(first.into()).or_default();
            *e = e.union(classes);
        } else {
            let words = std::iter::once(Box::from(first)).chain(rest).collect();
            let words: Vec<Box<str>> = words;
            let list = self.phrases.entry(first.into()).or_default();
            match list.iter_mut().find(|p| p.words == words) {
                Some(p) => p.classes = p.classes.union(classes),
                None => list.push(Phrase { words, classes }),
            }
        }
        Ok(())
    }

    fn add_code(&mut self, folded: &str, classes: Classes, code: &str) {
        if classes.any(Classes::COUNTRY) {
            self.names.add_country(folded, code);
        } else if classes.any(Classes::NATIONALITY) {
            self.names.add_nationality(folded, code);
        } else if classes.any(Classes::CAPITAL) {
            self.names.add_capital(folded, code);
        }
    }

    /// Adds a noun that gives its stance to a light verb: «إدانة» condemn.
    ///
    /// # Errors
    /// When the stance is unknown.
    pub fn add_stance(&mut self, folded: &str, stance: &str) -> Result<(), String> {
        let stance = stance_named(stance).ok_or_else(|| format!("unknown stance {stance:?}"))?;
        self.stances.insert(folded.into(), stance);
        Ok(())
    }

    /// Longest first, so that «الولايات المتحدة الأميركية» wins over «الولايات المتحدة».
    pub fn finish(&mut self) {
        for list in self.phrases.values_mut() {
            list.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
        }
    }

    /// Classes of a folded form exactly as listed.
    pub fn classes(&self, folded: &str) -> Classes {
        self.words.get(folded).copied().unwrap_or_default()
    }

    /// The stance that a noun lends to its light verb.
    pub fn noun_stance(&self, word: &Word) -> Option<Stance> {
        self.stances.get(&*word.stem).copied()
    }

    /// The longest expression that begins here, as its length in words and its classes. The first
    /// word may carry «و» or «ف», an attached preposition or the article where the list has none; the
    /// third value says that it carries nothing.
    pub fn phrase<'a>(
        &self,
        first: &Word,
        surface: &str,
        next: impl Fn(usize) -> Option<&'a str>,
    ) -> Option<(usize, Classes, bool)> {
        let bare = surface.strip_prefix(['و', 'ف']).unwrap_or(surface);
        let unprefixed = bare.strip_prefix(['ب', 'ل', 'ك']).unwrap_or(bare);
        let restored = bare.strip_prefix("لل").map(|r| format!("ال{r}"));
        for key in [
            surface,
            bare,
            unprefixed,
            restored.as_deref().unwrap_or(surface),
            &first.stem,
        ] {
            let found = self.phrases.get(key).and_then(|list| {
                list.iter().find(|p| {
                    p.words
                        .iter()
                        .enumerate()
                        .skip(1)
                        .all(|(k, w)| next(k) == Some(&**w))
                })
            });
            if let Some(p) = found {
                return Some((p.words.len(), p.classes, key == surface));
            }
        }
        None
    }
}
