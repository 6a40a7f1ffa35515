//! The content of «بحسب …»: the clause around it.

use super::Statement;
use super::extent::trimmed;
use super::opens::back_over_connectives;
use crate::doc::Doc;
use std::ops::Range;

/// The clause around «بحسب …»: behind it where it opens the sentence, before it where it ends one,
/// both where it stands in the middle.
pub(super) fn clause(
    doc: &Doc,
    s: &Statement,
    k: usize,
    limits: &[(usize, usize, bool)],
) -> Vec<Range<usize>> {
    let extent = &s.found.extent;
    let sentence = doc.sentence(extent.start);
    let opening = extent.start == sentence.start
        || (extent.start > 0 && back_over_connectives(doc, extent.start) == sentence.start);
    let after_end = limits
        .iter()
        .enumerate()
        .filter(|(i, (opens, _, closes))| *i != k && *closes && *opens >= extent.end)
        .map(|(_, (opens, ..))| *opens)
        .min()
        .unwrap_or(usize::MAX)
        .min(sentence.end);
    if opening {
        let mut start = extent.end;
        while start < after_end && doc.is_mark(start) && doc.quotation_at(start).is_none() {
            start += 1;
        }
        // «وفق التقرير، لم تقبل موسكو …؛ بيد أنها …»: all of the sentence is the report's.
        let after_end = if after_end <= start + 2 {
            sentence.end
        } else {
            after_end
        };
        return vec![trimmed(doc, start..after_end)];
    }
    let begin = limits
        .iter()
        .take(k)
        .filter(|(opens, _, closes)| *closes && *opens < extent.start)
        .map(|(opens, ..)| *opens)
        .filter(|&o| o > sentence.start && doc.is_comma(o.saturating_sub(1)))
        .max()
        .unwrap_or(sentence.start);
    let mut out = vec![trimmed(doc, begin..extent.start)];
    let rest = extent.end..after_end;
    let runs_on =
        rest.start < rest.end && !doc.is_mark(rest.start) && doc.words_in(rest.clone()) > 1;
    let insertion = doc.is_comma(extent.start - 1);
    if runs_on && !insertion {
        out.push(trimmed(doc, rest));
    }
    out.retain(|r| !r.is_empty());
    out
}
