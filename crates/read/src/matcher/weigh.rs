//! What the words around a match say for and against it, in this order: the verb, the source, what
//! stands before the cue, the form. The weights stand in [`super::reasons`].

use super::candidate::Candidate;
use super::clause_start;
use super::reasons::*;
use crate::content::Start;
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Attached, Classes, CueForm, Frame, Verb, VerbFlag};
use crate::np::NounPhrase;
use crate::reading::Stance;
use crate::rule::Where;

/// A mark of content counts as near from this certainty on (see [`Start::sure`]).
const NEAR: f32 = 0.7;

/// What is weighed, gathered once.
struct Case<'a> {
    doc: &'a Doc<'a>,
    verb: &'a Verb,
    form: CueForm,
    attached: Attached,
    start: Start,
    /// The source is written and cannot speak, can speak, or is not written.
    written: bool,
    speaks: bool,
    document: bool,
    /// The source holds a conjunction: «بين إيران وروسيا».
    joined: bool,
    /// First and last token of the cue.
    first: usize,
    last: usize,
    place: Where,
}

/// Adds to a candidate whatever its words say for and against it; what is said of the verb, only where
/// there is one, with a content of its own.
pub(super) fn weigh(doc: &Doc, c: &mut Candidate) {
    if c.place == Where::Clause && doc.is_comp(c.extent.end) && doc.f(c.extent.start) == "كما" {
        c.add(CONTENT_OF_ITS_OWN);
    }
    if c.hops.len() > 1 && c.start.is_some_and(|s| !is_mark(s.frame)) {
        c.add(HANDED_ON_UNMARKED);
    }
    let (Some(start), Some(hop)) = (c.start, c.hops.last()) else {
        return;
    };
    let Some((form, attached)) = hop.form else {
        return;
    };
    let source = hop.source.as_ref();
    let case = Case {
        doc,
        verb: doc.verb(&form),
        form,
        attached,
        start,
        written: source.is_some(),
        speaks: source.is_some_and(NounPhrase::can_speak),
        document: source.is_some_and(|np| np.classes.any(Classes::DOCUMENT)),
        joined: source.is_some_and(|np| np.range.clone().skip(1).any(|i| doc.words[i].conj)),
        first: hop.cue.start,
        last: hop.cue.end - 1,
        place: c.place,
    };
    let mut add = |reason| c.add(reason);
    case.meaning(&mut add);
    case.object(&mut add);
    case.before(&mut add);
    case.form(&mut add);
}

/// «أن», a colon, or a quotation.
fn is_mark(frame: Frame) -> bool {
    matches!(frame, Frame::Clause | Frame::Quote | Frame::BiClause)
}

impl Case<'_> {
    fn marked(&self) -> bool {
        is_mark(self.start.frame)
    }

    fn finite(&self) -> bool {
        matches!(self.form.part, Part::Perfect | Part::Imperfect)
    }

    /// Other meanings of the verb are commoner here: «بين», «أظهر», but not of a report that shows.
    fn weak(&self) -> bool {
        let of_document = self.verb.is(VerbFlag::Doc) && self.document;
        !of_document && self.verb.is(VerbFlag::Weak)
            || self.verb.is(VerbFlag::WeakImperfect) && self.form.part == Part::Imperfect
    }

    /// Whether this verb, marked as it is, reports at all.
    fn meaning(&self, add: &mut impl FnMut(Reason)) {
        let (marked, weak) = (self.marked(), self.weak());
        if marked {
            add(Reason {
                weight: MARKED.weight * self.start.sure,
                ..MARKED
            });
        }
        let listed = self.doc.words[self.last].classes.any(Classes::PREP);
        let particle = listed && self.attached.pron.is_none();
        if particle && weak && (self.start.frame != Frame::Clause || self.joined) {
            add(IS_PREPOSITION);
        }
        match (weak, marked) {
            (true, false) => add(COMMONER_MEANINGS),
            (true, true) if self.start.sure > NEAR => add(COMMONER_MEANINGS_NEAR_MARK),
            (true, true) => add(COMMONER_MEANINGS_FAR_MARK),
            (false, _) => {}
        }
        let core = self.verb.is(VerbFlag::Core);
        if !core && !weak && !marked {
            add(AT_TIMES);
        }
        if core && !marked {
            add(ALWAYS);
        }
        if self.verb.is(VerbFlag::Doc) && !marked && !self.document {
            add(DOCUMENTS_ALONE);
        }
    }

    /// A pronoun at the end of a finite verb is an object, which not every verb takes.
    fn object(&self, add: &mut impl FnMut(Reason)) {
        let object = |f: &Frame| {
            matches!(
                f,
                Frame::Object | Frame::ObjectPrep(_) | Frame::ObjectClause | Frame::ObjectObject
            )
        };
        if self.finite()
            && self.attached.pron.is_some()
            && !self.verb.frames.iter().any(object)
            && self.place == Where::Slot
        {
            add(TAKES_NO_OBJECT);
        }
    }

    /// What stands before a finite cue: «أن يصف نفسه», «الذي دعا فلانا», «"أعتقد …"».
    fn before(&self, add: &mut impl FnMut(Reason)) {
        let (doc, at, marked) = (self.doc, self.first, self.marked());
        if !self.finite() {
            return;
        }
        if self.written && !self.speaks && !marked {
            add(MUTE_WITHOUT_MARK);
        }
        if at == 0 {
            return;
        }
        let subjunctive = doc.is_comp(at - 1) && doc.f(at - 1).ends_with("ان");
        if self.form.part == Part::Imperfect && subjunctive {
            add(if marked {
                SUBJUNCTIVE_MARKED
            } else {
                SUBJUNCTIVE
            });
        }
        if doc.words[at - 1].classes.any(Classes::REL) && !marked {
            add(RELATIVE_CLAUSE);
        }
        // «من», «منذ», «حتى» may stand before a verb; these may not.
        if matches!(doc.f(at - 1), "عن" | "علي" | "الي" | "في") && !doc.words[at].conj {
            add(AFTER_PREPOSITION);
        }
        if !self.written && doc.text.quotation_of(at).is_some() {
            add(OWN_WORDS);
        }
        let begins = doc.words[at].conj && clause_start(doc, at);
        if !self.written && self.start.frame == Frame::Object && !begins {
            add(NOTHING_WRITTEN);
        }
    }

    /// Person, time and negation of the form itself.
    fn form(&self, add: &mut impl FnMut(Reason)) {
        if self.attached.pron.is_some() && self.weak() {
            add(NOUN_WITH_PRONOUN);
        }
        if self.attached.future {
            add(FUTURE);
        }
        if self.form.agreement.person != 3 {
            add(NOT_THIRD_PERSON);
        }
        let before = self.doc.words[self.first].classes;
        let negated = self.first < self.last && before.any(Classes::NEG);
        let denies = self.verb.stance == Stance::Deny;
        match (self.verb.is(VerbFlag::Neg), negated) {
            (true, false) => add(ONLY_NEGATED),
            (false, true) if !self.marked() && !denies => add(NOT_SAID),
            _ => {}
        }
    }
}
