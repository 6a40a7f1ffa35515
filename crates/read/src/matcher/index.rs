//! Which rules may begin at a token, told by the first element of each.

use super::clause_start;
use crate::doc::Doc;
use crate::rule::{Element, Rule};
use rustc_hash::FxHashMap;

/// Rules by their first elements. Positions in it are indices of the rules that it was made of.
#[derive(Debug, Default)]
pub struct RuleIndex {
    clause: Vec<usize>,
    headline: Vec<usize>,
    after_quote: Vec<usize>,
    cue: Vec<usize>,
    /// By the first word of each alternative, folded.
    word: FxHashMap<Box<str>, Vec<usize>>,
}

impl RuleIndex {
    /// Indexes rules.
    pub fn new(rules: &[Rule]) -> RuleIndex {
        let mut index = RuleIndex::default();
        for (r, rule) in rules.iter().enumerate() {
            match rule.elements.first() {
                Some(Element::ClauseStart) => index.clause.push(r),
                Some(Element::Headline) => index.headline.push(r),
                Some(Element::AfterQuote) => index.after_quote.push(r),
                Some(Element::Cue(_)) => index.cue.push(r),
                Some(Element::Words(alternatives)) => {
                    for first in alternatives.iter().filter_map(|a| a.first()) {
                        index.word.entry(first.as_str().into()).or_default().push(r);
                    }
                }
                // What cannot begin a rule does not load.
                _ => {}
            }
        }
        index
    }

    /// Puts the rules that may begin at token `i` into `out`, in their order, each once.
    pub(super) fn rules_at(&self, doc: &Doc, i: usize, in_headline: bool, out: &mut Vec<usize>) {
        out.clear();
        if in_headline {
            out.extend(&self.headline);
        }
        if !self.clause.is_empty() && clause_start(doc, i) {
            out.extend(&self.clause);
        }
        if !doc.words[i].cues.is_empty() {
            out.extend(&self.cue);
        }
        if !self.after_quote.is_empty() && doc.follows_quotation(i) {
            out.extend(&self.after_quote);
        }
        // و and ف may be attached to the first word.
        let word = doc.f(i);
        for form in [Some(word), word.strip_prefix(['و', 'ف'])] {
            out.extend(form.and_then(|w| self.word.get(w)).into_iter().flatten());
        }
        out.sort_unstable();
        out.dedup();
    }
}
