//! The content of «بحسب …»: the clause around it.

use super::extent::{trimmed, unmarked};
use super::opens::back_over_connectives;
use super::stops::Stops;
use crate::doc::Doc;
use std::ops::Range;

/// A statement that begins so few tokens behind «بحسب …،» is its content, not its end.
const NOTHING_BETWEEN: usize = 2;

/// The clause around «بحسب …»: behind it where it opens the sentence, before it where it ends one,
/// both where it stands in the middle. `extent` is that of «بحسب …», the `k`th statement.
pub(super) fn clause(
    doc: &Doc,
    extent: &Range<usize>,
    k: usize,
    stops: &Stops,
) -> Vec<Range<usize>> {
    let sentence = doc.sentence(extent.start);
    let opening = back_over_connectives(doc, extent.start) == sentence.start;
    let next = stops.next(extent.end, sentence.end, k, |_| true);
    let end = next.unwrap_or(sentence.end);
    if opening {
        let start = unmarked(doc, extent.end..end);
        // «وفق التقرير، لم تقبل موسكو …؛ بيد أنها …»: all of the sentence is the report's.
        let whole = end <= start + NOTHING_BETWEEN;
        return vec![trimmed(doc, start..if whole { sentence.end } else { end })];
    }
    let after_comma = |at: usize| doc.is_comma(at - 1);
    let begin = stops.last(sentence.start, extent.start, k, after_comma);
    let mut out = vec![trimmed(doc, begin.unwrap_or(sentence.start)..extent.start)];
    let rest = extent.end..end;
    let runs_on = !rest.is_empty() && !doc.is_mark(rest.start) && doc.words_in(rest.clone()) > 1;
    if runs_on && !doc.is_comma(extent.start - 1) {
        out.push(trimmed(doc, rest));
    }
    out.retain(|r| !r.is_empty());
    out
}
