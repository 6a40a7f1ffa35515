//! How far a content goes that its cue introduces.

use crate::doc::Doc;
use crate::lexicon::{Classes, Frame};
use crate::matcher::Candidate;
use std::ops::Range;

/// One past the content that begins at `start`.
pub(super) fn end_of(
    doc: &Doc,
    start: usize,
    frame: Frame,
    anchor: usize,
    k: usize,
    limits: &[(usize, usize, bool)],
) -> usize {
    let end = content_sentence_end(doc, start);
    let outer_quote = doc.text.quotation_of(anchor);
    let stop = limits
        .iter()
        .enumerate()
        .filter(|(i, (opens, _, closes))| {
            *i != k && *closes && *opens > start.max(anchor) && *opens < end
        })
        .filter(|(_, (opens, ..))| !quoted_away(doc, start, *opens, outer_quote))
        .map(|(_, (opens, ..))| *opens)
        .min()
        .unwrap_or(end);
    let stop = aside(doc, start, stop).unwrap_or(stop);
    let quote = if doc.quotation_at(start).is_some() {
        Some(start)
    } else if doc.is_comp(start) && doc.quotation_at(start + 1).is_some() {
        Some(start + 1)
    } else {
        None
    };
    // Inside somebody's quotation nothing goes on past its end.
    let end_of_outer = outer_quote
        .and_then(|q| doc.text.quotations()[q].close)
        .filter(|&c| c > start)
        .unwrap_or(usize::MAX);
    let stop = stop.min(end_of_outer);
    match quote.and_then(|q| doc.quotation_at(q)) {
        Some(q) => after_quotation(doc, q.open, q.close, stop, frame),
        None => stop,
    }
}

/// «، وذلك …», «، الأمر الذي …», «، في خطوة …»: the report goes on in its own voice.
fn aside(doc: &Doc, start: usize, stop: usize) -> Option<usize> {
    let mut j = start + 1;
    while j < stop {
        if let Some(close) = doc.quotation_at(j).and_then(|q| q.close) {
            j = close + 1;
            continue;
        }
        let marked = doc.is_mark(j - 1) || doc.words[j].conj || doc.f(j).starts_with('و');
        if marked && doc.classes(j).any(Classes::ASIDE) {
            return Some(j);
        }
        j += 1;
    }
    None
}

/// The end of a sentence, or, where a quotation is open over several, of its last one.
fn content_sentence_end(doc: &Doc, start: usize) -> usize {
    doc.sentence_end(start.min(doc.len() - 1))
}

/// Whether `at` lies in a quotation that began inside the content: then it is the quoted one's own
/// words, no new statement beside it.
fn quoted_away(doc: &Doc, start: usize, at: usize, outer: Option<usize>) -> bool {
    let mut q = doc.text.quotation_of(at);
    // A mark that was forgotten: a new sentence with a verb of saying is the report's again.
    if at > 0 && doc.f(at - 1) == "." && doc.words[at].conj && doc.is_finite_cue(at) {
        return false;
    }
    while let Some(i) = q {
        if Some(i) == outer {
            return false;
        }
        let quotation = &doc.text.quotations()[i];
        if quotation.open >= start {
            return true;
        }
        q = quotation.parent;
    }
    false
}

/// A quoted content ends with its mark, unless the sentence simply runs on behind it («"…" باليمن»).
fn after_quotation(
    doc: &Doc,
    open: usize,
    close: Option<usize>,
    stop: usize,
    frame: Frame,
) -> usize {
    let Some(close) = close else {
        return stop.max(open + 1);
    };
    let next = close + 1;
    if next >= stop {
        return next.max(stop.min(next));
    }
    let short = doc.words_in(open..close) <= 3;
    if doc.is_mark(next) && doc.quotation_at(next).is_none() {
        let goes_on = short && frame != Frame::Quote && doc.is_comma(next);
        return if goes_on { stop } else { next };
    }
    if frame == Frame::Quote && !doc.words[next].conj && !short {
        return next;
    }
    // To the next comma: what follows is a clause of the report's own.
    if short {
        return stop;
    }
    (next..stop).find(|&j| doc.is_comma(j)).unwrap_or(stop)
}

/// Takes commas, conjunctions and final marks off the end, leaves quotation marks.
pub(super) fn trimmed(doc: &Doc, r: Range<usize>) -> Range<usize> {
    let mut end = r.end;
    while end > r.start && doc.is_mark(end - 1) && !closes_quotation(doc, end - 1) {
        end -= 1;
    }
    let mut start = r.start;
    while start < end && doc.is_mark(start) && doc.quotation_at(start).is_none() {
        start += 1;
    }
    start..end
}

fn closes_quotation(doc: &Doc, i: usize) -> bool {
    if doc.f(i) == ")" {
        return false;
    }
    doc.text
        .quotation_of(i)
        .is_some_and(|q| doc.text.quotations()[q].close == Some(i))
}

/// A quotation that goes on over further paragraphs adds their spans.
pub(super) fn continue_quotation(doc: &Doc, start: usize, out: &mut Vec<Range<usize>>) {
    let Some(mut q) = doc.text.quotation_of(start.min(doc.len() - 1)).or_else(|| {
        (start + 1 < doc.len())
            .then(|| doc.text.quotation_of(start + 1))
            .flatten()
    }) else {
        return;
    };
    let quotations = doc.text.quotations();
    while quotations[q].continued {
        let Some(next) = (q + 1..quotations.len()).find(|&n| quotations[n].continues == Some(q))
        else {
            return;
        };
        let last = quotations[next]
            .close
            .unwrap_or(doc.paragraph(quotations[next].open).end - 1);
        out.push(trimmed(doc, quotations[next].open..last + 1));
        q = next;
    }
}

/// «"…"، قال فلان»: the quotation before the cue.
pub(super) fn before(doc: &Doc, c: &Candidate) -> Vec<Range<usize>> {
    let mut i = c.extent.start;
    if i > 0 && doc.is_comma(i - 1) {
        i -= 1;
    }
    doc.text
        .quotations()
        .iter()
        .find(|q| q.close == Some(i.wrapping_sub(1)) && doc.words_in(q.open..i) >= 3)
        .map(|q| q.open..i)
        .into_iter()
        .collect()
}
