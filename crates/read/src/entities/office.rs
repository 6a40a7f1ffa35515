//! Offices and titles of persons.

use super::body::COUNTRY;
use super::names::Names;
use super::words;
use crate::mentions::MentionKind;

/// The words of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its noun, without article: «وزير».
    pub noun: String,
    /// What follows, without nationalities.
    pub rest: Vec<String>,
    /// The country that a nationality or a country's name in it tells.
    pub country: Option<Box<str>>,
    /// The noun has the article, or stands before a country's name: «الوزير», «رئيس مصر».
    pub definite: bool,
    /// Held no more: «الوزير السابق».
    pub former: bool,
}

impl Office {
    /// Takes a role apart.
    pub fn of(names: &Names, role: &str) -> Office {
        let all = words::of(role);
        let mut country = None;
        let mut named = false;
        let mut rest = Vec::new();
        let mut i = 1;
        while i < all.len() {
            let (found, n) = told(names, &all[i..]);
            if let Some((code, by_name)) = found {
                country = country.or_else(|| Some(code.into()));
                named |= by_name;
            } else if !adds_nothing(names, &all, i) {
                rest.push(words::unattached(&all[i]).to_owned());
            }
            i += n;
        }
        let first = all.first().map_or("", |w| w);
        let (noun, rest) = match names.alias(MentionKind::Role, &with(first, &rest)) {
            // «رئيس الحكومة», «رئيس الوزراء».
            Some(alias) => {
                // «خادم الحرمين» is of one country.
                country = country.or_else(|| (alias.group.len() == 2).then(|| alias.group.clone()));
                let mut one = words::of(&alias.name);
                let rest = one.split_off(1);
                (one.remove(0), rest)
            }
            None => (first.to_owned(), rest),
        };
        Office {
            noun,
            rest,
            country,
            former: all.iter().skip(1).any(|w| names.is_former(w)),
            definite: role.starts_with("ال") || named,
        }
    }

    /// Whether both may be one office: this one is the other, perhaps said in fewer words («الوزير» for «وزير
    /// الخارجية الروسي»).
    pub fn fits(&self, other: &Office) -> bool {
        let same = |a: &str, b: &str| a == b;
        let agree = self.country.is_none()
            || self.country == other.country
            || !self.rest.is_empty() && self.rest == other.rest && other.country.is_none();
        // A noun alone points only where it is definite: «خبير» is anybody.
        let telling = !self.rest.is_empty() || self.definite || self == other;
        let fewer = words::within(&self.rest, &other.rest, same);
        // «وزير الدفاع والطيران» for «وزير الدفاع», but not «رئيس الولايات المتحدة» for «الرئيس».
        let more = !other.rest.is_empty() && words::within(&other.rest, &self.rest, same);
        agree
            && self.noun == other.noun
            && self.former == other.former
            && telling
            && (fewer || more)
    }

    /// Whether their countries contradict each other.
    pub fn contradicts(&self, other: &Office) -> bool {
        matches!((&self.country, &other.country), (Some(a), Some(b)) if a != b)
    }

    /// Whether both are said in the same words, the country perhaps left out of one.
    pub fn equals(&self, other: &Office) -> bool {
        self.noun == other.noun && self.rest == other.rest && self.fits(other)
    }

    /// What is equal for equal offices of one country.
    pub fn key(&self) -> String {
        match self.rest.is_empty() {
            true => self.noun.clone(),
            false => format!("{} {}", self.noun, words::joined(&self.rest)),
        }
    }
}

/// The noun and what follows as one list.
fn with(noun: &str, rest: &[String]) -> Vec<String> {
    std::iter::once(noun.to_owned())
        .chain(rest.iter().cloned())
        .collect()
}

/// A country at the front of these words, with whether its name tells it and not a nationality; and how many
/// words that takes.
pub(super) fn told<'n>(names: &'n Names, words: &[String]) -> (Option<(&'n str, bool)>, usize) {
    const LONGEST: usize = 3;
    for n in (1..=words.len().min(LONGEST)).rev() {
        let mut phrase = words[..n].to_vec();
        let by_name = names.country(&phrase).or_else(|| {
            phrase[0] = words::unattached(&words[0]).to_owned();
            names.country(&phrase)
        });
        if names.is_field(&words[0]) {
            return (None, 1);
        }
        let found = by_name
            .map(|c| (c, true))
            .or_else(|| names.nation(&words[..n]).map(|c| (c, false)));
        if let Some(found) = found.filter(|(c, _)| c.len() == 2) {
            return (Some(found), n);
        }
    }
    (None, 1)
}

/// «السابق», «الشؤون», and «جمهورية» before a country's name.
pub(super) fn adds_nothing(names: &Names, all: &[String], i: usize) -> bool {
    let polity = names
        .head(MentionKind::Place, words::unattached(&all[i]))
        .is_some_and(|h| &*h.group == COUNTRY);
    names.descriptive(&all[i]) || polity && told(names, &all[i + 1..]).0.is_some()
}
