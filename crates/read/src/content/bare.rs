//! A content without a mark of its own: a noun phrase, alone or after a preposition.

use super::{Start, skip_adverbials};
use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Classes, Frame, Prep, Verb};
use crate::reading::Stance;

/// How many tokens an object may have before the preposition or second object that shows it.
const OBJECT_LENGTH: usize = 14;

/// The content of `verb` that begins at `from`, or behind the adverbs and times there. First what
/// the verb's preposition governs, then an object. `attached_object`: the cue carries a pronoun
/// («اتهمه بـ…»).
pub fn bare(doc: &Doc, verb: &Verb, from: usize, attached_object: bool) -> Option<Start> {
    let end = doc.sentence_end(from.min(doc.len().saturating_sub(1)));
    let at = skip_adverbials(doc, from, end);
    if at >= end || (doc.is_mark(at) && doc.quotation_at(at).is_none()) {
        return None;
    }
    let governed = |frame: &&Frame| match frame {
        Frame::Prep(p) => stands(doc, *p, at),
        Frame::ObjectPrep(p) => attached_object && stands(doc, *p, at),
        _ => false,
    };
    let object = |frame: &&Frame| is_object(doc, verb, **frame, at, end);
    let mut frames = verb.frames.iter();
    let frame = frames
        .clone()
        .find(governed)
        .or_else(|| nominal(doc, at, end).then(|| frames.find(object)).flatten())?;
    Some(Start {
        at,
        frame: *frame,
        introduced: false,
        sure: if at == from { 0.9 } else { 0.75 },
    })
}

/// Whether a noun phrase begins here.
fn nominal(doc: &Doc, j: usize, end: usize) -> bool {
    let w = &doc.words[j];
    // «نفى ما تردد»: a free relative clause stands for a noun.
    if doc.f(j) == "ما" && j + 1 < end && !doc.is_mark(j + 1) {
        return true;
    }
    let c = doc.classes(j);
    // After a verb no finite verb follows: «مؤكدا بذل الجهد» has a noun.
    let verbal_noun = c.any(Classes::VERB) && !doc.f(j).starts_with(['ي', 'ت']);
    let closed = if verbal_noun {
        Classes::CLOSED.without(Classes::VERB)
    } else {
        Classes::CLOSED
    };
    let mut cues = w.cues.iter();
    let noun = cues.any(|(f, a)| f.part == Part::Noun && a.pron.is_none());
    (noun || !doc.is_finite_cue(j))
        && w.prep.is_none()
        && !w.conj
        && !c.any(closed.union(Classes::TIME))
}

/// Whether the noun phrase at `j` fills this frame of the verb.
fn is_object(doc: &Doc, verb: &Verb, frame: Frame, j: usize, end: usize) -> bool {
    match frame {
        Frame::Object => !(is_person(doc, j) && of_things(verb)),
        // «حمّل فلانا مسؤولية …»: the second object shows it.
        Frame::ObjectObject => {
            (j + 1..end.min(j + 10)).any(|k| doc.words[k].classes.any(Classes::BURDEN))
        }
        Frame::ObjectPrep(p) => reaches(doc, p, j + 1, end),
        _ => false,
    }
}

/// «مؤكدا وزير الدفاع | حرص بلاده»: who is confirmed is no content, who is accused is.
fn is_person(doc: &Doc, j: usize) -> bool {
    let c = doc.classes(j);
    c.any(Classes::TITULAR.union(Classes::ANONYMOUS))
        && !c.any(Classes::COMMON.union(Classes::SPEECH))
}

fn of_things(verb: &Verb) -> bool {
    matches!(
        verb.stance,
        Stance::State | Stance::Affirm | Stance::Deny | Stance::Promise
    )
}

/// Whether the preposition stands at `j`, free or attached.
fn stands(doc: &Doc, p: Prep, j: usize) -> bool {
    let w = &doc.words[j];
    match p {
        Prep::Bi if matches!(doc.f(j), "ب" | "بما") => true,
        Prep::Bi => {
            let apart = Classes::TIME.union(Classes::DISCOURSE);
            attached_bi(doc, j) && !w.conj && !w.classes.any(apart) || doc.f(j).starts_with("بان")
        }
        // «قال للصحافيين»: those spoken to are no content.
        Prep::Li => w.prep == Some('ل') && !w.conj && !w.classes.any(Classes::ADDRESSEE),
        _ => doc.f(j) == p.word() && !adjunct_phrase(doc, j),
    }
}

/// An attached «ب»: known, of a verbal noun («بعرض»), or before a word that no list knows.
fn attached_bi(doc: &Doc, j: usize) -> bool {
    let w = &doc.words[j];
    let form = doc.f(j);
    let mut cues = w.cues.iter();
    let verbal = cues.any(|(f, a)| f.part == Part::Noun && a.prep == Some('ب'));
    let unknown = w.classes.is_empty() && w.cues.is_empty();
    w.prep == Some('ب') || verbal || unknown && form.starts_with('ب') && form.chars().count() >= 5
}

/// «على هامش», «في تصريح»: an adjunct although it begins with a governed preposition.
fn adjunct_phrase(doc: &Doc, j: usize) -> bool {
    let adjunct = Classes::ADJUNCT_PREP
        .union(Classes::DISCOURSE)
        .union(Classes::ADVERB);
    doc.phrases[j].is_some_and(|(_, c)| c.any(adjunct)) || doc.classes(j + 1).any(Classes::OCCASION)
}

/// Whether the preposition comes within an object's length.
fn reaches(doc: &Doc, p: Prep, from: usize, end: usize) -> bool {
    (from..end.min(from + OBJECT_LENGTH))
        .take_while(|&k| !doc.is_finite_cue(k) && !matches!(doc.f(k), "؛" | ":"))
        .any(|k| stands(doc, p, k) || (p == Prep::Ila && doc.words[k].prep == Some('ل')))
}
