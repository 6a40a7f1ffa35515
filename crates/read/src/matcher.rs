//! Finds where rules match: candidates for attributions, each with its score and its reasons.
//!
//! Rules are indexed by what stands first in them ([`RuleIndex`]), so that at most words none is tried.
//! Where one is, an [`attempt`] takes its elements from left to right; what matches is weighed.

mod attempt;
mod candidate;
mod contents;
mod index;
mod reasons;
mod sources;
mod weigh;

pub use candidate::{Candidate, FoundHop};
pub use index::RuleIndex;
pub use reasons::Reason;

use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::rule::Rule;
use attempt::attempt;
use std::ops::Range;

/// All candidates of all rules, in the order of their first tokens.
pub fn candidates(
    doc: &Doc,
    rules: &[Rule],
    index: &RuleIndex,
    headline: Option<&Range<usize>>,
) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut here = Vec::new();
    let mut formula_end = 0;
    for i in 0..doc.len() {
        if let Some((len, _)) = doc.phrases[i].filter(|(_, c)| c.any(Classes::DISCOURSE)) {
            // Nobody is asked anything in «طلب عدم ذكر اسمه».
            formula_end = formula_end.max(i + len);
        }
        if i < formula_end || (doc.is_mark(i) && doc.quotation_at(i).is_none()) {
            continue;
        }
        let in_headline = headline.is_some_and(|h| h.start == i);
        index.rules_at(doc, i, in_headline, &mut here);
        for &r in &here {
            attempt(doc, &rules[r], r, i, &mut out);
        }
    }
    out
}

/// Whether a clause begins at token `i`.
pub fn clause_start(doc: &Doc, i: usize) -> bool {
    if i == 0 || doc.is_mark(i - 1) {
        return true;
    }
    let before = doc.words[i - 1].classes;
    before.any(Classes::CLAUSE_OPENER)
        || doc.is_comp(i - 1)
        || doc.paragraph(i).start == i
        || doc.sentence(i).start == i
        || doc.words[i].conj
        || expression_ends_before(doc, i)
}

/// Fixed connectives have no more words than this.
const LONGEST_CONNECTIVE: usize = 4;

/// «من جهته | …»: a fixed connective ends here.
fn expression_ends_before(doc: &Doc, i: usize) -> bool {
    (1..=LONGEST_CONNECTIVE.min(i))
        .any(|k| doc.phrases[i - k].is_some_and(|(len, c)| len == k && c.any(Classes::CONNECTIVE)))
}
