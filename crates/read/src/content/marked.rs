//! A content that shows itself by «أن», a quotation or a colon.

use super::{Start, is_prep};
use crate::doc::Doc;
use crate::lexicon::{Classes, Frame, Verb};
use musnad_report::Quotation;

/// How far a complementiser may stand from its verb, in tokens: titles, appositions and occasions
/// fill the room («قال المتحدث باسم … في مؤتمر صحافي عقده … أمس إن»).
const FAR: usize = 48;

/// A quotation of fewer words, at a distance from the cue, is a term or a name.
const SHORTEST_QUOTATION: usize = 4;

/// What a token means to the search.
enum Step {
    /// Nothing: look at this one next.
    Next(usize),
    /// The content begins.
    Found(Start),
    /// Something stands here over which no content belongs to the cue.
    Stop,
}

struct Search<'d, 't> {
    doc: &'d Doc<'t>,
    from: usize,
    /// One past the sentence.
    end: usize,
    /// The verb takes «أن».
    clause: bool,
    /// The verb takes a quotation or a colon.
    quote: bool,
    /// A relative clause has begun: a verb there is not the sentence's.
    relative: bool,
}

/// The content of `verb` whose mark stands at or behind the token `from`. What stands between must
/// be skippable: no verb that could own the mark.
pub fn marked(doc: &Doc, verb: &Verb, from: usize) -> Option<Start> {
    let clause = |f: &Frame| matches!(f, Frame::Clause | Frame::BiClause | Frame::ObjectClause);
    let mut search = Search {
        doc,
        from,
        end: doc.sentence_end(from.min(doc.len().saturating_sub(1))),
        clause: verb.frames.iter().any(clause),
        quote: verb.takes(Frame::Quote),
        relative: false,
    };
    let mut j = from;
    while j < search.end && j - from <= FAR {
        match search.step(j) {
            Step::Next(next) => j = next,
            Step::Found(start) => return Some(start),
            Step::Stop => return None,
        }
    }
    None
}

impl Search<'_, '_> {
    fn step(&mut self, j: usize) -> Step {
        let doc = self.doc;
        if doc.is_mark(j) {
            return self.mark(j);
        }
        if doc.is_comp(j) {
            if !self.clause {
                return Step::Stop;
            }
            let mut start = self.start(j, j, Frame::Clause);
            start.introduced = j > self.from && is_prep(doc, j - 1);
            return Step::Found(start);
        }
        if let Some((len, _)) = doc.phrases[j].filter(|(_, c)| c.any(Classes::DISCOURSE)) {
            // «طلب عدم ذكر اسمه» says nothing by itself.
            return Step::Next(j + len);
        }
        let c = doc.words[j].classes;
        self.relative |= c.any(Classes::REL.union(Classes::RESUMPTIVE));
        let owner = doc.is_finite_cue(j) && !self.relative;
        if owner || c.any(Classes::SUBORD) && doc.words[j].conj {
            return Step::Stop;
        }
        Step::Next(j + 1)
    }

    fn mark(&self, j: usize) -> Step {
        let doc = self.doc;
        if doc.f(j) == ":" {
            let at = self.quote.then(|| after_colon(doc, j)).flatten();
            return at.map_or(Step::Stop, |at| {
                Step::Found(self.start(at, j, Frame::Quote))
            });
        }
        if let Some(q) = doc.quotation_at(j) {
            return self.quotation(q);
        }
        if matches!(doc.f(j), "؛" | ";") {
            return Step::Stop;
        }
        Step::Next(j + 1)
    }

    /// A quotation is the content where it is long enough or stands right here; else it is a name
    /// on the way («قالت وكالة "فارس" إن»).
    fn quotation(&self, q: &Quotation) -> Step {
        let doc = self.doc;
        let words = doc.words_in(q.open..q.close.unwrap_or(self.end));
        let apart = q.open > 0 && doc.is_comma(q.open - 1);
        let long = words >= SHORTEST_QUOTATION || apart && words + 1 >= SHORTEST_QUOTATION;
        if self.quote && (q.open == self.from || long) {
            return Step::Found(self.start(q.open, q.open, Frame::Quote));
        }
        match q.close {
            Some(close) if close < self.end => Step::Next(close + 1),
            _ => Step::Stop,
        }
    }

    /// A content at `at` whose mark is `mark`: the farther, the less sure.
    fn start(&self, at: usize, mark: usize, frame: Frame) -> Start {
        Start {
            at,
            frame,
            introduced: false,
            sure: 1.0 - 0.4 * (mark - self.from) as f32 / FAR as f32,
        }
    }
}

/// What follows a colon: a quotation or running text, on this line or the next.
fn after_colon(doc: &Doc, colon: usize) -> Option<usize> {
    let mut at = colon + 1;
    while at < doc.len() && doc.is_mark(at) && doc.quotation_at(at).is_none() && at < colon + 3 {
        at += 1;
    }
    (at < doc.len()).then_some(at)
}
