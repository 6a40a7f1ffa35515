//! Finds where rules match: candidates for attributions, each with its score and its reasons.

use crate::content::{self, Start};
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Attached, Classes, CueForm, Frame, Gender, Number, Verb};
use crate::np::{self, NounPhrase, Reach};
use crate::rule::{CueSpec, Element, Rule, Where};
use std::ops::Range;

/// A hop as it was found.
#[derive(Clone, Debug)]
pub struct FoundHop {
    /// Tokens of the cue.
    pub cue: Range<usize>,
    /// The written source.
    pub source: Option<NounPhrase>,
    /// Nobody is given.
    pub unknown: bool,
    /// The verb's form, where the cue is one.
    pub form: Option<(CueForm, Attached)>,
}

/// A place where a rule matches.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Index of the rule.
    pub rule: usize,
    /// Hops from the reader towards the origin; empty for a rule that only ends a content.
    pub hops: Vec<FoundHop>,
    /// Where its own content begins.
    pub start: Option<Start>,
    /// Where the content is.
    pub place: Where,
    /// All tokens from the first element to the content.
    pub extent: Range<usize>,
    /// How good it is against others at the same words.
    pub score: f32,
    /// What made the score.
    pub reasons: Vec<(&'static str, f32)>,
}

impl Candidate {
    /// The token of the origin's cue.
    pub fn anchor(&self) -> usize {
        self.hops
            .last()
            .map_or(self.extent.start, |h| h.cue.end - 1)
    }

    fn add(&mut self, why: &'static str, weight: f32) {
        self.score += weight;
        self.reasons.push((why, weight));
    }
}

struct Filled {
    name: String,
    range: Range<usize>,
    source: Option<NounPhrase>,
    form: Option<(CueForm, Attached)>,
}

/// One attempt to match one rule.
struct Attempt<'d, 't> {
    doc: &'d Doc<'t>,
    rule: &'d Rule,
    at: usize,
    filled: Vec<Filled>,
    form: Option<(CueForm, Attached)>,
    start: Option<Start>,
    /// A source was taken: the next one is not the subject of the first verb.
    sourced: bool,
    reasons: Vec<(&'static str, f32)>,
}

/// All candidates of all rules.
pub fn candidates(doc: &Doc, rules: &[Rule], headline: Option<&Range<usize>>) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut formula_end = 0;
    for i in 0..doc.len() {
        if let Some((len, _)) = doc.phrases[i].filter(|(_, c)| c.any(Classes::DISCOURSE)) {
            formula_end = formula_end.max(i + len);
        }
        if i < formula_end || (doc.is_mark(i) && doc.quotation_at(i).is_none()) {
            continue;
        }
        let begins = clause_start(doc, i);
        for (r, rule) in rules.iter().enumerate() {
            if could_begin(doc, rule, i, begins, headline) {
                attempt(doc, rule, r, i, &mut out);
            }
        }
    }
    out
}

/// A cheap look before an attempt.
fn could_begin(
    doc: &Doc,
    rule: &Rule,
    i: usize,
    begins: bool,
    headline: Option<&Range<usize>>,
) -> bool {
    match &rule.elements[0].element {
        Element::ClauseStart => begins,
        Element::Headline => headline.is_some_and(|h| h.start == i),
        Element::Cue(spec) => doc.words[i]
            .cues
            .iter()
            .any(|(c, _)| spec.parts.contains(&c.part)),
        Element::Words(alternatives) => {
            let w = doc.f(i);
            let bare = w.strip_prefix(['و', 'ف']).unwrap_or(w);
            alternatives.iter().any(|a| a[0] == w || a[0] == bare)
        }
        Element::AfterQuote => true,
        Element::Source
        | Element::MaybeSource
        | Element::Content
        | Element::Clause
        | Element::Rest => false,
    }
}

/// Whether a clause begins at token `i`.
pub fn clause_start(doc: &Doc, i: usize) -> bool {
    if i == 0 || doc.is_mark(i - 1) {
        return true;
    }
    let before = doc.words[i - 1].classes;
    let opener = Classes::CONJ
        .union(Classes::SUBORD)
        .union(Classes::AUX)
        .union(Classes::DISCOURSE);
    before.any(opener)
        || doc.is_comp(i - 1)
        || doc.paragraph(i).start == i
        || doc.sentence(i).start == i
        || doc.words[i].conj
        || expression_ends_before(doc, i)
}

/// «من جهته | …»: a fixed connective ends here.
fn expression_ends_before(doc: &Doc, i: usize) -> bool {
    (1..=4.min(i)).any(|k| {
        doc.phrases[i - k]
            .is_some_and(|(len, c)| len == k && c.any(Classes::DISCOURSE.union(Classes::SUBORD)))
    })
}

fn attempt(doc: &Doc, rule: &Rule, index: usize, from: usize, out: &mut Vec<Candidate>) {
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
fn fitting<'d>(
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

fn has(verb: &Verb, form: &CueForm, a: &Attached, flag: &str) -> bool {
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

    fn fill(&mut self, name: &str, range: Range<usize>) {
        self.at = range.end;
        self.filled.push(Filled {
            name: name.to_owned(),
            range,
            source: None,
            form: None,
        });
    }

    fn words(&mut self, name: &str, alternatives: &[Vec<String>]) -> bool {
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

    fn take_cue(&mut self, name: &str, i: usize, form: (CueForm, Attached)) -> bool {
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
    fn find_cue(&mut self, name: &str, spec: &CueSpec, k: usize) -> bool {
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

    /// The content stands before: a closing quotation mark, perhaps a comma.
    fn after_quote(&mut self) -> bool {
        let doc = self.doc;
        let mut i = self.at;
        if i > 0 && doc.is_comma(i - 1) {
            i -= 1;
        }
        i > 0 && doc.text.quotations().iter().any(|q| q.close == Some(i - 1))
    }

    fn source(&mut self, k: usize, needed: bool) -> bool {
        let doc = self.doc;
        if self.at >= doc.len() {
            return false;
        }
        let name = self.rule.elements[k].name.clone();
        let next = self.rule.elements.get(k + 1).map(|s| &s.element);
        let np = match (next, self.form) {
            (Some(Element::Content), Some((form, a))) => {
                return self.source_and_mark(&name, form, a) || !needed;
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
                self.take_source(&name, np);
                true
            }
            _ => false,
        }
    }

    /// «موقع لو 360 | عن»: words that no list knows stand between the source and the next element.
    fn up_to_words(&self, mut np: NounPhrase, next: Option<&Element>, limit: usize) -> NounPhrase {
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
    fn element_ahead(&self, next: Option<&Element>, from: usize) -> usize {
        let doc = self.doc;
        let end = doc.sentence_end(self.at);
        let found = match next {
            Some(Element::Words(alternatives)) => (from + 1..end).find(|&j| {
                alternatives
                    .iter()
                    .any(|a| a.iter().enumerate().all(|(n, w)| doc.f(j + n) == w))
            }),
            Some(Element::Cue(spec)) => {
                (from + 1..end).find(|&j| fitting(doc, spec, j).next().is_some())
            }
            _ => None,
        };
        found.unwrap_or(end)
    }

    /// «نقلت، أمس، وكالة …»: adverbs may stand before a subject.
    fn source_start(&self) -> usize {
        let doc = self.doc;
        let end = doc.sentence_end(self.at);
        let skipped = content::skip_adverbials(doc, self.at, end);
        if skipped < end { skipped } else { self.at }
    }

    /// «وفقا لوكالة …»: the preposition is attached to the source.
    fn prefixed_source(&self, from: usize) -> Option<NounPhrase> {
        let doc = self.doc;
        let w = doc.words.get(from)?;
        (w.prep == Some('ل') && !w.conj)
            .then(|| np::parse_unprefixed(doc, from, doc.sentence_end(from)))
            .flatten()
    }

    fn take_source(&mut self, name: &str, np: NounPhrase) {
        self.judge_source(&np);
        self.sourced = true;
        self.fill(name, np.range.clone());
        if let Some(f) = self.filled.last_mut() {
            f.source = Some(np);
        }
    }

    /// What speaks for and against this noun phrase as the subject of the cue.
    fn judge_source(&mut self, np: &NounPhrase) {
        let core = self.form.is_some_and(|(f, _)| self.doc.verb(&f).flags.core);
        let closed = self.doc.is_comp(np.range.end)
            || self.doc.f(np.range.end) == ":"
            || self.doc.quotation_at(np.range.end).is_some();
        if core && closed && !np.can_speak() {
            // «وأوضح جمعة أن»: what stands between verb and mark speaks, whatever it looks like.
            return;
        }
        if np.can_speak() {
            self.reasons.push(("the source can speak", 0.3));
        } else {
            self.reasons.push(("the source is no known speaker", -0.25));
        }
        let Some((form, _)) = self.form.filter(|_| !self.sourced) else {
            return;
        };
        let finite = matches!(form.part, Part::Perfect | Part::Imperfect);
        if finite && np.head == np.range.start && np::oblique(self.doc, np.head) {
            // «وطالب لاعبي المنتخب بـ»: the players are asked.
            self.reasons
                .push(("the phrase is an object by its ending", -0.6));
        }
        let (gender, number) = np::agreement(self.doc, np);
        let finite = form.part != Part::Noun && form.part != Part::Participle;
        if let (true, Some(a), Some(b)) = (finite, form.agreement.gender, gender) {
            let plural = number == Some(Number::Plural) || np.quantified;
            if a == b {
                self.reasons.push(("verb and source agree", 0.1));
            } else if !plural && np.name.is_none() {
                self.reasons.push(("verb and source disagree", -0.45));
            }
        }
    }

    /// Source and content are found together: the content's mark limits the source, and the
    /// source's end shows where a content without a mark begins.
    fn source_and_mark(&mut self, name: &str, form: CueForm, a: Attached) -> bool {
        let doc = self.doc;
        let verb = doc.verb(&form);
        let mark = content::marked(doc, verb, self.at, true).filter(|m| m.at > self.at);
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
                self.take_source(name, np);
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
        let object = verb.flags.core && np.can_speak() && verb.takes(Frame::Object);
        let from = np.range.end + usize::from((apposed || object) && doc.is_comma(np.range.end));
        match content::bare(doc, verb, from, a.pron.is_some()) {
            Some(start) => {
                self.take_source(name, np);
                self.start = Some(start);
                true
            }
            None => false,
        }
    }

    /// «طلبت لجنة المياه | من الوزير … أن»: a preposition that the verb governs comes first.
    fn governed(&self, verb: &Verb, mark: Start, a: Attached) -> bool {
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
    fn goes_on_bare(&self, verb: &Verb, long: &NounPhrase, mark: Start, a: Attached) -> bool {
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

    fn content(&mut self) -> bool {
        if self.start.is_some() {
            return true;
        }
        let doc = self.doc;
        let Some((form, a)) = self.form else {
            return false;
        };
        if self.at >= doc.len() {
            return false;
        }
        let verb = doc.verb(&form);
        let end = doc.sentence_end(self.at.min(doc.len() - 1));
        let j = content::skip_adverbials(doc, self.at, end);
        let marked = content::marked(doc, verb, self.at, true);
        let bare = content::bare(doc, verb, self.at, a.pron.is_some());
        self.start = match (marked, bare) {
            (Some(m), Some(b)) if b.at < m.at && !(m.introduced && m.at == b.at + 1) => Some(b),
            (Some(m), _)
                if m.at == j
                    || doc.f(j) == ":"
                    || (m.introduced && m.at == j + 1)
                    || self.insertion_before(m.at) =>
            {
                Some(m)
            }
            (Some(m), _) if m.at <= j + 3 => {
                self.reasons
                    .push(("unexplained words before the content", -0.45));
                Some(m)
            }
            (_, b) => b,
        };
        self.start.is_some()
    }

    /// A clause right here, perhaps after a preposition or an adverb.
    fn clause(&mut self) -> bool {
        let doc = self.doc;
        if self.at >= doc.len() {
            return false;
        }
        let end = doc.sentence_end(self.at);
        let j = content::skip_adverbials(doc, self.at, end);
        let at = (j..end.min(j + 3)).find(|&k| doc.is_comp(k));
        self.start = at.map(|at| Start {
            at,
            frame: Frame::Clause,
            introduced: false,
            sure: 1.0,
        });
        self.start.is_some()
    }

    /// What is left of the sentence, if that is more than a word.
    fn rest(&mut self) -> bool {
        let doc = self.doc;
        let from = self.at;
        let source = self.filled.iter().find_map(|f| f.source.as_ref());
        let place = Classes::PLACE.union(Classes::STATE);
        if let Some(np) = source.filter(|np| np.classes.any(place)) {
            // «طهران: روسيا نفذت …» is a claim about others; «الجزائر: وفاة …» says where.
            let other = doc.classes(from).any(place) && doc.f(from) != doc.f(np.head);
            let verb = |i: usize| doc.is_finite_cue(i) || doc.words[i].classes.any(Classes::VERB);
            if !other || !(from..doc.len().min(from + 5)).any(verb) {
                return false;
            }
        }
        if from >= doc.len() || doc.words_in(from..doc.sentence_end(from)) < 2 {
            return false;
        }
        self.start = Some(Start {
            at: from,
            frame: Frame::Quote,
            introduced: false,
            sure: 1.0,
        });
        true
    }

    /// «وأضاف، في مؤتمر صحافي …، أن»: what stands before the mark opened with a comma or preposition.
    fn insertion_before(&self, mark: usize) -> bool {
        let doc = self.doc;
        let first = self.at;
        mark > first
            && (doc.is_comma(first)
                || doc.f(first) == "("
                || doc.classes(first).any(
                    Classes::PREP
                        .union(Classes::ADJUNCT_PREP)
                        .union(Classes::TIME)
                        .union(Classes::DISCOURSE),
                )
                || doc.words[first].prep.is_some())
    }

    fn finish(self, index: usize, from: usize) -> Candidate {
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

/// What stands before the cue speaks against it: «أن يصف نفسه», «الذي دعا فلانا», «"أعتقد …"».
fn subordinate(doc: &Doc, c: &mut Candidate, form: CueForm, marked: bool, frame: Frame) {
    let Some(hop) = c.hops.last() else { return };
    let at = hop.cue.start;
    let written = hop.source.is_some();
    let speaks = hop.source.as_ref().is_some_and(NounPhrase::can_speak);
    let finite = matches!(form.part, Part::Perfect | Part::Imperfect);
    if !finite {
        return;
    }
    if written && !speaks && !marked {
        c.add("who cannot speak does not report", -0.3);
    }
    if at == 0 {
        return;
    }
    if form.part == Part::Imperfect && doc.is_comp(at - 1) && doc.f(at - 1).ends_with("ان") {
        c.add(
            "a subjunctive tells of no saying",
            if marked { -0.2 } else { -0.5 },
        );
    }
    if doc.words[at - 1].classes.any(Classes::REL) && !marked {
        c.add("a relative clause tells of an effect", -0.25);
    }
    if !written && doc.text.quotation_of(at).is_some() {
        c.add("inside somebody's own words", -0.3);
    }
    let begins = doc.words[at].conj && clause_start(doc, at);
    if !written && frame == Frame::Object && !begins {
        c.add("no subject and no mark of content", -0.2);
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

/// What the verb itself says for or against being a cue here.
fn weigh(doc: &Doc, c: &mut Candidate) {
    let Some(start) = c.start else { return };
    let Some((form, attached)) = c.hops.last().and_then(|h| h.form) else {
        return;
    };
    let verb = doc.verb(&form);
    let marked = matches!(start.frame, Frame::Clause | Frame::Quote | Frame::BiClause);
    if marked {
        c.add("a mark of content", 0.3 * start.sure);
    }
    let written = c.hops.last().and_then(|h| h.source.as_ref());
    let document = verb.flags.doc && written.is_some_and(|np| np.classes.any(Classes::DOCUMENT));
    let weak =
        !document && verb.flags.weak || (verb.flags.weakimpf && form.part == Part::Imperfect);
    let at = c.hops.last().map_or(0, |h| h.cue.end - 1);
    let joined = written.is_some_and(|np| np.range.clone().skip(1).any(|i| doc.words[i].conj));
    let particle = doc.words[at].classes.any(Classes::PREP) && attached.pron.is_none();
    if particle && weak && (start.frame != Frame::Clause || joined) {
        // «بين إيران وروسيا» is the preposition.
        c.add("the word is a preposition", -0.6);
    }
    if weak && !marked {
        c.add("the verb has commoner meanings", -0.6);
    } else if weak {
        c.add(
            "the verb has commoner meanings",
            if start.sure > 0.7 { -0.1 } else { -0.35 },
        );
    }
    if !verb.flags.core && !weak && !marked {
        c.add("the verb reports only at times", -0.15);
    }
    if verb.flags.core && !marked {
        c.add("the verb always reports", 0.15);
    }
    let written = c.hops.last().and_then(|h| h.source.as_ref());
    if verb.flags.doc && !marked && !written.is_some_and(|np| np.classes.any(Classes::DOCUMENT)) {
        c.add("only a document reports so", -0.4);
    }
    let object = |f: &Frame| {
        matches!(
            f,
            Frame::Object | Frame::ObjectPrep(_) | Frame::ObjectClause | Frame::ObjectObject
        )
    };
    let finite = matches!(form.part, Part::Perfect | Part::Imperfect);
    if finite
        && attached.pron.is_some()
        && !verb.frames.iter().any(object)
        && c.place == Where::Slot
    {
        // «تابعة لجيش» is no «تابع» with a pronoun.
        c.add("the verb takes no object", -0.8);
    }
    subordinate(doc, c, form, marked, start.frame);
    if attached.pron.is_some() && weak {
        c.add("more likely a noun with its pronoun", -0.3);
    }
    if attached.future {
        c.add("it is still to be said", -0.3);
    }
    if form.agreement.person != 3 {
        c.add("not in the third person", -0.6);
    }
    let first = c.hops.last().map_or(0, |h| h.cue.start);
    let negated = first < c.anchor() && doc.words[first].classes.any(Classes::NEG);
    if verb.flags.neg && !negated {
        c.add("reports only when negated", -1.0);
    }
    if negated && !verb.flags.neg && !marked {
        c.add("not said", -0.5);
    }
}
