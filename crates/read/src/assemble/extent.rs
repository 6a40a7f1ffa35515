//! How far a content goes that its cue introduces, or where it stands before its cue.

use super::stops::Stops;
use crate::content::Start;
use crate::doc::Doc;
use crate::lexicon::{Classes, Frame};
use crate::matcher::Candidate;
use musnad_report::Quotation;
use std::ops::Range;

/// The content of a cue that stands before it, on over further paragraphs where a quotation does.
pub(super) fn after_cue(
    doc: &Doc,
    start: Start,
    anchor: usize,
    k: usize,
    stops: &Stops,
) -> Vec<Range<usize>> {
    let end = end_of(doc, start, anchor, k, stops);
    let mut out = vec![trimmed(doc, start.at..end)];
    continued(doc, start.at, &mut out);
    out.retain(|r| !r.is_empty());
    out
}

/// One past the content that begins at `start`: the end of its sentence, or before that the next
/// statement, an aside of the report, or the end of the quotation that it is or stands in.
fn end_of(doc: &Doc, start: Start, anchor: usize, k: usize, stops: &Stops) -> usize {
    let at = start.at;
    let end = doc.sentence_end(at.min(doc.len() - 1));
    let outer_quote = doc.text.quotation_of(anchor);
    let beside = |stop| !quoted_away(doc, at, stop, outer_quote);
    let stop = stops
        .next(at.max(anchor) + 1, end, k, beside)
        .unwrap_or(end);
    let stop = aside(doc, at, stop).unwrap_or(stop);
    // Inside somebody's quotation nothing goes on past its end.
    let end_of_outer = outer_quote
        .and_then(|q| doc.text.quotations()[q].close)
        .filter(|&c| c > at)
        .unwrap_or(usize::MAX);
    let stop = stop.min(end_of_outer);
    let behind_comp = || doc.is_comp(at).then(|| doc.quotation_at(at + 1)).flatten();
    match doc.quotation_at(at).or_else(behind_comp) {
        Some(q) => after_quotation(doc, q.open, q.close, stop, start.frame),
        None => stop,
    }
}

/// In an endless sentence nobody looks farther for an aside, in tokens.
const LONGEST_SEARCH: usize = 600;

/// «، وذلك …», «، الأمر الذي …», «، في خطوة …»: the report goes on in its own voice.
fn aside(doc: &Doc, start: usize, stop: usize) -> Option<usize> {
    let mut j = start + 1;
    while j < stop.min(start + LONGEST_SEARCH) {
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
pub(crate) fn trimmed(doc: &Doc, r: Range<usize>) -> Range<usize> {
    let mut end = r.end;
    while end > r.start && doc.is_mark(end - 1) && !closes_quotation(doc, end - 1) {
        end -= 1;
    }
    unmarked(doc, r.start..end)..end
}

/// The first token of a range that is no mark, other than one that opens a quotation.
pub(crate) fn unmarked(doc: &Doc, r: Range<usize>) -> usize {
    let mark = |i: &usize| doc.is_mark(*i) && doc.quotation_at(*i).is_none();
    r.end.min(r.start + r.take_while(mark).count())
}

/// A bracket is no quotation mark, even where one stands for it.
fn closes_quotation(doc: &Doc, i: usize) -> bool {
    doc.f(i) != ")" && doc.quotation_closed_at(i).is_some()
}

/// A quotation that goes on over further paragraphs adds their spans.
pub(crate) fn continued(doc: &Doc, start: usize, out: &mut Vec<Range<usize>>) {
    let quotation_of = |i| doc.text.quotation_of(i);
    let Some(mut q) = quotation_of(start).or_else(|| quotation_of(start + 1)) else {
        return;
    };
    let quotations = doc.text.quotations();
    while quotations[q].continued {
        // It stands in the next paragraph, a few quotations on.
        let goes_on = |n: &usize| quotations[*n].continues == Some(q);
        let Some(next) = (q + 1..quotations.len()).find(goes_on) else {
            return;
        };
        let Quotation { open, close, .. } = quotations[next];
        let end = close.map_or(doc.paragraph(open).end, |close| close + 1);
        // A content that was read on past its paragraph holds the next one already.
        if out.last().is_none_or(|last| last.end <= open) {
            out.push(trimmed(doc, open..end));
        }
        q = next;
    }
}

/// What somebody says before the cue has so many words; fewer are a name in quotation marks.
const QUOTED_WORDS: usize = 3;

/// «"…"، قال فلان»: the quotation before the cue.
pub(super) fn before(doc: &Doc, c: &Candidate) -> Vec<Range<usize>> {
    let comma = c.extent.start > 0 && doc.is_comma(c.extent.start - 1);
    let end = c.extent.start - usize::from(comma);
    let closed = end.checked_sub(1).and_then(|i| doc.quotation_closed_at(i));
    let content = closed.map(|q| q.open..end);
    let long = |r: &Range<usize>| doc.words_in(r.clone()) >= QUOTED_WORDS;
    content.filter(long).into_iter().collect()
}
