//! One attempt to match one rule at one place, element by element.
//!
//! The elements are taken from left to right, without a way back: [`Attempt::element`] says what each
//! of them needs, [`super::sources`] and [`super::contents`] hold the longer answers. A whole match
//! becomes a [`Candidate`], which [`super::weigh`] then weighs.

use super::candidate::{Candidate, FoundHop};
use super::reasons::{OPENS_WITH_SPEAKER, Reason};
use super::weigh::weigh;
use crate::content::{self, Start};
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Attached, Classes, CueForm};
use crate::np::NounPhrase;
use crate::rule::{CueSpec, Element, HopSpec, Rule, Where};
use std::ops::Range;

/// How far after its subject a verb may stand, in tokens: insertions fill the room.
const SUBJECT_TO_VERB: usize = 30;

/// An element of the rule and what it took.
struct Filled {
    /// Index into [`Rule::elements`].
    element: usize,
    range: Range<usize>,
    source: Option<NounPhrase>,
    form: Option<(CueForm, Attached)>,
}

/// One attempt to match one rule.
pub(super) struct Attempt<'d, 't> {
    pub(super) doc: &'d Doc<'t>,
    pub(super) rule: &'d Rule,
    /// The token that comes next.
    pub(super) at: usize,
    filled: Vec<Filled>,
    /// The form of the last cue taken.
    pub(super) form: Option<(CueForm, Attached)>,
    pub(super) start: Option<Start>,
    /// A source was taken: the next one is not the subject of the first verb.
    pub(super) sourced: bool,
    pub(super) reasons: Vec<Reason>,
}

/// Tries the `index`th rule at token `from`, with each form that its first element may be there.
pub(super) fn attempt(doc: &Doc, rule: &Rule, index: usize, from: usize, out: &mut Vec<Candidate>) {
    let mut with = |form| {
        let mut attempt = Attempt {
            doc,
            rule,
            at: from,
            filled: Vec::new(),
            form: None,
            start: None,
            sourced: false,
            reasons: Vec::new(),
        };
        if attempt.run(form) {
            out.push(attempt.finish(index, from));
        }
    };
    match &rule.elements[0] {
        Element::Cue(spec) => fitting(doc, spec, from).for_each(|form| with(Some(form))),
        _ => with(None),
    }
}

/// Cue forms at `i` that a rule asks for. A shortened form needs its negation: «لم ينف».
pub(super) fn fitting<'d>(
    doc: &'d Doc,
    spec: &'d CueSpec,
    i: usize,
) -> impl Iterator<Item = (CueForm, Attached)> + 'd {
    let negated = i > 0 && doc.words[i - 1].classes.any(Classes::NEG);
    let cues = doc.words.get(i).into_iter().flat_map(|w| w.cues.iter());
    cues.copied().filter(move |(form, attached)| {
        (!form.short || negated)
            && spec.parts.contains(&form.part)
            && spec
                .flags
                .iter()
                .all(|(wanted, flag)| flag.holds(doc.verb(form), form, attached) == *wanted)
    })
}

impl Attempt<'_, '_> {
    /// Whether all elements match, one after the other; `first` is the form of the first one.
    fn run(&mut self, first: Option<(CueForm, Attached)>) -> bool {
        for k in 0..self.rule.elements.len() {
            let form = if k == 0 { first } else { None };
            if !self.element(k, form) {
                return false;
            }
        }
        true
    }

    fn element(&mut self, k: usize, first: Option<(CueForm, Attached)>) -> bool {
        match &self.rule.elements[k] {
            Element::ClauseStart | Element::Headline => true,
            Element::Clause => self.clause(),
            Element::Rest => self.rest(),
            Element::AfterQuote => self.doc.follows_quotation(self.at),
            Element::Words(alternatives) => self.words(k, alternatives),
            Element::Cue(spec) => match first {
                Some(form) => self.take_cue(k, self.at, form),
                None => self.find_cue(k, spec),
            },
            Element::Source => self.source(k, true),
            Element::MaybeSource => {
                self.source(k, false);
                true
            }
            Element::Content => self.content(),
        }
    }

    fn fill(
        &mut self,
        element: usize,
        range: Range<usize>,
        source: Option<NounPhrase>,
        form: Option<(CueForm, Attached)>,
    ) {
        self.at = range.end;
        self.filled.push(Filled {
            element,
            range,
            source,
            form,
        });
    }

    pub(super) fn fill_source(&mut self, element: usize, np: NounPhrase) {
        self.sourced = true;
        self.fill(element, np.range.clone(), Some(np), None);
    }

    /// The first source taken.
    pub(super) fn first_source(&self) -> Option<&NounPhrase> {
        self.filled.iter().find_map(|f| f.source.as_ref())
    }

    fn words(&mut self, k: usize, alternatives: &[Vec<String>]) -> bool {
        let doc = self.doc;
        let from = if self.filled.is_empty() {
            self.at
        } else {
            content::skip_adverbials(doc, self.at, doc.sentence_end(self.at.min(doc.len() - 1)))
        };
        let found = alternatives.iter().filter(|a| {
            a.iter().enumerate().all(|(n, want)| {
                let w = doc.f(from + n);
                w == want || (n == 0 && w.strip_prefix(['و', 'ف']) == Some(want))
            })
        });
        match found.max_by_key(|a| a.len()) {
            Some(a) => {
                self.fill(k, from..from + a.len(), None, None);
                true
            }
            None => false,
        }
    }

    fn take_cue(&mut self, k: usize, i: usize, form: (CueForm, Attached)) -> bool {
        if let Some(np) = self.first_source()
            && np.range.end == i
            && self.doc.sentence(i).start == np.range.start
            && np.can_speak()
        {
            self.reasons.push(OPENS_WITH_SPEAKER);
        }
        self.form = Some(form);
        // «ما أفاد به», «ما نقلته عنه»: the pronoun that goes back to «ما».
        let relays = matches!(self.rule.content, Where::Clause | Where::Host);
        let back = relays
            && matches!(
                self.doc.f(i + 1),
                "به" | "بها" | "عنه" | "عنها" | "فيه" | "اليه"
            );
        self.fill(k, i..i + 1 + usize::from(back), None, Some(form));
        true
    }

    /// A cue after other elements: right here, or after the insertions that may follow a subject.
    fn find_cue(&mut self, k: usize, spec: &CueSpec) -> bool {
        let doc = self.doc;
        if self.at >= doc.len() {
            return false;
        }
        let first = self.filled.first().map_or(self.at, |f| f.range.start);
        if doc.text.sentence_of(first) != doc.text.sentence_of(self.at) {
            return false;
        }
        let end = doc.sentence_end(self.at).min(self.at + SUBJECT_TO_VERB);
        let after_source = k > 0 && matches!(self.rule.elements[k - 1], Element::Source);
        let mut j = self.at;
        while j < end {
            if let Some((len, _)) = doc.phrases[j].filter(|(_, c)| c.any(Classes::DISCOURSE)) {
                j += len; // «مسؤول طلب عدم ذكر اسمه زعم»
                continue;
            }
            if let Some(form) = fitting(doc, spec, j).next() {
                let subject_verb = after_source && (form.1.conj || doc.words[j].conj);
                if !subject_verb {
                    return self.take_cue(k, j, form);
                }
            }
            if !after_source || !self.insertion(j) {
                return false;
            }
            j += 1;
        }
        false
    }

    /// Between subject and verb stand auxiliaries, negations, adverbs, and, after a comma, more.
    fn insertion(&self, j: usize) -> bool {
        let doc = self.doc;
        let light = Classes::AUX
            .union(Classes::NEG)
            .union(Classes::ADVERB)
            .union(Classes::ADV)
            .union(Classes::DISCOURSE)
            .union(Classes::TIME)
            .union(Classes::RELATIVE);
        let opened = (self.at..=j).any(|k| {
            doc.is_comma(k)
                || doc.f(k) == "("
                || doc.words[k].classes.any(
                    Classes::REL
                        .union(Classes::PREP)
                        .union(Classes::ADJUNCT_PREP),
                )
        });
        doc.classes(j).any(light) || (opened && !doc.is_comp(j))
    }

    fn finish(self, index: usize, from: usize) -> Candidate {
        let hops = self.rule.hops.iter().map(|h| self.hop(h, from)).collect();
        let mut candidate = Candidate {
            rule: Some(index),
            hops,
            start: self.start,
            place: self.rule.content,
            extent: from..self.start.map_or(self.at, |s| s.at),
            score: self.rule.weight,
            reasons: Vec::new(),
        };
        for reason in self.reasons {
            candidate.add(reason);
        }
        weigh(self.doc, &mut candidate);
        touch(self.doc, &mut candidate);
        candidate
    }

    fn hop(&self, spec: &HopSpec, from: usize) -> FoundHop {
        let taken = |element: &usize| self.filled.iter().find(|f| f.element == *element);
        let cues: Vec<&Filled> = spec.cues.iter().filter_map(taken).collect();
        let start = cues.first().map_or(from, |f| f.range.start);
        let end = cues.last().map_or(from + 1, |f| f.range.end);
        let form = cues.iter().find_map(|f| f.form);
        let source = spec.source.as_ref().and_then(taken);
        FoundHop {
            cue: extend_left(self.doc, start, form)..end,
            source: source.and_then(|f| f.source.clone()),
            unknown: spec.unknown,
            form,
        }
    }
}

/// Negations and auxiliaries before a finite cue belong to it: «لم ينف», «قد أعلن».
pub(super) fn extend_left(doc: &Doc, start: usize, form: Option<(CueForm, Attached)>) -> usize {
    let finite = form.is_some_and(|(c, _)| matches!(c.part, Part::Perfect | Part::Imperfect));
    let mut i = start;
    while finite && i > 0 && !doc.is_mark(i - 1) && !doc.words[i].conj {
        let c = doc.words[i - 1].classes;
        let before = doc.f(i - 1);
        let auxiliary = matches!(
            before.trim_start_matches(['و', 'ف']),
            "قد" | "لقد" | "كان" | "كانت" | "كانوا"
        );
        if auxiliary
            || (c.any(Classes::NEG) && doc.words[i - 1].prep.is_none() && !doc.is_comp(i - 1))
        {
            i -= 1;
        } else {
            break;
        }
    }
    i
}

/// «مشيرا إلى | أن»: the preposition that touches the cue is part of it.
fn touch(doc: &Doc, c: &mut Candidate) {
    let Some(s) = c.start else { return };
    if s.introduced
        && let Some(h) = c.hops.last_mut()
        && h.cue.end + 1 == s.at
        && !doc.is_mark(h.cue.end)
    {
        h.cue.end += 1;
    }
}
