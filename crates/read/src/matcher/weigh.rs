//! What the words around a match say for and against it.

use super::candidate::Candidate;
use super::clause_start;
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Classes, CueForm, Frame};
use crate::np::NounPhrase;
use crate::reading::Stance;
use crate::rule::Where;

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

/// What the verb itself says for or against being a cue here.
pub(super) fn weigh(doc: &Doc, c: &mut Candidate) {
    if c.place == Where::Clause && doc.is_comp(c.extent.end) && doc.f(c.extent.start) == "كما" {
        // «كما قال الوزير إن»: «كما» joins, the clause is the verb's own.
        c.add("a content of its own follows", -0.8);
    }
    let Some(start) = c.start else { return };
    let mark = matches!(start.frame, Frame::Clause | Frame::Quote | Frame::BiClause);
    if c.hops.len() > 1 && !mark {
        // «نقل الموقع عن الميناء مكاتبه»: things are moved, words are not handed on.
        c.add("nothing marks what is handed on", -1.0);
    }
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
    // «لم ينف», «لم يستبعد» say something, «لم يذكر» does not.
    let denies = verb.stance == Stance::Deny;
    if negated && !verb.flags.neg && !marked && !denies {
        c.add("not said", -0.5);
    }
}
