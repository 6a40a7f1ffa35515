//! A written source: whom its words mean.

use super::{Cast, Resolved, Spoken, kind_of};
use crate::lexicon::Classes;
use crate::np::NounPhrase;
use crate::reading::{Kind, Who};

impl Cast<'_, '_> {
    /// A written source; `spoken` are those who spoke before, the last one last.
    pub fn named(&self, np: &NounPhrase, spoken: &[Spoken]) -> Resolved {
        let doc = self.doc;
        if let Some(body) = self.body_named(np) {
            return body;
        }
        let kind = kind_of(doc, np);
        let make = |who| Resolved::like(doc, np, who, kind);
        if let Some(name) = &np.name {
            return make(self.name_at(self.forms.fullest_name(doc, name.clone())));
        }
        let known = match kind {
            // A new unnamed source is never merged with another (law 6).
            Kind::Anonymous if !doc.words[np.head].def && np.range.start >= np.head => {
                return make(self.unnamed_at(np.range.clone()));
            }
            Kind::Anonymous => self.back_reference(np, spoken),
            Kind::Person => self.holder(np, spoken),
            _ => None,
        };
        known.unwrap_or_else(|| {
            let fullest = self.forms.fullest_phrase(doc, np);
            make(match kind {
                Kind::Anonymous => self.unnamed_at(fullest),
                _ => self.name_at(fullest),
            })
        })
    }

    /// «ميتسوبيشي» where the report has «شركة ميتسوبيشي اليابانية»: a body by its name alone.
    pub(super) fn body_named(&self, np: &NounPhrase) -> Option<Resolved> {
        let doc = self.doc;
        let words = doc.words_in(np.range.clone());
        let alone = match &np.name {
            Some(name) => name.len() == 1 && words == 1,
            None => words <= 3 && np.classes.any(Classes::INSTITUTION),
        };
        let quoted = doc.quotation_at(np.range.start).is_some();
        if !(alone || quoted) || np.classes.any(Classes::GIVEN) {
            return None;
        }
        let first = np.range.clone().find(|&i| !doc.is_mark(i))?;
        let longer = &self.mentions[self.forms.body(doc.f(first))?];
        let who = self.name_at(longer.range.clone());
        Some(Resolved::like(doc, longer, who, kind_of(doc, longer)))
    }

    /// «المسؤول الإيراني», «المصدر»: somebody spoken of already.
    pub(super) fn back_reference(&self, np: &NounPhrase, spoken: &[Spoken]) -> Option<Resolved> {
        let doc = self.doc;
        let head = &doc.words[np.head];
        if !head.def {
            return None;
        }
        let begins_alike = |words: &str| {
            let first = words.split(' ').next().unwrap_or_default();
            doc.lexicon.read(&musnad_report::fold::fold(first)).stem == head.stem
        };
        let unnamed = spoken.iter().rev().find(|s| match &s.who.who {
            Who::Unnamed { words, .. } => begins_alike(words),
            _ => false,
        });
        if let Some(s) = unnamed {
            return Some(s.who.clone());
        }
        let listed = doc.lexicon.classes(&head.stem);
        let last = &spoken.last()?.who;
        // «المصدر» alone is whoever spoke last, «المسؤول» only a person.
        let source = listed.any(Classes::LABEL) && np.range.len() <= 2;
        let person =
            listed.any(Classes::ANAPHOR) && np.range.len() <= 3 && last.kind == Kind::Person;
        (source || person).then(|| last.clone())
    }

    /// The person who holds an office: «الوزير» after «وزير الخارجية فلان».
    fn holder(&self, np: &NounPhrase, spoken: &[Spoken]) -> Option<Resolved> {
        let doc = self.doc;
        if let Some(m) = self.forms.holder(doc, &self.mentions, np) {
            let name = self.mentions[m].name.clone()?;
            let who = self.name_at(self.forms.fullest_name(doc, name));
            return Some(Resolved::like(doc, np, who, Kind::Person));
        }
        // A definite office without its own complement stands for the last person who spoke.
        let bare = np.range.len() == 1 && doc.words[np.head].def;
        let mut people = spoken.iter().rev().map(|s| &s.who);
        people
            .find(|r| r.kind == Kind::Person)
            .filter(|_| bare)
            .cloned()
    }
}
