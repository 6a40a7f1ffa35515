//! Finds where rules match: candidates for attributions, each with its score and its reasons.

mod attempt;
mod candidate;
mod contents;
mod sources;
mod weigh;

pub use candidate::{Candidate, FoundHop};

use crate::doc::Doc;
use crate::lexicon::Classes;
use crate::rule::{Element, Rule};
use attempt::attempt;
use std::ops::Range;

/// All candidates of all rules.
pub fn candidates(doc: &Doc, rules: &[Rule], headline: Option<&Range<usize>>) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut formula_end = 0;
    for i in 0..doc.len() {
        if let Some((len, _)) = doc.phrases[i].filter(|(_, c)| c.any(Classes::DISCOURSE)) {
            formula_end = formula_end.max(i + len);
        }
        if i < formula_end || (doc.is_mark(i) && doc.quotation_at(i).is_none()) {
            continue;
        }
        let begins = clause_start(doc, i);
        for (r, rule) in rules.iter().enumerate() {
            if could_begin(doc, rule, i, begins, headline) {
                attempt(doc, rule, r, i, &mut out);
            }
        }
    }
    out
}

/// A cheap look before an attempt.
fn could_begin(
    doc: &Doc,
    rule: &Rule,
    i: usize,
    begins: bool,
    headline: Option<&Range<usize>>,
) -> bool {
    match &rule.elements[0].element {
        Element::ClauseStart => begins,
        Element::Headline => headline.is_some_and(|h| h.start == i),
        Element::Cue(spec) => doc.words[i]
            .cues
            .iter()
            .any(|(c, _)| spec.parts.contains(&c.part)),
        Element::Words(alternatives) => {
            let w = doc.f(i);
            let bare = w.strip_prefix(['و', 'ف']).unwrap_or(w);
            alternatives.iter().any(|a| a[0] == w || a[0] == bare)
        }
        Element::AfterQuote => true,
        Element::Source
        | Element::MaybeSource
        | Element::Content
        | Element::Clause
        | Element::Rest => false,
    }
}

/// Whether a clause begins at token `i`.
pub fn clause_start(doc: &Doc, i: usize) -> bool {
    if i == 0 || doc.is_mark(i - 1) {
        return true;
    }
    let before = doc.words[i - 1].classes;
    let opener = Classes::CONJ
        .union(Classes::SUBORD)
        .union(Classes::AUX)
        .union(Classes::DISCOURSE);
    before.any(opener)
        || doc.is_comp(i - 1)
        || doc.paragraph(i).start == i
        || doc.sentence(i).start == i
        || doc.words[i].conj
        || expression_ends_before(doc, i)
}

/// «من جهته | …»: a fixed connective ends here.
fn expression_ends_before(doc: &Doc, i: usize) -> bool {
    (1..=4.min(i)).any(|k| {
        doc.phrases[i - k]
            .is_some_and(|(len, c)| len == k && c.any(Classes::DISCOURSE.union(Classes::SUBORD)))
    })
}
