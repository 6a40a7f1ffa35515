//! The elements `{source}` and `{source?}`: which words speak, and how likely they are to.

use super::attempt::{Attempt, fitting};
use super::reasons::{AGREES, CAN_SPEAK, DISAGREES, NO_KNOWN_SPEAKER, OBLIQUE};
use crate::content::{self, Start};
use crate::inflect::Part;
use crate::lexicon::{Attached, Classes, CueForm, Frame, Number, Verb, VerbFlag};
use crate::np::{self, NounPhrase, Reach};
use crate::rule::Element;

/// No source is longer than this, in tokens: an endless sentence is not searched to its end.
const LONGEST_SOURCE: usize = 80;

impl Attempt<'_, '_> {
    pub(super) fn source(&mut self, k: usize, needed: bool) -> bool {
        let doc = self.doc;
        if self.at >= doc.len() {
            return false;
        }
        let next = self.rule.elements.get(k + 1);
        let np = match (next, self.form) {
            (Some(Element::Content), Some((form, a))) => {
                return self.source_and_mark(k, form, a) || !needed;
            }
            _ => {
                let reach = if next.is_none() {
                    Reach::Short
                } else {
                    Reach::Long
                };
                let from = self.source_start();
                let limit = self.element_ahead(next, from);
                np::parse(doc, from, limit, reach)
                    .map(|np| self.up_to_words(np, next, limit))
                    .or_else(|| self.prefixed_source(from))
            }
        };
        match np {
            Some(np) if np.can_speak() || !needed || next.is_some() => {
                self.take_source(k, np);
                true
            }
            _ => false,
        }
    }

    /// «موقع لو 360 | عن»: words that no list knows stand between the source and the next element.
    pub(super) fn up_to_words(
        &self,
        mut np: NounPhrase,
        next: Option<&Element>,
        limit: usize,
    ) -> NounPhrase {
        let gap = np.range.end..limit;
        let words = matches!(next, Some(Element::Words(_)));
        let verb =
            |j: usize| self.doc.is_finite_cue(j) || self.doc.words[j].classes.any(Classes::VERB);
        if words && gap.len() <= 3 && !gap.clone().any(|j| self.doc.is_mark(j) || verb(j)) {
            np.range.end = limit;
        }
        np
    }

    /// Where the element after a source stands: it limits the source («وكالة فارس | عن»).
    pub(super) fn element_ahead(&self, next: Option<&Element>, from: usize) -> usize {
        let doc = self.doc;
        let end = doc.sentence_end(self.at).min(from + LONGEST_SOURCE);
        let found = match next {
            Some(Element::Words(alternatives)) => (from + 1..end).find(|&j| {
                alternatives
                    .iter()
                    .any(|a| a.iter().enumerate().all(|(n, w)| doc.f(j + n) == w))
            }),
            Some(Element::Cue(spec)) => {
                let formula = |j: usize| doc.phrases[j].filter(|(_, c)| c.any(Classes::DISCOURSE));
                let mut j = from + 1;
                while j < end {
                    match formula(j) {
                        Some((len, _)) => j += len, // «مسؤول طلب عدم ذكر اسمه | زعم»
                        None if fitting(doc, spec, j).next().is_some() => break,
                        None => j += 1,
                    }
                }
                (j < end).then_some(j)
            }
            _ => None,
        };
        found.unwrap_or(end)
    }

    /// «نقلت، أمس، وكالة …»: adverbs may stand before a subject.
    pub(super) fn source_start(&self) -> usize {
        let doc = self.doc;
        let end = doc.sentence_end(self.at);
        let skipped = content::skip_adverbials(doc, self.at, end);
        if skipped < end { skipped } else { self.at }
    }

    /// «وفقا لوكالة …»: the preposition is attached to the source.
    pub(super) fn prefixed_source(&self, from: usize) -> Option<NounPhrase> {
        let doc = self.doc;
        let w = doc.words.get(from)?;
        (w.prep == Some('ل') && !w.conj)
            .then(|| np::parse_unprefixed(doc, from, doc.sentence_end(from)))
            .flatten()
    }

    pub(super) fn take_source(&mut self, k: usize, np: NounPhrase) {
        self.judge_source(&np);
        self.fill_source(k, np);
    }

    /// What speaks for and against this noun phrase as the subject of the cue.
    pub(super) fn judge_source(&mut self, np: &NounPhrase) {
        let core = self
            .form
            .is_some_and(|(f, _)| self.doc.verb(&f).is(VerbFlag::Core));
        let closed = self.doc.is_comp(np.range.end)
            || self.doc.f(np.range.end) == ":"
            || self.doc.quotation_at(np.range.end).is_some();
        if core && closed && !np.can_speak() {
            // «وأوضح جمعة أن»: what stands between verb and mark speaks, whatever it looks like.
            return;
        }
        if np.can_speak() {
            self.reasons.push(CAN_SPEAK);
        } else {
            self.reasons.push(NO_KNOWN_SPEAKER);
        }
        let Some((form, _)) = self.form.filter(|_| !self.sourced) else {
            return;
        };
        let finite = matches!(form.part, Part::Perfect | Part::Imperfect);
        if finite && np.head == np.range.start && np::oblique(self.doc, np.head) {
            // «وطالب لاعبي المنتخب بـ»: the players are asked.
            self.reasons.push(OBLIQUE);
        }
        let (gender, number) = np::agreement(self.doc, np);
        let finite = form.part != Part::Noun && form.part != Part::Participle;
        if let (true, Some(a), Some(b)) = (finite, form.agreement.gender, gender) {
            let plural = number == Some(Number::Plural) || np.quantified;
            if a == b {
                self.reasons.push(AGREES);
            } else if !plural && np.name.is_none() {
                self.reasons.push(DISAGREES);
            }
        }
    }

    /// Source and content are found together: the content's mark limits the source, and the
    /// source's end shows where a content without a mark begins.
    pub(super) fn source_and_mark(&mut self, k: usize, form: CueForm, a: Attached) -> bool {
        let doc = self.doc;
        let verb = doc.verb(&form);
        let mark = content::marked(doc, verb, self.at).filter(|m| m.at > self.at);
        let long = mark.and_then(|m| {
            let to = m.at - usize::from(m.introduced);
            np::parse(doc, self.at, to, Reach::Long).map(|np| np::with_name(doc, np, to))
        });
        if let (Some(m), Some(np)) = (mark, long) {
            let governed = self.governed(verb, m, a);
            let whole =
                !governed && np.range.end == m.at || (m.introduced && np.range.end + 1 == m.at);
            let colon = doc.f(np.range.end) == ":";
            if whole || colon || !self.goes_on_bare(verb, &np, m, a) {
                self.take_source(k, np);
                self.start = Some(m);
                return true;
            }
        }
        let Some(np) = np::parse(doc, self.at, doc.sentence_end(self.at), Reach::Short) else {
            return false;
        };
        let apposed = np
            .name
            .as_ref()
            .is_some_and(|n| doc.is_comma(n.start.wrapping_sub(1)));
        let object = verb.is(VerbFlag::Core) && np.can_speak() && verb.takes(Frame::Object);
        let from = np.range.end + usize::from((apposed || object) && doc.is_comma(np.range.end));
        match content::bare(doc, verb, from, a.pron.is_some()) {
            Some(start) => {
                self.take_source(k, np);
                self.start = Some(start);
                true
            }
            None => false,
        }
    }

    /// «طلبت لجنة المياه | من الوزير … أن»: a preposition that the verb governs comes first.
    pub(super) fn governed(&self, verb: &Verb, mark: Start, a: Attached) -> bool {
        let doc = self.doc;
        let Some(np) = np::parse(doc, self.at, mark.at, Reach::Short) else {
            return false;
        };
        let bare = content::bare(doc, verb, np.range.end, a.pron.is_some());
        np.can_speak()
            && bare.is_some_and(|b| {
                b.at + 1 < mark.at && matches!(b.frame, Frame::Prep(_) | Frame::ObjectPrep(_))
            })
    }

    /// «وأكد لافروف | موقف الوزارة أن …»: an object, not an insertion, stands before the mark.
    pub(super) fn goes_on_bare(
        &self,
        verb: &Verb,
        long: &NounPhrase,
        mark: Start,
        a: Attached,
    ) -> bool {
        let doc = self.doc;
        let end = long.range.end;
        if doc.is_mark(end) || doc.words[end].classes.any(Classes::TIME) {
            return false;
        }
        let short = np::parse(doc, self.at, mark.at, Reach::Short);
        let from = short.map_or(end, |np| np.range.end);
        content::bare(doc, verb, from, a.pron.is_some())
            .is_some_and(|b| b.at < mark.at && b.at == from)
    }
}
