//! One attempt to match one rule at one place, element by element.

use super::candidate::{Candidate, FoundHop};
use super::weigh::weigh;
use crate::content::{self, Start};
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Attached, Classes, CueForm, Frame, Gender, Number, Verb};
use crate::np::NounPhrase;
use crate::rule::{CueSpec, Element, Rule, Where};
use std::ops::Range;

pub(super) struct Filled {
    pub(super) name: String,
    pub(super) range: Range<usize>,
    pub(super) source: Option<NounPhrase>,
    pub(super) form: Option<(CueForm, Attached)>,
}

/// One attempt to match one rule.
pub(super) struct Attempt<'d, 't> {
    pub(super) doc: &'d Doc<'t>,
    pub(super) rule: &'d Rule,
    pub(super) at: usize,
    pub(super) filled: Vec<Filled>,
    pub(super) form: Option<(CueForm, Attached)>,
    pub(super) start: Option<Start>,
    /// A source was taken: the next one is not the subject of the first verb.
    pub(super) sourced: bool,
    pub(super) reasons: Vec<(&'static str, f32)>,
}

pub(super) fn attempt(doc: &Doc, rule: &Rule, index: usize, from: usize, out: &mut Vec<Candidate>) {
    let forms: Vec<Option<(CueForm, Attached)>> = match &rule.elements[0].element {
        Element::Cue(spec) => fitting(doc, spec, from).map(Some).collect(),
        _ => vec![None],
    };
    for form in forms {
        let mut a = Attempt {
            doc,
            rule,
            at: from,
            filled: Vec::new(),
            form: None,
            start: None,
            sourced: false,
            reasons: vec![("rule", rule.weight)],
        };
        if a.run(form) {
            out.push(a.finish(index, from));
        }
    }
}

/// Cue forms at `i` that a rule asks for.
pub(super) fn fitting<'d>(
    doc: &'d Doc,
    spec: &'d CueSpec,
    i: usize,
) -> impl Iterator<Item = (CueForm, Attached)> + 'd {
    doc.words
        .get(i)
        .into_iter()
        .flat_map(|w| w.cues.iter())
        .copied()
        .filter(move |(c, a)| {
            (!c.short || (i > 0 && doc.words[i - 1].classes.any(Classes::NEG)))
                && spec.parts.contains(&c.part)
                && spec
                    .flags
                    .iter()
                    .all(|(want, f)| has(doc.verb(c), c, a, f) == *want)
        })
}

pub(super) fn has(verb: &Verb, form: &CueForm, a: &Attached, flag: &str) -> bool {
    match flag {
        "core" => verb.flags.core,
        "req" => verb.flags.req,
        "weak" => verb.flags.weak,
        "relay" => verb.flags.relay,
        "doc" => verb.flags.doc,
        "light" => verb.flags.light,
        "impersonal" => verb.flags.impersonal,
        "passive" => verb.flags.passive,
        "pron" => a.pron.is_some(),
        "def" => a.def,
        "prep" => a.prep.is_some(),
        "conj" => a.conj,
        "single" => !matches!(form.agreement.number, Some(Number::Dual | Number::Plural)),
        "masculine" => form.agreement.gender == Some(Gender::Masculine),
        "clause" => verb.takes(Frame::Clause),
        stance => crate::lexicon::stance_named(stance) == Some(verb.stance),
    }
}

impl Attempt<'_, '_> {
    pub(super) fn run(&mut self, first: Option<(CueForm, Attached)>) -> bool {
        for k in 0..self.rule.elements.len() {
            let form = if k == 0 { first } else { None };
            if !self.element(k, form) {
                return false;
            }
        }
        true
    }

    pub(super) fn element(&mut self, k: usize, first: Option<(CueForm, Attached)>) -> bool {
        let slot = &self.rule.elements[k];
        match &slot.element {
            Element::ClauseStart | Element::Headline => true,
            Element::Clause => self.clause(),
            Element::Rest => self.rest(),
            Element::AfterQuote => self.after_quote(),
            Element::Words(alternatives) => self.words(&slot.name, alternatives),
            Element::Cue(spec) => match first {
                Some(form) => self.take_cue(&slot.name, self.at, form),
                None => self.find_cue(&slot.name, spec, k),
            },
            Element::Source => self.source(k, true),
            Element::MaybeSource => {
                self.source(k, false);
                true
            }
            Element::Content => self.content(),
        }
    }

    pub(super) fn fill(&mut self, name: &str, range: Range<usize>) {
        self.at = range.end;
        self.filled.push(Filled {
            name: name.to_owned(),
            range,
            source: None,
            form: None,
        });
    }

    pub(super) fn words(&mut self, name: &str, alternatives: &[Vec<String>]) -> bool {
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
                self.fill(name, from..from + a.len());
                true
            }
            None => false,
        }
    }

    pub(super) fn take_cue(&mut self, name: &str, i: usize, form: (CueForm, Attached)) -> bool {
        if let Some(np) = self.filled.iter().find_map(|f| f.source.as_ref())
            && np.range.end == i
            && self.doc.sentence(i).start == np.range.start
            && np.can_speak()
        {
            self.reasons
                .push(("the sentence opens with the speaker", 0.25));
        }
        self.form = Some(form);
        // «ما أفاد به», «ما نقلته عنه»: the pronoun that goes back to «ما».
        let relays = matches!(self.rule.content, Where::Clause | Where::Host);
        let back = relays
            && matches!(
                self.doc.f(i + 1),
                "به" | "بها" | "عنه" | "عنها" | "فيه" | "اليه"
            );
        self.fill(name, i..i + 1 + usize::from(back));
        if let Some(f) = self.filled.last_mut() {
            f.form = Some(form);
        }
        true
    }

    /// A cue after other elements: right here, or after the insertions that may follow a subject.
    pub(super) fn find_cue(&mut self, name: &str, spec: &CueSpec, k: usize) -> bool {
        let doc = self.doc;
        if self.at >= doc.len() {
            return false;
        }
        let first = self.filled.first().map_or(self.at, |f| f.range.start);
        if doc.text.sentence_of(first) != doc.text.sentence_of(self.at) {
            return false;
        }
        let end = doc.sentence_end(self.at).min(self.at + 30);
        let after_source = k > 0 && matches!(self.rule.elements[k - 1].element, Element::Source);
        let mut j = self.at;
        while j < end {
            if let Some(form) = fitting(doc, spec, j).next() {
                let subject_verb = after_source && (form.1.conj || doc.words[j].conj);
                if !subject_verb {
                    return self.take_cue(name, j, form);
                }
            }
            if let Some((len, _)) = doc.phrases[j].filter(|(_, c)| c.any(Classes::DISCOURSE)) {
                j += len; // «مسؤول طلب عدم ذكر اسمه زعم»
                continue;
            }
            if !after_source || !self.insertion(j) {
                return false;
            }
            j += 1;
        }
        false
    }

    /// Between subject and verb stand auxiliaries, negations, adverbs, and, after a comma, more.
    pub(super) fn insertion(&self, j: usize) -> bool {
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

    /// The content stands before: a closing quotation mark, perhaps a comma.
    pub(super) fn after_quote(&mut self) -> bool {
        let doc = self.doc;
        let mut i = self.at;
        if i > 0 && doc.is_comma(i - 1) {
            i -= 1;
        }
        i > 0 && doc.text.quotations().iter().any(|q| q.close == Some(i - 1))
    }

    pub(super) fn finish(self, index: usize, from: usize) -> Candidate {
        let doc = self.doc;
        let slot = |name: &str| self.filled.iter().find(|f| f.name == name);
        let hops = self
            .rule
            .hops
            .iter()
            .map(|h| {
                let cues: Vec<&Filled> = h.cues.iter().filter_map(|c| slot(c)).collect();
                let start = cues.first().map_or(from, |f| f.range.start);
                let end = cues.last().map_or(from + 1, |f| f.range.end);
                let form = cues.iter().find_map(|f| f.form);
                let source = h
                    .source
                    .as_deref()
                    .and_then(slot)
                    .and_then(|f| f.source.clone());
                FoundHop {
                    cue: extend_left(doc, start, form)..end,
                    source,
                    unknown: h.unknown,
                    form,
                }
            })
            .collect();
        let mut extent = from..self.at;
        if let Some(s) = self.start {
            extent.end = s.at;
        }
        let score = self.reasons.iter().map(|(_, w)| w).sum();
        let mut c = Candidate {
            rule: index,
            hops,
            start: self.start,
            place: self.rule.content,
            extent,
            score,
            reasons: self.reasons,
        };
        weigh(doc, &mut c);
        touch(doc, &mut c);
        c
    }
}

/// Negations and auxiliaries before a finite cue belong to it: «لم ينف», «قد أعلن».
fn extend_left(doc: &Doc, start: usize, form: Option<(CueForm, Attached)>) -> usize {
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
