//! Every form that a written source may have in the report: runs of its own words, the same words
//! elsewhere with more around them, and those who spoke before.

use super::{Cast, Resolved, Spoken, kind_of};
use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::np::NounPhrase;
use crate::reading::{Kind, Who};
use std::ops::Range;

/// Of a longer source only so many words at either end are looked at.
const LONGEST: usize = 26;
/// A name inside a source, with a title before and a description behind it, has no more words.
const INNER: usize = 6;
/// So many places before a source, and so many behind it, are looked at for the same word.
const PLACES: usize = 6;
/// So many words more than the shared one has a fuller form, before it (a name) and behind it (a body).
const MORE_BEFORE: usize = 3;
const MORE_BEHIND: usize = 6;
/// So many holders of an office like it, before it and behind it, are looked at.
const PEERS: usize = 2;
/// So many of those who spoke before are looked at.
const SPEAKERS: usize = 12;

/// A form of a source.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    /// Who that would be.
    pub who: Resolved,
    /// The tokens of that form.
    pub at: Range<usize>,
    /// By which ways it was found, a bit each.
    pub ways: u64,
    /// Of words elsewhere, how many places with the same word are nearer.
    pub nth: usize,
}

/// The ways that lead to a form.
pub(crate) mod way {
    /// What rules think.
    pub const RULES: u64 = 1;
    /// The words of the source, or some of them.
    pub const OWN: u64 = 1 << 1;
    /// Its personal name.
    pub const NAME: u64 = 1 << 2;
    /// The longest form of that name.
    pub const FULLEST_NAME: u64 = 1 << 3;
    /// The longest phrase with all its words.
    pub const FULLEST_PHRASE: u64 = 1 << 4;
    /// Who holds its office.
    pub const HOLDER: u64 = 1 << 5;
    /// The body that bears its name.
    pub const BODY: u64 = 1 << 6;
    /// Somebody spoken of already.
    pub const BACK: u64 = 1 << 7;
    /// Who spoke last.
    pub const LAST: u64 = 1 << 8;
    /// The person who spoke last.
    pub const LAST_PERSON: u64 = 1 << 9;
    /// The last unnamed source.
    pub const LAST_UNNAMED: u64 = 1 << 10;
    /// The same last word elsewhere, with more before it.
    pub const NAME_ELSEWHERE: u64 = 1 << 11;
    /// The same head elsewhere, with more behind it.
    pub const BODY_ELSEWHERE: u64 = 1 << 12;
    /// A speaker whose name shares a word with it.
    pub const SHARES: u64 = 1 << 13;
    /// A speaker who was written with all its words.
    pub const WRITTEN: u64 = 1 << 14;
    /// Its words and those behind it.
    pub const LONGER: u64 = 1 << 15;
    /// Who holds an office of the same name, of some other body as it seems.
    pub const PEER: u64 = 1 << 16;
    /// How many there are.
    pub const ALL: u32 = 17;
}

/// The forms found so far, each once.
struct Variants<'c, 'd, 't> {
    cast: &'c Cast<'d, 't>,
    np: &'c NounPhrase,
    kind: Kind,
    nth: usize,
    all: Vec<Variant>,
}

impl Cast<'_, '_> {
    /// Every form that a written source may have, the one that rules think of first.
    pub(crate) fn variants(
        &self,
        np: &NounPhrase,
        proposed: &Resolved,
        spoken: &[Spoken],
    ) -> Vec<Variant> {
        let mut out = Variants {
            cast: self,
            np,
            kind: kind_of(self.doc, np),
            nth: 0,
            all: Vec::new(),
        };
        out.somebody(way::RULES, proposed);
        out.own();
        out.longer();
        // «مصادر مطلعة» are never those that spoke before (law 6), «المصادر» may be.
        if out.kind != Kind::Anonymous || self.doc.words[np.head].def {
            out.by_rules(spoken);
            out.elsewhere();
            out.speakers(spoken);
        }
        out.all
    }
}

impl Variants<'_, '_, '_> {
    fn add(&mut self, way: u64, who: Resolved, at: Range<usize>) {
        let same = |v: &&mut Variant| v.who.who.as_str() == who.who.as_str();
        match self.all.iter_mut().find(same) {
            Some(known) => known.ways |= way,
            None => self.all.push(Variant {
                who,
                at,
                ways: way,
                nth: self.nth,
            }),
        }
    }

    /// Somebody as he was resolved.
    fn somebody(&mut self, way: u64, who: &Resolved) {
        let at = match &who.who {
            Who::Named { at, .. } | Who::Unnamed { at, .. } => *at,
            Who::Unknown => return,
        };
        self.add(way, who.clone(), self.cast.doc.text.tokens_in(at));
    }

    /// These words as a name of the source.
    fn words(&mut self, way: u64, r: Range<usize>) {
        let r = without_marks(self.cast.doc, r);
        if r.is_empty() {
            return;
        }
        let who = match self.kind {
            Kind::Anonymous => self.cast.unnamed_at(r.clone()),
            _ => self.cast.name_at(r.clone()),
        };
        let who = Resolved::like(self.cast.doc, self.np, who, self.kind);
        self.add(way, who, r);
    }

    /// Its own words: all, those from a place on, those up to a place, a name in the midst.
    fn own(&mut self) {
        let doc = self.cast.doc;
        let r = &self.np.range;
        let (start, end) = (r.start, r.end);
        self.words(way::OWN, start..end);
        for i in (start + 1..end).filter(|&i| ends(doc, i)).take(LONGEST) {
            self.words(way::OWN, start..i);
        }
        if self.kind == Kind::Anonymous {
            // «مسؤول طلب عدم ذكر اسمه»: no name stands in him.
            return;
        }
        for i in (start + 1..end).filter(|&i| begins(doc, i)).take(LONGEST) {
            self.words(way::OWN, i..end);
        }
        for i in (start + 1..end).filter(|&i| begins_name(doc, i)).take(2) {
            for last in (i + 1..end.min(i + INNER)).filter(|&l| ends(doc, l)) {
                self.words(way::OWN, i..last);
            }
        }
    }

    /// The words behind it, where its end was not seen: «المتحدث باسم الوزارة | نزار الحموي».
    fn longer(&mut self) {
        let doc = self.cast.doc;
        let (start, end) = (self.np.range.start, self.np.range.end);
        let limit = doc.sentence_end(end - 1).min(end + MORE_BEHIND);
        let starts = || [start, end.saturating_sub(2), end - 1, end].into_iter();
        let comma = usize::from(end < limit && doc.is_comma(end));
        for to in end + comma + 1..=limit {
            if !inner(doc, to - 1) {
                break;
            }
            for from in
                starts().filter(|&s| s >= start && begins(doc, s + usize::from(s == end) * comma))
            {
                self.words(way::LONGER, from..to);
            }
        }
    }

    /// What rules know of forms.
    fn by_rules(&mut self, spoken: &[Spoken]) {
        let (cast, np) = (self.cast, self.np);
        let doc = cast.doc;
        if let Some(name) = &np.name {
            self.words(way::NAME, name.clone());
            self.words(
                way::FULLEST_NAME,
                cast.forms.fullest_name(doc, name.clone()),
            );
        }
        self.words(way::FULLEST_PHRASE, cast.forms.fullest_phrase(doc, np));
        let holder = cast.forms.holder(doc, &cast.mentions, np);
        if let Some(name) = holder.and_then(|m| cast.mentions[m].name.clone()) {
            self.words(way::HOLDER, cast.forms.fullest_name(doc, name));
        }
        for m in cast.forms.peers(doc, &cast.mentions, np, PEERS) {
            if let Some(name) = cast.mentions[m].name.clone() {
                self.words(way::PEER, cast.forms.fullest_name(doc, name));
            }
        }
        if let Some(body) = cast.body_named(np) {
            self.somebody(way::BODY, &body);
        }
        if let Some(back) = cast.back_reference(np, spoken) {
            self.somebody(way::BACK, &back);
        }
    }

    /// «الشبلاوي» where the report has «خيري الشبلاوي», «الهيئة» where it has «هيئة الري».
    fn elsewhere(&mut self) {
        let (doc, r) = (self.cast.doc, self.np.range.clone());
        let Some(last) = r.clone().rev().find(|&i| !doc.is_mark(i)) else {
            return;
        };
        // «كتب أحدهم»: what has no name has none elsewhere.
        let named = if self.kind == Kind::Anonymous {
            0
        } else {
            PLACES
        };
        for (nth, place) in self.cast.forms.places(doc, last, named).enumerate() {
            self.nth = nth;
            for n in 1..=MORE_BEFORE.min(place) {
                if r.contains(&place) || !inner(doc, place - n) {
                    break;
                }
                self.words(way::NAME_ELSEWHERE, place - n..place + 1);
            }
        }
        for (nth, place) in self
            .cast
            .forms
            .places(doc, self.np.head, PLACES)
            .enumerate()
        {
            self.nth = nth;
            let sentence = doc.sentence_end(place);
            for end in place + 2..=(place + 1 + MORE_BEHIND).min(sentence) {
                if r.contains(&place) || !belongs(doc, end - 1) {
                    break;
                }
                if ends(doc, end) {
                    self.words(way::BODY_ELSEWHERE, place..end);
                }
            }
        }
        self.nth = 0;
    }

    /// Those who spoke before: the last ones, and whoever shares a word with the source.
    fn speakers(&mut self, spoken: &[Spoken]) {
        let doc = self.cast.doc;
        let recent = || spoken.iter().rev().map(|s| &s.who);
        let of_kind = |kind| recent().find(|r| r.kind == kind);
        let ways = [
            (way::LAST, recent().next()),
            (way::LAST_PERSON, of_kind(Kind::Person)),
            (way::LAST_UNNAMED, of_kind(Kind::Anonymous)),
        ];
        for (way, who) in ways {
            if let Some(who) = who {
                self.somebody(way, who);
            }
        }
        let stem = |i: usize| &*doc.words[i].stem;
        let telling = |i: &usize| !pointing(doc, *i);
        let mine = words(doc, self.np.range.clone()).filter(telling);
        let mine: Vec<&str> = mine.map(stem).collect();
        for s in spoken.iter().rev().take(SPEAKERS) {
            if let Who::Named { at, .. } = &s.who.who
                && words(doc, doc.text.tokens_in(*at)).any(|i| mine.contains(&stem(i)))
            {
                self.somebody(way::SHARES, &s.who);
            }
            let Some(source) = &s.source else { continue };
            let theirs: Vec<&str> = words(doc, source.clone()).map(stem).collect();
            if mine.iter().all(|m| theirs.contains(m)) {
                self.somebody(way::WRITTEN, &s.who);
            }
        }
    }
}

/// The tokens of a range that are words.
pub(crate) fn words(doc: &Doc, r: Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
    r.filter(|&i| !doc.is_mark(i))
}

/// «نفس المصدر», «هذا المسؤول»: the word only points to somebody.
fn pointing(doc: &Doc, i: usize) -> bool {
    let points = Classes::DEM.union(Classes::EMPHATIC);
    doc.words[i].classes.any(points) || matches!(doc.f(i), "نفس" | "ذات")
}

/// Whether a form may begin with this token.
fn begins(doc: &Doc, i: usize) -> bool {
    (!doc.is_mark(i) || doc.quotation_at(i).is_some())
        && !doc.words[i]
            .classes
            .any(Classes::PREP.without(Classes::NAME))
}

/// Whether a form may end before this token.
fn ends(doc: &Doc, end: usize) -> bool {
    let last = end - 1;
    if doc.is_mark(last) {
        return doc.quotation_closed_at(last).is_some();
    }
    let asks = Classes::PREP.union(Classes::CONJ);
    !doc.is_form(last, asks)
}

/// Whether a name may begin inside a source: behind a title, or with a given name.
fn begins_name(doc: &Doc, i: usize) -> bool {
    let behind = doc.words[i - 1].classes.any(Classes::TITULAR) || doc.is_mark(i - 1);
    begins(doc, i) && (behind || doc.words[i].classes.any(Classes::GIVEN))
}

/// Whether a word may stand inside a name.
fn inner(doc: &Doc, i: usize) -> bool {
    let w = &doc.words[i];
    let named = w.classes.any(Classes::NAME) || doc.is_form(i, Classes::CONNECTOR);
    !doc.is_mark(i)
        && !doc.is_number(i)
        && (named || !w.classes.any(Classes::CLOSED) && !doc.is_finite_cue(i))
}

/// Whether a word may stand in the name of a body, behind its first.
fn belongs(doc: &Doc, i: usize) -> bool {
    let verb =
        doc.words[i].classes.any(Classes::VERB) && !doc.words[i].classes.any(Classes::NOMINAL);
    !doc.is_comma(i) && !doc.is_comp(i) && !verb && !doc.is_finite_cue(i)
}

/// The range without marks at its ends, quotation marks among them.
fn without_marks(doc: &Doc, r: Range<usize>) -> Range<usize> {
    let pair = |r: &Range<usize>| {
        let close = doc.quotation_at(r.start).and_then(|q| q.close);
        close.is_some_and(|c| c < r.end && c + 1 != r.end)
    };
    let mut r = r;
    while r.start < r.end && doc.is_mark(r.start) && !pair(&r) {
        r.start += 1;
    }
    let opened = |r: &Range<usize>| {
        doc.quotation_closed_at(r.end - 1)
            .is_some_and(|q| r.contains(&q.open))
    };
    while r.start < r.end && doc.is_mark(r.end - 1) && !opened(&r) {
        r.end -= 1;
    }
    r
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use crate::np::{self, Reach};
    use musnad_report::Text;

    /// The forms of the phrase that begins with the first word of `source`, and by which ways.
    fn forms(text: &str, source: &str) -> Vec<(String, u64)> {
        let engine = Engine::embedded();
        let text = Text::new(text);
        let doc = Doc::new(&text, &engine.language().lexicon);
        let start = text.as_str().find(source).expect("in the text");
        let tokens = text.tokens_in((start..start + source.len()).into());
        let np = np::parse(&doc, tokens.start, tokens.end, Reach::Long).expect("a phrase");
        let np = NounPhrase {
            range: tokens,
            ..np
        };
        let cast = Cast::gather(&doc, &[]);
        let proposed = cast.named(&np, &[]);
        let variants = cast.variants(&np, &proposed, &[]);
        let form = |v: Variant| (v.who.who.as_str().to_owned(), v.ways);
        variants.into_iter().map(form).collect()
    }

    fn way_to(forms: &[(String, u64)], name: &str) -> u64 {
        forms.iter().find(|(f, _)| f == name).map_or(0, |(_, w)| *w)
    }

    #[test]
    fn a_name_is_offered_between_its_title_and_its_description() {
        let source = "الدكتور سالم الدهني مدير المرصد";
        let forms = forms(&format!("وقال {source} إن البئر جفت."), source);
        assert_ne!(way_to(&forms, "سالم الدهني") & way::OWN, 0);
        assert_ne!(way_to(&forms, "سالم الدهني مدير المرصد") & way::OWN, 0);
    }

    #[test]
    fn the_words_behind_a_source_and_those_around_it_elsewhere_are_offered() {
        let text =
            "أعلنت هيئة موانئ الخليج ذلك. وقال المتحدث باسم الهيئة نزار القلموني إنها جاهزة.";
        let longer = forms(text, "المتحدث باسم الهيئة");
        assert_ne!(way_to(&longer, "نزار القلموني") & way::LONGER, 0);
        let body = forms(text, "الهيئة");
        assert_ne!(way_to(&body, "هيئة موانئ الخليج") & way::BODY_ELSEWHERE, 0);
        let family = forms(
            "وأضاف الشبلاوي أنه راض. وزار خيري الشبلاوي البلدة.",
            "الشبلاوي",
        );
        assert_ne!(way_to(&family, "خيري الشبلاوي") & way::NAME_ELSEWHERE, 0);
    }

    #[test]
    fn a_new_unnamed_source_is_nobody_who_is_mentioned_elsewhere() {
        let text = "قال مسؤولون في الميناء إنهم باقون. ونفى مسؤولون ذلك.";
        let known = forms(text, "مسؤولون في الميناء");
        assert_ne!(way_to(&known, "مسؤولون في الميناء"), 0);
        let text = "نفى مسؤولون ذلك. وقال مسؤولون في الميناء إنهم باقون.";
        assert_eq!(way_to(&forms(text, "مسؤولون"), "مسؤولون في الميناء"), 0);
    }

    #[test]
    fn quotation_marks_that_do_not_close_inside_are_left_out() {
        let source = "المتحدث باسم الفريق «زيد الدهني»";
        let forms = forms(&format!("وقال {source} إنه باق."), source);
        assert_ne!(way_to(&forms, "زيد الدهني") & way::OWN, 0);
        assert!(
            forms
                .iter()
                .all(|(f, _)| !f.ends_with('»') || f.contains('«'))
        );
    }
}
