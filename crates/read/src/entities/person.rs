//! Persons' names, and when two are one.

use super::names::Names;
use super::words;
use crate::lexicon::{Classes, Lexicon};

/// A part of a person's name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Part {
    /// The word, folded; «عبد» and «أبو» are one with what follows.
    pub word: String,
    /// «بن» stands before it: «بن سلمان» is no «سلمان».
    pub son: bool,
    /// What of it all its spellings share (see [`Names::skeleton`]).
    pub skeleton: String,
}

/// A person's name, in parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct PersonName {
    /// In order.
    pub parts: Vec<Part>,
}

/// How alike two names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Nothing speaks for one person.
    Apart,
    /// One is the given name of the other: «تميم» of «تميم بن حمد».
    Given,
    /// One is the end of the other: «لافروف» of «سيرغي لافروف».
    Family,
    /// One is the other with parts left out, first and last part kept or two parts at least.
    Shortened,
    /// The same parts, differently spelt: «سيرغي», «سيرجي».
    Spelling,
    /// The same.
    Equal,
}

impl PersonName {
    /// Takes a name apart.
    pub fn of(names: &Names, name: &str) -> PersonName {
        let mut parts: Vec<Part> = Vec::new();
        let part = |word, son| Part {
            word,
            son,
            skeleton: String::new(),
        };
        let (mut son, mut bound) = (false, None::<&str>);
        for word in words::of(name).iter().map(|w| written_apart(w)) {
            match &*word {
                "بن" | "ابن" | "بنت" if bound.is_none() => son = true,
                "ال" => {}
                "عبد" => bound = Some("عبد"),
                "ابو" | "ابي" | "ابا" | "بو" => bound = Some("ابو"),
                "دين" | "له" | "لله" if !parts.is_empty() && bound.is_none() => {
                    // «سيف الدين», «حسب الله»: no name of its own.
                    if let Some(last) = parts.last_mut() {
                        last.word.push_str(&word);
                    }
                }
                _ => {
                    let before = bound.take().unwrap_or_default();
                    parts.push(part(format!("{before}{word}"), son));
                    son = false;
                }
            }
        }
        parts.extend(bound.map(|b| part(b.to_owned(), son)));
        for part in &mut parts {
            part.skeleton = names.skeleton(&part.word);
        }
        PersonName { parts }
    }

    /// Whether it names one person among many: two parts at least.
    pub fn is_full(&self) -> bool {
        self.parts.len() >= 2
    }

    /// What names have in common that are one in other spellings: the consonants of all parts.
    pub fn consonants(&self) -> String {
        let parts = self.parts.iter().map(|p| consonants(&p.skeleton));
        parts.collect::<Vec<_>>().join(" ")
    }

    /// How alike two names are, given the spellings that transliterations interchange.
    pub fn likeness(&self, other: &PersonName, lexicon: &Lexicon) -> Likeness {
        let (short, long) = match self.parts.len() <= other.parts.len() {
            true => (&self.parts, &other.parts),
            false => (&other.parts, &self.parts),
        };
        let (Some(first), Some(last)) = (short.first(), short.last()) else {
            return Likeness::Apart;
        };
        if short == long {
            return Likeness::Equal;
        }
        let same = |a: &Part, b: &Part| same_part(lexicon, a, b);
        if short.len() == long.len() {
            return alike(short, long, lexicon);
        }
        let ends = same(last, &long[long.len() - 1]);
        let begins = same(first, &long[0]) && !first.son;
        if short.len() == 1 {
            return match (ends, begins) {
                // «سلمان» is not «محمد بن سلمان», «بن سلمان» is.
                (true, _) if first.son == long[long.len() - 1].son => Likeness::Family,
                (_, true) => Likeness::Given,
                _ if first.son && long.iter().any(|p| p.son && same(p, first)) => Likeness::Family,
                _ => Likeness::Apart,
            };
        }
        let mut rest = long.iter();
        let inside = short
            .iter()
            .all(|s| rest.any(|l| same(s, l) && (!s.son || l.son)));
        match inside && (begins || ends) {
            true => Likeness::Shortened,
            false => Likeness::Apart,
        }
    }
}

/// «عبدالرحمن» as «عبد الرحمن» is written, «نورالدين» as «نور الدين».
fn written_apart(word: &str) -> String {
    if let Some(rest) = word.strip_prefix("عبدال") {
        return format!("عبد{rest}");
    }
    match word.strip_suffix("الدين") {
        Some(stem) if !stem.is_empty() => format!("{stem}دين"),
        _ => word.to_owned(),
    }
}

/// Names of as many parts: the same, or the same in other spellings, of which one part may be far off.
fn alike(a: &[Part], b: &[Part], lexicon: &Lexicon) -> Likeness {
    let pairs = || a.iter().zip(b);
    let off: Vec<_> = pairs().filter(|(x, y)| !same_part(lexicon, x, y)).collect();
    match off.as_slice() {
        [] => Likeness::Spelling,
        [(x, y)] if a.len() >= 2 && near_part(lexicon, x, y) => Likeness::Spelling,
        [_, _] if off.iter().all(|(x, y)| foreign(lexicon, x, y)) => Likeness::Spelling,
        _ => {
            // «هنري برنار», «برنار هنري»: the same parts in another order.
            let mut left: Vec<&Part> = b.iter().collect();
            let found = a.iter().all(|x| {
                let at = left.iter().position(|y| y.word == x.word);
                at.map(|at| left.remove(at)).is_some()
            });
            match found && a.len() >= 3 {
                true => Likeness::Spelling,
                false => Likeness::Apart,
            }
        }
    }
}

/// Whether two parts are one name: equal, or equal in skeleton where not both are known names of their own
/// («كمال» is no «جمال»).
pub fn same_part(lexicon: &Lexicon, a: &Part, b: &Part) -> bool {
    a.word == b.word
        || a.skeleton == b.skeleton
            && (!both_known(lexicon, &a.word, &b.word) || hard_g(&a.word, &b.word))
}

/// Whether two parts, of which not both are listed, have the same three consonants or more.
fn foreign(lexicon: &Lexicon, a: &Part, b: &Part) -> bool {
    const LEAST: usize = 3;
    let (ca, cb) = (consonants(&a.skeleton), consonants(&b.skeleton));
    a.word == b.word
        || ca == cb && ca.chars().count() >= LEAST && !both_known(lexicon, &a.word, &b.word)
}

/// Whether two parts differ in vowels that transliteration leaves open, or in one letter of many.
fn near_part(lexicon: &Lexicon, a: &Part, b: &Part) -> bool {
    if both_known(lexicon, &a.word, &b.word) {
        return false;
    }
    let (ca, cb) = (consonants(&a.skeleton), consonants(&b.skeleton));
    ca == cb && ca.chars().count() >= 2 || one_letter_apart(&a.skeleton, &b.skeleton)
}

/// Whether two words of some length have the same consonants, and the same last letter.
pub(super) fn same_consonants(names: &Names, a: &str, b: &str) -> bool {
    const LEAST: usize = 4;
    let (a, b) = (names.skeleton(a), names.skeleton(b));
    let (ca, cb) = (consonants(&a), consonants(&b));
    a.chars().last() == b.chars().last() && ca == cb && ca.chars().count() >= LEAST
}

/// «سيرغي», «سيرجي», «سيرقي»: foreign names that lists have in all spellings differ by a غ. Short ones are left apart
/// («غازي», «جازي»).
fn hard_g(a: &str, b: &str) -> bool {
    const LEAST: usize = 5;
    let pairs = || a.chars().zip(b.chars()).filter(|(x, y)| x != y);
    let long = a.chars().count() >= LEAST && a.chars().count() == b.chars().count();
    long && pairs().all(|(x, y)| x == 'غ' || y == 'غ')
}

fn both_known(lexicon: &Lexicon, a: &str, b: &str) -> bool {
    let known = |w: &str| lexicon.classes(w).any(Classes::NAME);
    known(a) && known(b)
}

/// «سيرغي» → «سرغ».
fn consonants(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next();
    let rest = chars.filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ه'));
    first.into_iter().chain(rest).collect()
}

/// Whether one letter was changed, added or left out in a word of six letters or more.
pub(super) fn one_letter_apart(a: &str, b: &str) -> bool {
    const LEAST: usize = 6;
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < LEAST || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = |a: &[char], b: &[char]| {
        a.iter()
            .rev()
            .zip(b.iter().rev())
            .take_while(|(x, y)| x == y)
            .count()
    };
    let (ra, rb) = (&a[front..], &b[front..]);
    let behind = back(ra, rb);
    ra.len() - behind <= 1 && rb.len() - behind <= 1
}
