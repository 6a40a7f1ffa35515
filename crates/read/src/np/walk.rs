//! The walk itself: what stood last, what is taken, and what heads the phrase.

use super::{NounPhrase, Reach};
use crate::doc::Doc;
use crate::lexicon::Classes;
use std::ops::Range;

/// What stood last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Last {
    /// Nothing yet.
    Start,
    /// A noun without article or name behind it.
    Indefinite,
    /// An indefinite noun and its adjective: no further noun completes it.
    Qualified,
    /// A noun with article, pronoun or a proper name behind it: it can be complete.
    Definite,
    /// A part of a personal name.
    Name,
}

impl Last {
    /// What a noun leaves behind.
    pub(super) fn noun(definite: bool) -> Last {
        if definite {
            Last::Definite
        } else {
            Last::Indefinite
        }
    }
}

/// A phrase being read.
pub(super) struct Walk<'d, 't> {
    pub(super) doc: &'d Doc<'t>,
    /// The token to look at next.
    pub(super) at: usize,
    /// One past the last token that may belong.
    pub(super) limit: usize,
    pub(super) reach: Reach,
    pub(super) last: Last,
    pub(super) head: Option<usize>,
    /// Classes of the head.
    pub(super) classes: Classes,
    pub(super) name: Option<Range<usize>>,
    pub(super) quantified: bool,
}

impl<'d, 't> Walk<'d, 't> {
    /// Nothing is read yet.
    pub(super) fn new(doc: &'d Doc<'t>, start: usize, limit: usize, reach: Reach) -> Self {
        Walk {
            doc,
            at: start,
            limit: limit.min(doc.len()),
            reach,
            last: Last::Start,
            head: None,
            classes: Classes::NONE,
            name: None,
            quantified: false,
        }
    }

    /// Takes words as long as they belong.
    pub(super) fn run(&mut self) {
        while self.at < self.limit {
            match self.step() {
                0 => return,
                taken => self.at += taken,
            }
        }
    }

    /// The phrase; `None` where nothing heads it.
    pub(super) fn finish(self, start: usize) -> Option<NounPhrase> {
        Some(NounPhrase {
            range: start..self.at,
            head: self.head?,
            classes: self.classes,
            name: self.name,
            quantified: self.quantified,
        })
    }

    /// Takes what stands here, if it belongs; returns how many tokens.
    fn step(&mut self) -> usize {
        let i = self.at;
        if self.doc.is_mark(i) {
            return self.mark(i);
        }
        if self.doc.is_number(i) {
            return self.number(i);
        }
        if let Some((len, _)) = self.doc.phrases[i].filter(|(_, c)| c.any(Classes::ANONYMITY)) {
            return self.anonymity(i, len);
        }
        if self.closes(i) {
            return 0;
        }
        if let Some((len, classes)) = self.doc.phrases[i] {
            return self.expression(i, len, classes);
        }
        self.word(i)
    }

    /// «مسؤول طلب عدم ذكر اسمه»: the relative clause that touches the noun is part of the phrase.
    fn anonymity(&mut self, i: usize, len: usize) -> usize {
        if matches!(self.last, Last::Start | Last::Name) || i + len > self.limit {
            return 0;
        }
        self.last = Last::Definite;
        len
    }

    /// A quotation inside the phrase («وكالة "فارس"»), or a comma before the name.
    fn mark(&mut self, i: usize) -> usize {
        if self.last == Last::Start {
            return self.quoted_name(i);
        }
        if let Some(q) = self.doc.quotation_at(i) {
            let Some(close) = q.close.filter(|&c| c < self.limit) else {
                return 0;
            };
            if self.last != Last::Name && self.doc.words_in(i..close) <= 5 {
                self.last = Last::Definite;
                return close + 1 - i;
            }
            return 0;
        }
        if self.doc.is_comma(i) && self.doc.f(i) != "؛" && self.name.is_none() {
            return self.name_after_comma(i);
        }
        0
    }

    /// «"ميتسوبيشي" تعتذر»: a short quotation that begins a phrase is a name.
    fn quoted_name(&mut self, i: usize) -> usize {
        let Some((open, close)) = self
            .doc
            .quotation_at(i)
            .and_then(|q| Some((q.open, q.close?)))
        else {
            return 0;
        };
        if close >= self.limit || !(1..=4).contains(&self.doc.words_in(open..close)) {
            return 0;
        }
        self.head = Some(open + 1);
        self.classes = self.doc.classes(open + 1);
        self.last = Last::Definite;
        close + 1 - i
    }

    /// «رئيس الوكالة، يوكيا أمانو»: a title and its name.
    fn name_after_comma(&mut self, i: usize) -> usize {
        if !self.classes.any(Classes::TITLE) {
            return 0;
        }
        let mut end = i + 1;
        while end < self.limit && end - i <= 6 && self.is_name(end, end > i + 1) {
            end += 1;
        }
        let closes = end >= self.limit || self.doc.is_mark(end) || self.doc.is_comp(end);
        if end > i + 1 && (end > i + 2 || closes) {
            self.name = Some(i + 1..end);
            self.last = Last::Name;
            return end - i;
        }
        0
    }

    /// «دستور 2012», «قناة 24»; a number that begins («17%») heads an unnamed group.
    fn number(&mut self, i: usize) -> usize {
        match self.last {
            Last::Start => {
                self.head = Some(i);
                self.quantified = true;
                self.last = Last::Indefinite;
                1
            }
            Last::Indefinite | Last::Qualified | Last::Definite if self.reach == Reach::Long => 1,
            Last::Indefinite => 1,
            _ => 0,
        }
    }

    /// A fixed expression: a place, an organisation, an agency.
    fn expression(&mut self, i: usize, len: usize, classes: Classes) -> usize {
        if classes.any(Classes::CLOSED) || i + len > self.limit {
            return 0;
        }
        let w = &self.doc.words[i];
        if !self.admits(i) {
            return 0;
        }
        if self.last == Last::Start || w.conj {
            self.set_head(i, classes);
        } else if self.last == Last::Name && !classes.any(Classes::TITLE) {
            return 0;
        } else if self.last == Last::Definite && classes.any(Classes::PLACE) && w.prep.is_none() {
            // «حثت المديرة | الولايات المتحدة على».
            return 0;
        }
        self.last = Last::Definite;
        len
    }

    /// The first that can be is the head.
    fn set_head(&mut self, i: usize, classes: Classes) {
        if self.head.is_none() {
            self.head = Some(i);
            self.classes = classes;
        }
    }

    /// A single word.
    fn word(&mut self, i: usize) -> usize {
        let doc = self.doc;
        let w = &doc.words[i];
        let c = w.classes;
        if c.any(Classes::PREPOSITIONAL) && !self.is_name(i, false) {
            return self.preposition(i);
        }
        if self.last == Last::Start {
            return self.first(i);
        }
        if !self.admits(i) {
            return 0;
        }
        if w.conj && self.last == Last::Name && !c.any(Classes::TITLE) {
            return 1;
        }
        if w.prep.is_some() {
            // «المديرة الطبية لمستشفى …»: a complement begins anew.
            self.last = Last::noun(w.def || c.any(Classes::PLACE));
            return 1;
        }
        if self.is_name(i, self.last == Last::Name) && self.name_fits(i) || self.family(i) {
            if self.own_name(i) {
                let start = self.name.as_ref().map_or(i, |n| n.start);
                self.name = Some(start..i + 1);
            }
            self.last = Last::Name;
            return 1;
        }
        self.noun(i)
    }

    /// The word that the phrase begins with.
    fn first(&mut self, i: usize) -> usize {
        let doc = self.doc;
        let w = &doc.words[i];
        let c = w.classes;
        if w.conj || w.prep.is_some() {
            return 0;
        }
        if c.any(Classes::DEM.union(Classes::HONORIFIC)) || matches!(doc.f(i), "نفس" | "ذات")
        {
            self.set_head(i, c);
            // «هذا المسؤول», «السيد فلان»: its class counts, the head is still to come.
            self.head = None;
            return 1;
        }
        if c.any(Classes::QUANT.union(Classes::NUMBER)) {
            self.quantified = true;
            self.head = Some(i);
            self.classes = c;
            self.last = Last::Indefinite;
            return 1;
        }
        let surname = w.def && c.is_empty() && w.stem.ends_with('ي') && w.cues.is_empty();
        if surname || self.is_name(i, false) && !c.any(Classes::HEAD) {
            self.set_head(i, c);
            self.name = Some(i..i + 1);
            self.last = Last::Name;
            return 1;
        }
        self.set_head(i, c);
        let proper = c.any(Classes::PLACE.union(Classes::PRESS));
        self.last = Last::noun(w.def || w.pron.is_some() || proper && !self.generic(i));
        1
    }

    /// «وكالة», «صحيفة»: words for the thing, which a name follows.
    fn generic(&self, i: usize) -> bool {
        let next = i + 1;
        next < self.limit
            && (self.doc.quotation_at(next).is_some()
                || (!self.doc.is_mark(next)
                    && !self.closes(next)
                    && !self.doc.classes(next).any(Classes::PREP)
                    && !self.doc.words[i].classes.any(Classes::PLACE)))
    }
}
