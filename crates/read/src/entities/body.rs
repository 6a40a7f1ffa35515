//! Names of bodies, places, facilities and documents, and when two are one.

use super::names::{Head, Names};
use super::office;
use super::person;
use super::words;
use crate::mentions::MentionKind;

/// The group of nouns for countries: «دولة», «جمهورية».
pub(super) const COUNTRY: &str = "country";
/// A head has no more words: «مجلس النواب».
const LONGEST_HEAD: usize = 3;
/// The group of nouns for governorates.
const GOVERNORATE: &str = "governorate";
/// The group of nouns for capitals.
const CAPITAL: &str = "capital";

/// A name of something that is no person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyName {
    /// What it names.
    pub kind: MentionKind,
    /// All its words.
    pub words: Vec<String>,
    /// Those that tell it apart: known other names replaced by one, generic nouns left out that may be,
    /// nationalities as codes, of a body of the state without the country.
    pub core: Vec<String>,
    /// What its generic noun tells, which definite nouns may point to it; empty where nothing does.
    pub group: Box<str>,
    /// The country that belongs to the name of a body of the state.
    pub country: Option<Box<str>>,
    /// Every country has one of that name.
    pub state: bool,
    /// One a country even without further words: «الحكومة».
    pub sole: bool,
    /// There are many of that name: «البيان الختامي».
    pub common: bool,
    /// It was found under a name of the table of aliases.
    pub known: bool,
}

impl BodyName {
    /// Takes a name apart.
    pub fn of(names: &Names, kind: MentionKind, name: &str) -> BodyName {
        let all = bound(words::of(name));
        let mut body = BodyName {
            kind,
            core: Vec::new(),
            group: Box::default(),
            country: None,
            state: false,
            sole: false,
            common: false,
            known: false,
            words: all.clone(),
        };
        let head = (1..=all.len().min(LONGEST_HEAD))
            .rev()
            .find_map(|n| Some((n, names.head(kind, &words::joined(&all[..n]))?)));
        if let Some((_, head)) = head {
            body.group = head.group.clone();
            body.common = head.common;
        }
        if body.take_known(names, &all) || body.take_capital(names, &all) {
            return body;
        }
        match head {
            Some((n, head)) if head.state => body.take_state(names, head, &all[n..]),
            _ => body.take_core(names, &all),
        }
        body
    }

    /// Takes what the table of aliases or of countries has for these words, or for the end of them behind
    /// generic nouns.
    fn take_known(&mut self, names: &Names, all: &[String]) -> bool {
        for from in 0..all.len() {
            let rest = &all[from..];
            if let Some(alias) = names.alias(self.kind, rest) {
                self.known = true;
                if !alias.group.is_empty() {
                    self.group = alias.group.clone();
                }
                self.core = vec![format!("={}", alias.name)];
                if self.kind == MentionKind::Place {
                    self.take_alias_of_place(names, &words::of(&alias.name));
                }
                return true;
            }
            if self.kind == MentionKind::Place
                && let Some(code) = names.country(rest)
            {
                self.known = true;
                self.group = "country".into();
                self.core = vec![format!("#{code}")];
                return true;
            }
            if self.kind == MentionKind::Place
                && let Some(code) = names.capital_of(rest)
            {
                self.known = true;
                self.group = CAPITAL.into();
                self.core = vec![capital(code)];
                return true;
            }
            let droppable = names.head(self.kind, &rest[0]).is_some_and(|h| h.drop);
            if !droppable {
                break;
            }
        }
        false
    }

    /// «أميركا» is the country, «تونس العاصمة» the capital.
    fn take_alias_of_place(&mut self, names: &Names, name: &[String]) {
        if let Some(code) = names.country(name) {
            self.core = vec![format!("#{code}")];
        } else if let (CAPITAL, [country, _]) = (&*self.group, name)
            && let Some(code) = names.country(std::slice::from_ref(country))
        {
            self.core = vec![capital(code)];
        }
    }

    /// «عاصمة النيجر», «العاصمة الأردنية» → the capital's name.
    fn take_capital(&mut self, names: &Names, all: &[String]) -> bool {
        let (CAPITAL, [_, rest @ ..]) = (&*self.group, all) else {
            return false;
        };
        let country = names.country(rest).or_else(|| names.nation(rest));
        if let Some(code) = country.or_else(|| names.capital_of(rest)) {
            self.core = vec![capital(code)];
            return true;
        }
        // «العاصمة الصيفية الباحة».
        self.core = rest.to_vec();
        !rest.is_empty()
    }

    /// «وزارة الخارجية الروسية» → ministry, خارجيه, RU.
    fn take_state(&mut self, names: &Names, head: &Head, rest: &[String]) {
        self.state = true;
        self.sole = head.sole;
        // «الخارجية» has the group «ministry خارجيه»: the noun that is left out, and what follows it.
        let mut group = head.group.split(' ').map(str::to_owned);
        self.core.extend(group.next().map(|g| format!("{g}:")));
        self.core.extend(group);
        let mut i = 0;
        while i < rest.len() {
            let (found, n) = office::told(names, &rest[i..]);
            match found {
                Some((code, _)) if self.country.is_none() => self.country = Some(code.into()),
                _ if office::adds_nothing(names, rest, i) => {}
                _ => self.core.extend(
                    rest[i..i + n]
                        .iter()
                        .map(|w| words::unattached(w).to_owned()),
                ),
            }
            i += n;
        }
    }

    /// «حزب حركة نداء تونس» → نداء, #TN.
    fn take_core(&mut self, names: &Names, all: &[String]) {
        let head = |w: &String| names.head(self.kind, w);
        let drops = |w: &&String| head(w).is_some_and(|h| h.drop);
        let from = all
            .iter()
            .take_while(drops)
            .count()
            .min(all.len().saturating_sub(1));
        let headed = from == 0 && all.first().and_then(head).is_some();
        for (i, word) in all.iter().enumerate().skip(from) {
            let one = std::slice::from_ref(word);
            if let Some(code) = names.country(one) {
                self.core.push(format!("#{code}"));
                continue;
            }
            match names.nation(one) {
                // «نادي برشلونة الإسباني» is «برشلونة».
                Some(code) if code.len() == 2 && i > from && i + 1 == all.len() && !headed => {
                    self.country = Some(code.into());
                }
                Some(code) => self.core.push(format!("#{code}")),
                // «جهة المنستير» is «ولاية المنستير».
                None if i == 0
                    && self.kind == MentionKind::Place
                    && &*self.group == GOVERNORATE =>
                {
                    self.core.push(format!("{GOVERNORATE}:"));
                }
                None => self.core.push(word.clone()),
            }
        }
    }

    /// Whether nothing but a generic noun of the state is said: «الحكومة».
    pub fn is_bare_state(&self) -> bool {
        self.state && self.core.len() == 1
    }

    /// What is equal for equal names. The country stands behind, empty where it is not told.
    pub fn key(&self) -> String {
        words::joined(&self.core)
    }

    /// Whether both are one name, perhaps in other letters.
    pub fn same_name(&self, other: &BodyName, names: &Names) -> bool {
        let agree = self.countries_agree(other);
        if self.core == other.core {
            return agree;
        }
        let near = |(a, b): (&String, &String)| a == b || person::one_letter_apart(a, b);
        if self.words.len() == other.words.len() && self.known != other.known {
            return agree && self.words.iter().zip(&other.words).all(near);
        }
        agree
            && !self.known
            && !other.known
            && self.core.len() == other.core.len()
            && self.core.iter().zip(&other.core).all(|(a, b)| {
                a == b
                    || words::unattached(a) == words::unattached(b)
                    || person::one_letter_apart(a, b)
                    || person::same_consonants(names, a, b)
                    || a.chars().count() > 3 && names.skeleton(a) == names.skeleton(b)
            })
    }

    /// Whether their countries do not contradict each other.
    pub fn countries_agree(&self, other: &BodyName) -> bool {
        match (&self.country, &other.country) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// Whether this name is the other with words left out.
    pub fn shortens(&self, other: &BodyName, names: &Names) -> bool {
        let place = self.kind == MentionKind::Place;
        if place
            || self.words.is_empty()
            || self.is_bare_state()
            || self.words.len() >= other.words.len()
            || !self.countries_agree(other)
        {
            return false;
        }
        let same = |a: &str, b: &str| a == b || words::unattached(a) == words::unattached(b);
        let begins = |short: &[String], long: &[String]| {
            !short.is_empty()
                && short.len() <= long.len()
                && short.iter().zip(long).all(|(a, b)| same(a, b))
        };
        let generic = |w: &str| names.head(self.kind, w).is_some();
        // «الخارجية الروسية» of «وزارة الخارجية الروسية».
        let headless = !generic(&self.words[0])
            && other.words.len() > 1
            && generic(&other.words[0])
            && begins(&self.words, &other.words[1..])
            && self.words.len() + 1 == other.words.len();
        if headless {
            return true;
        }
        let headed = generic(&self.words[0]);
        match headed {
            // «هيئة الانتخابات» of «الهيئة العليا المستقلة للانتخابات».
            true => {
                self.words.len() > 1
                    && same(&self.words[0], &other.words[0])
                    && words::within(&self.words[1..], &other.words[1..], same)
            }
            // «نداء» of «نداء تونس».
            false => begins(&self.core, &other.core),
        }
    }
}

/// «بن قردان» as «بنقردان» is written: «بن» is one with what follows.
fn bound(words: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match out.last_mut().filter(|w| w.as_str() == "بن") {
            Some(last) => last.push_str(&word),
            None => out.push(word),
        }
    }
    out
}

/// What stands for a capital, however it is called.
fn capital(code: &str) -> String {
    format!("{CAPITAL}:{code}")
}

/// A definite noun without a name, which points to something that the report names elsewhere: «الوزارة»,
/// «الموقع العبري», «حزبه».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// What it points to.
    pub kind: MentionKind,
    /// Its noun.
    pub noun: String,
    /// What the noun tells.
    pub head: Head,
    /// A nationality beside it.
    pub country: Option<Box<str>>,
    /// «بلاده»: of somebody who was just spoken of.
    pub possessed: bool,
}

impl Pointer {
    /// Whether these words are no name but point. `definite` says that the first has the article.
    pub fn of(names: &Names, kind: MentionKind, all: &[String], definite: bool) -> Option<Pointer> {
        let this = usize::from(
            all.first()
                .is_some_and(|w| matches!(&**w, "هذا" | "هذه" | "ذلك" | "تلك")),
        );
        let (first, rest) = all.get(this..)?.split_first()?;
        let noun = names.head(kind, first).map(|h| (first.clone(), h, false));
        let owned = || {
            let found =
                words::pronoun_off(first).find_map(|w| Some((w.clone(), names.head(kind, &w)?)));
            // «بلادنا» is of whoever writes.
            found.map(|(w, h)| (w, h, !first.ends_with("نا")))
        };
        let (noun, head, possessed) = match noun {
            Some(noun) if definite => noun,
            _ => owned()?,
        };
        if head.sole && definite {
            // «الحكومة» is a name: every country has one.
            return None;
        }
        let mut country = None;
        for word in rest {
            let nation = names.nation(std::slice::from_ref(word));
            match nation {
                Some(code) if head.called => country = Some(code.into()),
                None if names.describes(word) => {}
                _ => return None,
            }
        }
        Some(Pointer {
            kind,
            noun,
            head: head.clone(),
            country,
            possessed,
        })
    }
}
