//! Where a content begins after its cue, and how it is rendered.

use crate::doc::Doc;
use crate::inflect::Part;
use crate::lexicon::{Classes, Frame, Prep, Verb};
use crate::reading::{Mode, Stance};
use std::ops::Range;

/// The beginning of a content.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// Its first token.
    pub at: usize,
    /// Which frame of the verb it fills.
    pub frame: Frame,
    /// A preposition before «أن» that belongs to the cue when it touches it («مشيرا إلى | أن»).
    pub introduced: bool,
    /// How sure: 1 for a mark right here, less over a distance.
    pub sure: f32,
}

/// How far a complementiser may stand from its verb, in tokens: titles, appositions and occasions
/// fill the room («قال المتحدث باسم … في مؤتمر صحافي عقده … أمس إن»).
const FAR: usize = 48;

/// A content that shows itself by «أن», a quotation or a colon, looked for from `from` on. What
/// stands between must be skippable: no verb that could own the mark.
pub fn marked(doc: &Doc, verb: &Verb, from: usize, far: bool) -> Option<Start> {
    let clause = verb
        .frames
        .iter()
        .any(|f| matches!(f, Frame::Clause | Frame::BiClause | Frame::ObjectClause));
    let quote = verb.takes(Frame::Quote);
    let end = doc.sentence_end(from.min(doc.len().saturating_sub(1)));
    let reach = if far { FAR } else { 6 };
    let mut relative = false;
    let mut j = from;
    while j < end && j - from <= reach {
        let sure = if j == from {
            1.0
        } else {
            1.0 - 0.4 * (j - from) as f32 / FAR as f32
        };
        if doc.is_mark(j) {
            if doc.f(j) == ":" {
                return (quote && j + 1 < doc.len())
                    .then(|| after_colon(doc, j, sure))
                    .flatten();
            }
            if let Some(q) = doc.quotation_at(j) {
                let words = doc.words_in(q.open..q.close.unwrap_or(end));
                if quote
                    && (words >= 4 || j == from || doc.is_comma(j - 1))
                    && (words >= 3 || j == from)
                {
                    return Some(Start {
                        at: j,
                        frame: Frame::Quote,
                        introduced: false,
                        sure,
                    });
                }
                match q.close {
                    Some(close) if close < end => j = close + 1,
                    _ => return None,
                }
                continue;
            }
            if matches!(doc.f(j), "؛" | ";") {
                return None;
            }
            j += 1;
            continue;
        }
        if doc.is_comp(j) {
            if !clause {
                return None;
            }
            let introduced = j > from && is_prep(doc, j - 1);
            return Some(Start {
                at: j,
                frame: Frame::Clause,
                introduced,
                sure,
            });
        }
        if let Some((len, _)) = doc.phrases[j].filter(|(_, c)| c.any(Classes::DISCOURSE)) {
            // «طلب عدم ذكر اسمه» says nothing by itself.
            j += len;
            continue;
        }
        let c = doc.words[j].classes;
        relative |= c.any(Classes::REL) || matches!(doc.f(j), "ما" | "بما" | "فيه" | "فيها");
        if doc.is_finite_cue(j) && !relative {
            return None;
        }
        if c.any(Classes::SUBORD) && doc.words[j].conj {
            return None;
        }
        j += 1;
    }
    None
}

fn is_prep(doc: &Doc, i: usize) -> bool {
    matches!(doc.f(i), "الي" | "علي" | "عن" | "من" | "ب" | "في")
}

/// What follows a colon: a quotation or running text, on this line or the next.
fn after_colon(doc: &Doc, colon: usize, sure: f32) -> Option<Start> {
    let mut at = colon + 1;
    while at < doc.len() && doc.is_mark(at) && doc.quotation_at(at).is_none() && at < colon + 3 {
        at += 1;
    }
    (at < doc.len()).then_some(Start {
        at,
        frame: Frame::Quote,
        introduced: false,
        sure,
    })
}

/// A content without a mark of its own: a noun phrase, alone or after a preposition. Only adverbs
/// and times may stand before it.
pub fn bare(doc: &Doc, verb: &Verb, from: usize, attached_object: bool) -> Option<Start> {
    let end = doc.sentence_end(from.min(doc.len().saturating_sub(1)));
    let j = skip_adverbials(doc, from, end);
    if j >= end || (doc.is_mark(j) && doc.quotation_at(j).is_none()) {
        return None;
    }
    let sure = if j == from { 0.9 } else { 0.75 };
    let start = |frame| {
        Some(Start {
            at: j,
            frame,
            introduced: false,
            sure,
        })
    };
    for frame in &verb.frames {
        let p = match frame {
            Frame::Prep(p) => *p,
            Frame::ObjectPrep(p) if attached_object => *p,
            _ => continue,
        };
        if stands(doc, p, j) {
            return start(*frame);
        }
    }
    let c = doc.classes(j);
    // «نفى ما تردد»: a free relative clause stands for a noun.
    let free =
        matches!(doc.f(j), "ما" | "من") && j + 1 < end && !doc.is_mark(j + 1) && doc.f(j) == "ما";
    // After a verb no finite verb follows: «مؤكدا بذل الجهد» has a noun.
    let verbal_noun = c.any(Classes::VERB) && !doc.f(j).starts_with(['ي', 'ت']);
    let closed = if verbal_noun {
        Classes::CLOSED.without(Classes::VERB)
    } else {
        Classes::CLOSED
    };
    let noun = doc.words[j]
        .cues
        .iter()
        .any(|(f, a)| f.part == Part::Noun && a.pron.is_none());
    let nominal = free
        || (noun || !doc.is_finite_cue(j))
            && doc.words[j].prep.is_none()
            && !doc.words[j].conj
            && !c.any(closed)
            && !c.any(Classes::TIME);
    if !nominal {
        return None;
    }
    // «مؤكدا وزير الدفاع | حرص بلاده»: who is confirmed is no content, who is accused is.
    let person = c.any(
        Classes::TITLE
            .union(Classes::ANONYMOUS)
            .union(Classes::HONORIFIC),
    ) && !c.any(Classes::COMMON.union(Classes::SPEECH));
    let of_things = matches!(
        verb.stance,
        Stance::State | Stance::Affirm | Stance::Deny | Stance::Promise
    );
    for frame in &verb.frames {
        match frame {
            Frame::Object if person && of_things => {}
            Frame::Object => return start(*frame),
            // «حمّل فلانا مسؤولية …»: the second object shows it.
            Frame::ObjectObject
                if (j + 1..end.min(j + 10)).any(|k| doc.f(k).ends_with("مسووليه")) =>
            {
                return start(*frame);
            }
            Frame::ObjectPrep(p) if reaches(doc, *p, j + 1, end) => return start(*frame),
            _ => {}
        }
    }
    None
}

/// Whether the preposition stands at `j`, free or attached.
fn stands(doc: &Doc, p: Prep, j: usize) -> bool {
    let w = &doc.words[j];
    match p {
        Prep::Bi if matches!(doc.f(j), "ب" | "بما") => true,
        Prep::Bi => {
            bi(doc, j) && !w.conj && !w.classes.any(Classes::TIME.union(Classes::DISCOURSE))
                || doc.f(j).starts_with("بان")
        }
        Prep::Li => {
            w.prep == Some('ل')
                && !w.conj
                && !w.classes.any(
                    Classes::AUDIENCE
                        .union(Classes::OUTLET)
                        .union(Classes::AGENCY),
                )
        }
        _ => doc.f(j) == p.word() && !adjunct_phrase(doc, j),
    }
}

/// An attached «ب»: known, of a verbal noun («بعرض»), or before a word that no list knows.
fn bi(doc: &Doc, j: usize) -> bool {
    let w = &doc.words[j];
    let verbal = w
        .cues
        .iter()
        .any(|(f, a)| f.part == Part::Noun && a.prep == Some('ب'));
    let unknown = w.classes.is_empty() && w.cues.is_empty();
    w.prep == Some('ب')
        || verbal
        || (unknown && doc.f(j).starts_with('ب') && doc.f(j).chars().count() >= 5)
}

/// «على هامش», «في تصريح»: an adjunct although it begins with a governed preposition.
fn adjunct_phrase(doc: &Doc, j: usize) -> bool {
    let expression = doc.phrases[j].is_some_and(|(_, c)| {
        c.any(
            Classes::ADJUNCT_PREP
                .union(Classes::DISCOURSE)
                .union(Classes::ADVERB),
        )
    });
    expression || doc.classes(j + 1).any(Classes::SPEECH.union(Classes::TIME))
}

/// Whether the preposition comes within an object's length.
fn reaches(doc: &Doc, p: Prep, from: usize, end: usize) -> bool {
    (from..end.min(from + 14))
        .take_while(|&k| !doc.is_finite_cue(k) && !matches!(doc.f(k), "؛" | ":"))
        .any(|k| stands(doc, p, k) || (p == Prep::Ila && doc.words[k].prep == Some('ل')))
}

/// Times, adverbs and occasions between cue and content: «يوم الاثنين», «في تصريح لوكالة …،».
pub fn skip_adverbials(doc: &Doc, from: usize, end: usize) -> usize {
    let mut j = from;
    loop {
        let next = skip_one(doc, j, end);
        if next == j {
            return j;
        }
        j = next;
    }
}

fn skip_one(doc: &Doc, j: usize, end: usize) -> usize {
    if j >= end {
        return j;
    }
    if doc.is_mark(j) {
        return skip_mark(doc, j, end);
    }
    if let Some((len, c)) = doc.phrases[j] {
        if c.any(
            Classes::DISCOURSE
                .union(Classes::ADVERB)
                .union(Classes::TIME),
        ) {
            return j + len;
        }
        if c.any(Classes::ADJUNCT_PREP) {
            return occasion_end(doc, j + len, end);
        }
    }
    let w = &doc.words[j];
    let c = w.classes;
    if c.any(Classes::TIME) && !w.conj {
        let mut k = j + 1;
        while k < end
            && !doc.is_mark(k)
            && doc.words[k]
                .classes
                .any(Classes::TIME.union(Classes::RELATIVE).union(Classes::MONTH))
            || k < end && doc.is_number(k)
        {
            k += 1;
        }
        return k;
    }
    if c.any(
        Classes::ADVERB
            .union(Classes::ADV)
            .union(Classes::DISCOURSE),
    ) && !c.any(Classes::NAME)
        && !w.conj
    {
        return j + 1;
    }
    if matches!(doc.f(j), "وفقا" | "بحسب" | "حسب" | "وفق" | "طبقا" | "نقلا") {
        // Whose words they are, put in between: «أكدت الوزارة وفقا لوكالة …، وقوف …».
        let k = occasion_end(doc, j + 1, end);
        return k + usize::from(k < end && doc.is_comma(k));
    }
    let opens = c.any(Classes::ADJUNCT_PREP) || matches!(doc.f(j), "في" | "خلال" | "عبر" | "امام");
    let occasion = doc.classes(j + 1).any(Classes::SPEECH.union(Classes::TIME))
        || c.any(Classes::ADJUNCT_PREP);
    if opens && occasion && j + 1 < end {
        return occasion_end(doc, j + 1, end);
    }
    j
}

/// «في تصريح لصحيفة …»: to the comma, a mark of content, or a verb.
fn occasion_end(doc: &Doc, from: usize, end: usize) -> usize {
    let mut k = from;
    while k < end && k < from + 14 {
        if doc.is_mark(k) && doc.quotation_at(k).is_none() || doc.is_comp(k) || doc.is_finite_cue(k)
        {
            break;
        }
        if let Some(close) = doc.quotation_at(k).and_then(|q| q.close) {
            k = close;
        }
        k += 1;
    }
    k
}

/// A parenthesis, or a comma that closes an insertion.
fn skip_mark(doc: &Doc, j: usize, end: usize) -> usize {
    match doc.f(j) {
        "(" => (j + 1..end.min(j + 12))
            .find(|&k| doc.f(k) == ")")
            .map_or(j, |k| k + 1),
        "،" | "," => {
            let after = j + 1;
            let next = skip_one_word(doc, after, end);
            if next > after { next } else { j }
        }
        _ => j,
    }
}

/// After a comma only an adverbial that itself ends in a comma is skipped.
fn skip_one_word(doc: &Doc, j: usize, end: usize) -> usize {
    if j >= end || doc.is_mark(j) {
        return j;
    }
    let next = skip_one(doc, j, end);
    if next > j && next < end && doc.is_comma(next) {
        next + 1
    } else {
        next
    }
}

/// How a content is rendered: what share of its words stands in quotation marks, names and single
/// terms not counted («وكالة "فارس"»).
pub fn mode(doc: &Doc, content: &[Range<usize>]) -> Mode {
    let (mut quoted, mut plain) = (0, 0);
    for r in content {
        let mut j = r.start;
        while j < r.end {
            if let Some(q) = doc.quotation_at(j) {
                let close = q.close.unwrap_or(r.end).min(r.end);
                let n = doc.words_in(j..close);
                if names(doc, j, n) {
                    plain += n
                } else {
                    quoted += n
                }
                j = close + 1;
                continue;
            }
            let lead = j == r.start && (doc.is_comp(j) || is_prep(doc, j));
            if !doc.is_mark(j) && !lead {
                plain += 1;
            }
            j += 1;
        }
    }
    match (quoted, plain) {
        (0, _) => Mode::Indirect,
        (_, 0) => Mode::Direct,
        _ => Mode::Mixed,
    }
}

/// Whether the quotation marks hold a name: «وكالة "فارس"», «قاعدة "همدان"».
fn names(doc: &Doc, open: usize, words: usize) -> bool {
    if open == 0 || words > 4 {
        return false;
    }
    let first = open + 1;
    let body = Classes::ORGANISATION
        .union(Classes::OUTLET)
        .union(Classes::AGENCY);
    if doc.classes(first).any(body) || matches!(doc.f(first), "ابو" | "ام") {
        return true; // «"جيش الفتح"», «"أبو مجاهد"»
    }
    if doc.is_mark(open - 1) {
        return false;
    }
    let before = doc.classes(open - 1);
    before.any(
        Classes::ORGANISATION
            .union(Classes::OUTLET)
            .union(Classes::AGENCY)
            .union(Classes::TITLE)
            .union(Classes::DOCUMENT)
            .union(Classes::PLACE),
    )
}
