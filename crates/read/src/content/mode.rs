//! How a content is rendered: what share of its words stands in quotation marks.

use super::is_prep;
use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::reading::Mode;
use std::ops::Range;

/// A longer quotation is no name.
const LONGEST_NAME: usize = 4;

/// How a content is rendered; names and single terms in quotation marks («وكالة "فارس"») count as
/// the report's own words, «أن» and its preposition not at all.
pub fn mode(doc: &Doc, content: &[Range<usize>]) -> Mode {
    let (mut quoted, mut plain) = (0, 0);
    for r in content {
        let mut j = r.start;
        while j < r.end {
            if let Some(q) = doc.quotation_at(j) {
                let close = q.close.unwrap_or(r.end).min(r.end);
                let words = doc.words_in(j..close);
                *(if names(doc, j, words) {
                    &mut plain
                } else {
                    &mut quoted
                }) += words;
                j = close + 1;
                continue;
            }
            let lead = j == r.start && (doc.is_comp(j) || is_prep(doc, j));
            plain += usize::from(!doc.is_mark(j) && !lead);
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
    if open == 0 || words > LONGEST_NAME {
        return false;
    }
    let first = open + 1;
    let connected = Classes::CONNECTOR;
    let begins_name = doc.classes(first).any(Classes::INSTITUTION)
        || doc.is_form(first, connected) && doc.classes(first).any(Classes::NAME);
    if begins_name {
        return true; // «"جيش الفتح"», «"أبو مجاهد"»
    }
    let named = Classes::INSTITUTION
        .union(Classes::TITLE)
        .union(Classes::DOCUMENT)
        .union(Classes::PLACE);
    !doc.is_mark(open - 1) && doc.classes(open - 1).any(named)
}
