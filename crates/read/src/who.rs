//! Who a source is: the fullest form of its name in the report, the office behind «الوزير», the
//! speaker behind «وأضاف», and what sort of source it is.

use crate::assemble::Statement;
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Classes, Gender, Number};
use crate::matcher::clause_start;
use crate::np::{self, NounPhrase, Reach};
use crate::reading::{Kind, Who};
use musnad_report::Span;
use std::ops::Range;

/// A source as it is resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// The source.
    pub who: Who,
    /// Its sort.
    pub kind: Kind,
    gender: Option<Gender>,
    number: Option<Number>,
}

impl Resolved {
    /// Nobody is given.
    pub fn unknown() -> Resolved {
        Resolved {
            who: Who::Unknown,
            kind: Kind::Unknown,
            gender: None,
            number: None,
        }
    }
}

/// A phrase of the report that may name somebody.
#[derive(Clone, Debug)]
struct Mention {
    np: NounPhrase,
}

/// All that a report calls people and bodies.
pub struct Cast<'d, 't> {
    doc: &'d Doc<'t>,
    mentions: Vec<Mention>,
}

impl<'d, 't> Cast<'d, 't> {
    /// Gathers every noun phrase headed by a title, name or body.
    pub fn gather(doc: &'d Doc<'t>, statements: &[Statement]) -> Cast<'d, 't> {
        let heads = Classes::HEAD.union(Classes::GIVEN);
        let mut mentions: Vec<Mention> = Vec::new();
        let mut i = 0;
        while i < doc.len() {
            let w = &doc.words[i];
            if doc.is_mark(i)
                || !doc.classes(i).any(heads)
                || w.classes.any(Classes::AUX.union(Classes::PREP))
            {
                i += 1;
                continue;
            }
            let parsed = parse_at(doc, i);
            i = match parsed {
                Some(np) => {
                    let end = np.range.end.max(i + 1);
                    mentions.push(Mention { np });
                    end
                }
                None => i + 1,
            };
        }
        for s in statements {
            for np in s.found.hops.iter().filter_map(|h| h.source.as_ref()) {
                mentions.push(Mention { np: np.clone() });
            }
        }
        mentions.sort_by_key(|m| (m.np.range.start, std::cmp::Reverse(m.np.range.end)));
        Cast { doc, mentions }
    }

    /// A written source.
    pub fn named(
        &self,
        np: &NounPhrase,
        before: Option<&Resolved>,
        spoken: &[Resolved],
    ) -> Resolved {
        let doc = self.doc;
        let (gender, number) = np::agreement(doc, np);
        let make = |who, kind| Resolved {
            who,
            kind,
            gender,
            number,
        };
        let kind = kind_of(doc, np);
        if let Some(r) = self.body_named(np) {
            return r;
        }
        if let Some(name) = &np.name {
            let full = self.fullest_name(name.clone());
            let at = self.bare_span(full);
            let name = doc.text.slice(at).to_owned();
            return make(Who::Named { name, at }, kind);
        }
        if kind == Kind::Anonymous && !doc.words[np.head].def && (np.range.start >= np.head) {
            // A new unnamed source is never merged with another (law 6).
            let at = self.bare_span(np.range.clone());
            return make(
                Who::Unnamed {
                    words: doc.text.slice(at).to_owned(),
                    at,
                },
                kind,
            );
        }
        if kind == Kind::Anonymous {
            if let Some(r) = self.back_reference(np, before, spoken) {
                return r;
            }
            let at = self.bare_span(self.fullest_phrase(np));
            return make(
                Who::Unnamed {
                    words: doc.text.slice(at).to_owned(),
                    at,
                },
                kind,
            );
        }
        if kind == Kind::Person
            && let Some(r) = self.holder(np, spoken)
        {
            return r;
        }
        let at = self.bare_span(self.fullest_phrase(np));
        make(
            Who::Named {
                name: doc.text.slice(at).to_owned(),
                at,
            },
            kind,
        )
    }

    /// «ميتسوبيشي» where the report has «شركة ميتسوبيشي اليابانية»: a body by its name alone.
    fn body_named(&self, np: &NounPhrase) -> Option<Resolved> {
        let doc = self.doc;
        let words = doc.words_in(np.range.clone());
        let body = Classes::ORGANISATION
            .union(Classes::AGENCY)
            .union(Classes::OUTLET);
        let alone = np.name.as_ref().is_some_and(|n| n.len() == 1 && words == 1)
            || (words <= 3 && np.classes.any(body) && np.name.is_none())
            || doc.quotation_at(np.range.start).is_some();
        if !alone || np.classes.any(Classes::GIVEN) {
            return None;
        }
        let first = np.range.clone().find(|&i| !doc.is_mark(i))?;
        let wanted = doc.f(first);
        let longer = self.mentions.iter().map(|m| &m.np).find(|other| {
            other.head != first
                && other.classes.any(body)
                && other.name.is_none()
                && doc.words[other.head].stem != doc.words[first].stem
                && other
                    .range
                    .clone()
                    .skip(1)
                    .take(3)
                    .any(|i| doc.f(i) == wanted)
        })?;
        let at = self.bare_span(longer.range.clone());
        let (gender, number) = np::agreement(doc, longer);
        let who = Who::Named {
            name: doc.text.slice(at).to_owned(),
            at,
        };
        Some(Resolved {
            who,
            kind: kind_of(doc, longer),
            gender,
            number,
        })
    }

    /// The span of a phrase without a conjunction or preposition attached to its first word.
    fn bare_span(&self, r: Range<usize>) -> Span {
        let doc = self.doc;
        let mut span = doc.span(r.clone());
        let w = &doc.words[r.start];
        let letters = usize::from(w.conj) + usize::from(w.prep.is_some());
        let skip: usize = doc
            .text
            .surface(r.start)
            .chars()
            .take(letters)
            .map(char::len_utf8)
            .sum();
        span.start += skip;
        span
    }

    /// «المسؤول الإيراني», «المصدر»: somebody spoken of already.
    fn back_reference(
        &self,
        np: &NounPhrase,
        before: Option<&Resolved>,
        spoken: &[Resolved],
    ) -> Option<Resolved> {
        let doc = self.doc;
        let head = &doc.words[np.head];
        if !head.def {
            return None;
        }
        let unnamed = spoken.iter().rev().find(|r| match &r.who {
            Who::Unnamed { words, .. } => musnad_report::fold::fold(words)
                .split(' ')
                .next()
                .is_some_and(|first| doc.lexicon.read(first).stem == head.stem),
            _ => false,
        });
        if let Some(r) = unnamed {
            return Some(r.clone());
        }
        if &*head.stem == "مصدر" && np.range.len() <= 2 {
            return before.cloned();
        }
        let singular =
            !head.stem.ends_with("ون") && !head.stem.ends_with("ين") && np.range.len() <= 3;
        let official = singular
            && matches!(
                &*head.stem,
                "مسوول"
                    | "مسووله"
                    | "دبلوماسي"
                    | "خبير"
                    | "محلل"
                    | "متحدث"
                    | "ناشط"
                    | "قيادي"
            );
        before
            .filter(|b| official && b.kind == Kind::Person)
            .cloned()
    }

    /// The person who holds an office: «الوزير» after «وزير الخارجية فلان».
    fn holder(&self, np: &NounPhrase, spoken: &[Resolved]) -> Option<Resolved> {
        let doc = self.doc;
        let stem = &doc.words[np.head].stem;
        let here = np.range.start;
        let content_words = |r: Range<usize>| -> Vec<&str> {
            r.filter(|&i| !doc.is_mark(i))
                .map(|i| &*doc.words[i].stem)
                .collect()
        };
        let mine = content_words(np.range.clone());
        let best = self
            .mentions
            .iter()
            .filter(|m| m.np.name.is_some())
            .filter(|m| {
                let title = content_words(m.np.range.clone());
                if !title.contains(&&**stem) {
                    return false;
                }
                mine.iter().all(|w| title.contains(w)) && (mine.len() > 1 || doc.words[np.head].def)
            })
            .max_by_key(|m| {
                (
                    m.np.range.start < here,
                    if m.np.range.start < here {
                        m.np.range.start as isize
                    } else {
                        -(m.np.range.start as isize)
                    },
                )
            });
        if let Some(m) = best {
            let full = self.fullest_name(m.np.name.clone()?);
            let at = self.bare_span(full);
            let (gender, number) = np::agreement(doc, np);
            return Some(Resolved {
                who: Who::Named {
                    name: doc.text.slice(at).to_owned(),
                    at,
                },
                kind: Kind::Person,
                gender,
                number,
            });
        }
        // A definite office without its own complement stands for the last person who spoke.
        let bare = np.range.len() == 1 && doc.words[np.head].def;
        spoken
            .iter()
            .rev()
            .find(|r| bare && r.kind == Kind::Person)
            .cloned()
    }

    /// The longest run of name words that contains this one at an end.
    fn fullest_name(&self, name: Range<usize>) -> Range<usize> {
        let doc = self.doc;
        let key = |i: usize| {
            let w = &doc.words[i];
            if w.conj || w.prep.is_some() {
                &*w.stem
            } else {
                doc.f(i)
            }
        };
        let words: Vec<&str> = name.clone().map(key).collect();
        let mut best = self.longer_before(&name, words[0]);
        for m in &self.mentions {
            let Some(other) = &m.np.name else { continue };
            if other.len() <= best.len() || other.len() > words.len() + 4 {
                continue;
            }
            let theirs: Vec<&str> = other.clone().map(key).collect();
            if theirs.ends_with(&words[..]) || theirs.starts_with(&words[..]) {
                best = other.clone();
            }
        }
        best
    }

    /// «عريقات» where the report has «صائب عريقات» somewhere: given names before the same word.
    fn longer_before(&self, name: &Range<usize>, word: &str) -> Range<usize> {
        let doc = self.doc;
        let mut best = name.clone();
        if name.len() > 1 {
            return best;
        }
        let before = |k: usize| {
            let w = &doc.words[k];
            !doc.is_mark(k)
                && !w.def
                && w.prep.is_none()
                && w.classes.any(Classes::NAME)
                && !w
                    .classes
                    .any(Classes::HEAD.union(Classes::CLOSED).union(Classes::COMMON))
        };
        for j in (0..doc.len()).filter(|&j| doc.f(j) == word) {
            let mut k = j;
            while k > 0 && j - k < 3 && before(k - 1) {
                k -= 1;
            }
            if j + 1 - k > best.len() {
                best = k..j + 1;
            }
        }
        best
    }

    /// «المنظمة» → «منظمة الصحة العالمية»: the longest phrase with this head.
    fn fullest_phrase(&self, np: &NounPhrase) -> Range<usize> {
        let doc = self.doc;
        let stem = &doc.words[np.head].stem;
        let stems: Vec<&str> = np
            .range
            .clone()
            .filter(|&i| !doc.is_mark(i))
            .map(|i| &*doc.words[i].stem)
            .collect();
        let mut best = np.range.clone();
        for m in &self.mentions {
            let other = &m.np;
            let prefixed =
                doc.words[other.range.start].prep == Some('ل') && doc.words[other.range.start].def;
            if doc.words[other.head].stem != *stem
                || other.range.len() <= best.len()
                || other.name.is_some()
                || prefixed
            {
                continue;
            }
            let theirs: Vec<&str> = other
                .range
                .clone()
                .filter(|&i| !doc.is_mark(i))
                .map(|i| &*doc.words[i].stem)
                .collect();
            let fits = stems.iter().all(|s| theirs.contains(s));
            if fits && other.range.len() <= 8 {
                best = other.range.clone();
            }
        }
        best
    }

    /// The speaker of a cue without a written one.
    pub fn implicit(
        &self,
        s: &Statement,
        earlier: &[(usize, Resolved)],
        outer: Option<&Resolved>,
    ) -> Resolved {
        let doc = self.doc;
        let hop = &s.found.hops[s.found.hops.len() - 1];
        let at = hop.cue.start;
        let part = hop.form.map(|(c, _)| c.part);
        if at > 0
            && doc.words[at - 1].classes.any(Classes::REL)
            && let Some(r) = self.antecedent(at - 1, earlier)
        {
            return r;
        }
        let sentence = doc.sentence(at).start;
        let agrees = |r: &Resolved| agrees(doc, s, r);
        let recent = earlier
            .iter()
            .rev()
            .find(|(pos, r)| r.who != Who::Unknown && *pos < at && agrees(r));
        let dependent = matches!(part, Some(Part::Participle | Part::Noun));
        if dependent {
            if let Some((pos, r)) = recent.filter(|(pos, _)| *pos >= sentence) {
                let _ = pos;
                return r.clone();
            }
            if let Some(r) = self.subject_before(at, sentence, earlier) {
                return r;
            }
        }
        if let Some((_, r)) = recent {
            return r.clone();
        }
        if let Some(r) = outer.filter(|r| agrees(r)) {
            return r.clone();
        }
        self.subject_before(at, doc.paragraph(at).start, earlier)
            .unwrap_or_else(Resolved::unknown)
    }

    /// «أمانو الذي أكد»: the noun phrase before the relative pronoun.
    fn antecedent(&self, rel: usize, earlier: &[(usize, Resolved)]) -> Option<Resolved> {
        let spoken: Vec<Resolved> = earlier.iter().map(|(_, r)| r.clone()).collect();
        self.mentions
            .iter()
            .rev()
            .find(|m| m.np.range.end <= rel && m.np.range.end + 2 >= rel)
            .map(|m| self.named(&m.np, None, &spoken))
    }

    /// The first body or person in the clause before: the subject of a verb that does not report.
    fn subject_before(
        &self,
        at: usize,
        from: usize,
        earlier: &[(usize, Resolved)],
    ) -> Option<Resolved> {
        let spoken: Vec<Resolved> = earlier.iter().map(|(_, r)| r.clone()).collect();
        self.mentions
            .iter()
            .filter(|m| m.np.range.start >= from && m.np.range.end <= at)
            .find(|m| {
                let i = m.np.range.start;
                let w = &self.doc.words[i];
                let verb = i > 0
                    && (self.doc.words[i - 1].classes.any(Classes::VERB)
                        || self.doc.is_finite_cue(i - 1));
                w.prep.is_none()
                    && (verb || clause_start(self.doc, i))
                    && (i == from
                        || !self.doc.words[i - 1]
                            .classes
                            .any(Classes::PREP.union(Classes::ADJUNCT_PREP)))
                    && m.np.can_speak()
            })
            .map(|m| self.named(&m.np, None, &spoken))
    }
}

/// Parses a noun phrase at a word that may carry a conjunction or preposition.
fn parse_at(doc: &Doc, i: usize) -> Option<NounPhrase> {
    let end = doc.sentence_end(i);
    if let Some(np) = np::parse(doc, i, end, Reach::Short) {
        return Some(np);
    }
    let w = &doc.words[i];
    if !(w.conj || w.prep.is_some()) {
        return None;
    }
    np::parse_unprefixed(doc, i, end)
}

fn agrees(doc: &Doc, s: &Statement, r: &Resolved) -> bool {
    let Some((form, _)) = s.found.hops.last().and_then(|h| h.form) else {
        return true;
    };
    let _ = doc;
    if form.part == Part::Noun {
        return true;
    }
    let gender = match (form.agreement.gender, r.gender) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let plural_verb = matches!(form.agreement.number, Some(Number::Plural | Number::Dual));
    gender || (plural_verb && r.number == Some(Number::Plural))
}

/// What sort of source a noun phrase is.
pub fn kind_of(doc: &Doc, np: &NounPhrase) -> Kind {
    let c = np.classes;
    if np.quantified && np.name.is_none() && !c.any(Classes::STATE.union(Classes::PLACE)) {
        return Kind::Anonymous;
    }
    if np.name.is_some()
        && !c.any(
            Classes::ORGANISATION
                .union(Classes::AGENCY)
                .union(Classes::OUTLET)
                .union(Classes::DOCUMENT),
        )
    {
        return Kind::Person;
    }
    if c.any(Classes::ANONYMOUS) {
        return Kind::Anonymous;
    }
    for (class, kind) in [
        (Classes::TITLE, Kind::Person),
        (Classes::AGENCY, Kind::Agency),
        (Classes::OUTLET, Kind::Outlet),
        (Classes::DOCUMENT, Kind::Document),
        (Classes::ORGANISATION, Kind::Organisation),
        (Classes::STATE, Kind::State),
        (Classes::COUNTRY, Kind::State),
        (Classes::CAPITAL, Kind::State),
        (Classes::PERSON, Kind::Person),
        (Classes::HONORIFIC, Kind::Person),
        (Classes::PLACE, Kind::Organisation),
        (Classes::NATIONALITY, Kind::Anonymous),
    ] {
        if c.any(class) {
            return kind;
        }
    }
    if np.name.is_some() || doc.words[np.head].classes.is_empty() {
        return Kind::Person;
    }
    Kind::Organisation
}
